"""What of the theme of a house document comes into briefs: colours and typefaces, each checked."""

from __future__ import annotations

import re
from pathlib import Path

import docx
import pytest

from briefgen.writers.docx.house import House
from briefgen.writers.docx.reference.reader import read_house
from tests.writers.docx.packages import changed

THEMED = (Path(docx.__file__).parent / "templates" / "default.docx").read_bytes()
"""The document that python-docx begins with: an Office theme of 2007."""
PART = "word/theme/theme1.xml"


def theme(source: bytes) -> tuple[str, list[str]]:
    """The theme of a brief in that house, and what is said of the house's own."""
    house: House = read_house(source, "house.docx")
    said = [d.message.partition(", which")[0] for d in house.diagnostics if "theme" in d.message]
    (part,) = (part for part in house.parts if part.name == PART)
    return "".join(map(str, part.content)), said  # type: ignore[arg-type]


def test_colours_and_typefaces_are_taken_over() -> None:
    made, said = theme(THEMED)
    assert said == []
    assert '<a:dk1><a:sysClr val="windowText" lastClr="000000"/></a:dk1>' in made
    assert '<a:accent1><a:srgbClr val="4F81BD"/></a:accent1>' in made
    assert '<a:majorFont><a:latin typeface="Calibri"/><a:ea typeface=""/><a:cs typeface=""/>' in made
    assert '<a:font script="Jpan" typeface="ＭＳ ゴシック"/>' in made


def test_how_office_fills_drawings_is_written_anew() -> None:
    made, _ = theme(THEMED)
    assert ("gradFill" in made, "scene3d" in made, made.count("phClr")) == (False, False, 9)


@pytest.mark.few(3)
@pytest.mark.parametrize(
    ("sound", "unsound", "told"),
    [
        ('srgbClr val="4F81BD"', 'srgbClr val="blue"', "val=“blue” of the colour accent1 in its theme"),
        ('lastClr="000000"', 'lastClr=""', "lastClr=“” of the colour dk1 in its theme"),
        ('<a:srgbClr val="4F81BD"/>', "", "no colour accent1 in its theme"),
        ("<a:clrScheme name", "<a:colours name", "no colour folHlink in its theme"),
        ('<a:latin typeface="Calibri"', '<a:latin face="Calibri"', "no typeface latin in the majorFont of its theme"),
        ('<a:ea typeface=""', '<a:ea panose="x" typeface=""', "panose=“x” in the majorFont of its theme"),
        ('script="Jpan"', 'script="Japanese"', "script=“Japanese” in the majorFont of its theme"),
    ],
)
def test_a_value_that_no_theme_may_have_is_replaced_and_told(sound: str, unsound: str, told: str) -> None:
    def change(xml: str) -> str:
        made = xml.replace(sound, unsound, 1)
        return made.replace("</a:clrScheme>", "</a:colours>") if "a:colours" in made else made

    made, said = theme(changed(THEMED, PART, change))
    assert said[-1] == f"the house document has {told}"
    assert (made.count("<a:srgbClr"), len(re.findall("<a:latin|<a:ea|<a:cs", made))) >= (10, 6)
    assert "blue" not in made


def test_a_colour_that_is_no_rgb_is_named() -> None:
    made, said = theme(changed(THEMED, PART, lambda xml: xml.replace('srgbClr val="4F81BD"', 'prstClr val="blue"')))
    assert said == ["the house document carries a colour accent1 in its theme that is not given as RGB"]
    assert '<a:accent1><a:srgbClr val="4472C4"/></a:accent1>' in made
