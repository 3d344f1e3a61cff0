"""Ids are safe as file names everywhere and can be said and typed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefgen.model.ids import LONGEST, free_id, hint_of_slug, is_slug, why_no_slug


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


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("Coffee Fair", "coffee-fair"),
        ("José O'Muster", "jose-omuster"),
        ("UK", "united-kingdom"),
        ("Łódź", ""),
        ("a", ""),
    ],
)
def test_a_name_is_told_the_id_that_is_meant(name: str, meant: str) -> None:
    assert hint_of_slug(name) == (f"did you mean '{meant}'?" if meant else "")


@given(st.text(max_size=12))
def test_an_id_is_ascii_and_lower_case(text: str) -> None:
    if is_slug(text):
        assert text.isascii()
        assert text == text.lower()
        assert set(text) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")


def test_an_id_that_is_taken_has_the_first_free_number_behind_it() -> None:
    assert free_id("lima", {"quito"}) == "lima"
    assert free_id("lima", {"lima", "lima-2", "lima-4"}) == "lima-3"
