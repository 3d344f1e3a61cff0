"""The lines of a PDF page with their places: what pdfium tells of every letter, gathered.

A letter's loose box has the height of its font and stands on the line, whatever the letter; so lines, columns and notes
set high are told apart by boxes alone. U+FFFE is what pdfium gives for the hyphen at which a word is broken.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from statistics import median
from typing import Any

from briefgen.intake.drawing.drawn import clean

_HYPHEN = "\ufffe"
_RAISED, _SMALL = 0.1, 0.86  # of the height of the letters before: from where on a number is a note's
_OTHER_LINE = 0.45
_GUTTER = 2.2  # heights of a letter between two columns, or two cells
_NOTE_SIGNS = frozenset("0123456789*†‡§,")


@dataclass(slots=True)
class PdfLine:
    """Words in one line of one column; x runs to the right, y upwards."""

    page: int
    text: str
    left: float
    right: float
    bottom: float
    height: float

    @property
    def width(self) -> float:
        return self.right - self.left


@dataclass(slots=True)
class _Gathered:
    words: list[str] = field(default_factory=list)
    boxes: list[tuple[float, float, float, float]] = field(default_factory=list)

    def line(self, page: int) -> PdfLine | None:
        text = clean("".join(self.words)).replace("\n", " ")
        if not text or not self.boxes:
            return None
        heights = median(top - bottom for _, bottom, _, top in self.boxes)
        left, right = min(b[0] for b in self.boxes), max(b[2] for b in self.boxes)
        return PdfLine(page, text, left, right, median(b[1] for b in self.boxes), heights)


def lines_of(page: Any, number: int) -> list[PdfLine]:
    """The lines of one page in reading order, without the numbers of its notes in the text."""
    words = page.get_textpage()
    try:
        found = list(_lines(words, number))
    finally:
        words.close()
    return _ordered(found)


def _lines(words: Any, number: int) -> Iterator[PdfLine]:
    import pypdfium2.raw as pdfium

    gathered = _Gathered()
    for n in range(words.count_chars()):
        code = pdfium.FPDFText_GetUnicode(words, n)
        letter = "-" if chr(code) == _HYPHEN or code == 2 else chr(code)
        if letter in "\r\n" or (letter.isspace() and pdfium.FPDFText_IsGenerated(words, n)):
            gathered.words.append(" " if gathered.words and gathered.words[-1] != " " else "")
            continue
        box = words.get_charbox(n, loose=True)
        if letter.isspace() or box[3] <= box[1]:
            gathered.words.append(" " if letter.isspace() else letter)
            continue
        if gathered.boxes:
            if _is_note_mark(gathered.boxes[-1], box, letter):
                continue
            if _is_elsewhere(gathered.boxes[-1], box):
                if line := gathered.line(number):
                    yield line
                gathered = _Gathered()
        gathered.words.append(letter)
        gathered.boxes.append(box)
    if line := gathered.line(number):
        yield line


def _is_note_mark(before: tuple[float, ...], box: tuple[float, ...], letter: str) -> bool:
    height = before[3] - before[1]
    near = -0.5 * height < box[0] - before[2] < height
    small = box[3] - box[1] < _SMALL * height
    return letter in _NOTE_SIGNS and near and small and box[1] - before[1] > _RAISED * height


def _is_elsewhere(before: tuple[float, ...], box: tuple[float, ...]) -> bool:
    height = max(before[3] - before[1], box[3] - box[1])
    if abs((box[1] + box[3]) - (before[1] + before[3])) / 2 > _OTHER_LINE * height:
        return True
    return max(box[0] - before[2], before[0] - box[2]) > _GUTTER * height


# --- the order in which they are read ---


def _ordered(lines: Sequence[PdfLine]) -> list[PdfLine]:
    """The lines as they are read; that is how nearly every program writes them, so only what is woven is sorted."""
    gutter = _gutter(lines)
    sides = [_side(line, gutter) for line in lines]
    switches = sum(a != b for a, b in itertools.pairwise(sides))
    climbs = sum(
        1
        for a, b, s, t in zip(lines, lines[1:], sides, sides[1:], strict=False)
        if s == t and b.bottom > a.bottom + a.height
    )
    if len(lines) < 6 or (switches < 0.3 * len(lines) and climbs < 0.2 * len(lines)):
        return list(lines)
    found: list[PdfLine] = []
    band: list[PdfLine] = []
    for line in sorted(lines, key=lambda one: -one.bottom):
        if _side(line, gutter) == 0:
            found.extend(_columns(band, gutter))
            found.append(line)
            band = []
        else:
            band.append(line)
    return [*found, *_columns(band, gutter)]


def _columns(band: Sequence[PdfLine], gutter: float) -> list[PdfLine]:
    return sorted(band, key=lambda line: (_side(line, gutter), -line.bottom, line.left))


def _gutter(lines: Sequence[PdfLine]) -> float:
    """The x that parts two columns; 0 where there is one."""
    if not lines:
        return 0.0
    left, right = min(line.left for line in lines), max(line.right for line in lines)
    for step in range(35, 66):
        at = left + (right - left) * step / 100
        before = sum(line.right <= at for line in lines)
        behind = sum(line.left >= at for line in lines)
        if min(before, behind) >= 4 and before + behind >= 0.8 * len(lines):
            return at
    return 0.0


def _side(line: PdfLine, gutter: float) -> int:
    """-1 left of the gutter, 1 right of it, 0 across."""
    return 0 if not gutter or line.left < gutter < line.right else -1 if line.right <= gutter else 1
