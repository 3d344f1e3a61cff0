"""A document that lacks styles gets them from the house document, and its own stand in for those of other names."""

from __future__ import annotations

import pickle
import re
from io import BytesIO

import pytest
from docx import Document as new_document
from docx import Document as open_document
from docx.shared import Mm

from briefgen.document.nodes import BulletList, Document, Heading, Meta, Note, NoteRef, Paragraph, Table, Text
from briefgen.ooxml.packing import running_mark
from briefgen.ooxml.style_names import StyleKind
from briefgen.writers.docx.house import House
from briefgen.writers.docx.reference.reader import read_house
from briefgen.writers.docx.reference.styles import StyleFallback
from briefgen.writers.docx.writer import DocxWriter
from tests.wordtemplates.samples import SAVED_BY_LIBREOFFICE
from tests.writers.docx.packages import HOUSE_FILE
from tests.writers.docx.validity import faults


def bare(width: int = 210) -> bytes:
    document = new_document()
    document.sections[0].page_width = Mm(width)
    buffer = BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def styles_of(house: House) -> str:
    return next("".join(p.content) for p in house.parts if p.name == "word/styles.xml" and isinstance(p.content, tuple))


@pytest.fixture(scope="module")
def lender() -> bytes:
    return HOUSE_FILE.read_bytes()


def test_nothing_is_missing_and_nothing_is_said(lender: bytes) -> None:
    house = read_house(bare(), "brief.docx", StyleFallback(lender))
    assert [d for d in house.diagnostics if d.code == "house-style-missing"] == []
    for name in ("endnote text", "footnote text", "Marking", "toc 2", "caption"):
        assert house.style(name)
    assert house.marking_style("TLP:RED") != house.marking_style("TLP:CLEAR")


def test_what_is_lent_is_in_the_borrower_s_font_and_fits_its_page(lender: bytes) -> None:
    house = read_house(bare(150), "brief.docx", StyleFallback(lender))
    (contents,) = re.findall(r'<w:style [^>]*w:styleId="[^"]*"><w:name w:val="toc 2"/>.*?</w:style>', styles_of(house))
    assert f'w:pos="{house.text_width}"' in contents
    assert "w:rFonts" not in contents
    assert 'w:after="' in contents


def test_own_styles_stand_in_and_headings_move_below_the_title(lender: bytes) -> None:
    own: dict[tuple[StyleKind, str], str] = {
        ("paragraph", "Body Text"): "Normal",
        ("table", "Brief Table"): "Light Grid",
        ("paragraph", "heading 1"): "Title",
        ("paragraph", "heading 2"): "heading 1",
    }
    house = read_house(bare(), "brief.docx", StyleFallback(lender, own))
    assert (house.style("Body Text"), house.style("Brief Table", "table")) == ("Normal", "LightGrid")
    assert (house.style("heading 1"), house.style("heading 2")) == ("Title", "Heading1")
    assert house.heading_shift == 1
    assert pickle.loads(pickle.dumps(house)) == house


def test_a_brief_in_lent_styles_is_sound(lender: bytes) -> None:
    house = read_house(bare(), "brief.docx", StyleFallback(lender))
    words = (Text("words"),)
    blocks = (
        Heading(1, words),
        Paragraph((Text("said"), NoteRef(1)), "Body Text 2"),
        Heading(2, words, "Intense Quote"),
        BulletList(((Paragraph(words, "List Paragraph"),),)),
        Table((words,), ((words,),), style="Table Grid"),
    )
    document = Document(blocks, (Note(1, words),), Meta(title="T", date="2025-01-01", author="A"))
    assert faults(DocxWriter(house, "footnotes", "always").write(document)) == []


def test_a_running_text_stands_where_its_mark_stood(lender: bytes) -> None:
    marked = document_with_header(f"As of {running_mark(0)}, {running_mark(7)}end")
    house = read_house(marked, "brief.docx", StyleFallback(lender))
    made = DocxWriter(house).write(Document((), meta=Meta(title="T", running=("a & <b>",))))
    assert open_document(BytesIO(made)).sections[0].header.paragraphs[0].text == "As of a & <b>, end"
    assert faults(made) == []


def document_with_header(text: str) -> bytes:
    document = new_document()
    document.sections[0].header.paragraphs[0].text = text
    buffer = BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def test_what_libreoffice_writes_beside_the_format_is_put_right(lender: bytes) -> None:
    house = read_house(SAVED_BY_LIBREOFFICE.read_bytes(), "brief.docx", StyleFallback(lender))
    xml = "".join("".join(part.content) for part in house.parts if isinstance(part.content, tuple))
    assert 'lvlJc w:val="left"' in xml
    assert 'lvlJc w:val="start"' not in xml
    assert "characterSet" not in xml
