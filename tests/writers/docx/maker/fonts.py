"""The typeface of our house as it lies in the house document: Carlito, cut to the letters that briefs use.

Documents may carry a typeface under the SIL Open Font License, whole or in part, without becoming part of the font
themselves (its FAQ, 1.15). The whole font, unchanged, lies beside `briefgen.figures.sheet`.
"""

from __future__ import annotations

from functools import cache
from hashlib import sha256
from io import BytesIO
from uuid import UUID

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

from briefgen.figures.sheet import Face, path_of
from briefgen.ooxml.packing import NewPart
from briefgen.writers.docx.reference.theme import CONTENT_TYPE, mixed
from tests.writers.docx.maker.styles import FONT

FACES = {"Regular": Face.PLAIN, "Bold": Face.BOLD, "Italic": Face.SLANTED}
LETTERS = (
    *range(0x20, 0x180),  # Latin of Europe and Turkey
    *map(ord, "ƏəȘșȚț\u02bb\u02bcˆˇ˘˙˚˛˜˝\u0300\u0301\u0302\u0303\u0304\u0306\u0307\u0308\u030a\u030b\u030c"),
    *range(0x384, 0x3CF),  # Greek
    *range(0x400, 0x460),  # Cyrillic
    *map(ord, "ҐґҒғҚқҢңҮүҰұҲҳҶҷҺһӘәӢӣӨөӮӯ"),
    *range(0x2002, 0x2060),  # blanks, dashes, quotation marks
    *range(0x2070, 0x208F),  # raised and lowered figures
    *map(ord, "€₽₸№™←↑→↓−≈≠≤≥□●◦"),
)


def embedded() -> list[NewPart]:
    """The fonts as parts of a Word file."""
    return [
        NewPart(f"word/fonts/font{n}.odttf", CONTENT_TYPE, mixed(font, _key(font)))
        for n, font in enumerate(map(_cut, FACES.values()), 1)
    ]


def font_xml() -> str:
    """The w:font that names the typeface, what has its measures elsewhere, and its fonts (17.8.3.10)."""
    faces = "".join(
        f'<w:embed{name} r:id="rId{n}" w:fontKey="{_key(_cut(face))}"/>'
        for n, (name, face) in enumerate(FACES.items(), 1)
    )
    return (
        f'<w:font w:name="{FONT}"><w:altName w:val="Calibri"/><w:charset w:val="00"/><w:family w:val="swiss"/>'
        f'<w:pitch w:val="variable"/>{faces}</w:font>'
    )


def _key(font: bytes) -> str:
    return f"{{{str(UUID(bytes=sha256(font).digest()[:16])).upper()}}}"


@cache
def _cut(face: Face) -> bytes:
    """The font with the letters of `LETTERS`, without what only screens of 96 dots an inch need."""
    options = Options()
    options.layout_features = ["kern", "liga", "mark", "mkmk", "ccmp", "locl"]
    options.hinting = False
    options.notdef_outline = True
    options.name_IDs = ["*"]
    font = TTFont(path_of(face), recalcTimestamp=False)
    cutter = Subsetter(options)
    cutter.populate(unicodes=LETTERS)
    cutter.subset(font)
    written = BytesIO()
    font.save(written)
    return written.getvalue()
