"""Numbers with their units and bounds, and how surely, how much and of how many a passage says something."""

from __future__ import annotations

import re

import pytest

from briefgen.intake.drafts.judging.stated_amounts import misstated, of_another_number, raised
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
        ("en", "1,500 million", "1.5bn", False),
        ("en", "two and a half million boats", "2,500,000 boats", False),
        ("ru", "1,5 млрд рублей", "полтора миллиарда рублей", False),
        ("de", "500.000 Euro", "eine halbe Million Euro", False),
        ("fr", "1,5 milliard d'euros", "un milliard et demi d'euros", False),
        ("es", "3.200 millones", "3,2 mil millones", False),
        ("en", "between 5 million and 7 million", "from 5 to 7 million", False),
        ("en", "a fund of $12m", "a fund of 12 million euros", True),
        ("en", "7 bodies met", "5 states and 7 bodies met", False),
        ("en", "5 per cent", "fell from 5 to 0 per cent", False),
        ("en", "0 million boats", "from 5–0 million boats", False),
        ("en", "8 million", "from 5 to 7 and a half million", True),
        ("en", "1" * 400, "1" * 400, False),
        ("en", "1" * 5000, "1" * 5000, False),
    ],
)
def test_units_and_bounds_are_words_of_the_language(language: str, said: str, quote: str, is_wrong: bool) -> None:
    assert bool(list(misstated(said, quote, word_list(language), word_list(language)))) is is_wrong


@pytest.mark.parametrize(
    ("said", "quote", "is_wrong"),
    [
        ("3 nets", "4 nets and 3 boats", True),
        ("80 tonnes of cod", "250 tonnes of cod and 80 tonnes of herring", True),
        ("80 tonnes of herring", "250 tonnes of cod and 80 of herring", False),
        ("15 loans and 40 grants for the coast", "40 grants and 15 loans for the coast", False),
        ("3 vessels", "4 nets and 3 boats", False),
    ],
)
def test_what_is_counted_by_another_number(said: str, quote: str, is_wrong: bool) -> None:
    assert bool(list(of_another_number(said, quote, word_list("en")))) is is_wrong


@pytest.mark.parametrize(
    ("said", "quote", "told"),
    [
        ("The levy will rise", "The levy may rise", "'may'"),
        ("The levy could rise", "The levy may rise", ""),
        ("Members must pay", "Guests may ask; members pay", ""),
        ("The council met in May", "In May the council met", ""),
        ("The court ordered a vote", "The court ordered a vote that could take months", ""),
        ("The ports did not agree", "The ports could not agree", ""),
        ("All ports paid", "Most ports paid", "'All' is more than the 'Most'"),
        ("All ministers came", "Some ports paid, and all the ministers came", ""),
        ("the ports paid", "Only two of the ports paid", "'two of' these alone"),
        ("Members must pay", "Members should pay", "'must' is more than the 'should'"),
    ],
)
def test_a_stronger_word_is_told(said: str, quote: str, told: str) -> None:
    found = " ".join(one.message for one in raised(said, quote, word_list("en"), re.compile(r"\bnot\b")))
    assert told in found
    assert bool(found) is bool(told)
