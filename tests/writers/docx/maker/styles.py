"""The styles of our house: a sober brief in Carlito, dark blue headings, tables with thin rules."""

from __future__ import annotations

from collections.abc import Iterable

from briefgen.ooxml.packing import DECLARATION
from briefgen.writers.docx.writer import NAMESPACES

BLUE = "1F3864"
LIGHTER_BLUE = "2F5496"
GREY = "595959"
RULE = "C5CEDB"
SHADE = "E4EAF3"
FONT = "Carlito"
_SIZE = 21  # half points

# TLP 2.0 (FIRST, August 2022): the colours of the labels on black, at least 12 points, in capitals.
_MARKINGS = {
    "CLEAR": "FFFFFF",
    "GREEN": "33FF00",
    "AMBER": "FFC000",
    "AMBER+STRICT": "FFC000",
    "RED": "FF2B2B",
    "Other": "FFFFFF",
}
_MARKING_SIZE = 24
MARKING_WIDTH = 2381  # twips, 4.2 cm: room for the longest label of TLP
_TEXT_WIDTH = 9298  # twips: A4 between the margins of 2.3 cm


def styles_xml(more: Iterable[str] = ()) -> str:
    """The whole styles part, with `more` styles at its end."""
    styles = [*_text(), *_headings(), *_contents(), *_lists(), *_notes(), *_page(), *_markings(), *_tables(), *more]
    return f"{DECLARATION}<w:styles {NAMESPACES}>{_defaults()}{''.join(styles)}</w:styles>"


def style(
    name: str,
    *,
    kind: str = "paragraph",
    based_on: str = "Normal",
    following: str = "",
    paragraph: str = "",
    run: str = "",
    more: str = "",
    builtin: bool = True,
    priority: int = 99,
    quick: bool = True,
    default: bool = False,
) -> str:
    """One w:style (17.7.4.17); its id is its name without blanks, as Word makes them."""
    based = f'<w:basedOn w:val="{based_on}"/>' if based_on else ""
    return (
        f'<w:style w:type="{kind}"{" w:default=" + chr(34) + "1" + chr(34) if default else ""}'
        f'{"" if builtin else " w:customStyle=" + chr(34) + "1" + chr(34)} w:styleId="{style_id(name)}">'
        f'<w:name w:val="{name}"/>{based}'
        + (f'<w:next w:val="{style_id(following)}"/>' if following else "")
        + f'<w:uiPriority w:val="{priority}"/>'
        + ("<w:qFormat/>" if quick else "")
        + (f"<w:pPr>{paragraph}</w:pPr>" if paragraph else "")
        + (f"<w:rPr>{run}</w:rPr>" if run else "")
        + f"{more}</w:style>"
    )


def style_id(name: str) -> str:
    """`heading 1` has the id `Heading1`, `Marking AMBER+STRICT` has `MarkingAMBERSTRICT`."""
    return "".join(word[0].upper() + word[1:] for word in name.replace("+", " ").split())


def _spacing(before: int, after: int, line: int = 240) -> str:
    return f'<w:spacing w:before="{before}" w:after="{after}" w:line="{line}" w:lineRule="auto"/>'


def _size(half_points: int) -> str:
    return f'<w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/>'


def _bold(color: str, half_points: int) -> str:
    return f'<w:b/><w:bCs/><w:color w:val="{color}"/>{_size(half_points)}'


def _defaults() -> str:
    fonts = f'<w:rFonts w:ascii="{FONT}" w:hAnsi="{FONT}" w:eastAsia="Microsoft YaHei" w:cs="{FONT}"/>'
    return (
        f'<w:docDefaults><w:rPrDefault><w:rPr>{fonts}{_size(_SIZE)}<w:lang w:val="en-GB"/></w:rPr></w:rPrDefault>'
        f"<w:pPrDefault><w:pPr>{_spacing(0, 0)}</w:pPr></w:pPrDefault></w:docDefaults>"
    )


def _text() -> list[str]:
    return [
        style("Normal", based_on="", priority=0, default=True, paragraph="<w:widowControl/>"),
        style("Default Paragraph Font", kind="character", based_on="", priority=1, quick=False, default=True),
        style("Body Text", paragraph=_spacing(40, 80, 264), priority=1),
        style(
            "Quote",
            based_on="BodyText",
            paragraph=f'<w:pBdr><w:left w:val="single" w:sz="12" w:space="10" w:color="{RULE}"/></w:pBdr>'
            '<w:ind w:left="397" w:right="397"/>',
            run='<w:color w:val="404040"/>',
            priority=29,
        ),
        style(
            "caption",
            following="Body Text",
            paragraph="<w:keepLines/>" + _spacing(60, 200) + '<w:jc w:val="center"/>',
            run=_bold(BLUE, 19),
            priority=35,
        ),
        style(
            "Figure",
            builtin=False,
            following="caption",
            paragraph="<w:keepNext/>" + _spacing(160, 0) + '<w:jc w:val="center"/>',
            priority=34,
        ),
        style("Hyperlink", kind="character", based_on="", run='<w:color w:val="1F4E9E"/><w:u w:val="single"/>'),
    ]


def _headings() -> list[str]:
    rule = f'<w:pBdr><w:bottom w:val="single" w:sz="8" w:space="6" w:color="{BLUE}"/></w:pBdr>'
    looks = (
        (1, rule + _spacing(120, 160), _bold(BLUE, 38)),
        (2, _spacing(300, 80), _bold(BLUE, 27)),
        (3, _spacing(220, 60), _bold(LIGHTER_BLUE, 23)),
        (4, _spacing(180, 40), _bold(GREY, _SIZE)),
        (5, _spacing(160, 40), f'<w:i/><w:iCs/><w:color w:val="{GREY}"/>'),
        (6, _spacing(160, 40), f'<w:color w:val="{GREY}"/>'),
    )
    title = _spacing(120, 200)
    return [
        style("Title", following="Body Text", paragraph=title, run=_bold(BLUE, 44), priority=10),
        style(
            "Subtitle", following="Body Text", paragraph=_spacing(0, 160), run=f'<w:color w:val="{GREY}"/>{_size(26)}'
        ),
        *(
            style(
                f"heading {level}",
                following="Body Text",
                paragraph=f'<w:keepNext/><w:keepLines/>{look}<w:outlineLvl w:val="{level - 1}"/>',
                run=run,
                priority=9,
            )
            for level, look, run in looks
        ),
    ]


def _contents() -> list[str]:
    """The table of contents; a line of dots leads to the page numbers.

    No indent on the right keeps long headings from the numbers: LibreOffice does not draw a number beyond it.
    """
    leader = f'<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="{_TEXT_WIDTH}"/></w:tabs>'
    return [
        style(
            "TOC Heading",
            following="Body Text",
            paragraph=f"<w:keepNext/>{_spacing(300, 80)}",
            run=_bold(BLUE, 27),
            priority=39,
        ),
        *(
            style(
                f"toc {level}",
                paragraph=f'{leader}{_spacing(before, 20)}<w:ind w:left="{left}"/>',
                priority=39,
                quick=False,
            )
            for level, before, left in ((2, 60, 0), (3, 0, 284))
        ),
    ]


def _lists() -> list[str]:
    def tied(number: int) -> str:
        return f'<w:numPr><w:numId w:val="{number}"/></w:numPr>' + _spacing(0, 60, 259)

    return [
        style("List Bullet", paragraph=tied(1), priority=2),
        style("List Number", paragraph=tied(2), priority=2),
        style("List Continue", paragraph=_spacing(0, 60, 259) + '<w:ind w:left="340"/>', priority=2),
    ]


def _notes() -> list[str]:
    hanging = (
        '<w:tabs><w:tab w:val="left" w:pos="340"/></w:tabs>' + _spacing(0, 20) + '<w:ind w:left="340" w:hanging="340"/>'
    )
    words = ("endnote", "footnote")
    return [
        *(style(f"{word} text", paragraph=hanging, run=_size(18), quick=False) for word in words),
        *(
            style(
                f"{word} reference",
                kind="character",
                based_on="",
                run='<w:vertAlign w:val="superscript"/>',
                quick=False,
            )
            for word in words
        ),
    ]


def _page() -> list[str]:
    room = f'{_spacing(30, 0)}<w:ind w:right="{MARKING_WIDTH + 170}"/>'  # the marking stands there
    small = f'<w:color w:val="{GREY}"/>{_size(17)}'
    return [
        style("header", paragraph=room, run=small, quick=False),
        style("footer", paragraph=room, run=small, quick=False),
    ]


def _markings() -> list[str]:
    """Markings stand in a black box of their paragraph; a character style gives each its colour.

    White text is white only through its style and on black of the same style, so no text can hide by it. The
    box belongs to the paragraph because LibreOffice shades only the first letter of a field.
    """
    black = '<w:shd w:val="clear" w:color="auto" w:fill="000000"/>'
    white = f'<w:b/><w:bCs/><w:caps/><w:color w:val="FFFFFF"/>{_size(_MARKING_SIZE)}'
    box = f'{black}{_spacing(0, 160)}<w:ind w:right="{_TEXT_WIDTH - MARKING_WIDTH}"/><w:jc w:val="center"/>'
    page = f'{_spacing(0, 0)}<w:ind w:right="0"/>'
    return [
        style("Marking", builtin=False, following="Body Text", paragraph=f"<w:keepNext/>{box}", run=white, priority=40),
        style("Marking Page", builtin=False, based_on="Marking", paragraph=page, priority=40),
        *(
            style(
                f"Marking {name}",
                kind="character",
                builtin=False,
                based_on="",
                run=f'<w:b/><w:bCs/><w:caps/><w:color w:val="{color}"/>{_size(_MARKING_SIZE)}{black}',
                priority=41,
            )
            for name, color in _MARKINGS.items()
        ),
    ]


def _tables() -> list[str]:
    margins = "".join(
        f'<w:{side} w:w="{width}" w:type="dxa"/>'
        for side, width in (("top", 0), ("left", 108), ("bottom", 0), ("right", 108))
    )
    plain = f'<w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar>{margins}</w:tblCellMar></w:tblPr>'
    return [
        style("Table Normal", kind="table", based_on="", more=plain, quick=False, default=True),
        style("Table Text", builtin=False, paragraph=_spacing(0, 0, 247), run=_size(19), priority=3),
        style("Brief Table", kind="table", builtin=False, based_on="TableNormal", more=_brief_table(), priority=3),
    ]


def _brief_table() -> str:
    thick = f'w:val="single" w:sz="8" w:space="0" w:color="{BLUE}"'
    thin = f'w:val="single" w:sz="4" w:space="0" w:color="{RULE}"'
    margins = "".join(
        f'<w:{side} w:w="{width}" w:type="dxa"/>'
        for side, width in (("top", 55), ("left", 100), ("bottom", 55), ("right", 100))
    )
    head = (
        '<w:tblStylePr w:type="firstRow"><w:rPr><w:b/><w:bCs/>'
        f'<w:color w:val="{BLUE}"/></w:rPr><w:tcPr><w:tcBorders>'
        f'<w:bottom {thick}/></w:tcBorders><w:shd w:val="clear" w:color="auto" w:fill="{SHADE}"/></w:tcPr>'
        "</w:tblStylePr>"
    )
    names = '<w:tblStylePr w:type="firstCol"><w:rPr><w:b/><w:bCs/></w:rPr></w:tblStylePr>'
    return (
        f"<w:tblPr><w:tblBorders><w:top {thick}/><w:bottom {thick}/><w:insideH {thin}/></w:tblBorders>"
        f"<w:tblCellMar>{margins}</w:tblCellMar></w:tblPr>{head}{names}"
    )
