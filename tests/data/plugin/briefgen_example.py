"""A plugin of each sort for briefgen, each of them one function."""

from __future__ import annotations

from collections.abc import Iterator

from briefgen import Diagnostic, Location, OpenFacts, Severity
from briefgen.document.nodes import Document, Paragraph, Text
from briefgen.document.walk import block_text


def short_names(facts: OpenFacts) -> Iterator[Diagnostic]:
    """A check: every theme has a label of more than three letters."""
    for record in facts.records("theme"):
        for statement in record.values("label"):
            if any(len(label) < 4 for label in statement.value.values()):
                place = Location(record.file, statement.line, statement.column)
                message = f"the label of {record.id} says little"
                yield Diagnostic(place, message, "short-name", "write it out", Severity.WARNING)


def spaced(text: str, blanks: int = 1) -> str:
    """A filter: the letters of a word, set apart."""
    return (" " * blanks).join(text)


def write_text(document: Document) -> bytes:
    """A writer: the words alone, a block a paragraph."""
    return "\n\n".join(filter(None, map(block_text, document.blocks))).encode()


def read_text(data: bytes) -> Document:
    """A reader: what `write_text` wrote, as far as plain text can say it."""
    paragraphs = data.decode().split("\n\n")
    return Document(tuple(Paragraph((Text(paragraph),)) for paragraph in paragraphs))
