"""The words the program itself says."""

from __future__ import annotations

import re

import pytest

from briefgen.errors import UsageProblem
from briefgen.language import phrases
from briefgen.language.cldr import Locale, extract, from_data
from briefgen.language.phrases import inferred_part, number_in_words, ordinal, phrase


def locale(tag: str) -> Locale:
    return from_data(extract(tag))


def test_every_language_has_every_phrase_with_the_same_gaps() -> None:
    english = phrases._PHRASES["en"]
    for table in phrases._PHRASES.values():
        assert table.keys() == english.keys()
        assert all(table[name].count("{}") == english[name].count("{}") for name in english)


def test_a_language_without_phrases_falls_back_to_english() -> None:
    assert phrase(locale("de"), "undated") == "undated"


def test_what_is_filled_in_is_not_read_for_gaps() -> None:
    assert phrase(locale("en-GB"), "judgement", "{}", "b") != phrase(locale("en-GB"), "judgement", "b", "{}")
    assert phrase(locale("en-GB"), "judgement", "{}", "b") == "Judgement of the desk, reviewed {}; it rests on b"


def test_an_inferred_part_is_named() -> None:
    assert inferred_part(locale("en-GB"), "year") == "year inferred"
    assert inferred_part(locale("en-GB"), "all") == "inferred"
    assert inferred_part(locale("en-GB"), "end-date") == "end date inferred"


ENGLISH = "1st 2nd 3rd 4th 11th 12th 13th 21st 22nd 100th 101st 111th 112th 121st 1001st 1011th 2112th 10000th"


def test_numbers_of_rank() -> None:
    for written in ENGLISH.split():
        assert ordinal(locale("en-GB"), int(re.sub(r"\D", "", written))) == written
    assert ordinal(locale("de"), 21) == "21."


@pytest.mark.parametrize(("number", "words"), [(0, "no"), (9, "nine"), (12, "twelve"), (13, "13"), (1000, "1000")])
def test_small_numbers_are_words(number: int, words: str) -> None:
    assert number_in_words(locale("en-GB"), number) == words


def test_lists_in_a_sentence() -> None:
    english = locale("en-GB")
    assert [english.listing("abcd"[:n]) for n in range(5)] == ["", "a", "a and b", "a, b and c", "a, b, c and d"]
    assert locale("ru").listing(["а", "б", "в"]) == "а, б и в"
    assert english.listing(["{1}", "{0}"]) == "{1} and {0}"


def test_countries_by_code() -> None:
    assert locale("en-GB").territory("KZ") == "Kazakhstan"
    assert locale("ru").territory("KZ") == "Казахстан"
    assert locale("en-GB").territory("QQ") == "QQ"


@pytest.mark.parametrize("tag", ["", "klingon", "xx-YY", "../en", "en_GB", "en-GB-oed-x", "1"])
def test_a_language_that_is_none_is_said_to_be_none(tag: str) -> None:
    with pytest.raises(UsageProblem, match="is no language that CLDR knows"):
        extract(tag)
