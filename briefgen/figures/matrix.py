"""Who took part in what, as a matrix: what is to be shown, and the same in words for those who do not see it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from briefgen.figures.prose import Joiners
from briefgen.figures.tiles import MARKS, STATUSES


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

    `statuses` and `marks` have a word for each that occurs (a missing one is a KeyError); `legend` is the
    legend's title, which may be empty; `opening` is the sentence that says what the matrix is, and
    `everywhere` stands for "in all columns".
    """

    statuses: Mapping[str, str]
    marks: Mapping[str, str] = field(default_factory=dict)
    legend: str = ""
    opening: str = ""
    everywhere: str = ""
    joiners: Joiners = field(default_factory=Joiners)


def participation_alternative(matrix: Matrix, words: MatrixWords) -> str:
    """The whole matrix in words: the opening, the columns by group, then the rows, equal rows together.

    A row is `label: status – columns; status – columns`; a column goes by its first line where no other has it.
    """
    joiners = words.joiners
    names = _short_names(matrix.columns, joiners)
    alike: dict[tuple[Cell, ...], list[str]] = {}
    for row in matrix.rows:
        alike.setdefault(row.cells, []).append(row.label)
    rows = [
        joiners.items.join(labels) + joiners.after_name + _row_in_words(cells, names, words)
        for cells, labels in alike.items()
    ]
    return joiners.sentences([words.opening, *_columns_in_words(matrix.columns, joiners), *rows])


def _columns_in_words(columns: tuple[Column, ...], joiners: Joiners) -> list[str]:
    groups: dict[str, list[str]] = {}
    for column in columns:
        groups.setdefault(column.group, []).append(joiners.items.join(column.lines))
    return [
        (group + joiners.after_name if group else "") + joiners.groups.join(labels) for group, labels in groups.items()
    ]


def _row_in_words(cells: tuple[Cell, ...], names: list[str], words: MatrixWords) -> str:
    joiners = words.joiners
    by_status: dict[str, list[str]] = {}
    for cell, name in zip(cells, names, strict=True):
        marks = joiners.items.join(words.marks[mark] for mark in cell.marks)
        by_status.setdefault(cell.status, []).append(name + joiners.bracketed(marks))
    if len(by_status) == 1 and len(cells) > 1 and words.everywhere and not any(cell.marks for cell in cells):
        return words.statuses[cells[0].status] + joiners.dash + words.everywhere
    return joiners.groups.join(
        words.statuses[status] + joiners.dash + joiners.items.join(columns) for status, columns in by_status.items()
    )


def _short_names(columns: tuple[Column, ...], joiners: Joiners) -> list[str]:
    first = Counter(column.lines[:1] for column in columns)
    return [joiners.items.join(c.lines[:1] if first[c.lines[:1]] == 1 else c.lines) for c in columns]
