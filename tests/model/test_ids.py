"""Ids are safe as file names everywhere and can be said and typed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefgen.model.ids import LONGEST, is_slug, why_no_slug


@pytest.mark.parametrize("text", ["a", "2025", "samarkand-2025", "a-1-b", "no", "com10", "console", "a" * LONGEST])
def test_an_id(text: str) -> None:
    assert is_slug(text)


@pytest.mark.parametrize(
    "text",
    ["", "-a", "a-", "a--b", "A", "a_b", "a.b", "a/b", "../x", "/etc/x", "a\\b", "x:y", "x.", "x ", ".git", "aux",
     "con", "nul", "com1", "lpt9", "a" * (LONGEST + 1), "a\0", "a\n", "é", "ａ", "١"],
)  # fmt: skip
def test_no_id(text: str) -> None:
    assert not is_slug(text)
    assert "\n" not in why_no_slug(text)
    assert len(why_no_slug(text)) < 200


@given(st.text(max_size=12))
def test_an_id_is_ascii_and_lower_case(text: str) -> None:
    if is_slug(text):
        assert text.isascii()
        assert text == text.lower()
        assert set(text) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
