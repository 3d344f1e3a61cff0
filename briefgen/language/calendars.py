"""A day as other calendars count it, so that a quote such as "12 مهر 1404" bears the value 2025-10-04.

A brief writes every date in the Gregorian calendar. Sources count years from other events, and name other months:
Persian, Islamic, Hebrew, Ethiopian and Indian months, the Buddhist and the Chinese republic's count of years, the
years of Japanese emperors. The rules are those of the calendars themselves ("Calendrical Calculations", Reingold and
Dershowitz), as ICU has them too. A month of the Islamic calendar begins when its moon is seen, so two days either
way count as the same day.
"""

from __future__ import annotations

from calendar import isleap
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from functools import cache
from itertools import accumulate

from briefgen.frozen import dataclass
from briefgen.language.cldr import words_beside

_MOON = 2  # days between what a table of the Islamic calendar says and what is announced
# The Gregorian day on which each count of years began with 1; their months are Gregorian ones.
_JAPANESE = (date(1868, 1, 25), date(1912, 7, 30), date(1926, 12, 25), date(1989, 1, 8), date(2019, 5, 1))


@dataclass(frozen=True, slots=True)
class Other:
    """A day in another calendar; `month` is 0 where months and days are the Gregorian ones."""

    calendar: str
    year: int
    month: int = 0
    day: int = 0


def in_other_calendars(day: date) -> Iterator[Other]:
    """What the day is called in each calendar, in the Islamic one also what the days around it are called."""
    number = day.toordinal()
    yield Other("buddhist", day.year + 543)
    if day.year > 1911:
        yield Other("roc", day.year - 1911)
    if begun := [first for first in _JAPANESE if first <= day]:
        yield Other("japanese", day.year - begun[-1].year + 1)
    yield _persian(number)
    yield from dict.fromkeys(_islamic(number + n) for n in range(-_MOON, _MOON + 1))
    yield _ethiopic(number)
    yield _hebrew(number)
    yield _indian(day)


@cache
def month_names(calendar: str) -> Mapping[int, tuple[str, ...]]:
    """The names of the months of a calendar in many languages; none where they are the Gregorian ones."""
    found: Mapping[str, list[str]] = words_beside("calendars").get(calendar, {})
    return {int(month): tuple(names) for month, names in found.items()}


# --- each calendar: from the number of a day (1 is 1 January of the year 1) ------------------------------------


def _persian(number: int) -> Other:
    """Solar Hijri, by its cycle of 33 years: right for 1800 to 2250."""

    def begins(year: int) -> int:
        return 226895 + 365 * (year - 1) + (8 * year + 21) // 33

    year = _year(number, (number - 226895) * 33 // 12053 + 1, begins)
    return _other("persian", year, number - begins(year), [31] * 6 + [30] * 6)


def _islamic(number: int) -> Other:
    """Lunar Hijri, by its cycle of 30 years."""

    def begins(year: int) -> int:
        return 227015 + 354 * (year - 1) + (3 + 11 * year) // 30

    year = _year(number, (number - 227015) * 30 // 10631 + 1, begins)
    return _other("islamic", year, number - begins(year), [30, 29] * 5 + [30, 30])


def _ethiopic(number: int) -> Other:
    def begins(year: int) -> int:
        return 2796 + 365 * (year - 1) + year // 4

    year = _year(number, (number - 2796) * 4 // 1461 + 1, begins)
    return _other("ethiopic", year, number - begins(year), [30] * 12 + [6])


def _hebrew(number: int) -> Other:
    """Months are counted from Tishri, and Adar is two, the first of which a common year leaves out."""

    def begins(year: int) -> int:
        return -1373427 + _hebrew_days(year)

    year = _year(number, (number + 1373427) * 98496 // 35975351 + 1, begins)
    length, leap = begins(year + 1) - begins(year), (7 * year + 1) % 19 < 7
    long, short = length % 10 == 5, length % 10 == 3
    months = [30, 30 if long else 29, 29 if short else 30, 29, 30, 30 if leap else 0, *[29, 30] * 3, 29]
    return _other("hebrew", year, number - begins(year), months)


def _hebrew_days(year: int) -> int:
    """The days from the first new year of the count to that of a year, which keeps off some days of the week."""

    def molad(one: int) -> int:
        months = (235 * one - 234) // 19
        days = 29 * months + (12084 + 13753 * months) // 25920
        return days + 1 if 3 * (days + 1) % 7 < 3 else days

    before, this, after = molad(year - 1), molad(year), molad(year + 1)
    return this + (2 if after - this == 356 else 1 if this - before == 382 else 0)


def _indian(day: date) -> Other:
    """The national calendar of India, Saka years; its leap years are the Gregorian ones."""
    began = day.year - (day < date(day.year, 3, 21 if isleap(day.year) else 22))
    first = date(began, 3, 21 if isleap(began) else 22)
    return _other("indian", began - 78, (day - first).days, [31 if isleap(began) else 30] + [31] * 5 + [30] * 6)


def _year(number: int, guess: int, begins: Callable[[int], int]) -> int:
    """The year in which a day lies, from a guess that is off by one at most."""
    while begins(guess) > number:
        guess -= 1
    while begins(guess + 1) <= number:
        guess += 1
    return guess


def _other(calendar: str, year: int, past: int, months: list[int]) -> Other:
    """The day that lies `past` days behind the first of a year whose months have these lengths."""
    ends = list(accumulate(months))
    month = next(n for n, end in enumerate(ends) if past < end)
    return Other(calendar, year, month + 1, past - (ends[month] - months[month]) + 1)
