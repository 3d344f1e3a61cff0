"""The marks on the tape: private-use characters for what a Word document is made of.

The tape is text in reading order. `open_mark("p", 12)` begins the paragraph of line 12, `close_mark("p")` ends it, and
so on for tables, rows, cells, notes and the texts of headers. Escapes have U+E000 to U+E0FF and citations have U+F0000
and up, so these lie between. Whatever comes from facts holds none of them.
"""

from __future__ import annotations

import re

_BEGIN, _END = "\ue100", "\ue101"
_LOOK = 0xE110
_NOTE, _NOTE_END = "\ue102", "\ue103"

PARAGRAPH, TABLE, ROW, CELL, NOTE, RUNNING = "p", "t", "r", "c", "n", "h"

BOLD, ITALIC, RAISED, LOWERED = 1, 2, 4, 8
"""What a look is made of; 0 is plain."""

MARK = re.compile(f"{_BEGIN}(/?)([ptrcnh])([0-9]*){_END}")
INLINE = re.compile(f"([{chr(_LOOK)}-{chr(_LOOK + 15)}])|{_NOTE}([0-9]+){_NOTE_END}")
ANY = re.compile(f"{MARK.pattern}|{INLINE.pattern}|[\ue100-\uefff]")


def open_mark(kind: str, number: int = 0) -> str:
    return f"{_BEGIN}{kind}{number or ''}{_END}"


def close_mark(kind: str) -> str:
    return f"{_BEGIN}/{kind}{_END}"


def look_mark(look: int) -> str:
    """From here on text looks so, until the next of these marks."""
    return chr(_LOOK + look)


def look_of(mark: str) -> int:
    return ord(mark) - _LOOK


def note_mark(number: int) -> str:
    """Stands in a paragraph for the note of that number, while the paragraph is read as Markdown."""
    return f"{_NOTE}{number}{_NOTE_END}"
