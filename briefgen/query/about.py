"""Records that speak about another record."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable
from functools import cached_property

from briefgen.facts.conflicts.conflict import Conflict, ConflictType, Side
from briefgen.facts.factbase import FactBase, references, works_of
from briefgen.model.schema import ASSERTION, JUDGEMENT, QUESTION, SESSION, source_key
from briefgen.model.statement import Record, Statement


def referring_records(base: FactBase, key: str, part: str, *properties: str) -> tuple[Record, ...]:
    """The records that act as `part` (`schema.ASSERTION`, …) and refer to `key` in one of the properties.

    By editors' rank, then as written.
    """
    keys = dict.fromkeys(s.subject for s in base.leading(key, part) if s.property in properties)
    return tuple(sorted(base.in_force(keys), key=lambda r: (rank_of(r), r.file, r.line)))


def in_turn(claims: Iterable[Record]) -> tuple[Record, ...]:
    """What editors ranked, then one claim of each speaker before further ones: little room has all sides."""
    told: Counter[str] = Counter()
    placed: list[tuple[int, int, Record]] = []
    for claim in claims:
        speaker = claim.first(claim.role("speaker"))
        is_ranked = bool(claim.values("key"))
        placed.append((0 if is_ranked else 1 + told[speaker], len(placed), claim))
        told[speaker] += 1
    return tuple(claim for *_, claim in sorted(placed, key=lambda place: place[:2]))


def claims_at(base: FactBase, meeting: str) -> tuple[Record, ...]:
    """What was claimed at a meeting, in turn."""
    return in_turn(referring_records(base, meeting, ASSERTION, "at"))


def claims_reported_with(base: FactBase, meeting: str) -> tuple[Record, ...]:
    """What was claimed elsewhere and is reported with a meeting, in turn."""
    found = referring_records(base, meeting, ASSERTION, "with")
    return in_turn(c for c in found if meeting not in _values(c, "at"))


def records_named(base: FactBase, word: str) -> tuple[str, ...]:
    """The keys of the records that a word can mean: that of a key, or those of every kind with such an id."""
    keys = (word,) if "/" in word else tuple(f"{kind}/{word}" for kind in base.schema)
    return tuple(r.key for r in base.in_force(keys))


def gaps_about(base: FactBase, key: str) -> tuple[Record, ...]:
    """The open questions about a record, and then those about what was said by it, about it, at it or with it."""
    claims = referring_records(base, key, ASSERTION, "said_by", "about", "at", "with")
    found = [gap for of in (key, *(c.key for c in claims)) for gap in referring_records(base, of, QUESTION, "about")]
    return tuple({gap.key: gap for gap in found}.values())


def is_question(base: FactBase, id_: str) -> bool:
    """Whether a statement, by its id, is the text of an open question."""
    kind, _, property_ = id_.split("/")[:3]
    return base.acts(kind, QUESTION) and property_ == base.schema[kind].label


def assessments_about(base: FactBase, key: str) -> tuple[Record, ...]:
    """The desk's current judgements about a record."""
    found = referring_records(base, key, JUDGEMENT, "about")
    return tuple(a for a in found if "withdrawn" not in _values(a, "status"))


def key_statements(base: FactBase, meeting: str) -> tuple[Statement, ...]:
    """What editors ranked for a meeting's brief among its own statements and those of its documents."""
    record = base.record(meeting)
    if record is None:
        return ()
    documents = [base.record(s.value) for s in works_of(base, record)]
    return tuple(s for r in (record, *documents) if r is not None for s in r.statements if "key" in s.qualifiers)


def rank_of(record: Record) -> int:
    """An editor's rank (`key`) of a record; unranked ones come last."""
    found = _values(record, "key")
    return int(str(found[0])) if found else 1_000_000


def _values(record: Record, property_: str) -> list[object]:
    return [s.value for s in record.values(property_)]


def sources_of(record: Record) -> tuple[str, ...]:
    """The ids of the sources of a record's statements, in order of first use."""
    return tuple(dict.fromkeys(c.source for s in record.statements for c in s.citations))


def meetings_tied_to(base: FactBase, key: str) -> frozenset[str]:
    """The keys of the meetings that name a record: on a list, as their place, or in a sentence."""
    return frozenset(s.subject for s in base.referring(key) if base.acts(s.kind, SESSION))


def with_parts(base: FactBase, record: Record) -> frozenset[str]:
    """A record's key with those of its documents and of the claims made there or reported with it."""
    documents = {s.value for s in works_of(base, record)}
    claims = {c.key for c in (*claims_at(base, record.key), *claims_reported_with(base, record.key))}
    return frozenset({record.key, *documents, *claims})


def ties_of(record: Record) -> frozenset[str]:
    """The keys of what a record as a whole is about: its themes and subjects."""
    return frozenset(str(s.value) for property_ in ("themes", "about") for s in record.values(property_))


# --- Conflicts, looked up by the records that they touch ---


_SAYS_SO_ITSELF = frozenset({ConflictType.VALUE, ConflictType.ATTENDANCE})
"""Conflicts that are a caveat of each value in them (`facts/caveats.py`)."""


class Disputes:
    """The conflicts of a fact base; `ask` is told which records they were looked up for."""

    def __init__(
        self, base: FactBase, conflicts: Iterable[Conflict], ask: Callable[[str], None] = lambda _: None
    ) -> None:
        self.base, self.conflicts, self._ask = base, tuple(conflicts), ask
        self._told: Disputes | None = None

    def traced(self, ask: Callable[[str], None]) -> Disputes:
        """The same conflicts, with somebody told what they are looked up for; the same object for the same one."""
        if self._told is None or self._told._ask != ask:
            self._told = Disputes(self.base, self.conflicts, ask)
            self._told.__dict__.update(_by_key=self._by_key, _by_id=self._by_id)
        return self._told

    def prepare(self) -> None:
        """Make the index now, so that processes copied from this one need not."""
        _ = self._by_key, self._by_id

    @property
    def touched(self) -> Collection[str]:
        """The keys of the records that any of them touches."""
        return self._by_key.keys()

    def touching(self, keys: Collection[str]) -> tuple[Conflict, ...]:
        """The conflicts about any of the records, with one of them as a value, or tied to one; by id."""
        for key in sorted(keys):
            self._ask(f"conflicts {key}")
        return self._of(keys)

    def _of(self, keys: Collection[str]) -> tuple[Conflict, ...]:
        found = {c.id: c for key in keys for c in self._by_key.get(key, ())}
        return tuple(found[id_] for id_ in sorted(found))

    def asked_of(self, base: FactBase, keys: Collection[str]) -> tuple[Conflict, ...]:
        """The same, where it is `base` that is told what they are looked up for."""
        for key in sorted(keys):
            base.asked_for(f"conflicts {key}")
        return self._of(keys)

    def named(self, ids: Collection[str]) -> tuple[Conflict, ...]:
        """The conflicts with these ids, which were found by `touching`; by id."""
        return tuple(self._by_id[id_] for id_ in sorted(ids) if id_ in self._by_id) if ids else ()

    def on_page(
        self, printed: Collection[str], sources: Collection[str], told: Collection[str]
    ) -> tuple[Conflict, ...]:
        """The conflicts that a reader finds on a page, by id.

        `printed` are the statements on the page, `sources` those that it cites, `told` the conflicts that the template
        asked for. Of those two sides must stand there, or all there are. A value that others contradict says so
        wherever it is printed, whatever the template asks.
        """
        subjects = {"/".join(id_.split("/")[:2]) for id_ in printed}
        found = {c.id: c for c in (*self.touching(subjects), *self.named(told))}
        ids, cited = frozenset(printed), frozenset(source_key(source) for source in sources)
        return tuple(found[id_] for id_ in sorted(found) if self._is_on_page(found[id_], ids, cited, id_ in told))

    def _is_on_page(self, conflict: Conflict, ids: frozenset[str], cited: frozenset[str], is_told: bool) -> bool:
        if conflict.type in _SAYS_SO_ITSELF and not ids.isdisjoint(conflict.statements):
            return True
        standing = [s for s in conflict.sides if s.about in cited or not ids.isdisjoint(self._at_issue(conflict, s))]
        return is_told and len(standing) >= min(2, len(conflict.sides))

    def _at_issue(self, conflict: Conflict, side: Side) -> list[str]:
        """What a side says that the other contradicts, without what only says of what it speaks."""
        known = [s for id_ in side.statements if (s := self.base.statement_or_none(id_)) is not None]
        return [s.id for s in known if s.property == conflict.property] or [s.id for s in known]

    @cached_property
    def _by_id(self) -> dict[str, Conflict]:
        return {conflict.id: conflict for conflict in self.conflicts}

    @cached_property
    def _by_key(self) -> dict[str, list[Conflict]]:
        found: dict[str, list[Conflict]] = {}
        for conflict in self.conflicts:
            for key in self._touched(conflict):
                found.setdefault(key, []).append(conflict)
        return found

    def _touched(self, conflict: Conflict) -> set[str]:
        keys = set(conflict.subjects)
        for subject in conflict.subjects:
            record = self.base.record(subject)
            keys |= ties_of(record) if record else frozenset()
        for id_ in conflict.statements:
            keys |= set(references(self.base.statement(id_), self.base.schema))
        return keys
