"""The fonts that a house document carries: taken over where they may travel and are what they say.

A font inside a Word file has its first 32 bytes mixed with a key that stands in the font table (ECMA-376 part 1,
17.8.1). What a font allows stands in itself, in two bytes of its table OS/2 (OpenType, `fsType`).
"""

from __future__ import annotations

import struct
from collections.abc import Callable
from uuid import UUID

from briefgen.ooxml.packing import deflated
from briefgen.ooxml.tree import Element, R, W, make, remove
from briefgen.writers.docx.house import Part, Relation

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.obfuscatedFont"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/font"
_FACES = tuple(W + f"embed{face}" for face in ("Regular", "Bold", "Italic", "BoldItalic"))
_OUTLINES = (b"\x00\x01\x00\x00", b"OTTO")
_MIXED = 32
_LARGEST = 2 << 20
"""Bytes of one font: a brief that is mailed should not weigh more than its readers put up with."""
_LICENCE = 0x000E
_MAY_TRAVEL = (0x0000, 0x0008)
"""Installable and editable embedding; the others forbid it, or forbid to change the text."""


def take_fonts(table: Element, blob_of: Callable[[str], bytes], left_out: Callable[[str], None]) -> list[Part]:
    """The embedded fonts of a font table as parts; those that no brief may carry leave the table, with a word.

    `blob_of` gives the bytes behind a relationship id, b"" where there are none. The first part is the table's own to
    refer to as `rId1`, and so on (`relations`).
    """
    taken: list[Part] = []
    for face in list(table.iter(*_FACES)):
        blob = blob_of(face.get(R + "id") or "")
        problem = _problem(blob, face.get(W + "fontKey") or "")
        if problem:
            left_out(problem)
            remove(face)
            continue
        taken.append(Part(f"word/fonts/font{len(taken) + 1}.odttf", CONTENT_TYPE, "", deflated(blob)))
        face.attrib.pop(W + "subsetted", None)  # the reader of a brief may go on writing in it
        face.set(R + "id", f"rId{len(taken)}")
    return taken


def relations(fonts: list[Part]) -> tuple[Relation, ...]:
    """The relationships of a font table to its fonts."""
    return tuple(Relation(f"rId{n}", _RELATION, font.name.removeprefix("word/")) for n, font in enumerate(fonts, 1))


def embedding_settings(settings: Element, fonts: list[Part]) -> None:
    """Have Word keep the fonts when it saves the file (17.8.3.2); the element stands before all that a house has."""
    if fonts:
        settings.insert(0, make("embedTrueTypeFonts"))


def mixed(font: bytes, key: str) -> bytes:
    """A font as it lies in a Word file, or the font again: mixing twice with one key changes nothing."""
    mask = UUID(key).bytes[::-1] * 2
    return bytes(a ^ b for a, b in zip(font[:_MIXED], mask, strict=True)) + font[_MIXED:]


def _problem(blob: bytes, key: str) -> str:
    """Why no brief may carry a font; "" where it may."""
    if len(blob) > _LARGEST:
        return f"an embedded font of more than {_LARGEST >> 20} MB"
    try:
        licence = _licence(mixed(blob, key))
    except (ValueError, struct.error):
        return "an embedded font that is none"
    return "" if licence in _MAY_TRAVEL else "an embedded font whose licence forbids that it travels"


def _licence(font: bytes) -> int:
    """The bits of `fsType` that matter. ValueError or struct.error for what is no font."""
    if font[:4] not in _OUTLINES:
        raise ValueError("no outlines")
    tables: dict[bytes, tuple[int, int]] = {}
    for n in range(struct.unpack_from(">H", font, 4)[0]):
        name, _, offset, length = struct.unpack_from(">4sIII", font, 12 + 16 * n)
        if offset + length > len(font):
            raise ValueError("a table lies outside")
        tables[name] = (offset, length)
    fs_type: int = struct.unpack_from(">H", font, tables.get(b"OS/2", (len(font), 0))[0] + 8)[0]
    return fs_type & _LICENCE
