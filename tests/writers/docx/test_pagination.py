"""On which page things stand, as far as it can be told."""

from __future__ import annotations

import pytest

from briefgen.document.nodes import Document, Figure, Heading, NoteRef, Paragraph, Picture, Table, Text
from briefgen.writers.docx.pagination import estimate, listed, plan
from tests.writers.docx.packages import document, item, words

PART = Heading(2, words("Part"))


def page_of_part(made: Document, *, footnotes: bool = False) -> int:
    return estimate(made, listed(made.blocks), contents_before=len(made.blocks), footnotes=footnotes).pages[0]


@pytest.mark.parametrize(("lines", "pages"), [(0, 1), (34, 1), (35, 2), (300, 9)])
def test_a_page_holds_so_many_paragraphs_of_a_line(lines: int, pages: int) -> None:
    assert estimate(document(*item("x") * lines)).count == pages


def test_a_heading_at_the_foot_of_a_page_goes_to_the_next() -> None:
    assert page_of_part(document(*item("x") * 29, PART)) == 1
    assert page_of_part(document(*item("x") * 31, PART)) == 2


def test_a_figure_that_does_not_fit_goes_to_the_next_page_with_all_behind_it() -> None:
    def made(height: float) -> Document:
        picture = Picture("p.png", b"", 100, height)
        return Document((*item("x") * 15, Figure("p.png", "x"), PART), pictures=(picture,))

    assert page_of_part(made(50)) == 1
    assert page_of_part(made(150)) == 2
    wide = Picture("p.png", b"", 1640, 400)  # shrinks to 40 mm
    assert page_of_part(Document((*item("x") * 15, Figure("p.png", "x"), PART), pictures=(wide,))) == 1


def test_a_heading_stays_with_the_figure_or_the_footnotes_behind_it() -> None:
    figure = Figure("p.png", "x")
    drawn = Document((*item("x") * 15, PART, figure), pictures=(Picture("p.png", b"", 100, 150),))
    assert page_of_part(drawn) == 2
    noted = document(*item("x") * 20, PART, Paragraph((Text("x"), NoteRef(1))), notes=("n" * 2500,))
    assert page_of_part(noted) == 1
    assert page_of_part(noted, footnotes=True) == 2


def test_footnotes_stand_where_they_are_used_and_endnotes_at_the_end() -> None:
    text = "n" * 5000
    made = document(Paragraph((Text("x"), NoteRef(1), NoteRef(1))), PART, notes=(text,))
    assert page_of_part(made) == 1
    assert page_of_part(made, footnotes=True) == 1
    twice = document(Paragraph((Text("x"), NoteRef(1), NoteRef(2))), PART, notes=(text, text))
    assert page_of_part(twice) == 1
    assert page_of_part(twice, footnotes=True) == 2
    assert estimate(twice).count == estimate(twice, footnotes=True).count == 2


def test_a_table_of_contents_takes_its_room() -> None:
    parts = tuple(Heading(3, words(f"Part {n}")) for n in range(40))
    made = document(*parts)
    assert estimate(made, listed(parts)).pages[0] == 2
    assert estimate(made, listed(parts), contents_before=40).pages[0] == 1


def test_long_contents_list_the_upper_level_alone() -> None:
    def levels(lower: int) -> set[int]:
        made = document(PART, *(Heading(3, words(f"Point {n}")) for n in range(lower)))
        return {heading.level for heading in plan(made, "always", footnotes=False).headings}

    assert levels(11) == {2, 3}
    assert levels(12) == {2}
    only_lower = document(*(Heading(3, words(f"Point {n}")) for n in range(20)))
    assert len(plan(only_lower, "always", footnotes=False).headings) == 20


def test_a_row_is_as_high_as_its_text_asks_for() -> None:
    def rows(count: int, length: int) -> Document:
        return document(Table(((), ()), ((words("x"), words("y" * length)),) * count))

    assert estimate(rows(30, 10)).count == 1
    assert estimate(rows(30, 90)).count == 1
    assert estimate(rows(30, 400)).count == 3
