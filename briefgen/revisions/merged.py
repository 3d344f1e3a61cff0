"""What a merge of a hand-edited Document with a new one gives: one Document, and where two versions stand."""

from __future__ import annotations

from dataclasses import dataclass

from briefgen.document.nodes import Block, Document

Place = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Conflict:
    """A place where a person and the program changed the same words, each in another way.

    `place` leads to it in the merged Document from the outside: the number of a block, then, inside a list, of an
    item and of a block in it, inside a quotation of a block in it, and so on; (4, 2) is an item of a list. All
    count from 0. `theirs` are the blocks as the person left them, together with all other merged changes, `ours`
    those that the merged Document holds there. () says that this side left out what the other one changed; where
    `ours` is (), `theirs` would stand before what is at the place now.

    Notes in `ours` have the numbers of the merged Document, notes in `theirs` those of `Merged.by_hand`.
    """

    place: Place
    theirs: tuple[Block, ...]
    ours: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Merged:
    """The merged Document, with `ours` at each conflict, and the same one with `theirs` at each conflict.

    Without conflicts the two are equal. What differs between them is what a person has to decide.
    """

    document: Document
    by_hand: Document
    conflicts: tuple[Conflict, ...] = ()
