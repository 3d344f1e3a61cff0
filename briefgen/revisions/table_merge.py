"""Three versions of a table merged by row and cell."""

from __future__ import annotations

from dataclasses import dataclass

from briefgen.document.nodes import Table
from briefgen.document.walk import Content
from briefgen.revisions.members import column_members, row_members
from briefgen.revisions.threeway import Aligned, align_three, pick
from briefgen.revisions.wording import merge_wording

Row = tuple[Content, ...]


@dataclass(frozen=True, slots=True)
class _Line:
    """A row or column in the two versions of the result: whether each has it."""

    aligned: Aligned
    in_theirs: bool
    in_ours: bool


def merge_tables(base: Table, theirs: Table, ours: Table) -> tuple[Table | None, Table | None]:
    """The table as theirs and as ours would have it, equal where nothing conflicts; None for one without columns."""
    merge = _Merge(base, theirs, ours)
    return merge.version("theirs"), merge.version("ours")


class _Merge:
    def __init__(self, base: Table, theirs: Table, ours: Table) -> None:
        self._tables = {"base": base, "theirs": theirs, "ours": ours}
        self._columns = [line for s in self._aligned_columns() if (line := self._column(s))]
        rows = align_three(*(row_members(table.rows) for table in self._tables.values()))
        self._rows = [line for s in rows if (line := self._row(s))]

    def version(self, side: str) -> Table | None:
        columns = [line for line in self._columns if _has(line, side)]
        if not columns:
            return None
        rows = [line.aligned for line in self._rows if _has(line, side)]
        return Table(
            self._cells(None, columns, side),
            tuple(self._cells(aligned, columns, side) for aligned in rows),
            tuple(self._align(line.aligned) for line in columns),
        )

    def _aligned_columns(self) -> list[Aligned]:
        base, theirs, ours = self._tables.values()
        if len(base.head) == len(theirs.head) == len(ours.head):
            return [Aligned(n, n, n) for n in range(len(base.head))]
        return align_three(column_members(base), column_members(theirs), column_members(ours))

    def _column(self, aligned: Aligned) -> _Line | None:
        """A column that one side left out goes, unless the other one changed it."""
        if aligned.base is None or (aligned.theirs is not None and aligned.ours is not None):
            return _Line(aligned, True, True)
        side = "theirs" if aligned.theirs is not None else "ours" if aligned.ours is not None else ""
        if not side or self._column_texts("base", aligned) >= self._column_texts(side, aligned):
            return None
        return _Line(aligned, side == "theirs", side == "ours")

    def _column_texts(self, side: str, aligned: Aligned) -> frozenset[Content]:
        table, n = self._tables[side], getattr(aligned, side)
        return frozenset(row[n] for row in (table.head, *table.rows)) | {()}

    def _row(self, aligned: Aligned) -> _Line | None:
        versions = [_row_of(self._tables[side], getattr(aligned, side)) for side in self._tables]
        base, theirs, ours = versions
        if theirs is not None and ours is not None:
            return _Line(aligned, True, True)
        side = pick(base, theirs, ours)
        if side == "both":
            return _Line(aligned, theirs is not None, ours is not None)
        there = (theirs if side == "theirs" else ours) is not None
        return _Line(aligned, True, True) if there else None

    def _cells(self, row: Aligned | None, columns: list[_Line], side: str) -> Row:
        return tuple(self._cell(row, line.aligned, side) for line in columns)

    def _cell(self, row: Aligned | None, column: Aligned, side: str) -> Content:
        """The cell in one version; a row that only one side has is taken as it is."""
        versions: dict[str, Content | None] = {}
        for name, table in self._tables.items():
            n = getattr(column, name)
            cells = table.head if row is None else _row_of(table, getattr(row, name))
            versions[name] = None if cells is None or n is None else cells[n]
        base, theirs, ours = versions["base"], versions["theirs"], versions["ours"]
        if theirs is None or ours is None:
            return next((cell for cell in (ours, theirs) if cell is not None), ())
        merged = merge_wording(base or (), theirs, ours)
        return merged.theirs if side == "theirs" else merged.ours

    def _align(self, column: Aligned) -> str:
        base, theirs, ours = (
            table.align[n] if n is not None and table.align else None
            for table, n in ((table, getattr(column, side)) for side, table in self._tables.items())
        )
        found = theirs if ours is None or (theirs is not None and theirs != base) else ours
        return found or ""


def _has(line: _Line, side: str) -> bool:
    return line.in_theirs if side == "theirs" else line.in_ours


def _row_of(table: Table, number: int | None) -> Row | None:
    return None if number is None else table.rows[number]
