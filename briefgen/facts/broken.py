"""Files with errors, and which briefs they concern: those may not be made as if nothing were missing.

What a broken file holds is known only in part: the ids of its records, and the words in it. A brief is
concerned if it asked for one of these records, for all records of their kind, or for whatever refers to
something that the file mentions.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from briefgen.facts.questions import About, Question

_WORD = re.compile(rb"[a-z0-9]+(?:-[a-z0-9]+)*")


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
        return any(self._matters(Question(question), kinds) for question in questions)

    def _matters(self, question: Question, kinds: Collection[str]) -> bool:
        if question.about is About.RECORD or question.verb == "statement":
            return question.record in self.keys
        if question.about is About.KIND:
            return question.kind in kinds
        if question.about is About.REFERRING:
            id_ = question.record.partition("/")[2]
            return question.record in self.keys or (self.missing and id_ in self.words)
        return question.verb == "everything"
