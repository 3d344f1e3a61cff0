"""The body of an edited file to leaves: each paragraph and table with the lists and quotations it stands in."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence

from briefgen.document.nodes import Block, CellLook, Figure, Heading, Inline, LineBreak, Marking, Paragraph, Table, Text
from briefgen.document.runs import to_inlines
from briefgen.document.walk import Content, plain_text
from briefgen.frozen import dataclass, replace
from briefgen.ooxml.elements import Fate, tags
from briefgen.ooxml.simplify import words_of
from briefgen.ooxml.styles import left_indent
from briefgen.ooxml.tree import Element, W, has_head, shade, switch, value, whole
from briefgen.readers.docx.findings import ReaderFindings, shown
from briefgen.readers.docx.normal import Leaf, is_blank, normal_table, settled_alignment
from briefgen.readers.docx.paragraphs import ParagraphReader, ReadParagraph
from briefgen.readers.docx.styles import EditedStyles, ListCounter, ParagraphStyle
from briefgen.writers.base import MOST_COLUMNS, refuse_width

_STEP = 397  # twips: how far the writer moves a quotation inside another one
_NEAR = 40  # twips by which a distance may miss a step
_WRAPPERS = frozenset({*tags(Fate.OPENED), W + "ins", W + "moveTo"})


class BodyReader:
    """Reads the blocks of the main part."""

    def __init__(
        self,
        paragraphs: ParagraphReader,
        styles: EditedStyles,
        numbering: ListCounter,
        label: str,
        findings: ReaderFindings,
    ) -> None:
        """`label` is the word before a figure's number."""
        self._paragraphs, self._styles, self._numbering = paragraphs, styles, numbering
        self._label, self._findings = label, findings
        self._open: list[tuple[str, int]] = []  # w:numId of the list on each level that is open
        self._uncaptioned: Leaf | None = None

    def leaves(self, body: Iterable[Element]) -> Iterator[Leaf]:
        yield from self._all(body)
        yield from self._flush()

    def _all(self, parent: Iterable[Element]) -> Iterator[Leaf]:
        for child in parent:
            if child.tag == W + "p":
                yield from self._paragraph(child)
            elif child.tag == W + "tbl":
                yield from self._flush()
                yield from self._table(child)
            elif child.tag in _WRAPPERS:
                yield from self._all(child)

    def _flush(self) -> Iterator[Leaf]:
        """The figure that waits for its caption."""
        if self._uncaptioned:
            yield self._uncaptioned
        self._uncaptioned = None

    def _paragraph(self, element: Element) -> Iterator[Leaf]:
        properties = element.find(W + "pPr")
        style = self._styles.paragraph(value(properties, "pStyle") if properties is not None else None)
        line = self._paragraphs.line(element)
        if style.role == "contents" or line.is_contents:
            return
        if style.role == "caption" and self._uncaptioned and isinstance(self._uncaptioned.block, Figure):
            caption = _split_caption(line, self._label, self._findings)
            self._uncaptioned = replace(self._uncaptioned, block=replace(self._uncaptioned.block, caption=caption))
            yield from self._flush()
            return
        if not line.figures and not self._number(style, properties) and is_blank(to_inlines(line.runs)):
            return  # an empty line parts nothing: neither two tables nor a figure and its caption
        yield from self._flush()
        yield from self._blocks(line, style, properties)

    def _blocks(self, line: ReadParagraph, style: ParagraphStyle, properties: Element | None) -> Iterator[Leaf]:
        content = to_inlines(line.runs)
        for n, figure in enumerate(line.figures):
            yield from self._flush()
            self._uncaptioned = self._moved(figure, left_indent(properties) or 0)
            if n + 1 == len(line.figures) and not is_blank(content):
                yield from self._flush()
        if line.figures and is_blank(content):
            return
        yield self._leaf(content, style, properties)

    def _leaf(self, content: Content, style: ParagraphStyle, properties: Element | None) -> Leaf:
        outline = None if properties is None else value(properties, "outlineLvl")
        if properties is not None and value(properties, "numPr/numId") is not None and style.role == "heading":
            counted = self._number(style, properties)
            if counted and self._numbering.item(*counted):
                self._findings.say("edit-look", "the number of a heading", shown(plain_text(content)))
        if style.role == "heading":
            return Leaf(Heading(style.level, content))
        if outline is not None and whole(outline) < 9 and style.role == "text":
            return Leaf(Heading(whole(outline) + 1, content))
        if style.role == "marking" and not is_blank(content):
            return Leaf(Marking(plain_text(content).strip()))
        left = left_indent(properties)
        number = self._number(style, properties)
        numbered = self._numbering.item(*number) if number else None
        if number and (label := self._numbering.label(*number, numbered)) and not is_blank(content):
            self._findings.say("edit-look", f"the label “{label}” of an item of a list", shown(plain_text(content)))
        if number and numbered:
            del self._open[number[1] :]
            self._open += [number] * (number[1] + 1 - len(self._open))
            quotes = self._quotes((left or 0) - self._numbering.left(*number)) if left is not None else 0
            blank = is_blank(content)
            return Leaf(None if blank else Paragraph(content), number[1], quotes, numbered)
        level, quotes = self._place(style, left)
        del self._open[level + 1 :]
        return Leaf(Paragraph(content, **_looks(properties)), level, quotes)

    def _moved(self, block: Block, left: int) -> Leaf:
        """A table or figure that stands so far from the left."""
        level, quotes = self._distance(left)
        del self._open[level + 1 :]
        return Leaf(block, level, quotes)

    def _number(self, style: ParagraphStyle, properties: Element | None) -> tuple[str, int] | None:
        """The w:numId and level of the paragraph, its own or its style's; a w:numId of 0 takes the style's away."""
        own = None if properties is None else value(properties, "numPr/numId")
        level = None if properties is None else value(properties, "numPr/ilvl")
        if own is None and style.number is None:
            return None
        number = own if own is not None else (style.number or ("0", 0))[0]
        of_style = style.number[1] if style.number and own is None else 0
        return None if number == "0" else (number, min(8, max(0, whole(level) if level is not None else of_style)))

    def _place(self, style: ParagraphStyle, left: int | None) -> tuple[int, int]:
        """List level and quotations of a paragraph without number, from its distance and its style."""
        if style.role == "quote":
            if left is None or not self._open:
                return -1, max(1, self._quotes(left or 0))
            level, quotes = self._distance(left, at_least=1)
            return level, quotes
        if not self._open or (left is None and style.role != "continue"):
            return -1, 0
        distance = style.left if left is None else left
        fitting = [n for n, number in enumerate(self._open) if self._numbering.left(*number) <= distance + _NEAR]
        return (max(fitting) if fitting else 0 if style.role == "continue" else -1), 0

    def _distance(self, left: int, at_least: int = 0) -> tuple[int, int]:
        """The open list level and the number of quotations that come nearest to the distance."""
        levels = [(-1, 0), *((n, self._numbering.left(*number)) for n, number in enumerate(self._open))]
        found = []
        for level, indent in levels:
            quotes = max(at_least, round((left - indent) / _STEP))
            found.append((abs(left - indent - quotes * _STEP), -level, level, quotes))
        missed, _, level, quotes = min(found)
        if missed > _NEAR:  # moved by hand: in the list whose text begins before it
            return max((n for n, indent in levels if indent <= left), default=-1), at_least
        return level, quotes

    def _quotes(self, distance: int) -> int:
        quotes = max(0, round(distance / _STEP))
        return quotes if abs(distance - quotes * _STEP) <= _NEAR else 0

    def _table(self, element: Element) -> Iterator[Leaf]:
        indent = element.find(f"{W}tblPr/{W}tblInd")
        table = _read_table(element, self._cell, self._findings)
        if table:
            yield self._moved(table, whole(indent.get(W + "w")) if indent is not None else 0)

    def _cell(self, paragraph: Element) -> tuple[Inline, ...]:
        line = self._paragraphs.line(paragraph)
        for figure in line.figures:
            self._findings.left_out("a picture in a table", figure.alternative)
        content = to_inlines(line.runs)
        properties = paragraph.find(W + "pPr")
        style = self._styles.paragraph(value(properties, "pStyle") if properties is not None else None)
        if self._number(style, properties) and not is_blank(content):
            self._findings.say("edit-look", "the list in a cell of a table", shown(plain_text(content)))
        return content


def _looks(properties: Element | None) -> dict[str, str]:
    """The side and the colour behind it that a paragraph has by itself."""
    if properties is None:
        return {}
    side = value(properties, "jc") or ""
    aligned = side if side in ("center", "right", "both") and not switch(properties, "bidi") else ""
    return {"align": aligned, "shade": shade(properties, "shd")}


# --- Captions: the label and number that the program writes, and the words behind them ---


_BEHIND = re.compile(r":? ?")


def _split_caption(line: ReadParagraph, label: str, findings: ReaderFindings) -> Content:
    """The words of a caption; a person's change to its label is a finding."""
    if line.label_ends is None:
        return _without_plain_label(line, label)
    label_words = plain_text(to_inlines(line.runs[: line.label_ends]))
    if not re.fullmatch(rf"{re.escape(label)} ?\d+", label_words.strip()):
        findings.say("edit-generated", "the label of a figure", shown(label_words))
    runs = line.runs[line.label_ends :]
    if runs and isinstance(runs[0].node, Text):
        value = runs[0].node.value
        runs = [replace(runs[0], node=Text(value[_end(value) :])), *runs[1:]]
    return to_inlines(runs)


def _end(value: str) -> int:
    found = _BEHIND.match(value)
    return found.end() if found else 0


def _without_plain_label(line: ReadParagraph, label: str) -> Content:
    """A caption whose number is no field any more; the number is dropped where it follows the label."""
    if not line.runs or not isinstance(line.runs[0].node, Text):
        return to_inlines(line.runs)
    value = line.runs[0].node.value
    found = re.match(rf"{re.escape(label)} ?\d+(?:: ?|\Z)", value)
    first = replace(line.runs[0], node=Text(value[found.end() :] if found else value))
    return to_inlines([first, *line.runs[1:]])


# --- Tables ---


_AROUND = frozenset({*tags(Fate.OPENED), W + "ins"})
_SIDES = {"left": "left", "start": "left", "right": "right", "end": "right", "center": "center"}


@dataclass(frozen=True, slots=True)
class _ReadCell:
    content: Content
    span: int
    align: tuple[str, bool]  # "" where lines begin, and whether they run from the right
    is_plain: bool
    shade: str = ""


def _read_table(element: Element, read: Callable[[Element], Content], findings: ReaderFindings) -> Table | None:
    """The table, or None for one without cells; `read` gives the inlines of a paragraph in a cell.

    Merged cells are taken apart, with a finding: their text stands in the first of them.
    """
    rows = [_cells(row, read) for row in _children(element, "tr")]
    rows = [row for row in rows if row]
    if not rows:
        return None
    width = max(sum(cell.span for cell in row) for row in rows)
    refuse_width(width)
    headless = not has_head(element)
    titled = not headless and len(rows[0]) == 1 and rows[0][0].span == width > 1
    # A row of which the first cell alone has words is written as one cell, and is read as it was.
    if any(not cell.is_plain or 1 < cell.span < width for row in rows[titled:] for cell in row):
        findings.say("edit-cells", shown(words_of(element)))
    # A cell as wide as the table says of no column but the first how it is aligned.
    aligned = [row if row[0].span == width else _spread(row) for row in rows]
    columns = [[row[n] for row in aligned if n < len(row)] for n in range(width)]
    align = tuple(settled_alignment([cell.align for cell in column]) for column in columns)
    contents = [_padded([cell.content for cell in _spread(row)], width) for row in rows]
    head = ((),) * width if headless else contents[0]
    looks = _cell_looks([_spread(row) for row in rows], align, headless=headless)
    return normal_table(
        Table(head, tuple(contents[not headless :]), align, widths=_widths(element, width), looks=looks)
    )


def _cell_looks(
    rows: list[list[_ReadCell]], align: Sequence[str], *, headless: bool
) -> tuple[tuple[CellLook, ...], ...]:
    """What cells look like by themselves; () where none has a look of its own."""
    width = len(align)
    made = [
        tuple(CellLook(c.shade, c.align[0] if c.align[0] != side else "") for c, side in zip(row, align, strict=False))
        for row in rows
    ]
    if not any(look.shade or look.align for row in made for look in row):
        return ()
    full = [(*row, *[CellLook()] * (width - len(row))) for row in made]
    return ((CellLook(),) * width, *full) if headless else tuple(full)


def _widths(table: Element, columns: int) -> tuple[int, ...]:
    """The columns' widths where they were set by hand: the table says its own in per cent then."""
    if (of := table.find(f"{W}tblPr/{W}tblW")) is None or of.get(W + "type") != "pct":
        return ()
    found = tuple(whole(column.get(W + "w")) for column in table.iterfind(f"{W}tblGrid/{W}gridCol"))
    return found if len(found) == columns and all(width > 0 for width in found) else ()


def _children(parent: Element, tag: str) -> list[Element]:
    """The rows of a table or cells of a row, also those that a content control or a change is wrapped around."""
    found: list[Element] = []
    for child in parent:
        if child.tag == W + tag:
            found.append(child)
        elif child.tag in _AROUND:
            found += _children(child, tag)
    return found


def _cells(row: Element, read: Callable[[Element], Content]) -> list[_ReadCell]:
    """The cells of a row, with empty ones where it begins or ends inside the table's grid (17.4.14, 17.4.15)."""
    before, behind = (whole(value(row, f"trPr/{name}")) for name in ("gridBefore", "gridAfter"))
    cells = [_cell(cell, read) for cell in _children(row, "tc")]
    if not cells or not (before > 0 or behind > 0):
        return cells
    empty = [_ReadCell((), 1, ("", False), True)]
    return empty * min(before, MOST_COLUMNS) + cells + empty * min(behind, MOST_COLUMNS)


def _cell(cell: Element, read: Callable[[Element], Content]) -> _ReadCell:
    paragraphs = list(cell.iter(W + "p"))
    content: list[Inline] = []
    for paragraph in paragraphs:
        inlines = read(paragraph)
        if not inlines:
            continue
        content += [LineBreak(), *inlines] if content else inlines
    first = paragraphs[0].find(W + "pPr") if paragraphs else None
    merged = cell.find(f"{W}tcPr/{W}vMerge") is not None and (  # without a value it goes on (17.4.84)
        value(cell, "tcPr/vMerge") in (None, "continue") or not plain_text(content)
    )
    merged |= any(cell.find(f"{W}tcPr/{W}{name}") is not None for name in ("hMerge", "cellMerge"))
    # Word keeps the paragraphs of all the cells that it makes one.
    merged |= _span(cell) > 1 and len(paragraphs) > 1 and LineBreak() in content
    nested = next(cell.iter(W + "tbl"), None) is not None
    return _ReadCell(tuple(content), _span(cell), _align(first), not (merged or nested), shade(cell, "tcPr/shd"))


def _span(cell: Element) -> int:
    """Over how many columns the cell goes, one more than there may be for what goes over too many."""
    return min(MOST_COLUMNS + 1, max(1, whole(value(cell, "tcPr/gridSpan"))))


def _align(properties: Element | None) -> tuple[str, bool]:
    """In a right-to-left paragraph Word reads "left" as the side where lines begin (17.18.44)."""
    if properties is None:
        return "", False
    rtl = bool(switch(properties, "bidi"))
    side = _SIDES.get(value(properties, "jc") or "left", "left")
    if side == "center":
        return side, rtl
    return ("" if side == "left" else "left" if rtl else "right"), rtl


def _spread(row: list[_ReadCell]) -> list[_ReadCell]:
    """The row with empty cells behind those that reach over several columns."""
    out: list[_ReadCell] = []
    for cell in row:
        out += [cell] + [_ReadCell((), 1, cell.align, True)] * (cell.span - 1)
    return out


def _padded(cells: list[Content], width: int) -> tuple[Content, ...]:
    return (*cells, *[()] * (width - len(cells)))
