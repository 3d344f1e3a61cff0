"""Notes of two versions: each version has its own first use of a note, and its own numbers.

A note that both versions use first at the same place is one note of the file. Where they do not - a new sentence
uses a note before the old one did - the old use is deleted with its note and the new one inserted with its own.
"""

from __future__ import annotations

from briefgen.document.joining import plainest
from briefgen.document.nodes import Note
from briefgen.document.walk import Content, parted, plain_text
from briefgen.frozen import dataclass, replace
from briefgen.ooxml.fields import Bookmarks, begin, end, note_bookmark
from briefgen.revisions.revision import Revision, with_revisions
from briefgen.writers.docx.house import House
from briefgen.writers.docx.notes import NoteForm, NoteReferences
from briefgen.writers.docx.redline.stamp import Piece, Stamp

OLD, NEW = Revision.DELETED, Revision.INSERTED  # the versions, by the mark of what only they have
VERSIONS = {Revision.KEPT: (OLD, NEW), OLD: (OLD,), NEW: (NEW,)}


@dataclass(frozen=True, slots=True)
class WrittenNote:
    """A note of the file, numbered by its id there; its number in each version; whether its reference stayed."""

    note: Note
    numbers: dict[Revision, int]
    mark: Revision


class RevisedReferences(NoteReferences):
    """The uses of notes in one document of two versions, in reading order."""

    def __init__(
        self, form: NoteForm, notes: tuple[Note, ...], house: House, bookmarks: Bookmarks, stamp: Stamp
    ) -> None:
        super().__init__(form, notes, house, bookmarks)
        self._stamp = stamp
        self._notes = {note.number: note for note in notes}
        self._ids: dict[Revision, dict[int, int]] = {OLD: {}, NEW: {}}  # of each note by number, in order of use
        self.written: list[WrittenNote] = []

    def use_in(self, number: int, mark: Revision) -> list[Piece]:
        """One use of a note that stayed, came or went."""
        ids = [self._ids[version].get(number) for version in VERSIONS[mark]]
        if len(set(ids)) > 1:
            return [*self.use_in(number, OLD), *self.use_in(number, NEW)]
        return [(mark, self._number_again(number, mark) if ids[0] else self._reference(number, mark))]

    @property
    def is_second_due(self) -> bool:
        """Whether the first note of several was the last to be used.

        A comment that ends there makes LibreOffice 7.4 give notes the text of others.
        """
        return len(self.written) == 1 and len(self._notes) > 1

    def close(self) -> None:
        """ValueError if a note of either version was never used."""
        if unused := self._notes.keys() - self._ids[OLD].keys() - self._ids[NEW].keys():
            raise ValueError(f"note {min(unused)} is never used")

    def changes(self, number: int) -> tuple[int, ...]:
        """The changes inside a note: Word allows no comments there, they stand at its reference."""
        return tuple({change: None for _, _, change in with_revisions(self._notes[number].content) if change})

    def _reference(self, number: int, mark: Revision) -> str:
        made = len(self.written) + 1
        for version in VERSIONS[mark]:
            self._ids[version][number] = made
        numbers = {version: len(self._ids[version]) for version in VERSIONS[mark]}
        self.written.append(WrittenNote(replace(_version(self._notes[number], mark), number=made), numbers, mark))
        run = f'<w:r><w:rPr>{self.style}</w:rPr><w:{self._form.word}Reference w:id="{made}"/></w:r>'
        return self._bookmarks.around(note_bookmark(made), run)

    def _number_again(self, number: int, mark: Revision) -> str:
        """A field that shows the number that the note has in each version."""
        look = f"<w:rPr>{self.style}</w:rPr>"
        versions = VERSIONS[mark]
        shown = [list(self._ids[version]).index(number) + 1 for version in versions]
        code = rf"NOTEREF {note_bookmark(self._ids[versions[0]][number])} \f \h"
        return begin(code, look) + counted(self._stamp, mark, shown, look) + end(look)


def counted(stamp: Stamp, mark: Revision, shown: list[int], look: str = "") -> str:
    """The result of a field that shows a number: one run, or one for each version where they count differently."""
    runs = [f"<w:r>{look}<w:t>{number}</w:t></w:r>" for number in shown]
    if len(set(shown)) == 1:
        return runs[0]
    return "".join(stamp.wrapped(version, run) for version, run in zip(VERSIONS[mark], runs, strict=True))


def _version(note: Note, mark: Revision) -> Note:
    """A note as it is in the one version that has it; in both, with what it holds in both."""
    if mark is Revision.KEPT:
        return note
    lead, words = (_in_version(part, mark) for part in parted(note))
    return replace(note, content=plainest((*lead, *words)), lead=len(plain_text(lead)) if words else 0)


def _in_version(content: Content, version: Revision) -> Content:
    return tuple(node for node, own, _ in with_revisions(content) if own in (Revision.KEPT, version))
