"""A part of the time: the same facts, seen from a year on."""

from __future__ import annotations

from datetime import date

from briefgen.facts.factbase import FactBase
from briefgen.model.statement import Record
from briefgen.query.about import with_parts
from briefgen.query.sessions import date_of


def from_year(base: FactBase, year: int) -> FactBase:
    """The base without the meetings that were certainly before a year, and without what belongs to them alone.

    To a meeting belong its documents, the claims made there and those reported with it. A meeting without a date,
    or with one that may lie in the year or later, stays: that nothing is known of its date does not make it early.
    """
    early: set[str] = set()
    later: set[str] = set()
    for meeting in base.of_kind("meeting"):
        (early if is_before(meeting, year) else later).update(with_parts(base, meeting))
    return base.passing_over(frozenset(early - later))


def is_before(meeting: Record, year: int) -> bool:
    """True where the last day that the date can mean lies before the year."""
    when = date_of(meeting)
    return when is not None and when.bounds()[1] < date(year, 1, 1)
