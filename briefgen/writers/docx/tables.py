"""A Table as Word wants it: a grid, a repeated header row, rows that stay whole."""

from __future__ import annotations

from briefgen.document.nodes import Inline, Table
from briefgen.ooxml.elements import MOST_COLUMNS
from briefgen.ooxml.style_names import CELL, TABLE
from briefgen.ooxml.text import begins_rtl
from briefgen.writers.docx.columns import widths
from briefgen.writers.docx.house import House
from briefgen.writers.docx.inlines import RunWriter
from briefgen.writers.docx.paragraphs import Shape, paragraph, plain

_SHORT = 20  # rows: a table without a header is kept on one page up to here

Row = tuple[tuple[Inline, ...], ...]


def table(node: Table, house: House, writer: RunWriter, width: int, left: int = 0) -> str:
    """The w:tbl, as wide as `width` twips and moved in by `left`.

    A header row in which only the first cell speaks becomes one cell over all columns; a header row of
    empty cells is left out, and its first column names the rows instead.
    """
    _check(node)
    titled = any(node.head[0]) and not any(node.head[1:]) and len(node.head) > 1
    headless = bool(node.rows) and not any(node.head)
    texts = [[plain(cell) for cell in row] for row in _measured(node, titled)]
    look = _Rows(node, house, writer, widths(texts, width, names_first=titled or headless))
    last = len(node.rows)
    out = [_properties(node, house, width, left, first_row=not headless, first_column=titled or headless)]
    out.append("<w:tblGrid>" + "".join(f'<w:gridCol w:w="{w}"/>' for w in look.widths) + "</w:tblGrid>")
    if titled:
        out.append(look.title(node.head[0]))
    elif not headless:
        out.append(look.row(node.head, header=True, keep=True))
    together = headless and last <= _SHORT
    for number, row in enumerate(writer.members(node.rows), 1):
        # Word and screen readers want one row marked as header, even where no row looks like one.
        out.append(look.row(row, header=headless and number == 1, keep=together and number < last))
    return f"<w:tbl>{''.join(out)}</w:tbl>"


def _check(node: Table) -> None:
    columns = len(node.head)
    if not 1 <= columns <= MOST_COLUMNS:
        raise ValueError(f"a table has {columns} columns; Word shows 1 to {MOST_COLUMNS}")
    for row in node.rows:
        if len(row) != columns:
            raise ValueError(f"a table row has {len(row)} cells, its header {columns}: {plain(sum(row, ()))[:60]!r}")


def _measured(node: Table, titled: bool) -> list[Row]:
    """The rows that decide the widths: a title over all columns does not."""
    return list(node.rows) if titled and node.rows else [node.head, *node.rows]


def _properties(node: Table, house: House, width: int, left: int, *, first_row: bool, first_column: bool) -> str:
    """The w:tblPr (17.4.59). The bits of w:val repeat the flags for Word 2007 (17.7.6.7)."""
    style = house.style(node.style or TABLE, "table")
    bits = 0x0400 | (0x0020 if first_row else 0) | (0x0080 if first_column else 0)
    first = next((words for row in (node.head, *node.rows) for cell in row if (words := plain(cell).strip())), "")
    return (
        "<w:tblPr>"
        + (f'<w:tblStyle w:val="{style}"/>' if style else "")
        + ("<w:bidiVisual/>" if begins_rtl(first) else "")
        + f'<w:tblW w:w="{width}" w:type="dxa"/>'
        + (f'<w:tblInd w:w="{left}" w:type="dxa"/>' if left else "")
        + '<w:tblLayout w:type="fixed"/>'
        + f'<w:tblLook w:val="{bits:04X}" w:firstRow="{first_row:d}" w:lastRow="0" w:firstColumn="{first_column:d}" '
        + 'w:lastColumn="0" w:noHBand="0" w:noVBand="1"/></w:tblPr>'
    )


class _Rows:
    """Writes the rows of one table."""

    def __init__(self, node: Table, house: House, writer: RunWriter, columns: list[int]) -> None:
        self.widths = columns
        self._align = node.align or ("",) * len(columns)
        self._style = house.style(CELL)
        self._writer = writer

    def row(self, cells: Row, *, header: bool, keep: bool) -> str:
        inside = "".join(
            self._cell(cell, f'<w:tcW w:w="{width}" w:type="dxa"/>', align, keep)
            for cell, width, align in zip(cells, self.widths, self._align, strict=True)
        )
        return _tr(inside, header, self._writer.revision())

    def title(self, cell: tuple[Inline, ...]) -> str:
        """A header row of one cell over all columns."""
        span = f'<w:tcW w:w="{sum(self.widths)}" w:type="dxa"/><w:gridSpan w:val="{len(self.widths)}"/>'
        return _tr(self._cell(cell, span, self._align[0], True), True, self._writer.revision())

    def _cell(self, cell: tuple[Inline, ...], properties: str, align: str, keep: bool) -> str:
        shape = Shape(self._style, keep_next=keep, rtl=begins_rtl(plain(cell)), align=align)
        return f"<w:tc><w:tcPr>{properties}</w:tcPr>{paragraph(shape, self._writer.runs(cell))}</w:tc>"


def _tr(cells: str, header: bool, revision: str) -> str:
    # With w:val="true" the Open XML SDK calls these two elements wrong; without it they are read alike.
    return f"<w:tr><w:trPr><w:cantSplit/>{'<w:tblHeader/>' if header else ''}{revision}</w:trPr>{cells}</w:tr>"
