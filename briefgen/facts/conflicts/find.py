"""Every conflict of a fact base, with what an editor says of it in a record of kind `conflict` of the same id.

Statements are grouped by what they speak about and compared inside their group only, so that the cost follows the
number of statements.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import field, replace
from datetime import date
from functools import cached_property
from typing import Any, Protocol

from briefgen.facts.conflicts.conflict import (
    Conflict,
    ConflictType,
    Side,
    conflict_of,
    current,
    digest,
    id_of,
    span_of,
)
from briefgen.facts.conflicts.weekdays import weekdays_that_do_not_fit
from briefgen.facts.factbase import FactBase
from briefgen.facts.names.towns import Towns, bare
from briefgen.frozen import dataclass
from briefgen.model.amounts import parse_amount
from briefgen.model.coordinates import parse_coordinates
from briefgen.model.dates import Edtf, PartialDate, parse_date
from briefgen.model.ids import LONGEST
from briefgen.model.schema import (
    AMOUNT,
    ASSERTION,
    DATE,
    EVENT,
    POINT,
    RULING,
    SEQUENCE,
    SOURCE,
    TEXT,
    TIME,
    TOWN,
    FieldSpec,
    source_key,
)
from briefgen.model.statement import Rank, Record, Statement
from briefgen.model.times import parse_time


def find_conflicts(base: FactBase, *, language: str = "en") -> tuple[Conflict, ...]:
    """Every conflict among the statements in force, by id.

    `language` (en or en-GB) is that of texts that name none. Deprecated values and records take no part.
    """
    found = FoundConflicts()
    look_again(base, found, base.heads, language)
    return conflicts_in(base, found)


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


def conflicts_in(base: FactBase, found: FoundConflicts) -> tuple[Conflict, ...]:
    """All that was found, with what an editor says of it, by id."""
    groups = [one[key] for one in (found.records, found.series) for key in sorted(one)]
    conflicts = [conflict for group in (*groups, found.same_numbers, found.disputes) for conflict in group]
    return tuple(sorted((_noted(base, c) for c in _unique(conflicts)), key=lambda c: c.id))


_Sessions = dict[int, dict[str, list[Statement]]]
"""The statements that number the meetings of a series, by number and by meeting."""
Published = Callable[[str], tuple[date, list[Statement]] | None]


class KnowsTowns(Protocol):
    """Who knows the towns on record; they are read when two places differ."""

    @property
    def towns(self) -> Towns: ...


class _Search:
    """A look at what may have changed; what many records ask for is worked out when the first of them does."""

    def __init__(self, base: FactBase, found: FoundConflicts, language: str) -> None:
        self.base, self.found, self.language = base, found, language
        self._published: dict[str, tuple[date, list[Statement]] | None] = {}

    @cached_property
    def towns(self) -> Towns:
        return Towns(self.base)

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
            if own := [*_collisions(base, key, sessions, self.language, self), *_disorder(base, sessions)]:
                found.series[key] = own
        self._side_by_side(changed, touched, by_series)

    def _in_force(self, key: str) -> Record | None:
        head = self.base.heads.get(key)
        return self.base.record(key) if head is not None and not head.deprecated else None

    def _in_record(self, record: Record) -> Iterator[Conflict]:
        """What contradicts itself within one record, or the days of its sources."""
        base, language = self.base, self.language
        yield from values_that_differ(record, base, language, self)
        yield from misnamed_days(record, base, language)
        if base.acts(record.kind, EVENT):
            yield from presence_that_differs(record)
            yield from lists_that_differ(record)
            yield from reports_before_their_event(record, self.published)
        if base.acts(record.kind, RULING):
            yield from _differing_accounts(record)

    def published(self, source: str) -> tuple[date, list[Statement]] | None:
        """The last day on which a source may have been published, with the statements that say so; None for unknown."""
        if source not in self._published:
            record = self._in_force(source_key(source))
            stated = current(record, record.role("date")) if record else []
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
                if record and (series := [s.value for s in current(record, record.role("series"))]):
                    self.found.members[key] = series
                    touched.update(series)
        return touched

    def _sessions(self, keys: Iterable[str]) -> _Sessions:
        """The statements that number the meetings of a series, by number and meeting."""
        kinds = self.base.kinds_acting(EVENT)
        sessions: _Sessions = {}
        for key in sorted(keys, key=lambda key: (kinds.index(key.partition("/")[0]), id_of(key))):
            meeting = self.base.records[key]
            for ordinal in current(meeting, meeting.role("ordinal")):
                sessions.setdefault(ordinal.value, {}).setdefault(key, []).append(ordinal)
        return sessions

    def _side_by_side(self, changed: Collection[str], touched: set[str], by_series: Mapping[str, list[str]]) -> None:
        base, found = self.base, self.found
        is_new = any(base.acts(key, SEQUENCE) for key in changed)
        if is_new:
            found.near = _easily_confused(base)
        if is_new or self._is_whole or any(not touched.isdisjoint(pair) for pair in found.near):
            sessions = {key: self._sessions(by_series.get(key, ())) for pair in found.near for key in pair}
            found.same_numbers = list(_same_ordinals(found.near, sessions))
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
        conflict,
        status=said.get("status", "open"),
        explanation=said.get("explanation", {}),
        key=said.get("key"),
    )


def _disputes(base: FactBase) -> tuple[list[Conflict], frozenset[str]]:
    """What claims say against each other, and the claims that take part in it."""
    claims = {claim.key: claim for claim in base.acting(ASSERTION)}
    said = [(key, str(other.value)) for key, claim in claims.items() for other in current(claim, "disputed_by")]
    found = []
    for pair in sorted({tuple(sorted(pair)) for pair in said if pair[1] in claims and pair[0] != pair[1]}):
        sides = (Side(key, tuple(s.id for s in current(claims[key], claims[key].role("name")))) for key in pair)
        found.append(conflict_of(ConflictType.CLAIM_DISPUTE, pair, "says", sides, *map(id_of, pair)))
    return found, frozenset(key for pair in said for key in pair)


def _differing_accounts(note: Record) -> Iterator[Conflict]:
    """What editors found themselves: accounts that stand against each other, under the id that they gave it."""
    accounts, about = current(note, "accounts"), tuple(s.value for s in current(note, "about"))
    if len(accounts) > 1 and about:
        sides = tuple(Side(about[0], (statement.id,)) for statement in accounts)
        yield Conflict(note.id, ConflictType.ACCOUNTS, about, "accounts", sides)


# --- Who was there: a party both present and absent, and lists that call themselves complete and differ ---


def presence_that_differs(meeting: Record) -> Iterator[Conflict]:
    there: dict[str, list[Statement]] = {}
    away: dict[str, list[Statement]] = {}
    for statement in current(meeting, meeting.role("parties")):
        status = statement.qualifiers.get("status")
        group = there if status in ("listed", "present") else away if status in ("absent", "declined") else None
        if group is not None:
            group.setdefault(statement.value, []).append(statement)
    for party in sorted(there.keys() & away.keys()):
        sides = (Side(meeting.key, tuple(s.id for s in group[party])) for group in (there, away))
        words = (meeting.id, id_of(party))
        yield conflict_of(ConflictType.ATTENDANCE, (meeting.key, party), "attendance", sides, *words)


def lists_that_differ(meeting: Record) -> Iterator[Conflict]:
    """Lists that their sources call complete and that name others; or one that lacks a party which another names."""
    lists: dict[int, list[Statement]] = {}
    for statement in current(meeting, meeting.role("parties")):
        if statement.qualifiers.get("status") in ("listed", "present"):
            lists.setdefault(statement.qualifiers.get("list", 0), []).append(statement)
    complete: dict[frozenset[str], list[Statement]] = {}
    for found in lists.values():
        if found[0].qualifiers.get("scope") == "exhaustive":
            complete.setdefault(frozenset(s.value for s in found), []).extend(found)
    everybody = frozenset[str]().union(*complete)
    more = [s for found in lists.values() for s in found if complete and s.value not in everybody]
    sides = [*complete.values(), *([more] if more else [])]
    if len(sides) > 1:
        both = (Side(meeting.key, tuple(s.id for s in side)) for side in sides)
        yield conflict_of(ConflictType.ATTENDANCE_LISTS, (meeting.key,), "attendance", both, meeting.id)


# --- Days that do not fit: a report older than its event, a day of the week that is not the date's ---


_TELLS_OF_THE_PAST = frozenset({"attendance", "people", "discussion", "programme", "outcomes"})


def reports_before_their_event(meeting: Record, published: Published) -> Iterator[Conflict]:
    dates = _dates(meeting)
    if not dates:
        return
    latest = max(parse_date(d.value).bounds()[0] for d in dates)
    for source in sorted(_reporting_as_held(meeting)):
        last, statements = published(source) or (latest, [])
        if last >= latest:  # as nearly all are
            continue
        own = [d for d in dates if any(c.source == source for c in d.citations)] or dates
        if last < min(parse_date(d.value).bounds()[0] for d in own):
            sides = (
                Side(meeting.key, tuple(d.id for d in own)),
                Side(source_key(source), tuple(s.id for s in statements)),
            )
            subjects = (meeting.key, source_key(source))
            yield conflict_of(ConflictType.PUBLISHED_BEFORE_EVENT, subjects, "date", sides, meeting.id, source)


def _reporting_as_held(meeting: Record) -> set[str]:
    """The sources that tell of the meeting as held: they say so, or give no status and tell what happened there."""
    statuses: dict[str, set[str]] = {}
    telling: set[str] = set()
    for statement in meeting.statements:
        if statement.rank is Rank.DEPRECATED:
            continue
        for citation in statement.citations:
            if statement.property == "status":
                statuses.setdefault(citation.source, set()).add(statement.value)
            elif statement.property in _TELLS_OF_THE_PAST and statement.qualifiers.get("status") != "announced":
                telling.add(citation.source)
    return {s for s in {*telling, *statuses} if "held" in statuses.get(s, {"held"})}


def _has_known_year(statement: Statement) -> bool:
    value = parse_date(statement.value)
    parts = [p for p in (value.start, value.end) if isinstance(p, PartialDate)]
    return all(p.has_year and "year" not in p.doubtful for p in parts)


def misnamed_days(record: Record, base: FactBase, language: str) -> Iterator[Conflict]:
    fields = base.schema[record.kind].fields
    wrong: dict[str, list[Statement]] = {}
    for statement in record.statements:
        spec = fields.get(statement.property)
        is_date = spec is not None and spec.type == DATE and statement.rank is not Rank.DEPRECATED
        if is_date and weekdays_that_do_not_fit(statement, base, language):
            wrong.setdefault(statement.property, []).append(statement)
    for name, statements in wrong.items():
        sides = (Side(record.key, (s.id,)) for s in statements)
        words = (record.id,) if base.acts(record.kind, EVENT) else (record.kind, record.id)
        yield conflict_of(ConflictType.WEEKDAY, (record.key,), name, sides, *words, name)


# --- Sessions of a series whose numbers and dates cannot all be right ---


def _collisions(
    base: FactBase, series: str, sessions: _Sessions, language: str, known: KnowsTowns
) -> Iterator[Conflict]:
    for number, meetings in sorted(sessions.items()):
        records = [base.records[key] for key in meetings]
        if len(records) > 1 and _are_different(records, language, known):
            sides = (Side(r.key, _account(r, meetings[r.key], series)) for r in records)
            words = (id_of(series), str(number))
            yield conflict_of(ConflictType.ORDINAL_COLLISION, tuple(meetings), "ordinal", sides, *words)


def _account(record: Record, ordinals: list[Statement], series: str) -> tuple[str, ...]:
    """What a side of a collision says: the ordinal first, then when and where, then of which series."""
    when_and_where = (*current(record, record.role("date")), *current(record, record.role("place")))
    belongs = (s for s in current(record, record.role("series")) if s.value == series)
    return tuple(s.id for s in (*ordinals, *when_and_where, *belongs))


def _are_different(meetings: list[Record], language: str, known: KnowsTowns) -> bool:
    """True where the known dates or places of the meetings cannot all be those of one meeting."""
    spans = [span for m in meetings if (span := span_of(m)) is not None]
    if spans and max(low for low, _ in spans) > min(high for _, high in spans):
        return True
    places = [place for m in meetings for place in current(m, m.role("place"))]
    first = places[0].value if places else {}
    return any(not same_text(first, p.value, language) and not known.towns.is_one(first, p.value) for p in places[1:])


def _disorder(base: FactBase, sessions: _Sessions) -> Iterator[Conflict]:
    """A session that surely met after one with a higher number."""
    latest: tuple[date, str, Statement] | None = None
    for _, meetings in sorted(sessions.items()):
        here = latest
        for key, ordinals in meetings.items():
            span = span_of(base.records[key])
            if span is None:
                continue
            if latest is not None and latest[0] > span[1]:
                pair = ((latest[1], latest[2]), (key, ordinals[0]))
                sides = (
                    Side(k, (o.id, *(s.id for s in current(base.records[k], base.records[k].role("date")))))
                    for k, o in pair
                )
                words = (id_of(latest[1]), id_of(key))
                yield conflict_of(ConflictType.SERIES_ORDER, (latest[1], key), "ordinal", sides, *words)
            if here is None or span[0] > here[0]:
                here = (span[0], key, ordinals[0])
        latest = here


def _dates(record: Record) -> list[Statement]:
    return current(record, record.role("date"))


def _easily_confused(base: FactBase) -> list[tuple[str, str]]:
    """The pairs of series that an editor calls easy to confuse."""
    named = [(r.key, str(s.value)) for r in base.acting(SEQUENCE) for s in current(r, "not_to_confuse_with")]
    return sorted({(min(pair), max(pair)) for pair in named})


def _same_ordinals(near: Iterable[tuple[str, str]], series: Mapping[str, _Sessions]) -> Iterator[Conflict]:
    """The same number in two series that are easy to confuse."""
    for a, b in near:
        for number in sorted(series[a].keys() & series[b].keys()):
            meetings = {**series[a][number], **series[b][number]}
            sides = [Side(key, tuple(o.id for o in ordinals)) for key, ordinals in meetings.items()]
            if len(sides) > 1:
                words = (id_of(a), id_of(b), str(number))
                yield conflict_of(ConflictType.SAME_ORDINAL, tuple(meetings), "ordinal", sides, *words)


# --- Several values of one property that cannot all be true ---


def values_that_differ(record: Record, base: FactBase, language: str, known: KnowsTowns) -> Iterator[Conflict]:
    fields = base.schema[record.kind].fields
    grouped: dict[str, list[Statement]] = {}
    for statement in record.statements:
        if statement.rank is not Rank.DEPRECATED:
            grouped.setdefault(statement.property, []).append(statement)
    for name, statements in grouped.items():
        if len(statements) < 2 or name not in fields:
            continue
        for words_apart, alternatives in _alternatives(statements, fields[name]):
            is_place = base.plays(alternatives[0], "place")
            sides = _sides(alternatives, fields[name].type, language, known if is_place else None)
            if len(sides) > 1:
                # An event's id speaks for itself; other kinds are named, as ids may repeat across kinds.
                words = (record.id,) if base.acts(record.kind, EVENT) else (record.kind, record.id)
                both = (Side(record.key, tuple(s.id for s in side)) for side in sides)
                yield conflict_of(ConflictType.VALUE, (record.key,), name, both, *words, name, *words_apart)


def _alternatives(statements: list[Statement], field: FieldSpec) -> Iterator[tuple[list[str], list[Statement]]]:
    """Values of which only one can be true, with the words that tell them from others of the field.

    Of a field that holds many, those are the days of one stage of one party.
    """
    if not field.many:
        yield [], statements
    elif field.apart and field.type == DATE:
        found: dict[tuple[str, ...], list[Statement]] = {}
        for statement in statements:
            named = (statement.qualifiers.get(name) for name in field.apart)
            words = tuple(str(one).rpartition("/")[2] for one in named if one)
            found.setdefault(words, []).append(statement)
        yield from ((list(words), group) for words, group in sorted(found.items()))


def _sides(statements: list[Statement], type_: str, language: str, known: KnowsTowns | None) -> list[list[Statement]]:
    """The values in groups whose members all agree; the group of a preferred value first."""
    place = {s.id: n for n, s in enumerate(statements)}
    ordered = sorted(statements, key=_vagueness) if type_ == DATE else statements
    sides: list[list[Statement]] = []
    for statement in ordered:
        home = next((side for side in sides if all(_agree(statement, s, type_, language, known) for s in side)), None)
        if home is None:
            sides.append([statement])
        else:
            home.append(statement)
    for side in sides:
        side.sort(key=lambda s: place[s.id])
    return sorted(sides, key=lambda side: (all(s.rank is not Rank.PREFERRED for s in side), place[side[0].id]))


def _vagueness(statement: Statement) -> int:
    low, high = parse_date(statement.value).bounds()
    return (high - low).days


def _agree(a: Statement, b: Statement, type_: str, language: str, known: KnowsTowns | None) -> bool:
    if type_ == DATE:
        return _may_be_the_same_days(parse_date(a.value), parse_date(b.value))
    if type_ in _COMPARED:
        one, other = (s.qualifiers.get("of") for s in (a, b))
        if one and other and not same_text(one, other, language):
            return True  # something else is counted
        read = _COMPARED[type_]
        return bool(read(a.value).agrees_with(read(b.value)))
    if type_ == TEXT:
        return same_text(a.value, b.value, language) or (known is not None and known.towns.is_one(a.value, b.value))
    # What was announced may later have been held, postponed or cancelled.
    return bool(a.value == b.value) or "announced" in (a.value, b.value)


_COMPARED: Mapping[str, Callable[[str], Any]] = {AMOUNT: parse_amount, TIME: parse_time, POINT: parse_coordinates}
"""Types whose values know themselves which others they agree with."""


def same_text(a: Mapping[str, str], b: Mapping[str, str], language: str) -> bool:
    """True unless the texts differ in a language that both have; letter case and punctuation do not count."""
    mine, other = ({tag or language: words for tag, words in text.items()} for text in (a, b))
    return all(bare(mine[tag]) == bare(other[tag]) for tag in mine.keys() & other.keys())


def _may_be_the_same_days(a: Edtf, b: Edtf) -> bool:
    """True where some day fits both; two spans of known days are the same only where both ends are."""
    if _is_span_of_days(a) and _is_span_of_days(b):
        ends = zip((a.start, a.end), (b.start, b.end), strict=True)
        return all(one.may_equal(other) for one, other in ends)  # type: ignore[union-attr, arg-type]
    return a.overlaps(b)


def _is_span_of_days(value: Edtf) -> bool:
    """Whether it runs from one day to another, known but perhaps for the year."""
    parts = (value.start, value.end)
    return all(isinstance(part, PartialDate) and part.day and "X" not in part.month + part.day for part in parts)
