"""A Word template, read: the tape and everything needed to play it. Plain values, so that it can be kept."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import field
from typing import Literal

from briefgen.diagnostics import Diagnostic, Location, Severity
from briefgen.document.nodes import Picture
from briefgen.frozen import dataclass, replace
from briefgen.ooxml.style_names import StyleKind

LineKind = Literal["text", "heading", "item", "quote"]


@dataclass(frozen=True, slots=True)
class TapeLine:
    """A line of the tape, which is a paragraph in Word, or a piece of one before or behind a note.

    `columns` tells for pieces of the line, in order, where they begin in it and where they begin and end in the
    paragraph's text, all from 0. `level` is that of a heading, from 1, or of a list, from 0; `list` names the list
    in the file and `start` its first number.
    """

    place: ParagraphPlace
    kind: LineKind = "text"
    style: str = ""
    level: int = 0
    list: str = ""
    ordered: bool = False
    start: int = 1
    align: str = ""
    shade: str = ""
    columns: tuple[tuple[int, int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class TableLook:
    """A table's style by name, whether its first row heads the columns, and their widths where somebody set them."""

    style: str
    has_head: bool
    widths: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class WordTemplate:
    """A Word template as one Jinja text, with the way back to Word.

    `lines[n - 1]` is line n of the `source`, `tables` are in reading order, `shades` the colours behind cells,
    `pictures` those in its text; `running` has the line of each text for headers and footers. `own_styles` are what the
    template uses for what a brief asks for in another name: the kind, the name asked for, its own. `house` is the file
    as a reference document: the same, with marks for running texts.
    """

    file: str
    source: str
    lines: tuple[TapeLine, ...]
    tables: tuple[TableLook, ...]
    shades: tuple[str, ...]
    pictures: tuple[Picture, ...]
    running: tuple[int, ...]
    has_contents: bool
    own_styles: tuple[tuple[StyleKind, str, str], ...]
    house: bytes
    diagnostics: tuple[Diagnostic, ...]

    def place_of(self, line: int, column: int) -> tuple[ParagraphPlace, int, int]:
        """The paragraph behind a line and column of the source (from 1), and from where to where in its text."""
        if not 1 <= line <= len(self.lines):
            return ParagraphPlace(), 0, 0
        found = self.lines[line - 1]
        piece = bisect_right(found.columns, column - 1, key=lambda c: c[0]) - 1
        if piece < 0:
            return found.place, 0, min(len(found.place.text), 30)
        _, start, end = found.columns[piece]
        return found.place, start, end

    def in_words(self, diagnostic: Diagnostic) -> Diagnostic:
        """What was said of the source as it is said of the document: `line` stays the paragraph's number."""
        location = diagnostic.location
        if location.file != self.file or not location.line:
            return diagnostic
        place, start, end = self.place_of(location.line, location.column)
        message, code, hint = diagnostic.message, diagnostic.code, diagnostic.hint
        spoken = told(self.file, location.line, place, start, end, message, code, hint)
        return replace(spoken, severity=diagnostic.severity)


# --- What is to be said of it, and where: errors of its tags, and what of its looks no brief takes over ---


@dataclass(slots=True)
class TemplateFindings:
    """Collects diagnostics of one file. A line is a paragraph, counted as the tape counts them."""

    file: str
    _errors: list[Diagnostic] = field(default_factory=list)
    _left_out: dict[str, list[tuple[int, ParagraphPlace, str | None, Severity]]] = field(default_factory=dict)

    def error(self, line: int, place: ParagraphPlace, start: int, end: int, message: str, hint: str | None) -> None:
        """A tag that cannot be followed, at `start` to `end` of its paragraph's text."""
        self._errors.append(told(self.file, line, place, start, end, message, "word-tag", hint))

    def left_out(
        self,
        line: int,
        place: ParagraphPlace,
        what: str,
        hint: str | None = None,
        severity: Severity = Severity.WARNING,
    ) -> None:
        """Something that no brief takes over; told once, with its first place and how often it was found."""
        self._left_out.setdefault(what, []).append((line, place, hint, severity))

    def all(self) -> list[Diagnostic]:
        return [*self._errors, *(self._told(what, found) for what, found in self._left_out.items())]

    def _told(self, what: str, found: list[tuple[int, ParagraphPlace, str | None, Severity]]) -> Diagnostic:
        line, place, hint, severity = found[0]
        others = len(found) - 1
        more = f", and {others} more place{'s' * (others > 1)}" if others else ""
        message = f"{what} ({place}{more})"
        return Diagnostic(Location(self.file, line, 1), message, "word-left-out", hint, severity)


def told(
    file: str, line: int, place: ParagraphPlace, start: int, end: int, message: str, code: str, hint: str | None
) -> Diagnostic:
    """An error at a piece of a paragraph's text, with its place in words: … (body, under "Outcome": "… {{ x }} …")"""
    around = f": {place.around(start, end)}" if place.text.strip() else ""
    return Diagnostic(Location(file, line, start + 1), f"{message} ({place}{around})", code, hint=hint)


_LONGEST = 80


@dataclass(frozen=True, slots=True)
class ParagraphPlace:
    """A paragraph of a Word document.

    `part` is "body", "header 1", "footer 1" or "note 2"; `headings` are those that it stands under, outermost
    first; table, row and cell count from 1, 0 for none. `number` counts the paragraphs of the part's file from
    0, `file` names it; `text` is what the paragraph says, tags included.
    """

    part: str = "body"
    headings: tuple[str, ...] = ()
    table: int = 0
    row: int = 0
    cell: int = 0
    file: str = "word/document.xml"
    number: int = 0
    text: str = ""

    def __str__(self) -> str:
        """body, under "Outcome > Documents", table 1, row 2, cell 2"""
        steps = [self.part]
        if self.headings:
            steps.append(f'under "{" > ".join(_short(heading) for heading in self.headings)}"')
        steps += [f"{what} {n}" for what, n in (("table", self.table), ("row", self.row), ("cell", self.cell)) if n]
        return ", ".join(steps)

    def around(self, start: int, end: int) -> str:
        """The text from `start` to `end` with a little of what stands about it."""
        text, first, last = self.text, 0, len(self.text)
        if last > _LONGEST:
            room = max(12, (_LONGEST - (end - start)) // 2)
            first, last = start - room, min(start + _LONGEST, end) + room
            first = (text.find(" ", first, start) + 1 or first) if first > 0 else 0
            blank = text.rfind(" ", end, last)
            last = len(text) if last >= len(text) else blank if blank > 0 else last
        cut = " ".join(text[first:last].split())
        return f'"{"…" if first else ""}{cut}{"…" if last < len(text) else ""}"'


def _short(heading: str) -> str:
    words = " ".join(heading.split())
    return words if len(words) <= 40 else f"{words[:39].rstrip()}…"


# --- The marks on the tape: private-use characters for what a Word document is made of. `open_mark("p", 12)` begins the
# paragraph of line 12, `close_mark("p")` ends it, and so on for tables, rows, cells, notes and the texts of headers.
# Escapes have U+E000 to U+E0FF and citations have U+F0000 and up, so these lie between. Whatever comes from facts holds
# none of them. ---


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
