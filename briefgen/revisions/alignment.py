"""Which members of two rows belong together: first those that are equal, then those that are alike.

Equal members that stand once in each row hold the two together (as in Bram Cohen's patience diff), which keeps
comparisons readable and their cost near the length of the rows; what lies between is small.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from itertools import pairwise

Pair = tuple[int, int]
Likeness = Callable[[int, int], float]
WordsAt = Callable[[bool, int], Counter[str]]
_MOST = 400_000_000  # pairs of members that may be compared by equality, in a bit of memory each
_FEW = 900  # pairs that may be compared by likeness


def pairs(old: Sequence[Hashable], new: Sequence[Hashable], words: WordsAt, likeness: Likeness) -> list[Pair]:
    """The places of members that belong together, in order: those that are equal, and between them those alike.

    `words` and `likeness` are as for `like_pairs`.
    """
    equal = equal_pairs(old, new)
    found = list(equal)
    for before, after in _gaps(equal, len(old), len(new)):
        if before and after:
            found += like_pairs(before, after, words, likeness)
    return sorted(found)


def equal_pairs(old: Sequence[Hashable], new: Sequence[Hashable]) -> list[Pair]:
    """The places of members that are equal and in order in both rows."""
    return list(_equal(old, new, 0, len(old), 0, len(new)))


def _equal(old: Sequence[Hashable], new: Sequence[Hashable], a: int, b: int, c: int, d: int) -> Iterator[Pair]:
    while a < b and c < d and old[a] == new[c]:
        yield a, c
        a, c = a + 1, c + 1
    tail: list[Pair] = []
    while a < b and c < d and old[b - 1] == new[d - 1]:
        b, d = b - 1, d - 1
        tail.append((b, d))
    if a < b and c < d:
        yield from _between(old, new, a, b, c, d)
    yield from reversed(tail)


def _between(old: Sequence[Hashable], new: Sequence[Hashable], a: int, b: int, c: int, d: int) -> Iterator[Pair]:
    """Rows that differ at both ends: cut at members that are single in both, else compared as they are."""
    anchors = _single(old, new, a, b, c, d)
    if not anchors:
        if (b - a) * (d - c) <= _MOST:
            yield from ((a + i, c + j) for i, j in _longest(old[a:b], new[c:d]))
        return
    for i, j in anchors:
        if i >= a and j >= c:
            yield from _equal(old, new, a, i, c, j)
            yield i, j
            a, c = i + 1, j + 1
    yield from _equal(old, new, a, b, c, d)


def _longest(old: Sequence[Hashable], new: Sequence[Hashable]) -> Iterator[Pair]:
    """The longest row of members that both have in order; numbers stand for members, so that no hash can deceive."""
    from rapidfuzz.distance import LCSseq  # here, because most builds compare nothing

    numbers: dict[Hashable, int] = {}
    rows = [[numbers.setdefault(member, len(numbers)) for member in row] for row in (old, new)]
    for step in LCSseq.opcodes(*rows):
        if step.tag == "equal":
            length = step.src_end - step.src_start
            yield from ((step.src_start + n, step.dest_start + n) for n in range(length))


def _single(old: Sequence[Hashable], new: Sequence[Hashable], a: int, b: int, c: int, d: int) -> list[Pair]:
    before, after = Counter(old[a:b]), Counter(new[c:d])
    places = {member: j for j in range(c, d) if after[member := new[j]] == 1}
    return in_order((i, places[old[i]]) for i in range(a, b) if before[old[i]] == 1 and old[i] in places)


def in_order(pairs: Iterable[Pair]) -> list[Pair]:
    """The most of the pairs, ascending in the first place, that ascend in the second as well."""
    ends: list[int] = []  # the least second place in which a chain of each length ends
    chains: list[tuple[Pair, int]] = []
    last: list[int] = []
    for pair in pairs:
        at = bisect_left(ends, pair[1])
        chains.append((pair, last[at - 1] if at else -1))
        ends[at : at + 1] = [pair[1]]
        last[at : at + 1] = [len(chains) - 1]
    found: list[Pair] = []
    at = last[-1] if last else -1
    while at >= 0:
        pair, at = chains[at]
        found.append(pair)
    return found[::-1]


def like_pairs(old: range, new: range, words: WordsAt, likeness: Likeness) -> list[Pair]:
    """Pairs, in order, of members that are alike; `likeness` says how much, 0 for not enough.

    `words(is_new, place)` counts what a member is made of: where there is too much to compare each with each,
    members that share rare words are tried.
    """
    if len(old) * len(new) <= _FEW:
        return _best(old, new, likeness)
    guessed = _by_rare_words(old, new, words)
    anchors = in_order((i, j) for i, j in guessed if likeness(i, j))
    found: list[Pair] = []
    shifted = [(i - old.start, j - new.start) for i, j in anchors]
    for (before, after), anchor in zip(_gaps(shifted, len(old), len(new)), [*anchors, None], strict=True):
        left = range(old.start + before.start, old.start + before.stop)
        right = range(new.start + after.start, new.start + after.stop)
        if left and right and len(left) * len(right) <= _FEW:
            found += _best(left, right, likeness)
        if anchor:
            found.append(anchor)
    return found


def _gaps(pairs: Iterable[Pair], old: int, new: int) -> Iterator[tuple[range, range]]:
    """The places before, between and behind the pairs, in rows of these lengths."""
    a = c = 0
    for i, j in (*pairs, (old, new)):
        yield range(a, i), range(c, j)
        a, c = i + 1, j + 1


def _best(old: range, new: range, likeness: Likeness) -> list[Pair]:
    """The pairs in order whose likeness adds up to the most."""
    table = [[0.0] * (len(new) + 1) for _ in range(len(old) + 1)]
    alike = [[likeness(i, j) for j in new] for i in old]
    for i in range(len(old) - 1, -1, -1):
        for j in range(len(new) - 1, -1, -1):
            both = alike[i][j] + table[i + 1][j + 1] if alike[i][j] else 0.0
            table[i][j] = max(table[i + 1][j], table[i][j + 1], both)
    found: list[Pair] = []
    i = j = 0
    while i < len(old) and j < len(new):
        if alike[i][j] and table[i][j] == alike[i][j] + table[i + 1][j + 1]:
            found.append((old[i], new[j]))
            i, j = i + 1, j + 1
        elif table[i][j] == table[i + 1][j]:
            i += 1
        else:
            j += 1
    return found


def _by_rare_words(old: range, new: range, words: WordsAt) -> list[Pair]:
    """For each old member the new one that shares most of what stands in one member a side: words, or two in a row."""
    before, after = (_owners(places, is_new, words) for places, is_new in ((old, False), (new, True)))
    votes: dict[int, Counter[int]] = {}
    for word, i in before.items():
        if i >= 0 and after.get(word, -1) >= 0:
            votes.setdefault(i, Counter())[after[word]] += 1
    return [(i, max(votes[i], key=lambda j: (votes[i][j], -j))) for i in sorted(votes)]


def _owners(places: range, is_new: bool, words: WordsAt) -> dict[str, int]:
    """The one member that has each word; -1 where several have it."""
    owners: dict[str, int] = {}
    for place in places:
        alone = list(words(is_new, place))
        for word in {*alone, *map(" ".join, pairwise(alone))}:
            owners[word] = -1 if word in owners else place
    return owners
