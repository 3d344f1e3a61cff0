"""The zip that a Word file is: content types, relationships, and the same bytes every time."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from briefgen.ooxml.text import escape

DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_CORE = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
_RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
_CONTENT_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_EPOCH = (1980, 1, 1, 0, 0, 0)  # the earliest moment that a zip entry can carry
_LEVEL = 6


@dataclass(frozen=True, slots=True)
class NewPart:
    """A part on its way into the package; `relationships` are its Relationship elements."""

    name: str
    content_type: str
    data: bytes
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
    buffer = BytesIO()
    with ZipFile(buffer, "w") as archive:
        _add(archive, "[Content_Types].xml", _content_types(entries).encode())
        _add(archive, "_rels/.rels", _relationships_part(package_relationships()))
        for entry in entries:
            _add(archive, entry.name, entry.data)
            if entry.relationships:
                folder, _, base = entry.name.rpartition("/")
                _add(archive, f"{folder}/_rels/{base}.rels", _relationships_part(entry.relationships))
    return buffer.getvalue()


def _add(archive: ZipFile, name: str, data: bytes) -> None:
    info = ZipInfo(name, _EPOCH)
    info.create_system = 0  # or the maker's operating system would show
    archive.writestr(info, data, ZIP_DEFLATED, _LEVEL)


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
