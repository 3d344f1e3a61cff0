"""Who took part in what, as a matrix: what is to be shown, and the same in words for those who do not see it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import field
from math import cos, pi, sin

from briefgen.figures.sheet import AMBER, BLUE, FOG, GREY, MIST, NAVY, PALE, RULE, SILVER, SKY, WHITE, Point, Sheet
from briefgen.figures.timeline import in_brackets, in_sentences
from briefgen.frozen import dataclass


@dataclass(frozen=True, slots=True)
class Column:
    """What stands above a column, such as place and date; neighbours of one `group` get its name above them."""

    lines: tuple[str, ...]
    group: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """One of `STATUSES`, and of `MARKS` those that apply, each once."""

    status: str
    marks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    label: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Matrix:
    """Rows of cells under columns; at least one of each.

    Raises ValueError for a matrix without cells, rows of unequal length, and unknown statuses and marks: what
    would be an empty picture is for the caller to leave out.
    """

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]

    def __post_init__(self) -> None:
        if not self.columns or not self.rows:
            raise ValueError("a matrix needs a column and a row")
        for row in self.rows:
            if len(row.cells) != len(self.columns):
                raise ValueError(f"row {row.label!r} has {len(row.cells)} cells for {len(self.columns)} columns")
        for cell in (cell for row in self.rows for cell in row.cells):
            if unknown := {cell.status} - {*STATUSES} | {*cell.marks} - {*MARKS}:
                raise ValueError(f"no such status or mark: {', '.join(sorted(unknown))}")
            if len({*cell.marks}) < len(cell.marks):
                raise ValueError(f"a mark twice in one cell: {', '.join(cell.marks)}")

    def statuses(self) -> tuple[str, ...]:
        """Those that occur, in the order of the legend."""
        found = {cell.status for row in self.rows for cell in row.cells}
        return tuple(status for status in STATUSES if status in found)

    def marks(self) -> tuple[str, ...]:
        """Those that occur, in the order of the legend."""
        found = {mark for row in self.rows for cell in row.cells for mark in cell.marks}
        return tuple(mark for mark in MARKS if mark in found)


@dataclass(frozen=True, slots=True)
class MatrixWords:
    """Everything the picture and its alternative text say beside the labels.

    `statuses` and `marks` have a word for each that occurs (a missing one is a KeyError); `opening` is the
    sentence that says what the matrix is, and `everywhere` stands for "in all columns".
    """

    statuses: Mapping[str, str]
    marks: Mapping[str, str] = field(default_factory=dict)
    opening: str = ""
    everywhere: str = ""


def participation_alternative(matrix: Matrix, words: MatrixWords) -> str:
    """The whole matrix in words: the opening, the columns by group, then the rows, equal rows together.

    A row is `label: status – columns; status – columns`; a column goes by its first line where no other has it.
    """
    names = _short_names(matrix.columns)
    alike: dict[tuple[Cell, ...], list[str]] = {}
    for row in matrix.rows:
        alike.setdefault(row.cells, []).append(row.label)
    rows = [f"{', '.join(labels)}: {_row_in_words(cells, names, words)}" for cells, labels in alike.items()]
    return in_sentences([words.opening, *_columns_in_words(matrix.columns), *rows])


def _columns_in_words(columns: tuple[Column, ...]) -> list[str]:
    groups: dict[str, list[str]] = {}
    for column in columns:
        groups.setdefault(column.group, []).append(", ".join(column.lines))
    return [(f"{group}: " if group else "") + "; ".join(labels) for group, labels in groups.items()]


def _row_in_words(cells: tuple[Cell, ...], names: list[str], words: MatrixWords) -> str:
    by_status: dict[str, list[str]] = {}
    for cell, name in zip(cells, names, strict=True):
        marks = ", ".join(words.marks[mark] for mark in cell.marks)
        by_status.setdefault(cell.status, []).append(name + in_brackets(marks))
    if len(by_status) == 1 and len(cells) > 1 and words.everywhere and not any(cell.marks for cell in cells):
        return f"{words.statuses[cells[0].status]} – {words.everywhere}"
    return "; ".join(f"{words.statuses[status]} – {', '.join(columns)}" for status, columns in by_status.items())


def _short_names(columns: tuple[Column, ...]) -> list[str]:
    first = Counter(column.lines[:1] for column in columns)
    return [", ".join(c.lines[:1] if first[c.lines[:1]] == 1 else c.lines) for c in columns]


# --- How each status and mark of a participation matrix looks: a shade and a symbol, so that either one is enough ---


_STROKE = 0.45
Shape = Sequence[Point]
"""Points around the middle of a tile, in halves of the width of its symbol, from left to right and downwards."""


@dataclass(frozen=True, slots=True)
class _Tile:
    """A shade with its edge, and the symbol on it: a disc (radius, fill, edge), an area, lines in one `ink`."""

    fill: str
    edge: str
    thick: float = 0.18
    dashed: bool = False
    disc: tuple[float, str | None, str | None] | None = None
    area: Shape = ()
    lines: Sequence[Shape] = ()
    ink: tuple[str, float] = (NAVY, _STROKE)
    hatched: bool = False


def draw_tile(sheet: Sheet, status: str, corner: Point, size: Point) -> None:
    """The tile of a status, filling a box from its top left corner."""
    tile, (x, y), r = _TILES[status], (corner[0] + size[0] / 2, corner[1] + size[1] / 2), min(1.45, 0.3 * min(size))
    sheet.rectangle(corner, size, tile.fill, tile.edge, thick=tile.thick, dashed=tile.dashed)
    if tile.disc:
        radius, fill, edge = tile.disc
        sheet.circle((x, y), radius * r, fill, edge, thick=_STROKE)
    if tile.area:
        sheet.polygon([(x + dx * r, y + dy * r) for dx, dy in tile.area], WHITE)
    for line in tile.lines:
        sheet.line([(x + dx * r, y + dy * r) for dx, dy in line], tile.ink[0], thick=tile.ink[1])
    if tile.hatched:
        _hatch(sheet, corner, size)


def draw_mark(sheet: Sheet, mark: str, centre: Point, radius: float) -> None:
    """A small mark: amber with a dark edge, to be seen on every tile."""
    corners = [(centre[0] + x * radius, centre[1] + y * radius) for x, y in _MARKS[mark]]
    sheet.polygon(corners, AMBER, NAVY, thick=0.2)


def _hatch(sheet: Sheet, corner: Point, size: Point) -> None:
    """Strokes from lower left to upper right across the whole tile."""
    (x, y), (w, h) = corner, size
    step, along = 1.3, 0.65
    while along < w + h:
        start = (x + min(along, w), y + max(0.0, along - w))
        sheet.line((start, (x + max(0.0, along - h), y + min(along, h))), SILVER, thick=0.22)
        along += step


def _around(angle: float) -> Point:
    """The point of a circle of radius 1 at an angle counted from the right, upwards."""
    return cos(angle), -sin(angle)


_TILES = {
    "present": _Tile(NAVY, NAVY, lines=[((-1, 0), (-0.25, 0.7), (1, -0.75))], ink=(WHITE, 0.6)),
    "represented": _Tile(
        BLUE, NAVY, disc=(1, None, WHITE), area=[_around(pi / 2 + pi * step / 24) for step in range(25)]
    ),
    "listed": _Tile(SKY, BLUE, disc=(0.8, NAVY, None)),
    "observer": _Tile(WHITE, BLUE, 0.25, lines=[((0, -0.8), (0, 0.8))], ink=(NAVY, 0.6)),
    "announced": _Tile(PALE, BLUE, 0.25, dashed=True, disc=(0.8, WHITE, NAVY)),
    "not-listed": _Tile(WHITE, RULE, lines=[((-0.8, 0), (0.8, 0))], ink=(GREY, _STROKE)),
    "absent": _Tile(
        WHITE, GREY, 0.25, lines=[((-0.75, -0.75), (0.75, 0.75)), ((-0.75, 0.75), (0.75, -0.75))], ink=(NAVY, 0.55)
    ),
    "declined": _Tile(MIST, GREY, 0.25, disc=(1, WHITE, NAVY), lines=[(_around(pi / 4), _around(pi / 4 + pi))]),
    "no-list": _Tile(FOG, RULE, hatched=True),
    "other-circle": _Tile(SILVER, SILVER, disc=(0.35, WHITE, None)),  # the meetings are not this party's
}
STATUSES = tuple(_TILES)
"""The statuses in the order of the legend."""
_MARKS: Mapping[str, Shape] = {
    "host": [(0, -1), (1, 0), (0.68, 0), (0.68, 0.85), (-0.68, 0.85), (-0.68, 0), (-1, 0)],
    "chair": [
        (r * x, r * y) for n in range(10) for r in ((1.1, 0.48)[n % 2],) for x, y in (_around(pi / 2 + n * pi / 5),)
    ],
}
MARKS = tuple(_MARKS)
