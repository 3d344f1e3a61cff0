from __future__ import annotations

from io import BytesIO
from zipfile import ZipFile

import pytest
from docx import Document as new_document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from briefgen.diagnostics import Severity
from briefgen.document.escape import unescape
from briefgen.document.nodes import Link, OrderedList, Paragraph, Table, Text
from briefgen.document.walk import plain_text
from briefgen.errors import Problems
from briefgen.wordtemplates.play import play
from briefgen.wordtemplates.reading import read_template
from briefgen.wordtemplates.template import ANY
from tests.wordtemplates.samples import FILE, body, saved, template, typed, unrendered


def lines(data: bytes) -> list[str]:
    """The lines of a template's tape as a person reads them."""
    return [unescape(ANY.sub("", line)) for line in read_template(data, FILE).source.split("\n")][:-1]


def run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


@pytest.mark.parametrize(
    "between",
    [
        '<w:proofErr w:type="spellStart"/>',
        '<w:bookmarkStart w:id="1" w:name="x"/>',
        '<w:commentRangeStart w:id="0"/>',
        "<w:r><w:lastRenderedPageBreak/></w:r>",
        '<w:del w:id="1" w:author="x"><w:r><w:delText>gone</w:delText></w:r></w:del>',
    ],
)
def test_a_tag_that_word_has_split_is_one_tag(between: str) -> None:
    xml = f"<w:p>{run('On {')}{between}{run('{ meeting.', '<w:b/>')}{between}{run('date }')}{between}{run('}.')}</w:p>"
    assert lines(body(xml)) == ["On {{ meeting.date }}."]


@pytest.mark.parametrize(
    "wrapped",
    [
        "<w:ins w:id='1' w:author='x'>{}</w:ins>",
        "<w:smartTag w:element='x'>{}</w:smartTag>",
        "<w:sdt><w:sdtPr><w:alias w:val='x'/></w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>",
        "<w:hyperlink w:anchor='x'>{}</w:hyperlink>",
        "<w:fldSimple w:instr=' QUOTE '>{}</w:fldSimple>",
    ],
)
def test_what_is_wrapped_is_read(wrapped: str) -> None:
    assert lines(body(f"<w:p>{run('{{ a')}{wrapped.format(run('b }}'))}</w:p>")) == ["{{ ab }}"]


def test_a_paragraph_of_tags_alone_vanishes_and_a_row_of_tags_alone() -> None:
    word = template(
        "{% if a %}", "text", "{% endif %}", "| Head | x", "| {% for b in c %} | ", "| {{ b }} | {% endfor %}y"
    )
    assert word.source.count("\ue100p") == 1 + 2 + 2
    assert word.source.count("\ue100r") == 2


def test_tracked_changes_are_accepted_and_it_is_said() -> None:
    xml = (
        "<w:p>" + run("It ") + f"<w:ins w:id='1' w:author='x'>{run('was')}</w:ins>"
        "<w:del w:id='2' w:author='x'><w:r><w:delText>is</w:delText></w:r></w:del></w:p>"
        "<w:p><w:pPr><w:rPr><w:del w:id='3' w:author='x'/></w:rPr></w:pPr>"
        "<w:del w:id='4' w:author='x'><w:r><w:delText>gone</w:delText></w:r></w:del></w:p>"
    )
    word = read_template(body(xml), FILE)
    assert lines(body(xml)) == ["It was"]
    (note,) = word.diagnostics
    assert (note.severity, note.code) == (Severity.NOTE, "word-left-out")
    assert note.message == "changes that are tracked are taken as accepted (body, and 1 more place)"


@pytest.mark.parametrize(
    ("xml", "message"),
    [
        (run("x", '<w:color w:val="FF0000"/>'), "the colour of text is not taken over"),
        (run("x", '<w:sz w:val="99"/>'), "the size of text is not taken over"),
        (run("x", "<w:vanish/>"), "hidden text is left out"),
        ('<w:r><w:br w:type="page"/></w:r>', "a page break is not taken over"),
        ('<w:r><w:sym w:font="Webdings" w:char="F0FC"/></w:r>', "a sign of the font Webdings is not taken over"),
        (run("\uf0fc"), "a character that only one font can show is left out"),
        ("<w:r><w:pict/></w:r>", "a picture is left out"),
        (
            "<w:r><w:pict><w:txbxContent><w:p><w:r><w:t>in a box</w:t></w:r></w:p></w:txbxContent></w:pict></w:r>",
            "a text box is left out: “in a box”",
        ),
        ('<w:fldSimple w:instr="DATE">' + run("today") + "</w:fldSimple>", "the field DATE stays as the text"),
    ],
)
def test_what_no_brief_takes_over_is_told_with_its_place(xml: str, message: str) -> None:
    heading = '<w:p><w:pPr><w:pStyle w:val="Heading1"/></w:pPr><w:r><w:t>Part</w:t></w:r></w:p>'
    word = read_template(body(f"{heading}<w:p>{run('y')}{xml}</w:p>"), FILE)
    (found,) = word.diagnostics
    assert found.message.startswith(message)
    assert found.message.endswith('(body, under "Part")')
    assert (found.code, found.severity, found.location.line) == ("word-left-out", Severity.WARNING, 2)


@pytest.mark.parametrize(
    ("xml", "shown", "told"),
    [
        (run("10") + run("6", '<w:vertAlign w:val="superscript"/>'), "10⁶", []),
        (run("CO") + run("2", '<w:vertAlign w:val="subscript"/>'), "CO₂", []),
        ('<w:r><w:sym w:font="Wingdings" w:char="F0FC"/></w:r>', "✓", []),
        (
            "<w:r><w:ruby><w:rubyPr/><w:rt><w:r><w:t>とうきょう</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>東京</w:t></w:r>"
            "</w:rubyBase></w:ruby></w:r>",
            "東京(とうきょう)",
            ["the place above the words of their reading is not taken over: “東京(とうきょう)” (body)"],
        ),
        (
            run("x")
            + "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>"
            + run("Click")
            + "</w:sdtContent></w:sdt>",
            "x",
            ["the prompt of an empty form field is left out: “Click” (body)"],
        ),
        (run("x") + "<w:new>" + run("y") + "</w:new>", "x", ["the element “w:new” is left out: “y” (body)"]),
    ],
)
def test_what_word_draws_is_what_is_read(xml: str, shown: str, told: list[str]) -> None:
    word = read_template(body(f"<w:p>{xml}</w:p>"), FILE)
    (block,) = play(word, word.source)[0].blocks
    assert isinstance(block, Paragraph)
    assert plain_text(block.content) == shown
    assert [d.message for d in word.diagnostics] == told


def test_a_look_that_the_style_has_anyway_is_not_told() -> None:
    document = new_document()
    document.add_paragraph().add_run("x").font.size = document.styles["Normal"].font.size
    assert read_template(saved(document), FILE).diagnostics == ()


def test_tables_in_cells_and_merged_cells_lose_no_text() -> None:
    document = new_document()
    outer = document.add_table(rows=2, cols=2)
    outer.cell(0, 0).merge(outer.cell(0, 1)).text = "merged"
    inner = outer.cell(1, 0).add_table(rows=1, cols=1)
    inner.cell(0, 0).text = "{{ inner }}"
    word = read_template(saved(document), FILE)
    assert "{{ inner }}" in word.source
    assert {d.message.partition(" (")[0] for d in word.diagnostics} == {
        "a table inside a table becomes lines of its cell"
    }


def test_other_styles_in_cells_are_told() -> None:
    document = new_document()
    table = document.add_table(rows=2, cols=2)
    for cell in table._cells:
        cell.text = "x"
    table.cell(1, 0).paragraphs[0].style = document.styles["Heading 2"]
    table.cell(1, 1).paragraphs[0].style = document.styles["Body Text"]
    found = [d.message for d in read_template(saved(document), FILE).diagnostics]
    assert found == [
        "the style “heading 2” in a table cell is not taken over (body, table 1, row 2, cell 1)",
        "the style “Body Text” in a table cell is not taken over (body, table 1, row 2, cell 2)",
    ]


def cells(properties: str) -> str:
    return f"<w:tr><w:tc><w:tcPr>{properties}</w:tcPr><w:p/></w:tc></w:tr>"


@pytest.mark.parametrize(
    ("table", "what"),
    [
        ('<w:tblPr><w:jc w:val="center"/></w:tblPr>', "the place of tables between the margins is"),
        (cells('<w:textDirection w:val="btLr"/>'), "the direction of text in cells is"),
        (cells("<w:tcBorders/>"), "the lines around cells are"),
    ],
)
def test_looks_of_tables_that_no_brief_has_are_told(table: str, what: str) -> None:
    row = f"<w:tr><w:tc><w:p>{run('x')}</w:p></w:tc></w:tr>"
    found = [d.message for d in read_template(body(f"<w:tbl>{table}{row}</w:tbl>"), FILE).diagnostics]
    assert found == [f"{what} not taken over (body, table 1)"]


def test_a_row_that_begins_or_ends_inside_a_table_keeps_its_cells_under_their_headings() -> None:
    def row(properties: str, *texts: str) -> str:
        return f"<w:tr>{properties}{''.join(f'<w:tc><w:p>{run(text)}</w:p></w:tc>' for text in texts)}</w:tr>"

    within = '<w:trPr><w:gridBefore w:val="1"/><w:gridAfter w:val="1"/></w:trPr>'
    (table,) = unrendered(body(f"<w:tbl><w:tblPr/>{row('', 'A', 'B', 'C')}{row(within, 'b')}</w:tbl>")).blocks
    assert isinstance(table, Table)
    assert table.rows == (((), (Text("b"),), ()),)


def test_links_are_kept_and_may_hold_tags() -> None:
    document = new_document()
    paragraph = document.add_paragraph("See ")
    rid = document.part.relate_to("https://example.org/a_b", _HYPERLINK, is_external=True)
    element = body_link(rid, "the site")
    paragraph._p.append(element)
    (made,) = unrendered(saved(document)).blocks
    assert made == Paragraph((Text("See "), Link("https://example.org/a_b", (Text("the site"),))), "Normal")


_HYPERLINK = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"


def body_link(rid: str, text: str) -> object:
    return parse_xml(f'<w:hyperlink {nsdecls("w", "r")} r:id="{rid}">{run(text)}</w:hyperlink>')


def field(instruction: str) -> str:
    """A field up to its result."""
    code = f'<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>{instruction}</w:instrText></w:r>'
    return f'{code}<w:r><w:fldChar w:fldCharType="separate"/></w:r>'


END = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'


@pytest.mark.parametrize("said", ['"https://example.org/x" \\l "part"', 'https://example.org/x \\l part \\o "a tip"'])
def test_a_link_made_by_a_field_is_kept_whole(said: str) -> None:
    simple = f"<w:fldSimple w:instr='HYPERLINK {said}'>{run('the site')}</w:fldSimple>"
    for made in (simple, field(f" HYPERLINK {said} ") + run("the site") + END):
        (found,) = unrendered(body(f"<w:p>{made}</w:p>")).blocks
        assert found == Paragraph((Link("https://example.org/x#part", (Text("the site"),)),), "Normal")


def test_a_table_of_contents_is_made_anew() -> None:
    begin = field(' TOC \\o "1-3" ')
    xml = f"<w:p>{begin}{run('Part 1')}</w:p><w:p>{run('Part 2')}{END}</w:p><w:p>{run('text')}</w:p>"
    word = read_template(body(xml), FILE)
    assert word.has_contents
    assert lines(body(xml)) == ["", "", "text"]


@pytest.mark.parametrize(
    ("num", "start"),
    [
        ('<w:abstractNumId w:val="90"/>', 1),
        ('<w:abstractNumId w:val="91"/>', 1),  # by “define new list style”
        ('<w:abstractNumId w:val="90"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="4"/></w:lvlOverride>', 4),
        (
            '<w:abstractNumId w:val="92"/><w:lvlOverride w:ilvl="0"><w:lvl w:ilvl="0"><w:start w:val="2"/>'
            '<w:numFmt w:val="decimal"/></w:lvl></w:lvlOverride>',
            2,
        ),
    ],
)
def test_a_list_counts_as_word_shows_it(num: str, start: int) -> None:
    document = new_document()
    lists = document.part.numbering_part.element
    level = '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="{}"/></w:lvl>'
    definitions = {
        90: '<w:styleLink w:val="Mine"/>' + level.format("decimal"),
        91: '<w:numStyleLink w:val="Mine"/>',
        92: level.format("bullet"),
    }
    for number, inside in definitions.items():
        one = parse_xml(f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{number}">{inside}</w:abstractNum>')
        lists.insert(0, one)
    lists.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="90">{num}</w:num>'))
    properties = '<w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="90"/></w:numPr></w:pPr>'
    document.element.body.insert(0, parse_xml(f"<w:p {nsdecls('w')}>{properties}{run('one')}</w:p>"))
    (made,) = unrendered(saved(document)).blocks
    assert made == OrderedList(((Paragraph((Text("one"),), "Normal"),),), start)


@pytest.mark.parametrize("data", [b"", b"no zip", b"PK\x03\x04"])
def test_what_is_no_word_file_is_refused(data: bytes) -> None:
    with pytest.raises(Problems) as bad:
        read_template(data, FILE)
    assert [d.code for d in bad.value.diagnostics] == ["house-unreadable"]


def test_the_strict_form_of_the_format_is_refused_and_not_read_as_empty() -> None:
    transitional = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    with pytest.raises(Problems) as bad:
        read_template(rewritten(typed("x"), transitional, b"http://purl.oclc.org/ooxml/wordprocessingml/main"), FILE)
    assert "this template cannot be read: it has no text, or is saved as Strict Open XML" in str(bad.value)


def rewritten(data: bytes, old: bytes, new: bytes) -> bytes:
    buffer = BytesIO()
    with ZipFile(BytesIO(data)) as before, ZipFile(buffer, "w") as after:
        for name in before.namelist():
            after.writestr(name, before.read(name).replace(old, new))
    return buffer.getvalue()


def test_a_document_type_declaration_is_refused_before_anything_is_read() -> None:
    with pytest.raises(Problems) as bad:
        read_template(rewritten(typed("x"), b"<w:document ", b"<!DOCTYPE x><w:document "), FILE)
    assert [d.code for d in bad.value.diagnostics] == ["house-unsafe"]
