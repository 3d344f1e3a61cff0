"""Figures: pictures as parts of the package, drawings that show them, and numbered captions."""

from __future__ import annotations

from briefgen.document.figures import plain_png
from briefgen.document.nodes import Figure, Picture
from briefgen.ooxml.fields import Bookmarks, field, figure_bookmark
from briefgen.ooxml.packing import NewPart, relationship
from briefgen.ooxml.text import escape
from briefgen.writers.base import picture_of
from briefgen.writers.docx.inlines import Look, text_runs

_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006"
_EMU_PER_MM = 36_000
_EMU_PER_TWIP = 635
_FOR_CAPTION = 1_400  # twips that a picture leaves on the highest page: two lines of caption and the distances


class Pictures:
    """The figures of one document in reading order; the same picture is one part, however often it is shown."""

    def __init__(self, pictures: tuple[Picture, ...], label: str, page_height: int, bookmarks: Bookmarks) -> None:
        """`label` is the word before a figure's number, `page_height` that of the text in twips."""
        self._pictures = {picture.name: picture for picture in pictures}
        self._label = label
        self._most_height = (page_height - _FOR_CAPTION) * _EMU_PER_TWIP
        self._bookmarks = bookmarks
        self._parts: dict[bytes, str] = {}  # the id of each part's relationship
        self._figures = 0

    def drawing(self, figure: Figure, width: int) -> str:
        """The run that shows the figure's picture, at most `width` twips wide (ECMA-376 part 1, 20.4.2.8)."""
        self._figures += 1
        picture = picture_of(figure, self._pictures)
        wide, high = self._size(picture, width * _EMU_PER_TWIP)
        words = f'descr="{escape(figure.alternative)}"'
        return (
            '<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0" '
            f'xmlns:wp="{_DRAWING}/wordprocessingDrawing"><wp:extent cx="{wide}" cy="{high}"/>'
            f'<wp:docPr id="{self._figures}" name="Figure {self._figures}" {words}/>'
            f'<wp:cNvGraphicFramePr><a:graphicFrameLocks xmlns:a="{_DRAWING}/main" noChangeAspect="1"/>'
            f'</wp:cNvGraphicFramePr><a:graphic xmlns:a="{_DRAWING}/main">'
            f'<a:graphicData uri="{_DRAWING}/picture"><pic:pic xmlns:pic="{_DRAWING}/picture">'
            f'<pic:nvPicPr><pic:cNvPr id="{self._figures}" name="{figure.name}" {words}/><pic:cNvPicPr/></pic:nvPicPr>'
            f'<pic:blipFill><a:blip r:embed="{self._part(picture)}"/><a:stretch><a:fillRect/></a:stretch>'
            f'</pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{wide}" cy="{high}"/></a:xfrm>'
            '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic>'
            "</wp:inline></w:drawing></w:r>"
        )

    def number(self) -> str:
        """The runs of the label and number of the last figure, in a bookmark that a cross-reference can show."""
        label = text_runs(f"{self._label} ", Look()) if self._label else ""
        number = field(r"SEQ Figure \* ARABIC", str(self._figures))
        return self._bookmarks.around(figure_bookmark(self._figures), label + number)

    def relationships(self) -> str:
        return "".join(relationship(rid, "image", f"media/{_file(rid)}") for rid in self._parts.values())

    def entries(self) -> list[NewPart]:
        return [NewPart(f"word/media/{_file(rid)}", "image/png", png) for png, rid in self._parts.items()]

    def _size(self, picture: Picture, most_width: int) -> tuple[int, int]:
        """Width and height in EMU, made smaller where the picture is larger than the text."""
        wide, high = (round(side * _EMU_PER_MM) for side in (picture.width, picture.height))
        if wide < 1 or high < 1:
            raise ValueError(f"the picture {picture.name} has no size")
        if wide > most_width:
            wide, high = most_width, high * most_width // wide
        if high > self._most_height:
            wide, high = wide * self._most_height // high, self._most_height
        return max(wide, 1), max(high, 1)

    def _part(self, picture: Picture) -> str:
        try:
            png = plain_png(picture.png)
        except ValueError as problem:
            raise ValueError(f"the picture {picture.name}: {problem}") from problem
        return self._parts.setdefault(png, f"rIdFigure{len(self._parts) + 1}")


def _file(rid: str) -> str:
    """`figure1.png`: never the name of a picture of the house's header."""
    return f"{rid.removeprefix('rId').lower()}.png"
