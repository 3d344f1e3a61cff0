"""How many pages a document will have, roughly: what NUMPAGES shows until Word has counted."""

from __future__ import annotations

from briefgen.document.nodes import (
    Block,
    BlockQuote,
    BulletList,
    Document,
    Heading,
    Inline,
    Marking,
    OrderedList,
    Paragraph,
    Table,
)
from briefgen.writers.docx.paragraphs import plain

_CHARACTERS = 95  # in a line of body text on A4
_LINES = 46  # on a page
_NOTE = 85  # hundredths: the height of a line of a note beside one of the text


def estimate(document: Document) -> int:
    """The number of pages, at least 1. Only Word's own layout knows it; this is right within a page or so."""
    height = sum(_height(block) for block in document.blocks)
    height += sum(_NOTE * _lines(note.content) for note in document.notes)
    return max(1, -(-height // (100 * _LINES)))


def _height(block: Block) -> int:
    """In hundredths of a line."""
    match block:
        case Heading():
            return 250
        case Marking():
            return 150
        case Paragraph(content):
            return 100 * _lines(content) + 40
        case BulletList(items) | OrderedList(items):
            return sum(_height(inner) for item in items for inner in item)
        case BlockQuote(blocks):
            return sum(_height(inner) for inner in blocks)
        case Table(head, rows):
            width = max(1, _CHARACTERS * 4 // (len(head) * 3))  # cells are set smaller, and columns fit their text
            return 80 + sum(140 * max(_lines(cell, width) for cell in row) for row in (head, *rows))


def _lines(content: tuple[Inline, ...], width: int = _CHARACTERS) -> int:
    return max(1, -(-len(plain(content)) // width))
