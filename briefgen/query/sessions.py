"""Meetings in their series, what came before and after; and who took part, party by party, as far as the sources say.

Silence is not a fact: a party that no list names is `not listed`, which is computed from the lists and never
becomes `absent`; and where no list is held at all, nothing is said of the others.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from briefgen.facts.factbase import FactBase, once_per_base
from briefgen.frozen import dataclass, replace
from briefgen.model.dates import Edtf, parse_date, placed
from briefgen.model.schema import EVENT, SEQUENCE, SESSION, SOMEBODY
from briefgen.model.statement import ANNOUNCED, CUT, Rank, Record, Statement
from briefgen.query.about import with_parts


def date_of(record: Record) -> Edtf | None:
    statement = record.followed(record.role("date"))
    return parse_date(statement.value) if statement else None


def series_of(record: Record) -> str | None:
    statement = record.followed(record.role("series"))
    return str(statement.value) if statement else None


def country_of(record: Record) -> Statement | None:
    return record.followed(record.role("country"))


def ordinal_of(record: Record) -> int | None:
    statement = record.followed(record.role("ordinal"))
    return int(statement.value) if statement else None


def was_held(meeting: Record) -> bool:
    """Whether it took place, as far as the record says: not only announced, postponed or cancelled."""
    status = meeting.followed("status")
    return status is None or status.value == "held"


@once_per_base
def meetings_of(base: FactBase, series: str) -> tuple[Record, ...]:
    """The meetings of a series by date; those without a date come last.

    Only what refers to the series is looked at: the cost does not follow the number of meetings there are.
    """
    keys = dict.fromkeys(
        s.subject for s in base.referring(series) if base.acts(s.kind, SESSION) and base.plays(s, "series")
    )
    return by_date(m for m in base.in_force(keys) if series_of(m) == series)


def by_date(meetings: Iterable[Record]) -> tuple[Record, ...]:
    """Meetings by date, then number, then id; those without a date come last."""
    return tuple(sorted(meetings, key=_order))


def _order(meeting: Record) -> tuple[object, ...]:
    date = date_of(meeting)
    number = ordinal_of(meeting) or 0
    return (0, *placed(*date.bounds()), number, meeting.id) if date else (1, number, meeting.id)


def previous_session(base: FactBase, meeting: Record) -> Record | None:
    """The session of the same series with the next lower number that is held, unless it met later."""
    return _neighbour(base, meeting, -1)


def next_session(base: FactBase, meeting: Record) -> Record | None:
    """The session of the same series with the next higher number that is held, unless it met earlier."""
    return _neighbour(base, meeting, 1)


@once_per_base
def _neighbour(base: FactBase, meeting: Record, step: int) -> Record | None:
    series, number = series_of(meeting), ordinal_of(meeting)
    if series is None or number is None:
        return None
    beyond = [(n, m) for n, m in _numbered(base, series) if (n - number) * step > 0]
    others = [(n, m) for n, m in beyond if not _met_after(*(m, meeting)[::-step])]
    return min(others, key=lambda o: abs(o[0] - number))[1] if others else None


def _met_after(one: Record, other: Record) -> bool:
    """True where one met after the other, by dates that leave no doubt."""
    day, of_other = date_of(one), date_of(other)
    return day is not None and of_other is not None and of_other.bounds()[1] < day.bounds()[0]


@once_per_base
def _numbered(base: FactBase, series: str) -> tuple[tuple[int, Record], ...]:
    """The meetings of a series that have a number, with it, by date."""
    return tuple((n, m) for m in meetings_of(base, series) if (n := ordinal_of(m)) is not None)


def rest_of_series(base: FactBase, meeting: Record) -> tuple[Record, ...]:
    """The meetings of the series, by date, that are neither this one nor the session before or after it."""
    series = series_of(meeting)
    near = {m.id for m in (meeting, previous_session(base, meeting), next_session(base, meeting)) if m is not None}
    return tuple(m for m in meetings_of(base, series) if m.id not in near) if series else ()


@once_per_base
def kindred_series(base: FactBase, series: str) -> frozenset[str]:
    """A series and those with a common parent, or marked as not to be confused with it on either side."""
    parents = {other.key: _values(other, other.role("parent")) for other in base.acting(SEQUENCE)}
    apart = {other.key: _values(other, other.role("apart")) for other in base.acting(SEQUENCE)}
    own = parents.get(series, frozenset())
    near = {key for key, of in parents.items() if own & of}
    near |= apart.get(series, frozenset()) | {key for key, names in apart.items() if series in names}
    return frozenset({series, *near})


def _values(record: Record, property_: str) -> frozenset[str]:
    return frozenset(str(s.value) for s in record.in_force(property_))


# --- A part of the time: the same facts, seen from a year on ---


def from_year(base: FactBase, year: int) -> FactBase:
    """The base without the meetings that were certainly before a year, and without what belongs to them alone.

    To a meeting belong its documents, the claims made there and those reported with it. A meeting without a date,
    or with one that may lie in the year or later, stays: that nothing is known of its date does not make it early.
    """
    early: set[str] = set()
    later: set[str] = set()
    for meeting in base.acting(EVENT):
        (early if is_before(meeting, year) else later).update(with_parts(base, meeting))
    return base.passing_over(frozenset(early - later))


def is_before(meeting: Record, year: int) -> bool:
    """True where the last day that the date can mean lies before the year."""
    when = date_of(meeting)
    return when is not None and when.bounds()[1] < date(year, 1, 1)


# --- Who took part ---


NOT_LISTED = "not-listed"
REPRESENTED = "represented"
# What a source says of a party outweighs that it stands on a list.
_WEIGHT = ("present", "observer", "absent", "declined", "listed", ANNOUNCED)
_CAME = ("present", "observer", "listed")


@dataclass(frozen=True, slots=True)
class Participation:
    """One party: its status, the statements that bear it, and the persons named for it."""

    party: str
    status: str
    statements: tuple[Statement, ...]
    people: tuple[Statement, ...] = ()


@dataclass(frozen=True, slots=True)
class AttendanceList:
    """One list as its source gives it."""

    status: str
    scope: str
    statements: tuple[Statement, ...]


def attendance_lists(meeting: Record) -> tuple[AttendanceList, ...]:
    """The lists of participants, in the editor's order."""
    groups: dict[object, list[Statement]] = {}
    for statement in _attendance(meeting):
        groups.setdefault(statement.qualifiers.get("list"), []).append(statement)
    return tuple(AttendanceList(_word(g[0], "status"), _word(g[0], "scope"), tuple(g)) for g in groups.values())


def lists_told(meeting: Record) -> tuple[AttendanceList, ...]:
    """The lists; those that say the same of the same parties are one, which rests on all of them.

    So are those of which one says more of a party, such as who led its delegation, and none says otherwise: of each
    party the statements that say most of it stand first. Those named as absent, or as present, on no list are one.
    """
    same: list[list[AttendanceList]] = []
    for entry in attendance_lists(meeting):
        group = next((group for group in same if all(_say_the_same(entry, one) for one in group)), None)
        if group is None:
            same.append([entry])
        else:
            group.append(entry)
    # A scope that is said to be exhaustive goes before "unknown".
    return tuple(AttendanceList(g[0].status, min(e.scope for e in g), _fullest_first(g)) for g in same)


def _say_the_same(one: AttendanceList, other: AttendanceList) -> bool:
    if (one.status, one.scope == "partial") != (other.status, other.scope == "partial"):
        return False
    if one.status != "listed" and "exhaustive" not in (one.scope, other.scope):  # no lists, but who came, or did not
        return {s.speakers for s in one.statements} == {s.speakers for s in other.statements}
    said, also = ({(s.value, s.speakers): beside(s) for s in entry.statements} for entry in (one, other))
    return said.keys() == also.keys() and all(said[key] <= also[key] or said[key] >= also[key] for key in said)


def _fullest_first(lists: list[AttendanceList]) -> tuple[Statement, ...]:
    by_party: dict[object, list[Statement]] = {}
    for statement in (s for entry in lists for s in entry.statements):
        by_party.setdefault(statement.value, []).append(statement)
    return tuple(s for found in by_party.values() for s in sorted(found, key=lambda s: -len(beside(s))))


def beside(statement: Statement) -> frozenset[tuple[str, str]]:
    """What a list says of a party besides that it stands there."""
    apart = ("list", "scope", "status")
    return frozenset((name, str(value)) for name, value in statement.qualifiers.items() if name not in apart)


def lists_that_would_name(meeting: Record) -> tuple[AttendanceList, ...]:
    """The lists on which a party that took part would stand: those given as lists, and those said to be whole.

    A source that merely says of one party that it was there has given no list, and from what was released in part
    nobody can be said to be missing.
    """
    whole = (e for e in attendance_lists(meeting) if not any(CUT in s.qualifiers for s in e.statements))
    return tuple(e for e in whole if e.status == "listed" or e.scope == "exhaustive")


def listed_parties(meeting: Record) -> tuple[Statement, ...]:
    """Those who are listed as taking part, each once: of the list that is said to be whole, else of all lists."""
    lists = [entry for entry in attendance_lists(meeting) if entry.status == "listed"]
    whole = [entry for entry in lists if entry.scope == "exhaustive"][:1]
    return tuple({s.value: s for entry in (whole or lists) for s in entry.statements}.values())


@once_per_base
def participation(base: FactBase, meeting: Record) -> tuple[Participation, ...]:
    """Every party named for the meeting, then, if a list is held, the parties that it does not name.

    The unnamed are those that stand on a list of a meeting near this one (`parties_near`).
    """
    named: dict[str, list[Statement]] = {}
    for statement in _attendance(meeting):
        named.setdefault(statement.value, []).append(statement)
    people: dict[str, list[Statement]] = {}
    for person in meeting.values(meeting.role("people")):
        if "party" in person.qualifiers:
            people.setdefault(person.qualifiers["party"], []).append(person)
    found = [
        Participation(
            p, (status := _status(said)), tuple(_bearing(status, said) or people[p]), tuple(people.get(p, ()))
        )
        for p in {**named, **people}
        for said in [named.get(p, [])]
    ]
    if not was_held(meeting):  # whoever is named for it without more was to take part
        found = [replace(row, status=ANNOUNCED) if row.status == REPRESENTED else row for row in found]
    lists = lists_that_would_name(meeting)
    if lists:
        whole = tuple(s for entry in lists for s in entry.statements)
        rest = [party for party in parties_near(base, meeting) if party not in named and party not in people]
        found.extend(Participation(party, NOT_LISTED, whole) for party in rest)
    return tuple(found)


def parties_near(base: FactBase, meeting: Record) -> tuple[str, ...]:
    """Every party on a list of a meeting in the same or a kindred series, and its members; of one in none, its own.

    Series are kindred that have a parent in common or are marked as not to be confused; to one of whose meetings no
    list tells that anybody came, as of a committee of experts, the lists of the others say nothing. One base may hold
    several fields; a coffee council's members are not missing from a climate forum. Nor is from a founding session who
    joined years later, nor from any a person who came to another one and of whom no record says that they are a member.
    """
    series = series_of(meeting)
    near = (_parties_on_lists(base, frozenset({series})) | _members(base, series)) if series else frozenset[str]()
    if series and near:
        near |= _parties_on_lists(base, kindred_series(base, series))
    own = {s.value for s in _attendance(meeting)}
    return tuple(sorted(own.union(party for party in near - own if _may_be_missing(base, meeting, party))))


def _may_be_missing(base: FactBase, meeting: Record, party: str) -> bool:
    """Whether a party may have belonged to the series or its body then; a person, only where a record says so."""
    day, series = date_of(meeting), base.record(series_of(meeting) or "")
    if series is None:
        return True
    bodies = {series.key, *(s.value for s in series.in_force(series.role("parent")))}
    joining = [
        s for s in base.referring(party) if base.plays(s, "members") and s.subject in bodies and s.value == party
    ]
    joining += [s for body in bodies for s in base.referring(body) if s.subject == party and s.value == body]
    spans = [s.qualifiers.get("during") for s in joining if s.rank is not Rank.DEPRECATED]
    if not spans:
        return not base.acts(party, SOMEBODY)
    return day is None or any(not span or parse_date(span).overlaps(day) for span in spans)


def _members(base: FactBase, series: str) -> frozenset[str]:
    record = base.record(series)
    return _values(record, record.role("members")) if record else frozenset()


@once_per_base
def _parties_on_lists(base: FactBase, near: frozenset[str]) -> frozenset[str]:
    return frozenset(s.value for series in near for m in meetings_of(base, series) for s in _attendance(m))


def _attendance(meeting: Record) -> list[Statement]:
    return list(meeting.in_force(meeting.role("parties")))


def _status(statements: list[Statement]) -> str:
    given = {_word(s, "status") for s in statements}
    return next((status for status in _WEIGHT if status in given), REPRESENTED)


def _bearing(status: str, statements: list[Statement]) -> list[Statement]:
    """What bears that a party came or did not; that it was announced tells so only where nothing else is told.

    What says otherwise of one that came is the other side of a conflict, and bears nothing.
    """
    told = [s for s in statements if _word(s, "status") != ANNOUNCED] or statements
    return [s for s in told if status not in _CAME or _word(s, "status") in _CAME]


def _word(statement: Statement, name: str) -> str:
    return str(statement.qualifiers.get(name, ""))
