"""Values in conditions: what equals what a template has typed, which of two comes first, and what order a list has.

A date is typed as records have it: 2025, 2025-10 or 2025-10-17. It equals a typed date in which it lies, and comes
before or after one where that holds of every day that the two can mean; so of a date of which only the year is known
neither need hold. An amount is compared in the same way: "at least 137" is more than 100, "about 100" need not be; a
plain number has the unit of what it is compared with. So is a time of day: "about 14:30" is before 15:00, and need not
be before 14:35; one without a zone has that of what it is compared with. A value that leads to a record equals its id
as well as its name.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from briefgen.frozen import replace
from briefgen.model.amounts import Amount, BadAmount, factors, parse_amount
from briefgen.model.dates import BadDate, BadTimeOfDay, Edtf, PartialDate, TimeOfDay, parse_date, parse_time, placed

Measure = Edtf | Amount | TimeOfDay
"""What has an order among the values of facts, beside plain numbers."""
DATES_IN_ORDER: Mapping[str, Callable[[Edtf, Edtf], bool]] = {
    "lt": lambda one, other: one.bounds()[1] < other.bounds()[0],
    "lteq": lambda one, other: one.bounds()[1] <= other.bounds()[1],
    "gt": lambda one, other: one.bounds()[0] > other.bounds()[1],
    "gteq": lambda one, other: one.bounds()[0] >= other.bounds()[0],
}
BOUNDED_IN_ORDER: Mapping[str, Callable[[Any, Any], bool]] = {
    "lt": lambda one, other: one.is_below(other),
    "lteq": lambda one, other: one.is_below(other, equal=True),
    "gt": lambda one, other: other.is_below(one),
    "gteq": lambda one, other: other.is_below(one, equal=True),
}
"""Of amounts, and of times of day."""
NO_DATE = "this is no date"
WRITTEN = "write a date as 2025, 2025-10 or 2025-10-17"
NO_AMOUNT = "this is no amount"
AMOUNT_WRITTEN = 'write an amount as 20, "20 t" or "2.5 million EUR (2024)"'
APART = "these two amounts cannot be compared: they have other units, currencies or years"

NO_TIME = "this is no time of day"
TIME_WRITTEN = 'write a time of day as "14:30" or "14:30 Europe/Vienna"'
OTHER_CLOCKS = "these two times cannot be compared: how far their clocks are apart depends on the day"


class NoOrder(ValueError):
    """Two values have no order; the message says why."""


def typed_date(text: str) -> Edtf | None:
    """The date that a template has typed; None for words that are none."""
    try:
        return parse_date(text)
    except BadDate:
        return None


def typed_amount(typed: object, like: Amount) -> Amount | None:
    """The amount that a template has typed, with the unit of what it is compared with where it names none."""
    if isinstance(typed, bool) or not isinstance(typed, int | str):
        return None
    try:
        found = parse_amount(str(typed))
    except BadAmount:
        return None
    if not found.unit:
        return replace(found, unit=like.unit, year=like.year)
    return replace(found, year=like.year) if found.is_money and not found.year else found


def typed_time(typed: object, like: TimeOfDay) -> TimeOfDay | None:
    """The time of day that a template has typed, in the zone of what it is compared with where it names none."""
    if not isinstance(typed, str):
        return None
    try:
        found = parse_time(typed)
    except BadTimeOfDay:
        return None
    return found if found.zone else replace(found, zone=like.zone)


def lies_within(one: Edtf, text: str) -> bool:
    """Whether every day that a date can mean is one of a typed date's."""
    other = typed_date(text)
    if other is None:
        return False
    (first, last), (earliest, latest) = one.bounds(), other.bounds()
    return earliest <= first and last <= latest


def equals_typed(one: Measure, typed: object) -> bool:
    """Whether a date, an amount or a time of day is what a template has typed."""
    if isinstance(one, Amount):
        return typed_amount(typed, one) == one
    if isinstance(one, TimeOfDay):
        return typed_time(typed, one) == one
    return isinstance(typed, str) and lies_within(one, typed)


def measures_in_order(how: str, one: object, other: object) -> bool:
    """Whether two stand in an order, of which one at least is a date, an amount or a time of day. Raises `NoOrder`."""
    dates = [typed_date(side) if isinstance(side, str) else side for side in (one, other)]
    if any(isinstance(side, Edtf) for side in (one, other)):
        first, second = dates
        if isinstance(first, Edtf) and isinstance(second, Edtf):
            return DATES_IN_ORDER[how](first, second)
        raise NoOrder(f"{NO_DATE}; {WRITTEN}")
    is_time = isinstance(one, TimeOfDay) or isinstance(other, TimeOfDay)
    sort, typed, fault, apart = _TIMES if is_time else _AMOUNTS
    like = one if isinstance(one, sort) else other
    less, more = (side if isinstance(side, sort) else typed(side, like) for side in (one, other))
    if less is None or more is None:
        raise NoOrder(fault)
    if not less.is_comparable_with(more):
        raise NoOrder(apart)
    return BOUNDED_IN_ORDER[how](less, more)


_TIMES: tuple[Any, ...] = (TimeOfDay, typed_time, f"{NO_TIME}; {TIME_WRITTEN}", OTHER_CLOCKS)
_AMOUNTS: tuple[Any, ...] = (Amount, typed_amount, f"{NO_AMOUNT}; {AMOUNT_WRITTEN}", APART)


# --- the order of a list ---

SortKey = tuple[str, object]
"""What sort of thing it is, and a key among those of its sort."""


def sort_key(measure: Measure) -> SortKey:
    """Dates by their first and last day, amounts of one sort of unit by the least and the most they can mean.

    Times of day by the clocks of one zone, or by UTC where all say how far they are from it.
    """
    if isinstance(measure, Edtf):
        return "dates", placed(*measure.bounds())
    if isinstance(measure, TimeOfDay):
        before = measure.before_utc()
        where = "" if not measure.zone else f" in {measure.zone}" if before is None else " by UTC"
        return f"times of day{where}", tuple(minute - (before or 0) for minute in measure.bounds)
    low, high = measure.bounds
    factor, of = factors(measure.unit)
    unit = f"{measure.unit} ({measure.year})" if measure.is_money else of or measure.unit
    key = (low * factor, Decimal("Infinity") if high is None else high * factor)
    return f"amounts in {unit}" if unit else "amounts", key


def alphabet_key(text: str) -> SortKey:
    """Words letter by letter: capitals and accents make no difference."""
    apart = unicodedata.normalize("NFKD", text.casefold())
    return "words", ("".join(c for c in apart if not unicodedata.combining(c)), text)


# --- spans of time to group by ---

MONTH, QUARTER, YEAR = "month", "quarter", "year"
SPANS = (MONTH, QUARTER, YEAR)


def span_of(date: Edtf, span: str) -> str:
    """The month, quarter or year in which a date begins: 2025-10, 2025-Q4, 2025; the year where more is not known.

    A qualifier stays (2025-10?); "" where the year is not known.
    """
    start = date.start if isinstance(date.start, PartialDate) else date.end
    if not isinstance(start, PartialDate) or not start.has_year:
        return ""
    doubt = "?" if start.doubtful else ""
    if span == YEAR or not start.month or "X" in start.month:
        return start.year + doubt
    if span == MONTH:
        return f"{start.year}-{start.month}{doubt}"
    return f"{start.year}-Q{(int(start.month) + 2) // 3}{doubt}"
