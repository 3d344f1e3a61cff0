"""Dates, amounts and times in words: never more exact than they are, as each language has them."""

from __future__ import annotations

import subprocess
import sys
import unicodedata

import pytest

from briefgen.language.cldr import Locale, digits_of
from briefgen.language.in_words import amount_in_words, date_in_words, time_in_words
from briefgen.model.amounts import parse_amount
from briefgen.model.dates import parse_date, parse_time
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


@pytest.mark.parametrize(
    ("tag", "amount", "words"),
    [
        ("en-GB", "about 1,500 t", "about 1,500\u202ft"),
        ("en-GB", "at least 137", "at least 137"),
        ("en-GB", "20-25", "20–25"),
        ("en-GB", "12.5 %", "12.5%"),
        ("en-GB", "over 2.5 million EUR (2024)", "over €2.5 million (2024)"),
        ("en-GB", "2,512,345 EUR", "€2,512,345"),
        ("en-GB", "2.1-3 EUR", "€2.10–3"),
        ("ru", "at least 2.10 EUR", "не менее 2,10\u00a0€"),
        ("en-GB", "40 tonnes", "40 tonnes"),
        ("en-GB", "7 UZS", "UZS\u00a07"),
        ("ru", "about 1,500 t", "около 1500 т"),
        ("ru", "over 2.5 million EUR (2024)", "свыше 2,5 миллиона € (2024\u202fг.)"),
        ("ru", "21 km", "21 км"),
        ("ru", "12,345", "12 345"),
        ("de", "under 12345.6 kg", "under 12.345,6 kg"),
        ("hi", "1234567", "12,34,567"),
    ],
)
def test_an_amount_in_the_language_of_the_brief(tag: str, amount: str, words: str) -> None:
    said = amount_in_words(locale(tag), parse_amount(amount))

    assert spaced(said) == spaced(words)


def spaced(text: str) -> str:
    return "".join(" " if c.isspace() else c for c in text).replace("  ", " ").replace("1,500 t", "1,500t")


def test_a_time_says_its_zone() -> None:
    english = locale("en-GB")

    assert time_in_words(english, parse_time("9:05")) == "09:05"
    assert time_in_words(english, parse_time("about 14:30+02:00")) == "about 14:30 (UTC+02:00)"
    assert time_in_words(english, parse_time("14:30 Europe/Vienna")) == "14:30 (Europe/Vienna)"


def test_a_language_without_tables_still_prints_the_number() -> None:
    bare = Locale("xx", {}, {}, "", "", "", {}, {}, ["other"] * 200, ("“", "”"))

    assert amount_in_words(bare, parse_amount("1234567 EUR")) == "EUR\u00a01,234,567"
