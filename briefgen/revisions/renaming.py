"""Other numbers for notes and other names for pictures, throughout a Document."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from briefgen.document.nodes import (
    Block,
    BlockQuote,
    BulletList,
    Document,
    Emphasis,
    Figure,
    FigureRef,
    Inline,
    Link,
    NoteRef,
    OrderedList,
    Strong,
)
from briefgen.document.walk import containers, inlines, rewrite

Content = tuple[Inline, ...]


def in_order_of_use(document: Document) -> Document:
    """The document with its notes numbered 1..n by first use; notes that are used nowhere are left out."""
    numbers: dict[int, int] = {}
    for content in containers(replace(document, notes=())):
        for node in inlines(content):
            if isinstance(node, NoteRef):
                numbers.setdefault(node.number, len(numbers) + 1)
    if list(numbers) == [note.number for note in document.notes] == list(numbers.values()):
        return document
    notes = {note.number: note for note in document.notes}
    numbered = with_numbers(replace(document, notes=()), numbers)
    return replace(numbered, notes=tuple(replace(notes[old], number=new) for old, new in numbers.items()))


def with_numbers(document: Document, numbers: Mapping[int, int]) -> Document:
    """The document whose notes have other numbers; they stay in their order."""

    def renumber(node: Inline) -> Inline:
        return NoteRef(numbers[node.number]) if isinstance(node, NoteRef) else node

    renumbered = rewrite(document, lambda content: _each_leaf(content, renumber))
    return replace(renumbered, notes=tuple(replace(n, number=numbers[n.number]) for n in renumbered.notes))


def with_names(document: Document, names: Mapping[str, str]) -> Document:
    """The document whose pictures have other names, with the figures that show them and what refers to these."""
    if not names:
        return document

    def rename(node: Inline) -> Inline:
        return replace(node, name=names.get(node.name, node.name)) if isinstance(node, FigureRef) else node

    blocks = tuple(_with_names(block, names) for block in document.blocks)
    pictures = tuple(replace(p, name=names.get(p.name, p.name)) for p in document.pictures)
    return rewrite(replace(document, blocks=blocks, pictures=pictures), lambda content: _each_leaf(content, rename))


def _each_leaf(content: Content, change: Callable[[Inline], Inline]) -> Content:
    return tuple(
        replace(node, content=_each_leaf(node.content, change))
        if isinstance(node, Strong | Emphasis | Link)
        else change(node)
        for node in content
    )


def _with_names(block: Block, names: Mapping[str, str]) -> Block:
    match block:
        case Figure():
            return replace(block, name=names.get(block.name, block.name))
        case BulletList() | OrderedList():
            return replace(block, items=tuple(tuple(_with_names(b, names) for b in item) for item in block.items))
        case BlockQuote(blocks):
            return BlockQuote(tuple(_with_names(b, names) for b in blocks))
    return block
