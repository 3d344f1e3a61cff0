"""The text of an HTML page, as a browser saved it, without the menus around it.

trafilatura judges which words are content. Its judgement is taken block by block, never its text: words come from the
page itself, spelt and parted as a browser shows them. Two things are held against it. A layout made of tables lets
menus through; they are known by their links. And it loses a paragraph here and there; whatever stands between two
blocks of content, and calls itself nothing else, is content too.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from itertools import groupby
from typing import Any

from briefgen.intake.drawing.drawn import Drawn, DrawnParagraph, Undrawable, drawn, is_furniture
from briefgen.intake.drawing.page_blocks import PageBlock, ancestors, around, letters, once, page_blocks
from briefgen.intake.drawing.page_says import WholePage, heading_of, page_says
from briefgen.intake.drawing.plain_text import decoded, front_matter, head_of_markdown

_SURE = 24  # letters from which on a run of them is no accident
_LINKED = 0.6  # share of its characters in links from which on a block is a menu
_SENTENCE = 60  # characters that a cell with a sentence has at least
_LONGEST_LINK = 120  # a longer one is a sentence with links in it, a reference, an item of an agenda
_DECLARED = 2048
_FEW = 200  # letters that nearly every page of text has


def draw_html(data: bytes, declared: str = "", address: str = "") -> Drawn:
    """The content of a page, and what it says of itself.

    `declared` is the encoding that the server named, `address` where the page was read. Raises `Undrawable`.
    """
    tree = _parsed(data, declared)
    body = tree.find("body")
    if body is None:
        raise Undrawable("is a page without a body")
    blocks = page_blocks(body)
    content, heading = _content(tree, blocks)
    kept = list(once(content))
    if not kept:
        raise Undrawable("shows no words: what it shows is loaded by a program; save it from the browser as one file")
    paragraphs = [DrawnParagraph.of(b.text, is_heading=b.is_heading) for b in kept]
    said = page_says(WholePage(tree, kept, blocks, heading, address))
    return drawn("html", paragraphs, said, around(kept), _remarks(tree, kept))


def draw_markdown(data: bytes) -> Drawn:
    """The words of a Markdown text without its marks, and what the block of keys before it says."""
    import pyromark
    from lxml.html import document_fromstring  # type: ignore[import-untyped]

    said, text = front_matter(decoded(data)[0])
    options = pyromark.Options.ENABLE_TABLES | pyromark.Options.ENABLE_FOOTNOTES | pyromark.Options.ENABLE_STRIKETHROUGH
    page = pyromark.html(text, options=options).strip()
    blocks = page_blocks(document_fromstring(f"<html><body>{page}</body></html>").find("body")) if page else []
    paragraphs = [DrawnParagraph.of(b.text, is_heading=b.is_heading) for b in blocks]
    return drawn("markdown", paragraphs, [*said, *head_of_markdown(paragraphs)])


def _remarks(tree: Any, kept: Sequence[PageBlock]) -> Iterator[str]:
    """What a page of few words may lack: its programs draw the rest, in a browser alone."""
    few = sum(len(b.letters) for b in kept) < _FEW
    if few and sum(len(script.text or script.get("src", "")) for script in tree.iter("script")) > _FEW:
        yield "it shows few words; if a browser shows more, save it from there as one file and add that"


def _parsed(data: bytes, declared: str) -> Any:
    from lxml.html import HTMLParser, document_fromstring

    text = decoded(data, declared or _charset(data))[0].replace("\0", "")
    try:
        # Without recursion limits of libxml2 lifted (huge_tree): a page nested deeper than 256 is none of a person's.
        return document_fromstring(text.encode(), parser=HTMLParser(encoding="utf-8"))
    except (ValueError, SyntaxError, AssertionError) as bad:  # lxml.etree.ParserError is a SyntaxError's cousin
        raise Undrawable(f"is no page that can be read: {bad}") from bad
    except Exception as bad:
        if type(bad).__module__ != "lxml.etree":
            raise
        raise Undrawable(f"is no page that can be read: {bad}") from bad


def _charset(data: bytes) -> str:
    """The encoding that a page itself names near its beginning."""
    import re

    found = re.search(rb"""charset\s*=\s*["']?\s*([A-Za-z0-9_.:-]{2,40})""", data[:_DECLARED])
    name = found[1].decode() if found else ""
    # What calls itself Latin-1 is read as its superset by every browser (WHATWG, "windows-1252").
    return "windows-1252" if name.lower() in ("iso-8859-1", "latin1", "us-ascii", "ascii") else name


# --- what is content ---


def _content(tree: Any, blocks: Sequence[PageBlock]) -> tuple[list[PageBlock], PageBlock | None]:
    """The blocks of the text, and the heading over it, if there is one."""
    judged = _judged(tree)
    menus = _menus(blocks)
    sure = [i for i, b in enumerate(blocks) if i not in menus and judged(b)]
    keep = set(_within(blocks, sure))
    if not keep:
        return [b for i, b in enumerate(blocks) if i not in menus and not b.apart], heading_of(tree, blocks)
    first, last = min(keep), max(keep)
    home = _home([blocks[i] for i in keep])
    beside = {blocks[i].holder.getparent() for i in keep}
    for i, block in enumerate(blocks):
        if i in keep or i in menus or block.apart or block.link_share > _LINKED:
            continue
        within = home is not None and home in ancestors(block.holder)
        if first <= i <= last or within or (block.holder.getparent() in beside and _has_sentence(block)):
            keep.add(i)
    heading = heading_of(tree, blocks[: last + 1])
    own = {i for i, block in enumerate(blocks) if block is heading}
    ordered = sorted(keep | _title(blocks, first, menus) | own)
    advised = _advised(blocks, ordered) - own
    return [blocks[i] for i in ordered if i not in advised], heading


def _within(blocks: Sequence[PageBlock], sure: Sequence[int]) -> Sequence[int]:
    """Of what is judged content that which the page does not call a part around its text, and what stands between."""
    own = [i for i in sure if not blocks[i].apart]
    is_most = 2 * sum(len(blocks[i].text) for i in own) > sum(len(blocks[i].text) for i in sure)
    if is_most or any(b.tag == "h1" and not b.apart for b in blocks):
        return [i for i in sure if own and own[0] <= i <= own[-1]]
    return sure  # the page calls most of its text so


def _advised(blocks: Sequence[PageBlock], kept: Sequence[int]) -> set[int]:
    """The headings that lead on to other pages, with the teasers below each: "read also", "mehr zum Thema"."""
    found: set[int] = set()
    heading, is_below = -1, False
    for i in kept:
        block = blocks[i]
        if heading >= 0 and block.is_heading:
            found.add(heading)  # nothing stands below it
        if is_furniture(block.text):
            heading, is_below = (i if block.is_heading else -1), True
        elif is_below and _is_teaser(block):
            found.update({i, heading} - {-1})
        else:
            heading, is_below = -1, False
    return found | ({heading} - {-1})


def _is_teaser(block: PageBlock) -> bool:
    is_linked = block.link_share > 0.3 or (block.linked > 0 and len(block.text) < 2 * _SENTENCE)
    return is_linked and (not block.is_heading or block.link_share > _LINKED)


def _judged(tree: Any) -> Any:
    """Says of a block whether trafilatura takes it for content."""
    from copy import deepcopy

    from trafilatura import extract

    text = extract(deepcopy(tree), include_comments=False, include_tables=True, favor_recall=True) or ""
    lines = {letters(line) for row in text.splitlines() for line in (row, *row.split("|"))}
    whole = letters(text)

    def is_content(block: PageBlock) -> bool:
        own = block.letters
        return bool(own) and (own in lines or (len(own) >= _SURE and own in whole))

    return is_content


def _menus(blocks: Sequence[PageBlock]) -> set[int]:
    """Blocks of links alone that stand in rows, and cells of a layout that hold no sentence beside cells that do."""
    found: set[int] = set()
    of_data = {b.holder.getparent() for b in blocks if b.tag == "tr" and not _is_linked(b)}
    for linked, group in groupby(range(len(blocks)), key=lambda i: _is_linked(blocks[i])):
        run = list(group)
        texts = [blocks[i] for i in run]
        if linked and (len(run) >= 3 or any(b.apart or _many_links(b) or _is_row_of_links(b, of_data) for b in texts)):
            found.update(run)
    cells: dict[Any, list[int]] = {}
    for i, block in enumerate(blocks):
        if block.cell is not None:
            cells.setdefault(block.cell, []).append(i)
    with_sentences = [c for c, own in cells.items() if any(_has_sentence(blocks[i]) for i in own)]
    if with_sentences:
        for cell, own in cells.items():
            short = not any(_has_sentence(blocks[i]) or blocks[i].is_heading for i in own)
            if short and cell not in with_sentences and (len(own) >= 3 or any(blocks[i].linked for i in own)):
                found.update(own)
    return found


def _is_linked(block: PageBlock) -> bool:
    return block.link_share > _LINKED and len(block.text) < _LONGEST_LINK


def _is_row_of_links(block: PageBlock, of_data: Collection[Any]) -> bool:
    return block.tag == "tr" and block.holder.getparent() not in of_data


def _many_links(block: PageBlock) -> bool:
    links = list(block.holder.iterdescendants("a"))
    return len(links) >= 3 and len(block.text) / len(links) < 40


def _has_sentence(block: PageBlock) -> bool:
    return len(block.text) >= _SENTENCE and block.link_share < _LINKED and any(c in block.text for c in ".!?。؟।")


def _home(kept: Sequence[PageBlock]) -> Any:
    """The article or main part of the page in which most of the content stands; None where there is none."""
    total = sum(len(b.text) for b in kept)
    for tag in ("article", "main"):
        held: dict[Any, int] = {}
        for block in kept:
            for element in ancestors(block.holder):
                if str(element.tag).lower() == tag or (tag == "main" and element.get("role") == "main"):
                    held[element] = held.get(element, 0) + len(block.text)
        if held and max(held.values()) > total / 2:
            return max(held, key=lambda e: held[e])
    return None


def _title(blocks: Sequence[PageBlock], first: int, menus: set[int]) -> set[int]:
    """The heading over the content, and what stands between it and the first of its words: author, day, place."""
    above = [i for i in range(first) if blocks[i].tag in ("h1", "h2") and i not in menus and not blocks[i].apart]
    top = [i for i in above if blocks[i].tag == "h1"] or above
    if not top:
        return set()
    return {i for i in range(top[0], first) if i not in menus and not blocks[i].apart and not _many_links(blocks[i])}
