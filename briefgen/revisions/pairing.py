"""What two versions of a Document share beside their blocks: notes, by what they say, and pictures.

The notes of both versions get one numbering: those of the new version keep their numbers, a note of the old
version has the number of the note that took its place, and notes that are gone count on behind the last.
"""

from __future__ import annotations

from dataclasses import dataclass

from briefgen.document.nodes import Document, Inline, Note, Picture
from briefgen.revisions.members import note_members
from briefgen.revisions.renumbering import with_names, with_numbers
from briefgen.revisions.revision import OLD_PICTURE, Revised, Revision
from briefgen.revisions.similarity import in_order

_ALIKE = 0.6


@dataclass(frozen=True, slots=True)
class NotePairs:
    """For each new note the place of the old one that it takes the place of, or None; the places of notes gone."""

    old_of_new: tuple[int | None, ...]
    gone: tuple[int, ...]


def joined_versions(old: Document, new: Document) -> tuple[Document, tuple[Picture, ...], NotePairs]:
    """The old version in the common numbering, the pictures of both versions, and how their notes pair."""
    pairs = pair_notes(old.notes, new.notes)
    numbers = _common_numbers(old.notes, new.notes, pairs)
    return *_with_own_pictures(with_numbers(old, numbers), new), pairs


def pair_notes(old: tuple[Note, ...], new: tuple[Note, ...]) -> NotePairs:
    """Notes that say the same, then notes that say nearly the same, in order."""
    places: dict[tuple[Inline, ...], list[int]] = {}
    for i, note in reversed(list(enumerate(old))):
        places.setdefault(note.content, []).append(i)
    paired: list[int | None] = [(found.pop() if (found := places.get(note.content)) else None) for note in new]
    taken = set(paired)
    left = [i for i in range(len(old)) if i not in taken]
    open_ = [j for j, was in enumerate(paired) if was is None]
    for i, j in in_order(note_members([old[i] for i in left], _ALIKE), note_members([new[j] for j in open_], _ALIKE)):
        paired[open_[j]] = left[i]
    taken = set(paired)
    return NotePairs(tuple(paired), tuple(i for i in left if i not in taken))


def _common_numbers(old: tuple[Note, ...], new: tuple[Note, ...], pairs: NotePairs) -> dict[int, int]:
    numbers = {old[was].number: note.number for note, was in zip(new, pairs.old_of_new, strict=True) if was is not None}
    for n, i in enumerate(pairs.gone, len(new) + 1):
        numbers[old[i].number] = n
    return numbers


# --- pictures ----------------------------------------------------------------------------------


def _with_own_pictures(old: Document, new: Document) -> tuple[Document, tuple[Picture, ...]]:
    """The old version with other names for pictures that changed under the same name, and all pictures."""
    now = {picture.name: picture for picture in new.pictures}
    changed = [p.name for p in old.pictures if p.name in now and p != now[p.name]]
    before = with_names(old, {name: OLD_PICTURE + name for name in changed})
    were = {picture.name for picture in before.pictures}
    gone = [picture for picture in before.pictures if picture.name not in now]
    marks = [Revision.KEPT if picture.name in were else Revision.INSERTED for picture in new.pictures]
    return before, Revised((*new.pictures, *gone), (*marks, *(Revision.DELETED for _ in gone)))
