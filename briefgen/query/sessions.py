"""Meetings in their series: what came before, what after; and all that is of a year or later."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from briefgen.facts.factbase import FactBase, once_per_base
from briefgen.model.dates import Edtf, parse_date, placed
from briefgen.model.schema import EVENT, SEQUENCE, SESSION
from briefgen.model.statement import Record, Statement
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
