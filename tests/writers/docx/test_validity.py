"""The judge of this folder sees what it should see."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from briefgen.document.nodes import BulletList, Figure, Heading, NoteRef, Paragraph, Table, Text
from briefgen.writers.docx.house import House
from briefgen.writers.docx.writer import DocxWriter
from tests.writers.docx.packages import changed, document, item, package, parts, words
from tests.writers.docx.validity import faults

MAIN, NOTES = "word/document.xml", "word/endnotes.xml"


@pytest.fixture
def sound(house: House) -> bytes:
    return DocxWriter(house, contents="always").write(
        document(
            Heading(2, words("Part")),
            Figure("a.png", "what it shows", words("caption")),
            Figure("a.png", "what it shows again", words("caption")),
            Paragraph((Text("Words"), NoteRef(1), NoteRef(1))),
            BulletList((item("point"),)),
            Table((words("a"), words("b")), ((words("1"), words("2")),)),
            notes=("a source",),
        )
    )


def test_a_written_file_has_no_fault(sound: bytes) -> None:
    assert faults(sound) == []


@pytest.mark.parametrize(
    ("part", "change", "fault"),
    [
        (MAIN, lambda x: x.replace("</w:body>", ""), "not well-formed"),
        (MAIN, lambda x: x.replace('<w:pStyle w:val="BodyText"/>', '<w:pStyle w:val="Nope"/>'), "style Nope"),
        (MAIN, lambda x: x.replace('<w:numId w:val="1"/>', '<w:numId w:val="77"/>'), "list 77"),
        (MAIN, lambda x: x.replace("<w:cantSplit/><w:tblHeader/>", "<w:tblHeader/><w:cantSplit/>"), "out of order"),
        (MAIN, lambda x: x.replace("</w:p></w:tc>", "</w:p><w:tbl/></w:tc>"), "does not end in a paragraph"),
        (MAIN, lambda x: x.replace('<w:gridCol w:w="', '<w:gridCol w:w="9"/><w:gridCol w:w="', 1), "does not span"),
        (MAIN, lambda x: x.replace('<w:bookmarkEnd w:id="1"/>', ""), "does not begin and end"),
        (MAIN, lambda x: x.replace('w:fldCharType="end"', 'w:fldCharType="separate"'), "fields are broken"),
        (MAIN, lambda x: x.replace('w:fldCharType="separate"', 'w:fldCharType="end"', 1), "fields are broken"),
        (MAIN, lambda x: x.replace("NOTEREF _Note1", "NOTEREF _Note8"), "_Note8"),
        (MAIN, lambda x: x.replace("PAGEREF _Toc", "PAGEREF _Tic"), "_Tic"),
        (MAIN, lambda x: x.replace('w:anchor="_Toc', 'w:anchor="_Tic'), "a link points to _Tic"),
        (MAIN, lambda x: x.replace('<wp:docPr id="2"', '<wp:docPr id="1"'), "drawing 1 stands 2 times"),
        (MAIN, lambda x: x.replace('descr="what it shows"', 'descr=" "', 1), "no alternative text"),
        (MAIN, lambda x: x.replace('<wp:extent cx="', '<wp:extent cx="1', 1), "the size of a drawing"),
        (MAIN, lambda x: x.replace('r:embed="rIdFigure1"', 'r:embed="rIdFigure2"'), "uses rIdFigure2"),
        (MAIN, lambda x: x.replace('<w:endnoteReference w:id="1"/>', ""), "their references"),
        (MAIN, lambda x: x.replace('r:id="rId6"', 'r:id="rId66"'), "uses rId66"),
        (NOTES, lambda x: x.replace('w:type="separator" ', ""), "separator"),
        (NOTES, lambda x: x.replace("<w:endnoteRef/>", ""), "does not show its number"),
        ("word/settings.xml", lambda x: x.replace('<w:endnote w:id="-1"/>', ""), "the settings name"),
        ("[Content_Types].xml", lambda x: x.replace("/word/styles.xml", "/word/other.xml"), "has a content type"),
        ("word/_rels/document.xml.rels", lambda x: x.replace("styles.xml", "other.xml"), "points to other.xml"),
    ],
)
def test_a_broken_file_has_the_fault_named(sound: bytes, part: str, change: Callable[[str], str], fault: str) -> None:
    assert any(fault in found for found in faults(changed(sound, part, change)))


def test_a_part_nothing_leads_to_is_a_fault(sound: bytes) -> None:
    stray = package(parts(sound) | {"word/stray.xml": b"<a/>"})
    assert "nothing leads to word/stray.xml" in faults(stray)
