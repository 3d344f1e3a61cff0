"""Which stretches of two sequences are equal, also for long ones in which much is said twice.

What stands once in both sequences is matched first, as a reader would (patience diff); only short stretches between
are left to difflib, whose time grows with the square of what repeats itself: blanks, in a text of words and blanks.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Hashable, Iterator, Sequence
from difflib import SequenceMatcher

_MOST_PAIRS = 250_000

Match = tuple[int, int, int]


def matches(old: Sequence[Hashable], new: Sequence[Hashable]) -> list[Match]:
    """Stretches that are equal, in order: where each begins in both, and its length; last, an empty one at the ends."""
    found = [*_matches(old, new, 0, len(old), 0, len(new)), (len(old), len(new), 0)]
    out: list[Match] = []
    for i, j, length in found:
        if out and length and (out[-1][0] + out[-1][2], out[-1][1] + out[-1][2]) == (i, j):
            out[-1] = (*out[-1][:2], out[-1][2] + length)
        else:
            out.append((i, j, length))
    return out


def _matches(a: Sequence[Hashable], b: Sequence[Hashable], i: int, i_end: int, j: int, j_end: int) -> Iterator[Match]:
    head = _common(a, b, i, i_end, j, j_end)
    if head:
        yield i, j, head
    i, j = i + head, j + head
    tail = 0
    while tail < min(i_end - i, j_end - j) and a[i_end - 1 - tail] == b[j_end - 1 - tail]:
        tail += 1
    yield from _inside(a, b, i, i_end - tail, j, j_end - tail)
    if tail:
        yield i_end - tail, j_end - tail, tail


def _common(a: Sequence[Hashable], b: Sequence[Hashable], i: int, i_end: int, j: int, j_end: int) -> int:
    length = 0
    while i + length < i_end and j + length < j_end and a[i + length] == b[j + length]:
        length += 1
    return length


def _inside(a: Sequence[Hashable], b: Sequence[Hashable], i: int, i_end: int, j: int, j_end: int) -> Iterator[Match]:
    """The matches of two stretches that begin and end differently."""
    if i >= i_end or j >= j_end:
        return
    anchors = _anchors(a[i:i_end], b[j:j_end])
    if not anchors:
        if (i_end - i) * (j_end - j) <= _MOST_PAIRS:
            matcher = SequenceMatcher(None, a[i:i_end], b[j:j_end], autojunk=False)
            yield from ((i + m.a, j + m.b, m.size) for m in matcher.get_matching_blocks() if m.size)
        return
    at_i, at_j = i, j
    for x, y in anchors:
        yield from _matches(a, b, at_i, i + x, at_j, j + y)
        yield i + x, j + y, 1
        at_i, at_j = i + x + 1, j + y + 1
    yield from _matches(a, b, at_i, i_end, at_j, j_end)


def _anchors(a: Sequence[Hashable], b: Sequence[Hashable]) -> list[tuple[int, int]]:
    """The most of what stands once in both that stands in one order: the longest rising run of places."""
    counts_a, counts_b = Counter(a), Counter(b)
    place = {key: n for n, key in enumerate(b) if counts_b[key] == 1}
    pairs = [(n, place[key]) for n, key in enumerate(a) if key in place and counts_a[key] == 1]
    ends: list[int] = []  # the least last place of a run of each length
    runs: list[int] = []  # which pair ends it
    before: list[int] = []
    for n, (_, y) in enumerate(pairs):
        at = bisect_left(ends, y)
        before.append(runs[at - 1] if at else -1)
        ends[at : at + 1] = [y]
        runs[at : at + 1] = [n]
    chosen: list[tuple[int, int]] = []
    n = runs[-1] if runs else -1
    while n >= 0:
        chosen.append(pairs[n])
        n = before[n]
    return chosen[::-1]
