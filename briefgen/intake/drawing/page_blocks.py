"""The visible blocks of an HTML page, and which of them a reader of its text does without: captions, credits, teasers.

Their words are as a browser shows them, with what speaks for content or for menus. Nothing that stands around a text is
left out of what is drawn, where an article may say it too; it is proposed as page furniture, which a person confirms
with the record. What says the same words a second time is left out.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import dropwhile, groupby, pairwise, takewhile
from pathlib import Path
from typing import Any

from briefgen.intake.drawing.bylines import first_date
from briefgen.intake.drawing.drawn import clean, is_furniture, patterns_of

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


# --- what stands around the text ---


_CALLED = re.compile(
    r"(?:^|[-_\s])(?:credits?|imagecredit|gallery|slideshow|carousel|thumb|thumbnail|lightbox"
    r"|related\w*|recirc\w*|more-on|also-read|read-?more|teasers?|newsletters?|signup|sign-up|subscribe|promo\w*|upsell"
    r"|author-?bio|bio|about-?author|author-?box|sharing|share|social\w*|follow|tags?|taglist|cta|sponsor\w*)"
    r"(?:$|[-_\s])"
)
_UNSEEN = re.compile(r"(?:^|\s)(?:d-none|sr-only|screen-reader(?:-text|-only)?|(?:is-|visually-?)?hidden)(?:\s|$)")
_PICTURED = re.compile(r"\b(?:photo|image|picture|foto|bild|фото)s?(?: by|:|/)", re.IGNORECASE)
_CAPTION = re.compile(r"(?:^|[-_\s])(?:caption|captions|figcaption)(?:$|[-_\s])")
_ROW = re.compile(r"[\W_]*\d{0,3}[\W_]*")
_CASES = re.compile(r"(?<=[a-z])(?=[A-Z])")
_NEAR, _MOST, _LONGEST = 3, 0.3, 700
_FEWEST_LETTERS = 3
_TEASER = 200
_HEADLINE, _FEWEST_TEASERS, _SHORT = 4, 3, 60  # words of a headline, teasers below one another
_LISTED = ("li", "dt", "dd", "td", "tr")
_SAME = 12  # letters from which on the same words a second time are no accident
_LINES = Path(__file__).with_name("around.txt")


def around(blocks: Iterable[PageBlock]) -> list[str]:
    """The lines of the blocks of a text that look like what stands around it, as they are drawn."""
    kept = list(blocks)
    total = sum(len(b.text) for b in kept)
    captions = sum(len(b.text) for b in kept if _captioned(b))
    unseen = [b for b in kept if _is_unseen(b)]
    hidden = unseen if sum(len(b.text) for b in unseen) <= _MOST * total else []
    others = {id(b) for b in (*_other_articles(kept), *_teasers(kept), *hidden)}
    found: list[str] = []
    for n, block in enumerate(kept):
        is_line = len(block.text) < _TEASER and block.text[-1:] not in ".!?" and not _PICTURED.search(block.text)
        is_day = is_line and first_date(block.text) != ""
        is_caption = captions <= _MOST * total and _captioned(block)
        heads = block.is_heading and n + 1 < len(kept) and len(kept[n + 1].text) >= _TEASER
        is_around = _is_told(block.text) or is_caption or _is_beside(block, total) or (_is_linked(block) and not heads)
        if (n or not block.is_heading) and not is_day and (is_around or id(block) in others):
            found += [line for line in clean(block.text).split("\n") if sum(map(str.isalpha, line)) >= _FEWEST_LETTERS]
    wanted = {line for n, block in enumerate(kept) for line in clean(block.text).split("\n")} - set(found)
    return [line for line in dict.fromkeys(found) if line not in wanted]


def is_of_picture(block: PageBlock) -> bool:
    """Whether a block tells of a picture: a caption, or who made it; a day in it is none of the page."""
    return _captioned(block) or _PICTURED.search(block.text) is not None


def once(blocks: Iterable[PageBlock]) -> Iterator[PageBlock]:
    """The blocks without headings, captions and other lines whose words went before, and without rows of figures."""
    seen: set[str] = set()
    before = ""
    for block in _without_rows(list(blocks)):
        letters = block.letters
        if not letters:
            continue
        if len(letters) >= _SAME and letters == before:
            continue
        before = letters
        is_line = block.is_heading or block.link_share > 0.9 or _captioned(block)
        if len(letters) >= _SAME and letters in seen and is_line:
            continue
        seen.add(letters)
        yield block


def _without_rows(blocks: list[PageBlock]) -> Iterator[PageBlock]:
    """The blocks without what leads from one picture or page to the next: < 1 2 3 >, each by itself."""
    for is_row, run in groupby(blocks, key=lambda b: b.tag not in _LISTED and _ROW.fullmatch(b.text) is not None):
        row = list(run)
        yield from row if not is_row or len(row) < _FEWEST_LETTERS else ()


def _other_articles(blocks: Sequence[PageBlock]) -> Iterator[PageBlock]:
    """Blocks of several articles that stand within another and are shorter than it: the next ones of a blog."""
    own = 0
    nested: dict[Element, list[PageBlock]] = defaultdict(list)
    for block in blocks:
        articles = [e for e in ancestors(block.holder) if str(e.tag).lower() == "article"]
        if len(articles) > 1:
            nested[articles[0]].append(block)
        own += len(block.text) if len(articles) == 1 else 0
    if len(nested) > 1 and all(sum(len(b.text) for b in run) < own for run in nested.values()):
        yield from (block for run in nested.values() for block in run)


def _teasers(blocks: Sequence[PageBlock]) -> Iterator[PageBlock]:
    """What tells of other pages: blocks at either end that begin with a link, and short ones below links, several."""
    for ordered in (blocks, blocks[::-1]):
        run = list(takewhile(_begins_with_headline, dropwhile(_is_short, ordered)))
        yield from run if len(run) >= _FEWEST_TEASERS else ()
    told = [below for above, below in pairwise(blocks) if _is_linked(above) and _is_alone_with(above, below)]
    yield from told if len(told) >= _FEWEST_TEASERS else ()


def _is_unseen(block: PageBlock) -> bool:
    """Whether a block stands in a part whose class says that it is not shown."""
    return any(_UNSEEN.search(str(element.get("class", "")).lower()) for element in ancestors(block.holder))


def _is_alone_with(above: PageBlock, below: PageBlock) -> bool:
    """Whether a short block shares a box of the page with the link above it, and with nothing else."""
    if below.linked or len(below.text) >= _TEASER:
        return False
    over = set(ancestors(above.holder))
    box = next(e for e in ancestors(below.holder) if e in over)
    return len(" ".join("".join(box.itertext()).split())) <= len(above.text) + len(below.text) + _SHORT


def _is_short(block: PageBlock) -> bool:
    return len(block.text) < _SHORT and not _begins_with_headline(block)


def _begins_with_headline(block: PageBlock) -> bool:
    link = next(iter(block.holder.iterdescendants("a")), None)
    words = " ".join("".join(link.itertext()).split()) if link is not None else ""
    return len(words.split()) >= _HEADLINE and " ".join(block.text.split()).startswith(words)


def _is_told(text: str) -> bool:
    """Whether the words themselves say that they are no text: "Photo by …", "Sign up for our newsletter …"."""
    return patterns_of(_LINES).fullmatch(" ".join(text.split())) is not None


def _is_linked(block: PageBlock) -> bool:
    """Whether a line leads on to another page: "Related: Who pays for walls?"."""
    is_headline = block.link_share > 0.9 and len(block.text.split()) >= _HEADLINE
    if is_headline and block.tag not in _LISTED and not block.text.rstrip().endswith((".", ":", ",", ";")):
        return len(block.text) <= _TEASER
    return block.link_share > 0.3 and len(block.text) <= _TEASER and is_furniture(block.text[:60])


def _is_beside(block: PageBlock, total: int) -> bool:
    """Whether a block stands in a part of the page that calls itself a caption, a teaser, a box of its author."""
    return any(_CALLED.search(_names(element)) and _is_small(element, total) for element in _near(block))


def _captioned(block: PageBlock) -> bool:
    """Whether a block stands below a picture; a quotation that is set as a figure does not."""
    for element in _near(block):
        tag = str(element.tag).lower()
        is_caption = _CAPTION.search(_names(element)) is not None and len("".join(element.itertext())) <= _LONGEST
        if is_caption or tag in ("figcaption", "figure", "blockquote"):
            return tag != "blockquote"
    return False


def _near(block: PageBlock) -> Iterator[Element]:
    for depth, element in enumerate(ancestors(block.holder)):
        if depth > _NEAR or str(element.tag).lower() in ("body", "article", "main", "html"):
            return
        yield element


def _names(element: Element) -> str:
    return _CASES.sub("-", names_of(element)).lower()


def _is_small(element: Element, total: int) -> bool:
    """Whether an element holds so little of the page that it cannot be the frame of its text."""
    length = len("".join(element.itertext()))
    return length <= _LONGEST and length <= max(_MOST * total, 80)
