"""The mark in a Word file that says which generated version it is, or was made from.

It is a custom property, because Word, LibreOffice and python-docx keep those when they save a file that somebody
edited. Its value is a hash of everything else in the file as it was generated: no clock, no name, no machine.
"""

from __future__ import annotations

import re
import struct
import zipfile
import zlib
from collections.abc import Iterable
from dataclasses import replace
from hashlib import sha256
from io import BytesIO

from briefgen.ooxml.packing import Entry
from briefgen.writers.docx.properties import FORMAT_ID

NAME = "briefgen"
PART = "docProps/custom.xml"
_LARGEST = 1 << 20
_MARK = re.compile(
    rf'<property\b[^>]{{0,500}}\bname="{NAME}"[^>]{{0,500}}>\s{{0,99}}<[^>]{{0,99}}>([0-9a-f]{{64}})<'.encode()
)
_UNREADABLE = (zipfile.BadZipFile, zlib.error, struct.error, EOFError, OSError, KeyError, ValueError, RuntimeError)


def marked(entries: Iterable[Entry], origin: str = "") -> list[Entry]:
    """The parts with the mark in their custom properties: `origin`, or where that is "" the hash of these parts."""
    entries = list(entries)
    origin = origin or _hash(entries)
    return [replace(e, data=_with_mark(e.data, origin)) if e.name == PART else e for e in entries]


def origin_of(data: bytes) -> str:
    """The mark of a Word file; "" where it has none or is no Word file."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as package:
            part = package.getinfo(PART)
            xml = package.read(part) if part.file_size <= _LARGEST else b""
    except (*_UNREADABLE, NotImplementedError):
        return ""
    found = _MARK.search(xml)
    return found[1].decode() if found else ""


def _hash(entries: Iterable[Entry]) -> str:
    digest = sha256()
    for entry in entries:
        for part in (entry.name.encode(), entry.relationships.encode(), entry.data):
            digest.update(len(part).to_bytes(8, "big") + part)
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
