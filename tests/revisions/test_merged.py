"""Marks of a conflict that nobody has resolved yet, found in a text at their lines and columns."""

from __future__ import annotations

import pytest

from briefgen.revisions.merged import conflict_marks


def test_each_mark_that_still_stands_is_told_at_its_place_with_what_to_do() -> None:
    text = "# T\n\n<<<<<<< by hand\nmine\n=======\nnew\n>>>>>>> briefgen\n\nThe end.\n"
    found = conflict_marks(text, "out/a.md")
    assert [str(d.location) for d in found] == ["out/a.md:3:1", "out/a.md:5:1", "out/a.md:7:1"]
    assert [d.message for d in found] == [
        "this line still marks a conflict: <<<<<<< by hand",
        "this line still marks a conflict: =======",
        "this line still marks a conflict: >>>>>>> briefgen",
    ]
    assert {(d.code, d.hint) for d in found} == {
        (
            "conflict-unresolved",
            "keep the lines above ======= or those below it, and take away all three lines with marks",
        )
    }


@pytest.mark.parametrize(
    ("line", "column"),
    [("- <<<<<<< by hand", 3), ("> 1. >>>>>>> briefgen", 6), ("  >>>>>>>  ", 3), ("<<<<<<<", 1)],
)
def test_a_mark_inside_a_list_or_a_quotation_is_one(line: str, column: int) -> None:
    assert [(d.location.line, d.location.column) for d in conflict_marks(f"x\n{line}", "a.md")] == [(2, column)]


@pytest.mark.parametrize(
    "text", ["Heading\n=======\n", "<<<<<< six", "a <<<<<<< b", "<<<<<<<< eight", "- =======", "======= words"]
)
def test_what_only_looks_like_a_mark_is_none(text: str) -> None:
    assert conflict_marks(text, "a.md") == []
