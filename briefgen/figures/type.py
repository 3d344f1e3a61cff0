"""Type for figures: how wide a text runs, where its lines break, and what stands in for a glyph we have not.

Figures are set in the typeface of the page, Carlito, which lies beside this module (`carlito/`, with its licence), and
a text with a letter that it lacks in the DejaVu Sans that comes with matplotlib. Both are found by their files, so that
neither the fonts of a machine nor anybody's settings change a picture. Carlito has Latin, Cyrillic and Greek; DejaVu
adds Armenian, Georgian, Hebrew and Arabic (shaped and set from right to left), but neither has Chinese, Japanese,
Korean, Thai or Indian letters.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from dataclasses import field
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING

from briefgen.frozen import dataclass

if TYPE_CHECKING:
    from matplotlib.font_manager import FontProperties
    from matplotlib.ft2font import FT2Font

DPI = 216
PITCH = 1.24
MISSING = "\N{WHITE SQUARE}"
ELLIPSIS = "\N{HORIZONTAL ELLIPSIS}"
_MM = 25.4
_CAPITAL = 0.642


class Face(Enum):
    """The cuts in use, by the name of their file; those of `FULLER` stand in for letters that the others lack."""

    PLAIN = "Carlito-Regular.ttf"
    BOLD = "Carlito-Bold.ttf"
    SLANTED = "Carlito-Italic.ttf"
    FULLER_PLAIN = "DejaVuSans.ttf"
    FULLER_BOLD = "DejaVuSans-Bold.ttf"
    FULLER_SLANTED = "DejaVuSans-Oblique.ttf"


FULLER = {Face.PLAIN: Face.FULLER_PLAIN, Face.BOLD: Face.FULLER_BOLD, Face.SLANTED: Face.FULLER_SLANTED}


@dataclass(frozen=True, slots=True)
class TextStyle:
    """A cut, a size in points and a colour; `line` is the distance of lines in millimetres."""

    face: Face
    size: float
    colour: str

    @property
    def line(self) -> float:
        return self.size / 72 * _MM * PITCH

    @property
    def baseline(self) -> float:
        """From the top of a line down to its baseline, capitals standing in the middle, in millimetres."""
        return (self.line + self.size / 72 * _MM * _CAPITAL) / 2


@dataclass(slots=True)
class Typesetter:
    """Measures and breaks text; each drawing has one of its own, since a font remembers its last text."""

    _fonts: dict[Face, FT2Font] = field(default_factory=dict)
    _glyphs: dict[Face, frozenset[int]] = field(default_factory=dict)
    _widths: dict[tuple[Face, float, str], float] = field(default_factory=dict)

    def shown(self, text: str) -> str:
        """The text on one line as it can be drawn: a white square for each character without a glyph.

        Controls that no font draws (joiners, direction marks) are left out, lest squares stand for nothing.
        """
        have = self._characters(Face.PLAIN) | self._characters(Face.FULLER_PLAIN)
        kept = (c for c in " ".join(text.split()) if ord(c) in have or unicodedata.category(c)[0] != "C")
        return "".join(c if ord(c) in have else MISSING for c in kept)

    def face(self, style: TextStyle, text: str) -> Face:
        """The cut of the style; where it lacks a letter of the text, the same cut of `FULLER`, or the plain one."""
        letters = {ord(c) for c in text}
        cuts = (style.face, FULLER[style.face])
        return next((cut for cut in cuts if letters <= self._characters(cut)), Face.FULLER_PLAIN)

    def width(self, text: str, style: TextStyle) -> float:
        """How wide the text runs on one line, in millimetres."""
        key = (self.face(style, text), style.size, text)
        if key not in self._widths:
            from matplotlib.ft2font import LoadFlags

            font = self._font(key[0])
            font.clear()
            font.set_size(style.size, DPI)
            font.set_text(text, 0.0, flags=LoadFlags.NO_HINTING)
            self._widths[key] = font.get_width_height()[0] / 64 / DPI * _MM
        return self._widths[key]

    def properties(self, text: str, style: TextStyle) -> FontProperties:
        """The style as matplotlib wants it, for this text."""
        from matplotlib.font_manager import FontProperties

        return FontProperties(fname=path_of(self.face(style, text)), size=style.size)

    def widest_word(self, texts: tuple[str, ...], style: TextStyle) -> float:
        """The width below which some word of the texts has to be broken."""
        return max((self.width(word, style) for text in texts for word in self.shown(text).split()), default=0.0)

    def wrap(self, text: str, style: TextStyle, width: float, most: int) -> list[str]:
        """The text in lines of at most `width` millimetres, as it can be drawn.

        Lines break at blanks; a word that alone is too wide breaks anywhere. What goes beyond `most` lines is
        cut and an ellipsis says so.
        """
        lines: list[str] = []
        for word in self.shown(text).split():
            if lines and self.width(f"{lines[-1]} {word}", style) <= width:
                lines[-1] = f"{lines[-1]} {word}"
            else:
                lines.extend(self._pieces(word, style, width))
            if len(lines) > most:
                break
        if len(lines) <= most:
            return lines
        last = lines[most - 1]
        while last and self.width(last + ELLIPSIS, style) > width:
            last = last[:-1]
        return [*lines[: most - 1], last.rstrip() + ELLIPSIS]

    def _pieces(self, word: str, style: TextStyle, width: float) -> list[str]:
        pieces = []
        while word:
            end = self._fitting(word, style, width)
            while end < len(word) and unicodedata.combining(word[end]):
                end += 1
            pieces.append(word[:end])
            word = word[end:]
        return pieces

    def _fitting(self, word: str, style: TextStyle, width: float) -> int:
        """How many of the first characters fit the width; at least one."""
        beyond = 8
        while beyond < len(word) and self.width(word[:beyond], style) <= width:
            beyond *= 2
        lengths = range(2, min(beyond, len(word)) + 1)
        return bisect_right(lengths, width, key=lambda length: self.width(word[:length], style)) + 1

    def _font(self, face: Face) -> FT2Font:
        if face not in self._fonts:
            from matplotlib.ft2font import FT2Font

            self._fonts[face] = FT2Font(path_of(face))
        return self._fonts[face]

    def _characters(self, face: Face) -> frozenset[int]:
        if face not in self._glyphs:
            self._glyphs[face] = frozenset(self._font(face).get_charmap())
        return self._glyphs[face]


def path_of(face: Face) -> str:
    """The file of a cut."""
    if face in FULLER:
        return str(Path(__file__).with_name("carlito") / face.value)
    from matplotlib import get_data_path

    return f"{get_data_path()}/fonts/ttf/{face.value}"
