"""What stands behind a question that a brief asked (`facts.tracing`), as a digest: equal digests, equal answers."""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import blake2b

from briefgen.facts.conflicts import Conflict
from briefgen.facts.factbase import FactBase
from briefgen.model.statement import Record, Statement
from briefgen.query.disputes import Disputes


class Answers:
    """For one base, the digest of what stands behind a question: equal digests, equal answers."""

    def __init__(self, base: FactBase, disputes: Disputes) -> None:
        self.base, self.disputes = base, disputes
        self._known: dict[str, str] = {}

    def digest(self, question: str) -> str:
        known = self._known.get(question)
        if known is None:
            known = self._known[question] = _digest(self._answer(question))
        return known

    def _answer(self, question: str) -> object:
        verb, _, rest = question.partition(" ")
        base = self.base
        match verb:
            case "values":
                key, _, property_ = rest.partition(" ")
                record = base.record(key)
                return [_content(s) for s in record.values(property_)] if record else None
            case "record":
                record = base.record(rest)
                return [_content(s) for s in record.statements] if record else None
            case "exists":
                record = base.record(rest)
                return dict(record.deprecated) if record else None
            case "kind":
                return self._kind(base.of_kind(rest))
            case "column":
                kind, _, property_ = rest.partition(" ")
                return [[r.id, *map(_content, r.values(property_))] for r in base.of_kind(kind)]
            case "statement":
                found = self.base.statement_or_none(rest)
                return _content(found) if found else None
            case "referring":
                return self._referring(rest)
            case "conflicts":
                return [_of_conflict(c) for c in self.disputes.touching((rest,))]
            case "last-day":
                return base.last_day
            case "everything":
                return base.digest
        raise ValueError(f"no such question: {question}")

    def _kind(self, records: Iterable[Record]) -> object:
        """Which records there are, by id and in the order of their files, by which equals are sorted."""
        ids = [r.id for r in records]
        return [ids, [r.id for r in sorted(records, key=_place)]]

    def _referring(self, key: str) -> object:
        found = self.base.referring(key)
        records = [r for s in found if (r := self.base.record(s.subject)) is not None]
        return [[_content(s) for s in found], [r.key for r in sorted(records, key=_place)]]


def _place(record: Record) -> tuple[str, int, str]:
    return (record.file, record.line, record.id)


def _content(statement: Statement) -> object:
    """All that a brief may show of a statement: everything but where in its file it stands."""
    return [
        statement.id,
        statement.value,
        [[c.source, c.locator, c.quote] for c in statement.citations],
        [statement.rank, statement.origin, statement.inferred, statement.register],
        [dict(statement.why), dict(statement.contested), dict(statement.qualifiers)],
        [statement.speakers, statement.marking, statement.recorded],
    ]


def _of_conflict(conflict: Conflict) -> object:
    sides = [[side.about, side.statements] for side in conflict.sides]
    said = [conflict.status, dict(conflict.explanation), conflict.key]
    return [conflict.id, conflict.type, conflict.subjects, conflict.property, sides, said]


def _digest(answer: object) -> str:
    return blake2b(repr(answer).encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()
