"""The lists, quotations and tables of a Document, gathered from paragraphs and cells as Word has them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import field

from briefgen.document import nodes
from briefgen.document.joining import plainest
from briefgen.document.walk import Content
from briefgen.frozen import dataclass, replace
from briefgen.wordtemplates.template import TableLook, TapeLine

_NUMBERED = re.compile(r"^\w+ ?\d+ ?[.:–-]? ?")
"""What Word puts before a caption: Figure 1, Рисунок 1."""


@dataclass(frozen=True, slots=True)
class ParagraphBlocks:
    """The blocks of one paragraph or table, its line (None for a table), and that line's number."""

    blocks: tuple[nodes.Block, ...]
    line: TapeLine | None
    number: int


@dataclass(slots=True)
class _List:
    """A list still open: its name in the file, how it counts, and its items so far."""

    name: str
    ordered: bool
    start: int
    items: list[list[nodes.Block]] = field(default_factory=list)

    def closed(self) -> nodes.Block:
        items = tuple(tuple(item) for item in self.items)
        return nodes.OrderedList(items, self.start) if self.ordered else nodes.BulletList(items)


def arrange(entries: Sequence[ParagraphBlocks]) -> tuple[nodes.Block, ...]:
    """The blocks with neighbouring items made lists and neighbouring quotes one quote.

    A numbered list goes on counting after other text, as in Word, unless a loop has come back to its first lines.
    """
    arranger = _Arranger()
    for entry in entries:
        arranger.take(entry)
    arranger.close(0)
    return tuple(arranger.blocks)


class _Arranger:
    def __init__(self) -> None:
        self.blocks: list[nodes.Block] = []
        self._open: list[_List] = []
        self._counts: dict[tuple[str, int], tuple[int, int]] = {}
        """The next number of each list and level, and the line of its last item."""

    def take(self, entry: ParagraphBlocks) -> None:
        line = entry.line
        if (
            line is not None
            and line.kind == "item"
            and not any(isinstance(b, nodes.Heading | nodes.Table) for b in entry.blocks)
        ):
            self._item(entry, line)
            return
        self.close(0)
        if line is not None and line.style.casefold() == "caption" and self._caption(entry.blocks):
            return
        if line is not None and line.kind == "quote":
            self._quote(entry.blocks)
        else:
            self.blocks.extend(entry.blocks)

    def _caption(self, found: tuple[nodes.Block, ...]) -> bool:
        """Whether a paragraph became the caption of the picture before it, without the number that Word put there."""
        last = self.blocks[-1] if self.blocks else None
        only = found[0] if len(found) == 1 else None
        if not isinstance(last, nodes.Figure) or last.caption or not isinstance(only, nodes.Paragraph):
            return False
        first, *rest = only.content
        if isinstance(first, nodes.Text):
            words = _NUMBERED.sub("", first.value)
            rest = [nodes.Text(words), *rest] if words else rest
        else:
            rest = [first, *rest]
        self.blocks[-1] = replace(last, caption=tuple(rest))
        return True

    def _quote(self, blocks: tuple[nodes.Block, ...]) -> None:
        last = self.blocks[-1] if self.blocks else None
        if isinstance(last, nodes.BlockQuote):
            self.blocks[-1] = nodes.BlockQuote((*last.blocks, *blocks))
        else:
            self.blocks.append(nodes.BlockQuote(blocks))

    def _item(self, entry: ParagraphBlocks, line: TapeLine) -> None:
        level = min(line.level, len(self._open))  # a first item may not be deeper than its list
        self.close(level + 1)
        if len(self._open) > level and not _continues(self._open[level], line):
            self.close(level)
        if len(self._open) <= level:
            self._open.append(_List(line.list, line.ordered, self._start(line, entry.number)))
        now = self._open[level]
        now.items.append(list(entry.blocks))
        self._counts[line.list, line.level] = now.start + len(now.items), entry.number

    def _start(self, line: TapeLine, number: int) -> int:
        following, last = self._counts.get((line.list, line.level), (line.start, number))
        return line.start if line.level or number <= last else following

    def close(self, level: int) -> None:
        """Close all lists from a level on: each becomes a block of the item that it stands in."""
        while len(self._open) > level:
            done = self._open.pop().closed()
            if self._open:
                self._open[-1].items[-1].append(done)
            else:
                self.blocks.append(done)


def _continues(now: _List, line: TapeLine) -> bool:
    return now.name == line.list and now.ordered == line.ordered


@dataclass(slots=True)
class _CellInlines:
    content: Content = ()
    align: str = ""
    shade: str = ""


@dataclass(slots=True)
class Grid:
    """Rows of cells; a cell's paragraphs become its lines, and list items lines with a bullet."""

    look: TableLook
    _rows: list[list[_CellInlines]] = field(default_factory=list)

    def add_row(self) -> None:
        self._rows.append([])

    def add_cell(self, shade: str = "") -> None:
        """A cell at the end of the last row, before a colour or none."""
        if not self._rows:
            self.add_row()
        self._rows[-1].append(_CellInlines(shade=shade))

    def add_lines(self, content: Content, line: TapeLine) -> None:
        """A paragraph of the last cell; an empty one still says on which side the column's text stands."""
        if not self._rows or not self._rows[-1]:
            self.add_cell()
        cell = self._rows[-1][-1]
        if content and line.kind == "item":
            content = plainest((nodes.Text("– " if line.ordered else "• "), *content))
        if content:
            cell.content = (*cell.content, nodes.LineBreak(), *content) if cell.content else content
        cell.align = cell.align or ("" if line.align == "both" else line.align)

    def widths(self) -> list[int]:
        """The numbers of cells that rows have, each once; a table has one."""
        return sorted({len(row) for row in self._rows if row})

    def table(self) -> nodes.Table | None:
        """The table, rows filled up with empty cells; None where no row was printed."""
        width = max(self.widths(), default=0)
        if not width:
            return None
        rows = [row + [_CellInlines()] * (width - len(row)) for row in self._rows if row]
        head, body = (rows[0], rows[1:]) if self.look.has_head else ([_CellInlines()] * width, rows)
        align = tuple(_shared([row[n].align for row in body]) for n in range(width))
        looks = [_looks(row, align) for row in (head, *body)]
        has_looks = any(look != nodes.CellLook() for row in looks for look in row)
        widths = self.look.widths if len(self.look.widths) == width else ()
        rows_ = tuple(_contents(row) for row in body)
        return nodes.Table(_contents(head), rows_, align, self.look.style, widths, tuple(looks) if has_looks else ())


def _contents(row: list[_CellInlines]) -> tuple[Content, ...]:
    return tuple(cell.content for cell in row)


def _looks(row: list[_CellInlines], align: tuple[str, ...]) -> tuple[nodes.CellLook, ...]:
    """What cells look like that their column does not say."""
    return tuple(
        nodes.CellLook(cell.shade, cell.align if cell.align != side else "")
        for cell, side in zip(row, align, strict=True)
    )


def _shared(values: list[str]) -> str:
    return values[0] if values and len(set(values)) == 1 else ""
