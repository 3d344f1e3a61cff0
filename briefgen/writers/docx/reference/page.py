"""Pages: their setup and settings, of which only what a brief needs is taken, and the cover before the text."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy

from docx.opc.part import Part as WordPart

from briefgen.diagnostics import Severity
from briefgen.ooxml.fields import COVER
from briefgen.ooxml.packing import NOTE_SETTINGS, SECTION_NOTES, THEME_LANGUAGE
from briefgen.ooxml.text import escape
from briefgen.ooxml.tree import MC, NAMESPACES, WP, Element, R, W, fragment, hole, make, remove, unwrap, value
from briefgen.writers.docx.house import Cover, Relation
from briefgen.writers.docx.reference.carry import Media, carry_relations, report_pictures
from briefgen.writers.docx.reference.fields import settle_fields
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


# --- The cover: what stands before each brief, with places for what the brief says of itself ---


_COVER = "cover"
_EDITED = "{http://schemas.microsoft.com/office/word/2010/wordml}"  # w14: names paragraphs by random numbers
_NOTES = ("footnoteReference", "endnoteReference", "footnoteRef", "endnoteRef")
_FIRST_DRAWING = 100_001  # the figures of a brief count from 1
_LONG = 2_000  # characters, about a page


class CoverReader:
    """The cover of a reference document while it is read."""

    def __init__(self, part: WordPart, main: Element, sections: Sections) -> None:
        """`main` is the part's tree, without what is never taken over."""
        self._part, self._main, self._sections = part, main, sections
        self.blocks = sections.cover

    def lists(self) -> frozenset[str]:
        """The lists that its paragraphs use, by w:numId."""
        return frozenset(n.get(W + "val", "") for block in self.blocks for n in block.iter(W + "numId"))

    def read(
        self,
        lists: frozenset[str],
        headers: dict[str, str],
        markings: frozenset[str],
        media: Media,
        findings: HouseFindings,
    ) -> Cover | None:
        """The cover, or None where there is none.

        `lists` are the w:numIds that the house has, `headers` gives the new ids of headers by old id, `markings`
        are the ids of its character styles for markings.
        """
        if not self.blocks:
            return None
        setups = [read_section(end.find(f"{W}pPr/{W}sectPr"), headers) for end in self._sections.ends]
        root = self._alone()
        self._clean(root, lists, findings)
        report_pictures(root, _COVER, findings)
        relations = _renamed(carry_relations(self._part, root, media, findings, _COVER), root)
        settle_fields(root, markings, _COVER, findings)
        for end, setup in zip(self._sections.ends, setups, strict=True):
            _close(end, setup)
        self._sections.ends[-1].extend(_bookmark())
        _number_drawings(root)
        declared = dict(_declared(self._main, root))
        return Cover(
            fragment(*root, declared=declared), _start_tag(self._main, declared), relations, self._sections.pages
        )

    def _alone(self) -> Element:
        """An element that holds the cover without its page setups; sample text stays behind."""
        root = make("body")
        root.extend(self.blocks)
        for section in list(root.iter(W + "sectPr")):
            remove(section)
        return root

    def _clean(self, root: Element, lists: frozenset[str], findings: HouseFindings) -> None:
        text = "".join(t.text or "" for t in root.iter(W + "t"))
        if len(text) > _LONG:
            findings.say("house-cover-long", len(text), " ".join(text[:40].split()))
        for note in list(root.iter(*(W + name for name in _NOTES))):
            findings.left_out("notes on its cover")
            remove(note)
        for link in list(root.iter(W + "hyperlink")):
            if link.get(R + "id") is None:  # it leads to a bookmark, and those stay behind
                unwrap(link)
        for number in list(root.iter(W + "numPr")):
            if value(number, "numId") not in (None, "0", *lists):
                remove(number)
        for paragraph in root.iter(W + "p"):
            for name in (_EDITED + "paraId", _EDITED + "textId"):
                paragraph.attrib.pop(name, None)


def _close(end: Element, setup: Element) -> None:
    """Put a page setup into the paragraph that ends its section; it stands behind all but w:pPrChange (17.3.1.26)."""
    properties = end.find(W + "pPr")
    if properties is None:
        properties = make("pPr")
        end.insert(0, properties)
    properties.append(setup)


def _bookmark() -> tuple[Element, Element]:
    """The mark by which a brief's file says how far its cover goes; the bookmarks of the text count from 1."""
    return make("bookmarkStart", id="0", name=COVER), make("bookmarkEnd", id="0")


def _renamed(relations: tuple[Relation, ...], root: Element) -> tuple[Relation, ...]:
    """The relations under ids that nothing else in a brief has."""
    names = {relation.id: f"rIdCover{n}" for n, relation in enumerate(relations, 1)}
    for element in root.iter():
        for name in [n for n in element.attrib if n.startswith(R)]:
            element.set(name, names[element.get(name)])
    return tuple(Relation(names[r.id], r.type, r.target, r.external) for r in relations)


def _number_drawings(root: Element) -> None:
    for number, drawing in enumerate(root.iter(WP + "docPr"), _FIRST_DRAWING):
        drawing.set("id", str(number))


def _declared(main: Element, root: Element) -> Iterator[tuple[str, str]]:
    """The prefixes of the main part that the cover needs: in names, or in what asks for an extension of Word."""
    elements = [e for e in root.iter() if isinstance(e.tag, str)]  # and not a hole
    used = {name[1:].partition("}")[0] for e in elements for name in (e.tag, *e.attrib) if name[0] == "{"}
    required = {p for choice in root.iter(MC + "Choice") for p in (choice.get("Requires") or "").split()}
    for prefix, uri in sorted((p, u) for p, u in main.nsmap.items() if p and p not in NAMESPACES):
        if uri in used or prefix in required:
            yield prefix, uri


def _start_tag(main: Element, declared: dict[str, str]) -> str:
    """What the start tag of a brief's main part says more: namespaces, and which of them a reader may ignore."""
    ignored = [prefix for prefix in (main.get(MC + "Ignorable") or "").split() if prefix in declared]
    compatible = {"mc": MC[1:-1]} if ignored else {}
    names = "".join(f' xmlns:{p}="{escape(u)}"' for p, u in sorted((declared | compatible).items()))
    return names + (f' mc:Ignorable="{" ".join(ignored)}"' if ignored else "")
