"""How wide the columns of a table should be, judged by what stands in them.

All sums are of whole numbers: Python 3.12 began to add floats in another way, and a width that differs by a
hair could round to another twip.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from math import isqrt

_PADDING = 240  # twips: the cell margins of a sensible table style, left and right, and a little air
_EM = 190  # twips: the size of table text, 9.5 points
_NAMES = (5, 3)  # a column that names the rows has a fifth of the table at least, a third at most


def widths(cells: Sequence[Sequence[str]], total: int, *, names_first: bool = False) -> list[int]:
    """The width of each column in twips; their sum is `total`.

    `cells` has the plain text of each cell, row by row. Columns whose longest line fits a fair share get
    that line; the others share what is left by the amount of their text, damped so that one long cell does
    not starve its neighbours. No column becomes narrower than its longest word where the page allows it.
    With `names_first` the first column names the rows and is about as wide in one table as in the next.
    """
    columns = list(zip(*cells, strict=True))
    natural = [max(_line(cell) for cell in column) for column in columns]
    least = [max(_longest_word(cell) for cell in column) for column in columns]
    first = max(least[0], min(max(natural[0], total // _NAMES[0]), total // _NAMES[1]))
    if names_first and len(columns) > 1 and first + sum(least[1:]) <= total:
        return [first, *_fitted(natural[1:], least[1:], total - first)]
    return _fitted(natural, least, total)


def _fitted(natural: list[int], least: list[int], total: int) -> list[int]:
    if sum(natural) <= total:
        return _scaled(natural, total)
    if sum(least) >= total:
        return _scaled(least, total)
    return _shared(natural, least, total)


def _shared(natural: list[int], least: list[int], total: int) -> list[int]:
    """Give modest columns what they ask for, one after the other, and share the rest."""
    chosen: dict[int, int] = {}
    while len(chosen) < len(natural):
        room = total - sum(chosen.values())
        open_columns = [i for i in range(len(natural)) if i not in chosen]
        words = sum(least[i] for i in open_columns)
        modest = [i for i in open_columns if natural[i] <= min(room // len(open_columns), room - words + least[i])]
        if modest:
            chosen[modest[0]] = natural[modest[0]]
            continue
        weight = {i: isqrt(natural[i]) for i in open_columns}
        share = {i: room * weight[i] // sum(weight.values()) for i in open_columns}
        chosen |= {i: least[i] for i in open_columns if least[i] > share[i]} or share
    return _scaled([chosen[i] for i in range(len(natural))], total)


def _scaled(parts: list[int], total: int) -> list[int]:
    """The parts stretched to the total, in whole twips; rounding never loses one."""
    whole = sum(parts)
    edges = [0, *(total * run // whole for run in itertools.accumulate(parts))]
    return [right - left for left, right in itertools.pairwise(edges)]


def _line(text: str) -> int:
    return _PADDING + max((_measure(line) for line in text.split("\n")), default=0)


def _longest_word(text: str) -> int:
    return _PADDING + max((_measure(word) for word in text.split()), default=0)


def _measure(text: str) -> int:
    return _EM * sum(map(_WIDTHS.__getitem__, text)) // 100


class _Widths(dict[str, int]):
    """Roughly the width of each character of a proportional sans serif, in hundredths of the type size."""

    def __missing__(self, character: str) -> int:
        width = 100 if "\u2e80" <= character <= "\uffef" else 66 if character.isupper() else 54
        self[character] = width
        return width


_WIDTHS = _Widths(dict.fromkeys("iljI.,;:'|!()[]-", 27) | dict.fromkeys("ftr \u2009", 36) | dict.fromkeys("mwMW@%", 82))
