"""Three-way merge: what a person changed in a generated brief, kept in the brief as it is generated now.

    base    the Document as it was generated before the person edited it
    theirs  the same one, edited by hand
    ours    as it is generated now

Changes of one side are taken. Where both sides changed the same words, or one changed what the other left out,
both versions are given, and a `MergeConflict` says so. Nothing that stands in `theirs` and not in `base` is ever left
out of both the merged Document and its conflicts.

Notes are the same where they say the same, whatever their numbers; in the result they are numbered anew.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import field

from briefgen.document.figures import number_references, pictures_shown
from briefgen.document.nodes import Block, Document, Note
from briefgen.document.walk import Content
from briefgen.frozen import dataclass, replace
from briefgen.revisions.alignment import align, note_members
from briefgen.revisions.block_merge import merge_blocks
from briefgen.revisions.merged import MergeConflict, Merged
from briefgen.revisions.revision import note_numbers, renumbered, with_numbers
from briefgen.revisions.word_merge import merge_wording

_NOTE_EDITED = 0.5  # how much of a note a person leaves who corrects it
_NOTE_REMADE = 0.85  # how much of it stays when it is generated anew; less, and it may cite something else


def merge(base: Document, theirs: Document, ours: Document) -> Merged:
    """The merge; `meta` and the content of pictures are those of `ours`.

    All three are best given in one normal form, such as that of the file which was edited. With no edits the
    result is `ours`, with nothing new generated it is `theirs`.
    """
    if _same(base, theirs) or _same(theirs, ours):
        return Merged(ours, ours)
    if _same(base, ours):
        return Merged(replace(theirs, meta=ours.meta), replace(theirs, meta=ours.meta))
    return _DocumentMerge(base, theirs, ours).merged()


def _same(one: Document, other: Document) -> bool:
    return one.blocks == other.blocks and one.notes == other.notes


@dataclass(slots=True)
class _SharedNotes:
    """The notes of all three Documents under one numbering, by what they say."""

    numbers: dict[Content, int] = field(default_factory=dict)
    leads: dict[Content, int] = field(default_factory=dict)
    instead: dict[int, int] = field(default_factory=dict)  # for a note of ours, the same one as a person corrected it

    def number(self, content: Content) -> int:
        return self.numbers.setdefault(content, len(self.numbers) + 1)

    def all(self) -> tuple[Note, ...]:
        return tuple(Note(number, content, self.leads.get(content, 0)) for content, number in self.numbers.items())


class _DocumentMerge:
    def __init__(self, base: Document, theirs: Document, ours: Document) -> None:
        self._documents = (base, theirs, ours)
        self._notes = _SharedNotes()

    def merged(self) -> Merged:
        self._notes.leads = {note.content: note.lead for d in self._documents for note in d.notes}
        together = self._edited_notes()
        renamed = [with_numbers(replace(d, notes=()), self._map(d, together)).blocks for d in self._documents]
        out = merge_blocks(*renamed)
        document, numbers = self._whole(out.ours)
        by_hand, their_numbers = self._whole(out.theirs)
        conflicts = tuple(
            MergeConflict(c.place, _numbered(c.theirs, their_numbers, by_hand), _numbered(c.ours, numbers, document))
            for c in out.conflicts
        )
        return Merged(document, by_hand, conflicts)

    def _edited_notes(self) -> dict[Content, Content]:
        """For notes that both sides changed, what they say with both changes; remembers notes one side corrected."""
        base, theirs, ours = (d.notes for d in self._documents)
        edited = align(*(note_members(notes, _NOTE_EDITED) for notes in (base, theirs))).pairs
        remade = align(*(note_members(notes, _NOTE_REMADE) for notes in (base, ours))).pairs
        together: dict[Content, Content] = {}
        for i, j in edited.items():
            old, new = base[i].content, theirs[j].content
            if old == new:
                continue
            again = ours[remade[i]].content if i in remade else None
            if again is None or again == old:
                self._notes.instead[self._notes.number(old)] = self._notes.number(new)
                continue
            words = merge_wording(old, new, again)
            if words.is_settled:
                together |= {new: words.ours, again: words.ours}
        return together

    def _map(self, document: Document, together: dict[Content, Content]) -> dict[int, int]:
        is_base = document is self._documents[0]
        said = {n.number: n.content if is_base else together.get(n.content, n.content) for n in document.notes}
        return {number: self._notes.number(content) for number, content in said.items()}

    def _whole(self, content: Sequence[Block]) -> tuple[Document, dict[int, int]]:
        """The Document of these blocks, and the new number of each note by its number in them."""
        ours = self._documents[2]
        made = Document(
            tuple(content), (), ours.meta, pictures_shown(content, (p for d in self._documents for p in d.pictures))
        )
        instead = self._notes.instead
        numbers = {n.number: instead.get(n.number, n.number) for n in self._notes.all()}
        made = replace(with_numbers(made, numbers), notes=self._notes.all())
        new = note_numbers(made)
        return number_references(renumbered(made)), {old: new[n] for old, n in numbers.items() if n in new}


def _numbered(content: tuple[Block, ...], numbers: dict[int, int], whole: Document) -> tuple[Block, ...]:
    return number_references(with_numbers(Document(content), numbers), whole).blocks
