"""Which keys of a mapping are languages, and which are keys of a value."""

from __future__ import annotations

import pytest

from briefgen.model.languages import is_language


@pytest.mark.parametrize("tag", ["en", "ru", "no", "zh-Hans", "sr-Latn-RS", "is-IS", "prs", "ckb", "arz", "tgk", "sr"])
def test_a_language(tag: str) -> None:
    assert is_language(tag)


@pytest.mark.parametrize(
    "key", ["", "is", "src", "why", "key", "on", "iss", "srk", "xx", "EN", "en_GB", "english", "quote", "en-", "e"]
)
def test_no_language(key: str) -> None:
    assert not is_language(key)
