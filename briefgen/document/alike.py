"""Which member of one sequence is which of another: equal, alike, or moved to another place.

Members are compared by their keys, where equal means the same, and by the words in them, where most words in
common means alike.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from itertools import product

from briefgen.document.matching import matches

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
    pairs = _in_order(old, new, alike)
    moved = _moved(
        [i for i in range(len(old)) if i not in pairs],
        sorted(set(range(len(new))) - set(pairs.values())),
        lambda i, j: old[i].words.total > 0 and (old[i].key == new[j].key or old[i].alike(new[j]) >= MOVED),
    )
    return Alignment(pairs | moved, frozenset(moved))


def _in_order(old: Sequence[Member], new: Sequence[Member], alike: float) -> dict[int, int]:
    pairs: dict[int, int] = {}
    at_old = at_new = 0
    for same in matches([m.key for m in old], [m.key for m in new]):
        pairs |= _between(old, new, range(at_old, same[0]), range(at_new, same[1]), alike)
        pairs |= {same[0] + n: same[1] + n for n in range(same[2])}
        at_old, at_new = same[0] + same[2], same[1] + same[2]
    return pairs


def _between(old: Sequence[Member], new: Sequence[Member], olds: range, news: range, alike: float) -> dict[int, int]:
    """The pairs of alike members between two equal ones, in order, with as much in common as possible."""
    if not olds or not news or len(olds) * len(news) > _MOST_PAIRS:
        return {}
    likeness = {(i, j): old[i].alike(new[j]) for i, j in product(olds, news)}
    best: dict[tuple[int, int], float] = {}
    for i in reversed(olds):
        for j in reversed(news):
            skip = max(best.get((i + 1, j), 0.0), best.get((i, j + 1), 0.0))
            pair = likeness[i, j]
            best[i, j] = max(skip, pair + best.get((i + 1, j + 1), 0.0)) if pair >= alike else skip
    return _followed(best, likeness, olds, news, alike)


def _followed(
    best: dict[tuple[int, int], float],
    likeness: dict[tuple[int, int], float],
    olds: range,
    news: range,
    alike: float,
) -> dict[int, int]:
    pairs: dict[int, int] = {}
    i, j = olds.start, news.start
    while i < olds.stop and j < news.stop:
        pair = likeness[i, j]
        if pair >= alike and best[i, j] == pair + best.get((i + 1, j + 1), 0.0):
            pairs[i] = j
            i, j = i + 1, j + 1
        elif best.get((i + 1, j), 0.0) >= best.get((i, j + 1), 0.0):
            i += 1
        else:
            j += 1
    return pairs


def _moved(olds: Sequence[int], news: Sequence[int], same: Callable[[int, int], bool]) -> dict[int, int]:
    if len(olds) * len(news) > _MOST_PAIRS:
        return {}
    free = list(news)
    pairs: dict[int, int] = {}
    for i in olds:
        found = next((j for j in free if same(i, j)), None)
        if found is not None:
            pairs[i] = found
            free.remove(found)
    return pairs
