"""The annex with the exact words of short footnotes.

A footnote says where something stands: source, date, place. It leads to the words, which stand once for each passage at
the end of the file, under a heading that begins a page where the last one of the text is well filled, and lead back to
where the note is first used.
"""

from __future__ import annotations

from briefgen.document.nodes import Document, Note, Paragraph, Text
from briefgen.document.walk import parted
from briefgen.frozen import replace
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
        self._parts = {number: part for number, part in parts.items() if all(part)}

    def xml(self, writer: RunWriter, *, begins_page: bool = True) -> str:
        """The paragraphs of the annex; "" where no note has words of its own there."""
        if not self._parts:
            return ""
        return self._heading(writer, begins_page) + "".join(
            self._entry(number, writer.runs((Text(str(number)),)), writer.runs(words), writer)
            for number, (_, words) in self._parts.items()
        )

    def _heading(self, writer: RunWriter, begins_page: bool) -> str:
        title = self._bookmarks.around(ANNEX, writer.runs((Text(self._title),)))
        style = self._house.style(f"heading {_HEADING}")
        outline = None if style else _HEADING - 1
        shape = ParagraphShape(
            style, keep_next=True, page_break=begins_page, outline=outline, revision=writer.revision()
        )
        return paragraph(shape, title)

    def _entry(self, number: int, shown: str, words: str, writer: RunWriter) -> str:
        """The words of note `number`, behind the runs that show what its number is."""
        back = self._bookmarks.around(evidence_bookmark(number), _link(note_bookmark(number), shown))
        shape = ParagraphShape(self._house.style(f"{self._form.word} text"), revision=writer.revision())
        return paragraph(shape, back + words)

    def note(self, note: Note, writer: RunWriter) -> str:
        """The runs of a footnote: where it stands, as a link to the words."""
        part = self._parts.get(note.number)
        return _link(evidence_bookmark(note.number), writer.runs(part[0])) if part else writer.runs(note.content)


def apart(document: Document) -> tuple[Document, Document]:
    """The document with short notes, and the annex with their words, for who counts their pages."""
    parts = [(note, *parted(note)) for note in document.notes]
    short = tuple(replace(note, content=lead) for note, lead, _ in parts)
    words = tuple(Paragraph((Text(f"{note.number} "), *words)) for note, _, words in parts if words)
    return replace(document, notes=short), Document(words)


def _link(bookmark: str, runs: str) -> str:
    return f'<w:hyperlink w:anchor="{bookmark}" w:history="1">{runs}</w:hyperlink>'
