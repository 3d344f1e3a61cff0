"""Word files that no person should have to explain: damaged, hostile, saved elsewhere, oddly made."""

from __future__ import annotations

import re
from contextlib import suppress
from io import BytesIO
from pathlib import Path

import docx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefgen.document.nodes import (
    BlockQuote,
    BulletList,
    Document,
    Figure,
    FigureRef,
    Heading,
    LineBreak,
    Link,
    Note,
    NoteRef,
    OrderedList,
    Paragraph,
    Strong,
    Table,
    Text,
)
from briefgen.document.walk import block_text
from briefgen.errors import Problems
from briefgen.readers.docx.normal import normal_form
from briefgen.readers.docx.reader import read_docx, undecided_changes
from briefgen.writers.docx.house import House
from briefgen.writers.docx.redline.writer import RedlineWriter
from briefgen.writers.docx.writer import DocxWriter
from tests.document.png import png
from tests.examples import examples
from tests.readers.docx import hands
from tests.writers.docx.packages import changed, document, item, package, parts, words

DATA = Path(__file__).parent / "data"
ONE = document(Heading(1, words("A title")), Paragraph((Text("Some words."), NoteRef(1))), notes=("A note.",))


@pytest.fixture(scope="module")
def one(house: House) -> bytes:
    return DocxWriter(house).write(ONE)


def told(data: bytes) -> str:
    with pytest.raises(Problems) as caught:
        read_docx(data, "out/a.docx")
    (problem,) = caught.value.diagnostics
    return str(problem).split("\n")[0]


def body(data: bytes, xml: str) -> bytes:
    """The file with XML put before the end of its text."""
    return changed(data, "word/document.xml", lambda text: text.replace("<w:sectPr>", xml + "<w:sectPr>", 1))


def codes(data: bytes) -> list[str]:
    return [p.code for p in read_docx(data, "out/a.docx", base=ONE)[1]]


def texts(data: bytes) -> list[str]:
    return [block_text(block) for block in read_docx(data, "out/a.docx", base=ONE)[0].blocks]


# --- files that cannot be read -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "it is empty"),
        (b"\xd0\xcf\x11\xe0 an old .doc", "File is not a zip file"),
        (b"\x00\x05user name" + b" " * 100, "File is not a zip file"),
        (package({"a.txt": b"x"}), "it is no Word document"),
    ],
)
def test_what_is_no_word_file_is_told(data: bytes, reason: str) -> None:
    assert told(data) == f"out/a.docx: error: the edited file cannot be read: {reason} [edit-unreadable]"


def test_a_damaged_part_is_told(one: bytes) -> None:
    cut = parts(one) | {"word/document.xml": parts(one)["word/document.xml"][:-200]}
    assert told(package(cut)).startswith("out/a.docx: error: the edited file cannot be read: word/document.xml: ")


def test_a_document_type_is_refused(one: bytes) -> None:
    bad = changed(one, "word/document.xml", lambda xml: xml.replace("?>\n", '?>\n<!DOCTYPE w [<!ENTITY a "b">]>', 1))
    assert "is not safe to open: word/document.xml has a document type" in told(bad)


@examples(15)
@given(st.data())
def test_no_damage_makes_a_traceback(house: House, data: st.DataObject) -> None:
    """Any part lost or any stretch of the text's XML doubled or dropped: a Document or one diagnostic."""
    entries = parts(DocxWriter(house).write(ONE))
    if data.draw(st.booleans()):
        del entries[data.draw(st.sampled_from(sorted(entries)))]
    name = data.draw(st.sampled_from(sorted(entries)))
    tags = entries[name].split(b"<")
    at, length = data.draw(st.integers(1, max(1, len(tags) - 1))), data.draw(st.integers(0, 4))
    entries[name] = b"<".join(tags[:at] + tags[at + length :] * data.draw(st.integers(1, 2)))
    with suppress(Problems):
        read_docx(package(entries), "a.docx")


# --- files saved elsewhere ---------------------------------------------------------------------

SINK = document(
    Heading(1, words("A title")),
    Paragraph(
        (
            *(Text("See "), FigureRef("matrix.png", "Figure 1"), Text(" and "), Strong(words("strong")), Text(".")),
            *(NoteRef(1), NoteRef(2), Text(" Again."), NoteRef(1), Text(" שלום 日本語  two blanks, co\u00adop.")),
        )
    ),
    Heading(2, words("Lists")),
    BulletList(
        (
            item("one"),
            (*item("two"), BulletList((item("two a"), (*item("b"), OrderedList((item("i"), item("ii")), 3))))),
            (*item("three"), *item("more of three")),
        )
    ),
    OrderedList((item("first"), item("second"))),
    OrderedList((item("seventh"), item("eighth")), 7),
    BlockQuote((*item("quoted"), BulletList((item("in a quotation"),)))),
    Heading(3, words("Tables")),
    Table((words("A"), words("B")), ((words("1"), (Text("2"), NoteRef(3))), ((Strong(words("3")), LineBreak()), ()))),
    Paragraph(words("Between.")),
    Table(((), ()), ((words("k"), words("v")),)),
    Table((words("Titled"), ()), ((words("k"), words("v")),), ("", "right")),
    Figure("matrix.png", "What it shows", (Text("The caption."), NoteRef(4))),
    Paragraph((Text("A "), Link("https://example.org/a?b=1&c=2", words("link")), LineBreak(), Text("after it."))),
    notes=("First.", "Second.", "Third.", "Fourth."),
)


@pytest.mark.parametrize("notes", ["endnotes", "footnotes"])
def test_a_file_saved_in_libreoffice_without_an_edit_says_the_same(notes: str) -> None:
    """The files in data/ are `SINK` as written, with a table of contents, opened and saved in LibreOffice 7.4."""
    saved = (DATA / f"libreoffice-{notes}.docx").read_bytes()
    assert read_docx(saved, "a.docx", base=SINK) == (normal_form(SINK), [])


def test_a_localised_file_is_known_by_the_names_of_its_styles(one: bytes) -> None:
    renamed = changed(one, "word/document.xml", lambda xml: xml.replace('"Heading1"', '"berschrift1"'))
    renamed = changed(renamed, "word/styles.xml", lambda xml: xml.replace('"Heading1"', '"berschrift1"'))
    assert read_docx(renamed, "a.docx", base=ONE) == (ONE, [])


def test_a_style_based_on_a_heading_is_a_heading(one: bytes) -> None:
    own = '<w:style w:type="paragraph" w:styleId="Own"><w:name w:val="Own"/><w:basedOn w:val="Heading2"/></w:style>'
    data = changed(one, "word/styles.xml", lambda xml: xml.replace("</w:styles>", own + "</w:styles>"))
    data = body(data, '<w:p><w:pPr><w:pStyle w:val="Own"/></w:pPr><w:r><w:t>New part</w:t></w:r></w:p>')
    blocks = read_docx(data, "a.docx", base=ONE)[0].blocks
    assert blocks[-1] == Heading(2, words("New part"))


def test_a_strict_open_xml_file_is_read(one: bytes) -> None:
    strict = {
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main": "http://purl.oclc.org/ooxml/wordprocessingml/main",
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships": (
            "http://purl.oclc.org/ooxml/officeDocument/relationships"
        ),
    }
    entries = parts(one)
    for name, data in entries.items():
        for usual, other in strict.items():
            data = data.replace(usual.encode(), other.encode())
        entries[name] = data
    assert read_docx(package(entries), "a.docx", base=ONE) == (ONE, [])


def test_a_file_made_in_word_from_nothing_is_read() -> None:
    """python-docx's own template, as a person would use it: other styles, lists and tables."""
    made = docx.Document()
    made.add_heading("Title", 1)
    made.add_paragraph("One", style="List Bullet")
    made.add_paragraph("Two", style="List Bullet")
    made.add_paragraph("First", style="List Number")
    made.add_paragraph("Said", style="Quote")
    table = made.add_table(2, 2)
    table.cell(0, 0).text, table.cell(1, 1).text = "a", "d"
    saved = BytesIO()
    made.save(saved)
    document, problems = read_docx(saved.getvalue(), "a.docx")
    assert problems == []
    assert document.blocks == (
        Heading(1, words("Title")),
        BulletList((item("One"), item("Two"))),
        OrderedList((item("First"),)),
        BlockQuote(item("Said")),
        Table((words("a"), ()), (((), words("d")),), ("", "")),
    )


# --- what a person may put in ------------------------------------------------------------------


def test_merged_cells_are_taken_apart_and_told(house: House) -> None:
    made = document(Table((words("a"), words("b")), ((words("c"), words("d")), (words("e"), words("f")))))
    data = hands.edit(DocxWriter(house).write(made), lambda d: d.tables[0].cell(1, 0).merge(d.tables[0].cell(1, 1)))
    document_, problems = read_docx(data, "a.docx", base=made)
    assert [p.code for p in problems] == ["edit-cells"]
    assert document_.blocks[0] == Table(
        (words("a"), words("b")), (((Text("c"), LineBreak(), Text("d")), ()), (words("e"), words("f"))), ("", "")
    )


def test_a_link_is_refused_and_its_words_stay(one: bytes) -> None:
    field = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> HYPERLINK "file:///etc/passwd" </w:instrText>'
        '</w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>here</w:t></w:r><w:r><w:fldChar '
        'w:fldCharType="end"/></w:r>'
    )
    data = body(one, f"<w:p>{field}</w:p>")
    assert codes(data) == ["edit-link"]
    assert texts(data)[-1] == "here"


@pytest.mark.parametrize(
    ("instruction", "address"),
    [
        ('HYPERLINK "https://example.org/x"', "https://example.org/x"),
        ('HYPERLINK "https://example.org/x" \\l "part"', "https://example.org/x#part"),
        ("HYPERLINK https://example.org/x", "https://example.org/x"),
    ],
)
def test_a_link_field_is_a_link(one: bytes, instruction: str, address: str) -> None:
    run = "<w:r><w:t>x</w:t></w:r>"
    data = body(one, f"<w:p><w:fldSimple w:instr='{instruction}'>{run}</w:fldSimple></w:p>")
    assert read_docx(data, "a.docx", base=ONE)[0].blocks[-1] == Paragraph((Link(address, words("x")),))


def test_a_link_to_a_place_in_the_file_is_plain_text(one: bytes) -> None:
    run = "<w:r><w:t>x</w:t></w:r>"
    data = body(one, f"<w:p><w:fldSimple w:instr='HYPERLINK \\l \"place\"'>{run}</w:fldSimple></w:p>")
    assert texts(data)[-1] == "x"
    assert codes(data) == []


@pytest.mark.parametrize(
    ("address", "saved"),
    [
        ("https://example.org", "https://example.org/"),
        ("https://example.org/%D7%A9?q=%20", "https://example.org/ש?q= "),
        ("https://example.org/a[1]", "https://example.org/a%5B1%5D"),
    ],
)
def test_an_address_that_another_program_spells_in_its_own_way_is_the_same(
    house: House, address: str, saved: str
) -> None:
    made = document(Paragraph((Link(address, words("x")),)))
    respelt = changed(
        DocxWriter(house).write(made), "word/_rels/document.xml.rels", lambda xml: xml.replace(address, saved)
    )
    assert read_docx(respelt, "a.docx", base=made) == (made, [])


def test_a_field_that_never_ends_swallows_nothing(one: bytes) -> None:
    data = body(one, '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r></w:p><w:p><w:r><w:t>x</w:t></w:r></w:p>')
    assert texts(data)[-1] == "x"


def test_a_deleted_end_of_a_paragraph_joins_it_with_the_next(one: bytes) -> None:
    data = body(
        one,
        "<w:p><w:pPr><w:rPr><w:del w:id='1'/></w:rPr></w:pPr><w:r><w:t xml:space='preserve'>One </w:t></w:r></w:p>"
        "<w:p><w:r><w:t>two.</w:t></w:r></w:p>",
    )
    assert texts(data)[-1] == "One two."
    assert codes(data) == ["edit-tracked"]


def test_a_deleted_end_of_the_last_paragraph_loses_nothing(one: bytes) -> None:
    data = body(one, "<w:p><w:pPr><w:rPr><w:del w:id='1'/></w:rPr></w:pPr><w:r><w:t>One</w:t></w:r></w:p>")
    assert texts(data)[-1] == "One"


def test_a_paragraph_behind_the_heading_of_the_notes_is_kept(one: bytes) -> None:
    data = body(one, "<w:p><w:r><w:t>At the very end.</w:t></w:r></w:p>")
    assert texts(data) == ["A title", "Some words.", "At the very end."]


def test_a_renamed_heading_of_the_notes_is_told(one: bytes) -> None:
    data = changed(one, "word/document.xml", lambda xml: xml.replace(">Notes<", ">References<"))
    assert read_docx(data, "a.docx", base=ONE)[0] == ONE
    assert codes(data) == ["edit-generated"]


def test_looks_that_no_brief_carries_are_told(one: bytes) -> None:
    run = "<w:r><w:rPr><w:strike/></w:rPr><w:t>gone</w:t></w:r>"
    run += '<w:r><w:rPr><w:u w:val="single"/></w:rPr><w:t>u</w:t></w:r>'
    assert codes(body(one, f"<w:p>{run}</w:p>")) == ["edit-look", "edit-look"]


def test_symbols_of_one_font_are_told(one: bytes) -> None:
    data = body(one, '<w:p><w:r><w:t>a</w:t><w:sym w:font="Wingdings" w:char="F0E0"/><w:t>b</w:t></w:r></w:p>')
    assert (texts(data)[-1], codes(data)) == ("a→b", [])
    data = body(one, '<w:p><w:r><w:t>a</w:t><w:sym w:font="Webdings" w:char="F0E0"/><w:t>b</w:t></w:r></w:p>')
    assert (texts(data)[-1], codes(data)) == ("a\ufffdb", ["edit-characters"])


def test_a_note_of_several_paragraphs_is_one_with_line_breaks(one: bytes) -> None:
    data = changed(
        one,
        "word/endnotes.xml",
        lambda xml: xml.replace(
            "A note.</w:t></w:r></w:p>", "A note.</w:t></w:r></w:p><w:p><w:r><w:t>B</w:t></w:r></w:p>"
        ),
    )
    assert read_docx(data, "a.docx", base=ONE)[0].notes == (Note(1, (Text("A note."), LineBreak(), Text("B"))),)


def test_a_picture_that_a_person_pasted_is_a_figure(house: House, one: bytes, tmp_path: Path) -> None:
    (tmp_path / "Photo 1.png").write_bytes(png(5, 5))
    data = hands.edit(one, lambda d: d.add_picture(str(tmp_path / "Photo 1.png")))
    read, problems = read_docx(data, "a.docx", base=ONE)
    assert problems == []
    (picture,) = read.pictures
    figure = read.blocks[-1]
    assert isinstance(figure, Figure)
    assert figure.name == picture.name
    assert picture.png == png(5, 5)
    assert read_docx(DocxWriter(house).write(read), "a.docx", base=read) == (read, [])


def test_without_the_document_it_was_made_from_a_file_is_read_too(one: bytes) -> None:
    read, problems = read_docx(one, "a.docx")
    assert problems == []
    assert (read.blocks, read.notes) == (ONE.blocks, ONE.notes)
    assert isinstance(read, Document)


OLD, NEW = (document(Paragraph(words(f"Stocks of {what} coffee."))) for what in ("green", "roasted"))


@pytest.fixture(scope="module")
def both(house: House) -> bytes:
    return RedlineWriter(DocxWriter(house), "A desk", "2026-11-21").write(OLD, NEW)


@pytest.mark.parametrize(
    ("date", "count"),
    [
        (None, 2),
        ("", 2),  # taken away, as offices do with names and dates
        (' w:date="2026-11-21T00:00:00"', 2),
        (' w:date="1970-01-01T00:00:00Z"', 2),
        (' w:date="2026-11-22T09:41:00Z"', 0),  # a person's own
    ],
)
def test_changes_of_the_program_stand_until_somebody_decides_them(both: bytes, date: str | None, count: int) -> None:
    def dated(xml: str) -> str:
        return re.sub(r' w:date="[^"]*"', date or "", xml).replace("A desk", "Author")

    data = both if date is None else changed(both, "word/document.xml", dated)
    found = undecided_changes(data, "out/a.docx")
    assert [d.code for d in found] == ["conflict-unresolved"] * bool(count)
    assert not count or f"as {count} tracked changes" in found[0].message
