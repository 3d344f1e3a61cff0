"""The list of what WordprocessingML can say, walked: nothing is lost or becomes something else without a word."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from briefgen.document.nodes import Document, Heading, NoteRef, Paragraph, Subscript, Superscript, Text
from briefgen.document.walk import block_text
from briefgen.errors import Problems
from briefgen.ooxml.elements import CONTENT, LOOKS, NAMESPACES, RUN, Fate
from briefgen.readers.docx.reader import read_docx
from briefgen.writers.docx.house import House
from briefgen.writers.docx.writer import DocxWriter
from tests.writers.docx.packages import changed, document, words

ONE = document(Heading(1, words("A title")), Paragraph((Text("Some words."), NoteRef(1))), notes=("A note.",))
DECLARED = " ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in NAMESPACES.items() if prefix != "w")
WORDS = "<w:r><w:t>kept 7</w:t></w:r>"

SCHEMA: dict[str, list[str]] = json.loads((Path(__file__).parent / "data" / "wordprocessingml.json").read_text())
"""What may stand in what, from the schema of Microsoft's Open XML SDK (ECMA-376 and the extensions of [MS-DOCX])."""


@pytest.fixture(scope="module")
def one(house: House) -> bytes:
    return DocxWriter(house).write(ONE)


def read(one: bytes, xml: str) -> tuple[Document, list[str]]:
    """What comes back of a file with this before the end of its text, and the codes of what is told."""
    data = changed(one, "word/document.xml", lambda text: text.replace("<w:sectPr>", xml + "<w:sectPr>", 1))
    found, problems = read_docx(data, "out/a.docx", base=ONE)
    return found, [problem.code for problem in problems]


def text_of(found: Document) -> str:
    return "\n".join(block_text(block) for block in found.blocks[2:])


def declared(name: str) -> str:
    return f"{name} {DECLARED}"


def test_everything_that_the_schema_lets_stand_in_text_is_on_the_list() -> None:
    holders = [name for name in SCHEMA if name not in LOOKS]
    assert [(holder, name) for holder in holders for name in SCHEMA[holder] if name not in CONTENT] == []


@pytest.mark.parametrize("holder", LOOKS)
def test_every_look_that_the_schema_knows_is_on_the_list(holder: str) -> None:
    assert [name for name in SCHEMA[holder] if name not in LOOKS[holder]] == []


@pytest.mark.parametrize("name", sorted(name for name, (fate, _) in CONTENT.items() if fate is Fate.LEFT_OUT))
def test_what_is_left_out_is_told_with_its_words(one: bytes, name: str) -> None:
    element = f"<{declared(name)}><w:p><w:r><w:t>gone 9</w:t></w:r></w:p></{name}>"
    for place in (
        f"<w:p>{WORDS}{element}</w:p>",
        f"<w:p>{WORDS}<w:r>{element}</w:r></w:p>",
        f"<w:p>{WORDS}</w:p>{element}",
    ):
        found, codes = read(one, place)
        assert (text_of(found), codes) == ("kept 7", ["edit-left-out"])


@pytest.mark.parametrize("name", sorted(name for name, (fate, _) in CONTENT.items() if fate is Fate.SILENT))
def test_what_shows_nothing_changes_nothing(one: bytes, name: str) -> None:
    found, codes = read(one, f"<w:p><w:r><w:t>kept</w:t></w:r><{declared(name)}/><w:r><w:t> 7</w:t></w:r></w:p>")
    assert (text_of(found).replace(" ", ""), codes) == ("kept7", [])


@pytest.mark.parametrize("name", sorted(n for n, (fate, _) in CONTENT.items() if fate in (Fate.OPENED, Fate.PLAIN)))
def test_what_holds_words_gives_them_up(one: bytes, name: str) -> None:
    found, codes = read(one, f"<w:p><{declared(name)}>{WORDS}</{name}></w:p>")
    assert (text_of(found), codes) == ("kept 7", ["edit-look"] if CONTENT[name][0] is Fate.PLAIN else [])


@pytest.mark.parametrize("name", sorted(name for name, (fate, _) in RUN.items() if fate is Fate.PLAIN))
def test_a_look_that_is_lost_is_told_and_its_words_stay(one: bytes, name: str) -> None:
    found, codes = read(one, f'<w:p><w:r><w:rPr><{name} w:val="on"/></w:rPr><w:t>kept 7</w:t></w:r></w:p>')
    assert (text_of(found), codes) == ("kept 7", ["edit-look"])


@pytest.mark.parametrize("element", ['<x:new xmlns:x="urn:x">', "<w:new>"])
def test_an_element_that_is_not_on_the_list_is_told(one: bytes, element: str) -> None:
    name = element[1:].split(" ")[0].rstrip(">")
    found, codes = read(one, f"<w:p>{WORDS}{element}<w:r><w:t>gone 9</w:t></w:r></{name}></w:p>")
    assert (text_of(found), codes) == ("kept 7", ["edit-left-out"])


def run(text: str, properties: str) -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


SUB = '<w:vertAlign w:val="subscript"/>'
SUPER = '<w:vertAlign w:val="superscript"/>'
CASES: dict[str, tuple[str, str, list[str]]] = {
    "raised": (run("10", "") + run("6", SUPER) + run(" t", ""), "10⁶ t", []),
    "lowered": (run("CO", "") + run("2", SUB), "CO₂", []),
    "moved up": (run("10", "") + run("6", '<w:position w:val="8"/>'), "10⁶", []),
    "raised letters without a form": (run("XX", "") + run("Ж", SUPER), "XX^Ж", []),
    "a raised comma of the text": (run("a", "") + run(",", SUPER) + run("b", ""), "a^,b", []),
    "hidden": (run("a", "") + run("secret", "<w:vanish/>"), "a", ["edit-hidden"]),
    "not hidden after all": (run("a", '<w:vanish w:val="0"/>'), "a", []),
    "a picked sign": ('<w:r><w:sym w:font="Wingdings" w:char="F0FC"/></w:r>', "✓", []),
    "a sign that one font knows": (
        '<w:r><w:sym w:font="Webdings" w:char="F0FC"/></w:r>',
        "\ufffd",
        ["edit-characters"],
    ),
    "letters in Symbol": (run("a", '<w:rFonts w:ascii="Symbol" w:hAnsi="Symbol"/>'), "α", []),
    "a sign of the picker": (
        f'<w:r><{declared("mc:AlternateContent")}><mc:Choice Requires="w16se"><w16se:symEx w16se:font="Segoe UI Emoji" '
        'w16se:char="26A0"/></mc:Choice><mc:Fallback><w:t>!</w:t></mc:Fallback></mc:AlternateContent></w:r>',
        "⚠",
        [],
    ),
    "the way that is known": (
        f'<{declared("mc:AlternateContent")}><mc:Choice Requires="x"><x:y xmlns:x="urn:x"/></mc:Choice>'
        f"<mc:Fallback>{WORDS}</mc:Fallback></mc:AlternateContent>",
        "kept 7",
        [],
    ),
    "a reading": (
        "<w:r><w:t>in </w:t><w:ruby><w:rubyPr/><w:rt><w:r><w:t>とうきょう</w:t></w:r></w:rt><w:rubyBase>"
        "<w:r><w:t>東京</w:t></w:r></w:rubyBase></w:ruby><w:t>.</w:t></w:r>",
        "in東京(とうきょう).",
        ["edit-look"],
    ),
    "a prompt": (
        f"{WORDS}<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{run('Click', '')}</w:sdtContent></w:sdt>",
        "kept 7",
        ["edit-prompt"],
    ),
    "a field without a result": (
        f'{WORDS}<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>SYMBOL 252 \\f Wingdings</w:instrText>'
        '</w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>',
        "kept 7",
        ["edit-left-out"],
    ),
}


@pytest.mark.parametrize(("xml", "shown", "codes"), CASES.values(), ids=CASES.keys())
def test_what_word_draws_is_what_is_read(one: bytes, xml: str, shown: str, codes: list[str]) -> None:
    found, told = read(one, f"<w:p>{xml}</w:p>")
    assert (text_of(found), told) == (shown, codes)


def test_raised_and_lowered_text_is_written_as_it_was(house: House, one: bytes) -> None:
    found, _ = read(one, f"<w:p>{run('10', '')}{run('6', SUPER)}{run('2', SUB)}</w:p>")
    assert found.blocks[2] == Paragraph((Text("10"), Superscript("6"), Subscript("2")))
    assert read_docx(DocxWriter(house).write(found), "a.docx", base=found) == (found, [])


def test_the_number_of_a_note_that_was_unlinked_is_the_note_again(house: House) -> None:
    """What Word leaves of a field after Ctrl+Shift+F9, in the style of note numbers or, from other programs, raised."""
    twice = document(
        Paragraph((Text("On 11 March 2024"), NoteRef(1), Text(" and 10"), Superscript("1"))),
        Paragraph((Text("Again in 2024"), NoteRef(1))),
        notes=("A note.",),
    )
    written = DocxWriter(house, "endnotes").write(twice)
    for look in ('<w:rStyle w:val="EndnoteReference"/>', SUPER):

        def unlinked(xml: str, look: str = look) -> str:
            start = xml.index('<w:r><w:rPr><w:rStyle w:val="EndnoteReference"/></w:rPr><w:fldChar')
            end = xml.index("</w:p>", start)
            return xml[:start] + run("1", look) + xml[end:]

        found, told = read_docx(changed(written, "word/document.xml", unlinked), "a.docx", base=twice)
        assert (found, told) == (twice, [])


def test_a_heading_that_somebody_numbered_is_told(one: bytes) -> None:
    numbered = '<w:pPr><w:pStyle w:val="Heading2"/><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr>'
    found, codes = read(one, f"<w:p>{numbered}{WORDS}</w:p>")
    assert (text_of(found), codes) == ("kept 7", ["edit-look"])


@pytest.mark.parametrize("span", ["2000000000", "99999999999999999999", "64"])
def test_a_table_of_too_many_columns_is_told_and_costs_nothing(one: bytes, span: str) -> None:
    cell = f'<w:tc><w:tcPr><w:gridSpan w:val="{span}"/></w:tcPr><w:p/></w:tc>'
    with pytest.raises(Problems, match="a table has 64 columns; Word shows 1 to 63"):
        read(one, f"<w:tbl><w:tblPr/><w:tr>{cell}</w:tr></w:tbl>")


def test_cells_keep_their_columns(one: bytes) -> None:
    cell = "<w:tc><w:tcPr/><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:tc>"
    rows = f"<w:tr>{cell.format('a')}{cell.format('b')}</w:tr>"
    rows += f'<w:tr><w:trPr><w:gridBefore w:val="1"/></w:trPr>{cell.format("c")}</w:tr>'
    rows += f"<w:tr><w:trPr><w:hidden/></w:trPr>{cell.format('d')}{cell.format('e')}</w:tr>"
    found, told = read(one, f"<w:tbl><w:tblPr/>{rows}</w:tbl>")
    assert (text_of(found), told) == ("a\tb\n\tc", ["edit-hidden"])
