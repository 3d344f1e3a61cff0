"""Page setup and settings: only what a brief needs is taken, in the order of the schema."""

from __future__ import annotations

from copy import deepcopy

from briefgen.diagnostics import Severity
from briefgen.ooxml.stencil import NOTE_SETTINGS, SECTION_NOTES, THEME_LANGUAGE
from briefgen.ooxml.tree import Element, R, W, hole, make, remove, value
from briefgen.writers.docx.reference.findings import HouseFindings

# 17.6.17; paperSrc, formProt and printerSettings belong to somebody's printer or form.
_SECTION = "type pgSz pgMar pgBorders lnNumType pgNumType cols vAlign titlePg textDirection bidi rtlGutter docGrid"
# 17.15.1.78, in its order; the notes' settings stand before `compat`.
_SETTINGS = (
    "mirrorMargins alignBordersAndEdges bordersDoNotSurroundHeader bordersDoNotSurroundFooter gutterAtTop "
    "defaultTabStop autoHyphenation consecutiveHyphenLimit hyphenationZone doNotHyphenateCaps evenAndOddHeaders "
    "bookFoldRevPrinting characterSpacingControl noLineBreaksAfter noLineBreaksBefore"
)
_LATE_SETTINGS = "compat themeFontLang clrSchemeMapping decimalSymbol listSeparator"
_SAID = {
    "mailMerge": "a mail merge",
    "documentProtection": "protection against editing",
    "docVars": "document variables",
}
_A4 = (11906, 16838)
_MARGIN = 1304  # twips, 2.3 cm


def read_section(found: Element | None, headers: dict[str, str]) -> Element:
    """A w:sectPr with the page setup of the last section; `headers` gives the new ids of headers by old id."""
    section = make("sectPr")
    old = make("sectPr") if found is None else found
    for reference in old.iterchildren(W + "headerReference", W + "footerReference"):
        if reference.get(R + "id") in headers:
            new = deepcopy(reference)
            new.set(R + "id", headers[reference.get(R + "id")])
            section.append(new)
    section.append(hole(SECTION_NOTES))
    for name in _SECTION.split():
        element = old.find(W + name)
        if element is None and name in ("pgSz", "pgMar"):
            element = _default(name)
        if element is not None:
            section.append(deepcopy(element))
    return section


def page_size(section: Element) -> tuple[int, int]:
    """Width and height of a page in twips."""
    size = section.find(W + "pgSz")
    return _twips(size, "w", _A4[0]), _twips(size, "h", _A4[1])


def text_width(section: Element) -> int:
    """The width of a line of text in twips; that of the first of several columns."""
    size, margins = section.find(W + "pgSz"), section.find(W + "pgMar")
    width = _twips(size, "w", _A4[0]) - sum(_twips(margins, side, 0) for side in ("left", "right", "gutter"))
    columns = section.find(W + "cols")
    count = _twips(columns, "num", 1) if columns is not None else 1
    gap = _twips(columns, "space", 720) if columns is not None else 0
    return max(1440, (width - (count - 1) * gap) // max(1, count))


def text_height(section: Element) -> int:
    """The height of the text on a page in twips."""
    size, margins = section.find(W + "pgSz"), section.find(W + "pgMar")
    return max(1440, _twips(size, "h", _A4[1]) - sum(_twips(margins, side, 0) for side in ("top", "bottom")))


def running_off_page(section: Element) -> str:
    """Which of header and footer a section puts where no page is, so that nobody would see it; "" for neither."""
    height, margins = _twips(section.find(W + "pgSz"), "h", _A4[1]), section.find(W + "pgMar")
    return next((place for place in ("header", "footer") if not 0 <= _twips(margins, place, 708) <= height - 240), "")


def read_settings(found: Element | None, findings: HouseFindings) -> Element:
    """A w:settings with what shapes the page, and holes for notes and language.

    What is left behind includes editing-session ids, document variables, protection and field updates.
    """
    old = make("settings") if found is None else found
    for name, what in _SAID.items():
        if old.find(W + name) is not None:
            findings.left_out(what, Severity.NOTE if name == "docVars" else None)
    settings = make("settings")
    _take(_SETTINGS, old, settings)
    settings.append(hole(NOTE_SETTINGS))
    _take(_LATE_SETTINGS, old, settings)
    return settings


def _take(names: str, old: Element, new: Element) -> None:
    for name in names.split():
        element = old.find(W + name)
        if element is not None:
            new.append(hole(THEME_LANGUAGE) if name == "themeFontLang" else deepcopy(element))


def _default(name: str) -> Element:
    if name == "pgSz":
        return make(name, w=str(_A4[0]), h=str(_A4[1]))
    sides = dict.fromkeys(("top", "right", "bottom", "left"), str(_MARGIN))
    return make(name, **sides, header="680", footer="567", gutter="0")


def _twips(element: Element, name: str, default: int) -> int:
    text = element.get(W + name) or ""
    return abs(int(text)) if text.lstrip("-").isdecimal() else default


# --- The sections of a reference document: which are the cover, and which number the first page behind them has ---


_ON_THE_SAME_PAGE = ("continuous", "nextColumn")
_REFERENCES = (W + "headerReference", W + "footerReference")
_MOST = 9_999  # digits of a page number are four, so that no number grows without end


class Sections:
    """The page setups of a document, in order; that of the text is the `last`.

    The `cover`, its paragraphs and tables, is all that stands before the last break that begins a new page. What
    stands behind it, also over breaks that begin none, is sample text.
    """

    def __init__(self, body: Element) -> None:
        last = body.find(W + "sectPr")
        self._body = body
        self._ends = [p for p in body.iterchildren(W + "p") if _of(p) is not None]
        self._all = [*map(_of, self._ends), make("sectPr") if last is None else last]
        for before, section in zip(self._all, self._all[1:], strict=False):
            _inherit(before, section)
        self._covering = max((n for n, section in enumerate(self._all) if n and _begins_page(section)), default=0)
        self.cover = self._cover()
        self._pages = self._pages_each()

    @property
    def last(self) -> Element:
        """The page setup of the text; behind a cover one that begins a new page."""
        kind = self._all[-1].find(W + "type")
        if self._covering and kind is not None and not _begins_page(self._all[-1]):
            remove(kind)
        return self._all[-1]

    @property
    def of_cover(self) -> list[Element]:
        """The page setups of the cover."""
        return self._all[: self._covering]

    @property
    def ends(self) -> list[Element]:
        """The paragraphs that end the sections of the cover, each of which holds a page setup."""
        return self._ends[: self._covering]

    @property
    def pages(self) -> int:
        """How many pages the cover has, as far as breaks tell."""
        return min(_MOST, sum(self._pages))

    def first_page(self) -> int:
        """The number of the first page of the text: numbers go on, or start anew in a section (17.6.12)."""
        number = 1
        for section, pages in zip(self.of_cover, self._pages, strict=True):
            number = _first_number(section, number) + pages
        return min(_MOST, _first_number(self.last, number))

    def _cover(self) -> list[Element]:
        blocks = list(self._body)
        return blocks[: blocks.index(self.ends[-1]) + 1] if self.ends else []

    def _pages_each(self) -> list[int]:
        """The pages that each section of the cover begins."""
        pages: list[int] = []
        begun = 0
        ends = set(self.ends)
        for block in self.cover:
            begun += sum(b.get(W + "type") == "page" for b in block.iter(W + "br"))
            begun += sum(1 for _ in block.iter(W + "pageBreakBefore"))
            if block in ends:
                pages.append(begun + (not pages or _begins_page(_of(block))))
                begun = 0
        return pages


def _of(paragraph: Element) -> Element | None:
    return paragraph.find(f"{W}pPr/{W}sectPr")


def _begins_page(section: Element) -> bool:
    return value(section, "type") not in _ON_THE_SAME_PAGE


def _inherit(before: Element, section: Element) -> None:
    """Give a section the headers and footers that it takes over from the one before it (17.10.1)."""
    own = {_place(reference) for reference in section.iterchildren(*_REFERENCES)}
    for reference in reversed(list(before.iterchildren(*_REFERENCES))):
        if _place(reference) not in own:
            section.insert(0, deepcopy(reference))


def _place(reference: Element) -> tuple[str, str]:
    return reference.tag, reference.get(W + "type", "default")


def _first_number(section: Element, following: int) -> int:
    """The number of a section's first page, where `following` is the next that is free."""
    numbers = section.find(W + "pgNumType")
    start = "" if numbers is None else numbers.get(W + "start") or ""
    if start.isascii() and start.isdecimal() and len(start) <= len(str(_MOST)):
        return int(start)
    kind = value(section, "type")
    return following + ((kind == "oddPage" and following % 2 == 0) or (kind == "evenPage" and following % 2 == 1))
