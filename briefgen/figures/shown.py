"""What figures show, as plain values, and the same in words for those who do not see it: timelines and matrices."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import field
from datetime import date

from briefgen.frozen import dataclass

# --- When things happened, series by series ---


OPEN_START, OPEN_END = date.min, date.max
"""As bounds of an event: open or unknown on that side."""


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened from `first` to `last`, both inclusive; one day where they are equal.

    Where the date is uncertain the two are its bounds: 1 January to 31 December for a date of which only the
    year is known, `OPEN_START` and `OPEN_END` for one of which nothing is. `label` has the lines to show, the
    first one bold; `when` is the date in words, as a line of its own. A contested event has a `note` that
    says in a few words what is contested.
    """

    label: tuple[str, ...]
    first: date
    last: date
    when: str = ""
    uncertain: bool = False
    contested: bool = False
    note: str = ""

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise ValueError(f"{' '.join(self.label)!r} ends before it begins")


@dataclass(frozen=True, slots=True)
class Lane:
    """The events of one series, in any order; the name may be empty."""

    name: str
    events: tuple[Event, ...]

    def in_order(self) -> tuple[Event, ...]:
        return tuple(sorted(self.events, key=lambda e: (e.first, e.last, e.label, e.when)))


@dataclass(frozen=True, slots=True)
class Timeline:
    """Lanes from the top down; raises ValueError where there is no event at all or a lane has none."""

    lanes: tuple[Lane, ...]

    def __post_init__(self) -> None:
        if not self.lanes or not all(lane.events for lane in self.lanes):
            raise ValueError("a timeline needs a lane, and each lane an event")

    def events(self) -> tuple[Event, ...]:
        return tuple(event for lane in self.lanes for event in lane.events)


@dataclass(frozen=True, slots=True)
class TimelineWords:
    """Everything the picture and its alternative text say beside the labels.

    `sure`, `uncertain` and `contested` stand in the legend; `uncertain` and `contested` also stand behind an event
    in the alternative text, which begins with the sentence `opening`.
    """

    sure: str
    uncertain: str
    contested: str
    opening: str = ""


def timeline_alternative(timeline: Timeline, words: TimelineWords) -> str:
    """The whole timeline in words: the opening, then lane by lane the events in order of time."""
    lanes = [
        (f"{lane.name}: " if lane.name else "") + "; ".join(_event_in_words(event, words) for event in lane.in_order())
        for lane in timeline.lanes
    ]
    return _in_sentences([words.opening, *lanes])


def _event_in_words(event: Event, words: TimelineWords) -> str:
    text = ", ".join(part for part in (*event.label, event.when or _bounds(event)) if part)
    doubts = [words.uncertain] if event.uncertain else []
    if event.contested:
        doubts.append(f"{words.contested}: {event.note}" if event.note else words.contested)
    elif event.note:
        doubts.append(event.note)
    return text + _in_brackets("; ".join(doubts))


def _bounds(event: Event) -> str:
    """The date as ISO 8601 has it, where the caller gave no words for it."""
    first = "" if event.first == OPEN_START else event.first.isoformat()
    last = "" if event.last == OPEN_END else event.last.isoformat()
    return first if first == last else f"{first}/{last}"


# --- Who took part in what ---


_CAME = ("present", "represented", "listed", "observer", "announced")
STATUSES = (*_CAME, "not-listed", "absent", "declined", "no-list", "other-circle")
"""The statuses of a cell in the order of the legend."""
MARKS = ("host", "chair")


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
    return _in_sentences([words.opening, *_columns_in_words(matrix.columns), *rows])


def _columns_in_words(columns: tuple[Column, ...]) -> list[str]:
    groups: dict[str, list[str]] = {}
    for column in columns:
        groups.setdefault(column.group, []).append(", ".join(column.lines))
    return [(f"{group}: " if group else "") + "; ".join(labels) for group, labels in groups.items()]


def _row_in_words(cells: tuple[Cell, ...], names: list[str], words: MatrixWords) -> str:
    by_status: dict[str, list[str]] = {}
    for cell, name in zip(cells, names, strict=True):
        marks = ", ".join(words.marks[mark] for mark in cell.marks)
        by_status.setdefault(cell.status, []).append(name + _in_brackets(marks))
    if len(by_status) == 1 and len(cells) > 1 and words.everywhere and not any(cell.marks for cell in cells):
        return f"{words.statuses[cells[0].status]} – {words.everywhere}"
    return "; ".join(f"{words.statuses[status]} – {', '.join(columns)}" for status, columns in by_status.items())


def _short_names(columns: tuple[Column, ...]) -> list[str]:
    first = Counter(column.lines[:1] for column in columns)
    return [", ".join(c.lines[:1] if first[c.lines[:1]] == 1 else c.lines) for c in columns]


def _in_brackets(text: str) -> str:
    """A text in brackets, to be put behind a word; nothing for no text."""
    return f" ({text})" if text else ""


def _in_sentences(parts: list[str]) -> str:
    """The parts of an alternative text as sentences, each closed once."""
    return " ".join(part if part.endswith((".", "!", "?", "…")) else f"{part}." for part in parts if part)
