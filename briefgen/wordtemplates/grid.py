"""A table in the playing: rows and cells as the tape gives them, made a `Table` at its end."""

from __future__ import annotations

from dataclasses import dataclass, field

from briefgen.document.inlines import plainest
from briefgen.document.nodes import Inline, LineBreak, Table, Text
from briefgen.wordtemplates.template import Line, TableLook

Content = tuple[Inline, ...]


@dataclass(slots=True)
class _Cell:
    content: Content = ()
    align: str = ""


@dataclass(slots=True)
class Grid:
    """Rows of cells; a cell's paragraphs become its lines, and list items lines with a bullet."""

    look: TableLook
    _rows: list[list[_Cell]] = field(default_factory=list)

    def add_row(self) -> None:
        self._rows.append([])

    def add_cell(self) -> None:
        if not self._rows:
            self.add_row()
        self._rows[-1].append(_Cell())

    def add_lines(self, content: Content, line: Line) -> None:
        """A paragraph of the last cell; an empty one still says on which side the column's text stands."""
        if not self._rows or not self._rows[-1]:
            self.add_cell()
        cell = self._rows[-1][-1]
        if content and line.kind == "item":
            content = plainest((Text("– " if line.ordered else "• "), *content))
        if content:
            cell.content = (*cell.content, LineBreak(), *content) if cell.content else content
        cell.align = cell.align or line.align

    def widths(self) -> list[int]:
        """The numbers of cells that rows have, each once; a table has one."""
        return sorted({len(row) for row in self._rows if row})

    def table(self) -> Table | None:
        """The table, rows filled up with empty cells; None where no row was printed."""
        width = max(self.widths(), default=0)
        if not width:
            return None
        rows = [row + [_Cell()] * (width - len(row)) for row in self._rows if row]
        head, body = (rows[0], rows[1:]) if self.look.has_head else ([_Cell()] * width, rows)
        align = tuple(_shared([row[n].align for row in body]) for n in range(width))
        return Table(_contents(head), tuple(_contents(row) for row in body), align, self.look.style)


def _contents(row: list[_Cell]) -> tuple[Content, ...]:
    return tuple(cell.content for cell in row)


def _shared(values: list[str]) -> str:
    return values[0] if values and len(set(values)) == 1 else ""
