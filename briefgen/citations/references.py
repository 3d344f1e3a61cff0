"""References to sources as a citation style words them, beside which a note keeps its own evidence."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from briefgen.document.nodes import Inline
from briefgen.facts.factbase import FactBase

Content = tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class References:
    """What a style makes of the sources of one brief.

    `cited` has the source of each note in order, "" for a note without one; `in_notes` the words for each, in
    full or short (ibid.) as its place asks. `entries` are those of the list of sources, by source and in the
    order of the style; a style without a list has none.
    """

    cited: tuple[str, ...] = ()
    in_notes: tuple[Content, ...] = ()
    entries: Mapping[str, Content] = field(default_factory=dict)

    def in_note(self, number: int, cited: Sequence[str]) -> Content:
        """The words for the note with this number; () where these references are of another run of notes."""
        return self.in_notes[number - 1] if self.cited == tuple(cited) else ()


Cite = Callable[[FactBase, tuple[str, ...]], References]
"""From the facts and the sources of the notes, in order, to their references in one style."""
