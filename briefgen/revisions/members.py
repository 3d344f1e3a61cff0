"""Blocks, list items, rows and columns as a merge tells them apart.

A block of a merge is the same one also where its level, its start or its columns changed: each of these is merged.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial

from briefgen.document.nodes import Block, BlockQuote, BulletList, Figure, Note, OrderedList, Table
from briefgen.document.walk import Content, block_text, blocks, plain_text
from briefgen.revisions.similarity import Member

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


def note_members(notes: Iterable[Note], least: float) -> list[Member]:
    return [Member(note.content, "note", _joined([note.content]), least) for note in notes]


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
