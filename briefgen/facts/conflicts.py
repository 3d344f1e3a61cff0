"""Where the sources do not agree: typed conflicts, each with an id that stays the same from run to run.

Both sides of a conflict are kept and printed; nothing here decides who is right. An editor explains a conflict
in a record of kind `conflict` whose id is the conflict's id. Statements are grouped by what they speak about
and compared inside their group only, so that the cost follows the number of statements.

Whatever cannot be told apart from agreement is none: a date that is merely less exact, an unknown year, a text
in another language, an announcement before the event.
"""

from __future__ import annotations

import builtins
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from hashlib import blake2b
from typing import Any

from briefgen.facts.factbase import FactBase
from briefgen.facts.weekdays import weekdays_that_do_not_fit
from briefgen.model.dates import Edtf, PartialDate, parse_date
from briefgen.model.ids import LONGEST
from briefgen.model.schema import DATE, TEXT
from briefgen.model.statement import Rank, Record, Statement


class ConflictType(StrEnum):
    """What sort of disagreement it is."""

    VALUE = "value"
    ORDINAL_COLLISION = "ordinal-collision"
    SAME_ORDINAL = "same-ordinal"
    SERIES_ORDER = "series-order"
    ATTENDANCE = "attendance"
    PUBLISHED_BEFORE_EVENT = "published-before-event"
    WEEKDAY = "weekday"
    CLAIM_DISPUTE = "claim-dispute"


@dataclass(frozen=True, slots=True)
class Side:
    """One side: the record it speaks about, and the ids of the statements that stand for it.

    How each statement came about (stated, inferred, …) and whom it cites is asked of the statement itself.
    """

    about: str
    statements: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Conflict:
    """A disagreement between statements about `subjects` (record keys) in one property.

    Sides stand in a stable order: a preferred value first, then as the editor wrote them or by record.
    `status` is open or explained; `explanation` (by language) and `key` (its place among the key points of a
    brief) come from the editor's record, and are empty and None without one.
    """

    id: str
    type: ConflictType
    subjects: tuple[str, ...]
    property: str
    sides: tuple[Side, ...]
    status: str = "open"
    explanation: Mapping[str, str] = field(default_factory=dict)
    key: int | None = None

    @builtins.property  # `property` is a field of this class
    def statements(self) -> tuple[str, ...]:
        """The ids of the statements of all sides."""
        return tuple(id_ for side in self.sides for id_ in side.statements)


def find_conflicts(base: FactBase, *, language: str = "en") -> tuple[Conflict, ...]:
    """Every conflict among the statements in force, by id.

    `language` (en or en-GB) is that of texts that name none. Deprecated values and records take no part.
    """
    language = language.partition("-")[0]
    finders: tuple[Callable[[FactBase, str], Iterator[Conflict]], ...] = (
        _values,
        _ordinals,
        _attendance,
        _published_before,
        _weekdays,
        _disputes,
    )
    found = [conflict for find in finders for conflict in find(base, language)]
    return tuple(sorted((_noted(base, c) for c in _unique(found)), key=lambda c: c.id))


# --- ids and notes -----------------------------------------------------------------------------------


def _conflict(
    type_: ConflictType, subjects: tuple[str, ...], property_: str, sides: Iterable[Side], *words: str
) -> Conflict:
    slug = "-".join((type_, *words)).replace("_", "-")
    if len(slug) > LONGEST:
        slug = f"{slug[: LONGEST - 9].rstrip('-')}-{_digest(slug)}"
    return Conflict(slug, type_, subjects, property_, tuple(sides))


def _unique(conflicts: list[Conflict]) -> Iterator[Conflict]:
    """Two records of different kinds may share an id; then the conflicts' ids end in a digest of their subjects."""
    count: dict[str, int] = defaultdict(int)
    for conflict in conflicts:
        count[conflict.id] += 1
    for conflict in conflicts:
        if count[conflict.id] > 1:
            tail = _digest(" ".join((*conflict.subjects, conflict.property)))
            conflict = replace(conflict, id=f"{conflict.id[: LONGEST - 9].rstrip('-')}-{tail}")
        yield conflict


def _digest(text: str) -> str:
    return blake2b(text.encode(), digest_size=4).hexdigest()


def _noted(base: FactBase, conflict: Conflict) -> Conflict:
    note = base.record(f"conflict/{conflict.id}")
    if note is None or note.deprecated:
        return conflict
    said: dict[str, Any] = {s.property: s.value for s in note.statements}
    return replace(
        conflict,
        status=said.get("status", "open"),
        explanation=said.get("explanation", {}),
        key=said.get("key"),
    )


# --- several values of one property --------------------------------------------------------------------


def _values(base: FactBase, language: str) -> Iterator[Conflict]:
    for record in _records(base):
        fields = base.schema[record.kind].fields
        grouped: dict[str, list[Statement]] = {}
        for statement in record.statements:
            if statement.rank is not Rank.DEPRECATED:
                grouped.setdefault(statement.property, []).append(statement)
        for name, statements in grouped.items():
            if len(statements) < 2 or name not in fields or fields[name].many:
                continue
            sides = _sides(statements, fields[name].type, language)
            if len(sides) > 1:
                # A meeting's id speaks for itself; other kinds are named, as ids may repeat across kinds.
                words = (record.id,) if record.kind == "meeting" else (record.kind, record.id)
                both = (Side(record.key, tuple(s.id for s in side)) for side in sides)
                yield _conflict(ConflictType.VALUE, (record.key,), name, both, *words, name)


def _sides(statements: list[Statement], type_: str, language: str) -> list[list[Statement]]:
    """The values in groups whose members all agree; the group of a preferred value first."""
    place = {s.id: n for n, s in enumerate(statements)}
    ordered = sorted(statements, key=_vagueness) if type_ == DATE else statements
    sides: list[list[Statement]] = []
    for statement in ordered:
        home = next((side for side in sides if all(_agree(statement, s, type_, language) for s in side)), None)
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


def _agree(a: Statement, b: Statement, type_: str, language: str) -> bool:
    if type_ == DATE:
        return parse_date(a.value).overlaps(parse_date(b.value))
    if type_ == TEXT:
        return _same_text(a.value, b.value, language)
    # What was announced may later have been held, postponed or cancelled.
    return bool(a.value == b.value) or "announced" in (a.value, b.value)


def _same_text(a: Mapping[str, str], b: Mapping[str, str], language: str) -> bool:
    """True unless the texts differ in a language that both have; letter case and punctuation do not count."""
    mine, other = ({tag or language: words for tag, words in text.items()} for text in (a, b))
    return all(_bare(mine[tag]) == _bare(other[tag]) for tag in mine.keys() & other.keys())


def _bare(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold())) or text


# --- sessions of a series --------------------------------------------------------------------------------

_Sessions = dict[int, dict[str, list[Statement]]]


def _ordinals(base: FactBase, language: str) -> Iterator[Conflict]:
    series: dict[str, _Sessions] = {}
    for meeting in base.of_kind("meeting"):
        for belongs in _current(meeting, "series"):
            for ordinal in _current(meeting, "ordinal"):
                numbers = series.setdefault(belongs.value, {}).setdefault(ordinal.value, {})
                numbers.setdefault(meeting.key, []).append(ordinal)
    for key in sorted(series):
        yield from _collisions(base, key, series[key], language)
        yield from _disorder(base, key, series[key])
    yield from _same_ordinals(base, series)


def _collisions(base: FactBase, series: str, sessions: _Sessions, language: str) -> Iterator[Conflict]:
    for number, meetings in sorted(sessions.items()):
        records = [base.records[key] for key in meetings]
        if len(records) > 1 and _are_different(records, language):
            sides = (Side(r.key, _account(r, meetings[r.key], series)) for r in records)
            words = (_id(series), str(number))
            yield _conflict(ConflictType.ORDINAL_COLLISION, tuple(meetings), "ordinal", sides, *words)


def _account(record: Record, ordinals: list[Statement], series: str) -> tuple[str, ...]:
    """What a side of a collision says: the ordinal first, then when and where, then of which series."""
    when_and_where = (*_current(record, "date"), *_current(record, "place"))
    belongs = (s for s in _current(record, "series") if s.value == series)
    return tuple(s.id for s in (*ordinals, *when_and_where, *belongs))


def _are_different(meetings: list[Record], language: str) -> bool:
    """True where the known dates or places of the meetings cannot all be those of one meeting."""
    spans = [span for m in meetings if (span := _span(m)) is not None]
    if spans and max(low for low, _ in spans) > min(high for _, high in spans):
        return True
    places = [place for m in meetings for place in _current(m, "place")]
    return any(not _same_text(places[0].value, p.value, language) for p in places[1:])


def _disorder(base: FactBase, series: str, sessions: _Sessions) -> Iterator[Conflict]:
    """A session that surely met after one with a higher number."""
    latest: tuple[date, str, Statement] | None = None
    for _, meetings in sorted(sessions.items()):
        here = latest
        for key, ordinals in meetings.items():
            span = _span(base.records[key])
            if span is None:
                continue
            if latest is not None and latest[0] > span[1]:
                pair = ((latest[1], latest[2]), (key, ordinals[0]))
                sides = (Side(k, (o.id, *(s.id for s in _current(base.records[k], "date")))) for k, o in pair)
                words = (_id(latest[1]), _id(key))
                yield _conflict(ConflictType.SERIES_ORDER, (latest[1], key), "ordinal", sides, *words)
            if here is None or span[0] > here[0]:
                here = (span[0], key, ordinals[0])
        latest = here


def _same_ordinals(base: FactBase, series: dict[str, _Sessions]) -> Iterator[Conflict]:
    """The same number in two series that an editor calls easy to confuse."""
    pairs = {
        tuple(sorted((record.key, other.value)))
        for record in base.of_kind("series")
        for other in _current(record, "not_to_confuse_with")
    }
    for a, b in sorted(pairs):
        for number in sorted(series.get(a, {}).keys() & series.get(b, {}).keys()):
            meetings = {**series[a][number], **series[b][number]}
            sides = [Side(key, tuple(o.id for o in ordinals)) for key, ordinals in meetings.items()]
            if len(sides) > 1:
                words = (_id(a), _id(b), str(number))
                yield _conflict(ConflictType.SAME_ORDINAL, tuple(meetings), "ordinal", sides, *words)


# --- who was there ---------------------------------------------------------------------------------------


def _attendance(base: FactBase, language: str) -> Iterator[Conflict]:
    for meeting in base.of_kind("meeting"):
        there: dict[str, list[Statement]] = {}
        away: dict[str, list[Statement]] = {}
        for statement in _current(meeting, "attendance"):
            status = statement.qualifiers.get("status")
            group = there if status in ("listed", "present") else away if status in ("absent", "declined") else None
            if group is not None:
                group.setdefault(statement.value, []).append(statement)
        for party in sorted(there.keys() & away.keys()):
            sides = (Side(meeting.key, tuple(s.id for s in group[party])) for group in (there, away))
            words = (meeting.id, _id(party))
            yield _conflict(ConflictType.ATTENDANCE, (meeting.key, party), "attendance", sides, *words)


# --- a report older than its event -----------------------------------------------------------------------

_TELLS_OF_THE_PAST = frozenset({"attendance", "people", "discussion", "programme", "outcomes"})


def _published_before(base: FactBase, language: str) -> Iterator[Conflict]:
    published = {
        source.id: (span[1], statements)
        for source in base.of_kind("source")
        if (statements := _current(source, "published"))
        and all(_has_known_year(s) for s in statements)
        and (span := _span(source, "published"))
    }
    for meeting in base.of_kind("meeting"):
        dates = _current(meeting, "date")
        if not dates:
            continue
        latest = max(parse_date(d.value).bounds()[0] for d in dates)
        for source in sorted(_reporting_as_held(meeting)):
            last, statements = published.get(source, (latest, []))
            if last >= latest:  # as nearly all are
                continue
            own = [d for d in dates if any(c.source == source for c in d.citations)] or dates
            if last < min(parse_date(d.value).bounds()[0] for d in own):
                sides = (
                    Side(meeting.key, tuple(d.id for d in own)),
                    Side(f"source/{source}", tuple(s.id for s in statements)),
                )
                subjects = (meeting.key, f"source/{source}")
                yield _conflict(ConflictType.PUBLISHED_BEFORE_EVENT, subjects, "date", sides, meeting.id, source)


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


# --- days of the week ------------------------------------------------------------------------------------


def _weekdays(base: FactBase, language: str) -> Iterator[Conflict]:
    for record in _records(base):
        fields = base.schema[record.kind].fields
        wrong: dict[str, list[Statement]] = {}
        for statement in record.statements:
            spec = fields.get(statement.property)
            is_date = spec is not None and spec.type == DATE and statement.rank is not Rank.DEPRECATED
            if is_date and weekdays_that_do_not_fit(statement, base, language):
                wrong.setdefault(statement.property, []).append(statement)
        for name, statements in wrong.items():
            sides = (Side(record.key, (s.id,)) for s in statements)
            words = (record.id,) if record.kind == "meeting" else (record.kind, record.id)
            yield _conflict(ConflictType.WEEKDAY, (record.key,), name, sides, *words, name)


# --- claims ----------------------------------------------------------------------------------------------


def _disputes(base: FactBase, language: str) -> Iterator[Conflict]:
    claims = {claim.key: claim for claim in base.of_kind("claim")}
    pairs = {
        tuple(sorted((key, other.value)))
        for key, claim in claims.items()
        for other in _current(claim, "disputed_by")
        if other.value in claims and other.value != key
    }
    for pair in sorted(pairs):
        sides = (Side(key, tuple(s.id for s in _current(claims[key], "says"))) for key in pair)
        yield _conflict(ConflictType.CLAIM_DISPUTE, pair, "says", sides, *map(_id, pair))


# --- reading records -------------------------------------------------------------------------------------


def _records(base: FactBase) -> Iterator[Record]:
    return (record for record in base.records.values() if not record.deprecated)


def _current(record: Record, property_: str) -> list[Statement]:
    return [s for s in record.statements if s.property == property_ and s.rank is not Rank.DEPRECATED]


def _span(record: Record, property_: str = "date") -> tuple[date, date] | None:
    """From the earliest to the latest day that any of the record's dates allows."""
    dates: list[Edtf] = [parse_date(s.value) for s in _current(record, property_)]
    if not dates:
        return None
    bounds = [d.bounds() for d in dates]
    return min(low for low, _ in bounds), max(high for _, high in bounds)


def _id(key: str) -> str:
    return key.partition("/")[2]
