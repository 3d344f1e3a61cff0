"""The layout of a timeline: the axis, and for each lane where its markers, bars, labels go."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from briefgen.figures.legend import NUMBER, RADIUS, KeyEntry, text_width
from briefgen.figures.placing import Label, LabelPlace, place, spread, tracks
from briefgen.figures.sheet import INK, NAVY, RUST, WIDEST, Point
from briefgen.figures.timeline import OPEN_END, OPEN_START, Event, Lane
from briefgen.figures.type import Face, TextStyle, Typesetter
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
