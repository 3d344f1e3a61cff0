"""Which keys of a mapping are languages, and points on the globe, out of registers."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefgen.diagnostics import did_you_mean
from briefgen.model.scalars import LANGUAGE, LIKE_LANGUAGES, BadCoordinates, is_language, parse_coordinates


@pytest.mark.parametrize("tag", ["en", "ru", "no", "zh-Hans", "sr-Latn-RS", "is-IS", "prs", "ckb", "arz", "tgk", "sr"])
def test_a_language(tag: str) -> None:
    assert is_language(tag)


@pytest.mark.parametrize(
    "key", ["", "is", "src", "why", "key", "on", "iss", "srk", "xx", "EN", "en_GB", "english", "quote", "en-", "e"]
)
def test_no_language(key: str) -> None:
    assert not is_language(key)


@given(st.text("enrusixXé-_2İ", max_size=9))
def test_editors_that_complete_keys_take_the_same_ones_for_languages(key: str) -> None:
    tag = key.partition("-")[0]
    resembles = len(tag) == 3 and did_you_mean(tag, LIKE_LANGUAGES) is not None
    assert is_language(key) == (re.fullmatch(LANGUAGE, key) is not None and key not in LIKE_LANGUAGES and not resembles)


@pytest.mark.parametrize("written", ["41.31, 69.28", "41.31,69.28", "41.31 N 69.28 E", "41.31° N, 69.28° E"])
def test_a_point_has_one_form(written: str) -> None:
    assert parse_coordinates(written).text == "41.31, 69.28"
    assert parse_coordinates(written).in_letters == "41.31° N, 69.28° E"


def test_south_and_west_are_negative() -> None:
    assert parse_coordinates("33.9 S 70.7 W").text == "-33.9, -70.7"
    assert parse_coordinates("-33.9, -70.7").in_letters == "33.9° S, 70.7° W"


@pytest.mark.parametrize("written", ["", "here", "91, 0", "0, 181", "69.28"])
def test_what_is_no_point_is_refused(written: str) -> None:
    with pytest.raises(BadCoordinates):
        parse_coordinates(written)


def test_two_registers_may_differ_by_a_few_kilometres() -> None:
    tashkent = parse_coordinates("41.31, 69.28")

    assert tashkent.agrees_with(parse_coordinates("41.30, 69.25"))
    assert not tashkent.agrees_with(parse_coordinates("41.55, 69.28"))
    assert parse_coordinates("0, 179.99").agrees_with(parse_coordinates("0, -179.99"))
