"""One construct each, from a Document to the parts of a Word file that it changes.

`pytest tests/writers --update-golden` writes the files anew. The page setup, the same in all, is left out
of the main part except where it is what is shown.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from lxml import etree  # type: ignore[import-untyped]

from briefgen.document.nodes import (
    BlockQuote,
    BulletList,
    Document,
    Emphasis,
    Figure,
    Heading,
    LineBreak,
    Link,
    Marking,
    NoteRef,
    OrderedList,
    Paragraph,
    Strong,
    Table,
    Text,
)
from briefgen.writers.docx.house import House
from briefgen.writers.docx.writer import DocxWriter
from tests.writers.docx.packages import META, document, item, parts, words
from tests.writers.docx.validity import faults

GOLDEN = Path(__file__).parent / "golden"
MAIN = "word/document.xml"

CASES: dict[str, tuple[Document, tuple[str, ...]]] = {
    "headings": (document(Heading(1, words("One")), Heading(2, words("Two")), Heading(7, words("Seven"))), (MAIN,)),
    "inlines": (
        document(
            Paragraph(
                (
                    Text("Plain "),
                    Strong((Text("strong "), Emphasis(words("and emphasis")))),
                    LineBreak(),
                    Text(" a & b < c\ta tab"),
                )
            )
        ),
        (MAIN,),
    ),
    "links": (
        document(
            Paragraph(
                (
                    Link("https://example.org/a?b=c&d", words("a page")),
                    Text(", "),
                    Link("mailto:desk@example.org", words("a desk")),
                    Text(", "),
                    Link("https://example.org/a?b=c&d", words("the page again")),
                    Text(", "),
                    Link("https://ja.example.org/東京", words("a path in Japanese")),
                )
            )
        ),
        (MAIN, "word/_rels/document.xml.rels"),
    ),
    "bullet-list": (
        document(
            BulletList(
                (
                    item("first"),
                    (*item("second"), BulletList((item("deeper"),)), *item("second goes on")),
                    (BulletList((item("deeper, under an empty point"),)),),
                )
            )
        ),
        (MAIN,),
    ),
    "ordered-lists": (
        document(
            OrderedList((item("one"), (*item("two"), OrderedList((item("two a"),))))),
            Paragraph(words("between")),
            OrderedList((item("seven"),), start=7),
        ),
        (MAIN, "word/numbering.xml"),
    ),
    "quote": (
        document(
            BlockQuote(
                (Paragraph(words("quoted")), BlockQuote((Paragraph(words("in it")),)), BulletList((item("x"),)))
            ),
            BulletList(((*item("point"), BlockQuote((Paragraph(words("quoted in a list")),))),)),
        ),
        (MAIN,),
    ),
    "table": (
        document(
            Table(
                (words("Name"), words("Middle"), words("Number")),
                ((words("a"), (), words("1")), ((Strong(words("b")),), words("two words"), words("20"))),
                ("", "center", "right"),
            )
        ),
        (MAIN,),
    ),
    "table-titled": (
        document(Table((words("Summary"), ()), ((words("Issue"), words("1")), (words("Sources"), words("2"))))),
        (MAIN,),
    ),
    "table-headless": (
        document(Table(((), ()), ((words("Series"), words("a series")), (words("Date"), words("a date"))))),
        (MAIN,),
    ),
    "tables-that-touch": (
        document(
            Table((words("a"),), ((words("1"),),)),
            Table((words("b"),), ((words("2"),),)),
            Paragraph(words("behind a table")),
        ),
        (MAIN,),
    ),
    "marking": (document(Marking("TLP:AMBER+STRICT"), Marking("OFFICE USE")), (MAIN,)),
    "figures": (
        document(
            Figure("matrix.png", "A matrix & more", (Text("Three of five"), NoteRef(1), Text("."))),
            BulletList(((*item("a point"), Figure("2-time-line.png", "A timeline, too large for the page")),)),
            Figure("matrix.png", "The same matrix", words("שלום")),
            notes=("n",),
            meta=replace(META, figure_label="Рис."),
        ),
        (MAIN, "word/_rels/document.xml.rels", "[Content_Types].xml"),
    ),
    "contents": (
        document(
            Heading(1, words("The title")),
            Table((words("a"),), ((words("1"),),)),
            Heading(2, (Text("A "), Strong(words("part")), NoteRef(1), LineBreak(), Text("of it"))),
            BlockQuote((Heading(3, words("Within a quotation")),)),
            Heading(4, words("Not listed")),
            Heading(2, words("שלום")),
            notes=("n",),
            meta=replace(META, contents_title="Inside"),
        ),
        (MAIN,),
    ),
    "right-to-left": (
        document(
            Heading(1, words("שלום עולם")),
            Paragraph(words("English, then שלום, 2024 עולם and English.")),
            Table((words("שם"), words("מספר")), ((words("א"), words("1")),), ("left", "right")),
        ),
        (MAIN,),
    ),
    "east-asian": (document(Paragraph(words("Tokyo is 東京 in Japanese."))), (MAIN,)),
    "endnotes": (
        document(
            Paragraph((Text("One"), NoteRef(1), NoteRef(2), Text(" and again"), NoteRef(1), Text("."))),
            notes=("first", "second"),
        ),
        (MAIN, "word/endnotes.xml", "word/settings.xml"),
    ),
    "properties": (
        Document(
            (Paragraph(words("text")),),
            meta=replace(
                META,
                subject="A & B",
                keywords=("one", "two"),
                properties=(("Cut-off", "21 November 2026"), ("Literal", "_x0041_")),
            ),
        ),
        ("docProps/core.xml", "docProps/app.xml", "docProps/custom.xml"),
    ),
    "package": (
        document(Paragraph(words("text"))),
        ("[Content_Types].xml", "_rels/.rels", "word/header1.xml", "word/header2.xml", "word/footer1.xml"),
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_the_parts_are_those_of_the_golden_files(name: str, house: House, update_golden: bool) -> None:
    made, shown = CASES[name]
    writer = DocxWriter(house, contents="always" if name == "contents" else "auto")
    compare(name, writer.write(made), shown, update_golden)


def test_footnotes_are_like_endnotes_at_the_foot_of_the_page(house: House, update_golden: bool) -> None:
    made, _ = CASES["endnotes"]
    written = DocxWriter(house, notes="footnotes").write(made)
    compare("footnotes", written, (MAIN, "word/footnotes.xml", "word/settings.xml"), update_golden)


def test_the_page_setup_carries_headers_and_note_numbers(house: House, update_golden: bool) -> None:
    written = DocxWriter(house).write(CASES["endnotes"][0])
    section = etree.fromstring(parts(written)[MAIN])[0][-1]
    check(GOLDEN / "page-setup" / "sectPr.xml", pretty(section), update_golden)


def compare(name: str, written: bytes, shown: tuple[str, ...], update: bool) -> None:
    assert faults(written) == []
    made = parts(written)
    for part in shown:
        root = etree.fromstring(made[part])
        if part == MAIN:
            root[0].remove(root[0][-1])
        check(GOLDEN / name / part.replace("/", "."), pretty(root), update)


def pretty(root: etree._Element) -> str:
    etree.indent(root)
    xml: str = etree.tostring(root, encoding="unicode")
    return f"{xml}\n"


def check(file: Path, made: str, update: bool) -> None:
    if update:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(made, encoding="utf-8")
    assert made == file.read_text(encoding="utf-8")
