"""What others' readers of Word files lose or change without a word, by their bug reports: here it stays or is told."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from briefgen.document.nodes import Document, Heading, NoteRef, OrderedList, Paragraph, Table, Text
from briefgen.document.walk import block_text
from briefgen.errors import Problems
from briefgen.ooxml.styles import left_indent
from briefgen.ooxml.tree import make
from briefgen.readers.docx.reader import read_docx
from briefgen.writers.docx.house import House
from briefgen.writers.docx.writer import DocxWriter
from tests.writers.docx.packages import changed, document, package, parts, words

ONE = document(Heading(1, words("A title")), Paragraph((Text("Some words."), NoteRef(1))), notes=("A note.",))
MATH = 'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
W14 = 'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'
STYLE = '<w:style w:type="{0}" w:customStyle="1" w:styleId="{1}"><w:name w:val="{1}"/><w:rPr>{2}</w:rPr></w:style>'


@pytest.fixture(scope="module")
def one(house: House) -> bytes:
    return DocxWriter(house).write(ONE)


def r(text: str, properties: str = "") -> str:
    looks = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{looks}<w:t xml:space="preserve">{text}</w:t></w:r>'


def p(inside: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{inside}</w:p>"


def step(kind: str, inside: str = "") -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}">{inside}</w:fldChar></w:r>'


def code(text: str) -> str:
    return f"<w:r><w:instrText>{text}</w:instrText></w:r>"


def field(instruction: str, result: str) -> str:
    return step("begin") + code(instruction) + step("separate") + r(result) + step("end")


def deleted(inside: str) -> str:
    return f'<w:del w:id="901" w:author="P">{inside}</w:del>'


def form(data: str) -> str:
    return step("begin", f"<w:ffData>{data}</w:ffData>")


def table(*rows: str) -> str:
    return f"<w:tbl><w:tblPr/>{''.join(f'<w:tr>{row}</w:tr>' for row in rows)}</w:tbl>"


def cell(inside: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{p(inside)}</w:tc>"


def numbered(form: str, label: str) -> str:
    level = f'<w:lvl w:ilvl="0"><w:start w:val="2"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{label}"/></w:lvl>'
    return (
        f'<w:abstractNum w:abstractNumId="77">{level}</w:abstractNum>'
        '<w:num w:numId="77"><w:abstractNumId w:val="77"/></w:num>'
    )


IN_LIST = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="77"/></w:numPr>'
END_DELETED = '<w:rPr><w:del w:id="900" w:author="P"/></w:rPr>'


@dataclass(frozen=True)
class Case:
    """What somebody put at the end of the text, what is read of it, and the codes of what is told."""

    xml: str
    shown: str
    codes: tuple[str, ...] = ()
    style: str = ""
    lists: str = ""


CASES = {
    "a smart tag in a smart tag": Case(
        p(f"<w:smartTag><w:smartTag>{r('Main')}</w:smartTag></w:smartTag>{r('()')}"), "Main()"
    ),
    "a content control in another one": Case(
        "<w:sdt><w:sdtContent><w:sdt><w:sdtContent>" + p(r("two")) + "</w:sdtContent></w:sdt></w:sdtContent></w:sdt>",
        "two",
    ),
    "a row and a cell in content controls": Case(
        "<w:tbl><w:tblPr/><w:sdt><w:sdtContent><w:tr><w:sdt><w:sdtContent>"
        + cell(r("a"))
        + "</w:sdtContent></w:sdt>"
        + cell(r("b"))
        + "</w:tr></w:sdtContent></w:sdt></w:tbl>",
        "a\tb",
    ),
    "an end of a paragraph deleted as a tracked change": Case(
        p(r("Test"), END_DELETED) + p(r("Test")), "TestTest", ("edit-tracked",)
    ),
    "the same in a cell": Case(
        table("<w:tc>" + p(r("Te"), END_DELETED) + p(r("st")) + "</w:tc>" + cell(r("b"))), "Test\tb", ("edit-tracked",)
    ),
    "an end of a paragraph set as a tracked change": Case(
        p(r("Te"), '<w:rPr><w:ins w:id="900" w:author="P"/></w:rPr>') + p(r("st")), "Te\nst", ("edit-tracked",)
    ),
    "words behind the end of a page": Case(
        p(f'{r("one")}<w:r><w:br w:type="page"/></w:r>{r("two")}<w:r><w:br w:type="column"/></w:r>'), "one\ntwo"
    ),
    "the end of a page before words": Case(p(f'<w:r><w:br w:type="page"/></w:r>{r("one")}'), "one"),
    "words in a cell that goes on from the one above": Case(
        table(cell(r("a"), '<w:vMerge w:val="restart"/>') + cell(r("b")), cell(r("c"), "<w:vMerge/>") + cell(r("d"))),
        "a\tb\nc\td",
        ("edit-cells",),
    ),
    "a list in a cell": Case(
        table(cell(r("a")) + "<w:tc>" + p(r("b"), IN_LIST) + "</w:tc>"),
        "a\tb",
        ("edit-look",),
        "",
        numbered("decimal", "%1."),
    ),
    "a large first letter": Case(
        p(r("T"), '<w:framePr w:dropCap="drop" w:lines="3"/>') + p(r("he end")), "The end", ("edit-look",)
    ),
    "a heading that runs in": Case(
        p(r("Scope."), "<w:rPr><w:vanish/><w:specVanish/></w:rPr>") + p(r(" All.")), "Scope. All.", ("edit-look",)
    ),
    "hidden by a style": Case(p(r("a") + r("secret", '<w:rStyle w:val="X"/>')), "a", ("edit-hidden",), "<w:vanish/>"),
    "hidden by two styles, and so shown": Case(
        p(r("a"), '<w:pStyle w:val="Y"/>') + p(r("shown", '<w:rStyle w:val="X"/>'), '<w:pStyle w:val="Y"/>'),
        "shown",
        ("edit-hidden",),
        "<w:vanish/>",
    ),
    "struck out by a style": Case(p(r("old", '<w:rStyle w:val="X"/>')), "old", ("edit-look",), "<w:strike/>"),
    "capitals by a style": Case(p(r("nato", '<w:rStyle w:val="X"/>')), "nato", ("edit-look",), "<w:caps/>"),
    "lowered by a style": Case(
        p(r("CO") + r("2", '<w:rStyle w:val="X"/>')), "CO₂", (), '<w:vertAlign w:val="subscript"/>'
    ),
    "white letters": Case(p(r("kept", '<w:color w:val="FFFFFF"/>')), "kept", ("edit-look",)),
    "a look of a Word to come": Case(p(r("kept", '<x:glitter xmlns:x="urn:x"/>')), "kept", ("edit-look",)),
    "a field in the code of another one": Case(
        p(
            step("begin")
            + code("IF ")
            + field("PAGE", "1")
            + code(" = 1 a b")
            + step("separate")
            + r("a")
            + step("end")
        ),
        "a",
        ("edit-field",),
    ),
    "a field whose first half is deleted": Case(
        p(r("On ") + deleted(step("begin") + code("DATE") + step("separate")) + r("1 May") + step("end")),
        "On 1 May",
        ("edit-tracked",),
    ),
    "a field whose second half is deleted": Case(
        p(r("On ") + step("begin") + code("DATE") + deleted(step("separate") + step("end")) + r("it was.")),
        "On it was.",
        ("edit-tracked", "edit-left-out"),
    ),
    "a list to choose from": Case(
        p(
            form('<w:ddList><w:result w:val="1"/><w:listEntry w:val="no"/><w:listEntry w:val="yes"/></w:ddList>')
            + code("FORMDROPDOWN")
            + step("end")
        ),
        "yes",
        ("edit-field",),
    ),
    "a box to tick": Case(
        p(form("<w:checkBox><w:checked/></w:checkBox>") + code("FORMCHECKBOX") + step("end") + r(" agreed")),
        "☒ agreed",
        ("edit-field",),
    ),
    "an entry for an index": Case(
        p(r("a") + step("begin") + code('XE "coffee"') + step("end") + r("b")), "ab", ("edit-hidden",)
    ),
    "drawn words": Case(
        p(
            r("a")
            + '<w:r><w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml"><v:textpath string="DRAFT"/></v:shape>'
            "</w:pict></w:r>"
        ),
        "a",
        ("edit-left-out",),
    ),
    "a formula without its frame": Case(p(f"{r('a')}<m:r {MATH}><m:t>x</m:t></m:r>"), "ax", ("edit-look",)),
    "what two people typed at once": Case(
        p(f'<w14:conflictIns {W14} w:id="9" w:author="P">{r("new")}</w14:conflictIns>')
        + p(f"{r('a')}<w14:conflictDel {W14}><w:r><w:delText>b</w:delText></w:r></w14:conflictDel>"),
        "new\na",
        ("edit-tracked",),
    ),
    "words moved as a tracked change": Case(
        p(f'<w:moveFrom w:id="1" w:author="P">{r("moved")}</w:moveFrom>{r("a")}')
        + p(f'<w:moveTo w:id="2" w:author="P">{r("moved")}</w:moveTo>'),
        "a\nmoved",
        ("edit-tracked",),
    ),
    "a cell deleted as a tracked change": Case(
        table(cell(r("a")) + cell(r("gone"), '<w:cellDel w:id="9" w:author="P"/>') + cell(r("b"))),
        "a\tb",
        ("edit-tracked",),
    ),
    "a table in a table": Case(
        table("<w:tc>" + p(r("a")) + table(cell(r("b"))) + p("") + "</w:tc>" + cell(r("c"))), "a\nb\tc", ("edit-cells",)
    ),
    "cells merged as of old": Case(
        table(cell(r("a"), '<w:hMerge w:val="restart"/>') + cell(r("b"), "<w:hMerge/>")), "a\tb", ("edit-cells",)
    ),
    "the description of a table": Case(
        f'<w:tbl><w:tblPr><w:tblDescription w:val="About seats"/></w:tblPr><w:tr>{cell(r("a"))}</w:tr></w:tbl>',
        "a",
        ("edit-hidden",),
    ),
    "letters of a list": Case(
        p(r("one"), IN_LIST) + p(r("two"), IN_LIST),
        "one\ntwo",
        ("edit-look", "edit-look"),
        "",
        numbered("lowerLetter", "(%1)"),
    ),
    "a label that is no number": Case(p(r("one"), IN_LIST), "one", ("edit-look",), "", numbered("none", "Article:")),
    "a hyphen and a break of their own": Case(
        p("<w:r><w:t>e</w:t><w:noBreakHyphen/><w:t>mail</w:t><w:cr/><w:t>two</w:t></w:r>"), "e\u2011mail\ntwo"
    ),
    "a picture that is linked to": Case(
        p(
            r("a")
            + '<w:r><w:drawing><wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
            ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:blip r:link="rId999"/></wp:inline>'
            "</w:drawing></w:r>"
        ),
        "a",
        ("edit-left-out",),
    ),
    "a chart": Case(
        p(
            r("a")
            + '<w:r><w:drawing><c:chart xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"/></w:drawing></w:r>'
        ),
        "a",
        ("edit-left-out",),
    ),
}


def with_case(one: bytes, case: Case) -> bytes:
    data = changed(one, "word/document.xml", lambda xml: xml.replace("<w:sectPr>", case.xml + "<w:sectPr>", 1))
    if case.style:
        named = {"X": "character" if "rStyle" in case.xml else "paragraph", "Y": "paragraph"}
        made = "".join(STYLE.format(kind, name, case.style) for name, kind in named.items())
        data = changed(data, "word/styles.xml", lambda xml: xml.replace("</w:styles>", made + "</w:styles>"))
    if case.lists:
        first = case.lists.partition("<w:num ")
        data = changed(
            data,
            "word/numbering.xml",
            lambda xml: xml.replace("<w:num ", first[0] + "<w:num ", 1).replace(
                "</w:numbering>", f"<w:num {first[2]}</w:numbering>"
            ),
        )
    return data


def text_of(found: Document) -> str:
    return "\n".join(block_text(block) for block in found.blocks[2:])


@pytest.mark.parametrize("case", CASES.values(), ids=CASES.keys())
def test_it_stays_or_is_told(one: bytes, case: Case) -> None:
    found, told = read_docx(with_case(one, case), "a.docx", base=ONE)
    assert (text_of(found), tuple(d.code for d in told)) == (case.shown, case.codes)


def test_the_label_of_an_item_is_named_with_its_number(one: bytes) -> None:
    _, told = read_docx(with_case(one, CASES["letters of a list"]), "a.docx", base=ONE)
    assert [d.message for d in told] == [
        "the label “(b)” of an item of a list is lost at “one”; the words stay",
        "the label “(c)” of an item of a list is lost at “two”; the words stay",
    ]


def test_a_list_by_the_name_of_its_style_is_a_list(one: bytes) -> None:
    """What Word's “define new list style” saves: a definition that only names the style of the true one."""
    link = (
        '<w:abstractNum w:abstractNumId="78"><w:numStyleLink w:val="Mine"/></w:abstractNum>'
        '<w:num w:numId="77"><w:abstractNumId w:val="78"/></w:num>'
    )
    true = (
        numbered("decimal", "%1.").partition("<w:num ")[0].replace("<w:lvl ", '<w:styleLink w:val="Mine"/><w:lvl ', 1)
    )
    found, told = read_docx(with_case(one, Case(p(r("one"), IN_LIST), "", lists=true + link)), "a.docx", base=ONE)
    assert (type(found.blocks[2]), told) == (OrderedList, [])


def test_distances_in_points_place_a_paragraph_as_those_in_twips_do(one: bytes) -> None:
    item = p(r("one"), '<w:pStyle w:val="ListBullet"/>')
    for left in ("340", "17pt", "6mm"):
        behind = p(r("more of one"), f'<w:pStyle w:val="ListContinue"/><w:ind w:left="{left}"/>')
        found, _ = read_docx(with_case(one, Case(item + behind, "")), "a.docx", base=ONE)
        assert len(found.blocks) == 3


@pytest.mark.parametrize(("said", "twips"), [("0.5in", 720), ("1.5cm", 850), ("-2.5pt", -50), ("340.0", 340)])
def test_a_distance_is_rounded_in_twips_alone(said: str, twips: int) -> None:
    properties = make("pPr")
    properties.append(make("ind", left=said))
    assert left_indent(properties) == twips


def test_a_footnote_in_a_table_is_a_note(one: bytes) -> None:
    call = '<w:r><w:footnoteReference w:id="900"/></w:r>'
    note = f'<w:footnote w:id="900">{p("<w:r><w:footnoteRef/></w:r>" + r(" Of the table."))}</w:footnote>'
    data = with_case(one, Case(table(cell(r("a") + call) + cell(r("b"))), ""))
    form = "footnotes" if "word/footnotes.xml" in parts(data) else "endnotes"
    data = changed(
        data,
        f"word/{form}.xml",
        lambda xml: xml.replace(f"</w:{form}>", note.replace("footnote", form[:-1]) + f"</w:{form}>"),
    )
    data = changed(data, "word/document.xml", lambda xml: xml.replace("footnoteReference", f"{form[:-1]}Reference"))
    found, told = read_docx(data, "a.docx", base=ONE)
    assert (isinstance(found.blocks[2], Table), len(found.notes), told) == (True, 2, [])
    assert block_text(Paragraph(found.notes[1].content)) == "Of the table."


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
        b"{\\rtf1 words}",
        b"<html><body>words</body></html>",
        package({"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": b"<x/>"}),
    ],
    ids=["empty", "encrypted or of old", "rich text", "a web page", "OpenDocument"],
)
def test_another_format_under_the_same_name_is_told(data: bytes) -> None:
    with pytest.raises(Problems, match=r"the edited file (cannot be read|is not safe to open)"):
        read_docx(data, "a.docx", base=ONE)


def test_a_strict_file_says_the_same(one: bytes) -> None:
    ours = "http://schemas.openxmlformats.org/officeDocument/2006/"
    strict = "http://purl.oclc.org/ooxml/officeDocument/"
    main = (
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "http://purl.oclc.org/ooxml/wordprocessingml/main",
    )
    entries = {
        name: data.replace(main[0].encode(), main[1].encode()).replace(
            (ours + "relationships").encode(), (strict + "relationships").encode()
        )
        for name, data in parts(one).items()
    }
    assert read_docx(package(entries), "a.docx", base=ONE) == read_docx(one, "a.docx", base=ONE)
