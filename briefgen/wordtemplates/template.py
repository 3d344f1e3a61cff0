"""A Word template, read: the tape and everything needed to play it. Plain values, so that it can be kept."""

from __future__ import annotations

from bisect import bisect_right
from typing import Literal

from briefgen.diagnostics import Diagnostic
from briefgen.document.nodes import Picture
from briefgen.frozen import dataclass, replace
from briefgen.ooxml.style_names import StyleKind
from briefgen.wordtemplates.findings import ParagraphPlace, told

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
