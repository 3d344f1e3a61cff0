"""The annex with the exact words of short footnotes.

A footnote says where something stands: source, date, place. It leads to the words, which stand once for each passage at
the end of the file, under a heading on a page of its own, and lead back to where the note is first used.
"""

from __future__ import annotations

from dataclasses import replace

from briefgen.document.nodes import Document, Emphasis, Inline, Link, Note, Paragraph, Strong, Text
from briefgen.document.walk import Content, plain_text
from briefgen.ooxml.fields import ANNEX, Bookmarks, evidence_bookmark, note_bookmark
from briefgen.writers.docx.house import House
from briefgen.writers.docx.inlines import ParagraphShape, RunWriter, paragraph
from briefgen.writers.docx.notes import NoteForm

_HEADING = 2  # the level of the annex's heading


class Annex:
    """The notes of one document, each parted into what its footnote says and what stands in the annex."""

    def __init__(self, document: Document, house: House, form: NoteForm, bookmarks: Bookmarks) -> None:
        self._house, self._form, self._bookmarks = house, form, bookmarks
        self._title = document.meta.evidence_title
        parts = {note.number: parted(note) for note in document.notes}
        self._parts = {number: part for number, part in parts.items() if part[0] and part[1]}

    def xml(self, writer: RunWriter) -> str:
        """The paragraphs of the annex; "" where no note has words of its own there."""
        if not self._parts:
            return ""
        title = self._bookmarks.around(ANNEX, writer.runs((Text(self._title),)))
        style = self._house.style(f"heading {_HEADING}")
        shape = ParagraphShape(style, keep_next=True, page_break=True, outline=None if style else _HEADING - 1)
        return paragraph(shape, title) + "".join(
            self._entry(number, words, writer) for number, (_, words) in self._parts.items()
        )

    def _entry(self, number: int, words: Content, writer: RunWriter) -> str:
        back = _link(note_bookmark(number), writer.runs((Text(str(number)),)))
        shape = ParagraphShape(self._house.style(f"{self._form.word} text"))
        return paragraph(shape, self._bookmarks.around(evidence_bookmark(number), back) + writer.runs(words))

    def note(self, note: Note, writer: RunWriter) -> str:
        """The runs of a footnote: where it stands, as a link to the words."""
        part = self._parts.get(note.number)
        return _link(evidence_bookmark(note.number), writer.runs(part[0])) if part else writer.runs(note.content)


def apart(document: Document) -> tuple[Document, Document]:
    """The document with short notes, and the annex with their words, for who counts their pages."""
    parts = [(note, *parted(note)) for note in document.notes]
    short = tuple(replace(note, content=lead) if lead and words else note for note, lead, words in parts)
    words = tuple(Paragraph((Text(f"{note.number} "), *words)) for note, lead, words in parts if lead and words)
    return replace(document, notes=short), Document(words)


def parted(note: Note) -> tuple[Content, Content]:
    """What a note says of where something stands, and the rest; either may be empty."""
    return _cut(note.content, note.lead)


def _cut(content: Content, at: int) -> tuple[Content, Content]:
    before: list[Inline] = []
    after: list[Inline] = []
    for node in content:
        size = len(plain_text((node,)))
        if at >= size:
            before.append(node)
        elif at <= 0:
            after.append(node)
        elif isinstance(node, Text):
            before.append(Text(node.value[:at]))
            after.append(Text(node.value[at:]))
        elif isinstance(node, Strong | Emphasis | Link):
            first, second = _cut(node.content, at)
            before.append(replace(node, content=first))
            after.append(replace(node, content=second))
        at -= size
    return tuple(before), tuple(after)


def _link(bookmark: str, runs: str) -> str:
    return f'<w:hyperlink w:anchor="{bookmark}" w:history="1">{runs}</w:hyperlink>'
