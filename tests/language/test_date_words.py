"""Dates in words: never more exact than they are."""

from __future__ import annotations

import subprocess
import sys
import unicodedata

import pytest

from briefgen.language.cldr import digits_of
from briefgen.language.date_words import date_in_words
from briefgen.model.dates import parse_date
from tests.languages import locale

CASES = {
    ("en-GB", "2025-10-17"): "17 October 2025",
    ("en-GB", "2025-10"): "October 2025",
    ("en-GB", "2025"): "2025",
    ("en-GB", "0999-01-02"): "2 January 999",
    ("en-GB", "2024-10-16/2024-10-17"): "16–17 October 2024",
    ("en-GB", "2024-10-16/2024-10-16"): "16 October 2024",
    ("en-GB", "2024-10-31/2024-11-01"): "31 October – 1 November 2024",
    ("en-GB", "2024-12-31/2025-01-01"): "31 December 2024 – 1 January 2025",
    ("ru", "2024-10-31/2024-11-01"): "31\u00a0октября – 1\u00a0ноября 2024\u00a0года",
    ("en-GB", "2023/2025"): "2023–2025",
    ("en-GB", "2024-05-24/.."): "since 24 May 2024",
    ("en-GB", "../2024-05-24"): "until 24 May 2024",
    ("en-GB", "2024?"): "2024 (year uncertain)",
    ("en-GB", "XXXX-10-20"): "20 October (year not shown)",
    ("en-US", "2025-10-17"): "October 17, 2025",
    ("ru", "2025-10-17"): "17\u00a0октября 2025\u00a0года",
    ("ru", "2025-10"): "октябрь 2025\u00a0года",
    ("ru", "2024-10-16/2024-10-17"): "16–17\u00a0октября 2024\u00a0года",
    ("ru", "2024"): "2024\u00a0год",
    ("ru", "2024?"): "2024\u00a0год (год под вопросом)",
    ("ru", "2023/2025"): "2023–2025\u00a0годы",
    ("ru", "XXXX-10-20"): "20\u00a0октября (год не указан)",
    ("ru", "XXXX-10"): "октябрь (год не указан)",
    ("ru", "2024-05/.."): "май 2024\u00a0года – настоящее время",
    ("ru", "../2024-05"): "(начало не указано) – май 2024\u00a0года",
    ("de", "2025-10-17"): "17.\u00a0Oktober 2025",
    ("de", "2024-10-16/2024-10-17"): "16–17.\u00a0Oktober 2024",
    ("zh", "2025-10-17"): "2025年10月17日",
    ("fa", "2025-10-17"): "۱۷ اکتبر ۲۰۲۵",
    ("fa", "2024-10-16/2024-10-17"): "۱۶–۱۷ اکتبر ۲۰۲۴",
    ("ar", "2025-10-17"): "17 أكتوبر 2025",
    ("ar-EG", "2025-10-17"): "١٧ أكتوبر ٢٠٢٥",
    ("mr", "2025-10-17"): "१७ ऑक्टोबर, २०२५",
    ("bn", "2023/2025"): "২০২৩–২০২৫",
    ("hi", "2025-10-17"): "17 अक्टूबर 2025",
}


@pytest.mark.parametrize("case", CASES, ids=" ".join)
def test_a_date_in_words(case: tuple[str, str]) -> None:
    tag, written = case
    assert date_in_words(locale(tag), parse_date(written)) == CASES[case]


@pytest.mark.slow
def test_every_numbering_system_that_a_language_has_by_default_has_its_ten_digits() -> None:
    """Asked in an interpreter of its own: all languages take memory, which each copy of this one would have."""
    ask = "from babel import Locale; from babel.localedata import locale_identifiers as names\n"
    ask += "print(*{Locale.parse(name).default_numbering_system for name in names()} - {'latn'})"
    said = subprocess.run([sys.executable, "-c", ask], capture_output=True, text=True, check=True).stdout
    assert len(said.split()) > 10
    for name in said.split():
        assert [unicodedata.digit(c) for c in digits_of(name)] == list(range(10)), name
