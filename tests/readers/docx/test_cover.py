"""An edited brief with a cover: the cover is the house's, what stands behind it is the brief."""

from __future__ import annotations

from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from hypothesis import assume, given

from briefgen.document.nodes import Document, Figure, Heading, OrderedList, Paragraph
from briefgen.document.walk import blocks as all_blocks
from briefgen.readers.docx.normal import normal_form
from briefgen.readers.docx.package import headers_and_footers
from briefgen.readers.docx.reader import read_docx
from briefgen.writers.docx.house import House
from briefgen.writers.docx.reference.reader import read_house
from briefgen.writers.docx.writer import DocxWriter
from tests.document.strategies import documents
from tests.examples import examples
from tests.readers.docx import hands
from tests.writers.docx.covers import HOUSE, broken, covered, picture, text, with_picture
from tests.writers.docx.maker import HOUSE_WITH_COVER
from tests.writers.docx.packages import META, document, item, words

W = hands.W
PNG = b"\x89PNG\r\n\x1a\n and no more"
BRIEF = document(
    Heading(1, words("The text")), *item("It says."), Figure("a.png", "it shows", words("Caption")), *item("The end.")
)
PLAIN = document(Heading(1, words("The text")), *item("It says."), *item("The end."))


@pytest.fixture(scope="module")
def with_cover() -> House:
    return read_house(HOUSE_WITH_COVER.read_bytes(), "house.docx")


@pytest.fixture(scope="module")
def rich() -> House:
    """A cover with a picture and a table, over two sections."""
    table = (
        '<w:tbl><w:tblPr/><w:tblGrid><w:gridCol w:w="900"/></w:tblGrid><w:tr><w:tc>'
        f"{text('in a cell')}</w:tc></w:tr></w:tbl>"
    )
    source = covered(picture("rIdLogo", "A sign") + broken() + table + broken(), with_picture(HOUSE, "rIdLogo", PNG))
    return read_house(source, "house.docx")


@pytest.mark.parametrize("name", ["with_cover", "rich"])
def test_the_cover_is_not_read_as_the_brief(name: str, request: pytest.FixtureRequest) -> None:
    made = DocxWriter(request.getfixturevalue(name)).write(BRIEF)
    assert read_docx(made, "a.docx", base=BRIEF) == (BRIEF, [])


def test_a_file_that_libreoffice_saved_has_the_same_brief_behind_its_cover() -> None:
    """`libreoffice-cover.docx` is `PLAIN` in our own cover, saved as .docx by LibreOffice 7.4."""
    saved = (Path(__file__).parent / "data/libreoffice-cover.docx").read_bytes()
    assert read_docx(saved, "a.docx", base=PLAIN)[0] == PLAIN


def test_what_is_written_behind_a_cover_reads_back(with_cover: House) -> None:
    @examples(10)
    @given(documents())
    def law(document: Document) -> None:
        assume(not any(isinstance(b, OrderedList) and b.start > 32_000 for b in all_blocks(document.blocks)))
        written = DocxWriter(with_cover).write(document)
        assert read_docx(written, "a.docx", base=document) == (normal_form(document), [])

    law()


def test_a_section_break_that_a_person_put_into_the_text_ends_no_cover(with_cover: House) -> None:
    def turn(opened: Any) -> None:
        paragraph = hands.find(opened, "It says.")
        setup = deepcopy(opened.element.body[-1])
        paragraph._p.get_or_add_pPr().append(setup)

    made = hands.edit(DocxWriter(with_cover).write(BRIEF), turn)
    assert read_docx(made, "a.docx", base=BRIEF)[0] == BRIEF


def test_without_the_break_behind_it_no_text_of_the_brief_gets_lost(with_cover: House) -> None:
    """Word then puts the mark of the cover to the beginning of the text."""

    def join(opened: Any) -> None:
        last = next(p for p in opened.element.body if p.find(f"{W}pPr/{W}sectPr") is not None)
        for mark in list(last.iter(f"{W}bookmarkStart", f"{W}bookmarkEnd")):
            last.getnext().insert(1, mark)
        opened.element.body.remove(last)

    made = hands.edit(DocxWriter(with_cover).write(BRIEF), join)
    assert read_docx(made, "a.docx", base=BRIEF)[0] == BRIEF


def test_a_change_to_the_cover_is_seen_as_one_to_a_header_is(with_cover: House) -> None:
    made = DocxWriter(with_cover).write(document(Paragraph(words("x")), meta=META))
    changed = hands.reword(made, "Information cut-off", "Valid until")
    assert headers_and_footers(changed, "a.docx") != headers_and_footers(made, "a.docx")
    assert any("Valid until" in words for words in headers_and_footers(changed, "a.docx"))
