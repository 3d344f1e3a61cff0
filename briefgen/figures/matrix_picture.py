"""A participation matrix as a picture: column heads above, shaded tiles, a legend below."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby, pairwise
from math import cos, pi, sin

from briefgen.document.nodes import Picture
from briefgen.figures.legend import SAMPLE, Legend, LegendEntry, lay_out
from briefgen.figures.sheet import (
    AMBER,
    BLUE,
    FOG,
    GREY,
    INK,
    MIST,
    NAVY,
    PALE,
    RULE,
    SILVER,
    SKY,
    WHITE,
    WIDEST,
    Face,
    Point,
    Sheet,
    TextStyle,
    Typesetter,
    fixed_settings,
)
from briefgen.figures.shown import Column, Matrix, MatrixWords, Row
from briefgen.frozen import dataclass

_GROUP = TextStyle(Face.BOLD, 8, NAVY)
_HEAD = TextStyle(Face.PLAIN, 8, INK)
_LABEL = TextStyle(Face.PLAIN, 8.5, INK)
_MARGIN = 1.2
_LABEL_WIDTH, _AFTER_LABEL = 46.0, 2.5
_NARROWEST, _AMPLE, _WIDEST_COLUMN = 5.0, 22.0, 30.0
_BETWEEN_GROUPS, _BETWEEN_BANDS, _ABOVE_LEGEND = 2.4, 6.0, 3.2
_UPRIGHT = 38.0
_MOST_LINES = 5
_ROOM_FOR_MARKS = (0.0, 10.5, 16.5)
_LEAST_WIDTH = 100.0


def participation_picture(matrix: Matrix, words: MatrixWords, name: str) -> Picture:
    """The matrix as a picture of at most 164 mm; it grows in height with its rows (about 6 mm each).

    Columns too many for the width go on in a second band below, under the same rows. Where a column is too
    narrow for the words of its head, all heads stand upright. Labels wrap; what is longer than five lines ends
    in an ellipsis. Characters that the font lacks show as white squares.
    """
    with fixed_settings():
        type_ = Typesetter()
        plan = _plan(type_, matrix)
        legend = lay_out(type_, _entries(matrix, words), plan.width - 2 * _MARGIN)
        height = plan.height + _ABOVE_LEGEND + legend.height + 2 * _MARGIN
        sheet = Sheet(plan.width, height, type_)
        _draw(sheet, plan, legend)
        return sheet.picture(name)


# --- layout ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Head:
    """The lines above a column or a group; upright lines run from the bottom up, side by side."""

    lines: tuple[str, ...]
    upright: bool
    extent: float


@dataclass(frozen=True, slots=True)
class _Band:
    """As many columns as stand side by side."""

    columns: tuple[int, ...]
    lefts: tuple[float, ...]
    groups: tuple[tuple[int, int, _Head], ...]
    heads: tuple[_Head, ...]
    group_height: float
    head_height: float


@dataclass(frozen=True, slots=True)
class _Layout:
    width: float
    column_width: float
    labels: tuple[tuple[str, ...], ...]
    row_heights: tuple[float, ...]
    rows: tuple[Row, ...]
    bands: tuple[_Band, ...]

    @property
    def height(self) -> float:
        heads = sum(band.group_height + band.head_height for band in self.bands)
        return heads + len(self.bands) * sum(self.row_heights) + (len(self.bands) - 1) * _BETWEEN_BANDS


def _plan(type_: Typesetter, matrix: Matrix) -> _Layout:
    labels = tuple(tuple(type_.wrap(row.label, _LABEL, _LABEL_WIDTH, _MOST_LINES)) for row in matrix.rows)
    label_width = max(type_.width(line, _LABEL) for lines in labels for line in (*lines, ""))
    left = _MARGIN + label_width + _AFTER_LABEL
    room = WIDEST - _MARGIN - left
    bands = _split(matrix.columns, room)
    fit = min((room - _gaps(matrix.columns, band)) / len(band) for band in bands)
    column_width = min(fit, _WIDEST_COLUMN, max(_request(type_, matrix.columns), 16.0))
    laid = tuple(_band(type_, matrix.columns, band, left, column_width) for band in bands)
    right = max(band.lefts[-1] + column_width for band in laid)
    least = 6.4 if len(matrix.rows) <= 25 else 5.4
    heights = tuple(max(least, len(lines) * _LABEL.line + 1.6) for lines in labels)
    return _Layout(max(right + _MARGIN, _LEAST_WIDTH), column_width, labels, heights, matrix.rows, laid)


def _request(type_: Typesetter, columns: Sequence[Column]) -> float:
    """The column width that breaks no line of a head, and no word of the name of a group."""
    lines = [type_.width(type_.shown(line), _HEAD) for column in columns for line in column.lines]
    return max(*lines, type_.widest_word(tuple(column.group for column in columns), _GROUP), 0.0) + 2.0


def _split(columns: Sequence[Column], room: float) -> list[tuple[int, ...]]:
    """The columns in bands of about equal length, as few as keep each column wide enough."""
    count = len(columns)
    for bands in range(1, count + 1):
        edges = [round(count * band / bands) for band in range(bands + 1)]
        parts = [tuple(range(a, b)) for a, b in pairwise(edges)]
        if all(_gaps(columns, part) + len(part) * _NARROWEST <= room for part in parts):
            return parts
    raise AssertionError("a single column always has room")


def _gaps(columns: Sequence[Column], part: Sequence[int]) -> float:
    return _BETWEEN_GROUPS * sum(columns[a].group != columns[b].group for a, b in pairwise(part))


def _band(
    type_: Typesetter, columns: Sequence[Column], part: tuple[int, ...], left: float, column_width: float
) -> _Band:
    lefts = [left]
    for a, b in pairwise(part):
        lefts.append(lefts[-1] + column_width + _BETWEEN_GROUPS * (columns[a].group != columns[b].group))
    heads = _heads(type_, [columns[i].lines for i in part], [column_width - 1.0] * len(part), _HEAD)
    runs = [list(run) for _, run in groupby(range(len(part)), key=lambda i: columns[part[i]].group)]
    spans = [lefts[run[-1]] + column_width - lefts[run[0]] for run in runs]
    names = [
        _heads(type_, [(columns[part[run[0]]].group,)], [span], _GROUP)[0]
        for run, span in zip(runs, spans, strict=True)
    ]
    group_height = max(head.extent for head in names)
    return _Band(
        part,
        tuple(lefts),
        tuple((run[0], run[-1], head) for run, head in zip(runs, names, strict=True)),
        heads,
        group_height + 2.2 if group_height else 0.0,
        max(head.extent for head in heads) + 1.4,
    )


def _heads(type_: Typesetter, texts: list[tuple[str, ...]], widths: list[float], style: TextStyle) -> tuple[_Head, ...]:
    """All level; or all upright where a narrow one would have to break words, or to run over too many lines."""
    level = [
        [line for text in t for line in type_.wrap(text, style, w, _MOST_LINES)]
        for t, w in zip(texts, widths, strict=True)
    ]
    fits = (
        w >= _AMPLE or (len(lines) <= _MOST_LINES and type_.widest_word(t, style) <= w)
        for lines, t, w in zip(level, texts, widths, strict=True)
    )
    if all(fits):
        return tuple(_Head(tuple(lines), False, len(lines) * style.line) for lines in level)
    return tuple(_upright(type_, t, w, style) for t, w in zip(texts, widths, strict=True))


def _upright(type_: Typesetter, texts: tuple[str, ...], width: float, style: TextStyle) -> _Head:
    room = max(1, int((width + 1.0) / style.line))
    whole = " ".join(texts)
    lines = [line for text in texts for line in type_.wrap(text, style, _UPRIGHT, room + 1)]
    if len(lines) > room:
        lines = type_.wrap(whole, style, _UPRIGHT, room)
    return _Head(tuple(lines), True, max((type_.width(line, style) for line in lines), default=0.0))


def _entries(matrix: Matrix, words: MatrixWords) -> list[LegendEntry]:
    def tile(status: str) -> LegendEntry:
        return LegendEntry(words.statuses[status], lambda sheet, at: draw_tile(sheet, status, at, SAMPLE))

    def mark(name: str) -> LegendEntry:
        return LegendEntry(words.marks[name], lambda sheet, at: draw_mark(sheet, name, (at[0] + 4.4, at[1] + 2.0), 1.5))

    return [*map(tile, matrix.statuses()), *map(mark, matrix.marks())]


# --- drawing -----------------------------------------------------------------------------------


def _draw(sheet: Sheet, plan: _Layout, legend: Legend) -> None:
    top = _MARGIN
    for band in plan.bands:
        top = _draw_band(sheet, plan, band, top) + _BETWEEN_BANDS
    legend.draw(sheet, (_MARGIN, top - _BETWEEN_BANDS + _ABOVE_LEGEND))


def _draw_band(sheet: Sheet, plan: _Layout, band: _Band, top: float) -> float:
    """Draws a band and says where it ends."""
    for first, last, head in band.groups:
        _draw_group(sheet, head, (band.lefts[first], band.lefts[last] + plan.column_width), top, band.group_height)
    top += band.group_height
    for left, head in zip(band.lefts, band.heads, strict=True):
        _draw_head(sheet, head, _HEAD, left + plan.column_width / 2, top + band.head_height - 0.9)
    top += band.head_height
    right = band.lefts[-1] + plan.column_width
    sheet.line(((_MARGIN, top), (right, top)), GREY, thick=0.2)
    for row, lines, height in zip(plan.rows, plan.labels, plan.row_heights, strict=True):
        _draw_label(sheet, lines, top, height)
        for column, left in zip(band.columns, band.lefts, strict=True):
            cell = row.cells[column]
            corner, size = (left + 0.5, top + 0.5), (plan.column_width - 1.0, height - 1.0)
            draw_tile(sheet, cell.status, corner, size)
            for mark, (centre, radius) in zip(cell.marks, _mark_places(corner, size, len(cell.marks)), strict=True):
                draw_mark(sheet, mark, centre, radius)
        top += height
        sheet.line(((_MARGIN, top), (right, top)), RULE, thick=0.15)
    return top


def _draw_group(sheet: Sheet, head: _Head, span: Point, top: float, height: float) -> None:
    if not head.lines:
        return
    bottom = top + height - 1.2
    _draw_head(sheet, head, _GROUP, sum(span) / 2, bottom - 0.5)
    sheet.line(((span[0] + 0.5, bottom), (span[1] - 0.5, bottom)), NAVY, thick=0.35)


def _draw_head(sheet: Sheet, head: _Head, style: TextStyle, middle: float, bottom: float) -> None:
    start = -len(head.lines) * style.line
    for number, line in enumerate(head.lines):
        if head.upright:
            sheet.text((middle + start / 2 + number * style.line, bottom), line, style, upright=True)
        else:
            sheet.text((middle, bottom + start + number * style.line), line, style, "center")


def _draw_label(sheet: Sheet, lines: tuple[str, ...], top: float, height: float) -> None:
    start = top + (height - len(lines) * _LABEL.line) / 2
    for number, line in enumerate(lines):
        sheet.text((_MARGIN, start + number * _LABEL.line), line, _LABEL)


def _mark_places(corner: Point, size: Point, count: int) -> list[tuple[Point, float]]:
    """The centres and radii of at most two marks: right of the symbol, or in two corners where it is narrow."""
    (x, y), (w, h) = corner, size
    if w >= _ROOM_FOR_MARKS[count]:
        return [((x + w - 2.0 - 3.0 * number, y + h / 2), 1.3) for number in range(count)]
    r = min(1.3, max(0.8, 0.17 * min(size)))
    return [((x + w - 0.7 * r, y + 0.7 * r), r), ((x + 0.7 * r, y + h - 0.7 * r), r)][:count]


# --- How each status and mark of a participation matrix looks: a shade and a symbol, so that either one is enough ---


_STROKE = 0.45
_Shape = Sequence[Point]
"""Points around the middle of a tile, in halves of the width of its symbol, from left to right and downwards."""


@dataclass(frozen=True, slots=True)
class _Tile:
    """A shade with its edge, and the symbol on it: a disc (radius, fill, edge), an area, lines in one `ink`."""

    fill: str
    edge: str
    thick: float = 0.18
    dashed: bool = False
    disc: tuple[float, str | None, str | None] | None = None
    area: _Shape = ()
    lines: Sequence[_Shape] = ()
    ink: tuple[str, float] = (NAVY, _STROKE)
    hatched: bool = False


def draw_tile(sheet: Sheet, status: str, corner: Point, size: Point) -> None:
    """The tile of a status, filling a box from its top left corner."""
    tile, (x, y), r = _TILES[status], (corner[0] + size[0] / 2, corner[1] + size[1] / 2), min(1.45, 0.3 * min(size))
    sheet.rectangle(corner, size, tile.fill, tile.edge, thick=tile.thick, dashed=tile.dashed)
    if tile.disc:
        radius, fill, edge = tile.disc
        sheet.circle((x, y), radius * r, fill, edge, thick=_STROKE)
    if tile.area:
        sheet.polygon([(x + dx * r, y + dy * r) for dx, dy in tile.area], WHITE)
    for line in tile.lines:
        sheet.line([(x + dx * r, y + dy * r) for dx, dy in line], tile.ink[0], thick=tile.ink[1])
    if tile.hatched:
        _hatch(sheet, corner, size)


def draw_mark(sheet: Sheet, mark: str, centre: Point, radius: float) -> None:
    """A small mark: amber with a dark edge, to be seen on every tile."""
    corners = [(centre[0] + x * radius, centre[1] + y * radius) for x, y in _MARKS[mark]]
    sheet.polygon(corners, AMBER, NAVY, thick=0.2)


def _hatch(sheet: Sheet, corner: Point, size: Point) -> None:
    """Strokes from lower left to upper right across the whole tile."""
    (x, y), (w, h) = corner, size
    step, along = 1.3, 0.65
    while along < w + h:
        start = (x + min(along, w), y + max(0.0, along - w))
        sheet.line((start, (x + max(0.0, along - h), y + min(along, h))), SILVER, thick=0.22)
        along += step


def _around(angle: float) -> Point:
    """The point of a circle of radius 1 at an angle counted from the right, upwards."""
    return cos(angle), -sin(angle)


_TILES = {
    "present": _Tile(NAVY, NAVY, lines=[((-1, 0), (-0.25, 0.7), (1, -0.75))], ink=(WHITE, 0.6)),
    "represented": _Tile(
        BLUE, NAVY, disc=(1, None, WHITE), area=[_around(pi / 2 + pi * step / 24) for step in range(25)]
    ),
    "listed": _Tile(SKY, BLUE, disc=(0.8, NAVY, None)),
    "observer": _Tile(WHITE, BLUE, 0.25, lines=[((0, -0.8), (0, 0.8))], ink=(NAVY, 0.6)),
    "announced": _Tile(PALE, BLUE, 0.25, dashed=True, disc=(0.8, WHITE, NAVY)),
    "not-listed": _Tile(WHITE, RULE, lines=[((-0.8, 0), (0.8, 0))], ink=(GREY, _STROKE)),
    "absent": _Tile(
        WHITE, GREY, 0.25, lines=[((-0.75, -0.75), (0.75, 0.75)), ((-0.75, 0.75), (0.75, -0.75))], ink=(NAVY, 0.55)
    ),
    "declined": _Tile(MIST, GREY, 0.25, disc=(1, WHITE, NAVY), lines=[(_around(pi / 4), _around(pi / 4 + pi))]),
    "no-list": _Tile(FOG, RULE, hatched=True),
    "other-circle": _Tile(SILVER, SILVER, disc=(0.35, WHITE, None)),  # the meetings are not this party's
}
_MARKS: Mapping[str, _Shape] = {
    "host": [(0, -1), (1, 0), (0.68, 0), (0.68, 0.85), (-0.68, 0.85), (-0.68, 0), (-1, 0)],
    "chair": [
        (r * x, r * y) for n in range(10) for r in ((1.1, 0.48)[n % 2],) for x, y in (_around(pi / 2 + n * pi / 5),)
    ],
}
