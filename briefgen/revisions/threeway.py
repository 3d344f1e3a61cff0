"""Three rows aligned into one: what each side added, left out, moved and kept.

The order is that of ours; what theirs added or moved stands behind what it stood behind in theirs.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from briefgen.revisions.similarity import Alignment, Member, align


@dataclass(slots=True, eq=False)
class Aligned:
    """One member, by its index in each of the three rows; None where a row does not have it."""

    base: int | None = None
    theirs: int | None = None
    ours: int | None = None


def align_three(base: Sequence[Member], theirs: Sequence[Member], ours: Sequence[Member]) -> list[Aligned]:
    """Every member of the three, each once, in one order; also those that one side or both left out."""
    to_theirs, to_ours = align(base, theirs), align(base, ours)
    lines = [Aligned(i, to_theirs.pairs.get(i), to_ours.pairs.get(i)) for i in range(len(base))]
    known_theirs, known_ours = set(to_theirs.pairs.values()), set(to_ours.pairs.values())
    added = [Aligned(ours=k) for k in range(len(ours)) if k not in known_ours]
    for j in range(len(theirs)):
        if j not in known_theirs:
            same = next((s for s in added if _is_same(s, theirs[j], ours)), None)
            if same:
                same.theirs = j
            else:
                added.append(Aligned(theirs=j))
    return _in_order([*lines, *added], _moved_by(to_theirs, to_ours))


def _is_same(line: Aligned, member: Member, ours: Sequence[Member]) -> bool:
    """Whether both sides added the same."""
    return line.theirs is None and line.ours is not None and ours[line.ours].key == member.key


def _moved_by(theirs: Alignment, ours: Alignment) -> frozenset[int]:
    """The base members that theirs moved and ours did not."""
    return theirs.moved - ours.moved


def _in_order(lines: list[Aligned], moved: frozenset[int]) -> list[Aligned]:
    def stays(line: Aligned) -> bool:
        return line.ours is not None and line.base not in moved

    order = sorted((s for s in lines if stays(s)), key=lambda s: s.ours or 0)
    by_theirs = {s.theirs: s for s in lines if s.theirs is not None}
    for j, line in sorted(by_theirs.items()):
        if not stays(line):
            before = by_theirs.get(j - 1)
            order.insert(order.index(before) + 1 if before else 0, line)
    return order


def pick(base: object, theirs: object, ours: object) -> str:
    """Which side of a three-way merge counts: "ours", "theirs", or "both" where each changed it differently."""
    if theirs in (base, ours):
        return "ours"
    return "theirs" if ours == base else "both"
