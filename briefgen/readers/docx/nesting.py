"""Blocks as Word sees them: leaves one after the other, each with its list level and distance; and back.

Word has no lists and quotations around paragraphs, only paragraphs that look as if they stood in one. A leaf says
how many lists and quotations it stands in; `nest` builds the tree that it is natural to see, and `leaves` takes a
tree apart the way the writer does.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import field
from itertools import count

from briefgen.document import nodes
from briefgen.document.walk import inlines, plain_text
from briefgen.frozen import dataclass


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
