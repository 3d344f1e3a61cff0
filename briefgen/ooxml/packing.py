"""What a Word file is made of: XML with holes that each brief fills in, and a zip, the same bytes every time."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from urllib.parse import quote, unquote
from zlib import crc32

from briefgen.frozen import dataclass
from briefgen.ooxml.text import escape
from briefgen.regexes import pattern

DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_CORE = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
_RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
_CONTENT_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
# Version to read it, flags, deflated, and the earliest moment that an entry can carry: 1 January 1980.
_HOW = (20, 0, 8, 0, 33)
_MADE_BY = 20  # by no operating system, or the maker's would show
_MODE = 0o600 << 16
_LEVEL = 6
_SMALL = 4096


@dataclass(frozen=True, slots=True)
class Deflated:
    """Data as a zip has it, and the size and the checksum that it has otherwise."""

    data: bytes
    size: int
    check: int


@dataclass(frozen=True, slots=True)
class NewPart:
    """A part on its way into the package; `relationships` are its Relationship elements."""

    name: str
    content_type: str
    data: bytes | Deflated
    relationships: str = ""


def relationship(rid: str, kind: str, target: str, *, external: bool = False) -> str:
    """A Relationship element; `kind` is a whole URI or the last word of an office document's one."""
    uri = kind if ":" in kind else f"{OFFICE}/{kind}"
    mode = ' TargetMode="External"' if external else ""
    return f'<Relationship Id="{rid}" Type="{uri}" Target="{escape(target)}"{mode}/>'


def package_relationships() -> str:
    """What `_rels/.rels` says: where the document and its properties are."""
    return (
        relationship("rId1", "officeDocument", "word/document.xml")
        + relationship("rId2", _CORE, "docProps/core.xml")
        + relationship("rId3", "extended-properties", "docProps/app.xml")
        + relationship("rId4", "custom-properties", "docProps/custom.xml")
    )


def pack(entries: Iterable[NewPart]) -> bytes:
    """The package with its entries in the given order, behind content types and relationships.

    Every zip entry has the same date and attributes, so that equal entries make equal bytes.
    """
    entries = list(entries)
    files: list[tuple[str, bytes | Deflated]] = [
        ("[Content_Types].xml", _content_types(entries).encode()),
        ("_rels/.rels", _relationships_part(package_relationships())),
    ]
    for entry in entries:
        files.append((entry.name, entry.data))
        if entry.relationships:
            folder, _, base = entry.name.rpartition("/")
            files.append((f"{folder}/_rels/{base}.rels", _relationships_part(entry.relationships)))
    return _zip(files)


def _zip(files: Iterable[tuple[str, bytes | Deflated]]) -> bytes:
    """A zip of files by name, all of one moment, maker and mode.

    Written here because `zipfile` takes nothing that is deflated already (PKWARE's APPNOTE.TXT, 4.3.7, 4.3.12, 4.3.16).
    """
    body, directory, count = bytearray(), bytearray(), 0
    for count, (name, data) in enumerate(files, 1):  # noqa: B007
        called = name.encode("ascii")
        if isinstance(data, bytes):  # most small parts are the same in brief after brief, and so are pictures
            is_usual = len(data) < _SMALL or not name.endswith(".xml")
            data = (_deflated_once if is_usual else deflated)(data)
        about = struct.pack("<5H3L2H", *_HOW, data.check, len(data.data), data.size, len(called), 0)
        directory += struct.pack("<4sH", b"PK\x01\x02", _MADE_BY) + about
        directory += struct.pack("<3H2L", 0, 0, 0, _MODE, len(body)) + called
        body += b"PK\x03\x04" + about + called + data.data
    size = len(directory)
    return bytes(body + directory + struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, count, count, size, len(body), 0))


def identity(data: bytes | Deflated) -> bytes:
    """The data of a part, or what tells it from other data whoever has deflated it."""
    return data if isinstance(data, bytes) else f"{data.size} {data.check}".encode()


def deflated(data: bytes) -> Deflated:
    work = zlib.compressobj(_LEVEL, zlib.DEFLATED, -zlib.MAX_WBITS)
    return Deflated(work.compress(data) + work.flush(), len(data), crc32(data))


_deflated_once = lru_cache(maxsize=64)(deflated)


def _relationships_part(elements: str) -> bytes:
    return f'{DECLARATION}<Relationships xmlns="{_RELATIONSHIPS}">{elements}</Relationships>'.encode()


def _content_types(entries: list[NewPart]) -> str:
    """Pictures by their extension, XML parts each by name (part 2, 10.1.2)."""
    pictures = sorted({(e.name.rpartition(".")[2], e.content_type) for e in entries if not e.name.endswith(".xml")})
    defaults = [
        ("rels", "application/vnd.openxmlformats-package.relationships+xml"),
        ("xml", "application/xml"),
        *pictures,
    ]
    return (
        f'{DECLARATION}<Types xmlns="{_CONTENT_TYPES}">'
        + "".join(f'<Default Extension="{ext}" ContentType="{kind}"/>' for ext, kind in defaults)
        + "".join(
            f'<Override PartName="/{e.name}" ContentType="{e.content_type}"/>'
            for e in entries
            if e.name.endswith(".xml")
        )
        + "</Types>"
    )


# --- XML with holes: what a house fixes once, and what each brief fills in ---
#
# A stencil is a tuple of strings in which text and holes alternate, beginning and ending with text:
# `("<w:t>", "property:Marking", "</w:t>")`. In XML a hole is a processing instruction, which a house document cannot
# smuggle in because the reference reader removes all it finds.


Stencil = tuple[str, ...]

TARGET = "briefgen"

LANGUAGE = "language"  # the w:lang element of the document defaults
THEME_LANGUAGE = "theme-language"  # w:themeFontLang in the settings
MARKING_STYLE = "marking-style"  # the w:rStyle of the document's marking
LISTS = "lists"  # w:num elements, one for each numbered list
NOTE_SETTINGS = "note-settings"  # w:footnotePr or w:endnotePr in the settings
SECTION_NOTES = "section-notes"  # the same, in the section
PAGES = "pages"  # the number of pages, as text
SECTION_PAGES = "section-pages"  # that of the pages behind the cover

_PROPERTY = "property:"
_RUNNING = "running:"
_MARKING = "marking-beside:"
RUNNING_MARK = pattern("\ue120([0-9]+)\ue121")
"""What stands in the text of a header until the reader of the reference document opens a hole there."""
_HOLE = pattern(rf"<\?{TARGET} (.*?)\?>")


def property_hole(name: str) -> str:
    """The hole that shows the document property of that name."""
    return _PROPERTY + quote(name, safe=" ")


def property_name(hole: str) -> str | None:
    """The document property that a hole shows, or None for holes of other kinds."""
    return unquote(hole.removeprefix(_PROPERTY)) if hole.startswith(_PROPERTY) else None


def running_mark(number: int) -> str:
    """The characters that make the reader of a reference document open a hole for a running text."""
    return f"\ue120{number}\ue121"


def running_hole(number: int) -> str:
    """The hole that shows one of the document's running texts, counted from 0."""
    return f"{_RUNNING}{number}"


def running_number(hole: str) -> int | None:
    """The running text that a hole shows, or None for holes of other kinds."""
    return int(hole.removeprefix(_RUNNING)) if hole.startswith(_RUNNING) else None


def marking_hole(running: Sequence[int]) -> str:
    """The hole that shows the marking unless one of these running texts, beside which it stands, has it already."""
    return _MARKING + ",".join(map(str, running))


def marking_beside(hole: str) -> list[int] | None:
    """The running texts beside which a hole shows the marking, or None for holes of other kinds."""
    if not hole.startswith(_MARKING):
        return None
    return [int(number) for number in hole.removeprefix(_MARKING).split(",") if number]


def cut(xml: str) -> Stencil:
    """The stencil of serialised XML whose holes are processing instructions."""
    return tuple(_HOLE.split(xml))


def holes(stencil: Stencil) -> tuple[str, ...]:
    return stencil[1::2]


def fill(stencil: Stencil, value: Callable[[str], str]) -> str:
    """The XML, with `value(hole)` (XML itself) put into each hole."""
    if len(stencil) == 1:
        return stencil[0]
    return "".join(value(piece) if odd % 2 else piece for odd, piece in enumerate(stencil))
