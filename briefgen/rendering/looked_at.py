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
        for name in self.__slots__:
            empty = getattr(found, name)
            setattr(found, name, getattr(self, name))
            setattr(self, name, empty)
        return found

    def add(self, others: Iterable[LookedAt]) -> None:
        """What was looked at elsewhere, one after the other."""
        for other in others:
            for name in self.__slots__:
                if found := getattr(other, name):
                    getattr(self, name).update(found)


Field = tuple[str, str]
"""A field of a record: its key, and the name."""
