"""Spans of days as a desk speaks of them."""

from __future__ import annotations

from datetime import date

import pytest

from briefgen.model.dates import BadDate
from briefgen.model.periods import Period, is_period, parse_period

END = date(2025, 10, 31)


@pytest.mark.parametrize(
    ("words", "span"),
    [
        ("2025-Q4", "2025-10-01/2025-12-31"),
        ("2024-Q1", "2024-01-01/2024-03-31"),
        ("2025-W42", "2025-10-13/2025-10-19"),
        ("2020-W53", "2020-12-28/2021-01-03"),
        ("1 day", "2025-10-31/2025-10-31"),
        ("7 days", "2025-10-25/2025-10-31"),
        ("1 week", "2025-10-25/2025-10-31"),
        ("2-weeks", "2025-10-18/2025-10-31"),
        ("1 month", "2025-10-01/2025-10-31"),
        ("1 quarter", "2025-08-01/2025-10-31"),
        ("1 year", "2024-11-01/2025-10-31"),
        ("2025-10", "2025-10-01/2025-10-31"),
        ("2024-10-16/2024-10-17", "2024-10-16/2024-10-17"),
        ("2024-03-01/..", "2024-03-01/.."),
    ],
)
def test_words_stand_for_a_first_and_a_last_day(words: str, span: str) -> None:
    assert parse_period(words, END).text == span


@pytest.mark.parametrize("words", ["", "soon", "0 weeks", "2025-Q5", "2025-W54", "2025-13", "9999 years", "0000-Q1"])
def test_what_is_no_period_is_refused(words: str) -> None:
    with pytest.raises(BadDate):
        parse_period(words, END)
    assert not is_period(words)


def test_a_span_meets_a_period_where_they_share_a_day() -> None:
    october = Period(date(2025, 10, 1), date(2025, 10, 31))

    assert october.meets(date(2025, 9, 1), date(2025, 10, 1))
    assert not october.meets(date(2025, 11, 1), date(2025, 11, 2))
    assert Period(None, date(2025, 1, 1)).meets(date.min, date(2024, 1, 1))
    assert Period().is_open
    assert is_period("last-issue")
