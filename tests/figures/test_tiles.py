"""No two statuses and no two marks look alike, also without colour."""

from __future__ import annotations

from itertools import combinations, product

import pytest

from briefgen.figures.sheet import Sheet, fixed_settings
from briefgen.figures.tiles import MARKS, STATUSES, draw_mark, draw_tile
from briefgen.figures.type import Typesetter
from tests.figures.samples import greys


def tile(status: str, mark: str = "", size: tuple[float, float] = (12.0, 5.4)) -> bytes:
    with fixed_settings():
        sheet = Sheet(size[0] + 2, size[1] + 2, Typesetter())
        draw_tile(sheet, status, (1.0, 1.0), size)
        if mark:
            draw_mark(sheet, mark, (size[0] - 1.0, 1.0 + size[1] / 2), 1.3)
        return greys(sheet.picture("tile.png"))


def different(a: bytes, b: bytes) -> float:
    """The share of pixels whose greys are far apart."""
    return sum(abs(x - y) > 40 for x, y in zip(a, b, strict=True)) / len(a)


@pytest.mark.parametrize("size", [(26.0, 5.4), (3.9, 4.4)], ids=["wide", "narrow"])
def test_statuses_are_told_apart_in_greyscale(size: tuple[float, float]) -> None:
    tiles = {status: tile(status, size=size) for status in STATUSES}
    alike = [(a, b) for a, b in combinations(STATUSES, 2) if different(tiles[a], tiles[b]) < 0.012]
    assert alike == []


def test_marks_are_seen_on_every_tile_and_told_apart() -> None:
    for status, (first, second) in product(STATUSES, combinations(MARKS, 2)):
        bare, one, other = tile(status), tile(status, first), tile(status, second)
        assert min(different(bare, one), different(bare, other), different(one, other)) > 0.006
