"""A w:tbl to a Table."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from briefgen.document.nodes import CellLook, Inline, LineBreak, Table
from briefgen.document.walk import Content, plain_text
from briefgen.frozen import dataclass
from briefgen.ooxml.elements import Fate, tags
from briefgen.ooxml.simplify import words_of
from briefgen.ooxml.tree import Element, W, has_head, shade, switch, value, whole
from briefgen.readers.docx.findings import ReaderFindings, shown
from briefgen.readers.docx.normal import normal_table, settled_alignment
from briefgen.writers.base import MOST_COLUMNS, refuse_width

_WRAPPERS = frozenset({*tags(Fate.OPENED), W + "ins"})
_SIDES = {"left": "left", "start": "left", "right": "right", "end": "right", "center": "center"}


@dataclass(frozen=True, slots=True)
class _ReadCell:
    content: Content
    span: int
    align: tuple[str, bool]  # "" where lines begin, and whether they run from the right
    is_plain: bool
    shade: str = ""


def read_table(element: Element, read: Callable[[Element], Content], findings: ReaderFindings) -> Table | None:
    """The table, or None for one without cells; `read` gives the inlines of a paragraph in a cell.

    Merged cells are taken apart, with a finding: their text stands in the first of them.
    """
    rows = [_cells(row, read) for row in _children(element, "tr")]
    rows = [row for row in rows if row]
    if not rows:
        return None
    width = max(sum(cell.span for cell in row) for row in rows)
    refuse_width(width)
    headless = not has_head(element)
    titled = not headless and len(rows[0]) == 1 and rows[0][0].span == width > 1
    # A row of which the first cell alone has words is written as one cell, and is read as it was.
    if any(not cell.is_plain or 1 < cell.span < width for row in rows[titled:] for cell in row):
        findings.say("edit-cells", shown(words_of(element)))
    # A cell as wide as the table says of no column but the first how it is aligned.
    aligned = [row if row[0].span == width else _spread(row) for row in rows]
    columns = [[row[n] for row in aligned if n < len(row)] for n in range(width)]
    align = tuple(settled_alignment([cell.align for cell in column]) for column in columns)
    contents = [_padded([cell.content for cell in _spread(row)], width) for row in rows]
    head = ((),) * width if headless else contents[0]
    looks = _looks([_spread(row) for row in rows], align, headless=headless)
    return normal_table(
        Table(head, tuple(contents[not headless :]), align, widths=_widths(element, width), looks=looks)
    )


def _looks(rows: list[list[_ReadCell]], align: Sequence[str], *, headless: bool) -> tuple[tuple[CellLook, ...], ...]:
    """What cells look like by themselves; () where none has a look of its own."""
    width = len(align)
    made = [
        tuple(CellLook(c.shade, c.align[0] if c.align[0] != side else "") for c, side in zip(row, align, strict=False))
        for row in rows
    ]
    if not any(look.shade or look.align for row in made for look in row):
        return ()
    full = [(*row, *[CellLook()] * (width - len(row))) for row in made]
    return ((CellLook(),) * width, *full) if headless else tuple(full)


def _widths(table: Element, columns: int) -> tuple[int, ...]:
    """The columns' widths where they were set by hand: the table says its own in per cent then."""
    if (of := table.find(f"{W}tblPr/{W}tblW")) is None or of.get(W + "type") != "pct":
        return ()
    found = tuple(whole(column.get(W + "w")) for column in table.iterfind(f"{W}tblGrid/{W}gridCol"))
    return found if len(found) == columns and all(width > 0 for width in found) else ()


def _children(parent: Element, tag: str) -> list[Element]:
    """The rows of a table or cells of a row, also those that a content control or a change is wrapped around."""
    found: list[Element] = []
    for child in parent:
        if child.tag == W + tag:
            found.append(child)
        elif child.tag in _WRAPPERS:
            found += _children(child, tag)
    return found


def _cells(row: Element, read: Callable[[Element], Content]) -> list[_ReadCell]:
    """The cells of a row, with empty ones where it begins or ends inside the table's grid (17.4.14, 17.4.15)."""
    before, behind = (whole(value(row, f"trPr/{name}")) for name in ("gridBefore", "gridAfter"))
    cells = [_cell(cell, read) for cell in _children(row, "tc")]
    if not cells or not (before > 0 or behind > 0):
        return cells
    empty = [_ReadCell((), 1, ("", False), True)]
    return empty * min(before, MOST_COLUMNS) + cells + empty * min(behind, MOST_COLUMNS)


def _cell(cell: Element, read: Callable[[Element], Content]) -> _ReadCell:
    paragraphs = list(cell.iter(W + "p"))
    content: list[Inline] = []
    for paragraph in paragraphs:
        inlines = read(paragraph)
        if not inlines:
            continue
        content += [LineBreak(), *inlines] if content else inlines
    first = paragraphs[0].find(W + "pPr") if paragraphs else None
    merged = cell.find(f"{W}tcPr/{W}vMerge") is not None and (  # without a value it goes on (17.4.84)
        value(cell, "tcPr/vMerge") in (None, "continue") or not plain_text(content)
    )
    merged |= any(cell.find(f"{W}tcPr/{W}{name}") is not None for name in ("hMerge", "cellMerge"))
    # Word keeps the paragraphs of all the cells that it makes one.
    merged |= _span(cell) > 1 and len(paragraphs) > 1 and LineBreak() in content
    nested = next(cell.iter(W + "tbl"), None) is not None
    return _ReadCell(tuple(content), _span(cell), _align(first), not (merged or nested), shade(cell, "tcPr/shd"))


def _span(cell: Element) -> int:
    """Over how many columns the cell goes, one more than there may be for what goes over too many."""
    return min(MOST_COLUMNS + 1, max(1, whole(value(cell, "tcPr/gridSpan"))))


def _align(properties: Element | None) -> tuple[str, bool]:
    """In a right-to-left paragraph Word reads "left" as the side where lines begin (17.18.44)."""
    if properties is None:
        return "", False
    rtl = bool(switch(properties, "bidi"))
    side = _SIDES.get(value(properties, "jc") or "left", "left")
    if side == "center":
        return side, rtl
    return ("" if side == "left" else "left" if rtl else "right"), rtl


def _spread(row: list[_ReadCell]) -> list[_ReadCell]:
    """The row with empty cells behind those that reach over several columns."""
    out: list[_ReadCell] = []
    for cell in row:
        out += [cell] + [_ReadCell((), 1, cell.align, True)] * (cell.span - 1)
    return out


def _padded(cells: list[Content], width: int) -> tuple[Content, ...]:
    return (*cells, *[()] * (width - len(cells)))
