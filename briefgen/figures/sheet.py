"""A sheet to draw on: millimetres from the top left corner, a few shapes and words, a PNG at the end.

Nothing global is used or left behind: a figure and a canvas of our own instead of pyplot, and matplotlib's
settings are its own defaults while we draw, whatever a matplotlibrc says.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from io import BytesIO
from math import ceil
from typing import TYPE_CHECKING, TypedDict, Unpack

from briefgen.document.nodes import Picture
from briefgen.figures.type import DPI, TextStyle, Typesetter

if TYPE_CHECKING:
    from matplotlib.artist import Artist
    from matplotlib.patches import Patch


WIDEST = 164.0
"""The width of the text on A4 with margins of 23 mm; no figure is wider."""

Point = tuple[float, float]
_PX = DPI / 25.4
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
    return millimetres / 25.4 * 72


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
