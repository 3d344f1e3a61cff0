"""Every conflict of a fact base, with what an editor says of it in a record of kind `conflict` of the same id.

Statements are grouped by what they speak about and compared inside their group only, so that the cost follows the
number of statements.
"""

from __future__ import annotations

import pickle
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import field
from datetime import date
from typing import Any

from briefgen.facts.conflicts.conflict import Conflict, ConflictType, Side, conflict_of, digest, id_of, span_of
from briefgen.facts.conflicts.events import (
    Sessions,
    collisions,
    disorder,
    easily_confused,
    lists_that_differ,
    presence_that_differs,
    reports_before_their_event,
    same_ordinals,
)
from briefgen.facts.conflicts.values import misnamed_days, values_that_differ
from briefgen.facts.factbase import FactBase
from briefgen.facts.mentions import Towns
from briefgen.facts.store.fact_rows import pack, unpack
from briefgen.facts.store.fact_store import Cache, LazyFactBase
from briefgen.frozen import dataclass, replace
from briefgen.model.dates import PartialDate, parse_date
from briefgen.model.ids import LONGEST
from briefgen.model.schema import ASSERTION, EVENT, RULING, SEQUENCE, SOURCE, TOWN, source_key
from briefgen.model.statement import Record, Statement

SLOT = "facts.conflicts"


def find_conflicts(base: FactBase, *, language: str = "en") -> tuple[Conflict, ...]:
    """Every conflict among the statements in force, by id.

    `language` (en or en-GB) is that of texts that name none. Deprecated values and records take no part.
    """
    found = FoundConflicts()
    look_again(base, found, base.heads, language)
    return _conflicts_in(base, found)


def known_conflicts(base: FactBase, cache: Cache, code: str, language: str) -> tuple[Conflict, ...]:
    """The same, known from an earlier run as far as no record that counts has changed.

    `code` stands for the program by which they were found.
    """
    if not isinstance(base, LazyFactBase):
        return find_conflicts(base, language=language)
    about = [code, base.kinds_digest, language]
    kept = unpack(cache.get(SLOT))
    before: dict[str, str] = {}
    found, marks = FoundConflicts(), base.marks()
    if isinstance(kept, dict) and kept.get("about") == about:
        before, found = kept["marks"], pickle.loads(kept["found"])
    changed = {key for key, mark in marks.items() if not mark or before.get(key) != mark}
    changed.update(before.keys() - marks.keys())
    if changed or not before:
        look_again(base, found, changed, language)
        cache.put(SLOT, pack({"about": about, "marks": marks, "found": pickle.dumps(found)}))
    return _conflicts_in(base, found)


@dataclass(slots=True)
class FoundConflicts:
    """What was found, by what it was found in: one record, one series, or claims and series that are held side by side.

    `members` are the series of each event by its key, `near` the pairs of series that are easy to confuse, `claims`
    the keys of those that others dispute or that dispute others.
    """

    records: dict[str, list[Conflict]] = field(default_factory=dict)
    series: dict[str, list[Conflict]] = field(default_factory=dict)
    members: dict[str, list[str]] = field(default_factory=dict)
    near: list[tuple[str, str]] = field(default_factory=list)
    same_numbers: list[Conflict] = field(default_factory=list)
    disputes: list[Conflict] = field(default_factory=list)
    claims: frozenset[str] = frozenset()


def look_again(base: FactBase, found: FoundConflicts, changed: Collection[str], language: str = "en") -> None:
    """Find anew what may be otherwise since these records changed, came or went; all else is as it was found."""
    if any(base.acts(key, TOWN) for key in changed):  # what places are called counts everywhere
        changed = base.heads.keys() | frozenset(changed)
    _Search(base, found, language.partition("-")[0]).look(changed)


def _conflicts_in(base: FactBase, found: FoundConflicts) -> tuple[Conflict, ...]:
    """All that was found, with what an editor says of it, by id."""
    groups = [one[key] for one in (found.records, found.series) for key in sorted(one)]
    conflicts = [conflict for group in (*groups, found.same_numbers, found.disputes) for conflict in group]
    return tuple(sorted((_noted(base, c) for c in _unique(conflicts)), key=lambda c: c.id))


class _Search:
    """A look at what may have changed; what many records ask for is worked out when the first of them does."""

    def __init__(self, base: FactBase, found: FoundConflicts, language: str) -> None:
        self.base, self.found, self.language, self.towns = base, found, language, Towns(base)
        self._published: dict[str, tuple[date, Sequence[Statement]] | None] = {}

    def look(self, changed: Collection[str]) -> None:
        base, found = self.base, self.found
        self._is_whole = base.heads.keys() <= set(changed)
        sources = {key for key in changed if key.startswith(f"{SOURCE}/")}
        for key in {*changed, *(base.citing(sources) if sources and not self._is_whole else ())}:
            found.records.pop(key, None)
            if (record := self._in_force(key)) and (own := list(self._in_record(record))):
                found.records[key] = own
        touched = self._moved(changed)
        by_series: dict[str, list[str]] = {}
        for key, series in found.members.items():
            for one in series:
                by_series.setdefault(one, []).append(key)
        for key in touched:
            found.series.pop(key, None)
            sessions = self._sessions(by_series.get(key, ()))
            if own := [*collisions(base, key, sessions, self.language, self.towns), *disorder(base, sessions)]:
                found.series[key] = own
        self._side_by_side(changed, touched, by_series)

    def _in_force(self, key: str) -> Record | None:
        head = self.base.heads.get(key)
        return self.base.record(key) if head is not None and not head.deprecated else None

    def _in_record(self, record: Record) -> Iterator[Conflict]:
        """What contradicts itself within one record, or the days of its sources."""
        base, language = self.base, self.language
        yield from values_that_differ(record, base, language, self.towns)
        yield from misnamed_days(record, base, language)
        if base.acts(record.kind, EVENT):
            yield from presence_that_differs(record)
            yield from lists_that_differ(record)
            yield from reports_before_their_event(record, self.published)
        if base.acts(record.kind, RULING):
            yield from _differing_accounts(record)

    def published(self, source: str) -> tuple[date, Sequence[Statement]] | None:
        """The last day on which a source may have been published, with the statements that say so; None for unknown."""
        if source not in self._published:
            record = self._in_force(source_key(source))
            stated = record.in_force(record.role("date")) if record else []
            span = span_of(record) if record and stated and all(map(_has_known_year, stated)) else None
            self._published[source] = (span[1], stated) if span else None
        return self._published[source]

    # --- several records side by side ---

    def _moved(self, changed: Collection[str]) -> set[str]:
        """The series to which changed events belong, or did."""
        touched: set[str] = set()
        for key in changed:
            if self.base.acts(key, EVENT):
                touched.update(self.found.members.pop(key, ()))
                record = self._in_force(key)
                if record and (series := [s.value for s in record.in_force(record.role("series"))]):
                    self.found.members[key] = series
                    touched.update(series)
        return touched

    def _sessions(self, keys: Iterable[str]) -> Sessions:
        """The statements that number the meetings of a series, by number and meeting."""
        kinds = self.base.kinds_acting(EVENT)
        sessions: Sessions = {}
        for key in sorted(keys, key=lambda key: (kinds.index(key.partition("/")[0]), id_of(key))):
            meeting = self.base.records[key]
            for ordinal in meeting.in_force(meeting.role("ordinal")):
                sessions.setdefault(ordinal.value, {}).setdefault(key, []).append(ordinal)
        return sessions

    def _side_by_side(self, changed: Collection[str], touched: set[str], by_series: Mapping[str, list[str]]) -> None:
        base, found = self.base, self.found
        is_new = any(base.acts(key, SEQUENCE) for key in changed)
        if is_new:
            found.near = easily_confused(base)
        if is_new or self._is_whole or any(not touched.isdisjoint(pair) for pair in found.near):
            sessions = {key: self._sessions(by_series.get(key, ())) for pair in found.near for key in pair}
            found.same_numbers = list(same_ordinals(found.near, sessions))
        claims = [key for key in changed if base.acts(key, ASSERTION)]
        if self._is_whole or any(key in found.claims or self._is_disputed(key) for key in claims):
            found.disputes, found.claims = _disputes(base)

    def _is_disputed(self, key: str) -> bool:
        """Whether a claim disputes another, or is disputed."""
        record = self.base.record(key)
        own = record.values("disputed_by") if record else ()
        return bool(own) or any(s.property == "disputed_by" for s in self.base.referring(key))


def _unique(conflicts: list[Conflict]) -> Iterator[Conflict]:
    """Two records of different kinds may share an id; then the conflicts' ids end in a digest of their subjects."""
    count: dict[str, int] = defaultdict(int)
    for conflict in conflicts:
        count[conflict.id] += 1
    for conflict in conflicts:
        if count[conflict.id] > 1:
            tail = digest(" ".join((*conflict.subjects, conflict.property)))
            conflict = replace(conflict, id=f"{conflict.id[: LONGEST - 9].rstrip('-')}-{tail}")
        yield conflict


def _noted(base: FactBase, conflict: Conflict) -> Conflict:
    note = base.acting_record(RULING, conflict.id)
    if note is None or note.deprecated:
        return conflict
    said: dict[str, Any] = {s.property: s.value for s in note.statements}
    return replace(
        conflict, status=said.get("status", "open"), explanation=said.get("explanation", {}), key=said.get("key")
    )


def _disputes(base: FactBase) -> tuple[list[Conflict], frozenset[str]]:
    """What claims say against each other, and the claims that take part in it."""
    claims = {claim.key: claim for claim in base.acting(ASSERTION)}
    said = [(key, str(other.value)) for key, claim in claims.items() for other in claim.in_force("disputed_by")]
    found = []
    for pair in sorted({tuple(sorted(pair)) for pair in said if pair[1] in claims and pair[0] != pair[1]}):
        sides = (Side(key, tuple(s.id for s in claims[key].in_force(claims[key].role("name")))) for key in pair)
        found.append(conflict_of(ConflictType.CLAIM_DISPUTE, pair, "says", sides, *map(id_of, pair)))
    return found, frozenset(key for pair in said for key in pair)


def _differing_accounts(note: Record) -> Iterator[Conflict]:
    """What editors found themselves: accounts that stand against each other, under the id that they gave it."""
    accounts, about = note.in_force("accounts"), tuple(s.value for s in note.in_force("about"))
    if len(accounts) > 1 and about:
        sides = tuple(Side(about[0], (statement.id,)) for statement in accounts)
        yield Conflict(note.id, ConflictType.ACCOUNTS, about, "accounts", sides)


def _has_known_year(statement: Statement) -> bool:
    value = parse_date(statement.value)
    parts = [p for p in (value.start, value.end) if isinstance(p, PartialDate)]
    return all(p.has_year and "year" not in p.doubtful for p in parts)
