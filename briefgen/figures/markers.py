"""How an event looks on its line: filled where the date is sure, soft and dashed with a question mark where it is not,
hollow and pointed where the event is contested. Shape and outline say it, colour only repeats it."""

from __future__ import annotations

from briefgen.figures.palette import NAVY, PALE, RUST, WHITE
from briefgen.figures.sheet import Point, Sheet
from briefgen.figures.timeline import OPEN_END, OPEN_START, Event
from briefgen.figures.type import Face, Style

RADIUS = 1.75
"""Half the width that a marker takes; a span is drawn where an event is wider than a marker."""
DOUBT = "?"
_DOUBT_SURE, _DOUBT_CONTESTED = Style(Face.BOLD, 8, NAVY), Style(Face.BOLD, 8, RUST)


def draw_point(sheet: Sheet, event: Event, centre: Point) -> None:
    """The marker of an event that is short on the axis."""
    x, y = centre
    edge = RUST if event.contested else NAVY
    thick = 0.3 if event.uncertain else 0.45
    if event.contested:
        r = 1.35 * RADIUS if event.uncertain else 1.1 * RADIUS
        corners = ((x - r, y), (x, y - r), (x + r, y), (x, y + r))
        sheet.polygon(corners, WHITE, edge, thick=thick, dashed=event.uncertain)
    elif event.uncertain:
        sheet.circle(centre, 1.1 * RADIUS, PALE, edge, thick=thick, dashed=True)
    else:
        sheet.circle(centre, 0.85 * RADIUS, NAVY)
    _draw_doubt(sheet, event, centre)


def draw_span(sheet: Sheet, event: Event, span: Point, y: float) -> None:
    """The bar of an event from one x to another around a height, pointed where the event is open."""
    left, right = span
    half = RADIUS if event.uncertain else 0.7 * RADIUS
    tip_left = half if event.first == OPEN_START and event.first != event.last else 0.0
    tip_right = half if event.last == OPEN_END else 0.0
    corners = (
        (left + tip_left, y - half),
        (left, y),
        (left + tip_left, y + half),
        (right - tip_right, y + half),
        (right, y),
        (right - tip_right, y - half),
    )
    edge = RUST if event.contested else NAVY
    fill = WHITE if event.contested else PALE if event.uncertain else NAVY
    sheet.polygon(corners, fill, edge, thick=0.3 if event.uncertain else 0.45, dashed=event.uncertain)
    _draw_doubt(sheet, event, ((left + right) / 2, y))


def _draw_doubt(sheet: Sheet, event: Event, centre: Point) -> None:
    style = _DOUBT_CONTESTED if event.contested else _DOUBT_SURE
    if event.uncertain:
        sheet.text((centre[0], centre[1] - style.line / 2), DOUBT, style, "center")
