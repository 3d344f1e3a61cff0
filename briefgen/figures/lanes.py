"""The layout of a timeline: the axis, and for each lane where its markers, bars, labels go."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from briefgen.figures.legend import NUMBER, RADIUS, KeyEntry, text_width
from briefgen.figures.sheet import INK, NAVY, RUST, WIDEST, Face, Point, TextStyle, Typesetter
from briefgen.figures.shown import OPEN_END, OPEN_START, Event, Lane
from briefgen.frozen import dataclass, replace

MARGIN = 1.2
LEFT, RIGHT = MARGIN + 2.4, WIDEST - MARGIN - 2.4
"""Where the axis begins and ends."""
NAME = TextStyle(Face.BOLD, 8.5, NAVY)
PAD, TRACK = 2.0, 4.8
_FIRST = TextStyle(Face.BOLD, 8, INK)
_LINE = TextStyle(Face.PLAIN, 8, INK)
_NOTE = TextStyle(Face.SLANTED, 8, RUST)
_LABEL_WIDTH = 40.0
_BELOW_NAME, _FOOT = 1.4, 1.6
_TOO_HIGH = 80.0

Line = tuple[str, TextStyle]


@dataclass(frozen=True, slots=True)
class Axis:
    """From 1 January of the first year to the end of the last; `last` before `first` where no date is known."""

    first: int
    last: int

    @property
    def year(self) -> float:
        """The width of a year."""
        return (RIGHT - LEFT) / max(1, self.last - self.first + 1)

    def x(self, day: int) -> float:
        """Where a day begins, given as the ordinal of `date`."""
        start, end = new_year(self.first), new_year(self.last + 1)
        return LEFT + (RIGHT - LEFT) * (day - start) / max(1, end - start)

    def span(self, event: Event) -> Point:
        left = LEFT if event.first == OPEN_START else self.x(event.first.toordinal())
        right = RIGHT if event.last == OPEN_END else self.x(event.last.toordinal() + 1)
        return left, right


@dataclass(frozen=True, slots=True)
class Item:
    """An event in its lane: a bar over its span, or a marker in the middle of it; `x` is that of its leader."""

    event: Event
    span: Point
    is_bar: bool
    track: int
    x: float
    lines: tuple[Line, ...]
    size: Point


@dataclass(frozen=True, slots=True)
class LaneLayout:
    """A lane laid out: distances from its top to the first track and to the foot of the labels.

    `key` has an entry for each item where the labels are numbers, and is empty elsewhere.
    """

    name: tuple[str, ...]
    items: tuple[Item, ...]
    places: tuple[LabelPlace, ...]
    line: float
    foot: float
    key: tuple[KeyEntry, ...]
    height: float


def axis_for(events: Sequence[Event]) -> Axis:
    known = [event.first.year for event in events if event.first != OPEN_START]
    known += [event.last.year for event in events if event.last != OPEN_END]
    return Axis(min(known), max(known)) if known else Axis(1, 0)


def lay_out_lane(type_: Typesetter, lane: Lane, axis: Axis, numbered_from: int) -> LaneLayout:
    """A lane with a label at each event; or, where these would cover each other's leaders, a number."""
    items = sorted(_items(type_, lane, axis), key=lambda item: item.x)
    crossings, places = _places(items)
    key: tuple[KeyEntry, ...] = ()
    if crossings or _top(items, places) > _TOO_HIGH:
        key = tuple(_key_entry(type_, item.event, n) for n, item in enumerate(items, numbered_from))
        items = [_numbered(type_, item, entry) for item, entry in zip(items, key, strict=True)]
        _, places = _places(items)
    name = tuple(type_.wrap(lane.name, NAME, WIDEST - 2 * MARGIN, 3))
    foot = PAD + (len(name) * NAME.line + _BELOW_NAME if name else 0.0) + _top(items, places)
    line = foot + _FOOT + TRACK / 2
    height = line + max(item.track for item in items) * TRACK + TRACK / 2 + PAD
    return LaneLayout(name, tuple(items), tuple(places), line, foot, key, height)


def new_year(year: int) -> int:
    """The ordinal of 1 January, also of the year after the calendar's last."""
    return date(year, 1, 1).toordinal() if year <= date.max.year else date.max.toordinal() + 1


def _items(type_: Typesetter, lane: Lane, axis: Axis) -> Iterator[Item]:
    """Markers on the first track, then bars where there is room, the short ones first."""
    spans = [(event, axis.span(event)) for event in lane.in_order()]
    points = sorted((s for s in spans if _length(s[1]) <= 2 * RADIUS), key=lambda s: sum(s[1]))
    bars = sorted((s for s in spans if _length(s[1]) > 2 * RADIUS), key=lambda s: (_length(s[1]), s[1]))
    middles = spread([sum(span) / 2 for _, span in points], 2.2 * RADIUS, LEFT, RIGHT)
    boxes = [(x - RADIUS, x + RADIUS) for x in middles] + [span for _, span in bars]
    levels = tracks(boxes)
    rising = list(middles)
    for index, (event, _) in enumerate([*points, *bars]):
        above = [box for box, level in zip(boxes, levels, strict=True) if level < levels[index]]
        is_bar = index >= len(points)
        if is_bar:
            rising.append(_free_x(boxes[index], above, rising))
        lines = tuple(_lines(type_, event))
        yield Item(event, boxes[index], is_bar, levels[index], rising[index], lines, _size(type_, lines))


def _length(span: Point) -> float:
    return span[1] - span[0]


def _free_x(span: Point, above: Sequence[Point], rising: Sequence[float]) -> float:
    """Where the leader of a bar rises: next to its middle, clear of other leaders, and of what stands above."""
    left, right = span
    middle = (left + right) / 2
    tries = sorted((left + (right - left) * step / 40 for step in range(2, 39)), key=lambda x: abs(x - middle))
    apart = [x for x in tries if all(abs(x - other) > 1.2 for other in rising)] or [middle]
    return next((x for x in apart if not any(a - 0.6 < x < b + 0.6 for a, b in above)), apart[0])


def _lines(type_: Typesetter, event: Event) -> Iterator[Line]:
    for number, text in enumerate(event.label):
        style = _LINE if number else _FIRST
        yield from ((line, style) for line in type_.wrap(text, style, _LABEL_WIDTH, 3))
    yield from ((line, _LINE) for line in type_.wrap(event.when, _LINE, _LABEL_WIDTH, 2))
    yield from ((line, _NOTE) for line in type_.wrap(event.note, _NOTE, _LABEL_WIDTH, 4))


def _size(type_: Typesetter, lines: Sequence[Line]) -> Point:
    return max((type_.width(*line) for line in lines), default=0.0), sum(style.line for _, style in lines)


def _places(items: Sequence[Item]) -> tuple[int, list[LabelPlace]]:
    return place([Label(item.x, *item.size) for item in items], MARGIN, WIDEST - MARGIN)


def _top(items: Sequence[Item], places: Sequence[LabelPlace]) -> float:
    return max(at.bottom + item.size[1] for at, item in zip(places, items, strict=True))


def _numbered(type_: Typesetter, item: Item, entry: KeyEntry) -> Item:
    lines = ((entry.number, NUMBER),)
    return replace(item, lines=lines, size=_size(type_, lines))


def _key_entry(type_: Typesetter, event: Event, number: int) -> KeyEntry:
    width = text_width(WIDEST - 2 * MARGIN)
    said = ", ".join(part for part in (*event.label, event.when) if part)
    words = [(line, _LINE) for line in type_.wrap(said, _LINE, width, 5)]
    note = [(line, _NOTE) for line in type_.wrap(event.note, _NOTE, width, 4)]
    return KeyEntry(str(number), (*words, *note))


# --- Finding room on a line: markers side by side, spans on tracks, labels on levels above ---


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
