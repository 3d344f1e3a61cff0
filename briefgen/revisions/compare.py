"""Two versions of a Document compared: what stayed, what went, what came.

Blocks are held together first by what is equal, then by what is alike; inside those that are alike, words are
compared. Blocks of different kinds, headings of different levels and tables of different widths are never
alike. Notes are compared by what they say: a note that only got another number did not change.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from briefgen.document.nodes import (
    Block,
    BlockQuote,
    BulletList,
    Document,
    Figure,
    Heading,
    Inline,
    OrderedList,
    Paragraph,
    Table,
)
from briefgen.document.walk import block_text, plain_text
from briefgen.revisions.alignment import Pair, pairs
from briefgen.revisions.pairing import joined_versions
from briefgen.revisions.revision import Revised, Revision
from briefgen.revisions.tokens import split_words
from briefgen.revisions.wordwise import Change, Changes, compare_inlines

Content = tuple[Inline, ...]
Item = tuple[Block, ...]
Row = tuple[Content, ...]

_T = TypeVar("_T")

_ALIKE = 0.5
_ALIKE_INSIDE = 0.15  # of lists, tables and quotations, whose members are compared again
_SAME_NAME = 0.5  # of table rows with the same first cell


@dataclass(frozen=True, slots=True)
class Comparison:
    """Both versions in one Document (see `revisions.revision`), and its changes in reading order."""

    document: Document
    changes: tuple[Change, ...]


def compare(old: Document, new: Document) -> Comparison:
    """The two versions in one. Where nothing changed there are no changes, and the document is the new one.

    What a file says about itself (`meta`) is that of the new version.
    """
    if (old.blocks, old.notes, old.pictures) == (new.blocks, new.notes, new.pictures):
        return Comparison(new, ())
    before, pictures, note_numbers = joined_versions(old, new)
    comparer = _Comparer()
    blocks = comparer.blocks(before.blocks, new.blocks)
    notes = [
        replace(note, content=comparer.inlines(before.notes[was].content, note.content)) if was is not None else note
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

    def blocks(self, old: Sequence[Block], new: Sequence[Block]) -> tuple[Block, ...]:
        return self._row(tuple(old), tuple(new), _block_likeness, block_text, self._block)

    def _row(
        self,
        old: tuple[_T, ...],
        new: tuple[_T, ...],
        likeness: Callable[[_T, _T, float], float],
        text: Callable[[_T], str],
        merge: Callable[[_T, _T], _T],
    ) -> tuple[_T, ...]:
        """The members of both rows in one: those that are alike merged, the others where they stand."""
        if old == new:
            return new
        words = _Words(old, new, text)
        made: list[tuple[_T, Revision, int]] = []
        a = c = 0
        for i, j in (*_pairs(old, new, likeness, words), (len(old), len(new))):
            made += [(old[n], Revision.DELETED, self.changes.add(text(old[n]), "")) for n in range(a, i)]
            made += [(new[n], Revision.INSERTED, self.changes.add("", text(new[n]))) for n in range(c, j)]
            if i < len(old):
                made.append((new[j] if old[i] == new[j] else merge(old[i], new[j]), Revision.KEPT, 0))
            a, c = i + 1, j + 1
        return Revised((m[0] for m in made), (m[1] for m in made), (m[2] for m in made))

    def _block(self, old: Block, new: Block) -> Block:
        """Two blocks that are alike in one."""
        match new:
            case Heading() | Paragraph() if isinstance(old, Heading | Paragraph):
                return replace(new, content=self.inlines(old.content, new.content))
            case Figure() if isinstance(old, Figure):
                return replace(new, caption=self.inlines(old.caption, new.caption))
            case BulletList() | OrderedList() if isinstance(old, BulletList | OrderedList):
                items = self._row(old.items, new.items, _item_likeness, _item_text, self._item)
                return replace(new, items=items)
            case BlockQuote() if isinstance(old, BlockQuote):
                return BlockQuote(self.blocks(old.blocks, new.blocks))
            case Table() if isinstance(old, Table):
                head = self._cells(old.head, new.head)
                return replace(
                    new, head=head, rows=self._row(old.rows, new.rows, _row_likeness, _row_text, self._cells)
                )
        raise TypeError(f"a {type(old).__name__} and a {type(new).__name__} are not alike")

    def _item(self, old: Item, new: Item) -> Item:
        """Two list items in one; the paragraph that carries the bullet or number stays the first."""
        first, now = old[0], new[0]
        if not isinstance(first, Paragraph) or not isinstance(now, Paragraph):
            return self.blocks(old, new)
        head = Paragraph(self.inlines(first.content, now.content))
        rest = self.blocks(old[1:], new[1:])
        if isinstance(rest, Revised):
            return Revised((head, *rest), (Revision.KEPT, *rest.revisions), (0, *rest.changes))
        return (head, *rest)

    def _cells(self, old: Row, new: Row) -> Row:
        return tuple(self.inlines(was, now) for was, now in zip(old, new, strict=True))


# --- what is alike -----------------------------------------------------------------------------


class _Words:
    """The words of the members of two rows, counted when they are asked for."""

    def __init__(self, old: Sequence[_T], new: Sequence[_T], text: Callable[[_T], str]) -> None:
        self._text: Callable[[object], str] = text  # type: ignore[assignment]
        self._rows: tuple[Sequence[object], Sequence[object]] = (old, new)
        self._counted: tuple[dict[int, Counter[str]], dict[int, Counter[str]]] = ({}, {})

    def at(self, is_new: bool, place: int) -> Counter[str]:
        counted = self._counted[is_new]
        if place not in counted:
            counted[place] = _counted(self._text(self._rows[is_new][place]))
        return counted[place]

    def likeness(self, i: int, j: int) -> float:
        """How much of the words of both is shared, from 0 to 1 (Dice's coefficient)."""
        a, b = self.at(False, i), self.at(True, j)
        both = a.total() + b.total()
        if not both or 2 * min(a.total(), b.total()) < _ALIKE_INSIDE * both:
            return 0.0
        small, large = (a, b) if len(a) <= len(b) else (b, a)
        return 2 * sum(min(n, large[word]) for word, n in small.items() if word in large) / both


def _counted(text: str) -> Counter[str]:
    return Counter(word for word in split_words(text.casefold()) if not word.isspace())


def _pairs(
    old: tuple[_T, ...], new: tuple[_T, ...], likeness: Callable[[_T, _T, float], float], words: _Words
) -> list[Pair]:
    """The places of members that belong together, in order."""
    return pairs(old, new, words.at, lambda i, j: likeness(old[i], new[j], words.likeness(i, j)))


def _block_likeness(old: Block, new: Block, shared: float) -> float:
    match old, new:
        case (Heading(level, _), Heading(other, _)):
            if level != other:
                return 0.0
            return max(shared, 0.01) if level == 1 else _enough(shared, _ALIKE)
        case (Paragraph(), Paragraph()):
            return _enough(shared, _ALIKE)
        case (Figure(), Figure()) if (old.name, old.alternative) == (new.name, new.alternative):
            return max(shared, 0.01)
        case (BulletList(), BulletList()) | (BlockQuote(), BlockQuote()):
            return _enough(shared, _ALIKE_INSIDE)
        case (OrderedList(), OrderedList()) if old.start == new.start:
            return _enough(shared, _ALIKE_INSIDE)
        case (Table(), Table()) if _form(old) == _form(new):
            return max(_enough(shared, _ALIKE_INSIDE), _SAME_NAME if any(old.head) and old.head == new.head else 0.0)
    return 0.0


def _form(table: Table) -> object:
    """What a table must have in common with another one to be compared row by row."""
    return table.align or ("",) * len(table.head), [bool(cell) for cell in table.head], bool(table.rows)


def _item_likeness(old: Item, new: Item, shared: float) -> float:
    if isinstance(old[0], Paragraph) != isinstance(new[0], Paragraph):
        return 0.0
    return _enough(shared, _ALIKE)


def _row_likeness(old: Row, new: Row, shared: float) -> float:
    named = bool(old[0]) and plain_text(old[0]) == plain_text(new[0])
    return max(_enough(shared, _ALIKE), _SAME_NAME + shared / 2 if named else 0.0)


def _enough(shared: float, least: float) -> float:
    return shared if shared >= least else 0.0


def _item_text(item: Item) -> str:
    return "\n".join(map(block_text, item))


def _row_text(row: Row) -> str:
    return "\t".join(map(plain_text, row))
