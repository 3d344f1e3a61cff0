"""Dates and times of day as sources give them, which parse, compare and bound themselves.

Dates are a profile of EDTF (ISO 8601-2): a year, month or day (`2025`, `2025-10`, `2025-10-17`); unknown digits or
parts written X (`XXXX-10-20` is 20 October of an unknown year, `202X`); an interval (`2024-10-16/2024-10-17`), open
(`2023/..`) or with an end nobody gave (`2023/`); a qualifier behind a part, `?` uncertain, `~` approximate, `%` both,
which holds for that part and those to its left (`2024?-10-04`: the year is uncertain; `2024-10-04?`: the whole date).
Seasons, sets and years outside 0001-9999 are not in it. Times are 14:30, about 14:30 Europe/Vienna or 14:30+02:00, with
a zone where one is said.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator, Sequence
from datetime import date
from functools import lru_cache
from itertools import product

from briefgen.diagnostics import quoted
from briefgen.frozen import dataclass
from briefgen.regexes import pattern

_PART = pattern(
    r"(?P<year>[0-9X]{4})(?P<yq>[?~%])?"
    r"(?:-(?P<month>[0-9X]{2})(?P<mq>[?~%])?"
    r"(?:-(?P<day>[0-9X]{2})(?P<dq>[?~%])?)?)?"
)
_EXPECTED = "is not a date like 2025-10-17, 2025-10, 2025 or 2025-10-16/2025-10-17"
FIRST, LAST = date.min, date.max


def placed(first: date, last: date) -> tuple[date, date]:
    """By which days a span stands among others: one without a beginning where it ends."""
    return last if first == FIRST else first, last


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
        days = _days(self.year, self.month, self.day)
        if days is None:
            raise BadDate(f"{self.year}-{self.month}-{self.day} is not in the calendar")
        return days

    def may_equal(self, other: PartialDate) -> bool:
        """True where some day of the calendar fits both."""
        parts = [_common(self.year, other.year), _common(self.month, other.month), _common(self.day, other.day)]
        known = [part for part in parts if part is not None]
        return len(known) == len(parts) and _days(*known) is not None


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

        Two dates with unknown years agree as soon as their known parts do; of a span, `XXXX-03-05/XXXX-03-06`, the year
        is that of the other one, where that has a single year. Qualifiers change nothing.
        """
        a, b = self.start, other.start
        if self.end is None and other.end is None and isinstance(a, PartialDate) and isinstance(b, PartialDate):
            return a.may_equal(b)
        try:
            (low, high), (other_low, other_high) = self._in_year_of(other).bounds(), other._in_year_of(self).bounds()
        except BadDate:  # 29 February, and a year without it
            return False
        return low <= other_high and other_low <= high

    def _in_year_of(self, other: Edtf) -> Edtf:
        """Its days in the year of another date, where that has one and no year is known here."""
        parts = (other.start, other.start if other.end is None else other.end)
        years = {part.year if isinstance(part, PartialDate) and part.has_year else "" for part in parts}
        mine = [part for part in (self.start, self.end) if part is not None]
        if len(years) != 1 or "" in years or any(isinstance(p, str) or p.year != "XXXX" or not p.month for p in mine):
            return self
        (year,) = years
        here = [PartialDate(year, p.month, p.day, p.doubtful) for p in mine if isinstance(p, PartialDate)]
        return Edtf(self.text, here[0], here[1] if len(here) > 1 else None)

    @property
    def sort_key(self) -> tuple[date, date, str]:
        return (*placed(*self.bounds()), self.text)

    @property
    def is_exact_day(self) -> bool:
        return self.end is None and isinstance(self.start, PartialDate) and self.start.is_exact_day

    def __str__(self) -> str:
        return self.text


@lru_cache(maxsize=4096)
def parse_date(text: str) -> Edtf:
    """The date that `text` writes; raises `BadDate` with the reason, checking the real calendar."""
    if "/" not in text:
        return Edtf(text, _parse_part(text))
    left, _, right = text.partition("/")
    if "/" in right:
        raise BadDate(f"{quoted(text)} {_EXPECTED}{_meant(text)}")
    start = left if left in ("", "..") else _parse_part(left)
    end = right if right in ("", "..") else _parse_part(right)
    if isinstance(start, str) and isinstance(end, str):
        raise BadDate(f"{quoted(text)} has neither a beginning nor an end")
    value = Edtf(text, start, end)
    low, high = value.bounds()
    if low > high:
        raise BadDate(f"{quoted(text)} ends before it begins")
    return value


# The other ways of writing one day. That of 03/04/2025 is the third of April here and the fourth of March there.
_OTHERWISE = (
    r"(?P<d>\d{1,2})[./](?P<m>\d{1,2})[./](?P<y>\d{4})"
    r"|(?P<y2>\d{4})[./-](?P<m2>\d{1,2})[./-](?P<d2>\d{1,2})(?:[ T]\d.*)?"
    r"|(?P<d3>\d{1,2})\.?\s+(?P<name>[A-Za-z]{3,9})\.?,?\s+(?P<y3>\d{4})"
    r"|(?P<name4>[A-Za-z]{3,9})\.?\s+(?P<d4>\d{1,2}),?\s+(?P<y4>\d{4})"
)
_DAYS = r"(?P<before>[A-Za-z. ]*)(?P<first>\d{1,2}) ?(?:-|–|to|and) ?(?P<last>\d{1,2})(?P<behind>,? [A-Za-z. ]*\d{4})"
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def _meant(text: str) -> str:
    """What to add to the refusal of a day that is written in another way: how it is written here."""
    if spaced := re.fullmatch(r"(\d{4}-\d\d(?:-\d\d)?) ?(?:-|–|to|/) ?(\d{4}-\d\d(?:-\d\d)?)", text.strip()):
        return f"; did you mean {spaced[1]}/{spaced[2]}?"
    if span := re.fullmatch(_DAYS, text.strip()):
        first, last = (_meant(f"{span['before']}{day}{span['behind']}") for day in (span["first"], span["last"]))
        return f"{first[:-1]}/{last[-11:]}" if first and first < last else ""
    match = re.fullmatch(_OTHERWISE, text.strip())
    if match is None:
        return ""
    part = {name[:1] if name[0] in "dmy" else "name": value for name, value in match.groupdict().items() if value}
    name = part.get("name", "").lower()
    months = [n for n, month in enumerate(_MONTHS, 1) if name.startswith(month)] or [int(part.get("m", 0))]
    year, day = int(part["y"]), int(part["d"])
    ways = [(months[0], day), *([(day, months[0])] if match["d"] and "/" in text else [])]
    days = [f"{year:04}-{m:02}-{d:02}" for m, d in dict.fromkeys(ways) if _days(f"{year:04}", f"{m:02}", f"{d:02}")]
    return f"; did you mean {' or '.join(days)}?" if days else ""


def _parse_part(text: str) -> PartialDate:
    match = _PART.fullmatch(text)
    if match is None:
        raise BadDate(f"{quoted(text)} {_EXPECTED}{_meant(text)}")
    year, month, day = match["year"], match["month"] or "", match["day"] or ""
    if year == "0000":
        raise BadDate(f"'{text}' is in the year 0; years run from 0001 to 9999")
    if month and not _numbers(month, 1, 12):
        raise BadDate(f"'{text}' has a month {month}; months run from 01 to 12")
    if day and not _numbers(day, 1, 31):
        raise BadDate(f"'{text}' has a day {day}; days run from 01 to 31")
    if _days(year, month, day) is None:
        raise BadDate(f"'{text}' is not in the calendar: that month has {_longest(year, month)} days")
    doubtful: set[str] = set()
    for qualifier, parts in (("dq", "year month day"), ("mq", "year month"), ("yq", "year")):
        if match[qualifier]:
            doubtful.update(parts.split())
    return PartialDate(year, month, day, frozenset(doubtful))


@lru_cache(maxsize=4096)
def _days(year: str, month: str, day: str) -> tuple[date, date] | None:
    """The first and the last day of the calendar that fit; None where none does (30 February, 29 February 2025)."""
    years, months, days = _numbers(year, 1, 9999), _numbers(month, 1, 12), _numbers(day, 1, 31)
    first = next(_walk(years, months, days), None)
    last = next(_walk(years[::-1], months[::-1], days[::-1]), None)
    return (first, last) if first and last else None


def _walk(years: Sequence[int], months: Sequence[int], days: Sequence[int]) -> Iterator[date]:
    for year, month in product(years, months):
        longest = monthrange(year, month)[1]
        yield from (date(year, month, day) for day in days if day <= longest)


def _longest(year: str, month: str) -> int:
    return max(monthrange(y, m)[1] for y in _numbers(year, 1, 9999)[:8] for m in _numbers(month, 1, 12))


@lru_cache(maxsize=1024)
def _numbers(part: str, low: int, high: int) -> Sequence[int]:
    """The numbers from `low` to `high` that a part can mean: 2X is 20 to 29; a part left out can mean any."""
    if not part.strip("X"):
        return range(low, high + 1)
    if "X" in part:
        digits = product(*("0123456789" if x == "X" else x for x in part))
        return [n for found in digits if low <= (n := int("".join(found))) <= high]
    return range(int(part), int(part) + 1) if low <= int(part) <= high else ()


def _common(a: str, b: str) -> str | None:
    """The part that says what both say; None where they differ."""
    if not a or not b:
        return a or b
    if all(x == y or "X" in (x, y) for x, y in zip(a, b, strict=True)):
        return "".join(y if x == "X" else x for x, y in zip(a, b, strict=True))
    return None


# --- times of day ---

_TIME = pattern(
    r"(?P<about>about )?(?P<hour>[0-9]{1,2})[:.](?P<minute>[0-9]{2})"
    r"(?: ?(?P<zone>Z|UTC|[+-][0-9]{2}:[0-9]{2}|[A-Z][A-Za-z_]+(?:/[A-Z][A-Za-z_+-]+)+))?"
)
_MINUTES_OF_DAY = 24 * 60
_SLACK = 15
"""How many minutes "about" may be off."""


class BadTimeOfDay(ValueError):
    """The text is no time of day; the message says why."""


@dataclass(frozen=True, slots=True)
class TimeOfDay:
    """A time in minutes from midnight, where the clocks of `zone` show it; "" where no zone is said."""

    minutes: int
    zone: str = ""
    about: bool = False

    @property
    def clock(self) -> str:
        """Hours and minutes: 09:05."""
        return f"{self.minutes // 60:02}:{self.minutes % 60:02}"

    @property
    def text(self) -> str:
        """The one way to write it."""
        return ("about " if self.about else "") + self.clock + (f" {self.zone}" if self.zone else "")

    @property
    def bounds(self) -> tuple[int, int]:
        """The first and the last minute that it can mean, counted from midnight."""
        slack = _SLACK * self.about
        return self.minutes - slack, self.minutes + slack

    def before_utc(self) -> int | None:
        """How many minutes its clocks are before UTC; None where that depends on the day, or no zone is said."""
        return _offset(self.zone) if self.zone else None

    def is_comparable_with(self, other: TimeOfDay) -> bool:
        """Whether one of the two comes first for certain: by the same clocks, or by clocks whose distance is known."""
        return self.zone == other.zone or None not in (self.before_utc(), other.before_utc())

    def is_below(self, other: TimeOfDay, *, equal: bool = False) -> bool:
        """Whether all that it can mean comes before all that the other can, or is `equal` to it at most."""
        mine, theirs = (0, 0) if self.zone == other.zone else (self.before_utc() or 0, other.before_utc() or 0)
        last, first = self.bounds[1] - mine, other.bounds[0] - theirs
        return last < first or (equal and last == first)

    def agrees_with(self, other: TimeOfDay) -> bool:
        """Whether both can be one moment of a day; clocks of zones that cannot be compared do not contradict."""
        offsets = _offset(self.zone), _offset(other.zone)
        if self.zone == other.zone or not (self.zone and other.zone):
            offsets = 0, 0
        if offsets[0] is None or offsets[1] is None:
            return True
        apart = abs((self.minutes - offsets[0]) - (other.minutes - offsets[1])) % _MINUTES_OF_DAY
        return min(apart, _MINUTES_OF_DAY - apart) <= _SLACK * (self.about or other.about)


def _offset(zone: str) -> int | None:
    """How many minutes a zone is before UTC; None where that depends on the day."""
    if zone in ("Z", "UTC"):
        return 0
    if found := re.fullmatch(r"([+-])([0-9]{2}):([0-9]{2})", zone):
        return (1 if found[1] == "+" else -1) * (60 * int(found[2]) + int(found[3]))
    return None


@lru_cache(maxsize=1024)
def parse_time(text: str) -> TimeOfDay:
    """The time that a text gives; raises `BadTimeOfDay`."""
    found = _TIME.fullmatch(" ".join(text.split()))
    if found is None:
        raise BadTimeOfDay(f"{quoted(text)} is no time of day such as 14:30, 14:30 Europe/Vienna or about 14:30+02:00")
    hour, minute = int(found["hour"]), int(found["minute"])
    if hour > 23 or minute > 59:
        raise BadTimeOfDay(f"{quoted(text)} is on no clock")
    return TimeOfDay(60 * hour + minute, found["zone"] or "", bool(found["about"]))
