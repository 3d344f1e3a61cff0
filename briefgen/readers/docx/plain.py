"""The text of a Word file that briefgen wrote, paragraph by paragraph, with the numbers of its notes.

For finding a sentence again, not for reading a document back: styles, lists and tables are let go, and so are
the lines of a table of contents, which repeat the headings.
"""

from __future__ import annotations

import re
import struct
import xml.etree.ElementTree as ET
import zipfile
import zlib
from io import BytesIO

from briefgen.diagnostics import Diagnostic, Location
from briefgen.errors import Problems

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_LARGEST = 64 * 1024 * 1024
_MOST_TAGS = 2_000_000  # a tag of four bytes becomes an object of a hundred
# What zipfile, zlib and expat raise for damaged bytes.
_UNREADABLE = (
    *(zipfile.BadZipFile, zlib.error, struct.error, EOFError, OSError, KeyError, ValueError),
    *(ET.ParseError, NotImplementedError, RuntimeError),
)


def plain_paragraphs(data: bytes, file: str) -> list[str]:
    """Each paragraph's words with `[^n]` where a note is called; raises `Problems` for what is no Word file."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as package:
            part = package.getinfo("word/document.xml")
            if part.file_size > _LARGEST:
                raise ValueError("the text is too large")
            if part.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
                raise ValueError("it is packed in a way that Word does not use")
            xml = package.read(part)
        if b"\0" in xml[:4] or xml[:2] in (b"\xff\xfe", b"\xfe\xff"):
            raise ValueError("its text is not UTF-8")
        if b"<!DOCTYPE" in xml:
            raise ValueError("it declares a document type")
        if xml.count(b"<") > _MOST_TAGS:
            raise ValueError("the text is too large")
        root = ET.fromstring(xml)
    except _UNREADABLE as bad:
        raise Problems(
            [Diagnostic(Location(file), f"is no Word file that can be read: {bad}", "docx-unreadable")]
        ) from bad
    return [text for p in root.iter(f"{_W}p") if (text := _paragraph(p))]


def _paragraph(paragraph: ET.Element) -> str:
    parts: list[str] = []
    instruction, in_result = "", False
    for node in paragraph.iter():
        if node.tag == f"{_W}fldChar":
            kind = node.get(f"{_W}fldCharType")
            in_result = kind == "separate"
            instruction = "" if kind == "begin" else instruction
        elif node.tag == f"{_W}instrText":
            instruction += node.text or ""
        elif node.tag in (f"{_W}endnoteReference", f"{_W}footnoteReference"):
            parts.append(f"[^{node.get(f'{_W}id')}]")
        elif node.tag == f"{_W}t":
            is_note = in_result and "NOTEREF" in instruction
            parts.append(f"[^{node.text}]" if is_note else node.text or "")
        elif node.tag in (f"{_W}br", f"{_W}tab"):
            parts.append(" ")
    if instruction.strip().startswith("PAGEREF"):  # the last field of a line of the table of contents
        return ""
    # The comma between two notes side by side is the writer's, not the text's.
    return re.sub(r"\](?:,\s?)(?=\[\^)", "]", "".join(parts)).strip()
