"""A legend: samples with their words, running on from line to line."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import field
from itertools import accumulate

from briefgen.figures.sheet import INK, NAVY, PALE, RUST, WHITE, Face, Point, Sheet, TextStyle, Typesetter
from briefgen.figures.shown import OPEN_END, OPEN_START, Event
from briefgen.frozen import dataclass

SAMPLE = (6.0, 4.0)
"""The box that an entry's sample is drawn in."""
_WORDS = TextStyle(Face.PLAIN, 8, INK)
_AFTER_SAMPLE, _AFTER_ENTRY, _BETWEEN_LINES = 1.6, 5.0, 1.6


@dataclass(frozen=True, slots=True)
class LegendEntry:
    """`draw` puts the sample into a box of `SAMPLE` size whose top left corner it is given."""

    words: str
    draw: Callable[[Sheet, Point], None]


@dataclass(frozen=True, slots=True)
class Legend:
    """A legend laid out: its height, and where each entry stands within it."""

    height: float
    places: tuple[tuple[Point, LegendEntry, tuple[str, ...]], ...]

    def draw(self, sheet: Sheet, corner: Point) -> None:
        left, top = corner
        for (x, y), entry, lines in self.places:
            entry.draw(sheet, (left + x, top + y))
            at = top + y + (SAMPLE[1] - _WORDS.line) / 2
            for number, line in enumerate(lines):
                sheet.text((left + x + SAMPLE[0] + _AFTER_SAMPLE, at + number * _WORDS.line), line, _WORDS)


def lay_out(type_: Typesetter, entries: Sequence[LegendEntry], width: float) -> Legend:
    """The legend for a width in millimetres; an entry that is wider than that wraps."""
    indent = SAMPLE[0] + _AFTER_SAMPLE
    rows: list[list[tuple[float, LegendEntry, tuple[str, ...]]]] = [[]]
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
    tops = accumulate((h + _BETWEEN_LINES for h in heights), initial=0.0)
    places = tuple(((x, y), entry, lines) for row, y in zip(rows, tops, strict=False) for x, entry, lines in row)
    return Legend(sum(heights) + _BETWEEN_LINES * (len(rows) - 1), places)


def _height(lines: Sequence[str]) -> float:
    return SAMPLE[1] + max(0, len(lines) - 1) * _WORDS.line


# --- A key: what the numbers on a crowded timeline stand for, as a list in columns ---


NUMBER = TextStyle(Face.BOLD, 8, NAVY)
COLUMNS = 3
_INDENT, _GAP, _BETWEEN = 6.5, 4.0, 0.8


@dataclass(frozen=True, slots=True)
class KeyEntry:
    number: str
    lines: tuple[tuple[str, TextStyle], ...]

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


# --- How an event looks on its line: filled where the date is sure, soft and dashed with a question mark where ---


RADIUS = 1.75
"""Half the width that a marker takes; a span is drawn where an event is wider than a marker."""
DOUBT = "?"
_DOUBT_SURE, _DOUBT_CONTESTED = TextStyle(Face.BOLD, 8, NAVY), TextStyle(Face.BOLD, 8, RUST)


def draw_point(sheet: Sheet, event: Event, centre: Point) -> None:
    """The marker of an event that is short on the axis."""
    x, y = centre
    edge = RUST if event.contested else NAVY
    thick = 0.3 if event.uncertain else 0.45
    if event.contested:
        r = 1.35 * RADIUS if event.uncertain else 1.1 * RADIUS
        corners = ((x - r, y), (x, y - r), (x + r, y), (x, y + r))
        sheet.polygon(corners, WHITE, edge, thick=thick, dashed=event.uncertain)
    elif event.uncertain:
        sheet.circle(centre, 1.1 * RADIUS, PALE, edge, thick=thick, dashed=True)
    else:
        sheet.circle(centre, 0.85 * RADIUS, NAVY)
    _draw_doubt(sheet, event, centre)


def draw_span(sheet: Sheet, event: Event, span: Point, y: float) -> None:
    """The bar of an event from one x to another around a height, pointed where the event is open."""
    left, right = span
    half = RADIUS if event.uncertain else 0.7 * RADIUS
    tip_left = half if event.first == OPEN_START and event.first != event.last else 0.0
    tip_right = half if event.last == OPEN_END else 0.0
    corners = (
        (left + tip_left, y - half),
        (left, y),
        (left + tip_left, y + half),
        (right - tip_right, y + half),
        (right, y),
        (right - tip_right, y - half),
    )
    edge = RUST if event.contested else NAVY
    fill = WHITE if event.contested else PALE if event.uncertain else NAVY
    sheet.polygon(corners, fill, edge, thick=0.3 if event.uncertain else 0.45, dashed=event.uncertain)
    _draw_doubt(sheet, event, ((left + right) / 2, y))


def _draw_doubt(sheet: Sheet, event: Event, centre: Point) -> None:
    style = _DOUBT_CONTESTED if event.contested else _DOUBT_SURE
    if event.uncertain:
        sheet.text((centre[0], centre[1] - style.line / 2), DOUBT, style, "center")
