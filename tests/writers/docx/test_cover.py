"""A house document with a cover: every brief gets it, filled in, before its own first page."""

from __future__ import annotations

import pickle
import re
from dataclasses import replace
from io import BytesIO

import docx
import pytest
from docx.enum.section import WD_SECTION

from briefgen.document.nodes import Block, Document, Figure, Heading, Marking, OrderedList, Paragraph
from briefgen.writers.docx.house import House
from briefgen.writers.docx.reference.reader import read_house
from briefgen.writers.docx.writer import DocxWriter
from tests.writers.docx.covers import HOUSE, OFFICE, PAGE, broken, covered, field, picture, text, with_picture
from tests.writers.docx.maker import HOUSE_WITH_COVER
from tests.writers.docx.packages import META, changed, document, item, package, parts, with_relation, words
from tests.writers.docx.validity import faults

ABOUT_ITSELF = replace(META, properties=(("Kind", "A kind"), ("Cut-off", "1 May 2026"), ("Issue", "Draft & more")))
BRIEF = document(Marking("TLP:GREEN"), Heading(1, words("The text")), *item("It says."), meta=ABOUT_ITSELF)
PNG = b"\x89PNG\r\n\x1a\n and no more"
PART: tuple[Block, ...] = (Heading(2, words("A part")), *[Paragraph(words("x " * 1500))] * 2)
LONG = document(*PART * 4)


def read(source: bytes) -> House:
    return read_house(source, "house.docx")


def said(house: House) -> list[str]:
    return [d.message for d in house.diagnostics]


def written(house: House, brief: Document = BRIEF) -> bytes:
    made = DocxWriter(house, contents="always").write(brief)
    assert faults(made) == []
    return made


def main(made: bytes) -> str:
    return parts(made)["word/document.xml"].decode()


def shown(xml: str) -> str:
    return "|".join(re.findall(r"<w:t[^>]*>([^<]+)", xml))


def cover_of(made: bytes) -> str:
    return main(made).split('w:name="_Cover"')[0]


def pages_of(made: bytes) -> list[int]:
    """The page numbers in the table of contents."""
    return [int(n) for n in re.findall(r"PAGEREF[^<]*</w:instrText>.*?<w:t>(\d+)</w:t>", main(made))]


# --- what stands on it ----------------------------------------------------------------------------


def test_an_editor_makes_a_cover_with_a_section_break_in_front() -> None:
    """As by hand in Word: a text, a field, and a break to a next page before the sample text."""
    opened = docx.Document(BytesIO(HOUSE))
    body = opened.element.body
    first = body[0]
    opened.add_paragraph("The cover of our desk", style="Title")
    opened.add_section(WD_SECTION.NEW_PAGE)
    for paragraph in list(body)[-3:-1]:
        first.addprevious(paragraph)
    saved = BytesIO()
    opened.save(saved)
    made = written(read(saved.getvalue()))
    assert shown(cover_of(made)) == "The cover of our desk"
    again = docx.Document(BytesIO(made))
    assert [p.text for p in again.paragraphs if p.text][:2] == ["The cover of our desk", "The text"]
    assert len(again.sections) == 2


def test_fields_on_it_show_what_the_brief_says_of_itself() -> None:
    codes = ["TITLE", "SUBJECT", "DOCPROPERTY Marking", 'DOCPROPERTY "Kind"', "DOCPROPERTY Cut-off"]
    codes += ["DOCPROPERTY issue", "DOCPROPERTY ShortTitle"]
    house = read(covered("".join(map(field, codes)) + broken()))
    assert house.diagnostics == ()
    brief = replace(BRIEF, meta=replace(ABOUT_ITSELF, subject="A subject", short_title="A short title"))
    made = written(house, brief)
    assert shown(cover_of(made)) == ("A title|A subject|TLP:GREEN|A kind|1 May 2026|Draft &amp; more|A short title")
    assert main(made).count("<w:instrText") >= len(codes)


def test_another_field_keeps_its_last_result_and_is_told() -> None:
    house = read(covered(field("DATE", "5 May 2020") + broken()))
    assert said(house) == [
        "the field 'DATE' in a cover is not one that a brief may carry; its last result stays as plain text"
    ]
    made = cover_of(written(house))
    assert (shown(made), "instrText" in made) == ("5 May 2020", False)


def test_the_sample_text_behind_it_stays_behind() -> None:
    made = written(read(covered(text("Ours") + broken())))
    assert "This file gives briefs their looks" not in main(made)
    assert shown(main(made)).startswith("Ours|The text|It says.")


def test_breaks_that_begin_no_page_make_no_cover() -> None:
    """Sample text in columns, say."""
    columns = changed(
        covered(text("Sample") + broken()),
        "word/document.xml",
        lambda x: x[::-1].replace("<w:pgSz"[::-1], '<w:type w:val="continuous"/><w:pgSz'[::-1], 1)[::-1],
    )
    assert read(columns).cover is None
    house = read(covered(text("Ours") + broken(), columns))
    made = written(house)
    assert shown(main(made)).startswith("Ours|The text")
    assert 'w:val="continuous"' not in main(made)


def test_its_picture_list_and_link_come_along() -> None:
    link = '<Relationship Id="rIdWeb" Type="{0}/hyperlink" Target="https://example.org/" TargetMode="External"/>'
    cover = (
        picture("rIdLogo", "Our sign")
        + '<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="77"/></w:numPr></w:pPr></w:p>'
        + '<w:p><w:hyperlink r:id="rIdWeb"><w:r><w:t>web</w:t></w:r></w:hyperlink>'
        + '<w:hyperlink w:anchor="_Gone"><w:r><w:t>inside</w:t></w:r></w:hyperlink></w:p>'
        + '<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="99"/></w:numPr></w:pPr></w:p>'
        + broken()
    )
    listed = changed(
        HOUSE,
        "word/numbering.xml",
        lambda x: x.replace("</w:numbering>", '<w:num w:numId="77"><w:abstractNumId w:val="1"/></w:num></w:numbering>'),
    )
    linked = with_relation(listed, "word/document.xml", link.format(OFFICE))
    house = read(covered(cover, with_picture(linked, "rIdLogo", PNG)))
    assert house.diagnostics == ()
    brief = document(Figure("a.png", "it shows", words("Caption")), OrderedList((item("a"),), 3))
    made = written(house, brief)
    assert parts(made)["word/media/image1.png"] == PNG
    assert 'Target="https://example.org/"' in parts(made)["word/_rels/document.xml.rels"].decode()
    assert 'w:numId w:val="77"' in cover_of(made)
    assert 'w:numId w:val="99"' not in main(made)
    assert pickle.loads(pickle.dumps(house)) == house


def test_a_picture_without_alternative_text_is_told() -> None:
    house = read(covered(picture("rIdLogo", "") + broken(), with_picture(HOUSE, "rIdLogo", PNG)))
    assert said(house) == ["'Logo' in a cover has no alternative text"]


TEXT_BOX = (
    '<w:p><w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing>'
    '<wp:anchor xmlns:wp="{d}/wordprocessingDrawing">'
    '<wp:docPr id="1" name="Box" descr="The marking"/><a:graphic xmlns:a="{d}/main"><a:graphicData '
    'uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp><wps:txbx><w:txbxContent>{inside}'
    "</w:txbxContent></wps:txbx></wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing></mc:Choice>"
    '<mc:Fallback><w:pict><v:rect xmlns:v="urn:schemas-microsoft-com:vml"><v:textbox><w:txbxContent>{inside}'
    "</w:txbxContent></v:textbox></v:rect></w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>"
)


def test_a_text_box_keeps_what_it_asks_of_a_reader() -> None:
    """Word needs the prefixes that a part names in `Requires` and `Ignorable`, or calls the file corrupt."""
    drawn = "http://schemas.openxmlformats.org/drawingml/2006"
    box = TEXT_BOX.format(d=drawn, inside=field("DOCPROPERTY Marking"))
    glow = '<w:p w14:paraId="0123ABCD"><w:r><w:rPr><w14:glow w14:rad="1"/></w:rPr><w:t>glows</w:t></w:r></w:p>'
    names = (
        'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
        'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
        'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" '
        'xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml" mc:Ignorable="w14 w15"'
    )
    named = changed(HOUSE, "word/document.xml", lambda x: x.replace("<w:document ", f"<w:document {names} ", 1))
    house = read(covered(box + glow + broken(), named))
    assert house.diagnostics == ()
    made = main(written(house))
    start = re.findall(r"<w:document [^>]*>", made)[0]
    assert all(f"xmlns:{prefix}=" in start for prefix in ("mc", "wps", "w14"))
    assert 'mc:Ignorable="w14"' in start
    assert shown(cover_of(written(house))) == "TLP:GREEN|TLP:GREEN|glows"
    assert "0123ABCD" not in made


@pytest.mark.parametrize(
    ("bound", "result", "messages"),
    [
        ("/ns1:coreProperties[1]/ns0:title[1]", "A title", []),
        ("/ns1:coreProperties[1]/ns0:creator[1]", "A desk", []),
        (
            "/ns0:Properties[1]/ns0:Company[1]",
            "[Type here]",
            [
                "the field 'CONTROL Company name' in a cover is not one that a brief may carry; "
                "its last result stays as plain text"
            ],
        ),
    ],
)
def test_the_controls_of_words_own_covers_show_the_properties(bound: str, result: str, messages: list[str]) -> None:
    control = (
        f'<w:sdt><w:sdtPr><w:alias w:val="Company name"/><w:dataBinding w:xpath="{bound}" w:storeItemID="x"/>'
        "<w:showingPlcHdr/></w:sdtPr><w:sdtContent><w:r><w:t>[Type here]</w:t></w:r></w:sdtContent></w:sdt>"
    )
    gallery = f"<w:sdt><w:sdtContent><w:p>{control}</w:p>{broken()}</w:sdtContent></w:sdt>"
    house = read(covered(gallery))
    assert said(house) == messages
    assert shown(cover_of(written(house))) == result


def test_what_could_harm_or_tell_of_its_past_is_taken_off() -> None:
    cover = (
        '<w:p><w:r><w:object><o:x xmlns:o="u"/></w:object><w:t>kept</w:t></w:r>'
        '<w:r><w:footnoteReference w:id="1"/></w:r>'
        '<w:ins w:id="1" w:author="Jane"><w:r><w:t>added</w:t></w:r></w:ins>'
        '<w:del w:id="2" w:author="Jane"><w:r><w:delText>gone</w:delText></w:r></w:del>'
        '<w:r><w:rPr><w:b/><w:rPrChange w:id="3" w:author="Jane"><w:rPr/></w:rPrChange></w:rPr><w:t>bold</w:t></w:r>'
        '<w:bookmarkStart w:id="4" w:name="gone_mark"/><w:bookmarkEnd w:id="4"/><?briefgen property:Author?></w:p>'
    )
    house = read(
        covered(cover + broken(PAGE + '<w:sectPrChange w:id="5" w:author="Jane"><w:sectPr/></w:sectPrChange>'))
    )
    assert said(house) == ["the house document carries notes on its cover, which no brief takes over"]
    made = cover_of(written(house))
    assert shown(made) == "kept|added|bold"
    for gone in ("Jane", "gone", "w:object", "footnoteReference", "Change"):
        assert gone not in made


def test_a_long_text_before_a_break_is_told_to_be_taken_for_a_cover() -> None:
    house = read(covered(text("An old report of ours. " * 100) + broken()))
    assert said(house) == [
        "the 2300 characters before the last section break, from “An old report of ours. An old report of…” on, "
        "stand before every brief as its cover"
    ]
    assert [d.code for d in house.diagnostics] == ["house-cover-long"]


# --- its pages ------------------------------------------------------------------------------------


def test_it_keeps_its_page_and_its_header_and_the_text_its_own() -> None:
    setup = '<w:headerReference w:type="default" r:id="rId5"/>' + PAGE + '<w:vAlign w:val="center"/><w:titlePg/>'
    rels = parts(HOUSE)["word/_rels/document.xml.rels"].decode()
    header = re.findall(r'Id="(rId\d+)"[^>]*/header"', rels)[0]
    house = read(covered(text("Ours") + broken(setup.replace("rId5", header))))
    sections = re.findall(r"<w:sectPr>.*?</w:sectPr>", main(written(house)))
    assert [s.count("headerReference") for s in sections] == [2, 2]  # its first page gets one for the marking
    assert ["<w:vAlign" in s for s in sections] == [True, False]
    assert ['w:top="900"' in s for s in sections] == [True, False]


@pytest.mark.few(3)
@pytest.mark.parametrize(
    ("cover", "start", "first", "count"),
    [
        (text("Ours") + broken(), "", 2, 1),
        (text("Ours") + broken(), '<w:pgNumType w:start="1"/>', 1, 1),
        (text("Ours") + broken(PAGE + '<w:pgNumType w:start="0"/>'), "", 1, 1),
        (text("a") + '<w:p><w:r><w:br w:type="page"/></w:r></w:p>' + broken(), "", 3, 2),
        (text("a") + broken() + text("b") + broken(), "", 3, 2),
        (text("a") + broken() + text("b") + broken('<w:type w:val="continuous"/>' + PAGE), "", 2, 1),
    ],
)
def test_pages_are_counted_with_those_of_the_cover_unless_they_begin_anew(
    cover: str, start: str, first: int, count: int
) -> None:
    bare = written(read(HOUSE), LONG)
    restarted = HOUSE
    if start:
        restarted = changed(HOUSE, "word/document.xml", lambda x: x.replace("<w:cols", f"{start}<w:cols"))
    made = written(read(covered(cover, restarted)), LONG)
    assert pages_of(made) == [page + first - 1 for page in pages_of(bare)]
    assert _total(made) == _total(bare) + count


def _total(made: bytes) -> int:
    """What the footer says to be the number of pages."""
    footer = parts(made)["word/footer1.xml"].decode()
    return int(re.findall(r"NUMPAGES.*?<w:t[^>]*>(\d+)</w:t>", footer)[0])


def test_a_marking_on_the_cover_alone_is_put_on_the_pages_of_the_text() -> None:
    unmarked = package(
        parts(HOUSE)
        | {
            name: re.sub(rb'DOCPROPERTY (&quot;|")Marking', rb"DOCPROPERTY \1Kind", data)
            for name, data in parts(HOUSE).items()
            if re.match(r"word/(header|footer)\d", name)
        }
    )
    made = written(read(covered(field("DOCPROPERTY Marking") + broken(), unmarked)))
    assert shown(main(made)).startswith("TLP:GREEN|The text")
    running = [data.decode() for name, data in parts(made).items() if re.match(r"word/(header|footer)\d", name)]
    assert running
    assert all("TLP:GREEN" in text for text in running)
    assert shown(main(written(read(covered(text("Ours") + broken()))))).startswith("Ours|The text")


# --- the cover that briefgen makes ------------------------------------------------------------------


def test_our_own_cover_is_sound_and_shows_what_a_brief_says_of_itself() -> None:
    source = HOUSE_WITH_COVER.read_bytes()
    assert faults(source) == []
    house = read(source)
    assert house.diagnostics == ()
    made = written(house)
    assert shown(cover_of(made)) == "A kind|A title|Information cut-off: |1 May 2026|Draft &amp; more"
    section = re.findall(r"<w:sectPr>.*?</w:sectPr>", main(made))[0]
    used = re.findall(r'Reference [^>]*"rId(\d+)"', section)
    names = [house.parts[int(n) - 1].name for n in used]
    assert all("TLP:GREEN" in parts(made)[name].decode() for name in names)
    assert len(names) == 2


def test_a_brief_with_a_cover_is_a_house_document_with_the_same_cover() -> None:
    house = read(HOUSE_WITH_COVER.read_bytes())
    again = read(DocxWriter(house, "footnotes").write(BRIEF))
    assert (again.cover, again.parts, again.section) == (house.cover, house.parts, house.section)
    assert pickle.loads(pickle.dumps(house)) == house


def test_an_issue_is_among_the_properties_only_where_the_house_shows_it(house: House) -> None:
    assert b"Issue" not in DocxWriter(house).write(BRIEF)
    assert b'name="Issue"' not in parts(DocxWriter(house).write(BRIEF))["docProps/custom.xml"]
    made = written(read(HOUSE_WITH_COVER.read_bytes()))
    assert b'name="Issue"' in parts(made)["docProps/custom.xml"]
