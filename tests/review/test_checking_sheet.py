"""The sheet for checking on paper: every sentence with its words, its place and a box."""

from __future__ import annotations

import pytest

from briefgen.document.nodes import Table
from briefgen.document.walk import plain_text
from briefgen.production.request import Request
from briefgen.review.checking_sheet import BOX, checking_sheet, sheet_files
from briefgen.review.deciding import approve, find_statement
from briefgen.review.standing import Reviews
from tests.review.conftest import OTHER, opened
from tests.workspaces import Scratch

REQUEST = Request("meeting", "lisbon-2024")


def rows(reviews: Reviews, *, only_open: bool = False) -> list[list[str]]:
    sheet = checking_sheet(reviews, REQUEST, only_open=only_open)
    return [[plain_text(cell) for cell in row] for b in sheet.blocks if isinstance(b, Table) for row in b.rows]


def test_each_sentence_stands_beside_its_words_and_their_place(kept: Scratch) -> None:
    reviews = Reviews(opened(kept))
    found = next(row for row in rows(reviews) if "exchange crop figures" in row[1])
    assert found[0] == BOX
    assert found[2] == "“agreed to exchange crop figures every quarter”"
    assert found[3].startswith("Example Gazette (example-gazette")
    assert found[4] == "open"


@pytest.mark.slow
def test_what_was_approved_can_be_left_out(kept: Scratch) -> None:
    reviews = Reviews(opened(kept))
    approve(reviews, [find_statement(reviews, "meeting/lisbon-2024/outcomes")], OTHER, "2026-11-29")
    assert any("exchange crop figures" in row[1] for row in rows(reviews))
    assert not any("exchange crop figures" in row[1] for row in rows(reviews, only_open=True))


def test_it_is_made_in_word_and_markdown_the_same_each_time(kept: Scratch) -> None:
    reviews = Reviews(opened(kept))
    sheet = checking_sheet(reviews, REQUEST)
    first, second = sheet_files(reviews.workspace, sheet), sheet_files(reviews.workspace, sheet)
    assert first == second
    assert first["docx"][:2] == b"PK"
    assert "| ☐ | Participants agreed to exchange crop figures every quarter. |" in first["md"].decode()
