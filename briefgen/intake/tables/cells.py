"""A table as it was saved: CSV in any common encoding and with any common separator, XLSX, or a pasted list."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from io import BytesIO, StringIO
from typing import Any

from briefgen.diagnostics import Diagnostic, Location
from briefgen.intake.drawing.drawn import Undrawable, clean
from briefgen.intake.drawing.office import parts_of
from briefgen.intake.drawing.plain_text import decoded

MOST_ROWS, MOST_COLUMNS = 50_000, 200
_SEPARATORS = (",", ";", "\t", "|")


@dataclass(frozen=True, slots=True)
class SheetCell:
    """What stands in a cell, and the number of its row and column, counted from 1; `fault` where it cannot be read."""

    text: str
    row: int
    column: int
    fault: str = ""


@dataclass(frozen=True, slots=True)
class ReadTable:
    """The first row that is no title and not empty, and the rows below it; empty cells are left out."""

    headings: tuple[SheetCell, ...]
    rows: tuple[tuple[SheetCell, ...], ...]


def read_sheet(data: bytes) -> ReadTable:
    """The table in a file; of a workbook the first sheet. Raises `Undrawable`."""
    rows = _workbook(data) if data.startswith(b"PK\x03\x04") else _separated(data)
    filled = [row for row in rows if row]
    if not filled:
        raise Undrawable("holds no table: no cell has anything in it")
    titles = next((n for n, row in enumerate(filled) if len(row) > 1), 0)  # one cell above a row of several
    return ReadTable(filled[titles], tuple(filled[titles + 1 :]))


def at(file: str, cell: SheetCell, message: str, code: str, hint: str | None = None) -> Diagnostic:
    """A fault at the row and column of a cell."""
    return Diagnostic(Location(file, cell.row, cell.column), message, code, hint)


def _separated(data: bytes) -> Iterator[tuple[SheetCell, ...]]:
    text = decoded(data)[0].lstrip("\ufeff")
    csv.field_size_limit(1 << 20)
    try:
        read = list(csv.reader(StringIO(text, newline=""), delimiter=_separator(text)))
    except csv.Error as bad:
        raise Undrawable(f"is no table that can be read: {bad}") from bad
    yield from _cells((n, row) for n, row in enumerate(read, 1))


def _separator(text: str) -> str:
    """The separator that gives the first rows most cells, and all of them as many."""
    beginning = "".join(text.splitlines(keepends=True)[:20])

    def weight(separator: str) -> tuple[bool, int]:
        widths = [len(row) for row in csv.reader(StringIO(beginning, newline=""), delimiter=separator) if row]
        return len(set(widths)) == 1, max(widths, default=0)

    return max(_SEPARATORS, key=lambda s: (weight(s)[1] > 1, *weight(s)))


def _cells(rows: Iterable[tuple[int, Iterable[Any]]]) -> Iterator[tuple[SheetCell, ...]]:
    for number, row in rows:
        if number > MOST_ROWS:
            raise Undrawable(f"has more than {MOST_ROWS:,} rows")
        cells = [SheetCell(clean(_text(value)), number, n) for n, value in enumerate(row, 1) if n <= MOST_COLUMNS]
        yield tuple(cell for cell in cells if cell.text)


def _workbook(data: bytes) -> Iterator[tuple[SheetCell, ...]]:
    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    if "xl/workbook.xml" not in parts_of(data):
        raise Undrawable("is no workbook; save the table as .xlsx or .csv")
    try:
        values = load_workbook(BytesIO(data), read_only=True, data_only=True)
        written = load_workbook(BytesIO(data), read_only=True)
        first, formulas = values.worksheets[0], written.worksheets[0]
        pairs = zip(first.iter_rows(values_only=True), formulas.iter_rows(values_only=True), strict=False)
        for number, (row, formula) in enumerate(pairs, 1):
            if number > MOST_ROWS:
                raise Undrawable(f"has more than {MOST_ROWS:,} rows")
            cells = []
            for n, (value, stands) in enumerate(zip(row, formula, strict=False), 1):
                text = clean(_text(value))
                if value is None and isinstance(stands, str) and stands.startswith("="):
                    cells.append(SheetCell(stands, number, n, "holds a formula that no program has worked out"))
                elif text and n <= MOST_COLUMNS:
                    cells.append(SheetCell(text, number, n))
            yield tuple(cells)
    except (InvalidFileException, KeyError, ValueError, IndexError, OSError, AttributeError) as bad:
        if isinstance(bad, Undrawable):
            raise
        raise Undrawable(f"is no workbook that can be read: {bad}") from bad


def _text(value: Any) -> str:
    """A cell as one would type it: a day as 2031-06-13, a whole number without its point."""
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ", "minutes")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "" if value is None else str(value)
