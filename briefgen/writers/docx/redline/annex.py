"""The annex of two versions: each has its own entries, with the numbers that its notes have."""

from __future__ import annotations

from collections.abc import Iterable

from briefgen.document.nodes import Document
from briefgen.frozen import replace
from briefgen.revisions.revision import Revision, with_revisions
from briefgen.writers.docx.annex import Annex
from briefgen.writers.docx.house import House
from briefgen.writers.docx.notes import NoteForm
from briefgen.writers.docx.redline.inlines import RevisedRunWriter
from briefgen.writers.docx.redline.notes import NEW, OLD, VERSIONS, WrittenNote, counted
from briefgen.writers.docx.redline.stamp import Stamp


class RevisedAnnex(Annex):
    """The annex of the notes that were written in the text, in their order there."""

    def __init__(
        self, document: Document, written: Iterable[WrittenNote], house: House, form: NoteForm, stamp: Stamp
    ) -> None:
        self._written = {one.note.number: one for one in written}
        super().__init__(replace(document, notes=tuple(w.note for w in self._written.values())), house, form, stamp.ids)
        self._stamp = stamp
        self._marks = {number: self._mark(self._written[number]) for number in self._parts}

    @property
    def ends_in_both(self) -> bool:
        """Whether its last paragraph stands in both versions."""
        return next(reversed(self._marks.values()), Revision.KEPT) is Revision.KEPT

    def revised_xml(self, writer: RevisedRunWriter, *, begins_page: bool) -> str:
        """Its paragraphs, those that came or went as such; "" where neither version has an annex."""
        if not self._parts:
            return ""
        writer.mark = _common(self._marks.values())
        out = [self._heading(writer, begins_page)]
        for number, (_, words) in self._parts.items():
            mark = writer.mark = self._marks[number]
            numbers = [self._written[number].numbers[version] for version in VERSIONS[mark]]
            shown = self._stamp.wrapped(mark, counted(self._stamp, mark, numbers))
            out.append(self._entry(number, shown, writer.runs(words), writer))
        writer.mark = Revision.KEPT
        return "".join(out)

    def _mark(self, written: WrittenNote) -> Revision:
        """The versions in which a note has words of its own in the annex."""
        marks = [{mark for _, mark, _ in with_revisions(part)} for part in self._parts[written.note.number]]
        there = [v for v in VERSIONS[written.mark] if all(own & {Revision.KEPT, v, written.mark} for own in marks)]
        return there[0] if len(there) == 1 else written.mark


def _common(marks: Iterable[Revision]) -> Revision:
    """What becomes of a heading over members that came, went or stayed."""
    found = set(marks)
    return Revision.KEPT if Revision.KEPT in found or {OLD, NEW} <= found else found.pop()
