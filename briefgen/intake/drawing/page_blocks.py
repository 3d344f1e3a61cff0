"""The visible blocks of an HTML page: their words as a browser shows them, and what speaks for content or for menus."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

Element = Any  # lxml's elements, whose types come from a package of their own

_BLOCKS = frozenset(
    """
    address article aside blockquote body caption center dd details dialog div dl dt fieldset figcaption figure
    footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu nav ol p pre section summary table
    tbody td tfoot th thead tr ul
    """.split()  # noqa: SIM905 - forty words
)
_UNSHOWN = frozenset(
    """
    script style noscript template svg math iframe head select option button input textarea object embed canvas
    audio video map datalist progress meter
    """.split()  # noqa: SIM905 - forty words
)
_APART = frozenset(("nav", "aside", "footer", "form", "menu", "dialog"))
_ROLES = frozenset("navigation banner contentinfo complementary search menu menubar dialog toolbar".split())  # noqa: SIM905
_NAMED = re.compile(
    r"(?:^|[-_\s])(?:nav|navbar|navigation|menu|breadcrumbs?|sidebar|footer|masthead|topbar|cookies?|consent|share|sharing"
    r"|social|related|recommended|comments?|newsletter|subscribe|promo|advert\w*|ads?|pagination|pager|toolbar|popup"
    r"|modal|tags|taglist|skip-link|search|login)(?:$|[-_\s])|(?:^|\s)widget(?:$|\s)",
    re.IGNORECASE,
)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_NOTE_MARK = re.compile(r"\s*[\[(]?(?:\d{1,3}|[*†‡§]|[a-z])[\])]?\s*")
_DEEPEST = 400


@dataclass(slots=True)
class PageBlock:
    """Words that stand in one block of the page; `linked` of its characters stand in links.

    `apart`: it stands in a part that is called a menu, a sidebar, a footer. `holder` is the element with these words.
    """

    text: str
    tag: str
    holder: Element
    linked: int
    apart: bool
    cell: Element | None = None

    @property
    def letters(self) -> str:
        """Its letters and digits alone, for comparing."""
        return letters(self.text)

    @property
    def link_share(self) -> float:
        return self.linked / max(len(self.text), 1)

    @property
    def is_heading(self) -> bool:
        return self.tag in _HEADINGS


def letters(text: str) -> str:
    return "".join(filter(str.isalnum, text))


@dataclass(slots=True)
class _BlockWalk:
    total: int
    told: int  # of them in paragraphs
    found: list[PageBlock] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    linked: int = 0

    def flush(self, element: Element, apart: bool, cell: Element | None) -> None:
        text = "".join(self.words)
        text = text if element.tag == "pre" else re.sub(r"[ \t\n\r\f]+", " ", text)
        text = "\n".join(line.strip() for line in text.split("\x01"))
        if text.strip():
            self.found.append(PageBlock(text.strip(), str(element.tag), element, self.linked, apart, cell))
        self.words, self.linked = [], 0

    def take(self, text: str | None, in_link: bool) -> None:
        if text:
            self.words.append(text)
            self.linked += len(text.strip()) if in_link else 0

    def into(self, element: Element, apart: bool, in_link: bool, cell: Element | None, depth: int) -> None:
        tag = element.tag
        if not isinstance(tag, str):  # a comment
            return
        tag = tag.lower()
        if tag in _UNSHOWN or _is_hidden(element) or depth > _DEEPEST:
            return
        if tag == "br":
            self.words.append("\x01")
            return
        if tag == "sup" and _is_note_mark(element):
            return
        is_block = tag in _BLOCKS
        inner_apart = apart or (is_apart(element) and not self._is_frame(element))
        inner_cell = element if tag in ("td", "th") else cell
        if tag == "tr" and _is_row(element):
            self.flush(element.getparent(), apart, cell)
            self._row(element, inner_apart, in_link, depth)
            return
        if is_block:
            self.flush(element.getparent() if element.getparent() is not None else element, apart, cell)
        self.take(element.text, in_link or tag == "a")
        for child in element:
            self.into(child, inner_apart, in_link or tag == "a", inner_cell, depth + 1)
            self.take(child.tail, in_link or tag == "a")
        if is_block:
            self.flush(element, inner_apart, inner_cell)

    def _is_frame(self, element: Element) -> bool:
        """Whether an element holds most of the page's paragraphs, or its heading and most of its words."""
        told = sum(len("".join(p.itertext())) for p in element.iter("p"))
        return 2 * told > self.told or (
            element.find(".//h1") is not None and 2 * len("".join(element.itertext())) > self.total
        )

    def _row(self, row: Element, apart: bool, in_link: bool, depth: int) -> None:
        for n, cell in enumerate(row):
            if n:
                self.words.append("\t ")
            self.take(cell.text, in_link)
            for child in cell:
                self.into(child, apart, in_link, None, depth + 1)
                self.take(child.tail, in_link)
        self.flush(row, apart, None)


def page_blocks(body: Element) -> list[PageBlock]:
    """Every block of words that a reader sees, in the order of the page."""
    walk = _BlockWalk(len("".join(body.itertext())), sum(len("".join(p.itertext())) for p in body.iter("p")))
    walk.into(body, False, False, None, 0)
    walk.flush(body, False, None)
    return walk.found


def is_apart(element: Element) -> bool:
    """Whether an element calls itself what stands around a text."""
    tag = str(element.tag).lower()
    if tag in _APART or str(element.get("role", "")).lower() in _ROLES:
        return True
    if tag == "header":
        return not any(True for a in element.iterancestors("article", "main"))
    if tag in ("body", "html", "main", "article"):
        return False
    return bool(_NAMED.search(names_of(element)))


def names_of(element: Element) -> str:
    """What an element is called; the id of a heading is made of its words, and calls it nothing."""
    own = "" if str(element.tag).lower() in _HEADINGS else element.get("id", "")
    return f"{element.get('class', '')} {own}"


def ancestors(element: Element) -> Iterator[Element]:
    yield element
    yield from element.iterancestors()


def _is_hidden(element: Element) -> bool:
    return element.get("hidden") is not None or bool(_HIDDEN.search(element.get("style", "")))


def _is_note_mark(element: Element) -> bool:
    """A number set high that leads to a note: no word of the sentence."""
    words = "".join(element.itertext())
    linked = element.find(".//a") is not None or str(getattr(element.getparent(), "tag", "")).lower() == "a"
    return linked and bool(_NOTE_MARK.fullmatch(words))


def _is_row(row: Element) -> bool:
    """Whether a row holds data, cell by cell, and is no device for laying out a page."""
    cells = [child for child in row if str(child.tag).lower() in ("td", "th")]
    if len(cells) < 2 or len(cells) != len(row):
        return False
    return all(
        not any(str(inner.tag).lower() in _BLOCKS for inner in cell.iterdescendants())
        and len("".join(cell.itertext())) < 200
        for cell in cells
    )
