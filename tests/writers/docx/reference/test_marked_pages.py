"""The marking stands in header and footer of every page, whatever the reference document has there."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO

import pytest
from docx import Document as new_document

from briefgen.document.nodes import Marking, Paragraph, Text
from briefgen.writers.docx.reference.reader import read_house
from briefgen.writers.docx.writer import DocxWriter
from tests.writers.docx.packages import META, document

MARKED = replace(META, marking="TLP:RED")


def running(first: bool, even: bool, header: str) -> list[str]:
    """The texts of all headers and footers of a brief whose house document has nothing but perhaps a header."""
    word = new_document()
    section = word.sections[0]
    section.different_first_page_header_footer = first
    word.settings.odd_and_even_pages_header_footer = even
    if header:
        section.header.paragraphs[0].text = header
    buffer = BytesIO()
    word.save(buffer)
    house = read_house(buffer.getvalue(), "house.docx")
    assert house.shows_marking()
    brief = document(Marking("TLP:RED"), Paragraph((Text("x"),)), meta=MARKED)
    made = new_document(BytesIO(DocxWriter(house).write(brief)))
    page = made.sections[0]
    kinds = [page.header, page.footer]
    kinds += [page.first_page_header, page.first_page_footer] if first else []
    kinds += [page.even_page_header, page.even_page_footer] if even else []
    assert [p.text for p in made.paragraphs] == ["x"]
    return ["|".join(p.text for p in kind.paragraphs) for kind in kinds]


@pytest.mark.parametrize("first", [False, True])
@pytest.mark.parametrize("even", [False, True])
def test_each_kind_of_page_has_it(first: bool, even: bool) -> None:
    found = running(first, even, "")
    assert found == ["TLP:RED"] * (2 + 2 * first + 2 * even)


def test_a_header_of_the_house_stays_and_the_marking_stands_below_it() -> None:
    assert running(False, False, "Our paper") == ["Our paper|TLP:RED", "TLP:RED"]


def test_a_marking_that_was_typed_is_that_of_the_brief() -> None:
    assert running(False, False, "Our TLP:CLEAR paper") == ["Our TLP:RED paper", "TLP:RED"]
