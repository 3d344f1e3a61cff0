"""What is drawn holds nothing that cannot be seen, and knows the lines that pages carry around their text."""

from __future__ import annotations

import pytest

from briefgen.intake.drawing.drawn import clean, is_furniture


def test_signs_that_only_one_font_knows_are_shown_as_what_they_are() -> None:
    assert clean("\uf0b7 sea walls") == "• sea walls"  # Symbol's dot of a list
    assert clean("a \ue123 sign") == "a \ufffd sign"
    assert clean("un\ufeffseen\ufffe\x07 here \u00a0 and\t there ") == "unseen here and there"


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Read also: who pays", True),
        ("Das könnte Sie auch interessieren!", True),
        ("Читайте также другие новости", False),
        ("Другие новости", True),
        ("À lire aussi", True),
        ("Te puede interesar", True),
        ("The forum met in Port Example.", False),
        ("Related parties of the bank were excluded from the talks of the forum in Port Example in the end.", False),
    ],
)
def test_lines_around_a_text(line: str, expected: bool) -> None:
    assert is_furniture(line) is expected
