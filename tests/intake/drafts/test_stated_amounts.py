"""Numbers with their units and bounds, by the words of the language."""

from __future__ import annotations

import pytest

from briefgen.intake.drafts.stated_amounts import misstated
from briefgen.intake.drafts.wordlists import word_list


@pytest.mark.parametrize(
    ("language", "said", "quote", "is_wrong"),
    [
        ("en", "a fund of 12 billion euros", "a fund of 12 million euros", True),
        ("en", "a fund of 12m euros", "a fund of 12 million euros", False),
        ("ru", "фонд 12 миллиардов рублей", "фонд 12 млн рублей", True),
        ("ru", "60 делегаций", "более 60 делегаций", True),
        ("de", "60 Delegationen", "mehr als 60 Delegationen", True),
        ("de", "12 Milliarden Euro", "12 Milliarden Euro", False),
        ("de", "1.500 Euro", "1 500 Euro", False),
        ("de", "1,500 Euro", "1500 Euro", True),
        ("fr", "60 ports", "moins de 60 ports", True),
        ("es", "7 puertos", "de 5 a 7 puertos", True),
        ("en", "7 bodies met", "5 states and 7 bodies met", False),
    ],
)
def test_units_and_bounds_are_words_of_the_language(language: str, said: str, quote: str, is_wrong: bool) -> None:
    assert bool(list(misstated(said, quote, word_list(language)))) is is_wrong
