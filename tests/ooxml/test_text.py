"""Which characters of a text need a run of their own, and which way it runs."""

from __future__ import annotations

import pytest

from briefgen.ooxml.text import by_script
from tests.growth import assert_linear


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("Gazette: “في 17 أكتوبر 2025”.", [("Gazette: “", ""), ("في 17 أكتوبر 2025", "rtl"), ("”.", "")]),
        ("“נערכה ב־17.10.2025.” End", [("“", ""), ("נערכה ב־17.10.2025.", "rtl"), ("” End", "")]),
        ("الجزيرة, 17 October 2025", [("الجزيرة", "rtl"), (", 17 October 2025", "")]),
        (
            "\u2068הארץ\u2069: “\u2068של 2025\u2069”",
            [("\u2068", ""), ("הארץ", "rtl"), ("\u2069: “\u2068", ""), ("של 2025", "rtl"), ("\u2069”", "")],
        ),
        ("في SCO و NATO", [("في", "rtl"), (" SCO ", ""), ("و", "rtl"), (" NATO", "")]),
        ("第21次 x", [("第", "cjk"), ("21", ""), ("次", "cjk"), (" x", "")]),
    ],
)
def test_a_text_comes_apart_by_the_way_that_it_runs(text: str, pieces: list[tuple[str, str]]) -> None:
    found = by_script(text)
    assert "".join(piece for piece, _ in found) == text
    assert found == pieces


@pytest.mark.parametrize(
    ("text", "rtl", "pieces"),
    [
        ("(مثال) مثال", False, [("(مثال) مثال", "rtl")]),
        ("the talks (مثال) and", False, [("the talks (", ""), ("مثال", "rtl"), (") and", "")]),
        ("see (מועצה) ישיבה now", False, [("see ", ""), ("(מועצה) ישיבה", "rtl"), (" now", "")]),
        (
            "(NATO) ישיבה של (FSB) ב־2025.",
            True,
            [
                ("(", "rtl"),
                ("NATO", ""),
                (") ישיבה של (", "rtl"),
                ("FSB", ""),
                (") ב־", "rtl"),
                ("2025", ""),
                (".", "rtl"),
            ],
        ),
        ("“ישיבה” (3)", True, [("“ישיבה” (", "rtl"), ("3", ""), (")", "rtl")]),
    ],
)
def test_brackets_run_with_the_words_that_they_stand_around(
    text: str, rtl: bool, pieces: list[tuple[str, str]]
) -> None:
    assert "".join(piece for piece, _ in by_script(text, rtl)) == text
    assert by_script(text, rtl) == pieces


@pytest.mark.few(2)
@pytest.mark.parametrize("letters", ["א", "א1", "א 1.", "א ", "1", "א1”", "א\u2069", "(א) ", "א(x) "])
def test_a_long_text_costs_one_pass(letters: str) -> None:
    assert_linear(by_script, (letters * 300_000)[:37_500], (letters * 300_000)[:300_000])
    assert_linear(lambda text: by_script(text, True), (letters * 300_000)[:37_500], (letters * 300_000)[:300_000])
