"""Notes as Word keeps them: references in the text, and a part that holds the notes.

Word numbers notes by the order of their references, and each note may be referenced once. A second use is
therefore a NOTEREF field that points at a bookmark around the first (ECMA-376 part 1, 17.16.5.42).
"""

from __future__ import annotations

from briefgen.document.nodes import Note
from briefgen.frozen import dataclass
from briefgen.ooxml.fields import Bookmarks, field, note_bookmark
from briefgen.writers.docx.house import House


@dataclass(frozen=True, slots=True)
class NoteForm:
    """How Word names one of its two forms of notes."""

    word: str  # as in w:endnote, w:endnoteReference, "endnote text"
    tag: str  # as in w:endnotePr

    @property
    def part(self) -> str:
        return f"word/{self.word}s.xml"

    @property
    def settings(self) -> str:
        """What the settings part must say: the number format, and which notes are the separators.

        Word calls a file corrupt whose separators are missing (17.11.23, 17.11.3).
        """
        separators = "".join(f'<w:{self.word} w:id="{i}"/>' for i in (-1, 0))
        return f'<w:{self.tag}><w:numFmt w:val="decimal"/>{separators}</w:{self.tag}>'

    @property
    def section(self) -> str:
        """What the section must say: endnotes would be numbered i, ii, iii without it."""
        return f'<w:{self.tag}><w:numFmt w:val="decimal"/></w:{self.tag}>'

    @property
    def separators(self) -> str:
        """The two special notes that draw the line above notes and above their continuation."""
        flat = '<w:pPr><w:spacing w:before="0" w:after="0" w:line="240" w:lineRule="auto"/></w:pPr>'
        return "".join(
            f'<w:{self.word} w:type="{kind}" w:id="{i}"><w:p>{flat}<w:r><w:{kind}/></w:r></w:p></w:{self.word}>'
            for i, kind in ((-1, "separator"), (0, "continuationSeparator"))
        )


ENDNOTES = NoteForm("endnote", "endnotePr")
FOOTNOTES = NoteForm("footnote", "footnotePr")


class NoteReferences:
    """The uses of notes in one document, in reading order."""

    def __init__(self, form: NoteForm, notes: tuple[Note, ...], house: House, bookmarks: Bookmarks) -> None:
        if [note.number for note in notes] != list(range(1, len(notes) + 1)):
            raise ValueError(f"notes are not numbered 1 to {len(notes)}: {[note.number for note in notes]}")
        self._form = form
        self._bookmarks = bookmarks
        self._count = len(notes)
        self._used = 0
        self.style = reference_style(form, house)

    def use(self, number: int) -> str:
        """The runs of one use of a note.

        ValueError if there is no such note, or if it is first used before a note of lower number: Word
        would count it differently from the document.
        """
        if not 1 <= number <= self._count:
            raise ValueError(f"note {number} is used but there is no such note")
        if number <= self._used:
            return field(rf"NOTEREF {note_bookmark(number)} \f \h", str(number), f"<w:rPr>{self.style}</w:rPr>")
        if number != self._used + 1:
            raise ValueError(f"note {number} is used before note {self._used + 1}")
        self._used = number
        run = f'<w:r><w:rPr>{self.style}</w:rPr><w:{self._form.word}Reference w:id="{number}"/></w:r>'
        return self._bookmarks.around(note_bookmark(number), run)

    def close(self) -> None:
        """ValueError if a note was never used: it would lie in the file where no reader sees it."""
        if self._used != self._count:
            raise ValueError(f"note {self._used + 1} is never used")


def reference_style(form: NoteForm, house: House) -> str:
    """The run property that raises a note's number; direct where the house has no style for it."""
    style = house.style(f"{form.word} reference", "character")
    return f'<w:rStyle w:val="{style}"/>' if style else '<w:vertAlign w:val="superscript"/>'
