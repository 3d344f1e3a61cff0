"""Finding room on a line: markers side by side, spans on tracks, labels on levels above."""

from __future__ import annotations

from collections.abc import Sequence

from briefgen.frozen import dataclass

_CLEAR = 1.6
_COVERING = (2.5, 0.5, 8.0, 30.0)


@dataclass(frozen=True, slots=True)
class Label:
    """A box to be placed, and the x at which its leader rises; all in millimetres."""

    x: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class LabelPlace:
    """Where a label went: its left side, and its bottom above the foot of all leaders."""

    left: float
    bottom: float


def spread(wanted: Sequence[float], apart: float, low: float, high: float) -> list[float]:
    """Positions in the order given, at least `apart` from each other and as near as can be to those wanted.

    `wanted` ascends. Where there is no room for all between `low` and `high` they stand evenly. (The sum of
    squared moves is least: neighbours that collide are pooled at their mean.)
    """
    if not wanted:
        return []
    apart = min(apart, (high - low) / max(1, len(wanted) - 1))
    blocks: list[tuple[float, int]] = []
    for index, x in enumerate(wanted):
        blocks.append((x - index * apart, 1))
        while len(blocks) > 1 and blocks[-2][0] > blocks[-1][0]:
            (b, n), (a, m) = blocks.pop(), blocks.pop()
            blocks.append(((a * m + b * n) / (m + n), m + n))
    flat = [mean for mean, count in blocks for _ in range(count)]
    top = high - (len(wanted) - 1) * apart
    return [min(max(x, low), top) + index * apart for index, x in enumerate(flat)]


def tracks(spans: Sequence[tuple[float, float]]) -> list[int]:
    """For each span (left, right) the first track on which it touches none of those before it."""
    ends: list[list[tuple[float, float]]] = []
    found = []
    for left, right in spans:
        free = (n for n, taken in enumerate(ends) if all(right <= a or left >= b for a, b in taken))
        track = next(free, len(ends))
        if track == len(ends):
            ends.append([])
        ends[track].append((left, right))
        found.append(track)
    return found


def place(labels: Sequence[Label], low: float, high: float) -> tuple[int, list[LabelPlace]]:
    """A place for each label, low, over or beside its leader, and no two overlapping.

    Comes with the number of leaders that run behind labels of others: 0 wherever a way was found. `labels`
    ascend by x. They are placed from the right and from the left, with less or more regard for those to come.
    """
    forward, backward = range(len(labels)), range(len(labels) - 1, -1, -1)
    best: tuple[tuple[int, float], list[LabelPlace]] | None = None
    for regard in _COVERING:
        for order in (backward, forward):
            result = _place_in_order(labels, order, low, high, regard)
            if best is None or result[0] < best[0]:
                best = result
        if best and not best[0][0]:
            break
    assert best is not None
    return best[0][0], best[1]


def _place_in_order(
    labels: Sequence[Label], order: Sequence[int], low: float, high: float, regard: float
) -> tuple[tuple[int, float], list[LabelPlace]]:
    """The places, and before them what they cost: leaders behind labels, and the height of the whole."""
    placed: dict[int, LabelPlace] = {}
    crossed = 0
    for position, index in enumerate(order):
        label = labels[index]
        waiting = [labels[i].x for i in order[position + 1 :]]
        bottoms = sorted({0.0, *(round(p.bottom + labels[i].height + _CLEAR, 3) for i, p in placed.items())})
        best: tuple[tuple[int, float], LabelPlace] | None = None
        for bottom in bottoms:
            if best and best[0] <= (0, bottom):
                break
            for at in (LabelPlace(left, bottom) for left in _sides(label, low, high)):
                if _is_free(labels, placed, label, at):
                    cost = _cost(labels, placed, label, at, waiting, regard)
                    if best is None or cost < best[0]:
                        best = (cost, at)
        assert best is not None, "above all others there is always room"
        crossed += best[0][0]
        placed[index] = best[1]
    highest = max((p.bottom + labels[i].height for i, p in placed.items()), default=0.0)
    return (crossed, highest), [placed[i] for i in range(len(labels))]


def _sides(label: Label, low: float, high: float) -> list[float]:
    """Left sides to try: centred, as a flag to the right, as a flag to the left; all between the borders."""
    wanted = (label.x - label.width / 2, label.x - 0.8, label.x - label.width + 0.8)
    return [max(low, min(left, high - label.width)) for left in wanted]


def _is_free(labels: Sequence[Label], placed: dict[int, LabelPlace], label: Label, at: LabelPlace) -> bool:
    return all(
        at.left >= other.left + labels[i].width + _CLEAR
        or other.left >= at.left + label.width + _CLEAR
        or at.bottom >= other.bottom + labels[i].height + _CLEAR - 0.01
        or other.bottom >= at.bottom + label.height + _CLEAR - 0.01
        for i, other in placed.items()
    )


def _cost(
    labels: Sequence[Label],
    placed: dict[int, LabelPlace],
    label: Label,
    at: LabelPlace,
    waiting: Sequence[float],
    regard: float,
) -> tuple[int, float]:
    """First the leaders that run behind a label, then the height and, with `regard`, standing in others' way."""
    crossings = sum(
        (other.bottom < at.bottom and _covers(other.left, labels[i].width, label.x))
        or (at.bottom < other.bottom and _covers(at.left, label.width, labels[i].x))
        for i, other in placed.items()
    )
    covering = sum(_covers(at.left, label.width, x) for x in waiting)
    return crossings, at.bottom + regard * covering


def _covers(left: float, width: float, x: float) -> bool:
    return left - 0.4 < x < left + width + 0.4
