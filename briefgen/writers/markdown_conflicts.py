"""A merged Document as Markdown in which both versions stand where a person has to decide."""

from __future__ import annotations

from collections.abc import Iterator

from briefgen.document.nodes import Document, Note
from briefgen.document.walk import Content
from briefgen.frozen import replace
from briefgen.revisions.alignment import equal_pairs
from briefgen.revisions.merged import CLOSE, MIDDLE, OPEN, Merged
from briefgen.revisions.revision import with_numbers
from briefgen.writers.markdown import MarkdownWriter


def write_with_conflicts(merged: Merged, label: str = "edited by hand") -> bytes:
    """The text in UTF-8; without conflicts, what `MarkdownWriter` writes of the merged Document.

    `label` says in one line, in the language of the brief, that the first version is that of a person.
    Raises ValueError for what `MarkdownWriter` refuses.
    """
    if not merged.conflicts:
        return MarkdownWriter().write(merged.document)
    numbers: dict[Content, int] = {}
    theirs, ours = (_lines(document, numbers) for document in (merged.by_hand, merged.document))
    lines = list(_marked(theirs, ours, label))
    notes = Document((), tuple(Note(number, content) for content, number in numbers.items()))
    return "".join(f"{line}\n" for line in lines).encode() + MarkdownWriter().write(notes)


def _lines(document: Document, numbers: dict[Content, int]) -> list[str]:
    """The lines of the text alone; notes get the numbers of their contents, new ones where they have none yet."""
    new = {note.number: numbers.setdefault(note.content, len(numbers) + 1) for note in document.notes}
    body = with_numbers(replace(document, notes=()), new)
    return MarkdownWriter().write(body).decode().removesuffix("\n").split("\n")


def _marked(theirs: list[str], ours: list[str], label: str) -> Iterator[str]:
    a = c = 0
    for i, j in (*equal_pairs(theirs, ours), (len(theirs), len(ours))):
        if a < i or c < j:
            yield from (OPEN + label, *theirs[a:i], MIDDLE, *ours[c:j], CLOSE)
        yield from ours[j : j + 1]
        a, c = i + 1, j + 1
