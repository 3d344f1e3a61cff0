"""The body of an edited file to leaves: each paragraph and table with the lists and quotations it stands in."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from briefgen.document.nodes import Block, Figure, Heading, Inline, Marking, Paragraph, Text
from briefgen.document.runs import to_inlines
from briefgen.document.walk import Content, plain_text
from briefgen.frozen import replace
from briefgen.ooxml.elements import Fate, tags
from briefgen.ooxml.list_levels import left_indent
from briefgen.ooxml.tree import Element, W, shade, switch, value, whole
from briefgen.readers.docx.findings import ReaderFindings, shown
from briefgen.readers.docx.nesting import Leaf, is_blank
from briefgen.readers.docx.paragraphs import ParagraphReader, ReadParagraph
from briefgen.readers.docx.styles import EditedStyles, ListCounter, ParagraphStyle
from briefgen.readers.docx.tables import read_table

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
            caption = split_caption(line, self._label, self._findings)
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
        table = read_table(element, self._cell, self._findings)
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


# --- Captions: the label and number that the program writes, and the words behind them ---


_BEHIND = re.compile(r":? ?")


def _looks(properties: Element | None) -> dict[str, str]:
    """The side and the colour behind it that a paragraph has by itself."""
    if properties is None:
        return {}
    side = value(properties, "jc") or ""
    aligned = side if side in ("center", "right", "both") and not switch(properties, "bidi") else ""
    return {"align": aligned, "shade": shade(properties, "shd")}


def split_caption(line: ReadParagraph, label: str, findings: ReaderFindings) -> Content:
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
