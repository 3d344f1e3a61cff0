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


@pytest.mark.parametrize(
    ("part", "sound", "unsound", "what"),
    [
        ("styles", r'<w:sz w:val="\d+"', '<w:sz w:val="big"', "val=“big” of w:sz"),
        ("styles", r'<w:sz w:val="\d+"', '<w:sz w:val="²"', "val=“²” of w:sz"),
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
    ],
)
def test_an_invalid_value_is_left_out_and_told(part: str, sound: str, unsound: str, what: str) -> None:
    source = changed(HOUSE, f"word/{part}.xml", lambda xml: re.sub(f"{sound}(?!.*{sound})", unsound, xml, count=1))
    house = read_house(source, "house.docx")
    assert said(house) == [f"the house document has {what}, which Word files may not have there; it is left out"]
    made = parts(DocxWriter(house).write(document(*item("x"))))
    assert unsound.encode() not in b"".join(made.values())


def test_properties_in_another_order_are_put_right_without_a_word() -> None:
    def swapped(xml: str) -> str:
        return re.sub(r"(<w:keepNext/>)(<w:keepLines/>)", r"\2\1", xml)

    assert said(read_house(changed(HOUSE, "word/styles.xml", swapped), "house.docx")) == []
    assert read_house(changed(HOUSE, "word/styles.xml", swapped), "h").parts == read_house(HOUSE, "h").parts


@pytest.mark.parametrize("file", [HOUSE_FILE, SAVED_BY_LIBREOFFICE], ids=["shipped", "LibreOffice"])
def test_what_word_and_libreoffice_write_is_sound(file: Path) -> None:
    assert said(read_house(file.read_bytes(), "house.docx")) == []
