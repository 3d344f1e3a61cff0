"""Two versions of a Document compared: what stayed, what went, what came.

Blocks are held together first by what is equal, then by what is alike; inside those that are alike, words are
compared. Blocks of different kinds, headings of different levels and tables of different widths are never
alike. Notes are compared by what they say: a note that only got another number did not change.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from functools import partial
from typing import TypeVar

from briefgen.document import nodes
from briefgen.document.walk import Content, block_text, parted, plain_text
from briefgen.frozen import dataclass, replace
from briefgen.revisions.alignment import Member, in_order, note_members
from briefgen.revisions.revision import OLD_PICTURE, Revised, Revision, with_names, with_numbers, with_revisions
from briefgen.revisions.wordwise import Change, Changes, compare_inlines

Item = tuple[nodes.Block, ...]
Row = tuple[Content, ...]

_T = TypeVar("_T")

_ALIKE = 0.5
_ALIKE_INSIDE = 0.15  # of lists, tables and quotations, whose members are compared again


@dataclass(frozen=True, slots=True)
class Comparison:
    """Both versions in one Document (see `revisions.revision`), and its changes in reading order."""

    document: nodes.Document
    changes: tuple[Change, ...]


def compare(old: nodes.Document, new: nodes.Document) -> Comparison:
    """The two versions in one. Where nothing changed there are no changes, and the document is the new one.

    What a file says about itself (`meta`) is that of the new version.
    """
    if (old.blocks, old.notes, old.pictures) == (new.blocks, new.notes, new.pictures):
        return Comparison(new, ())
    before, pictures, note_numbers = joined_versions(old, new)
    comparer = _Comparer()
    blocks = comparer.blocks(before.blocks, new.blocks)
    notes = [
        comparer.note(before.notes[was], note) if was is not None else note
        for note, was in zip(new.notes, note_numbers.old_of_new, strict=True)
    ]
    marks = [Revision.INSERTED if was is None else Revision.KEPT for was in note_numbers.old_of_new]
    gone = [before.notes[was] for was in note_numbers.gone]
    all_notes = Revised((*notes, *gone), (*marks, *(Revision.DELETED for _ in gone)))
    return Comparison(replace(new, blocks=blocks, notes=all_notes, pictures=pictures), tuple(comparer.changes.found))


class _Comparer:
    def __init__(self) -> None:
        self.changes = Changes()

    def inlines(self, old: Content, new: Content) -> Content:
        return compare_inlines(old, new, self.changes)

    def note(self, old: nodes.Note, new: nodes.Note) -> nodes.Note:
        """Two notes in one; where one tells apart where something stands and the words there, so does this.

        What says the same in both tells them apart as the new one does.
        """
        if not (old.lead or new.lead) or old.content == new.content:
            return replace(new, content=self.inlines(old.content, new.content))
        lead, words = (self.inlines(was, now) for was, now in zip(parted(old), parted(new), strict=True))
        both = [*with_revisions(lead), *with_revisions(words)]
        content = Revised((n[0] for n in both), (n[1] for n in both), (n[2] for n in both))
        return replace(new, content=content, lead=len(plain_text(lead)))

    def blocks(self, old: Sequence[nodes.Block], new: Sequence[nodes.Block]) -> tuple[nodes.Block, ...]:
        return self._row(tuple(old), tuple(new), _block_member, block_text, self._block)

    def _row(
        self,
        old: tuple[_T, ...],
        new: tuple[_T, ...],
        member: Callable[[_T], Member],
        text: Callable[[_T], str],
        merge: Callable[[_T, _T], _T],
    ) -> tuple[_T, ...]:
        """The members of both rows in one: those that are alike merged, the others where they stand."""
        if old == new:
            return new
        made: list[tuple[_T, Revision, int]] = []
        a = c = 0
        for i, j in (*in_order([*map(member, old)], [*map(member, new)]), (len(old), len(new))):
            made += [(old[n], Revision.DELETED, self.changes.add(text(old[n]), "")) for n in range(a, i)]
            made += [(new[n], Revision.INSERTED, self.changes.add("", text(new[n]))) for n in range(c, j)]
            if i < len(old):
                made.append((new[j] if old[i] == new[j] else merge(old[i], new[j]), Revision.KEPT, 0))
            a, c = i + 1, j + 1
        return Revised((m[0] for m in made), (m[1] for m in made), (m[2] for m in made))

    def _block(self, old: nodes.Block, new: nodes.Block) -> nodes.Block:
        """Two blocks that are alike in one."""
        match new:
            case nodes.Heading() | nodes.Paragraph() if isinstance(old, nodes.Heading | nodes.Paragraph):
                return replace(new, content=self.inlines(old.content, new.content))
            case nodes.Figure() if isinstance(old, nodes.Figure):
                return replace(new, caption=self.inlines(old.caption, new.caption))
            case nodes.BulletList() | nodes.OrderedList() if isinstance(old, nodes.BulletList | nodes.OrderedList):
                items = self._row(old.items, new.items, _item_member, _item_text, self._item)
                return replace(new, items=items)
            case nodes.BlockQuote() if isinstance(old, nodes.BlockQuote):
                return nodes.BlockQuote(self.blocks(old.blocks, new.blocks))
            case nodes.Table() if isinstance(old, nodes.Table):
                head = self._cells(old.head, new.head)
                return replace(new, head=head, rows=self._row(old.rows, new.rows, _row_member, _row_text, self._cells))
        raise TypeError(f"a {type(old).__name__} and a {type(new).__name__} are not alike")

    def _item(self, old: Item, new: Item) -> Item:
        """Two list items in one; the paragraph that carries the bullet or number stays the first."""
        first, now = old[0], new[0]
        if not isinstance(first, nodes.Paragraph) or not isinstance(now, nodes.Paragraph):
            return self.blocks(old, new)
        head = nodes.Paragraph(self.inlines(first.content, now.content))
        rest = self.blocks(old[1:], new[1:])
        if isinstance(rest, Revised):
            return Revised((head, *rest), (Revision.KEPT, *rest.revisions), (0, *rest.changes))
        return (head, *rest)

    def _cells(self, old: Row, new: Row) -> Row:
        return tuple(self.inlines(was, now) for was, now in zip(old, new, strict=True))


# --- what is alike -----------------------------------------------------------------------------


def _block_member(block: nodes.Block) -> Member:
    """A block as a redline tells it apart: what it cannot show as changed inside makes another block."""
    kind: Hashable = type(block).__name__
    least, name = _ALIKE, ""
    match block:
        case nodes.Heading(level, _):
            kind, name = (nodes.Heading, level), "title" if level == 1 else ""
        case nodes.Figure():
            kind, name = (nodes.Figure, block.name, block.alternative), "figure"
        case nodes.BulletList() | nodes.BlockQuote():
            least = _ALIKE_INSIDE
        case nodes.OrderedList():
            kind, least = (nodes.OrderedList, block.start), _ALIKE_INSIDE
        case nodes.Table():
            align = block.align or ("",) * len(block.head)
            kind, least = (nodes.Table, align, tuple(map(bool, block.head)), bool(block.rows)), _ALIKE_INSIDE
            name = "\t".join(map(plain_text, block.head)).strip()
        case nodes.Marking():
            kind = (nodes.Marking, block.label)
    return Member(block, kind, partial(block_text, block), least, name)


def _item_member(item: Item) -> Member:
    return Member(item, ("item", isinstance(item[0], nodes.Paragraph)), partial(_item_text, item), _ALIKE)


def _row_member(row: Row) -> Member:
    return Member(row, "row", partial(_row_text, row), _ALIKE, plain_text(row[0]))


def _item_text(item: Item) -> str:
    return "\n".join(map(block_text, item))


def _row_text(row: Row) -> str:
    return "\t".join(map(plain_text, row))


# --- What two versions of a Document share beside their blocks: notes, by what they say, and pictures ---


_KIN = 0.6


@dataclass(frozen=True, slots=True)
class NotePairs:
    """For each new note the place of the old one that it takes the place of, or None; the places of notes gone."""

    old_of_new: tuple[int | None, ...]
    gone: tuple[int, ...]


def joined_versions(
    old: nodes.Document, new: nodes.Document
) -> tuple[nodes.Document, tuple[nodes.Picture, ...], NotePairs]:
    """The old version in the common numbering, the pictures of both versions, and how their notes pair."""
    pairs = pair_notes(old.notes, new.notes)
    numbers = _common_numbers(old.notes, new.notes, pairs)
    return *_with_own_pictures(with_numbers(old, numbers), new), pairs


def pair_notes(old: tuple[nodes.Note, ...], new: tuple[nodes.Note, ...]) -> NotePairs:
    """Notes that say the same, then notes that say nearly the same, in order."""
    places: dict[tuple[nodes.Inline, ...], list[int]] = {}
    for i, note in reversed(list(enumerate(old))):
        places.setdefault(note.content, []).append(i)
    paired: list[int | None] = [(found.pop() if (found := places.get(note.content)) else None) for note in new]
    taken = set(paired)
    left = [i for i in range(len(old)) if i not in taken]
    open_ = [j for j, was in enumerate(paired) if was is None]
    for i, j in in_order(note_members([old[i] for i in left], _KIN), note_members([new[j] for j in open_], _KIN)):
        paired[open_[j]] = left[i]
    taken = set(paired)
    return NotePairs(tuple(paired), tuple(i for i in left if i not in taken))


def _common_numbers(old: tuple[nodes.Note, ...], new: tuple[nodes.Note, ...], pairs: NotePairs) -> dict[int, int]:
    numbers = {old[was].number: note.number for note, was in zip(new, pairs.old_of_new, strict=True) if was is not None}
    for n, i in enumerate(pairs.gone, len(new) + 1):
        numbers[old[i].number] = n
    return numbers


# --- pictures ----------------------------------------------------------------------------------


def _with_own_pictures(old: nodes.Document, new: nodes.Document) -> tuple[nodes.Document, tuple[nodes.Picture, ...]]:
    """The old version with other names for pictures that changed under the same name, and all pictures."""
    now = {picture.name: picture for picture in new.pictures}
    changed = [p.name for p in old.pictures if p.name in now and p != now[p.name]]
    before = with_names(old, {name: OLD_PICTURE + name for name in changed})
    were = {picture.name for picture in before.pictures}
    gone = [picture for picture in before.pictures if picture.name not in now]
    marks = [Revision.KEPT if picture.name in were else Revision.INSERTED for picture in new.pictures]
    return before, Revised((*new.pictures, *gone), (*marks, *(Revision.DELETED for _ in gone)))
