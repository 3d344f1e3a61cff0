"""Looks that a template's paragraphs and runs have by themselves, beside what their styles say.

A Document has bold, italic and named styles. Everything else belongs to a style; where it was set by hand, the
editor hears of it.
"""

from __future__ import annotations

from collections.abc import Iterator

from briefgen.ooxml.tree import Element, W, is_on, value
from briefgen.wordtemplates.styles import TemplateStyles

HINT = "make a paragraph style that looks so, and use it"
OF_TABLES = "make a table style that looks so, and use it"

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


def of_run(run: Element, paragraph_style: str, styles: TemplateStyles) -> Iterator[str]:
    """What a run has by itself that no brief takes over, in words."""
    properties = run.find(W + "rPr")
    if properties is None:
        return
    for name, (attribute, words) in _RUN.items():
        found = properties.find(W + name)
        if found is None or (found.get(W + attribute) is None and attribute != "val"):
            continue
        said = found.get(W + attribute, "1")
        usual = styles.says(paragraph_style, "rPr", name, attribute)
        if said != usual and not (said in _NOTHING and usual in _NOTHING):
            yield words
    style = styles.name(value(run, "rPr/rStyle") or "")
    if style and not style.casefold().startswith(_KNOWN_CHARACTER_STYLES) and not _is_bold_or_italic(run, styles):
        yield f"the character style “{style}”"


def of_paragraph(
    paragraph: Element, style: str, styles: TemplateStyles, *, in_cell: bool, in_list: bool, is_text: bool
) -> Iterator[str]:
    """What a paragraph has by itself that no brief takes over, in words; a plain one outside of tables keeps more."""
    properties = paragraph.find(W + "pPr")
    for name, (attributes, words) in _PARAGRAPH.items() if properties is not None else ():
        found = properties.find(W + name)
        if found is None or (name == "jc" and in_cell) or (name == "ind" and in_list):
            continue
        if name in ("jc", "shd") and is_text and not in_cell:
            continue
        if name == "pageBreakBefore" and not is_on(found):
            continue
        if not attributes or any(_differs(found, name, a, style, styles) for a in attributes):
            yield words


def _differs(found: Element, name: str, attribute: str, style: str, styles: TemplateStyles) -> bool:
    said = found.get(W + attribute, "1" if name == "pageBreakBefore" else None)
    usual = styles.says(style, "pPr", name, attribute)
    return said is not None and said != usual and not (said in _NOTHING and usual in _NOTHING)


_EVEN = 1.25
"""By how much the widest column of a table is wider than the narrowest where somebody has set them so."""


def of_table(table: Element) -> Iterator[str]:
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


def _is_bold_or_italic(run: Element, styles: TemplateStyles) -> bool:
    return styles.run_is(run, "b") or styles.run_is(run, "i")
