"""Three versions of a run of blocks merged into one, as far as their changes do not touch."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import field
from functools import partial

from briefgen.document.nodes import (
    Block,
    BlockQuote,
    BulletList,
    CellLook,
    Figure,
    Heading,
    OrderedList,
    Paragraph,
    Table,
)
from briefgen.document.walk import Content, block_text, blocks, plain_text
from briefgen.frozen import dataclass, replace
from briefgen.revisions.alignment import (
    Aligned,
    Member,
    align_three,
    pick,
)
from briefgen.revisions.merged import MergeConflict
from briefgen.revisions.word_merge import merge_wording

Blocks = tuple[Block, ...]
_Versions = tuple[Block | None, Block | None]


@dataclass(slots=True)
class Outcome:
    """The blocks as theirs and as ours would have them; places of conflicts count from the first block of ours."""

    theirs: list[Block] = field(default_factory=list)
    ours: list[Block] = field(default_factory=list)
    conflicts: list[MergeConflict] = field(default_factory=list)

    def add(self, more: Outcome) -> None:
        at = len(self.ours)
        self.conflicts += [replace(c, place=(at + c.place[0], *c.place[1:])) for c in more.conflicts]
        self.theirs += more.theirs
        self.ours += more.ours


def merge_blocks(base: Sequence[Block], theirs: Sequence[Block], ours: Sequence[Block]) -> Outcome:
    """The blocks with the changes of both sides, and where both changed the same."""
    out = Outcome()
    for aligned in align_three(block_members(base), block_members(theirs), block_members(ours)):
        versions = (_at(base, aligned.base), _at(theirs, aligned.theirs), _at(ours, aligned.ours))
        out.add(_merge(*versions))
    return out


def _at(blocks: Sequence[Block], index: int | None) -> Block | None:
    return None if index is None else blocks[index]


def _merge(base: Block | None, theirs: Block | None, ours: Block | None) -> Outcome:
    side = pick(base, theirs, ours)
    if side != "both":
        chosen = ours if side == "ours" else theirs
        return _outcome(chosen, chosen)
    match base, theirs, ours:
        case (BlockQuote(), BlockQuote(), BlockQuote()):
            return _quotes(base, theirs, ours)
        case (BulletList(), BulletList(), BulletList()):
            return _lists(base, theirs, ours)
        case (OrderedList(), OrderedList(), OrderedList()):
            return _lists(base, theirs, ours)
        case (Table(), Table(), Table()):
            return _outcome(*merge_tables(base, theirs, ours))
        case (Paragraph(), Paragraph(), Paragraph()):
            words = merge_wording(base.content, theirs.content, ours.content)
            return _outcome(_paragraph(words.theirs, theirs), _paragraph(words.ours, ours))
        case (Heading(), Heading(), Heading()):
            words = merge_wording(base.content, theirs.content, ours.content)
            level = ours.level if theirs.level == base.level else theirs.level
            return _outcome(_heading(level, words.theirs), _heading(level, words.ours))
        case (Figure(), Figure(), Figure()):
            return _outcome(*_figures(base, theirs, ours))
    return _outcome(theirs, ours)


def _outcome(theirs: Block | None, ours: Block | None) -> Outcome:
    """The two versions of one block, None where it is left out; a conflict where they differ."""
    out = Outcome([] if theirs is None else [theirs], [] if ours is None else [ours])
    if theirs != ours:
        out.conflicts.append(MergeConflict((0,), tuple(out.theirs), tuple(out.ours)))
    return out


def _paragraph(content: Content, of: Paragraph) -> Block | None:
    return Paragraph(content, align=of.align, shade=of.shade) if content else None


def _heading(level: int, content: Content) -> Block | None:
    return Heading(level, content) if content else None


def _figures(base: Figure, theirs: Figure, ours: Figure) -> _Versions:
    if pick(base.alternative, theirs.alternative, ours.alternative) == "both":
        return theirs, ours
    name = ours.name if theirs.name == base.name else theirs.name
    alternative = ours.alternative if theirs.alternative == base.alternative else theirs.alternative
    words = merge_wording(base.caption, theirs.caption, ours.caption)
    return Figure(name, alternative, words.theirs), Figure(name, alternative, words.ours)


def _quotes(base: BlockQuote, theirs: BlockQuote, ours: BlockQuote) -> Outcome:
    inner = merge_blocks(base.blocks, theirs.blocks, ours.blocks)
    if not inner.theirs or not inner.ours:
        return _outcome(_quote(inner.theirs), _quote(inner.ours))
    conflicts = [replace(c, place=(0, *c.place)) for c in inner.conflicts]
    return Outcome([BlockQuote(tuple(inner.theirs))], [BlockQuote(tuple(inner.ours))], conflicts)


def _quote(blocks: Sequence[Block]) -> Block | None:
    return BlockQuote(tuple(blocks)) if blocks else None


def _lists(base: BulletList | OrderedList, theirs: BulletList | OrderedList, ours: BulletList | OrderedList) -> Outcome:
    items = _Items()
    for aligned in align_three(item_members(base.items), item_members(theirs.items), item_members(ours.items)):
        places = zip((base, theirs, ours), (aligned.base, aligned.theirs, aligned.ours), strict=True)
        items.add(*(None if n is None else of.items[n] for of, n in places))
    start = _start(ours) if _start(theirs) == _start(base) else _start(theirs)
    versions = [_list(ours, kept, start) for kept in (items.theirs, items.ours)]
    if None in versions:
        return _outcome(*versions)
    return Outcome([b for b in versions[:1] if b], [b for b in versions[1:] if b], items.conflicts)


def _start(block: BulletList | OrderedList) -> int:
    return block.start if isinstance(block, OrderedList) else 0


def _list(like: Block, items: Sequence[Blocks], start: int) -> Block | None:
    if not items:
        return None
    return OrderedList(tuple(items), start) if isinstance(like, OrderedList) else BulletList(tuple(items))


class _Items:
    """The two versions of a list, item by item; places of conflicts begin with the list, which is block 0."""

    def __init__(self) -> None:
        self.theirs: list[Blocks] = []
        self.ours: list[Blocks] = []
        self.conflicts: list[MergeConflict] = []

    def add(self, base: Blocks | None, theirs: Blocks | None, ours: Blocks | None) -> None:
        side = pick(base, theirs, ours)
        if side != "both":
            chosen = ours if side == "ours" else theirs
            self._keep(chosen or (), chosen or ())
        elif base is None or theirs is None or ours is None:
            self._clash(theirs or (), ours or ())
        else:
            self._merge(merge_blocks(base, theirs, ours))

    def _merge(self, inner: Outcome) -> None:
        if inner.conflicts and not (inner.theirs and inner.ours):
            self._clash(tuple(inner.theirs), tuple(inner.ours))
            return
        self.conflicts += [replace(c, place=(0, len(self.ours), *c.place)) for c in inner.conflicts]
        self._keep(tuple(inner.theirs), tuple(inner.ours))

    def _clash(self, theirs: Blocks, ours: Blocks) -> None:
        self.conflicts.append(MergeConflict((0, len(self.ours)), theirs, ours))
        self._keep(theirs, ours)

    def _keep(self, theirs: Blocks, ours: Blocks) -> None:
        if theirs:
            self.theirs.append(theirs)
        if ours:
            self.ours.append(ours)


# --- Three versions of a table merged by row and cell ---


Row = tuple[Content, ...]


@dataclass(frozen=True, slots=True)
class _TableLine:
    """A row or column in the two versions of the result: whether each has it."""

    aligned: Aligned
    in_theirs: bool
    in_ours: bool


def merge_tables(base: Table, theirs: Table, ours: Table) -> tuple[Table | None, Table | None]:
    """The table as theirs and as ours would have it, equal where nothing conflicts; None for one without columns."""
    merge = _TableMerge(base, theirs, ours)
    return merge.version("theirs"), merge.version("ours")


class _TableMerge:
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
            widths=self._widths(columns, side),
            looks=self._looks(rows, columns, side),
        )

    def _widths(self, columns: list[_TableLine], side: str) -> tuple[int, ...]:
        """The widths of the columns, where this side has them all."""
        table = self._tables[side]
        found = [table.widths[n] for line in columns if (n := getattr(line.aligned, side)) is not None and table.widths]
        return tuple(found) if len(found) == len(columns) else ()

    def _looks(self, rows: list[Aligned], columns: list[_TableLine], side: str) -> tuple[tuple[CellLook, ...], ...]:
        """How cells look in this version; a row or column of the other side has no look of its own."""
        looks = self._tables[side].looks
        if not looks:
            return ()
        numbers = [getattr(line.aligned, side) for line in columns]
        of_rows = [0, *(None if (n := getattr(row, side)) is None else n + 1 for row in rows)]
        return tuple(
            tuple(CellLook() if row is None or n is None else looks[row][n] for n in numbers) for row in of_rows
        )

    def _aligned_columns(self) -> list[Aligned]:
        base, theirs, ours = self._tables.values()
        if len(base.head) == len(theirs.head) == len(ours.head):
            return [Aligned(n, n, n) for n in range(len(base.head))]
        return align_three(column_members(base), column_members(theirs), column_members(ours))

    def _column(self, aligned: Aligned) -> _TableLine | None:
        """A column that one side left out goes, unless the other one changed it."""
        if aligned.base is None or (aligned.theirs is not None and aligned.ours is not None):
            return _TableLine(aligned, True, True)
        side = "theirs" if aligned.theirs is not None else "ours" if aligned.ours is not None else ""
        if not side or self._column_texts("base", aligned) >= self._column_texts(side, aligned):
            return None
        return _TableLine(aligned, side == "theirs", side == "ours")

    def _column_texts(self, side: str, aligned: Aligned) -> frozenset[Content]:
        table, n = self._tables[side], getattr(aligned, side)
        return frozenset(row[n] for row in (table.head, *table.rows)) | {()}

    def _row(self, aligned: Aligned) -> _TableLine | None:
        versions = [_row_of(self._tables[side], getattr(aligned, side)) for side in self._tables]
        base, theirs, ours = versions
        if theirs is not None and ours is not None:
            return _TableLine(aligned, True, True)
        side = pick(base, theirs, ours)
        if side == "both":
            return _TableLine(aligned, theirs is not None, ours is not None)
        there = (theirs if side == "theirs" else ours) is not None
        return _TableLine(aligned, True, True) if there else None

    def _cells(self, row: Aligned | None, columns: list[_TableLine], side: str) -> Row:
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


def _has(line: _TableLine, side: str) -> bool:
    return line.in_theirs if side == "theirs" else line.in_ours


def _row_of(table: Table, number: int | None) -> Row | None:
    return None if number is None else table.rows[number]


# --- Blocks, list items, rows and columns as a merge tells them apart ---


_ALIKE = 0.4


def block_members(within: Iterable[Block]) -> list[Member]:
    return [_block_member(block) for block in within]


def item_members(items: Iterable[tuple[Block, ...]]) -> list[Member]:
    return [Member(item, "item", partial(_text, item), _ALIKE) for item in items]


def row_members(rows: Iterable[tuple[Content, ...]]) -> list[Member]:
    return [Member(row, "row", _joined(row), _ALIKE, plain_text(row[0]).strip()) for row in rows]


def column_members(table: Table) -> list[Member]:
    """The columns: the same by their headings, alike by all that stands in them."""
    return [_column_member(head, [row[n] for row in table.rows]) for n, head in enumerate(table.head)]


def _column_member(head: Content, cells: Sequence[Content]) -> Member:
    name = plain_text(head).strip()
    return Member(name, "column", _joined([head, *cells]), _ALIKE, name)


def _block_member(block: Block) -> Member:
    grows = isinstance(block, BulletList | OrderedList | Table | BlockQuote)
    return Member(block, type(block).__name__, partial(_text, (block,)), _ALIKE, grows=grows)


def _joined(contents: Sequence[Content]) -> Callable[[], str]:
    return lambda: " ".join(map(plain_text, contents))


def _text(within: Sequence[Block]) -> str:
    """The words of the blocks, those that say what a picture shows among them."""
    shown = [f"{b.name} {b.alternative}" for b in blocks(within) if isinstance(b, Figure)]
    return "\n".join([*map(block_text, within), *shown])
