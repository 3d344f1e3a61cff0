"""What a page carries around its text and a reader of the text does without: captions, credits, teasers, newsletters.

Nothing of it is left out of what is drawn, where an article may say it too; it is proposed as page furniture, which a
person confirms with the record. What says the same words a second time is left out.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import dropwhile, groupby, pairwise, takewhile
from pathlib import Path

from briefgen.intake.drawing.bylines import first_date
from briefgen.intake.drawing.drawn import clean, is_furniture, patterns_of
from briefgen.intake.drawing.page_blocks import Element, PageBlock, ancestors, names_of

_NAMED = re.compile(
    r"(?:^|[-_\s])(?:credits?|imagecredit|gallery|slideshow|carousel|thumb|thumbnail|lightbox"
    r"|related\w*|recirc\w*|more-on|also-read|read-?more|teasers?|newsletters?|signup|sign-up|subscribe|promo\w*|upsell"
    r"|author-?bio|bio|about-?author|author-?box|sharing|share|social\w*|follow|tags?|taglist|cta|sponsor\w*)"
    r"(?:$|[-_\s])"
)
_HIDDEN = re.compile(r"(?:^|\s)(?:d-none|sr-only|screen-reader(?:-text|-only)?|(?:is-|visually-?)?hidden)(?:\s|$)")
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
    return any(_HIDDEN.search(str(element.get("class", "")).lower()) for element in ancestors(block.holder))


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
    return any(_NAMED.search(_names(element)) and _is_small(element, total) for element in _near(block))


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
