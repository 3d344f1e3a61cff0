"""Documents that were edited: what a strategy takes out of, puts into and changes in a given one."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import strategies as st

from briefgen.document.joining import plainest
from briefgen.document.nodes import Block, BlockQuote, BulletList, Document, Inline, OrderedList, Table, Text
from briefgen.document.walk import rewrite
from briefgen.revisions.revision import renumbered
from tests.document.strategies import contents, documents, paragraphs, pictures_of


@st.composite
def edited(draw: st.DrawFn, old: Document) -> Document:
    """The document after a few edits of its words, blocks, items, rows and notes."""
    blocks = _edited_blocks(draw, old.blocks)
    if draw(st.integers(0, 3)) == 0:
        blocks = (*blocks, draw(paragraphs().filter(lambda b: "NoteRef" not in repr(b))))
    changed = rewrite(replace(old, blocks=blocks), lambda content: _edited_words(draw, content))
    changed = renumbered(changed)
    return replace(changed, pictures=pictures_of(changed))


def _edited_blocks(draw: st.DrawFn, blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    made: list[Block] = []
    for block in blocks:
        choice = draw(st.integers(0, 7))
        if choice == 0:
            continue
        if choice == 1:
            made.append(draw(paragraphs().filter(lambda b: "NoteRef" not in repr(b))))
        made.append(_edited_block(draw, block))
    return tuple(made)


def _edited_block(draw: st.DrawFn, block: Block) -> Block:
    match block:
        case BulletList(items) | OrderedList(items):
            kept = [item for item in items if draw(st.integers(0, 3))]
            return replace(block, items=tuple(kept) or items)
        case BlockQuote(blocks):
            return BlockQuote(_edited_blocks(draw, blocks) or blocks)
        case Table():
            rows = [row for row in block.rows if draw(st.integers(0, 3))]
            if draw(st.booleans()) and rows:
                rows.append(tuple(draw(contents(refs=False)) for _ in block.head))
            return replace(block, rows=tuple(rows))
    return block


def _edited_words(draw: st.DrawFn, content: tuple[Inline, ...]) -> tuple[Inline, ...]:
    if not content or draw(st.integers(0, 2)):
        return content
    place = draw(st.integers(0, len(content)))
    more = (Text(draw(st.sampled_from(["new ", " words", ". Next one", "17 October 2025"]))),)
    return plainest((*content[:place], *more, *content[place:]))


__all__ = ["documents", "edited"]
