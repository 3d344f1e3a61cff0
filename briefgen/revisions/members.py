"""Blocks, list items, rows and columns as members of sequences that can be aligned."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from briefgen.document.nodes import Block, BlockQuote, BulletList, Figure, OrderedList, Table
from briefgen.document.walk import Content, block_text, blocks, plain_text
from briefgen.revisions.similarity import Member, Words

_WORD = re.compile(r"\w+")


def block_members(within: Iterable[Block]) -> list[Member]:
    return [_block_member(block) for block in within]


def item_members(items: Iterable[tuple[Block, ...]]) -> list[Member]:
    return [Member(item, "item", Words(_words(_text(item)))) for item in items]


def row_members(rows: Iterable[tuple[Content, ...]]) -> list[Member]:
    return [
        Member(row, "row", Words(_words(" ".join(map(plain_text, row)))), plain_text(row[0]).strip()) for row in rows
    ]


def column_members(table: Table) -> list[Member]:
    """The columns: the same by their headings, alike by all that stands in them."""
    return [_column_member(head, [row[n] for row in table.rows]) for n, head in enumerate(table.head)]


def _column_member(head: Content, cells: Sequence[Content]) -> Member:
    name = plain_text(head).strip()
    return Member(name, "column", Words(_words(" ".join([name, *map(plain_text, cells)]))), name)


def _block_member(block: Block) -> Member:
    grows = isinstance(block, BulletList | OrderedList | Table | BlockQuote)
    return Member(block, type(block).__name__, Words(_words(_text((block,))), grows=grows))


def _text(within: Sequence[Block]) -> str:
    """The words of the blocks, those that say what a picture shows among them."""
    shown = [f"{b.name} {b.alternative}" for b in blocks(within) if isinstance(b, Figure)]
    return "\n".join([*map(block_text, within), *shown])


def _words(text: str) -> list[str]:
    return _WORD.findall(text.casefold())
