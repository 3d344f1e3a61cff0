"""Who took part in what, as a matrix: what is to be shown, and the same in words for those who do not see it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
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


def draw_tile(sheet: Sheet, status: str, corner: Point, size: Point) -> None:
    """The tile of a status, filling a box from its top left corner."""
    _TILES[status](sheet, corner, size)


def draw_mark(sheet: Sheet, mark: str, centre: Point, radius: float) -> None:
    """A small mark: amber with a dark edge, to be seen on every tile."""
    sheet.polygon(_MARKS[mark](centre, radius), AMBER, NAVY, thick=0.2)


def _present(sheet: Sheet, corner: Point, size: Point) -> None:
    (x, y), r = _middle(corner, size)
    sheet.rectangle(corner, size, NAVY, NAVY)
    sheet.line(((x - r, y), (x - 0.25 * r, y + 0.7 * r), (x + r, y - 0.75 * r)), WHITE, thick=0.6)


def _represented(sheet: Sheet, corner: Point, size: Point) -> None:
    centre, r = _middle(corner, size)
    sheet.rectangle(corner, size, BLUE, NAVY)
    sheet.circle(centre, r, None, WHITE, thick=_STROKE)
    sheet.polygon([_around(centre, r, pi / 2 + pi * step / 24) for step in range(25)], WHITE)


def _listed(sheet: Sheet, corner: Point, size: Point) -> None:
    centre, r = _middle(corner, size)
    sheet.rectangle(corner, size, SKY, BLUE)
    sheet.circle(centre, 0.8 * r, NAVY)


def _announced(sheet: Sheet, corner: Point, size: Point) -> None:
    centre, r = _middle(corner, size)
    sheet.rectangle(corner, size, PALE, BLUE, thick=0.25, dashed=True)
    sheet.circle(centre, 0.8 * r, WHITE, NAVY, thick=_STROKE)


def _not_listed(sheet: Sheet, corner: Point, size: Point) -> None:
    (x, y), r = _middle(corner, size)
    sheet.rectangle(corner, size, WHITE, RULE)
    sheet.line(((x - 0.8 * r, y), (x + 0.8 * r, y)), GREY, thick=_STROKE)


def _absent(sheet: Sheet, corner: Point, size: Point) -> None:
    (x, y), r = _middle(corner, size)
    d = 0.75 * r
    sheet.rectangle(corner, size, WHITE, GREY, thick=0.25)
    sheet.line(((x - d, y - d), (x + d, y + d)), NAVY, thick=0.55)
    sheet.line(((x - d, y + d), (x + d, y - d)), NAVY, thick=0.55)


def _declined(sheet: Sheet, corner: Point, size: Point) -> None:
    centre, r = _middle(corner, size)
    sheet.rectangle(corner, size, MIST, GREY, thick=0.25)
    sheet.circle(centre, r, WHITE, NAVY, thick=_STROKE)
    sheet.line((_around(centre, r, pi / 4), _around(centre, r, pi / 4 + pi)), NAVY, thick=_STROKE)


def _no_list(sheet: Sheet, corner: Point, size: Point) -> None:
    """Strokes from lower left to upper right across the whole tile."""
    (x, y), (w, h) = corner, size
    sheet.rectangle(corner, size, FOG, RULE)
    step, along = 1.3, 0.65
    while along < w + h:
        start = (x + min(along, w), y + max(0.0, along - w))
        sheet.line((start, (x + max(0.0, along - h), y + min(along, h))), SILVER, thick=0.22)
        along += step


def _apart(sheet: Sheet, corner: Point, size: Point) -> None:
    """A bare tile with a point: the meetings are not this party's."""
    centre, r = _middle(corner, size)
    sheet.rectangle(corner, size, SILVER, SILVER)
    sheet.circle(centre, 0.35 * r, WHITE)


def _house(centre: Point, r: float) -> list[Point]:
    x, y = centre
    return [
        (x, y - r),
        (x + r, y),
        (x + 0.68 * r, y),
        (x + 0.68 * r, y + 0.85 * r),
        (x - 0.68 * r, y + 0.85 * r),
        (x - 0.68 * r, y),
        (x - r, y),
    ]


def _star(centre: Point, r: float) -> list[Point]:
    return [_around(centre, r * (1.1, 0.48)[point % 2], pi / 2 + point * pi / 5) for point in range(10)]


def _middle(corner: Point, size: Point) -> tuple[Point, float]:
    return (corner[0] + size[0] / 2, corner[1] + size[1] / 2), min(1.45, 0.3 * min(size))


def _around(centre: Point, r: float, angle: float) -> Point:
    """The point at an angle counted from the right, upwards."""
    return centre[0] + r * cos(angle), centre[1] - r * sin(angle)


_TILES: dict[str, Callable[[Sheet, Point, Point], None]] = {
    "present": _present,
    "represented": _represented,
    "listed": _listed,
    "announced": _announced,
    "not-listed": _not_listed,
    "absent": _absent,
    "declined": _declined,
    "no-list": _no_list,
    "other-circle": _apart,
}
_MARKS: dict[str, Callable[[Point, float], list[Point]]] = {"host": _house, "chair": _star}
STATUSES = tuple(_TILES)
"""The statuses in the order of the legend."""
MARKS = tuple(_MARKS)
