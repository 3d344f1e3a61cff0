"""Plain text is read in any common encoding."""

from __future__ import annotations

import pytest

from briefgen.intake.drawing.drawn import Undrawable
from briefgen.intake.drawing.plain_text import decoded, draw_plain, front_matter

RUSSIAN = "Делегации обсудили вопросы безопасности портов и защиты берегов. Решение принято не было. "


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "cp1251", "koi8-r", "iso8859-5"])
def test_common_encodings_are_told_apart(encoding: str) -> None:
    assert decoded((RUSSIAN * 3).encode(encoding))[0] == RUSSIAN * 3


def test_an_encoding_that_is_named_goes_before_one_that_is_guessed() -> None:
    assert decoded("Straße".encode("cp1252"), "windows-1252")[0] == "Straße"
    assert decoded("Straße".encode(), "windows-1252")[0] == "Straße"


def test_a_guessed_encoding_is_told() -> None:
    assert draw_plain((RUSSIAN * 3).encode("cp1251")).remarks == ("its encoding was taken for cp1251",)
    assert draw_plain(RUSSIAN.encode()).remarks == ()


def test_lines_that_carry_no_content_are_proposed_as_furniture() -> None:
    found = draw_plain(b"Walls are low\n\nNext Article\n\nThe walls are low.\n\nSubscribe to our newsletter\n")
    assert found.furniture == ("Next Article", "Subscribe to our newsletter")


def test_bytes_that_are_no_text_are_refused_or_cleaned() -> None:
    try:
        text = draw_plain(bytes(range(256)) * 40).text
    except Undrawable:
        return
    assert "\0" not in text


def test_a_text_without_front_matter_is_left_alone() -> None:
    assert front_matter("walls\n---\n") == ([], "walls\n---\n")
