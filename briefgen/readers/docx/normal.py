"""The normal form of a Document: what of it a Word file holds, where blocks stand one after the other.

The law of this room is `read_docx(DocxWriter(...).write(d), base=d) == normal_form(d)`. A brief as templates make
it is its own normal form but for details that no reader of Word sees. What changes in others:

- Inlines nest as `document.runs` says, addresses are in ASCII as `ooxml.fields.target` gives them.
- Headings and marking lines inside lists and quotations stand outside; what `is_blank` calls so is gone.
- In a table, words that the look of the table makes bold are not strong; an alignment on the side where all the
  column's lines begin anyway is "".

Word has no lists and quotations around paragraphs, only paragraphs that look as if they stood in one. A leaf says
how many lists and quotations it stands in; `nest` builds the tree that it is natural to see, and `leaves` takes a
tree apart the way the writer does.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import field
from itertools import count

from briefgen.document import nodes
from briefgen.document.direction import begins_rtl
from briefgen.document.joining import plainest
from briefgen.document.runs import to_inlines, to_runs
from briefgen.document.walk import Content, inlines, plain_text, rewrite
from briefgen.frozen import dataclass, replace
from briefgen.ooxml.fields import target
from briefgen.writers.docx.inlines import plain


def normal_form(document: nodes.Document) -> nodes.Document:
    """The Document as it comes back from a Word file; doing it twice changes nothing more."""
    settled = rewrite(document, normal_inlines)
    return replace(settled, blocks=nest(_normal_leaf(leaf) for leaf in leaves(settled.blocks)))


def normal_inlines(content: Content) -> Content:
    """The content as a Word file gives it back: the same leaves with the same looks, addresses in ASCII."""
    return to_inlines(to_runs(_in_ascii(node) for node in content))


def normal_table(table: nodes.Table) -> nodes.Table:
    """The table without what nobody sees of it in Word; its inlines are in normal form already."""
    titled = any(table.head[0]) and not any(table.head[1:]) and len(table.head) > 1
    headless = bool(table.rows) and not any(table.head)
    head = tuple(_plainly(cell) for cell in table.head)
    rows = tuple((_plainly(row[0]), *row[1:]) for row in table.rows) if titled or headless else table.rows
    given = table.align or ("",) * len(head)
    spoken = head[:1] if titled else () if headless else head
    aligned = [row for row in rows if any(row[1:]) or not row[0]]  # a first cell as wide as the table hides the others
    align = tuple(
        _seen(a, [*spoken[n : n + 1], *(row[n] for row in (aligned if n else rows))]) for n, a in enumerate(given)
    )
    return nodes.Table(head, rows, align, widths=table.widths, looks=table.looks)


def _normal_leaf(leaf: Leaf) -> Leaf:
    return replace(leaf, block=normal_table(leaf.block)) if isinstance(leaf.block, nodes.Table) else leaf


def _in_ascii(node: nodes.Inline) -> nodes.Inline:
    if isinstance(node, nodes.Link):
        return nodes.Link(target(node.url, plain_text(node.content)), node.content)
    if isinstance(node, nodes.Strong | nodes.Emphasis):
        return replace(node, content=tuple(_in_ascii(inner) for inner in node.content))
    return node


def _plainly(content: Content) -> Content:
    """The content with nothing strong in it."""
    return normal_inlines(plainest(_without_strong(content)))


def _without_strong(content: Sequence[nodes.Inline]) -> list[nodes.Inline]:
    out: list[nodes.Inline] = []
    for node in content:
        if isinstance(node, nodes.Strong):
            out += _without_strong(node.content)
        elif isinstance(node, nodes.Emphasis | nodes.Link):
            out.append(replace(node, content=tuple(_without_strong(node.content))))
        else:
            out.append(node)
    return out


def _seen(align: str, column: Sequence[Content]) -> str:
    """The alignment as a reader of Word sees it, by cells: "" where lines begin on that side anyway."""
    return settled_alignment([_cell_alignment(align, begins_rtl(plain(cell))) for cell in column])


def _cell_alignment(align: str, rtl: bool) -> tuple[str, bool]:
    leading = "right" if rtl else "left"
    return ("" if align == leading else align, rtl)


def settled_alignment(cells: Sequence[tuple[str, bool]]) -> str:
    """The alignment that most cells of a column agree with; each cell has its own, and whether it runs from the right.

    A cell whose lines begin on a side agrees with that side when it says "".
    """

    def agreeing(wanted: str) -> int:
        return sum(_cell_alignment(wanted, rtl)[0] == align for align, rtl in cells)

    return max(("", "center", "right", "left"), key=agreeing)


# --- Leaves: blocks as Word sees them, each with its list level and distance; and the tree of them ---


@dataclass(frozen=True, slots=True)
class Numbered:
    """The number or bullet of a paragraph: which list it belongs to, and its number, None for a bullet."""

    key: str
    number: int | None = None


@dataclass(frozen=True, slots=True)
class Leaf:
    """A block without blocks in it; None is a list item that does not begin with a paragraph.

    `level` is that of the list, from 0, or -1 outside lists; `quotes` counts the quotations around it.
    """

    block: nodes.Block | None
    level: int = -1
    quotes: int = 0
    numbered: Numbered | None = None


def leaves(blocks: Iterable[nodes.Block]) -> Iterator[Leaf]:
    """The leaves of a tree, in the order in which the writer writes them."""
    yield from _leaves(blocks, -1, 0, count())


def _leaves(blocks: Iterable[nodes.Block], level: int, quotes: int, lists: Iterator[int]) -> Iterator[Leaf]:
    for block in blocks:
        if isinstance(block, nodes.BlockQuote):
            yield from _leaves(block.blocks, level, quotes + 1, lists)
        elif isinstance(block, nodes.BulletList | nodes.OrderedList):
            key = f"list {next(lists)}"
            for i, item in enumerate(block.items):
                number = Numbered("bullets") if isinstance(block, nodes.BulletList) else Numbered(key, block.start + i)
                opens = bool(item) and isinstance(item[0], nodes.Paragraph)
                yield Leaf(item[0] if opens else None, level + 1, quotes, number)
                yield from _leaves(item[1:] if opens else item, level + 1, quotes, lists)
        else:
            yield Leaf(block, level, quotes)


def nest(within: Iterable[Leaf]) -> tuple[nodes.Block, ...]:
    """The tree of the leaves.

    Headings and marking lines stand outside all lists and quotations. What is blank is left out, and so is a
    list item or quotation of which nothing is left. Two lists of bullets, or two quotations, that touch are one.
    """
    tree = _Tree()
    for leaf in within:
        tree.add(leaf)
    return _blocks(tree.root.content[0])


def is_blank(content: Sequence[nodes.Inline]) -> bool:
    """Whether a reader sees nothing of the inlines."""
    return not plain_text(content).strip() and not any(
        isinstance(i, nodes.NoteRef | nodes.FigureRef) for i in inlines(content)
    )


@dataclass(slots=True)
class _Growing:
    """A list or quotation that is still growing; a quotation has one run of blocks, a list one for each item."""

    level: int = -1
    numbered: Numbered | None = None
    content: list[list[nodes.Block | _Growing]] = field(default_factory=lambda: [[]])


class _Tree:
    def __init__(self) -> None:
        self.root = _Growing()
        self._stack = [self.root]

    def add(self, leaf: Leaf) -> None:
        if leaf.block is not None and not leaf.numbered and _is_blank(leaf.block):
            return
        if isinstance(leaf.block, nodes.Heading | nodes.Marking):
            del self._stack[1:]
        elif leaf.numbered:
            self._add_item(leaf, leaf.numbered)
        else:
            self._keep(leaf.level + 1, leaf.quotes)
            self._open_quotes(leaf.quotes)
        if leaf.block is not None and not _is_blank(leaf.block):
            self._stack[-1].content[-1].append(leaf.block)

    def _add_item(self, leaf: Leaf, numbered: Numbered) -> None:
        """Begin an item: of the open list it belongs to, or of a new list."""
        self._keep(leaf.level, leaf.quotes, numbered.key)
        last = self._stack[-1]
        if last.numbered and last.level == leaf.level:
            last.content.append([])
            return
        self._open_quotes(leaf.quotes)
        self._open(_Growing(leaf.level, numbered))

    def _keep(self, level: int, quotes: int, key: str = "") -> None:
        """Close what is no list above the level and none of so many quotations.

        One list on the level itself stays open: the one with the key, if it stands inside all the quotations.
        """
        have = 0
        for at, opened in enumerate(self._stack[1:], 1):
            have += opened.numbered is None
            if have <= quotes and opened.level < level:
                continue
            is_joined = opened.numbered and opened.numbered.key == key and opened.level == level and have == quotes
            del self._stack[at + 1 if is_joined else at :]
            return

    def _open_quotes(self, quotes: int) -> None:
        have = sum(opened.numbered is None for opened in self._stack[1:])
        for _ in range(quotes - have):
            self._open(_Growing())

    def _open(self, opened: _Growing) -> None:
        self._stack[-1].content[-1].append(opened)
        self._stack.append(opened)


def _is_blank(block: nodes.Block) -> bool:
    return isinstance(block, nodes.Paragraph | nodes.Heading) and is_blank(block.content)


def _blocks(content: Iterable[nodes.Block | _Growing]) -> tuple[nodes.Block, ...]:
    """The finished blocks, without what turned out empty; lists of bullets and quotations that touch are joined."""
    out: list[nodes.Block] = []
    for part in content:
        block = _closed(part) if isinstance(part, _Growing) else part
        if block is not None:
            _append(out, block)
    return tuple(out)


def _append(out: list[nodes.Block], block: nodes.Block) -> None:
    last = out[-1] if out else None
    if isinstance(block, nodes.BulletList) and isinstance(last, nodes.BulletList):
        out[-1] = nodes.BulletList(last.items + block.items)
    elif isinstance(block, nodes.BlockQuote) and isinstance(last, nodes.BlockQuote):
        joined = list(last.blocks)
        for inner in block.blocks:
            _append(joined, inner)
        out[-1] = nodes.BlockQuote(tuple(joined))
    else:
        out.append(block)


def _closed(opened: _Growing) -> nodes.Block | None:
    runs = tuple(blocks for run in opened.content if (blocks := _blocks(run)))
    if not runs:
        return None
    if opened.numbered is None:
        return nodes.BlockQuote(runs[0])
    if opened.numbered.number is None:
        return nodes.BulletList(runs)
    return nodes.OrderedList(runs, opened.numbered.number)
