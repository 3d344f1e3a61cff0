"""What a reference document gives, what it lacks, and what it may not bring."""

from __future__ import annotations

import pickle
import re
from dataclasses import replace
from io import BytesIO

import docx
import pytest
from docx import Document as new_document
from docx.oxml import parse_xml

from briefgen.document.nodes import BulletList, Heading, Marking, NoteRef, OrderedList, Paragraph, Table, Text
from briefgen.errors import Problems
from briefgen.ooxml.tree import W
from briefgen.writers.docx.house import House
from briefgen.writers.docx.reference.reader import read_house
from briefgen.writers.docx.writer import DocxWriter
from tests.writers.docx.packages import HOUSE_FILE, META, changed, document, item, package, parts, with_relation, words
from tests.writers.docx.validity import faults

HOUSE = HOUSE_FILE.read_bytes()
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PNG = b"\x89PNG\r\n\x1a\n and no more"

EVERYTHING = document(
    Marking("TLP:GREEN"),
    Heading(1, words("One")),
    Heading(4, words("Four")),
    Paragraph((Text("x"), NoteRef(1), NoteRef(1))),
    BulletList(((*item("a"), BulletList((item("b"),))),)),
    OrderedList((item("c"),)),
    Table((words("d"),), ((words("e"),),)),
    notes=("n",),
)


def said(house: House) -> list[str]:
    return [f"{d.severity} {d.message} [{d.code}]" for d in house.diagnostics]


def all_parts(house: House) -> str:
    """Every part of a brief made in this house, as text."""
    written = DocxWriter(house).write(EVERYTHING)
    assert faults(written) == []
    return "\n".join(data.decode("utf-8", "replace") for data in parts(written).values())


def without_style(style_id: str) -> bytes:
    pattern = rf'<w:style [^>]*w:styleId="{style_id}">.*?</w:style>'
    return changed(HOUSE, "word/styles.xml", lambda x: re.sub(pattern, "", x))


@pytest.mark.parametrize(
    ("style_id", "message"),
    [
        ("Heading4", "the paragraph style 'heading 4' is missing; the document's default paragraph style (Normal)"),
        ("TableText", "the paragraph style 'Table Text' is missing"),
        ("BriefTable", "the table style 'Brief Table' is missing; a table without lines is used instead"),
        (
            "EndnoteReference",
            "the character style 'endnote reference' is missing; 'footnote reference' is used instead",
        ),
        ("Hyperlink", "the character style 'Hyperlink' is missing; plain direct formatting"),
        ("MarkingGREEN", "the character style 'Marking GREEN' is missing; 'Marking Other' is used instead"),
    ],
)
def test_a_missing_style_is_said_and_replaced(style_id: str, message: str) -> None:
    house = read_house(without_style(style_id), "house.docx")
    assert [line for line in said(house) if message in line and line.startswith("warning")]
    assert all(d.hint and "in Word" in d.hint for d in house.diagnostics)
    assert f'"{style_id}"' not in all_parts(house)


def test_a_heading_without_its_style_keeps_its_level() -> None:
    made = all_parts(read_house(without_style("Heading4"), "house.docx"))
    assert '<w:keepNext/><w:outlineLvl w:val="3"/>' in made
    assert re.search(r"<w:b/>(<w:[^t][^>]*/>)*</w:rPr><w:t[^>]*>Four<", made)


def other_program(names: dict[str, str]) -> bytes:
    """The house with styles by the names of another program, each in the place of one of ours."""

    def rename(xml: str) -> str:
        for ours, theirs in names.items():
            xml = xml.replace(f'w:val="{ours}"', f'w:val="{theirs}"')
        return xml

    return changed(HOUSE, "word/styles.xml", rename)


@pytest.mark.parametrize(
    "names",
    [
        {"Brief Table": "Table Grid", "Table Text": "Table Contents"},
        {"Brief Table": "Table", "Table Text": "Compact", "Quote": "Block Text", "caption": "Image Caption"},
    ],
    ids=["LibreOffice", "pandoc"],
)
def test_the_styles_of_other_programs_serve_where_ours_are_missing(names: dict[str, str]) -> None:
    house = read_house(other_program(names), "house.docx")
    for ours, theirs in names.items():
        assert [line for line in said(house) if f"'{ours}' is missing; '{theirs}' is used instead" in line]
    for style_id in ("BriefTable", "TableText"):
        assert f'w:val="{style_id}"/>' in all_parts(house)


def test_style_names_are_found_in_the_spelling_of_other_programs() -> None:
    spelt = changed(HOUSE, "word/styles.xml", lambda x: x.replace('w:val="heading 1"', 'w:val="Heading 1"'))
    assert read_house(spelt, "house.docx").style("heading 1") == "Heading1"


def test_a_list_style_without_a_list_gets_a_plain_one() -> None:
    loose = changed(HOUSE, "word/styles.xml", lambda x: x.replace('<w:numPr><w:numId w:val="1"/></w:numPr>', "", 1))
    house = read_house(loose, "house.docx")
    assert said(house) == [
        "warning the style 'List Bullet' is not tied to a list; plain bullets or numbers are used instead "
        "[house-list-missing]"
    ]
    assert house.bullets.number == 3
    assert faults(DocxWriter(house).write(EVERYTHING)) == []


def test_the_default_document_of_python_docx_can_be_a_house_and_leaves_nothing_behind() -> None:
    buffer = BytesIO()
    docx.Document().save(buffer)
    house = read_house(buffer.getvalue(), "default.docx")
    made = all_parts(house)
    assert "note the house document carries custom XML data, which no brief takes over [house-left-out]" in said(house)
    assert (
        "warning the table style 'Brief Table' is missing; 'Table Grid' is used instead [house-style-missing]"
        in said(house)
    )
    assert '<w:tblStyle w:val="TableGrid"/>' in made
    for foreign in ("python-docx", "2013-", "customXml", "stylesWithEffects", "thumbnail", "rsid"):
        assert foreign not in made


@pytest.mark.few(8)
@pytest.mark.parametrize(
    ("kind", "target", "mode", "message"),
    [
        ("attachedTemplate", "https://evil.example/t.dotm", "External", "an attached template"),
        ("oleObject", "https://evil.example/o", "External", "an embedded object"),
        ("aFChunk", "styles.xml", "Internal", "imported foreign content"),
        ("vbaProject", "styles.xml", "Internal", "macros"),
        ("control", "styles.xml", "Internal", "an ActiveX control"),
        ("mailMergeSource", "https://evil.example/m", "External", "a mail-merge source"),
        ("subDocument", "https://evil.example/d", "External", "a sub-document"),
        ("image", "https://evil.example/i.png", "External", "a reference to something outside the file (image)"),
    ],
)
@pytest.mark.parametrize("part", ["word/settings.xml", "word/document.xml"])
def test_active_content_stays_behind_and_is_said(part: str, kind: str, target: str, mode: str, message: str) -> None:
    relation = f'<Relationship Id="rIdEvil" Type="{OFFICE}/{kind}" Target="{target}" TargetMode="{mode}"/>'
    house = read_house(with_relation(HOUSE, part, relation), "house.docx")
    assert any(message in line and line.startswith("warning") for line in said(house))
    made = all_parts(house)
    assert kind not in made or kind == "image"
    assert "evil" not in made


def test_settings_that_are_nobody_elses_business_stay_behind() -> None:
    settings = (
        '<w:attachedTemplate r:id="rIdEvil"/><w:mailMerge/><w:documentProtection w:edit="readOnly"/>'
        '<w:rsids><w:rsidRoot w:val="00AA"/></w:rsids><w:docVars><w:docVar w:name="a" w:val="secret"/></w:docVars>'
        '<w:updateFields w:val="true"/><w:defaultTabStop'
    )
    house = read_house(
        changed(HOUSE, "word/settings.xml", lambda x: x.replace("<w:defaultTabStop", settings)), "house.docx"
    )
    assert "warning the house document carries a mail merge, which no brief takes over [house-left-out]" in said(house)
    made = all_parts(house)
    for name in ("attachedTemplate", "mailMerge", "documentProtection", "rsid", "secret", "updateFields"):
        assert name not in made


def test_a_picture_in_the_header_is_taken_and_one_outside_is_not() -> None:
    inside = with_relation(HOUSE, "word/header1.xml", relation("rIdIn", "image", "media/logo.png"))
    both = with_relation(inside, "word/header1.xml", relation("rIdOut", "image", "https://evil.example/x.png", True))
    pictures = drawing("rIdIn") + drawing("rIdOut")
    drawn = changed(both, "word/header1.xml", lambda x: x.replace("</w:hdr>", f"<w:p>{pictures}</w:p></w:hdr>"))
    typed = changed(
        drawn,
        "[Content_Types].xml",
        lambda x: x.replace("<Override", '<Default Extension="png" ContentType="image/png"/><Override', 1),
    )
    house = read_house(package(parts(typed) | {"word/media/logo.png": PNG}), "house.docx")
    written = DocxWriter(house).write(EVERYTHING)
    made = parts(written)
    assert faults(written) == []
    assert made["word/media/image1.png"] == PNG
    assert made["word/header1.xml"].decode().count("<w:drawing") == 1
    assert "evil" not in all_parts(house)
    assert pickle.loads(pickle.dumps(house)) == house


def relation(rid: str, kind: str, target: str, external: bool = False) -> str:
    mode = ' TargetMode="External"' if external else ""
    return f'<Relationship Id="{rid}" Type="{OFFICE}/{kind}" Target="{target}"{mode}/>'


def drawing(rid: str) -> str:
    return (
        '<w:r><w:drawing><a:blip xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
        f'r:embed="{rid}"/></w:drawing></w:r>'
    )


def test_controls_and_changes_in_a_header_are_settled() -> None:
    header = (
        '<w:p><w:sdt><w:sdtPr><w:dataBinding w:xpath="/x" w:storeItemID="1"/></w:sdtPr><w:sdtContent>'
        "<w:r><w:t>kept</w:t></w:r></w:sdtContent></w:sdt>"
        '<w:ins w:id="1" w:author="Jane"><w:r><w:t>added</w:t></w:r></w:ins>'
        '<w:del w:id="2" w:author="Jane"><w:r><w:delText>gone</w:delText></w:r></w:del>'
        '<w:r w:rsidR="00AA"><w:object/></w:r><!-- a comment --><?a pi?></w:p></w:hdr>'
    )
    house = read_house(changed(HOUSE, "word/header1.xml", lambda x: x.replace("</w:hdr>", header)), "house.docx")
    made = all_parts(house)
    assert "kept" in made
    assert "added" in made
    for gone in ("Jane", "gone", "w:object", "w:sdt", "dataBinding", "a comment", "<?a", "rsid"):
        assert gone not in made


def with_header(content: str) -> bytes:
    return changed(HOUSE, "word/header1.xml", lambda x: x.replace("</w:hdr>", f"{content}</w:hdr>"))


@pytest.mark.few(2)
@pytest.mark.parametrize("code", ["DDEAUTO", "INCLUDETEXT", "INCLUDEPICTURE", "DDE", "LINK", "MACROBUTTON"])
def test_a_code_split_over_runs_and_paragraphs_leaves_nothing(code: str) -> None:
    def run(inside: str) -> str:
        return f"<w:r>{inside}</w:r>"

    def mark(step: str) -> str:
        return run(f'<w:fldChar w:fldCharType="{step}"/>')

    pieces = "".join(run(f"<w:instrText>{letter}</w:instrText>") for letter in code)
    rest = run('<w:instrText> c:\\x.exe "a"</w:instrText>') + mark("separate") + run("<w:t>seen</w:t>") + mark("end")
    for header in (
        f"<w:p>{mark('begin')}{pieces}{rest}</w:p>",
        f"<w:p>{mark('begin')}{pieces}</w:p><w:p>{rest}</w:p>",
        f"<w:p>{mark('begin')}{run('<w:instrText> PAGE </w:instrText>')}{pieces}{rest}</w:p>",
    ):
        made = all_parts(read_house(with_header(header), "house.docx"))
        assert "x.exe" not in made
        assert "seen" in made


@pytest.mark.parametrize(
    ("drawn", "gone"),
    [
        (
            '<w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml" '
            'xmlns:o="urn:schemas-microsoft-com:office:office" o:href="https://evil.example/a"><v:imagedata src="https://evil.example/b"/></v:shape></w:pict>',
            "a drawing that leads outside the file",
        ),
        (
            '<w:drawing><x:webVideoPr xmlns:x="http://schemas.microsoft.com/office/word/2012/wordprocessingDrawing" '
            'embeddedHtml="&lt;iframe src=https://evil.example&gt;"/></w:drawing>',
            "a video from outside the file",
        ),
    ],
)
def test_what_leads_outside_without_a_relationship_is_taken_out_and_said(drawn: str, gone: str) -> None:
    house = read_house(with_header(f"<w:p><w:r>{drawn}</w:r></w:p>"), "house.docx")
    assert any(gone in line for line in said(house))
    assert "evil" not in all_parts(house)


def test_the_page_of_the_last_section_is_the_page_of_briefs() -> None:
    wide = changed(HOUSE, "word/document.xml", lambda x: x.replace('w:w="11906"', 'w:w="15000"'))
    assert read_house(wide, "house.docx").text_width == 15000 - 2 * 1304


def test_a_holes_lookalike_in_a_house_is_no_hole() -> None:
    sly = changed(HOUSE, "word/header1.xml", lambda x: x.replace("</w:hdr>", "<?briefgen property:Author?></w:hdr>"))
    assert "Author" not in read_house(sly, "house.docx").asked_properties()


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


FIELD = '<w:fldSimple w:instr=" DOCPROPERTY Marking "><w:r>{look}<w:t>x</w:t></w:r></w:fldSimple>'


@pytest.mark.parametrize(
    "header",
    [
        FIELD.replace("{look}", "<w:rPr><w:vanish/></w:rPr>"),
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>TLP:CLEAR</w:t></w:r>",
    ],
)
def test_a_marking_in_hidden_text_shows_nothing_so_it_gets_a_line(header: str) -> None:
    word = new_document()
    for one in parse_xml(f'<w:p xmlns:w="{W[1:-1]}">{header}</w:p>'):
        word.sections[0].header.paragraphs[0]._p.append(one)
    buffer = BytesIO()
    word.save(buffer)
    brief = document(Marking("TLP:RED"), Paragraph((Text("x"),)), meta=MARKED)
    made = new_document(BytesIO(DocxWriter(read_house(buffer.getvalue(), "house.docx")).write(brief)))
    seen = made.sections[0].header._element.xpath(".//w:r[not(w:rPr/w:vanish)]/w:t")
    assert [text.text for text in seen] == ["TLP:RED"]


@pytest.mark.parametrize("place", ["header_distance", "footer_distance"])
def test_a_marking_outside_the_page_is_refused(place: str) -> None:
    word = new_document()
    setattr(word.sections[0], place, word.sections[0].page_height)
    buffer = BytesIO()
    word.save(buffer)
    with pytest.raises(Problems) as caught:
        read_house(buffer.getvalue(), "house.docx")
    assert [d.code for d in caught.value.diagnostics] == ["marking-not-shown"]


def test_a_marking_that_was_typed_is_that_of_the_brief() -> None:
    assert running(False, False, "Our TLP:CLEAR paper") == ["Our TLP:RED paper", "TLP:RED"]
