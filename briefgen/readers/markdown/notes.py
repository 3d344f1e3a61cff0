"""From footnote definitions and references, as Markdown has them, to the notes of a Document."""

from __future__ import annotations

from collections.abc import Iterable

from briefgen.document.nodes import Block, Document, Inline, LineBreak, Note, Paragraph
from briefgen.document.walk import containers
from briefgen.frozen import dataclass
from briefgen.readers.markdown.findings import ReaderDiagnostics
from briefgen.regexes import pattern

_NUMBER = pattern(r"[1-9][0-9]{0,5}")


@dataclass(slots=True, frozen=True)
class Definition:
    """A footnote definition: its label, where it stands, and what it holds."""

    label: str
    offset: int
    blocks: tuple[Block, ...]


def note_number(label: str) -> int | None:
    """The number that a footnote's label is, or None for any other label."""
    return int(label) if _NUMBER.fullmatch(label) else None


def number_notes(
    definitions: Iterable[Definition], uses: dict[int, int], diagnostics: ReaderDiagnostics
) -> tuple[Note, ...]:
    """The notes in order of number; `uses` maps each number, by first use, to the offset of that use."""
    for due, (used, offset) in enumerate(uses.items(), start=1):
        if used != due:
            diagnostics.say("note-order", offset, used, due)
            break
    notes: dict[int, Note] = {}
    for definition in definitions:
        number = note_number(definition.label)
        if number is None:
            diagnostics.say("note-label", definition.offset, definition.label)
        elif number not in uses:
            diagnostics.say("note-unused", definition.offset, number)
        elif number in notes:
            diagnostics.say("note-twice", definition.offset, number)
        else:
            notes[number] = Note(number, _content(definition, number, diagnostics))
    for used, offset in uses.items():
        if used not in notes:
            diagnostics.say("note-undefined", offset, f"[^{used}]")
    return tuple(notes[number] for number in sorted(notes))


def _content(definition: Definition, number: int, diagnostics: ReaderDiagnostics) -> tuple[Inline, ...]:
    blocks = definition.blocks
    if len(blocks) == 1 and isinstance(blocks[0], Paragraph):
        return blocks[0].content
    diagnostics.say("note-blocks", definition.offset, number)
    joined: list[Inline] = []
    for content in containers(Document(blocks)):
        joined += [LineBreak(), *content] if joined else content
    return tuple(joined)
