"""How each status and mark of a participation matrix looks: a shade and a symbol, so that either one is enough."""

from __future__ import annotations

from collections.abc import Callable
from math import cos, pi, sin

from briefgen.figures.palette import AMBER, BLUE, FOG, GREY, MIST, NAVY, PALE, RULE, SILVER, SKY, WHITE
from briefgen.figures.sheet import Point, Sheet

_STROKE = 0.45


def draw_tile(sheet: Sheet, status: str, corner: Point, size: Point) -> None:
    """The tile of a status, filling a box from its top left corner."""
    _TILES[status](sheet, corner, size)


def draw_mark(sheet: Sheet, mark: str, centre: Point, radius: float) -> None:
    """A small mark: amber with a dark edge, to be seen on every tile."""
    sheet.polygon(_MARKS[mark](centre, radius), AMBER, NAVY, thick=0.2)


def _present(sheet: Sheet, corner: Point, size: Point) -> None:
    (x, y), r = _middle(corner, size)
    sheet.rectangle(corner, size, NAVY, NAVY)
    sheet.line(((x - r, y), (x - 0.25 * r, y + 0.7 * r), (x + r, y - 0.75 * r)), WHITE, thick=0.6)


def _represented(sheet: Sheet, corner: Point, size: Point) -> None:
    centre, r = _middle(corner, size)
    sheet.rectangle(corner, size, BLUE, NAVY)
    sheet.circle(centre, r, None, WHITE, thick=_STROKE)
    sheet.polygon([_around(centre, r, pi / 2 + pi * step / 24) for step in range(25)], WHITE)


def _listed(sheet: Sheet, corner: Point, size: Point) -> None:
    centre, r = _middle(corner, size)
    sheet.rectangle(corner, size, SKY, BLUE)
    sheet.circle(centre, 0.8 * r, NAVY)


def _announced(sheet: Sheet, corner: Point, size: Point) -> None:
    centre, r = _middle(corner, size)
    sheet.rectangle(corner, size, PALE, BLUE, thick=0.25, dashed=True)
    sheet.circle(centre, 0.8 * r, WHITE, NAVY, thick=_STROKE)


def _not_listed(sheet: Sheet, corner: Point, size: Point) -> None:
    (x, y), r = _middle(corner, size)
    sheet.rectangle(corner, size, WHITE, RULE)
    sheet.line(((x - 0.8 * r, y), (x + 0.8 * r, y)), GREY, thick=_STROKE)


def _absent(sheet: Sheet, corner: Point, size: Point) -> None:
    (x, y), r = _middle(corner, size)
    d = 0.75 * r
    sheet.rectangle(corner, size, WHITE, GREY, thick=0.25)
    sheet.line(((x - d, y - d), (x + d, y + d)), NAVY, thick=0.55)
    sheet.line(((x - d, y + d), (x + d, y - d)), NAVY, thick=0.55)


def _declined(sheet: Sheet, corner: Point, size: Point) -> None:
    centre, r = _middle(corner, size)
    sheet.rectangle(corner, size, MIST, GREY, thick=0.25)
    sheet.circle(centre, r, WHITE, NAVY, thick=_STROKE)
    sheet.line((_around(centre, r, pi / 4), _around(centre, r, pi / 4 + pi)), NAVY, thick=_STROKE)


def _no_list(sheet: Sheet, corner: Point, size: Point) -> None:
    """Strokes from lower left to upper right across the whole tile."""
    (x, y), (w, h) = corner, size
    sheet.rectangle(corner, size, FOG, RULE)
    step, along = 1.3, 0.65
    while along < w + h:
        start = (x + min(along, w), y + max(0.0, along - w))
        sheet.line((start, (x + max(0.0, along - h), y + min(along, h))), SILVER, thick=0.22)
        along += step


def _apart(sheet: Sheet, corner: Point, size: Point) -> None:
    """A bare tile with a point: the meetings are not this party's."""
    centre, r = _middle(corner, size)
    sheet.rectangle(corner, size, SILVER, SILVER)
    sheet.circle(centre, 0.35 * r, WHITE)


def _house(centre: Point, r: float) -> list[Point]:
    x, y = centre
    return [
        (x, y - r),
        (x + r, y),
        (x + 0.68 * r, y),
        (x + 0.68 * r, y + 0.85 * r),
        (x - 0.68 * r, y + 0.85 * r),
        (x - 0.68 * r, y),
        (x - r, y),
    ]


def _star(centre: Point, r: float) -> list[Point]:
    return [_around(centre, r * (1.1, 0.48)[point % 2], pi / 2 + point * pi / 5) for point in range(10)]


def _middle(corner: Point, size: Point) -> tuple[Point, float]:
    return (corner[0] + size[0] / 2, corner[1] + size[1] / 2), min(1.45, 0.3 * min(size))


def _around(centre: Point, r: float, angle: float) -> Point:
    """The point at an angle counted from the right, upwards."""
    return centre[0] + r * cos(angle), centre[1] - r * sin(angle)


_TILES: dict[str, Callable[[Sheet, Point, Point], None]] = {
    "present": _present,
    "represented": _represented,
    "listed": _listed,
    "announced": _announced,
    "not-listed": _not_listed,
    "absent": _absent,
    "declined": _declined,
    "no-list": _no_list,
    "other-circle": _apart,
}
_MARKS: dict[str, Callable[[Point, float], list[Point]]] = {"host": _house, "chair": _star}
STATUSES = tuple(_TILES)
"""The statuses in the order of the legend."""
MARKS = tuple(_MARKS)
