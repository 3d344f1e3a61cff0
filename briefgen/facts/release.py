"""The facts as readers of an audience may know them: what is marked higher is not there, and nothing tells of it.

Queries, counts, comparisons and conflicts are then made from what remains, so no sum or gap gives away what was
held back. With a record goes what speaks of it:

- a statement that leads to it: by its value, its speakers, or what qualifies it;
- its citations, and a statement that has no other;
- the desk's own words about it, and what somebody claimed about it, for such a text may name it;
- a text that names it, and quotes that do: whoever has marked such a text otherwise than its record has decided that
  it may be read, and it stays;
- quotes in which the words behind it stand, of whatever else they are cited for; of a quote with […], all its parts;
- a record that lacks what every record of its kind has, such as its name;
- what an editor says of a conflict, unless both sides remain as they were.

A list of participants from which one went counts as whole no more, so that nobody is said to be missing from it; what
else its source says of its scope stays.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cached_property

from briefgen.facts.conflicts.conflict import Conflict
from briefgen.facts.conflicts.find import find_conflicts
from briefgen.facts.factbase import FactBase, references
from briefgen.facts.mentions import Names
from briefgen.facts.passages.excerpt import ELISION
from briefgen.frozen import replace
from briefgen.model.schema import REFERS_TO, RULING, source_key
from briefgen.model.statement import CUT, Citation, Rank, Record, Statement

_CUT_SCOPE: Mapping[object, str] = {"exhaustive": "unknown"}
"""The scope of a list without what was held back: that it was whole is not said of what is left."""


def release(
    base: FactBase,
    seen: Collection[str],
    conflicts: Iterable[Conflict],
    names: Mapping[str, Collection[str]] | None = None,
    language: str = "en",
) -> FactBase:
    """The base without what is marked otherwise than the markings `seen` ("" for none); itself where that is nothing.

    `conflicts` are those of the base, found with texts that name no language in this one; `names` are those of states
    by code, in all languages that its texts may be in.
    """
    released = _Release(base, seen, names=names).run()
    if released is base or not released.acting(RULING):
        return released
    left = find_conflicts(released, language=language)
    before, after = ({c.id: c.sides for c in found} for found in (conflicts, left))
    notes = [note.key for note in released.acting(RULING) if before.get(note.id) != after.get(note.id)]
    return _Release(base, seen, notes, names).run() if notes else released


class _Release:
    """A base while it is gone through: `gone` are keys of what is held back, `kept` is what is left of others."""

    def __init__(
        self,
        base: FactBase,
        seen: Collection[str],
        gone: Iterable[str] = (),
        names: Mapping[str, Collection[str]] | None = None,
    ) -> None:
        self.base, self.seen, self.names = base, seen, names
        self.gone = set(gone)
        self.kept: dict[str, Record] = {}

    def run(self) -> FactBase:
        todo = {r.key for r in self.base.records.values() if not self._is_open(r)}
        for key in self.gone:
            todo |= self._speaking_of(key)
        while todo:
            held_back = [key for key in todo - self.gone if not self._keep(self.base.records[key])]
            self.gone.update(held_back)
            todo = {key for gone in held_back for key in self._speaking_of(gone)}
        if not self.gone and not self.kept:
            return self.base
        records = (self.kept.get(key, r) for key, r in self.base.records.items() if key not in self.gone)
        return FactBase(self.base.schema, self._without_quotes(records))

    def _without_quotes(self, records: Iterable[Record]) -> Iterator[Record]:
        """The records without quotes in which the words of what is held back stand: one sentence may name many."""
        withheld = self._withheld_quotes()
        names = Names(self.base, self.gone, self.names)

        def tells(source: str, words: str) -> bool:
            known = withheld.get(source, ()) if words else ()
            return any(all(piece in words for piece in quote.split(ELISION)) for quote in known) or any(
                True for _ in names.named_in(words)
            )

        def told(citation: Citation) -> Citation:
            return replace(citation, quote="", passage="") if tells(citation.source, citation.quote) else citation

        for record in records:
            citations = [tuple(map(told, s.citations)) for s in record.statements]
            pairs = list(zip(record.statements, citations, strict=True))
            if all(a is b for s, new in pairs for a, b in zip(s.citations, new, strict=True)):
                yield record
            else:
                yield replace(record, statements=tuple(replace(s, citations=new) for s, new in pairs))

    def _withheld_quotes(self) -> Mapping[str, frozenset[str]]:
        """By source the exact words behind statements that are held back."""
        found: dict[str, set[str]] = {}
        for key in (*self.gone, *self.kept):
            left = {s.id for s in self.kept[key].statements} if key not in self.gone else set[str]()
            for citation in (c for s in self.base.records[key].statements if s.id not in left for c in s.citations):
                if citation.quote:
                    found.setdefault(citation.source, set()).add(citation.quote)
        return {source: frozenset(quotes) for source, quotes in found.items()}

    def _is_open(self, record: Record) -> bool:
        return record.marking in self.seen and all(s.marking in self.seen for s in record.statements)

    def _speaking_of(self, key: str) -> set[str]:
        """The records with a statement that leads to a record, that cites it, or that names it."""
        leading = {s.subject for s in self.base.referring(key)} | self._citing.get(key, set())
        return leading | {self.base.statement(id_).subject for id_ in self._naming.get(key, ())}

    @cached_property
    def _citing(self) -> Mapping[str, set[str]]:
        found: dict[str, set[str]] = {}
        for statement in self.base.statements:
            for citation in statement.citations:
                found.setdefault(source_key(citation.source), set()).add(statement.subject)
        return found

    @cached_property
    def _naming(self) -> Mapping[str, set[str]]:
        """By key of what may be held back, the ids of the statements whose texts name it."""
        found: dict[str, set[str]] = {}
        known = Names(self.base, self.base.records, self.names)
        for record in self.base.records.values():
            for statement in record.statements:
                if statement.marking == record.marking or not statement.marking:
                    for key in known.named_by(statement) - {record.key}:
                        found.setdefault(key, set()).add(statement.id)
        return found

    @cached_property
    def _named(self) -> Mapping[str, set[str]]:
        """By statement the keys of what its texts name."""
        found: dict[str, set[str]] = {}
        for key, ids in self._naming.items():
            for id_ in ids:
                found.setdefault(id_, set()).add(key)
        return found

    def _keep(self, record: Record) -> bool:
        """Whether something of a record stays; what that is, is kept."""
        if record.marking not in self.seen:
            return False
        left = tuple(s for statement in record.statements if (s := self._left(statement)) is not None)
        left = _told_of(record.statements, left)
        if self._lacks(record, left):
            return False
        self.kept[record.key] = replace(record, statements=_without_whole_lists(record.statements, left))
        return True

    def _left(self, statement: Statement) -> Statement | None:
        if statement.marking not in self.seen or not self.gone.isdisjoint(references(statement, self.base.schema)):
            return None
        if not self.gone.isdisjoint(self._named.get(statement.id, ())):
            return None
        citations = tuple(c for c in statement.citations if not self._is_gone(c))
        if len(citations) == len(statement.citations):
            return statement
        return replace(statement, citations=citations) if citations else None

    def _is_gone(self, citation: Citation) -> bool:
        return source_key(citation.source) in self.gone

    def _lacks(self, record: Record, left: Collection[Statement]) -> bool:
        """Whether a record has lost all it had, what it cannot be without, or what its text is about."""
        lost = _current(record.statements) - _current(left)
        if (record.statements and not left) or {name for name, _ in lost} & set(record.roles.get("speaks_of", ())):
            return True
        spec, remaining = self.base.schema[record.kind], {name for name, _ in _current(left)}
        needed = {name for name, field in spec.fields.items() if field.required}
        if "code" not in remaining:  # which gives a name to what has no other
            needed.add(spec.label)
        return not {name for name, _ in lost} & needed <= remaining


def _told_of(before: Iterable[Statement], left: tuple[Statement, ...]) -> tuple[Statement, ...]:
    """What is left, without sentences that go on from one that went."""
    gone = {s.id for s in before} - {s.id for s in left}
    stay = tuple(s for s in left if gone.isdisjoint(s.qualifiers.get(REFERS_TO, ())))
    return left if len(stay) == len(left) else _told_of(before, stay)


def _current(statements: Iterable[Statement]) -> set[tuple[str, str]]:
    """Property and id of the statements in force."""
    return {(s.property, s.id) for s in statements if s.rank is not Rank.DEPRECATED}


def _without_whole_lists(before: Iterable[Statement], left: Iterable[Statement]) -> tuple[Statement, ...]:
    """What is left; lists of participants from which something went are marked as cut."""
    ids = {s.id for s in left}
    cut = {_list(s) for s in before if s.id not in ids} - {None}
    return tuple(_cut(s) if _list(s) in cut else s for s in left)


def _list(statement: Statement) -> tuple[str, object] | None:
    number = statement.qualifiers.get("list")
    return None if number is None else (statement.property, number)


def _cut(statement: Statement) -> Statement:
    scope = statement.qualifiers.get("scope")
    return replace(statement, qualifiers={**statement.qualifiers, "scope": _CUT_SCOPE.get(scope, scope), CUT: True})
