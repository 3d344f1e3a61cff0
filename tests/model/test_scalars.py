"""Which keys of a mapping are languages, and which are keys of a value."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefgen.diagnostics import did_you_mean
from briefgen.model.scalars import LANGUAGE, LIKE_LANGUAGES, is_language


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
