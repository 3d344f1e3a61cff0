"""Dates in words: never more exact than they are."""

from __future__ import annotations

import pytest

from briefgen.language.cldr import Locale, extract, from_data
from briefgen.language.date_words import date_in_words
from briefgen.model.dates import parse_date

CASES = {
    ("en-GB", "2025-10-17"): "17 October 2025",
    ("en-GB", "2025-10"): "October 2025",
    ("en-GB", "2025"): "2025",
    ("en-GB", "0999-01-02"): "2 January 999",
    ("en-GB", "2024-10-16/2024-10-17"): "16–17 October 2024",
    ("en-GB", "2024-10-31/2024-11-01"): "31 October 2024 – 1 November 2024",
    ("en-GB", "2023/2025"): "2023–2025",
    ("en-GB", "2024-05-24/.."): "since 24 May 2024",
    ("en-GB", "../2024-05-24"): "until 24 May 2024",
    ("en-GB", "2024?"): "2024 (year uncertain)",
    ("en-GB", "XXXX-10-20"): "20 October (year not shown)",
    ("en-US", "2025-10-17"): "October 17, 2025",
    ("ru", "2025-10-17"): "17 октября 2025\u202fг.",
    ("ru", "2025-10"): "октябрь 2025\u202fг.",
    ("ru", "2024-10-16/2024-10-17"): "16–17 октября 2024\u202fг.",
    ("ru", "2024"): "2024\u202fг.",
    ("ru", "2024?"): "2024\u202fг. (год под вопросом)",
    ("ru", "2023/2025"): "2023–2025\u202fгг.",
    ("ru", "XXXX-10-20"): "20 октября (год не указан)",
    ("ru", "XXXX-10"): "октябрь (год не указан)",
    ("ru", "2024-05/.."): "май 2024\u202fг. – настоящее время",
    ("ru", "../2024-05"): "(начало не указано) – май 2024\u202fг.",
    ("de", "2025-10-17"): "17.\u00a0Oktober 2025",
    ("de", "2024-10-16/2024-10-17"): "16–17.\u00a0Oktober 2024",
    ("zh", "2025-10-17"): "2025年10月17日",
}


@pytest.mark.parametrize("case", CASES, ids=" ".join)
def test_a_date_in_words(case: tuple[str, str]) -> None:
    tag, written = case
    assert date_in_words(locale(tag), parse_date(written)) == CASES[case]


def locale(tag: str) -> Locale:
    return from_data(extract(tag))
