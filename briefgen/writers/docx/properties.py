"""What a file says about itself: docProps/core.xml, app.xml and custom.xml."""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Iterable
from hashlib import sha256

from briefgen.document.nodes import Meta
from briefgen.frozen import replace
from briefgen.ooxml.packing import DECLARATION, NewPart, identity
from briefgen.ooxml.text import escape
from briefgen.regexes import pattern

_DATE = pattern(r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])")
# ECMA-376 part 4, 7.2.2.1: the format id of the properties that a user made.
FORMAT_ID = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"


# What a file says of itself only where the house shows it.
_ON_REQUEST = frozenset({"issue"})


class Properties:
    """The properties of one document, as files store them and as fields show them."""

    def __init__(self, meta: Meta, asked: tuple[str, ...]) -> None:
        """`asked` names the properties that the house's fields show; those nobody gave are empty.

        `ShortTitle` is there for headers, in which a long title would take several lines.
        """
        self._meta = meta
        self._builtin = {
            "title": meta.title,
            "subject": meta.subject,
            "author": meta.author,
            "keywords": ", ".join(meta.keywords),
        }
        self._custom: dict[str, tuple[str, str]] = {}
        own = (("Marking", meta.marking), ("ShortTitle", meta.short_title or meta.title))
        for name, value in (*own, *meta.properties):
            if name.casefold() in _ON_REQUEST - set(map(str.casefold, asked)):
                continue
            if self._custom.setdefault(name.casefold(), (name, value)) != (name, value):
                raise ValueError(f"the document property {name!r} has two values")
        for name in asked:
            if name.casefold() not in self._builtin:
                self._custom.setdefault(name.casefold(), (name, ""))

    def shown(self, name: str) -> str:
        """What a DOCPROPERTY field with this name shows; Word does not mind its case."""
        key = name.casefold()
        return self._builtin[key] if key in self._builtin else self._custom[key][1]

    def entries(self) -> list[NewPart]:
        """The three parts that `package_relationships` points to."""
        office = "application/vnd.openxmlformats-officedocument"
        core = "application/vnd.openxmlformats-package.core-properties+xml"
        return [
            NewPart("docProps/core.xml", core, self.core().encode()),
            NewPart("docProps/app.xml", f"{office}.extended-properties+xml", _app().encode()),
            NewPart("docProps/custom.xml", f"{office}.custom-properties+xml", self.custom().encode()),
        ]

    def core(self) -> str:
        """ECMA-376 part 2, 11: the core properties, dated by the document and never by the clock."""
        meta = self._meta
        if not _DATE.fullmatch(meta.date):
            raise ValueError(f"the document's date is not YYYY-MM-DD: {meta.date!r}")
        texts = (
            ("dc:title", meta.title),
            ("dc:subject", meta.subject),
            ("dc:creator", meta.author),
            ("cp:keywords", self._builtin["keywords"]),
            ("cp:lastModifiedBy", meta.author),
            ("dc:language", meta.language),
        )
        moment = "".join(
            f'<dcterms:{what} xsi:type="dcterms:W3CDTF">{meta.date}T00:00:00Z</dcterms:{what}>'
            for what in ("created", "modified")
        )
        return (
            f'{DECLARATION}<cp:coreProperties xmlns:cp="{_PACKAGE}" xmlns:dc="http://purl.org/dc/elements/1.1/" '
            'xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
            + "".join(f"<{tag}>{escape(text)}</{tag}>" for tag, text in texts if text)
            + f"{moment}</cp:coreProperties>"
        )

    def custom(self) -> str:
        """The custom properties; ids count from 2 (part 4, 7.2.2.3)."""
        return (
            f'{DECLARATION}<Properties xmlns="{_OFFICE}/custom-properties" xmlns:vt="{_OFFICE}/docPropsVTypes">'
            + "".join(
                f'<property fmtid="{FORMAT_ID}" pid="{pid}" name="{escape(name)}">'
                f"<vt:lpwstr>{escape(_literal(value))}</vt:lpwstr></property>"
                for pid, (name, value) in enumerate(self._custom.values(), 2)
            )
            + "</Properties>"
        )


def _app() -> str:
    """The extended properties: who wrote the file, and nothing about the machine."""
    maker = "<Application>briefgen</Application>"
    return f'{DECLARATION}<Properties xmlns="{_OFFICE}/extended-properties">{maker}</Properties>'


def _literal(value: str) -> str:
    """In this type `_x0041_` would be read as A (part 1, 22.9.2.19): its first underscore is spelt out."""
    return re.sub(r"_(?=x[0-9A-Fa-f]{4}_)", "_x005F_", value)


# --- The mark in a Word file that says which generated version it is, or was made from ---


NAME = "briefgen"
PART = "docProps/custom.xml"
_LARGEST = 1 << 20
_MARK = pattern(
    rf'<property\b[^>]{{0,500}}\bname="{NAME}"[^>]{{0,500}}>\s{{0,99}}<[^>]{{0,99}}>([0-9a-f]{{64}})<'.encode()
)
_UNREADABLE = (zlib.error, struct.error, EOFError, OSError, KeyError, ValueError, RuntimeError)


def marked(entries: Iterable[NewPart], origin: str = "") -> list[NewPart]:
    """The parts with the mark in their custom properties: `origin`, or where that is "" the hash of these parts."""
    entries = list(entries)
    origin = origin or _hash(entries)
    return [replace(e, data=_with_mark(identity(e.data), origin)) if e.name == PART else e for e in entries]


def origin_of(data: bytes) -> str:
    """The mark of a Word file; "" where it has none or is no Word file."""
    from io import BytesIO
    from zipfile import BadZipFile, ZipFile

    try:
        with ZipFile(BytesIO(data)) as package:
            part = package.getinfo(PART)
            xml = package.read(part) if part.file_size <= _LARGEST else b""
    except (*_UNREADABLE, BadZipFile, NotImplementedError):
        return ""
    found = _MARK.search(xml)
    return found[1].decode() if found else ""


def _hash(entries: Iterable[NewPart]) -> str:
    digest = sha256()
    for entry in entries:
        for part in (entry.name.encode(), entry.relationships.encode(), identity(entry.data)):
            digest.update(len(part).to_bytes(8, "big"))
            digest.update(part)
    return digest.hexdigest()


def _with_mark(xml: bytes, origin: str) -> bytes:
    """The custom properties with one more behind them; ids count from 2. A house that shows this name keeps its own."""
    if f'name="{NAME}"'.encode() in xml.lower():
        return xml
    mark = (
        f'<property fmtid="{FORMAT_ID}" pid="{xml.count(b"<property ") + 2}" name="{NAME}">'
        f"<vt:lpwstr>{origin}</vt:lpwstr></property></Properties>"
    )
    return xml.replace(b"</Properties>", mark.encode())
