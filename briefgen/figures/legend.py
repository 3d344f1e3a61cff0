"""A legend: a title, then samples with their words, running on from line to line."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import accumulate

from briefgen.figures.palette import INK, NAVY
from briefgen.figures.sheet import Point, Sheet
from briefgen.figures.type import Face, Style, Typesetter

SAMPLE = (6.0, 4.0)
"""The box that an entry's sample is drawn in."""
_TITLE = Style(Face.BOLD, 8, NAVY)
_WORDS = Style(Face.PLAIN, 8, INK)
_AFTER_SAMPLE, _AFTER_ENTRY, _BETWEEN_LINES = 1.6, 5.0, 1.6


@dataclass(frozen=True, slots=True)
class Entry:
    """`draw` puts the sample into a box of `SAMPLE` size whose top left corner it is given."""

    words: str
    draw: Callable[[Sheet, Point], None]


@dataclass(frozen=True, slots=True)
class Legend:
    """A legend laid out: its height, and where each entry stands within it."""

    title: str
    height: float
    places: tuple[tuple[Point, Entry, tuple[str, ...]], ...]

    def draw(self, sheet: Sheet, corner: Point) -> None:
        left, top = corner
        if self.title:
            sheet.text((left, top), self.title, _TITLE)
        for (x, y), entry, lines in self.places:
            entry.draw(sheet, (left + x, top + y))
            at = top + y + (SAMPLE[1] - _WORDS.line) / 2
            for number, line in enumerate(lines):
                sheet.text((left + x + SAMPLE[0] + _AFTER_SAMPLE, at + number * _WORDS.line), line, _WORDS)


def lay_out(type_: Typesetter, title: str, entries: Sequence[Entry], width: float) -> Legend:
    """The legend for a width in millimetres; an entry that is wider than that wraps."""
    shown = "".join(type_.wrap(title, _TITLE, width, 1))
    top = _TITLE.line + 1.0 if shown else 0.0
    indent = SAMPLE[0] + _AFTER_SAMPLE
    rows: list[list[tuple[float, Entry, tuple[str, ...]]]] = [[]]
    x = 0.0
    for entry in entries:
        lines = tuple(type_.wrap(entry.words, _WORDS, width - indent, 4))
        run = indent + max((type_.width(line, _WORDS) for line in lines), default=0.0)
        if rows[-1] and x + run > width:
            rows.append([])
            x = 0.0
        rows[-1].append((x, entry, lines))
        x += run + _AFTER_ENTRY
    heights = [max((_height(lines) for *_, lines in row), default=0.0) for row in rows]
    tops = accumulate((h + _BETWEEN_LINES for h in heights), initial=top)
    places = tuple(((x, y), entry, lines) for row, y in zip(rows, tops, strict=False) for x, entry, lines in row)
    return Legend(shown, top + sum(heights) + _BETWEEN_LINES * (len(rows) - 1), places)


def _height(lines: Sequence[str]) -> float:
    return SAMPLE[1] + max(0, len(lines) - 1) * _WORDS.line
