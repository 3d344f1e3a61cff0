"""Fonts inside a house document: they travel with its briefs, where they are fonts and their licence allows it."""

from __future__ import annotations

import re
import struct
from io import BytesIO

import pytest
from fontTools.ttLib import TTFont

from briefgen.document.nodes import Document
from briefgen.writers.docx.house import House
from briefgen.writers.docx.reference.fonts import mixed
from briefgen.writers.docx.reference.reader import read_house
from briefgen.writers.docx.writer import DocxWriter
from tests.writers.docx.packages import HOUSE_FILE, META, package, parts

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
