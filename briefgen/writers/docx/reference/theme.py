"""The colours and typefaces of a house: those that its theme names, and the fonts that it carries.

A theme also says how Office fills and edges drawings, with pictures and effects. Briefs have no such drawings, and a
wrong value there makes a file that Word refuses; so that part is written anew, plain, and the rest is read value by
value (ECMA-376 part 1, 20.1.6).
"""

from __future__ import annotations

import re
import struct
from collections.abc import Callable
from uuid import UUID
from xml.sax.saxutils import quoteattr

from briefgen.ooxml.packing import DECLARATION, Stencil, deflated
from briefgen.ooxml.tree import A, Element, R, W, make, remove
from briefgen.writers.docx.house import Part, Relation
from briefgen.writers.docx.reference.findings import HouseFindings

_COLOURS = {
    "dk1": "000000",
    "lt1": "FFFFFF",
    "dk2": "44546A",
    "lt2": "E7E6E6",
    "accent1": "4472C4",
    "accent2": "ED7D31",
    "accent3": "A5A5A5",
    "accent4": "FFC000",
    "accent5": "5B9BD5",
    "accent6": "70AD47",
    "hlink": "0563C1",
    "folHlink": "954F72",
}
"""The colours that a theme has, each with the one that stands in for it."""
_SYSTEM = ("windowText", "window")
_HEX = re.compile(r"[0-9A-Fa-f]{6}")
_TYPEFACES = {"panose": re.compile(r"[0-9A-Fa-f]{20}"), "charset": re.compile(r"-?1?[0-9]{1,2}")}
_SCRIPT = re.compile(r"[A-Za-z]{4}")
_FILL = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>'
_LINE = f'<a:ln w="9525">{_FILL}</a:ln>'
_EFFECT = "<a:effectStyle><a:effectLst/></a:effectStyle>"
_FORMATS = (
    f"<a:fillStyleLst>{_FILL * 3}</a:fillStyleLst><a:lnStyleLst>{_LINE * 3}</a:lnStyleLst>"
    f"<a:effectStyleLst>{_EFFECT * 3}</a:effectStyleLst><a:bgFillStyleLst>{_FILL * 3}</a:bgFillStyleLst>"
)


def read_theme(root: Element, findings: HouseFindings) -> Stencil:
    """The theme as briefs take it over; `findings` hears of each value that no theme may have."""
    elements = root.find(A + "themeElements")
    colours = None if elements is None else elements.find(A + "clrScheme")
    fonts = None if elements is None else elements.find(A + "fontScheme")
    shown = "".join(
        f"<a:{name}>{_colour(None if colours is None else colours.find(A + name), name, findings)}</a:{name}>"
        for name in _COLOURS
    )
    faces = "".join(
        f"<a:{name}>{_typefaces(None if fonts is None else fonts.find(A + name), name, findings)}</a:{name}>"
        for name in ("majorFont", "minorFont")
    )
    return (
        f'{DECLARATION}<a:theme xmlns:a="{A[1:-1]}" name="House"><a:themeElements>'
        f'<a:clrScheme name="House">{shown}</a:clrScheme><a:fontScheme name="House">{faces}</a:fontScheme>'
        f'<a:fmtScheme name="House">{_FORMATS}</a:fmtScheme></a:themeElements></a:theme>',
    )


def _colour(found: Element | None, name: str, findings: HouseFindings) -> str:
    """A colour as six figures, or as the system's for text and windows."""
    colour = None if found is None else next(iter(found), None)
    kind = "" if colour is None else colour.tag.removeprefix(A)
    if colour is None:
        findings.unsound(f"no colour {name} in its theme")
    elif kind not in ("srgbClr", "sysClr"):
        findings.left_out(f"a colour {name} in its theme that is not given as RGB")
    else:
        attribute = "val" if kind == "srgbClr" else "lastClr"
        said = colour.get(attribute, "")
        if _HEX.fullmatch(said):
            system = colour.get("val") if kind == "sysClr" else ""
            return f'<a:sysClr val="{system}" lastClr="{said}"/>' if system in _SYSTEM else f'<a:srgbClr val="{said}"/>'
        findings.unsound(f"{attribute}=“{said[:40]}” of the colour {name} in its theme")
    return f'<a:srgbClr val="{_COLOURS[name]}"/>'


def _typefaces(found: Element | None, name: str, findings: HouseFindings) -> str:
    """The typefaces for headings or text: for Latin letters, East Asian and other scripts, and for single scripts."""
    faces = [] if found is None else list(found)
    written = []
    for tag in ("latin", "ea", "cs"):
        one = next((face for face in faces if face.tag == A + tag), None)
        if one is None or "typeface" not in one.attrib:
            findings.unsound(f"no typeface {tag} in the {name} of its theme")
            one = None
        written.append(_typeface(tag, one, name, findings))
    scripts: dict[str, str] = {}
    for face in faces:
        if face.tag == A + "font":
            script = face.get("script", "")
            if not _SCRIPT.fullmatch(script) or "typeface" not in face.attrib:
                findings.unsound(f"script=“{script[:40]}” in the {name} of its theme")
            else:
                scripts.setdefault(script, face.get("typeface"))
    written += [f'<a:font script="{script}" typeface={quoteattr(face)}/>' for script, face in scripts.items()]
    return "".join(written)


def _typeface(tag: str, face: Element | None, name: str, findings: HouseFindings) -> str:
    said = ""
    for attribute, pattern in _TYPEFACES.items():
        value = None if face is None else face.get(attribute)
        if value is not None and pattern.fullmatch(value):
            said += f' {attribute}="{value}"'
        elif value is not None:
            findings.unsound(f"{attribute}=“{value[:40]}” in the {name} of its theme")
    return f"<a:{tag} typeface={quoteattr('' if face is None else face.get('typeface'))}{said}/>"


# --- The fonts that a house document carries: taken over where they may travel and are what they say ---
#
# A font inside a Word file has its first 32 bytes mixed with a key that stands in the font table (ECMA-376 part 1,
# 17.8.1). What a font allows stands in itself, in two bytes of its table OS/2 (OpenType, `fsType`).


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
    refer to as `rId1`, and so on (`font_relations`).
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


def font_relations(fonts: list[Part]) -> tuple[Relation, ...]:
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
