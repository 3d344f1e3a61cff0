"""What of the theme of a house document comes into briefs: colours and typefaces, each checked."""

from __future__ import annotations

import re
import struct
from io import BytesIO
from pathlib import Path

import docx
import pytest
from fontTools.ttLib import TTFont

from briefgen.document.nodes import Document
from briefgen.writers.docx.house import House
from briefgen.writers.docx.reference.reader import read_house
from briefgen.writers.docx.reference.theme import mixed
from briefgen.writers.docx.writer import DocxWriter
from tests.writers.docx.packages import HOUSE_FILE, META, changed, package, parts

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


TABLE, REGULAR = "word/fontTable.xml", "word/fonts/font1.odttf"
SOURCE = HOUSE_FILE.read_bytes()
KEY = re.findall(r'w:fontKey="([^"]+)"', parts(SOURCE)[TABLE].decode())[0]
FONT = mixed(parts(SOURCE)[REGULAR], KEY)


def with_font(data: bytes) -> House:
    """The house with other bytes in the place of its regular cut."""
    return read_house(package(parts(SOURCE) | {REGULAR: data}), "house.docx")


def with_licence(bits: int) -> bytes:
    """The font with other bits in its `fsType`."""
    made = bytearray(FONT)
    at = FONT.index(b"OS/2")
    offset = struct.unpack_from(">I", FONT, at + 8)[0]
    struct.pack_into(">H", made, offset + 8, bits)
    return mixed(bytes(made), KEY)


def brief(house: House) -> dict[str, bytes]:
    return parts(DocxWriter(house).write(Document((), (), META)))


def test_a_brief_carries_the_typeface_of_its_house(house: House) -> None:
    made = brief(house)
    keys = re.findall(r'<w:embed(\w+) r:id="rId(\d)" w:fontKey="([^"]+)"', made[TABLE].decode())
    assert [name for name, _, _ in keys] == ["Regular", "Bold", "Italic"]
    for cut, number, key in keys:
        font = TTFont(BytesIO(mixed(made[f"word/fonts/font{number}.odttf"], key)))
        assert (font["name"].getDebugName(1), font["name"].getDebugName(2)) == ("Carlito", cut)
        assert set(map(ord, "Łódź, Οδησσός, Тошкент, Өскемен, Ғафур: “21” – 10⁶ €")) <= font.getBestCmap().keys()
        assert "Licensed under the SIL Open Font License" in str(font["name"].getDebugName(13))
    assert b"<w:embedTrueTypeFonts/>" in made["word/settings.xml"]
    assert sum(map(len, (v for k, v in made.items() if k.endswith(".odttf")))) < 400_000


@pytest.mark.parametrize(
    ("font", "said"),
    [
        (with_licence(0x0002), "an embedded font whose licence forbids that it travels"),
        (with_licence(0x0004), "an embedded font whose licence forbids that it travels"),
        (b"", "an embedded font that is none"),
        (FONT, "an embedded font that is none"),
        (mixed(FONT[:5000], KEY), "an embedded font that is none"),
        (mixed(b"MZ" + FONT[2:], KEY), "an embedded font that is none"),
        (mixed(FONT + bytes(3 << 20), KEY), "an embedded font of more than 2 MB"),
    ],
)
def test_a_font_that_may_not_travel_or_is_none_stays_behind(font: bytes, said: str) -> None:
    house = with_font(font)
    assert [d.message for d in house.diagnostics] == [f"the house document carries {said}, which no brief takes over"]
    made = brief(house)
    assert [name for name in made if name.endswith(".odttf")] == ["word/fonts/font1.odttf", "word/fonts/font2.odttf"]
    assert b"embedRegular" not in made[TABLE]
    assert b'<w:embedBold r:id="rId1"' in made[TABLE]


def test_a_font_that_may_be_edited_travels() -> None:
    assert with_font(with_licence(0x0008)).diagnostics == ()


def test_a_house_without_fonts_asks_for_none() -> None:
    bare = {name: data for name, data in parts(SOURCE).items() if not name.startswith("word/fonts/")}
    bare["word/_rels/fontTable.xml.rels"] = re.sub(rb"<Relationship .*?/>", b"", bare["word/_rels/fontTable.xml.rels"])
    bare[TABLE] = re.sub(rb"<w:embed.*?/>", b"", bare[TABLE])
    made = brief(read_house(package(bare), "house.docx"))
    assert b"embedTrueTypeFonts" not in made["word/settings.xml"]
    assert "word/_rels/fontTable.xml.rels" not in made
