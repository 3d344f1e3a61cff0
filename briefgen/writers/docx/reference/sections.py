"""The sections of a reference document: which are the cover, and which number the first page behind them has."""

from __future__ import annotations

from copy import deepcopy

from briefgen.ooxml.tree import Element, W, make, remove, value

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
