"""What a template has looked at while it was rendered, whether it printed it or not: that decides what a brief is."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from briefgen.document.nodes import Picture


class LookedAt:
    """Ids of statements, keys of records that were named, ids of conflicts, pictures by name; each in order.

    `missing` are the texts and words that a catalogue lacks. What is asked of here goes on while a rendering is taken
    down part by part: `taken` hands out what there is, and begins anew.
    """

    __slots__ = ("conflicts", "missing", "named", "pictures", "statements")

    def __init__(self) -> None:
        self.statements: dict[str, None] = {}
        self.named: dict[str, None] = {}
        self.conflicts: dict[str, None] = {}
        self.pictures: dict[str, Callable[[], Picture]] = {}
        self.missing: dict[tuple[str, str], None] = {}

    def taken(self) -> LookedAt:
        """What was looked at since the last call."""
        found = LookedAt()
        found.statements, self.statements = self.statements, found.statements
        found.named, self.named = self.named, found.named
        found.conflicts, self.conflicts = self.conflicts, found.conflicts
        found.pictures, self.pictures = self.pictures, found.pictures
        found.missing, self.missing = self.missing, found.missing
        return found

    def add(self, others: Iterable[LookedAt]) -> None:
        """What was looked at elsewhere, one after the other."""
        for other in others:
            self.statements |= other.statements
            self.named |= other.named
            self.conflicts |= other.conflicts
            self.pictures |= other.pictures
            self.missing |= other.missing


Field = tuple[str, str]
"""A field of a record: its key, and the name."""
