"""A key: what the numbers on a crowded timeline stand for, as a list in columns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from briefgen.figures.palette import NAVY
from briefgen.figures.sheet import Point, Sheet
from briefgen.figures.type import Face, Style

NUMBER = Style(Face.BOLD, 8, NAVY)
COLUMNS = 3
_INDENT, _GAP, _BETWEEN = 6.5, 4.0, 0.8


@dataclass(frozen=True, slots=True)
class KeyEntry:
    number: str
    lines: tuple[tuple[str, Style], ...]

    @property
    def height(self) -> float:
        return sum(style.line for _, style in self.lines) + _BETWEEN


@dataclass(frozen=True, slots=True)
class Key:
    """The entries in columns of about equal height, each with its corner within the key."""

    height: float = 0.0
    places: tuple[tuple[Point, KeyEntry], ...] = field(default=())

    def draw(self, sheet: Sheet, corner: Point) -> None:
        for (x, y), entry in self.places:
            left, top = corner[0] + x + _INDENT, corner[1] + y
            sheet.text((left - 1.4, top), entry.number, NUMBER, "right")
            for line, style in entry.lines:
                sheet.text((left, top), line, style)
                top += style.line


def text_width(width: float) -> float:
    """The room for the words of an entry, where the key has a width in millimetres."""
    return (width - (COLUMNS - 1) * _GAP) / COLUMNS - _INDENT


def lay_out_key(entries: Sequence[KeyEntry], width: float) -> Key:
    """The key for entries that are wrapped to `text_width`; they run down the columns in their order."""
    if not entries:
        return Key()
    height = max(sum(entry.height for entry in entries) / COLUMNS, *(entry.height for entry in entries), 0.0)
    while (cells := _cells(entries, height))[-1][0] >= COLUMNS:
        height += 1.0
    step = text_width(width) + _INDENT + _GAP
    places = tuple(((column * step, y), entry) for (column, y), entry in zip(cells, entries, strict=True))
    return Key(max(y + entry.height for (_, y), entry in places), places)


def _cells(entries: Sequence[KeyEntry], height: float) -> list[tuple[int, float]]:
    """The column of each entry and its distance from the top, where columns have a height."""
    cells: list[tuple[int, float]] = []
    column, y = 0, 0.0
    for entry in entries:
        if y and y + entry.height > height:
            column, y = column + 1, 0.0
        cells.append((column, y))
        y += entry.height
    return cells
