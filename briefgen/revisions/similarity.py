"""Which member of one sequence is which of another: equal, alike, or moved to another place.

Members are compared by their keys, where equal means the same, and by the words in them, where most words in
common means alike.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass

from briefgen.revisions.alignment import pairs

ALIKE = 0.4
MOVED = 0.8
_MOST_PAIRS = 10_000


class Words:
    """Words with their counts: how much of them two things share."""

    def __init__(self, words: Sequence[str], *, grows: bool = False) -> None:
        """`grows`: a thing that has gained or lost much of its content, such as a list, is still the same."""
        self.counts = Counter(words)
        self.total = len(words)
        self._grows = grows

    def shared(self, other: Words) -> float:
        """From 0, no word in common, to 1, all; things without words are alike."""
        if not self.total or not other.total:
            return float(self.total == other.total)
        common = (self.counts & other.counts).total()
        return common / min(self.total, other.total) if self._grows else 2 * common / (self.total + other.total)


@dataclass(frozen=True)
class Member:
    """A member of a sequence: only members of one `kind` can be alike; equal keys are the same.

    `name` is a word or two that make it likely that two are the same whatever else they say, as the first cell of
    a table's row does; "" for none.
    """

    key: Hashable
    kind: str
    words: Words
    name: str = ""

    def alike(self, other: Member) -> float:
        if self.kind != other.kind:
            return 0.0
        shared = self.words.shared(other.words)
        return max(shared, ALIKE) if self.name and self.name == other.name else shared


@dataclass(frozen=True, slots=True)
class Alignment:
    """For members of the old sequence, by index, the member of the new one; `moved` are old ones out of order."""

    pairs: dict[int, int]
    moved: frozenset[int]


def align(old: Sequence[Member], new: Sequence[Member], *, alike: float = ALIKE) -> Alignment:
    """Pair equal members in order, then alike ones between them, then those that moved."""

    def likeness(i: int, j: int) -> float:
        shared = old[i].alike(new[j])
        return shared if shared >= alike else 0.0

    keys = [m.key for m in old], [m.key for m in new]
    found = dict(pairs(*keys, lambda is_new, place: (new if is_new else old)[place].words.counts, likeness))
    moved = _moved(
        [i for i in range(len(old)) if i not in found],
        sorted(set(range(len(new))) - set(found.values())),
        lambda i, j: old[i].words.total > 0 and (old[i].key == new[j].key or old[i].alike(new[j]) >= MOVED),
    )
    return Alignment(found | moved, frozenset(moved))


def _moved(olds: Sequence[int], news: Sequence[int], same: Callable[[int, int], bool]) -> dict[int, int]:
    if len(olds) * len(news) > _MOST_PAIRS:
        return {}
    free = list(news)
    moved: dict[int, int] = {}
    for i in olds:
        found = next((j for j in free if same(i, j)), None)
        if found is not None:
            moved[i] = found
            free.remove(found)
    return moved
