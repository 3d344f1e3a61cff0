"""A sheet to draw on, and its type: millimetres from the top left corner, a few shapes and words, a PNG at the end.

Nothing global is used or left behind: a figure and a canvas of our own instead of pyplot, and matplotlib's
settings are its own defaults while we draw, whatever a matplotlibrc says.

Figures are set in the typeface of the page, Carlito, which lies beside this module (`carlito/`, with its licence), and
a text with a letter that it lacks in the DejaVu Sans that comes with matplotlib. Both are found by their files, so that
neither the fonts of a machine nor anybody's settings change a picture. Carlito has Latin, Cyrillic and Greek; DejaVu
adds Armenian, Georgian, Hebrew and Arabic (shaped and set from right to left), but neither has Chinese, Japanese,
Korean, Thai or Indian letters.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import field
from enum import Enum
from io import BytesIO
from math import ceil
from pathlib import Path
from typing import TYPE_CHECKING, TypedDict, Unpack

from briefgen.document.nodes import Picture
from briefgen.frozen import dataclass

if TYPE_CHECKING:
    from matplotlib.artist import Artist
    from matplotlib.font_manager import FontProperties
    from matplotlib.ft2font import FT2Font
    from matplotlib.patches import Patch


DPI = 216
_MM = 25.4
WIDEST = 164.0
"""The width of the text on A4 with margins of 23 mm; no figure is wider."""

Point = tuple[float, float]
_PX = DPI / _MM
_THIN = 0.18


class Stroke(TypedDict, total=False):
    """How the edge of a shape is drawn: how many millimetres wide, and whether dashed."""

    thick: float
    dashed: bool


class Sheet:
    """White paper of a size in millimetres; lines are `thick` millimetres, colours are #RRGGBB or None for none."""

    def __init__(self, width: float, height: float, type_: Typesetter) -> None:
        from matplotlib.backends.backend_agg import FigureCanvasAgg
        from matplotlib.figure import Figure
        from matplotlib.transforms import Affine2D

        self.type = type_
        self.pixels = (int(width * _PX), ceil(height * _PX))
        self._figure = Figure(figsize=(self.pixels[0] / DPI, self.pixels[1] / DPI), dpi=DPI, facecolor=WHITE)
        self._canvas = FigureCanvasAgg(self._figure)
        self._count = 0
        self._from_mm = Affine2D().scale(_PX, -_PX).translate(0, self.pixels[1])

    def rectangle(
        self, corner: Point, size: Point, fill: str | None, edge: str | None = None, **stroke: Unpack[Stroke]
    ) -> None:
        (x, y), (w, h) = corner, size
        self.polygon(((x, y), (x + w, y), (x + w, y + h), (x, y + h)), fill, edge, **stroke)

    def polygon(
        self, corners: Sequence[Point], fill: str | None, edge: str | None = None, **stroke: Unpack[Stroke]
    ) -> None:
        from matplotlib.patches import Polygon

        self._add(_styled(Polygon(corners, closed=True), fill, edge, **stroke))

    def circle(
        self, centre: Point, radius: float, fill: str | None, edge: str | None = None, **stroke: Unpack[Stroke]
    ) -> None:
        from matplotlib.patches import Circle

        self._add(_styled(Circle(centre, radius), fill, edge, **stroke))

    def line(self, points: Sequence[Point], colour: str, *, thick: float = _THIN) -> None:
        from matplotlib.lines import Line2D

        xs, ys = zip(*points, strict=True)
        self._add(
            Line2D(xs, ys, color=colour, linewidth=_points(thick), solid_capstyle="butt", solid_joinstyle="miter")
        )

    def text(self, at: Point, text: str, style: TextStyle, align: str = "left", *, upright: bool = False) -> None:
        """One line of text that `Typesetter.shown` has passed; `at` is the top of the line at its `align` edge.

        Where `upright`, the line runs from `at` upwards and `at` is the left side of its beginning.
        """
        from matplotlib.text import Text

        run = self.type.width(text, style) * {"left": 0.0, "center": 0.5, "right": 1.0}[align]
        x, y = (at[0] + style.baseline, at[1] + run) if upright else (at[0] - run, at[1] + style.baseline)
        artist = Text(
            x,
            y,
            text,
            color=style.colour,
            fontproperties=self.type.properties(text, style),
            verticalalignment="baseline",
            horizontalalignment="left",
            rotation=90 if upright else 0,
            rotation_mode="anchor",
            parse_math=False,
        )
        self._add(artist)

    def picture(self, name: str) -> Picture:
        """What is drawn, as RGB without a word about program or time in it."""
        from PIL import Image

        # matplotlib has hints for its types, but not for these two.
        self._canvas.draw()  # type: ignore[no-untyped-call]
        pixels = self._canvas.buffer_rgba()  # type: ignore[no-untyped-call]
        image = Image.frombuffer("RGBA", self.pixels, pixels, "raw", "RGBA", 0, 1).convert("RGB")
        png = BytesIO()
        image.save(png, "PNG", dpi=(DPI, DPI), compress_level=6)
        return Picture(name, png.getvalue(), self.pixels[0] / _PX, self.pixels[1] / _PX)

    def _add(self, artist: Artist) -> None:
        """Onto the sheet, above all that is there: matplotlib would put lines above areas and text above lines."""
        self._count += 1
        artist.set_zorder(self._count)
        artist.set_transform(self._from_mm)
        self._figure.add_artist(artist)


def load() -> None:
    """Import now what drawing needs, so that processes that are copied from this one need not."""
    import matplotlib.backends.backend_agg
    import matplotlib.figure
    import matplotlib.font_manager
    import matplotlib.lines
    import matplotlib.patches
    import matplotlib.text  # noqa: F401


@contextmanager
def fixed_settings() -> Iterator[None]:
    """While it lasts, matplotlib's settings are its own defaults; afterwards they are what they were.

    Only letters are not hinted: print has the dots for their true forms, and `Typesetter` measures those.
    """
    from matplotlib import rc_context, rcParamsDefault

    defaults = {name: value for name, value in rcParamsDefault.items() if not name.startswith("backend")}
    with rc_context({**defaults, "text.hinting": "no_hinting"}):
        yield


def _styled(patch: Patch, fill: str | None, edge: str | None, thick: float = _THIN, dashed: bool = False) -> Patch:
    patch.set_facecolor(fill or "none")
    patch.set_edgecolor(edge or "none")
    patch.set_linewidth(_points(thick) if edge else 0)
    patch.set_linestyle((0, (3, 2)) if dashed else "solid")
    return patch


def _points(millimetres: float) -> float:
    return millimetres / _MM * 72


# --- The colours of all figures: dark blue, its tints and greys, and one warm accent. All survive greyscale ---


NAVY = "#1F3864"
BLUE = "#5B7DB1"
SKY = "#B4C6E4"
PALE = "#E9EEF7"
WHITE = "#FFFFFF"
INK = "#262626"
GREY = "#767676"
SILVER = "#A6A6A6"
MIST = "#E4E4E4"
FOG = "#F4F4F4"
LINE = "#9DB0D0"
RULE = "#C9CFD9"
AMBER = "#F2B233"
RUST = "#9A3B12"


# --- Type: how wide a text runs, where its lines break, and what stands in for a glyph we have not ---


_PITCH = 1.24
MISSING = "\N{WHITE SQUARE}"
ELLIPSIS = "\N{HORIZONTAL ELLIPSIS}"
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
        return self.size / 72 * _MM * _PITCH

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
