"""A timeline as a picture: a lane for each series, labels above the markers, years below."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from itertools import accumulate

from briefgen.document.nodes import Picture
from briefgen.figures.lanes import (
    LEFT,
    MARGIN,
    NAME,
    PAD,
    RIGHT,
    TRACK,
    Axis,
    Item,
    LaneLayout,
    axis_for,
    lay_out_lane,
    new_year,
)
from briefgen.figures.legend import SAMPLE, LegendEntry, draw_point, draw_span, lay_out, lay_out_key
from briefgen.figures.sheet import (
    GREY,
    INK,
    LINE,
    RULE,
    WHITE,
    WIDEST,
    Face,
    Point,
    Sheet,
    TextStyle,
    Typesetter,
    fixed_settings,
)
from briefgen.figures.shown import OPEN_START, Event, Timeline, TimelineWords

_YEAR = TextStyle(Face.PLAIN, 8.5, INK)
_AXIS_HEIGHT, _ABOVE_KEY, _ABOVE_LEGEND = 5.6, 2.0, 2.6
_YEAR_INSIDE, _WITH_MONTHS = 11.0, 30.0


def timeline_picture(timeline: Timeline, words: TimelineWords, name: str) -> Picture:
    """The timeline as a picture 164 mm wide; it grows in height with its lanes and with labels on levels.

    An event too short for the scale is a marker, a longer one a bar; markers that would hide each other stand
    side by side in their order. An open end runs to the end of the axis and is pointed. Labels wrap at 40 mm
    and end in an ellipsis where they are very long. A lane too crowded for labels has numbers and
    a key below the years.
    The legend says only what occurs, and nothing where all dates are sure. Characters that the font lacks
    show as white squares.
    """
    with fixed_settings():
        type_ = Typesetter()
        axis = axis_for(timeline.events())
        lanes = _lanes(type_, timeline, axis)
        bottom = MARGIN + sum(lane.height for lane in lanes)
        key = lay_out_key([entry for lane in lanes for entry in lane.key], WIDEST - 2 * MARGIN)
        entries = _entries(timeline, words)
        legend = lay_out(type_, entries, WIDEST - 2 * MARGIN)
        key_top = bottom + _AXIS_HEIGHT + (_ABOVE_KEY if key.height else 0.0)
        legend_top = key_top + key.height + _ABOVE_LEGEND
        sheet = Sheet(WIDEST, (legend_top + legend.height if entries else key_top + key.height) + MARGIN, type_)
        _draw_axis(sheet, axis, MARGIN, bottom)
        tops = accumulate((lane.height for lane in lanes), initial=MARGIN)
        for lane, top in zip(lanes, tops, strict=False):
            _draw_lane(sheet, lane, top)
        key.draw(sheet, (MARGIN, key_top))
        if entries:
            legend.draw(sheet, (MARGIN, legend_top))
        return sheet.picture(name)


def _lanes(type_: Typesetter, timeline: Timeline, axis: Axis) -> list[LaneLayout]:
    """The lanes laid out, the numbers of keys running on from lane to lane."""
    lanes: list[LaneLayout] = []
    for lane in timeline.lanes:
        lanes.append(lay_out_lane(type_, lane, axis, 1 + sum(len(done.key) for done in lanes)))
    return lanes


def _entries(timeline: Timeline, words: TimelineWords) -> list[LegendEntry]:
    """The legend for the kinds of event that occur; none where all are plain."""
    events = timeline.events()
    if not any(event.uncertain or event.contested for event in events):
        return []
    kinds = (
        (any(not event.uncertain and not event.contested for event in events), words.sure, _sample()),
        (any(event.uncertain for event in events), words.uncertain, _sample(uncertain=True)),
        (any(event.contested for event in events), words.contested, _sample(contested=True)),
    )
    return [LegendEntry(said, draw) for occurs, said, draw in kinds if occurs]


def _sample(*, uncertain: bool = False, contested: bool = False) -> Callable[[Sheet, Point], None]:
    event = Event((), OPEN_START, OPEN_START, uncertain=uncertain, contested=contested)

    def draw(sheet: Sheet, corner: Point) -> None:
        middle = (corner[0] + SAMPLE[0] / 2, corner[1] + SAMPLE[1] / 2)
        if uncertain:
            draw_span(sheet, event, (corner[0], corner[0] + SAMPLE[0]), middle[1])
        else:
            draw_point(sheet, event, middle)

    return draw


# --- drawing -----------------------------------------------------------------------------------


def _draw_axis(sheet: Sheet, axis: Axis, top: float, bottom: float) -> None:
    sheet.line(((MARGIN, bottom), (WIDEST - MARGIN, bottom)), GREY, thick=0.25)
    inside = axis.year >= _YEAR_INSIDE
    step = 1 if inside else next(s for s in _steps() if s * axis.year >= 1.4 * _YEAR_INSIDE)
    for year in range(axis.first + -axis.first % step, axis.last + 2, step):
        x = axis.x(new_year(year))
        sheet.line(((x, top), (x, bottom + 1.4)), RULE, thick=0.18)
        sheet.line(((x, bottom), (x, bottom + 1.4)), GREY, thick=0.25)
        if year > axis.last:
            continue
        if axis.year >= _WITH_MONTHS:
            for month in range(2, 13):
                tick = axis.x(date(year, month, 1).toordinal())
                sheet.line(((tick, bottom), (tick, bottom + (1.0 if month % 3 == 1 else 0.6))), GREY, thick=0.15)
        sheet.text((x + axis.year / 2 if inside else x, bottom + 1.8), str(year), _YEAR, "center")


def _steps() -> Iterator[int]:
    power = 1
    while True:
        yield from (power, 2 * power, 5 * power)
        power *= 10


def _draw_lane(sheet: Sheet, lane: LaneLayout, top: float) -> None:
    if top > MARGIN:
        sheet.line(((MARGIN, top), (WIDEST - MARGIN, top)), RULE, thick=0.25)
    for number, line in enumerate(lane.name):
        corner = (MARGIN, top + PAD + number * NAME.line)
        _draw_backed(sheet, corner, sheet.type.width(line, NAME), NAME.line)
        sheet.text(corner, line, NAME)
    y, foot = top + lane.line, top + lane.foot
    sheet.line(((LEFT, y), (RIGHT, y)), LINE, thick=0.35)
    for item, at in zip(lane.items, lane.places, strict=True):
        sheet.line(((item.x, y + item.track * TRACK), (item.x, foot - at.bottom)), GREY, thick=0.2)
    for item in lane.items:
        _draw_item(sheet, item, y + item.track * TRACK)
    for item, at in zip(lane.items, lane.places, strict=True):
        _draw_label(sheet, item, (at.left, foot - at.bottom - item.size[1]))


def _draw_item(sheet: Sheet, item: Item, y: float) -> None:
    if item.is_bar:
        draw_span(sheet, item.event, item.span, y)
    else:
        draw_point(sheet, item.event, (item.x, y))


def _draw_label(sheet: Sheet, item: Item, corner: Point) -> None:
    """Each line as near to the leader as the label reaches."""
    (left, y), (width, height) = corner, item.size
    _draw_backed(sheet, corner, width, height)
    for line, style in item.lines:
        run = sheet.type.width(line, style)
        x = max(left, min(item.x - run / 2, left + width - run))
        sheet.text((x, y), line, style)
        y += style.line


def _draw_backed(sheet: Sheet, corner: Point, width: float, height: float) -> None:
    """White behind words, so that the lines of the years do not run through them."""
    sheet.rectangle((corner[0] - 0.6, corner[1]), (width + 1.2, height), WHITE)
