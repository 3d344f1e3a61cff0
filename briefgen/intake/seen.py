"""Whether a text was seen before: the same, nearly the same, or another version of one that is archived."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher

from briefgen.archive.archived import ArchivedText
from briefgen.archive.matching import fold

_LONG = 60  # characters of a passage that tells something by standing elsewhere too
_ALIKE = 88.0  # of 100, from which on two passages are one with a word changed
_ROW = 5  # words in a row that two texts share before their passages are compared
_FEWEST = 2  # passages that both have
_SHARE = 0.2  # or this part of the shorter text


@dataclass(frozen=True, slots=True)
class Likeness:
    """How many passages of `passages` stand, word for word or nearly, in the text of another source."""

    source: str
    shared: int
    passages: int
    example: str


def likenesses(text: str, others: Mapping[str, ArchivedText]) -> list[Likeness]:
    """The other sources that have passages of a text, the likest first."""
    own = [fold(p) for p in _passages(text)]
    rows = _rows(" ".join(own))
    found = []
    for source, other in others.items():
        if len(rows & _rows(other.folded)) < 3:
            continue
        theirs = [fold(p) for p in _passages(other.text)]
        shared = list(_shared(own, theirs))
        fewer = min(len(own), len(theirs))
        if len(shared) >= _FEWEST or (shared and len(shared) >= _SHARE * fewer):
            found.append(Likeness(source, len(shared), len(own), shared[0]))
    return sorted(found, key=lambda one: (-one.shared, one.source))


def _shared(own: Iterable[str], theirs: list[str]) -> Iterator[str]:
    from rapidfuzz import fuzz, process

    for passage in own:
        if process.extractOne(passage, theirs, scorer=fuzz.ratio, score_cutoff=_ALIKE):
            yield passage


def _passages(text: str) -> list[str]:
    """The sentences of a text that are long enough."""
    rows = re.split(r"\n\s*\n|(?<=[.!?…。؟])\s+", text)
    return [row.strip() for row in rows if len(row.strip()) >= _LONG]


def _rows(folded: str) -> set[int]:
    words = folded.casefold().split()
    return {hash(tuple(words[n : n + _ROW])) for n in range(len(words) - _ROW + 1)}


# --- two versions of one text ---


@dataclass(frozen=True, slots=True)
class TextChange:
    """A passage of the one version and what stands for it in the other; "" where there is nothing."""

    before: str
    after: str


def changes(before: str, after: str) -> list[TextChange]:
    """What changed from one version to the next, paragraph by paragraph."""
    old, new = _paragraphs(before), _paragraphs(after)
    matcher = SequenceMatcher(None, [fold(p) for p in old], [fold(p) for p in new], autojunk=False)
    return [
        TextChange("\n".join(old[a:b]), "\n".join(new[c:d]))
        for kind, a, b, c, d in matcher.get_opcodes()
        if kind != "equal"
    ]


def _paragraphs(text: str) -> list[str]:
    return [" ".join(p.split()) for p in re.split(r"\n\s*\n", text) if p.strip()]
