"""Notes numbered anew: from 1, in order of first use, those that nothing calls left out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from briefgen.document.nodes import Document, Emphasis, Inline, Link, Note, NoteRef, Strong
from briefgen.document.walk import Content, containers, inlines, rewrite


def renumbered(document: Document) -> Document:
    """The Document with its notes in order of first use.

    A reference to a note that is not there is left out.
    """
    numbers = note_numbers(document)
    if list(numbers) == [note.number for note in document.notes] == list(numbers.values()):
        return document
    known = {note.number: note for note in document.notes}
    notes = tuple(Note(new, known[old].content) for old, new in numbers.items())
    body = rewrite(replace(document, notes=()), lambda content: with_numbers(content, numbers))
    return replace(body, notes=notes)


def note_numbers(document: Document) -> dict[int, int]:
    """The number that each note gets by the order of first use, for those that are there and called."""
    known = {note.number for note in document.notes}
    uses = _uses(containers(replace(document, notes=())))
    return {old: new for new, old in enumerate((n for n in uses if n in known), 1)}


def with_numbers(content: Content, numbers: dict[int, int]) -> Content:
    """The content with each note reference renumbered; those without a new number are left out."""
    out: list[Inline] = []
    for node in content:
        if isinstance(node, NoteRef):
            if node.number in numbers:
                out.append(NoteRef(numbers[node.number]))
        elif isinstance(node, Strong | Emphasis | Link):
            if inner := with_numbers(node.content, numbers):
                out.append(replace(node, content=inner))
        else:
            out.append(node)
    return tuple(out)


def _uses(contents: Iterable[Content]) -> list[int]:
    return list(dict.fromkeys(n.number for c in contents for n in inlines(c) if isinstance(n, NoteRef)))
