"""Dates as sources give them: a profile of EDTF (ISO 8601-2) that parses, compares and bounds itself.

In the profile: a year, month or day (`2025`, `2025-10`, `2025-10-17`); unknown digits or parts written X
(`XXXX-10-20` is 20 October of an unknown year, `202X`); an interval (`2024-10-16/2024-10-17`), open (`2023/..`)
or with an end nobody gave (`2023/`); a qualifier behind a part, `?` uncertain, `~` approximate, `%` both, which
holds for that part and those to its left (`2024?-10-04`: the year is uncertain; `2024-10-04?`: the whole date).
Times of day, seasons, sets and years outside 0001-9999 are not in it.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

_PART = re.compile(
    r"(?P<year>[0-9X]{4})(?P<yq>[?~%])?"
    r"(?:-(?P<month>[0-9X]{2})(?P<mq>[?~%])?"
    r"(?:-(?P<day>[0-9X]{2})(?P<dq>[?~%])?)?)?"
)
FIRST, LAST = date.min, date.max


class BadDate(ValueError):
    """The text is no date of the profile; the message says why."""


@dataclass(frozen=True, slots=True)
class PartialDate:
    """One date: `year`, `month` and `day` as written, with X for what is unknown, and "" for what is left out.

    `doubtful` names the parts that carry a qualifier.
    """

    year: str
    month: str = ""
    day: str = ""
    doubtful: frozenset[str] = frozenset()

    @property
    def precision(self) -> str:
        return "day" if self.day else "month" if self.month else "year"

    @property
    def has_year(self) -> bool:
        return "X" not in self.year

    @property
    def is_exact_day(self) -> bool:
        return bool(self.day) and "X" not in self.year + self.month + self.day

    def bounds(self) -> tuple[date, date]:
        """The earliest and the latest day it can mean."""
        low_year, high_year = max(1, int(self.year.replace("X", "0"))), int(self.year.replace("X", "9"))
        low_month, high_month = _range(self.month, 1, 12)
        low_day, high_day = _range(self.day, 1, monthrange(high_year, high_month)[1])
        last = min(high_day, monthrange(high_year, high_month)[1])
        return date(low_year, low_month, low_day), date(high_year, high_month, last)


@dataclass(frozen=True, slots=True)
class Edtf:
    """A date or an interval. `end` is None for a single date; an end that is open or unknown is a string."""

    text: str
    start: PartialDate | str
    end: PartialDate | str | None = None

    def bounds(self) -> tuple[date, date]:
        """The earliest and the latest day; an open or unknown end reaches to the end of the calendar."""
        first = self.start.bounds()[0] if isinstance(self.start, PartialDate) else FIRST
        tail = self.start if self.end is None else self.end
        return first, tail.bounds()[1] if isinstance(tail, PartialDate) else LAST

    def overlaps(self, other: Edtf) -> bool:
        """True where some day fits both; so 2025-10 and 2025-10-17 agree, the second refines the first.

        Two dates with unknown years agree as soon as their known parts do.
        """
        if isinstance(self.start, PartialDate) and isinstance(other.start, PartialDate):
            a, b = self.start, other.start
            if self.end is None and other.end is None:
                pairs = ((a.year, b.year), (a.month, b.month), (a.day, b.day))
                return all(_may_equal(x, y) for x, y in pairs)
        low, high = self.bounds()
        other_low, other_high = other.bounds()
        return low <= other_high and other_low <= high

    @property
    def sort_key(self) -> tuple[date, date, str]:
        return (*self.bounds(), self.text)

    @property
    def is_exact_day(self) -> bool:
        return self.end is None and isinstance(self.start, PartialDate) and self.start.is_exact_day

    def __str__(self) -> str:
        return self.text


@lru_cache(maxsize=4096)
def parse_date(text: str) -> Edtf:
    """The date that `text` writes; raises `BadDate` with the reason, checking the real calendar."""
    if text.count("/") > 1:
        raise BadDate(f"'{text}' has more than one '/'")
    if "/" not in text:
        return Edtf(text, _parse_part(text))
    left, right = text.split("/")
    start = left if left in ("", "..") else _parse_part(left)
    end = right if right in ("", "..") else _parse_part(right)
    if isinstance(start, str) and isinstance(end, str):
        raise BadDate(f"'{text}' has neither a beginning nor an end")
    value = Edtf(text, start, end)
    low, high = value.bounds()
    if low > high:
        raise BadDate(f"'{text}' ends before it begins")
    return value


def _parse_part(text: str) -> PartialDate:
    match = _PART.fullmatch(text)
    if match is None:
        raise BadDate(f"'{text}' is not a date like 2025-10-17, 2025-10, 2025 or 2025-10-16/2025-10-17")
    year, month, day = match["year"], match["month"] or "", match["day"] or ""
    if year == "0000":
        raise BadDate(f"'{text}' is in the year 0; years run from 0001 to 9999")
    if month and "X" not in month and not 1 <= int(month) <= 12:
        raise BadDate(f"'{text}' has a month {month}; months run from 01 to 12")
    if day and "X" not in day:
        _check_day(text, year, month, int(day))
    doubtful: set[str] = set()
    for qualifier, parts in (("dq", "year month day"), ("mq", "year month"), ("yq", "year")):
        if match[qualifier]:
            doubtful.update(parts.split())
    return PartialDate(year, month, day, frozenset(doubtful))


def _check_day(text: str, year: str, month: str, day: int) -> None:
    # An unknown year may be a leap year; an unknown month may have 31 days.
    known_year = int(year) if "X" not in year else 2000
    most = monthrange(known_year, int(month))[1] if "X" not in month else 31
    if not 1 <= day <= most:
        raise BadDate(f"'{text}' is not in the calendar: that month has {most} days")


def _range(part: str, low: int, high: int) -> tuple[int, int]:
    if not part:
        return low, high
    return max(low, int(part.replace("X", "0"))), min(high, int(part.replace("X", "9")))


def _may_equal(a: str, b: str) -> bool:
    return not a or not b or all(x == y or "X" in (x, y) for x, y in zip(a, b, strict=True))
