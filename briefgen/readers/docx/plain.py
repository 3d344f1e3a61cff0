"""The text of a Word file that briefgen wrote, paragraph by paragraph, with the numbers of its notes.

For finding a sentence again, not for reading a document back: styles, lists and tables are let go, and so are
the lines of a table of contents, which repeat the headings.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET

from briefgen.diagnostics import Diagnostic, Location
from briefgen.errors import Problems
from briefgen.ooxml.archive import Unreadable, Unsafe, open_safely

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MAIN = "word/document.xml"


def plain_paragraphs(data: bytes, file: str) -> list[str]:
    """Each paragraph's words with `[^n]` where a note is called; raises `Problems` for what is no Word file."""
    try:
        root = ET.fromstring(open_safely(data)[_MAIN])
    except (Unsafe, Unreadable, KeyError, ValueError, ET.ParseError, LookupError) as bad:
        reason = f"it has no {_MAIN}" if isinstance(bad, KeyError) else bad
        raise Problems(
            [Diagnostic(Location(file), f"is no Word file that can be read: {reason}", "docx-unreadable")]
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
