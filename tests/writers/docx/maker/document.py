"""The house document: its parts, and a page that shows every style at work."""

from __future__ import annotations

from dataclasses import replace

from briefgen.document.nodes import Meta
from briefgen.ooxml.fields import field
from briefgen.ooxml.packing import DECLARATION, NewPart, pack, relationship
from briefgen.writers.docx.inlines import FOOTNOTES
from briefgen.writers.docx.properties import Properties
from briefgen.writers.docx.reference.reader import read_house
from briefgen.writers.docx.reference.styles import bullet_levels, number_levels
from briefgen.writers.docx.writer import NAMESPACES, Job, as_printed
from tests.writers.docx.maker.cover import COVER_PROPERTIES, COVER_STYLES, cover_xml
from tests.writers.docx.maker.fonts import embedded, font_xml
from tests.writers.docx.maker.specimen import specimen
from tests.writers.docx.maker.styles import MARKING_WIDTH, styles_xml

_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_PAGE = (
    '<w:pgSz w:w="11906" w:h="16838"/>'
    '<w:pgMar w:top="1417" w:right="1304" w:bottom="1191" w:left="1304" w:header="624" w:footer="567" w:gutter="0"/>'
)
_COVER_SECTION = (  # the marking above and below, and no number of the page
    '<w:sectPr><w:headerReference w:type="default" r:id="rId5"/><w:footerReference w:type="default" r:id="rId8"/>'
    f'{_PAGE}<w:cols w:space="720"/></w:sectPr>'
)
_COMPATIBILITY = (  # Word's layout since 2013; without it Word opens the file in compatibility mode
    ("compatibilityMode", "15"),
    ("overrideTableStyleFontSizeAndJustification", "1"),
    ("enableOpenTypeFeatures", "1"),
    ("doNotFlipMirrorIndents", "1"),
    ("differentiateMultirowTableHeaders", "1"),
)


def make_house_document(*, cover: bool = False) -> bytes:
    """The bytes of `templates/house.docx`: our house, showing itself in a brief that the writer wrote.

    With `cover`, one with a cover, which the shipped one has not.

    With footnotes, because LibreOffice moves endnotes to a page without header and footer.
    """
    house = read_house(_bare(cover), "house.docx")
    shown = specimen()
    if cover:
        shown = replace(shown, meta=replace(shown.meta, properties=COVER_PROPERTIES))
    # Written as a brief is, but without the mark of one.
    return pack(Job(house, FOOTNOTES, as_printed(shown, house, FOOTNOTES), "always").entries())


def _bare(cover: bool) -> bytes:
    """A Word file with our looks and no text but that of a cover."""
    fonts = embedded()
    of_fonts = "".join(relationship(f"rId{n}", "font", f"fonts/font{n}.odttf") for n, _ in enumerate(fonts, 1))
    roots = {
        "styles": styles_xml(COVER_STYLES if cover else ()),
        "numbering": f"{DECLARATION}<w:numbering {NAMESPACES}>{_numbering()}</w:numbering>",
        "settings": f"{DECLARATION}<w:settings {NAMESPACES}>{_settings()}</w:settings>",
        "fontTable": f"{DECLARATION}<w:fonts {NAMESPACES}>{font_xml()}</w:fonts>",
        "header1": _story("hdr", _marking() + _paragraph("Header", "")),
        "header2": _story("hdr", _marking() + _paragraph("Header", _field('DOCPROPERTY "ShortTitle"'))),
        "footer1": _story("ftr", _marking() + _paragraph("Footer", _page_count())),
    }
    if cover:
        roots["footer2"] = _story("ftr", _marking() + _paragraph("Footer", ""))
    relations = "".join(relationship(f"rId{n}", name.rstrip("12"), f"{name}.xml") for n, name in enumerate(roots, 1))
    section = (
        '<w:sectPr><w:headerReference w:type="first" r:id="rId5"/><w:headerReference w:type="default" r:id="rId6"/>'
        '<w:footerReference w:type="first" r:id="rId7"/><w:footerReference w:type="default" r:id="rId7"/>'
        f'{_PAGE}<w:cols w:space="720"/><w:titlePg/></w:sectPr>'
    )
    first = cover_xml(_COVER_SECTION) if cover else ""
    main = f"{DECLARATION}<w:document {NAMESPACES}><w:body>{first}{section}</w:body></w:document>"
    return pack(
        [
            NewPart("word/document.xml", f"{_WORD}.document.main+xml", main.encode(), relations),
            *(
                NewPart(
                    f"word/{n}.xml", f"{_WORD}.{n.rstrip('12')}+xml", xml.encode(), of_fonts if n == "fontTable" else ""
                )
                for n, xml in roots.items()
            ),
            *fonts,
            *Properties(Meta(), ()).entries(),
        ]
    )


def _numbering() -> str:
    levels = (bullet_levels("ListBullet"), number_levels("ListNumber"))
    definitions = "".join(
        f'<w:abstractNum w:abstractNumId="{n}">{xml}</w:abstractNum>' for n, xml in enumerate(levels, 1)
    )
    lists = "".join(f'<w:num w:numId="{n}"><w:abstractNumId w:val="{n}"/></w:num>' for n in (1, 2))
    return definitions + lists


def _settings() -> str:
    compatibility = "".join(
        f'<w:compatSetting w:name="{name}" w:uri="http://schemas.microsoft.com/office/word" w:val="{value}"/>'
        for name, value in _COMPATIBILITY
    )
    return (
        '<w:defaultTabStop w:val="720"/><w:characterSpacingControl w:val="doNotCompress"/>'
        f'<w:compat>{compatibility}</w:compat><w:themeFontLang w:val="en-GB"/>'
        '<w:decimalSymbol w:val="."/><w:listSeparator w:val=","/>'
    )


def _story(tag: str, paragraphs: str) -> str:
    return f"{DECLARATION}<w:{tag} {NAMESPACES}>{paragraphs}</w:{tag}>"


def _paragraph(style: str, runs: str, frame: str = "") -> str:
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{frame}</w:pPr>{runs}</w:p>'


def _marking() -> str:
    """The marking in a frame at the right margin, beside which the next paragraph stands.

    The frame is the paragraph's own, because LibreOffice does not take it from a style.
    """
    frame = (
        f'<w:framePr w:w="{MARKING_WIDTH}" w:hSpace="142" w:wrap="around" w:vAnchor="text" w:hAnchor="margin" '
        'w:xAlign="right" w:y="1"/>'
    )
    runs = _field('DOCPROPERTY "Marking"', '<w:rPr><w:rStyle w:val="MarkingOther"/></w:rPr>')
    return _paragraph("MarkingPage", runs, frame)


def _page_count() -> str:
    """In figures alone: one house serves briefs in every language."""
    return f"{_field('PAGE')}{_text(' / ')}{_field('NUMPAGES')}"


def _text(words: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{words}</w:t></w:r>'


def _field(code: str, look: str = "") -> str:
    """A field; the reader of the house makes a place for its result."""
    return field(code, "-", look)
