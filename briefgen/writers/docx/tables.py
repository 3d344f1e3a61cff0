"""A Table as Word wants it: a grid, a repeated header row, rows that stay whole."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from functools import lru_cache
from math import isqrt

from briefgen.document.direction import begins_rtl
from briefgen.document.nodes import CellLook, Inline, Table
from briefgen.ooxml.style_names import CELL, TABLE
from briefgen.writers.base import refuse_uneven, refuse_width
from briefgen.writers.docx.house import House
from briefgen.writers.docx.inlines import ParagraphShape, RunWriter, paragraph, plain, shading

_SHORT = 20  # rows: a table without a header is kept on one page up to here
_FEW, _LITTLE = 8, 11  # rows, and lines of text: a table is kept on one page up to here

Row = tuple[tuple[Inline, ...], ...]


def table(node: Table, house: House, writer: RunWriter, width: int, left: int = 0) -> str:
    """The w:tbl, as wide as `width` twips and moved in by `left`.

    A row in which only the first cell speaks becomes one cell over all columns: a title, or one among the rows, which
    stays with the next. A header row of empty cells is left out, and its first column names the rows instead.
    """
    refuse_width(len(node.head))
    refuse_uneven(node)
    titled = _speaks_alone(node.head)
    headless = bool(node.rows) and not any(node.head)
    texts = [[plain(cell) for cell in row] for row in _measured(node, titled)]
    look = _Rows(node, house, writer, _columns(node, texts, width, names_first=titled or headless))
    last = len(node.rows)
    out = [_properties(node, house, width, left, first_row=not headless, first_column=titled or headless)]
    out.append("<w:tblGrid>" + "".join(f'<w:gridCol w:w="{w}"/>' for w in look.widths) + "</w:tblGrid>")
    if titled:
        out.append(look.title(node.head[0], 0, header=True, keep=True))
    elif not headless:
        out.append(look.row(node.head, 0, header=True, keep=True))
    together = last <= _SHORT if headless else last <= _FEW and _lines(texts, look.widths) <= _LITTLE
    for number, row in enumerate(writer.members(node.rows), 1):
        # Word and screen readers want one row marked as header, even where no row looks like one.
        keep = number < last and (together or number in (1, last - 1))  # no row stands alone on a page
        if _speaks_alone(row):
            out.append(look.title(row[0], number, header=headless and number == 1, keep=number < last))
        else:
            out.append(look.row(row, number, header=headless and number == 1, keep=keep))
    return f"<w:tbl>{''.join(out)}</w:tbl>"


def _columns(node: Table, texts: Sequence[Sequence[str]], width: int, *, names_first: bool) -> list[int]:
    """The widths that a template set by hand, else those that the words ask for."""
    if len(node.widths) == len(node.head) and all(share > 0 for share in node.widths):
        return _scaled(list(node.widths), width)
    return widths(texts, width, names_first=names_first)


def _speaks_alone(row: Row) -> bool:
    return any(row[0]) and not any(row[1:]) and len(row) > 1


def _lines(texts: Sequence[Sequence[str]], widths: Sequence[int]) -> int:
    """How many lines the rows take, roughly."""
    return sum(max(-(-_line(cell) // width) for cell, width in zip(row, widths, strict=True)) for row in texts)


def _measured(node: Table, titled: bool) -> list[Row]:
    """The rows that decide the widths: a title over all columns does not, nor one among the rows."""
    rows = [row for row in node.rows[:-1] if not _speaks_alone(row)] + list(node.rows[-1:])
    return rows if titled and rows else [node.head, *rows]


def _properties(node: Table, house: House, width: int, left: int, *, first_row: bool, first_column: bool) -> str:
    """The w:tblPr (17.4.59). The bits of w:val repeat the flags for Word 2007 (17.7.6.7)."""
    style = house.style(node.style or TABLE, "table")
    bits = 0x0400 | (0x0020 if first_row else 0) | (0x0080 if first_column else 0)
    first = next((words for row in (node.head, *node.rows) for cell in row if (words := plain(cell).strip())), "")
    return (
        "<w:tblPr>"
        + (f'<w:tblStyle w:val="{style}"/>' if style else "")
        + ("<w:bidiVisual/>" if begins_rtl(first) else "")
        # Of a table whose widths are set by hand, fiftieths of a per cent: so a reader knows them from ours.
        + ('<w:tblW w:w="5000" w:type="pct"/>' if node.widths and not left else f'<w:tblW w:w="{width}" w:type="dxa"/>')
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
        self._looks = node.looks
        self._style = house.style(CELL)
        self._writer = writer

    def row(self, cells: Row, number: int, *, header: bool, keep: bool) -> str:
        """Row `number`, 0 for the head."""
        looks = self._looks_of(number)
        inside = "".join(
            self._cell(cell, f'<w:tcW w:w="{width}" w:type="dxa"/>', align, keep, look)
            for cell, width, align, look in zip(cells, self.widths, self._align, looks, strict=True)
        )
        return _tr(inside, header, self._writer.revision())

    def _looks_of(self, number: int) -> tuple[CellLook, ...]:
        found = self._looks[number] if number < len(self._looks) else ()
        return found if len(found) == len(self.widths) else (CellLook(),) * len(self.widths)

    def title(self, cell: tuple[Inline, ...], number: int, *, header: bool, keep: bool) -> str:
        """A row of one cell over all columns."""
        span = f'<w:tcW w:w="{sum(self.widths)}" w:type="dxa"/><w:gridSpan w:val="{len(self.widths)}"/>'
        look = self._looks_of(number)[0]
        return _tr(self._cell(cell, span, self._align[0], keep, look), header, self._writer.revision())

    def _cell(self, cell: tuple[Inline, ...], properties: str, align: str, keep: bool, look: CellLook) -> str:
        shape = ParagraphShape(self._style, keep_next=keep, rtl=begins_rtl(plain(cell)), align=look.align or align)
        properties += shading(look.shade) if look.shade else ""
        return f"<w:tc><w:tcPr>{properties}</w:tcPr>{paragraph(shape, self._writer.runs(cell))}</w:tc>"


def _tr(cells: str, header: bool, revision: str) -> str:
    # With w:val="true" the Open XML SDK calls these two elements wrong; without it they are read alike.
    return f"<w:tr><w:trPr><w:cantSplit/>{'<w:tblHeader/>' if header else ''}{revision}</w:trPr>{cells}</w:tr>"


# --- How wide the columns of a table should be, judged by what stands in them ---


_PADDING = 240  # twips: the cell margins of a sensible table style, left and right, and a little air
_EM = 190  # twips: the size of table text, 9.5 points
_WIDE = 130  # per cent: how much wider a word is in bold, or where another typeface stands in
_NAMES = (5, 3)  # a column that names the rows has a fifth of the table at least, a third at most


def widths(cells: Sequence[Sequence[str]], total: int, *, names_first: bool = False) -> list[int]:
    """The width of each column in twips; their sum is `total`.

    `cells` has the plain text of each cell, row by row. Columns whose longest line fits a fair share get
    that line; the others share what is left by the amount of their text, damped so that one long cell does
    not starve its neighbours. No column becomes narrower than its longest word where the page allows it.
    With `names_first` the first column names the rows and is about as wide in one table as in the next.
    """
    columns = list(zip(*cells, strict=True))
    least = [max(_longest_word(cell) for cell in column) for column in columns]
    natural = [max(least[n], *(_line(cell) for cell in column)) for n, column in enumerate(columns)]
    first = max(least[0], min(max(natural[0], total // _NAMES[0]), total // _NAMES[1]))
    if names_first and len(columns) > 1 and first + sum(least[1:]) <= total:
        return [first, *_fitted(natural[1:], least[1:], total - first)]
    return _fitted(natural, least, total)


def _fitted(natural: list[int], least: list[int], total: int) -> list[int]:
    if sum(natural) <= total:
        return _scaled(natural, total)
    if sum(least) >= total:
        return _scaled(least, total)
    return _shared(natural, least, total)


def _shared(natural: list[int], least: list[int], total: int) -> list[int]:
    """Give modest columns what they ask for, one after the other, and share the rest."""
    chosen: dict[int, int] = {}
    while len(chosen) < len(natural):
        room = total - sum(chosen.values())
        open_columns = [i for i in range(len(natural)) if i not in chosen]
        words = sum(least[i] for i in open_columns)
        modest = [i for i in open_columns if natural[i] <= min(room // len(open_columns), room - words + least[i])]
        if modest:
            chosen[modest[0]] = natural[modest[0]]
            continue
        weight = {i: isqrt(natural[i]) for i in open_columns}
        share = {i: room * weight[i] // sum(weight.values()) for i in open_columns}
        chosen |= {i: least[i] for i in open_columns if least[i] > share[i]} or share
    return _scaled([chosen[i] for i in range(len(natural))], total)


def _scaled(parts: list[int], total: int) -> list[int]:
    """The parts stretched to the total, in whole twips; rounding never loses one."""
    whole = sum(parts)
    edges = [0, *(total * run // whole for run in itertools.accumulate(parts))]
    return [right - left for left, right in itertools.pairwise(edges)]


@lru_cache(2048)
def _line(text: str) -> int:
    return _PADDING + max((_measure(line) for line in text.split("\n")), default=0)


@lru_cache(2048)
def _longest_word(text: str) -> int:
    return _PADDING + max((_measure(word) for word in text.split()), default=0) * _WIDE // 100


def _measure(text: str) -> int:
    return _EM * sum(map(_WIDTHS.__getitem__, text)) // 100


class _Widths(dict[str, int]):
    """Roughly the width of each character of a proportional sans serif, in hundredths of the type size."""

    def __missing__(self, character: str) -> int:
        width = 100 if "\u2e80" <= character <= "\uffef" else 66 if character.isupper() else 54
        self[character] = width
        return width


_WIDTHS = _Widths(dict.fromkeys("iljI.,;:'|!()[]-", 27) | dict.fromkeys("ftr \u2009", 36) | dict.fromkeys("mwMW@%", 82))
