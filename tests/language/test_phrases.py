"""The words the program itself says."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from briefgen.errors import UsageProblem
from briefgen.language.cldr import extract
from briefgen.language.phrases import gaps_of_phrases, inferred_part, number_in_words, ordinal, phrase, place_in_words
from tests.languages import catalogue, locale


def test_a_shipped_catalogue_has_every_phrase_with_the_same_gaps() -> None:
    assert {name: text.count("{}") for name, text in catalogue("ru").phrases.items()} == gaps_of_phrases()


def test_a_language_without_phrases_falls_back_to_english() -> None:
    assert phrase(locale("de"), "undated") == "undated"


def test_what_is_filled_in_is_not_read_for_gaps() -> None:
    assert phrase(locale("en-GB"), "judgement", "{}", "b") != phrase(locale("en-GB"), "judgement", "b", "{}")
    assert phrase(locale("en-GB"), "judgement", "{}", "b") == "Judgement of the desk, reviewed {}; it rests on b"


def test_an_inferred_part_is_named() -> None:
    assert inferred_part(locale("en-GB"), "year") == "year inferred"
    assert inferred_part(locale("en-GB"), "all") == "inferred"
    assert inferred_part(locale("en-GB"), "end-date") == "end date inferred"
    assert inferred_part(locale("ru"), "year") == "год: вывод редакции"
    assert inferred_part(locale("ru"), "a-part-without-a-word") == "по выводу редакции"


ENGLISH = "1st 2nd 3rd 4th 11th 12th 13th 21st 22nd 100th 101st 111th 112th 121st 1001st 1011th 2112th 10000th"


def test_numbers_of_rank() -> None:
    for written in ENGLISH.split():
        assert ordinal(locale("en-GB"), int(re.sub(r"\D", "", written))) == written
    assert ordinal(locale("ru"), 21) == "№\u00a021"
    assert ordinal(locale("de"), 21) == "21st"


@pytest.mark.parametrize(("number", "words"), [(0, "no"), (9, "nine"), (12, "twelve"), (13, "13"), (1000, "1000")])
def test_small_numbers_are_words(number: int, words: str) -> None:
    assert number_in_words(locale("en-GB"), number) == words


def test_a_language_without_words_for_numbers_has_figures() -> None:
    assert [number_in_words(locale("ru"), n) for n in (0, 1, 2, 21)] == ["0", "1", "2", "21"]


def test_a_catalogue_goes_before_the_program_s_own_phrases() -> None:
    own = replace(locale("de"), phrases={"undated": "ohne Datum", "ordinal": "{}."})
    assert (phrase(own, "undated"), ordinal(own, 21)) == ("ohne Datum", "21.")
    assert phrase(own, "notes") == "Notes"
    assert {"undated": 0, "ordinal": 1}.items() <= gaps_of_phrases().items()


FORMS = {
    "en-GB": {"one": [1], "other": [0, 2, 5, 11, 21, 101]},
    "ru": {"one": [1, 21, 101, 221], "few": [2, 4, 22, 103, 1002], "many": [0, 5, 11, 12, 14, 100, 111, 212, 1012]},
    "fr": {"one": [0, 1], "other": [2, 21]},
    "zh": {"other": [0, 1, 2, 21]},
    "ar": {"zero": [0], "one": [1], "two": [2], "few": [3, 110], "many": [11, 199], "other": [100, 202]},
}


@pytest.mark.parametrize("tag", FORMS)
def test_the_form_that_a_number_takes(tag: str) -> None:
    for form, numbers in FORMS[tag].items():
        assert {locale(tag).plural_form(n) for n in numbers} == {form}


def test_lists_in_a_sentence() -> None:
    english = locale("en-GB")
    assert [english.listing("abcd"[:n]) for n in range(5)] == ["", "a", "a and b", "a, b and c", "a, b, c and d"]
    assert locale("ru").listing(["а", "б", "в"]) == "а, б и в"
    assert english.listing(["{1}", "{0}"]) == "{1} and {0}"


def test_countries_by_code() -> None:
    assert locale("en-GB").territory("KZ") == "Kazakhstan"
    assert locale("en-GB").territory("BA") == "Bosnia and Herzegovina"
    assert locale("ru").territory("KZ") == "Казахстан"
    assert locale("en-GB").territory("QQ") == "QQ"


@pytest.mark.parametrize("tag", ["", "klingon", "xx-YY", "../en", "en_GB", "en-GB-oed-x", "1"])
def test_a_language_that_is_none_is_said_to_be_none(tag: str) -> None:
    with pytest.raises(UsageProblem, match="is no language that CLDR knows"):
        extract(tag)


@pytest.mark.parametrize(
    ("language", "locator", "words"),
    [
        ("en-GB", "p3", "p. 3"),
        ("en-GB", "p3-5", "pp. 3–5"),
        ("en-GB", "p3-p5", "pp. 3–5"),
        ("en-GB", "par7", "¶7"),
        ("en-GB", "min12", "min. 12"),
        ("en-GB", "fol12v", "fol12v"),
        ("ru", "p3-5", "с. 3–5"),
        ("ru", "par7", "абз. 7"),
        ("ru", "min12", "мин. 12"),
        ("fr", "par7", "¶7"),
    ],
)
def test_a_place_in_a_source_is_said_in_words(language: str, locator: str, words: str) -> None:
    assert place_in_words(locale(language), locator) == words.replace(" ", "\u00a0")
