"""Other numbers for notes and other names for pictures, throughout a Document."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from briefgen.document.figures import each_figure
from briefgen.document.nodes import Document, Emphasis, FigureRef, Inline, Link, NoteRef, Strong
from briefgen.document.walk import Content, containers, inlines, rewrite
from briefgen.frozen import replace


def renumbered(document: Document) -> Document:
    """The Document with its notes numbered from 1 by first use, and without those that nothing calls.

    A reference to a note that is not there is left out.
    """
    numbers = note_numbers(document)
    if list(numbers) == [note.number for note in document.notes] == list(numbers.values()):
        return document
    known = {note.number: note for note in document.notes}
    notes = tuple(replace(known[old], number=new) for old, new in numbers.items())
    return replace(with_numbers(replace(document, notes=()), numbers), notes=notes)


def note_numbers(document: Document) -> dict[int, int]:
    """The number that each note gets by the order of first use, for those that are there and called."""
    known = {note.number for note in document.notes}
    numbers: dict[int, int] = {}
    for content in containers(replace(document, notes=())):
        for node in inlines(content):
            if isinstance(node, NoteRef) and node.number in known:
                numbers.setdefault(node.number, len(numbers) + 1)
    return numbers


def with_numbers(document: Document, numbers: Mapping[int, int]) -> Document:
    """The Document with other numbers for its notes, which stay in their order.

    References without a new number are left out, and so is a link, or what is strong or emphatic, of which nothing is
    left then.
    """

    def renumber(node: Inline) -> Inline | None:
        if not isinstance(node, NoteRef):
            return node
        return NoteRef(numbers[node.number]) if node.number in numbers else None

    made = rewrite(document, lambda content: _each_leaf(content, renumber))
    return replace(made, notes=tuple(replace(n, number=numbers[n.number]) for n in made.notes))


def with_names(document: Document, names: Mapping[str, str]) -> Document:
    """The Document whose pictures have other names, with the figures that show them and what refers to these."""
    if not names:
        return document

    def rename(node: Inline) -> Inline:
        return replace(node, name=names.get(node.name, node.name)) if isinstance(node, FigureRef) else node

    blocks = each_figure(document.blocks, lambda figure: replace(figure, name=names.get(figure.name, figure.name)))
    pictures = tuple(replace(p, name=names.get(p.name, p.name)) for p in document.pictures)
    return rewrite(replace(document, blocks=blocks, pictures=pictures), lambda content: _each_leaf(content, rename))


def _each_leaf(content: Content, change: Callable[[Inline], Inline | None]) -> Content:
    out: list[Inline] = []
    for node in content:
        if isinstance(node, Strong | Emphasis | Link):
            if (inner := _each_leaf(node.content, change)) or not node.content:
                out.append(replace(node, content=inner))
        elif (made := change(node)) is not None:
            out.append(made)
    return tuple(out)
