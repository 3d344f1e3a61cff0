"""What no Word file may have stays out of every brief, however it came into the house document, and is told."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from briefgen.writers.docx.house import House
from briefgen.writers.docx.reference.reader import read_house
from briefgen.writers.docx.writer import DocxWriter
from tests.writers.docx.packages import HOUSE_FILE, changed, document, item, parts

HOUSE = HOUSE_FILE.read_bytes()
SAVED_BY_LIBREOFFICE = Path(__file__).parents[3] / "wordtemplates" / "data" / "saved-by-libreoffice.docx"


def said(house: House) -> list[str]:
    return [d.message for d in house.diagnostics if d.code == "house-invalid"]


@pytest.mark.few(15)
@pytest.mark.parametrize(
    ("part", "sound", "unsound", "what"),
    [
        ("styles", r'<w:sz w:val="\d+"', '<w:sz w:val="big"', "val=“big” of w:sz"),
        ("styles", r'<w:sz w:val="\d+"', '<w:sz w:val="²"', "val=“²” of w:sz"),
        ("styles", r'<w:uiPriority w:val="\d+"', '<w:uiPriority w:val="-1"', "val=“-1” of w:uiPriority"),
        (
            "styles",
            r'<w:basedOn w:val="\w+"',
            '<w:basedOn w:val="on"',
            "the style “on”, which is not there, in w:basedOn",
        ),
        ("styles", r'<w:next w:val="\w+"', '<w:next w:val="on"', "the style “on”, which is not there, in w:next"),
        (
            "header1",
            r'<w:pStyle w:val="\w+"',
            '<w:pStyle w:val="on"',
            "the style “on”, which is not there, in w:pStyle",
        ),
        ("styles", r'<w:color w:val="\w+"', '<w:color w:val="#FF0000"', "val=“#FF0000” of w:color"),
        ("styles", r'w:before="\d+"', 'w:before="a lot"', "before=“a lot” of w:spacing"),
        ("styles", r"<w:keepNext/>", '<w:keepNext w:val="yes"/>', "val=“yes” of w:keepNext"),
        ("styles", r"<w:keepNext/>", "<w:keepOn/>", "w:keepOn in w:pPr"),
        ("styles", r'<w:sz w:val="\d+"/>', "<w:sz/>", "w:sz without val"),
        ("styles", r'w:type="paragraph"', 'w:type="sentence"', "type=“sentence” of w:style"),
        ("numbering", r'<w:numFmt w:val="decimal"', '<w:numFmt w:val="roman"', "val=“roman” of w:numFmt"),
        ("header1", r'w:xAlign="right"', 'w:xAlign="east"', "xAlign=“east” of w:framePr"),
        (
            "settings",
            r'<w:defaultTabStop w:val="\d+"',
            '<w:defaultTabStop w:val="1e9"',
            "val=“1e9” of w:defaultTabStop",
        ),
        ("fontTable", r'<w:charset w:val="00"', '<w:charset w:val="western"', "val=“western” of w:charset"),
        ("document", r'<w:pgSz w:w="\d+"', '<w:pgSz w:w="wide"', "w=“wide” of w:pgSz"),
        ("styles", r"<w:keepNext/>", '<w:keepNext/><w:divId w:val="one"/>', "val=“one” of w:divId"),
        ("styles", r"<w:keepNext/>", '<w:keepNext/><w:cnfStyle w:val="x"/>', "val=“x” of w:cnfStyle"),
        ("styles", r"<w:keepNext/>", '<w:keepNext/><w:pStyle w:val="Quote"/>', "w:pStyle in w:pPr"),
        ("styles", r"<w:keepNext/>", '<w:keepNext/><w:textboxTightWrap w:val="x"/>', "val=“x” of w:textboxTightWrap"),
        ("styles", r"<w:b/>", '<w:b/><w:fitText w:val="x"/>', "val=“x” of w:fitText"),
        ("styles", r"<w:b/>", '<w:b/><w:eastAsianLayout w:combine="x"/>', "combine=“x” of w:eastAsianLayout"),
        ("styles", r"<w:b/>", '<w:b/><w:rStyle w:val="Strong"/>', "w:rStyle in w:rPr"),
        ("styles", r"<w:pPrDefault>", '<w:pPrDefault w:val="x">', "val=“x” of w:pPrDefault"),
        ("styles", r"<w:tblPr>(?=.*</w:style>)", '<w:tblPr><w:tblOverlap w:val="x"/>', "val=“x” of w:tblOverlap"),
        ("styles", r"<w:tblPr>(?=.*</w:style>)", '<w:tblPr><w:tblpPr w:tblpX="x"/>', "tblpX=“x” of w:tblpPr"),
        ("numbering", r"<w:lvlText ", '<w:lvlText w:null="x" ', "null=“x” of w:lvlText"),
        ("numbering", r"<w:numFmt ", '<w:legacy w:legacy="x"/><w:numFmt ', "legacy=“x” of w:legacy"),
        ("document", r"<w:pgSz ", '<w:pgBorders w:zOrder="x"/><w:pgSz ', "zOrder=“x” of w:pgBorders"),
        ("styles", r"<w:keepNext/>", "<w:keepNext><w:b/></w:keepNext>", "w:b in w:keepNext"),
        ("styles", r"<w:keepNext/>", "<w:keepNext/>stray", "the words “stray” in w:pPr"),
        ("styles", r"<w:keepNext/>", '<w:keepNext twice="1"/>', "twice=“1” of w:keepNext"),
        ("styles", r"<w:docDefaults>", "<w:docDefaults><w:sz/>", "w:sz without val"),
        ("styles", r"<w:docDefaults>", '<w:docDefaults><w:b w:val="1"/>', "w:b in w:docDefaults"),
        ("styles", r"<w:docDefaults>", "<w:docDefaults><w:rPr/>", "w:rPr in w:docDefaults"),
        ("styles", r"<w:docDefaults>", "<w:docStandards/><w:docDefaults>", "w:docStandards in w:styles"),
        ("styles", r"</w:styles>", '<w:style w:styleId="Normal"/></w:styles>', "a second w:style “Normal”"),
        ("numbering", r"</w:numbering>", '<w:num w:numId="one"/></w:numbering>', "numId=“one” of w:num"),
        ("numbering", r"</w:numbering>", '<w:num w:numId="99"/></w:numbering>', "w:num without w:abstractNumId"),
        ("numbering", r'<w:lvl w:ilvl="8"', '<w:lvl w:ilvl="9"', "ilvl=“9” of w:lvl"),
        ("numbering", r'<w:start w:val="1"', '<w:start w:val="-1"', "val=“-1” of w:start"),
        ("fontTable", r"<w:font ", '<w:font w:typeface="x" ', "typeface=“x” of w:font"),
        (
            "settings",
            r"<w:compat>",
            '<w:compat><w:compatSetting w:name="x" w:uri="http://schemas.microsoft.com/office/word" w:val="1"/>',
            "name=“x” of w:compatSetting",
        ),
        ("settings", r"<w:compat>", "<w:compat><w:growWild/>", "w:growWild in w:compat"),
        (
            "settings",
            r"<w:defaultTabStop ",
            '<w:clrSchemeMapping w:bg1="x"/><w:defaultTabStop ',
            "bg1=“x” of w:clrSchemeMapping",
        ),
    ],
)
def test_an_invalid_value_is_left_out_and_told(part: str, sound: str, unsound: str, what: str) -> None:
    source = changed(HOUSE, f"word/{part}.xml", lambda xml: re.sub(f"{sound}(?!.*{sound})", unsound, xml, count=1))
    house = read_house(source, "house.docx")
    assert said(house)[:1] == [f"the house document has {what}, which Word files may not have there; it is left out"]
    made = parts(DocxWriter(house).write(document(*item("x"))))
    assert unsound.encode() not in b"".join(made.values())


def test_names_of_other_makers_that_stand_for_nothing_are_passed_over() -> None:
    """Word refuses a file in which mc:Ignorable names a prefix that is declared nowhere."""
    markup = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" mc:Ignorable="w14 mc gone"'
    source = changed(
        HOUSE,
        "word/fontTable.xml",
        lambda xml: re.sub("<w:fonts [^>]*mc[^>]*>|<w:fonts ", f"<w:fonts {markup} ", xml, count=1),
    )
    made = parts(DocxWriter(read_house(source, "house.docx")).write(document(*item("x"))))
    assert b'Ignorable="mc"' in made["word/fontTable.xml"]


def test_changes_that_were_tracked_in_looks_do_not_take_their_makers_into_briefs() -> None:
    made = (
        '<w:rPr><w:rPrChange w:id="1" w:author="A. Person" w:date="2024-01-01T00:00:00Z"><w:rPr/></w:rPrChange></w:rPr>'
    )

    def tracked(xml: str) -> str:
        return re.sub(r'(<w:style [^>]*w:styleId="Normal".*?)(</w:style>)', rf"\1{made}\2", xml, count=1)

    house = read_house(changed(HOUSE, "word/styles.xml", tracked), "house.docx")
    assert said(house) == []
    assert all(b"A. Person" not in part for part in parts(DocxWriter(house).write(document(*item("x")))).values())


def test_properties_in_another_order_are_put_right_without_a_word() -> None:
    def swapped(xml: str) -> str:
        return re.sub(r"(<w:keepNext/>)(<w:keepLines/>)", r"\2\1", xml)

    assert said(read_house(changed(HOUSE, "word/styles.xml", swapped), "house.docx")) == []
    assert read_house(changed(HOUSE, "word/styles.xml", swapped), "h").parts == read_house(HOUSE, "h").parts


@pytest.mark.parametrize("file", [HOUSE_FILE, SAVED_BY_LIBREOFFICE], ids=["shipped", "LibreOffice"])
def test_what_word_and_libreoffice_write_is_sound(file: Path) -> None:
    assert said(read_house(file.read_bytes(), "house.docx")) == []


def test_measures_with_a_unit_are_numbers_in_a_brief() -> None:
    """Files of the strict form say "1in" and "12pt", which Microsoft's own validator refuses in others."""

    def inches(xml: str) -> str:
        xml = re.sub(r'w:(top|bottom)="\d+"', r'w:\1="1in"', xml)
        return re.sub(r"<w:pgSz [^>]*>", '<w:pgSz w:w="21cm" w:h="297mm"/>', xml)

    def points(xml: str) -> str:
        xml = re.sub(r'<w:sz w:val="\d+"', '<w:sz w:val="10.5pt"', xml, count=1)
        return re.sub(r'<w:name w:val="[^"]*"', '<w:name w:val="12pt"', xml, count=1)

    house = read_house(changed(changed(HOUSE, "word/document.xml", inches), "word/styles.xml", points), "house.docx")
    made = parts(DocxWriter(house).write(document(*item("x"))))
    assert said(house) == []
    (page,) = re.findall(r"<w:pgSz [^>]*>", made["word/document.xml"].decode())
    assert ('w:w="11906"' in page, 'w:h="16838"' in page) == (True, True)
    assert 'w:top="1440"' in made["word/document.xml"].decode()
    styles = made["word/styles.xml"].decode()
    assert ('<w:sz w:val="21"' in styles, '<w:name w:val="12pt"' in styles, "10.5pt" in styles) == (True, True, False)
