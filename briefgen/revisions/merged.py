"""What a merge of a hand-edited Document with a new one gives: one Document, and where two versions stand."""

from __future__ import annotations

from briefgen.diagnostics import Diagnostic, Location
from briefgen.document.nodes import Block, Document
from briefgen.frozen import dataclass
from briefgen.regexes import pattern

Place = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class MergeConflict:
    """A place where a person and the program changed the same words, each in another way.

    `place` leads to it in the merged Document from the outside: the number of a block, then, inside a list, of an
    item and of a block in it, inside a quotation of a block in it, and so on; (4, 2) is an item of a list. All
    count from 0. `theirs` are the blocks as the person left them, together with all other merged changes, `ours`
    those that the merged Document holds there. () says that this side left out what the other one changed; where
    `ours` is (), `theirs` would stand before what is at the place now.

    Notes and figures in `ours` have the numbers of the merged Document, those in `theirs` the ones of `Merged.by_hand`.
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
    conflicts: tuple[MergeConflict, ...] = ()


# --- Conflict marks in Markdown: lines between which two versions of a text stand, until a person takes one ---


OPEN = "<<<<<<< "
MIDDLE = "======="
CLOSE = ">>>>>>> briefgen"

_MARK = pattern(r"(?:[-*>] |[0-9]{1,9}[.)] | )*(?P<mark><{7}(?: .*)?|={7}|>{7}(?: .*)?)\s*")


def conflict_marks(text: str, file: str) -> list[Diagnostic]:
    """A diagnostic (`conflict-unresolved`) for each mark that still stands in the text, at its line and column.

    Only where an opening or a closing mark stands: a row of seven equals signs alone may underline a heading.
    """
    found = [(n, m) for n, line in enumerate(text.split("\n"), 1) if (m := _MARK.fullmatch(line))]
    if not any(match["mark"][0] in "<>" for _, match in found):
        return []
    return [
        Diagnostic(
            Location(file, number, match.start("mark") + 1),
            f"this line still marks a conflict: {match['mark'].strip()}",
            "conflict-unresolved",
            hint=f"keep the lines above {MIDDLE} or those below it, and take away all three lines with marks",
        )
        for number, match in found
    ]
