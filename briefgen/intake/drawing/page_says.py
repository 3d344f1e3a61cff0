"""What a page says of itself: title, outlet, author, dates, language, address, each with the place where it says so.

Structured words come first (JSON-LD, then metadata), the visible line last; all are given, for they may differ. What
the page does not show is not given: a date without a year has none.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from html import unescape
from typing import Any

from briefgen.intake.drawing.bylines import author_in, begins_byline, day_shown, first_date, is_iso, is_name
from briefgen.intake.drawing.drawn import Imprint
from briefgen.intake.drawing.page_around import is_of_picture
from briefgen.intake.drawing.page_blocks import PageBlock

_NAMES = {
    "title": "og:title twitter:title dc.title citation_title",
    "outlet": "og:site_name dc.publisher citation_journal_title",
    "author": "author article:author dc.creator citation_author parsely-author",
    "published": "article:published_time datepublished dc.date dc.date.issued citation_publication_date pubdate date",
    "changed": "article:modified_time og:updated_time last-modified",
    "language": "og:locale dc.language content-language",
    "address": "og:url",
}
_META = {name: what for what, names in _NAMES.items() for name in names.split()}
_ARTICLE = re.compile(r"article|report|posting|webpage|book|chapter", re.IGNORECASE)
_SAVED = re.compile(r"(?:saved from url=\(\d+\)|^\s*url:\s*)(?P<url>https?://\S+)", re.MULTILINE)
_LONGEST_OUTLET = 40
_PARTED = re.compile(r"(?P<own>.+\S)\s+[|–—·»:-]\s+(?P<behind>.+)", re.DOTALL)
_NEAR = 8  # blocks around the title in which a line of author and date stands


@dataclass(frozen=True, slots=True)
class WholePage:
    """A page, the blocks of its content, all its blocks, and where it was read, if that is known."""

    tree: Any
    kept: Sequence[PageBlock]
    blocks: Sequence[PageBlock]
    address: str = ""


def page_says(page: WholePage) -> Iterator[Imprint]:
    """All that it says of itself, what is surest first."""
    said = [*_linked_data(page.tree), *_metadata(page.tree), *_visible(page)]
    title = page.tree.find("head/title")
    if title is not None and title.text:  # last: behind the title it often names the outlet
        said.append(Imprint("title", title.text, "html title"))
        heading = next((b.text for b in page.kept if b.is_heading), "")
        # A name in the letters of the page goes before one in others: Example Times before 榜樣時報.
        named = next((one.value for one in said if one.what == "outlet"), "")
        outlet = _behind_title(title.text, heading)
        if outlet and (not named or _is_latin(named) != _is_latin(title.text) == _is_latin(outlet)):
            said.insert(0, Imprint("outlet", outlet, "html title, behind the title"))
    outlets = {one.value.casefold() for one in said if one.what == "outlet"}
    authors = {one.value.casefold() for one in said if one.what == "author"}
    for one in said:
        if one.what == "title":
            yield Imprint("title", _without_outlet(one.value, outlets), one.where)
        elif one.what != "author" or _is_author(one.value.casefold(), authors, outlets):
            yield one
    yield from _addresses(page)


def _linked_data(tree: Any) -> Iterator[Imprint]:
    for script in tree.iter("script"):
        if str(script.get("type", "")).lower() == "application/ld+json":
            try:
                data = json.loads(script.text or "")
            except (ValueError, RecursionError):
                continue
            for thing in _things(data):
                yield from _of_thing(thing)


def _things(data: Any, depth: int = 0) -> Iterator[dict[str, Any]]:
    if isinstance(data, list) and depth < 4:
        for one in data:
            yield from _things(one, depth + 1)
    elif isinstance(data, dict):
        if _ARTICLE.search(str(data.get("@type", ""))):
            yield data
        yield from _things(data.get("@graph"), depth + 1)


def _of_thing(thing: dict[str, Any]) -> Iterator[Imprint]:
    for key, what in (("headline", "title"), ("datePublished", "published"), ("dateModified", "changed")):
        if isinstance(thing.get(key), str):
            yield Imprint(what, _day(thing[key]) if what != "title" else unescape(thing[key]), f"JSON-LD {key}")
    for key, what in (("author", "author"), ("publisher", "outlet")):
        found = thing.get(key)
        for one in found if isinstance(found, list) else [found]:
            name = one.get("name") if isinstance(one, dict) else one
            if isinstance(name, str) and not name.startswith("http"):
                yield Imprint(what, unescape(name), f"JSON-LD {key}")
    if isinstance(thing.get("inLanguage"), str):
        yield Imprint("language", thing["inLanguage"], "JSON-LD inLanguage")


def _metadata(tree: Any) -> Iterator[Imprint]:
    for meta in tree.iter("meta"):
        name = meta.get("property") or meta.get("name") or meta.get("http-equiv") or meta.get("itemprop") or ""
        what, value = _META.get(str(name).lower().strip()), str(meta.get("content") or "").strip()
        if what is None or not value or (what == "author" and value.startswith("http")):
            continue
        if what in ("published", "changed"):
            value = _day(value)
        value = unescape(value).partition(" | ")[0] if what == "title" else value  # … | News | The Example Gazette
        yield Imprint(what, value.replace("_", "-") if what == "language" else value, f"metadata {name}")
    root = tree if tree.tag == "html" else tree.getroottree().getroot()
    if language := root.get("lang") or root.get("{http://www.w3.org/XML/1998/namespace}lang"):
        yield Imprint("language", language, "html lang")


def _visible(page: WholePage) -> Iterator[Imprint]:
    language = page.tree.get("lang") or ""
    heading = next((b for b in page.kept if b.tag == "h1"), None)
    if heading is not None:
        yield Imprint("title", heading.text, "the visible heading")
    first = heading or next(iter(page.kept), None)
    at = page.blocks.index(first) if first is not None else 0
    near = [b for b in page.blocks[max(at - 2, 0) : at + _NEAR] if b is not heading and len(b.text) < 160]
    for block in near:
        if name := author_in(block.text) or next(_names_of_author(block.holder), ""):
            yield Imprint("author", name, "the visible line")
    for element in page.tree.iter("time"):
        if any(element in block.holder.iter() for block in near) and element.get("datetime"):
            yield Imprint("published", _day(str(element.get("datetime"))), "time element")
    for block in near:  # a whole sentence near the title tells of what happened, not of the page
        is_line = len(block.text) < 80 and block.text[-1:] not in ".!?" and not is_of_picture(block)
        if is_line and (date := day_shown(block.text, language)):
            yield Imprint("published", date, "the visible line")
            break


def _is_author(name: str, authors: Collection[str], outlets: Collection[str]) -> bool:
    """Whether a name is one of somebody: no address, no outlet, nor another author's with more behind it."""
    longer = any(one != name and " " in one and one in name for one in authors)
    is_outlet = any(re.match(rf"{re.escape(one)}\b", name) or (" " in one and name.startswith(one)) for one in outlets)
    is_slug = "-" in name and name.replace("-", " ") in authors
    return not (longer or is_outlet or is_slug or name.endswith(":") or "@" in name or "://" in name)


def _without_outlet(title: str, outlets: Collection[str]) -> str:
    """A title without the name of the outlet behind it, as the title of a window has it."""
    parted = _PARTED.fullmatch(title.strip())
    return parted["own"] if parted and parted["behind"].casefold() in outlets else title


def _is_latin(text: str) -> bool:
    letters = [c for c in text if c.isalpha()]
    return 2 * sum(c.isascii() for c in letters) > len(letters)


def _names_of_author(holder: Any) -> Iterator[str]:
    """The names in the parts of a block that are marked as those of its author."""
    for element in holder.iter("*"):  # no comments
        text = " ".join("".join(element.itertext()).split())
        marked = re.search(r"author|byline", f"{element.get('class', '')} {element.get('rel', '')}", re.IGNORECASE)
        name = re.split(r"\s*[|•·,–—]\s*(?=[^,]*\d)", text)[0].strip(" ,;|•·–—")  # Ana Sample, 7 March 2031
        if marked and len(text) < 60 and not begins_byline(text) and is_name(name):
            yield name


def _behind_title(title: str, heading: str) -> str:
    """What stands behind the page's own heading in the title of its window: the name of the outlet, mostly."""
    own, whole = " ".join(heading.split()), " ".join(title.split())
    rest = whole.removeprefix(own) if own and whole.startswith(own) else f" |{whole.partition(' | ')[2]}"
    parts = [part.strip() for part in re.split(r"\s[|–—·»:-]\s|\s\|", rest) if part.strip(" |–—·»:-")]
    return parts[-1] if parts and len(parts[-1]) <= _LONGEST_OUTLET and rest[:1] in " |" else ""


def _addresses(page: WholePage) -> Iterator[Imprint]:
    for link in page.tree.iter("link"):
        if "canonical" in str(link.get("rel", "")).lower() and str(link.get("href", "")).startswith("http"):
            yield Imprint("address", str(link.get("href")), "link canonical")
    if page.address:
        yield Imprint("address", page.address, "where it was read")
    for comment in page.tree.getroottree().xpath("//comment()")[:20]:
        if saved := _SAVED.search(str(comment.text or "")):
            yield Imprint("address", saved["url"], "the program that saved the page")


def _day(stamp: str) -> str:
    """The day of a time stamp as it is written there; other words as they are, for the editor to read."""
    return stamp[:10] if is_iso(stamp[:10]) else first_date(stamp) or stamp
