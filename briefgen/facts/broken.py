"""Files with errors, and which briefs they concern: those may not be made as if nothing were missing.

What a broken file holds is known only in part: the ids of its records, and the words in it. A brief is
concerned if it asked for one of these records, for all records of their kind, or for whatever refers to
something that the file mentions.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass

_WORD = re.compile(rb"[a-z0-9]+(?:-[a-z0-9]+)*")
_OF_A_RECORD = frozenset({"values", "record", "beginning", "exists", "conflicts"})


@dataclass(frozen=True, slots=True)
class BrokenFile:
    """A file with errors: the keys of its records, whether they are missing from the base, the words in it."""

    file: str
    keys: frozenset[str]
    missing: bool
    words: frozenset[str]

    @classmethod
    def of(cls, file: str, keys: Iterable[str], raw: bytes, *, missing: bool) -> BrokenFile:
        words = frozenset(word.decode() for word in _WORD.findall(raw.lower()))
        return cls(file, frozenset(keys), missing, words)

    def concerns(self, questions: Iterable[str]) -> bool:
        """Whether a brief that asked these questions would be another if the file were sound."""
        kinds = {key.partition("/")[0] for key in self.keys} if self.missing else set[str]()
        return any(self._matters(*question.partition(" ")[::2], kinds) for question in questions)

    def _matters(self, verb: str, rest: str, kinds: Collection[str]) -> bool:
        first = rest.partition(" ")[0]
        if verb in _OF_A_RECORD:
            return first in self.keys
        if verb == "statement":
            return rest.rpartition("/")[0].rpartition("/")[0] in self.keys
        if verb in ("kind", "column"):
            return first in kinds
        if verb == "referring":
            return first in self.keys or (self.missing and first.partition("/")[2] in self.words)
        return verb == "everything"
