"""What the styles and lists of a Word template mean for its paragraphs, and what these look like beside them.

A Document has bold, italic and named styles. Everything else belongs to a style; where it was set by hand, the
editor hears of it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from briefgen.frozen import dataclass
from briefgen.ooxml.style_names import BODY, BULLET, CELL, HEADINGS, NUMBER, TABLE, StyleKind
from briefgen.ooxml.styles import ListLevels, StyleSheet
from briefgen.ooxml.tree import Element, W, is_on, switch, value
from briefgen.wordtemplates.template import TableLook, TapeLine

_HEADING = re.compile(r"heading ([1-9])", re.IGNORECASE)
_TITLE = "title"

STYLE_HINT = "make a paragraph style that looks so, and use it"
TABLE_HINT = "make a table style that looks so, and use it"

_RUN = {
    "color": ("val", "the colour of text"),
    "sz": ("val", "the size of text"),
    "rFonts": ("ascii", "the font of text"),
    "highlight": ("val", "highlighting"),
    "shd": ("fill", "the background of text"),
    "u": ("val", "underlining"),
    "strike": ("val", "struck-out text"),
    "caps": ("val", "capitals by format"),
    "smallCaps": ("val", "small capitals"),
}
_PARAGRAPH = {
    "jc": (("val",), "the alignment of headings, lists and quotations"),
    "ind": (("left", "right", "firstLine", "hanging", "start", "end"), "the indents of paragraphs"),
    "spacing": (("before", "after", "line"), "the distances of paragraphs"),
    "shd": (("fill",), "the background of headings, lists, quotations and cells’ paragraphs"),
    "pageBreakBefore": (("val",), "a page break"),
    "pBdr": ((), "the border of paragraphs"),
    "framePr": ((), "a frame around paragraphs"),
}
_NOTHING = frozenset({None, "0", "auto", "none", "false", "off", "baseline", "left", "start", "both", "nil"})
_KNOWN_CHARACTER_STYLES = ("hyperlink", "strong", "emphasis", "footnote", "endnote", "default paragraph", "line number")


@dataclass(frozen=True, slots=True)
class ListItem:
    """A paragraph's place in a list: the list's number in the file, its level from 0, and how the level counts."""

    number: str
    level: int
    ordered: bool
    start: int


class TemplateStyles(StyleSheet):
    """The styles and numbering of one file."""

    def __init__(self, styles: Element | None, numbering: Element | None) -> None:
        super().__init__(styles)
        self._numbering = ListLevels(numbering)

    def missing(self, paragraph: Element) -> str:
        """The id of the style that a paragraph asks for and the file does not define; "" where all is well."""
        found = value(paragraph, "pPr/pStyle") or ""
        return "" if found in self.by_id else found

    def heading(self, paragraph: Element) -> int | None:
        """The outline level of a paragraph, 1 to 9; 0 for the style Title, None for what is no heading."""
        own = value(paragraph, "pPr/outlineLvl")
        for style in self.chain(self.of(paragraph)):
            name = value(style, "name") or ""
            if name.casefold() == _TITLE:
                return 0
            if found := _HEADING.fullmatch(name):
                return int(found[1])
            own = own or value(style, "pPr/outlineLvl")
        return int(own) + 1 if own in set("012345678") else None

    def run_is(self, run: Element, name: str) -> bool:
        """Whether a run is bold (b) or italic (i) by itself or by its character style."""
        own = switch(run.find(W + "rPr"), name)
        return bool(self.switched(value(run, "rPr/rStyle"), name) if own is None else own)

    def place_of(self, run: Element) -> str:
        """Whether a run is raised ("superscript") or lowered ("subscript") by itself or by its character style."""
        own = value(run, "rPr/vertAlign")
        return (self.said(value(run, "rPr/rStyle"), "rPr/vertAlign", "character") if own is None else own) or ""

    def says(self, style_id: str, properties: str, name: str, attribute: str) -> str | None:
        """What a style, or else the whole document, says by itself: `says("Normal", "rPr", "sz", "val")`."""
        for style in self.chain(style_id):
            found = style.find(f"{W}{properties}/{W}{name}")
            if found is not None and found.get(W + attribute) is not None:
                return str(found.get(W + attribute))
        if self.defaults is None:
            return None
        found = self.defaults.find(f"{W}{properties}Default/{W}{properties}/{W}{name}")
        return None if found is None else found.get(W + attribute)

    def list_item(self, paragraph: Element) -> ListItem | None:
        """The place in a list that a paragraph has by itself or by its style; None outside lists."""
        paths, style = ("pPr/numPr/numId", "pPr/numPr/ilvl"), self.of(paragraph)
        number, level = (value(paragraph, path) or self.said(style, path) for path in paths)
        if not number or number == "0":
            return None
        depth = int(level) if level and level.isdecimal() else self._level_of_style(paragraph)
        shape = self._numbering.level(number, depth) or self._numbering.level(number, 0)
        if shape is None:
            return ListItem(number, min(depth, 8), ordered=False, start=1)
        anew = self._numbering.restart(number, depth)
        ordered = shape.form not in ("bullet", "none")
        return ListItem(number, min(depth, 8), ordered, max(0, shape.start if anew is None else anew))

    def _level_of_style(self, paragraph: Element) -> int:
        """List Bullet 2 is the second level."""
        found = re.search(r"List (?:Bullet|Number) ([2-5])", self.name(self.of(paragraph)), re.IGNORECASE)
        return int(found[1]) - 1 if found else 0

    # --- Looks that paragraphs and runs have by themselves, beside what their styles say ---

    def looks_of_run(self, run: Element, paragraph_style: str) -> Iterator[str]:
        """What a run has by itself that no brief takes over, in words."""
        properties = run.find(W + "rPr")
        if properties is None:
            return
        for name, (attribute, words) in _RUN.items():
            found = properties.find(W + name)
            if found is None or (found.get(W + attribute) is None and attribute != "val"):
                continue
            said = found.get(W + attribute, "1")
            usual = self.says(paragraph_style, "rPr", name, attribute)
            if said != usual and not (said in _NOTHING and usual in _NOTHING):
                yield words
        style = self.name(value(run, "rPr/rStyle") or "")
        if (
            style
            and not style.casefold().startswith(_KNOWN_CHARACTER_STYLES)
            and not (self.run_is(run, "b") or self.run_is(run, "i"))
        ):
            yield f"the character style “{style}”"

    def looks_of_paragraph(
        self, paragraph: Element, style: str, *, in_cell: bool, in_list: bool, is_text: bool
    ) -> Iterator[str]:
        """What a paragraph has by itself that no brief takes over, in words; text outside of tables keeps more."""
        properties = paragraph.find(W + "pPr")
        for name, (attributes, words) in _PARAGRAPH.items() if properties is not None else ():
            found = properties.find(W + name)
            if found is None or (name == "jc" and in_cell) or (name == "ind" and in_list):
                continue
            if name in ("jc", "shd") and is_text and not in_cell:
                continue
            if name == "pageBreakBefore" and not is_on(found):
                continue
            if not attributes or any(self._differs(found, name, a, style) for a in attributes):
                yield words

    def _differs(self, found: Element, name: str, attribute: str, style: str) -> bool:
        said = found.get(W + attribute, "1" if name == "pageBreakBefore" else None)
        usual = self.says(style, "pPr", name, attribute)
        return said is not None and said != usual and not (said in _NOTHING and usual in _NOTHING)


_EVEN = 1.25
"""By how much the widest column of a table is wider than the narrowest where somebody has set them so."""


def looks_of_table(table: Element) -> Iterator[str]:
    """What a table and its cells have by themselves that no brief takes over, in words."""
    directions = {said.get(W + "val") for said in table.iterfind(f"{W}tr/{W}tc/{W}tcPr/{W}textDirection")}
    if directions - _NOTHING - {"lrTb"}:
        yield "the direction of text in cells"
    if next(table.iterfind(f"{W}tr/{W}tc/{W}tcPr/{W}tcBorders"), None) is not None:
        yield "the lines around cells"
    if (side := value(table, "tblPr/jc")) and side not in _NOTHING:
        yield "the place of tables between the margins"


_WIDTHS = (f"{W}tblGrid/{W}gridCol", f"{W}tr[1]/{W}tc/{W}tcPr/{W}tcW[@{W}type='dxa']")


def widths_of(table: Element) -> tuple[int, ...]:
    """The widths of the columns where somebody has set them, so that they are not even; () else.

    Word goes by the cells of a first row without merged ones, LibreOffice by the grid.
    """
    grid = _widths(list(table.iterfind(_WIDTHS[0])))
    cells = list(table.iterfind(f"{W}tr[1]/{W}tc"))
    said = _widths(list(table.iterfind(_WIDTHS[1])))
    found = said if said and len(said) == len(cells) == len(grid) else grid
    return found if found and max(found) > _EVEN * min(found) else ()


def _widths(columns: list[Element]) -> tuple[int, ...]:
    said = [column.get(W + "w") or "" for column in columns]
    widths = [int(width) for width in said if width.isascii() and width.isdecimal() and 0 < int(width) < 100_000]
    return tuple(widths) if len(widths) == len(said) else ()


# --- Which of a template's own styles serve where a brief asks for a style by name ---


OwnStyle = tuple[StyleKind, str, str]


def own_styles(lines: Sequence[TapeLine], tables: Sequence[TableLook], *, has_title: bool) -> tuple[OwnStyle, ...]:
    """The kind of style, the name that a brief asks for, and the name of the one to be used."""
    return tuple(_own_styles(lines, tables, has_title))


def _own_styles(lines: Sequence[TapeLine], tables: Sequence[TableLook], has_title: bool) -> Iterator[OwnStyle]:
    body = [line for line in lines if line.place.part == "body" and line.style]
    yield from _most_used(BODY, [line.style for line in body if line.kind == "text" and not line.place.table])
    yield from _most_used(CELL, [line.style for line in body if line.place.table and line.kind != "heading"])
    yield from _most_used(BULLET, [line.style for line in body if line.kind == "item" and not line.ordered])
    yield from _most_used(NUMBER, [line.style for line in body if line.kind == "item" and line.ordered])
    styled = [table.style for table in tables if table.style]
    if styled and TABLE not in styled:
        yield "table", TABLE, Counter(styled).most_common(1)[0][0]
    if has_title:
        yield "paragraph", HEADINGS[0], "Title"
        for asked, own in zip(HEADINGS[1:], HEADINGS, strict=False):
            yield "paragraph", asked, own


def _most_used(asked: str, styles: list[str]) -> Iterator[OwnStyle]:
    if styles and asked not in styles:
        yield "paragraph", asked, Counter(styles).most_common(1)[0][0]
