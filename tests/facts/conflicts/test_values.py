"""A day of the week beside a date in a quote is that date's."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from briefgen.facts.conflicts.find import find_conflicts
from briefgen.facts.conflicts.values import weekdays_that_do_not_fit
from tests.facts.pages import load_page

PAPER = "{type: essay, language: %s, retrieved: 2026-01-01, label: P, descriptor: d}"


@pytest.mark.parametrize(
    ("language", "date", "quote", "found"),
    [
        ("en", "2024-10-04", "On Friday, October 4", False),
        ("en", "2024-10-04", "On Thursday, October 4", True),
        ("en", "2024-10-04", "on 4 October 2024 (Thu)", True),
        ("en", "2024-10-04", "on the 4th, a Thursday", True),
        ("en", "2024-10-04", "October 4, after talks that had begun on Thursday", False),
        ("en", "2024-10-04", "on Thursday, October 3, and Friday, October 4", False),
        ("en", "2024-10-16/2024-10-17", "from Wednesday, October 16 to Friday, October 17", True),
        ("en", "2024-10-16/2024-10-17", "from Wednesday, October 16 to Thursday, October 17", False),
        ("en", "XXXX-10-04", "On Thursday, October 4", False),
        ("en", "2024-10", "On Monday, October 1", False),  # no day is stated
        ("en", "2024-10-04", "they sat on October 4", False),
        ("ru", "2024-10-04", "в пятницу, 4 октября", False),
        ("ru", "2024-10-04", "в четверг, 4 октября", True),
        ("ru", "2024-10-04", "среди 4 октября", False),
        ("de", "2024-10-04", "am Donnerstag, dem 4. Oktober", True),
        ("de", "2024-10-04", "am Freitag, dem 4. Oktober", False),
        ("zxx", "2024-10-04", "Thursday, October 4", False),
    ],
)
def test_the_day_of_the_week_beside_a_date_fits_it(
    tmp_path: Path, language: str, date: str, quote: str, found: bool
) -> None:
    page = f"""
        === sources/paper.yaml
        {PAPER % language}
        === meetings/m.yaml
        date: {{is: {date}, src: {{paper: "{quote}"}}}}
        """
    loaded = load_page(tmp_path, page)
    assert loaded.diagnostics == []
    assert [c.id for c in find_conflicts(loaded.base)] == ["weekday-m-date"] * found


def test_of_two_numbers_as_near_the_one_behind_the_name_is_meant(tmp_path: Path) -> None:
    page = f"""
        === sources/paper.yaml
        {PAPER % "en"}
        === meetings/m.yaml
        date: {{is: 2024-10-16/2024-10-17, src: {{paper: "on 16, Monday 17 October"}}}}
        """
    base = load_page(tmp_path, page).base
    (stated,) = base.records["meeting/m"].values("date")
    assert weekdays_that_do_not_fit(stated, base) == [("Monday", date(2024, 10, 17))]
