"""Values in conditions: what equals what a template has typed, and which of two dates or numbers comes first.

A date is typed as records have it: 2025, 2025-10 or 2025-10-17. It equals a typed date in which it lies, and comes
before or after one where that holds of every day that the two can mean; so of a date of which only the year is known
neither need hold. A value that leads to a record equals the record's id as well as its name.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from briefgen.model.dates import BadDate, Edtf, parse_date

IN_ORDER: Mapping[str, Callable[[Edtf, Edtf], bool]] = {
    "lt": lambda one, other: one.bounds()[1] < other.bounds()[0],
    "lteq": lambda one, other: one.bounds()[1] <= other.bounds()[1],
    "gt": lambda one, other: one.bounds()[0] > other.bounds()[1],
    "gteq": lambda one, other: one.bounds()[0] >= other.bounds()[0],
}
NO_DATE = "this is no date"
WRITTEN = "write a date as 2025, 2025-10 or 2025-10-17"


def typed_date(text: str) -> Edtf | None:
    """The date that a template has typed; None for words that are none."""
    try:
        return parse_date(text)
    except BadDate:
        return None


def lies_within(one: Edtf, text: str) -> bool:
    """Whether every day that a date can mean is one of a typed date's."""
    other = typed_date(text)
    if other is None:
        return False
    (first, last), (earliest, latest) = one.bounds(), other.bounds()
    return earliest <= first and last <= latest
