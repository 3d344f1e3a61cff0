"""Which briefs a file with errors concerns."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from briefgen.facts.broken import BrokenFile, words_in
from tests.facts.pages import load_page

BROKEN = BrokenFile("facts/gaps/who.yaml", frozenset({"gap/who"}), True, words_in(b"about: lisbon-2024, brazil"))


@pytest.mark.parametrize(
    ("question", "missing", "half"),  # of a file whose record is missing, and of one whose record is there in part
    [
        ("record gap/who", True, True),
        ("values gap/who about", True, True),
        ("statement gap/who/about/1", True, True),
        ("record gap/other", False, False),
        ("kind gap", True, False),
        ("column gap about", True, False),
        ("kind meeting", False, False),
        ("referring meeting/lisbon-2024", True, False),
        ("referring country/brazil", True, False),
        ("referring country/chad", False, False),
        ("referring gap/who", True, True),
        ("everything", True, True),
        ("settings", False, False),
    ],
)
def test_a_file_with_errors_concerns_the_briefs_that_would_be_others_without_them(
    question: str, missing: bool, half: bool
) -> None:
    assert BROKEN.concerns(["house", question]) is missing
    assert replace(BROKEN, missing=False).concerns([question]) is half


def test_records_inside_a_file_that_cannot_be_read_are_broken_too(tmp_path: Path) -> None:
    broken_one = "=== meetings/m.yaml\nnames: [\nclaims:\n  - id: inner-one\n"
    page = f"{broken_one}=== gaps/g.yaml\nquestion: Who?\nabout: claim/inner-one\n"
    loaded = load_page(tmp_path, page)
    assert [d.location.file for d in loaded.diagnostics] == ["facts/meetings/m.yaml"]  # and no unknown reference
    (broken,) = loaded.broken
    assert broken.missing
    assert {"meeting/m", "claim/inner-one"} <= broken.keys
