"""The lines of a PDF page with their places: what pdfium tells of every letter, gathered.

A letter's origin stands on its line, and its size is that of its font, so lines, columns and notes set high are told
apart by these alone. U+FFFE is what pdfium gives for the hyphen at which a word is broken. Words that run from right to
left come in the order in which they were drawn, which may be either; they are read by where their letters stand.

A font may draw letters by numbers that stand for none: such a page looks right and is garbage when it is copied. pdfium
tells which letters it could only guess, and guesses many of them well; so what came of it is looked at too. Old fonts
for Cyrillic and others pass their letters off as those of Latin with accents, and some programs number all letters
anew: there pdfium has nothing to guess.
"""

from __future__ import annotations

import ctypes
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from math import hypot, inf
from statistics import median
from typing import Any

import regex

from briefgen.frozen import replace
from briefgen.intake.drawing.drawn import clean

_HYPHEN = ("\ufffe", "\x02")
_RAISED, _SMALL = 0.1, 0.86  # of the size of the letters before: from where on a number is a note's
_OTHER_LINE = 0.45
_GUTTER, _GUTTER_RTL = 2.2, 15.0  # sizes of a letter between two columns, or two cells
_BROAD = 8.0  # sizes from which on a line is one of a text
_DRAWN = 0.3  # of the height of a letter: a font cannot be smaller
_NARROW = 0.11  # sizes from which on letters are parted by a blank that nobody wrote
_BLANK = 0.2  # sizes between two words that run from right to left
_NOWHERE = -1e9
_UNCODED = regex.compile(r"(?<![^\p{L}\s])[\x00-\x1f\x7f-\x9f](?=\p{Ll})")
"""A sign of which a font does not say what letters it draws, mostly two of them in one: "di\x00culties"."""
_NOTE_SIGNS = frozenset("0123456789*†‡§,")
_ACCENTS = dict(
    zip("`´¨ˆ˜¯ˇ˘˙˚¸˛˝", "\u0300\u0301\u0308\u0302\u0303\u0304\u030c\u0306\u0307\u030a\u0327\u0328\u030b", strict=True)
)
_UNDOTTED = {"ı": "i", "ȷ": "j"}
_NEAR = 60  # letters before and behind an accent among which the one is that it stands on
_RTL = regex.compile(r"[\p{Bidi_Class=AL}\p{Bidi_Class=R}]")
_LTR_RUN = regex.compile(r"[\p{Nd}\p{Latin}\p{Cyrillic}]+(?:[.,:/'’-][\p{Nd}\p{Latin}\p{Cyrillic}]+)*")
_MIRRORED = str.maketrans("()[]{}<>«»", ")(][}{><»«")


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


@dataclass(frozen=True, slots=True)
class _Letter:
    """A letter from `left` to `right` on the line at `base`, in a font of this size; a blank has neither."""

    sign: str
    left: float = 0.0
    right: float = 0.0
    base: float = 0.0
    size: float = 0.0

    @property
    def is_rtl(self) -> bool:
        return bool(_RTL.match(self.sign))


@dataclass(slots=True)
class _Gathered:
    signs: list[str] = field(default_factory=list)
    letters: list[_Letter] = field(default_factory=list)
    blanks: list[float] = field(default_factory=list)
    has_rtl: bool = False
    gap: float = inf  # between the last two letters of a word

    def take(self, letter: _Letter) -> None:
        before, self.gap = self.gap, inf
        if self.signs and self.signs[-1] != " ":
            self.gap = (letter.left - self.letters[-1].right) / (letter.size or 1.0)
            # pdfium overlooks narrow blanks; letters that are spaced out have none between them.
            if (
                self.gap > _NARROW > 3 * before
                and (letter.sign.isalpha() or letter.sign == "(")
                and self.signs[-1].isalpha()
            ):
                self.signs.append(" ")
        self.signs.append(letter.sign)
        self.letters.append(letter)
        self.has_rtl = self.has_rtl or letter.is_rtl

    def line(self, page: int) -> PdfLine | None:
        rtl = sum(one.is_rtl for one in self.letters)
        text = self._from_right() if rtl * 2 > sum(one.sign.isalpha() for one in self.letters) else "".join(self.signs)
        text = clean(_UNCODED.sub("\ufffd", text)).replace("\n", " ")
        if not text or not self.letters:
            return None
        left, right = min(one.left for one in self.letters), max(one.right for one in self.letters)
        size = median(one.size for one in self.letters)
        return PdfLine(page, text, left, right, median(one.base for one in self.letters), size)

    def _from_right(self) -> str:
        """The letters by their places, from the right; numbers and words of other scripts in it from the left."""
        placed = sorted(
            self.letters, key=lambda one: (-(one.left + one.right) / 2, unicodedata.category(one.sign)[0] == "M")
        )
        signs: list[str] = []
        for before, letter in zip([None, *placed], placed, strict=False):
            if before is not None:
                gap = before.left - letter.right
                parted = any(letter.right - 0.6 <= x <= before.left + 0.6 for x in self.blanks)
                if gap > _BLANK * letter.size or (parted and gap > -0.1 * letter.size):
                    signs.append(" ")
            signs.append(letter.sign)
        text = "".join(signs).translate(_MIRRORED) if any(c in "([{«" for c in signs) else "".join(signs)
        return _LTR_RUN.sub(lambda m: m[0][::-1], text)


def lines_of(words: Any, number: int) -> list[PdfLine]:
    """The lines of a page (pdfium's text page) in reading order, without the numbers of its notes in the text."""
    return _rows(in_reading_order(joined(list(_lines(words, number)))))


def joined(lines: Sequence[PdfLine]) -> list[PdfLine]:
    """The lines of a page without columns, those in two pieces as one: so a program writes what it has scanned."""
    if _gutter(lines):
        return list(lines)
    found: list[PdfLine] = []
    for line in lines:
        at = next((n for n, one in enumerate(found) if _is_one(one, line)), -1)
        if at < 0:
            found.append(line)
        else:
            found[at] = replace(found[at], text=f"{found[at].text} {line.text}", right=line.right)
    return found


def _is_one(left: PdfLine, right: PdfLine) -> bool:
    same = abs(left.bottom - right.bottom) < 0.15 * left.height and abs(left.height - right.height) < 0.5
    return same and -0.2 * left.height < right.left - left.right < left.height


def _rows(lines: Sequence[PdfLine]) -> list[PdfLine]:
    """The lines with pieces that follow one another in one row as one: the cells of a table, a label and its value."""
    found: list[PdfLine] = []
    for line in lines:
        before = found[-1] if found else None
        if before and abs(before.bottom - line.bottom) < 0.2 * line.height and before.right < line.left:
            found[-1] = replace(before, text=f"{before.text} {line.text}", right=line.right)
        else:
            found.append(line)
    return found


def _lines(words: Any, number: int) -> Iterator[PdfLine]:
    gathered = _Gathered()
    for letter in _accented(list(_letters(words))):
        if letter.sign.isspace():
            if gathered.signs and gathered.signs[-1] != " ":
                gathered.signs.append(" ")
            gathered.blanks.append(letter.left)
            continue
        if gathered.letters:
            before = gathered.letters[-1]
            if _is_note_mark(before, letter):
                continue
            if _is_elsewhere(before, letter, _GUTTER_RTL if gathered.has_rtl or letter.is_rtl else _GUTTER):
                if line := gathered.line(number):
                    yield line
                gathered = _Gathered()
        gathered.take(letter)
    if line := gathered.line(number):
        yield line


def _letters(words: Any) -> Iterator[_Letter]:
    import pypdfium2.raw as pdfium

    x, y = ctypes.c_double(), ctypes.c_double()
    matrix = pdfium.FS_MATRIX()
    tallest = 0.0
    for n in range(words.count_chars()):
        code = pdfium.FPDFText_GetUnicode(words, n)
        sign = "-" if chr(code) in _HYPHEN else chr(code)
        if sign in "\r\n" or (sign.isspace() and pdfium.FPDFText_IsGenerated(words, n)):
            yield _Letter(" ", left=_NOWHERE)
            continue
        left, bottom, right, top = words.get_charbox(n, loose=True)
        if sign.isspace():
            # A blank without width stands anywhere; between letters there is a gap all the same.
            yield _Letter(" ", left=(left + right) / 2 if right - left > 0.5 else _NOWHERE)
            continue
        pdfium.FPDFText_GetCharOrigin(words, n, x, y)
        has_matrix = pdfium.FPDFText_GetMatrix(words, n, matrix)
        size = pdfium.FPDFText_GetFontSize(words, n) * ((hypot(matrix.c, matrix.d) if has_matrix else 1.0) or 1.0)
        if size < _DRAWN * (top - bottom):  # a font of pictures (Type 3) has no size; its tallest letter tells one
            size = tallest = max(tallest, top - bottom)
        base = y.value
        if has_matrix and abs(matrix.b) > 2 * abs(matrix.a):  # set upright: read along the page's height
            left, right, base = (bottom, top, -x.value) if matrix.b > 0 else (-top, -bottom, x.value)
        yield _Letter(sign, left, right, base, size)


def _accented(letters: list[_Letter]) -> list[_Letter]:
    """The letters, with each accent that was drawn by itself put on the letter at which it stands: Universit¨at."""
    gone: set[int] = set()
    for at, accent in enumerate(letters):
        if accent.sign not in _ACCENTS:
            continue
        near = range(max(at - _NEAR, 0), min(at + _NEAR, len(letters)))
        for n in sorted(near, key=lambda n: abs(n - at)):
            if whole := _with_accent(letters[n], accent):
                letters[n] = replace(letters[n], sign=whole)
                before, behind = at - 1, at + 1
                while before >= 0 and letters[before].sign == " ":
                    before -= 1
                while behind < len(letters) and letters[behind].sign == " ":
                    behind += 1
                is_within = before >= 0 and behind < len(letters) and _touch(letters[before], letters[behind])
                gone.update(range(before + 1, behind) if is_within else (at,))
                break
    return [letter for n, letter in enumerate(letters) if n not in gone] if gone else letters


def _with_accent(letter: _Letter, accent: _Letter) -> str:
    """The letter with an accent on it; "" where the accent stands elsewhere, or the letter takes none."""
    stands_at = letter.left < (accent.left + accent.right) / 2 < letter.right
    if not stands_at or not letter.sign.isalpha() or abs(letter.base - accent.base) > _OTHER_LINE * letter.size:
        return ""
    whole = unicodedata.normalize("NFC", _UNDOTTED.get(letter.sign, letter.sign) + _ACCENTS[accent.sign])
    return whole if len(whole) == 1 else ""


def _touch(before: _Letter, behind: _Letter) -> bool:
    size = before.size
    return abs(before.base - behind.base) < _OTHER_LINE * size and -size < behind.left - before.right < 0.1 * size


def _is_note_mark(before: _Letter, letter: _Letter) -> bool:
    near = -0.5 * before.size < letter.left - before.right < before.size
    raised = letter.base - before.base > _RAISED * before.size
    return letter.sign in _NOTE_SIGNS and near and raised and letter.size < _SMALL * before.size


def _is_elsewhere(before: _Letter, letter: _Letter, gutter: float) -> bool:
    size = max(before.size, letter.size)
    if abs(letter.base - before.base) > _OTHER_LINE * size:
        return True
    return max(letter.left - before.right, before.left - letter.right) > gutter * size


# --- the order in which they are read ---


def in_reading_order(lines: Sequence[PdfLine]) -> list[PdfLine]:
    """The lines as they are read; that is how nearly every program writes them, so only what is woven is sorted.

    A headline above all lines of the text is read first, wherever it was written.
    """
    size = size_of(lines) if lines else 0.0
    body = 1.15 * size
    top = max((line.bottom for line in lines if _SMALL * size < line.height <= body), default=0.0)
    head = [line for line in lines if line.height > body and line.bottom > top]
    rest = [line for line in lines if line.height <= body or line.bottom <= top]
    return sorted(head, key=lambda line: -line.bottom) + _unwoven(rest)


def size_of(lines: Sequence[PdfLine]) -> float:
    """The size of the letters of most of a text."""
    return median(line.height for line in lines for _ in range(max(len(line.text) // 10, 1)))


def _unwoven(lines: Sequence[PdfLine]) -> list[PdfLine]:
    gutter = _gutter(lines)
    told = _broad(lines)  # the words in a drawing stand anywhere, and tell nothing of the text
    sides = [_side(line, gutter) for line in told]
    switches = sum(a != b for a, b in pairwise(sides))
    climbs = sum(b.bottom > a.bottom + a.height for a, b in pairwise(told))
    if len(told) < 6 or (switches < 0.3 * len(told) and climbs <= 0.5 * len(told)):
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


def _broad(lines: Sequence[PdfLine]) -> list[PdfLine]:
    """The lines that can be those of a text: no labels of a drawing, and no cells with figures."""
    return [line for line in lines if line.width > _BROAD * line.height and not _is_figures(line.text)]


def _is_figures(text: str) -> bool:
    return sum(map(str.isdigit, text)) > max(sum(map(str.isalpha, text)), 4)


def _columns(band: Sequence[PdfLine], gutter: float) -> list[PdfLine]:
    return sorted(band, key=lambda line: (_side(line, gutter), -line.bottom, line.left))


def _gutter(lines: Sequence[PdfLine]) -> float:
    """The x that parts two columns; 0 where there is one."""
    lines = _broad(lines)
    if not lines:
        return 0.0
    left, right = min(line.left for line in lines), max(line.right for line in lines)
    best, most = 0.0, 0.8 * len(lines) - 1
    for step in range(35, 66):
        at = left + (right - left) * step / 100
        before = sum(line.right <= at for line in lines)
        behind = sum(line.left >= at for line in lines)
        if min(before, behind) >= 4 and before + behind > most:
            best, most = at, before + behind
    return best


def _side(line: PdfLine, gutter: float) -> int:
    """-1 left of the gutter, 1 right of it, 0 across."""
    return 0 if not gutter or line.left < gutter < line.right else -1 if line.right <= gutter else 1


# --- whether the letters of a page say which they are ---


_WORD = re.compile(r"[^\w]*(?:[^\W\d_]{3,}(?:[-'’.][^\W\d_]+)*|[\d.,:/%-]+)[^\w]*")
_RUN = re.compile(r"[^\W\d_]{4,}")
_VOWELS = frozenset("aeiouyæœøı")
_FEWEST = 40  # signs from which on a page can be judged
_EACH = 5  # every fifth letter is asked for
_GUESSED, _WORDS = 0.4, 0.5  # share of letters that were guessed, and of signs that stand in words and numbers
_ACCENTED, _VOICED = 0.4, 0.2  # of the letters of a Latin text: more with accents, or fewer vowels, has no language


def is_garbled(words: Any) -> bool:
    """Whether what is drawn from a page (pdfium's text page) cannot be the words that it shows."""
    text = words.get_text_range()
    signs = len("".join(text.split()))
    if signs < _FEWEST:
        return False
    if _guessed(words) > _GUESSED:
        return sum(len(word) for word in text.split() if _WORD.fullmatch(word)) < _WORDS * signs
    letters = "".join(_RUN.findall(text.lower()))
    latin = [c for c in letters if c < "\u0250"]
    if len(latin) < max(_FEWEST, 0.5 * len(letters)):
        return False
    voiced = sum(unicodedata.normalize("NFD", c)[0] in _VOWELS for c in latin)
    return sum("\xa1" < c <= "\xff" for c in latin) > _ACCENTED * len(latin) or voiced < _VOICED * len(latin)


def _guessed(words: Any) -> float:
    """The share of a page's letters of which the file does not say which they are."""
    import pypdfium2.raw as pdfium

    asked = range(0, words.count_chars(), _EACH)
    return sum(bool(pdfium.FPDFText_HasUnicodeMapError(words, n) == 1) for n in asked) / max(len(asked), 1)
