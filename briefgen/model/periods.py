"""Spans of days as a desk speaks of them: 2025-Q4, 2025-W42, 2 weeks, 2025-10; each has a first and a last day."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

from briefgen.diagnostics import quoted
from briefgen.frozen import dataclass
from briefgen.model.dates import BadDate, parse_date
from briefgen.regexes import pattern

LAST_ISSUE = "last-issue"
"""Stands for the day of the last issue, from which on something is new."""
_BACK = pattern(r"([1-9][0-9]{0,3})[ -](day|week|month|quarter|year)s?")
_QUARTER = pattern(r"([0-9]{4})-Q([1-4])")
_WEEK = pattern(r"([0-9]{4})-W([0-9]{2})")
_MONTHS = {"month": 1, "quarter": 3, "year": 12}
_EXPECTED = "is no period such as 2025-10, 2025-Q4, 2025-W42, 7 days, 2 weeks or 1 quarter"


@dataclass(frozen=True, slots=True)
class Period:
    """From the first to the last day, both of them in it; None where it is open at that end."""

    first: date | None = None
    last: date | None = None

    @property
    def text(self) -> str:
        """As an interval of dates: 2025-10-01/2025-10-31."""
        return f"{self.first or '..'}/{self.last or '..'}"

    @property
    def is_open(self) -> bool:
        """Whether it is no limit at all."""
        return self.first is None and self.last is None

    def meets(self, first: date, last: date) -> bool:
        """Whether some day of the span from `first` to `last` lies in it."""
        return (self.first is None or last >= self.first) and (self.last is None or first <= self.last)


def parse_period(text: str, end: date) -> Period:
    """The period that words stand for; `end` is the last day of one that is counted back. Raises `BadDate`."""
    if found := _BACK.fullmatch(text):
        return _counted_back(int(found[1]), found[2], end)
    if found := _QUARTER.fullmatch(text):
        year, month = _year(found[1]), 3 * int(found[2])
        return Period(date(year, month - 2, 1), date(year, month, monthrange(year, month)[1]))
    if found := _WEEK.fullmatch(text):
        return _week(_year(found[1]), int(found[2]))
    try:
        first, last = parse_date(text).bounds()
    except BadDate:
        raise BadDate(f"{quoted(text)} {_EXPECTED}") from None
    return Period(None if first == date.min else first, None if last == date.max else last)


def is_period(text: str) -> bool:
    """Whether the words stand for a period."""
    try:
        parse_period(text, date(2000, 12, 31))
    except BadDate:
        return text == LAST_ISSUE
    return True


def _counted_back(number: int, unit: str, end: date) -> Period:
    try:
        if unit in _MONTHS:
            return Period(_months_before(end, number * _MONTHS[unit]) + timedelta(1), end)
        return Period(end - timedelta(number * (7 if unit == "week" else 1) - 1), end)
    except (OverflowError, ValueError):
        raise BadDate(f"{number} {unit}s before {end} are not in the calendar") from None


def _months_before(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _week(year: int, number: int) -> Period:
    try:
        return Period(date.fromisocalendar(year, number, 1), date.fromisocalendar(year, number, 7))
    except ValueError:
        raise BadDate(f"{year} has no week {number}") from None


def _year(text: str) -> int:
    if text == "0000":
        raise BadDate("there is no year 0000")
    return int(text)
