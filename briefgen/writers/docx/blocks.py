"""Blocks to the content of w:body."""

from __future__ import annotations

from briefgen.document.direction import begins_rtl
from briefgen.document.figures import plain_png
from briefgen.document.nodes import (
    Block,
    BlockQuote,
    BulletList,
    Figure,
    Heading,
    Inline,
    Marking,
    OrderedList,
    Paragraph,
    Picture,
    Strong,
    Table,
)
from briefgen.frozen import dataclass, replace
from briefgen.ooxml.fields import Bookmarks, field, figure_bookmark
from briefgen.ooxml.packing import NewPart, relationship
from briefgen.ooxml.style_names import BODY, BULLET, CAPTION, CONTINUE, FIGURE, MARKING, NUMBER, QUOTE
from briefgen.ooxml.text import escape
from briefgen.writers.base import picture_of
from briefgen.writers.docx.house import House
from briefgen.writers.docx.inlines import Look, ParagraphShape, RunWriter, paragraph, plain, text_runs
from briefgen.writers.docx.pagination import TableOfContents
from briefgen.writers.docx.tables import table

DEEPEST = 9  # list levels in a w:abstractNum (17.9.1)
_GREATEST = 32767  # the greatest first number that Word accepts
_STEP = 397  # twips, 7 mm: how far a quotation inside another one moves in
_AFTER_TABLE = 160  # twips: a table brings no distance of its own


@dataclass(frozen=True, slots=True)
class BlockPlace:
    """Where a block stands: the list level (-1 outside lists), and how far quotations and lists move it in."""

    level: int = -1
    quotes: int = 0
    list_left: int = 0

    @property
    def quote_left(self) -> int:
        return self.quotes * _STEP


class BodyWriter:
    """Writes blocks one after the other; keeps the lists that were numbered on the way."""

    def __init__(self, house: House, writer: RunWriter, pictures: Pictures, contents: TableOfContents) -> None:
        self._house = house
        self._writer = writer
        self._pictures = pictures
        self._contents = contents
        self._out: list[str] = []
        self._after_table = False
        self._starts: list[tuple[int, int]] = []  # level and first number of each numbered list

    def write(self, blocks: tuple[Block, ...]) -> None:
        self._add_all(blocks, BlockPlace())

    def insert(self, paragraphs: str) -> None:
        """Put in XML that is made elsewhere and keeps its own distance from a table before it, or nothing."""
        if paragraphs:
            self._out.append(paragraphs)
            self._after_table = False

    def xml(self) -> str:
        """What was written. Word wants a paragraph behind the last table."""
        if self._after_table or not self._out:
            self._paragraph(ParagraphShape(self._house.style(BODY)), "")
        return "".join(self._out)

    def lists(self) -> str:
        """The w:num elements of the numbered lists, each starting anew (17.9.15, 17.9.27)."""
        return "".join(
            f'<w:num w:numId="{self._house.next_number + n}"><w:abstractNumId w:val="{self._house.numbers.abstract}"/>'
            f'<w:lvlOverride w:ilvl="{level}"><w:startOverride w:val="{start}"/></w:lvlOverride></w:num>'
            for n, (level, start) in enumerate(self._starts)
        )

    def _add_all(self, blocks: tuple[Block, ...], place: BlockPlace) -> None:
        for block in self._writer.members(blocks):
            self._add(block, place)

    def _add(self, block: Block, place: BlockPlace) -> None:
        match block:
            case Heading():
                self._heading(block)
            case Paragraph(content):
                self._text(content, place, block)
            case BulletList(items):
                self._list(items, self._house.bullets.number, BULLET, self._house.bullets.indents, place)
            case OrderedList(items, start):
                self._list(items, self._new_list(start, place), NUMBER, self._house.numbers.indents, place)
            case Table():
                self._table(block, place)
            case Figure():
                self._figure(block, place)
            case BlockQuote(blocks):
                self._add_all(blocks, replace(place, quotes=place.quotes + 1))
            case Marking(label):
                self._marking(label)

    def _paragraph(self, shape: ParagraphShape, runs: str) -> None:
        if self._after_table:
            shape = replace(shape, before=shape.before or _AFTER_TABLE)
        if revision := self._writer.revision():
            shape = replace(shape, revision=revision)
        self._out.append(paragraph(shape, runs))
        self._after_table = False

    def _heading(self, heading: Heading) -> None:
        """A heading keeps its level for the navigation pane, and stands out, even where the house lacks its style."""
        level, content = heading.level, heading.content
        if not 1 <= level <= 9:
            raise ValueError(f"a heading has the level {level}; Word has 1 to 9: {plain(content)[:60]!r}")
        usual = f"heading {level}"
        style = self._house.style(heading.style or usual)
        outline = None if style and heading.style.casefold() in ("", usual) else level - 1
        self._after_table = self._after_table and not style  # a heading's style brings its own distance
        shape = ParagraphShape(style, keep_next=True, rtl=begins_rtl(plain(content)), outline=outline)
        shown = content if style else (Strong(content),)
        self._paragraph(shape, self._contents.mark(heading, self._writer.runs(shown)))

    def _text(self, content: tuple[Inline, ...], place: BlockPlace, own: Paragraph) -> None:
        inside_list, inside_quote = place.level >= 0, place.quotes > 0
        style = own.style or (QUOTE if inside_quote else CONTINUE if inside_list else BODY)
        moved = inside_list or place.quotes > 1
        words = plain(content)
        shape = ParagraphShape(
            self._house.style(style),
            keep_next=words.rstrip().endswith(":"),  # what announces a list or table stays with it
            rtl=begins_rtl(words),
            left=place.list_left + place.quote_left if moved else 0,
            align=own.align,
            shade=own.shade,
        )
        self._paragraph(shape, self._writer.runs(content))

    def _new_list(self, start: int, place: BlockPlace) -> int:
        if not 0 <= start <= _GREATEST:
            raise ValueError(f"a list begins with {start}; Word counts from 0 to {_GREATEST}")
        self._starts.append((place.level + 1, start))
        return self._house.next_number + len(self._starts) - 1

    def _list(
        self, items: tuple[tuple[Block, ...], ...], number: int, style: str, indents: tuple[int, ...], place: BlockPlace
    ) -> None:
        level = place.level + 1
        if level >= DEEPEST:
            raise ValueError(f"lists are nested more than {DEEPEST} levels deep")
        inside = replace(place, level=level, list_left=indents[level])
        for item in self._writer.members(items):
            first, rest = (item[0], item[1:]) if item and isinstance(item[0], Paragraph) else (Paragraph(()), item)
            self._item(first, ParagraphShape(self._house.style(style), number=(number, level)), inside)
            self._add_all(rest, inside)

    def _item(self, first: Paragraph, shape: ParagraphShape, place: BlockPlace) -> None:
        left = place.list_left + place.quote_left if place.quotes else 0
        own_style = self._house.style(first.style) if first.style else ""
        shape = replace(shape, style=own_style or shape.style, left=left, rtl=begins_rtl(plain(first.content)))
        self._paragraph(shape, self._writer.runs(first.content))

    def _table(self, node: Table, place: BlockPlace) -> None:
        self._part_from_table()
        left = place.list_left + place.quote_left
        self._out.append(table(node, self._house, self._writer, self._house.text_width - left, left))
        self._after_table = True

    def _part_from_table(self) -> None:
        """An empty paragraph between two tables that touch: Word would join them."""
        if self._after_table:
            self._paragraph(ParagraphShape(self._house.style(BODY)), "")

    def _figure(self, figure: Figure, place: BlockPlace) -> None:
        """The picture, kept on the page of its caption, which stands below it."""
        left = place.list_left + place.quote_left
        style = self._house.style(FIGURE)
        drawing = self._pictures.drawing(figure, self._house.text_width - left)
        self._paragraph(
            ParagraphShape(style, keep_next=True, left=left, align="" if style else "center"),
            self._writer.as_revised(drawing),
        )
        shape = ParagraphShape(self._house.style(CAPTION), left=left, rtl=begins_rtl(plain(figure.caption)))
        label = self._writer.as_revised(self._pictures.number()) + self._writer.separator(figure.caption)
        self._paragraph(shape, label + self._writer.runs(figure.caption))

    def _marking(self, label: str) -> None:
        style = self._house.marking_style(label)
        look = Look(f'<w:rStyle w:val="{style}"/>') if style else Look(strong=True)
        self._paragraph(ParagraphShape(self._house.style(MARKING)), self._writer.as_revised(text_runs(label, look)))


# --- Figures: pictures as parts of the package, drawings that show them, and numbered captions ---


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
