"""Text that breaks within a width, and characters without a glyph."""

from __future__ import annotations

import pytest
from matplotlib.ft2font import FT2Font

from briefgen.figures.sheet import ELLIPSIS, MISSING, Face, TextStyle, Typesetter, path_of
from tests.figures.samples import ENDLESS, LONG, SCRIPTS
from tests.writers.docx.packages import HOUSE_FILE, parts

STYLE = TextStyle(Face.PLAIN, 8, "#000000")


@pytest.mark.parametrize("text", [LONG, ENDLESS, *SCRIPTS])
@pytest.mark.parametrize("width", [3.5, 20.0])
def test_no_line_is_wider_than_asked(text: str, width: float) -> None:
    type_ = Typesetter()
    lines = type_.wrap(text, STYLE, width, 99)
    assert all(type_.width(line, STYLE) <= width or len(line) == 1 for line in lines)
    assert "".join(lines).replace(" ", "") == type_.shown(text).replace(" ", "") or lines[-1].endswith(ELLIPSIS)


def test_what_is_cut_says_so() -> None:
    lines = Typesetter().wrap("one two three", STYLE, 9.0, 2)
    assert lines == ["one", "two" + ELLIPSIS]


def test_a_character_without_a_glyph_is_a_square_and_a_control_is_nothing() -> None:
    assert Typesetter().shown("a\u4e2d\x07 \U000e0001б\n\nب") == f"a{MISSING} б ب"


def test_text_is_set_in_the_typeface_of_the_page() -> None:
    """Its name in the font's own table is the one that the styles of the house document ask for."""
    for style in (STYLE, TextStyle(Face.BOLD, 8, "#000000"), TextStyle(Face.SLANTED, 8, "#000000")):
        font = FT2Font(path_of(Typesetter().face(style, "Ташкент, Łódź")))
        assert f'w:ascii="{font.family_name}"' in parts(HOUSE_FILE.read_bytes())["word/styles.xml"].decode()


def test_a_letter_that_the_typeface_lacks_is_set_in_a_fuller_one() -> None:
    type_ = Typesetter()
    slanted = TextStyle(Face.SLANTED, 8, "#000000")
    assert type_.face(slanted, "abc абв αβγ") is Face.SLANTED
    assert type_.face(slanted, "Երևան") is Face.FULLER_SLANTED
    assert type_.face(slanted, "دولة") is Face.FULLER_PLAIN


def test_a_combining_accent_stays_with_its_letter() -> None:
    assert all(not line.startswith("\u0301") for line in Typesetter().wrap("e\u0301" * 30, STYLE, 5.0, 99))
