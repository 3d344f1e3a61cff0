"""What a page says of itself: title, outlet, author, dates, language, address, each with the place where it says so.

Structured words come first (JSON-LD, then metadata), the visible line last; all are given, for they may differ. What
the page does not show is not given: a date without a year has none.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from html import unescape
from typing import Any
from urllib.parse import urlsplit

from briefgen.intake.drawing.bylines import (
    authors_in,
    begins_byline,
    day_of,
    day_shown,
    first_date,
    is_dateline,
    is_host,
    is_iso,
    is_name,
    several,
)
from briefgen.intake.drawing.drawn import Imprint
from briefgen.intake.drawing.page_blocks import PageBlock, is_of_picture, letters

_NAMES = {
    "title": "og:title dc.title citation_title twitter:title",
    "outlet": "og:site_name dc.publisher citation_journal_title",
    "author": "author article:author dc.creator citation_author parsely-author",
    "published": "article:published_time datepublished dc.date.issued dc.date dc:date dcterms.issued "
    "citation_publication_date citation_date publish-date pubdate date",
    "changed": "article:modified_time og:updated_time datemodified dcterms.modified last-modified",
    "language": "og:locale dc.language content-language",
    "address": "og:url",
}
_META = {name: (what, rank) for what, names in _NAMES.items() for rank, name in enumerate(names.split())}
"""What a name in metadata tells, and how far it goes before others that tell the same."""
_ARTICLE = re.compile(r"article|report|posting|webpage|book|chapter", re.IGNORECASE)
_SAVED = re.compile(r"(?:saved from url=\(\d+\)|^\s*url:\s*)(?P<url>https?://\S+)", re.MULTILINE)
_LONGEST_OUTLET = 40
_PARTED = re.compile(r"(?P<own>.+\S)\s+[|–—·»:-]\s+(?P<behind>.+)", re.DOTALL)
_PARTING = re.compile(r"\s[|–—·»:-]|\|")
_AROUND = re.compile(r"(?:.*\s[|–—·«:-]\s)?\n(?:\s[|–—·»:(-].*)?")
_NEAR = 8  # blocks around the title in which a line of author and date stands
_LONG = 200  # letters of a block of the text; behind two of them no line of author and date stands
_SAME = 12  # letters from which on a heading in a title is no accident
_IN_PATH = re.compile(r"/(\d{4})/(\d{1,2})/(\d{1,2})(?=/|$)|/(\d{4})-(\d{2})-(\d{2})(?=/|$)")
_AUTHOR = re.compile(r"(?!.*(?:title|bio|role|desc)).*(?:author|byline).*", re.IGNORECASE | re.DOTALL)
_COMPANY = re.compile(r"\b(?:AG|GmbH|Inc|LLC|Ltd|KG|plc|S\.?A)\.?$")  # behind a name, it is that of who owns the outlet
_CHANGED = re.compile(r"modif|updat", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class WholePage:
    """A page, the blocks of its content, all its blocks, their heading, and where it was read, if that is known."""

    tree: Any
    kept: Sequence[PageBlock]
    blocks: Sequence[PageBlock]
    heading: PageBlock | None = None
    address: str = ""


def heading_of(tree: Any, blocks: Sequence[PageBlock]) -> PageBlock | None:
    """The heading over the text: the longest that the title of the page has in it; None where none is."""
    said = [one.value for one in (*_linked_data(tree), *_metadata(tree)) if one.what == "title"]
    titles = [letters(title) for title in (*said, tree.findtext("head/title") or "")]
    found = [b for b in blocks if b.is_heading and len(b.letters) >= _SAME and any(b.letters in t for t in titles)]
    return max(found, key=lambda b: len(b.letters), default=None)


def page_says(page: WholePage) -> Iterator[Imprint]:
    """All that it says of itself, what is surest first."""
    addresses = list(_addresses(page))
    said = [*_linked_data(page.tree), *_metadata(page.tree), *_visible(page)]
    said = [*_days_in([*addresses, *said]), *said]
    if title := page.tree.findtext("head/title"):  # last: behind the title it often names the outlet
        said.append(Imprint("title", title, "html title"))
        heading = page.heading.text if page.heading else next((b.text for b in page.kept if b.is_heading), "")
        # A name in the letters of the page goes before one in others: Example Times before 榜樣時報.
        named = next((one.value for one in said if one.what == "outlet"), "")
        outlet = _behind_title(title, heading)
        is_better = is_host(named) or _is_latin(named) != _is_latin(title) == _is_latin(outlet)
        if outlet and (not named or is_better):
            said.insert(0, Imprint("outlet", outlet, "html title, behind the title"))
    said.sort(key=lambda one: one.what == "outlet" and _COMPANY.search(one.value) is not None)
    outlets = {one.value.casefold() for one in said if one.what == "outlet"}
    authors = {one.value.casefold() for one in said if one.what == "author"}
    for one in said:
        if one.what == "title":
            yield Imprint("title", _without_outlet(one.value, outlets, page.heading), one.where)
        elif one.what != "author" or _is_author(one.value.casefold(), authors, outlets):
            yield one
    yield from addresses


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
    if isinstance(thing.get("name"), str) and thing.get("headline"):  # beside a name a headline may be what it is
        yield Imprint("title", unescape(thing["name"]), "JSON-LD name")
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
    found: list[tuple[int, Imprint]] = []
    for meta in tree.iter("meta"):
        name = meta.get("property") or meta.get("name") or meta.get("http-equiv") or meta.get("itemprop") or ""
        what, rank = _META.get(str(name).lower().strip(), ("", 0))
        value = str(meta.get("content") or "").strip()
        if not what or not value:
            continue
        if what in ("published", "changed"):
            value = _day(value)
        value = unescape(value).partition(" | ")[0] if what == "title" else value  # … | News | The Example Gazette
        value = value.replace("_", "-") if what == "language" else value
        values = several(value) if what == "author" else [value]
        found += [(rank, Imprint(what, one, f"metadata {name}")) for one in values]
    yield from (one for _, one in sorted(found, key=lambda ranked: ranked[0]))
    root = tree if tree.tag == "html" else tree.getroottree().getroot()
    if language := root.get("lang") or root.get("{http://www.w3.org/XML/1998/namespace}lang"):
        yield Imprint("language", language, "html lang")


def _visible(page: WholePage) -> Iterator[Imprint]:
    language = page.tree.get("lang") or ""
    first = next(iter(page.kept), None)
    heading = page.heading or next((b for b in page.kept if b.tag == "h1"), None)
    if heading is None and first is not None and first.is_heading:
        heading = first
    if heading is not None:
        yield Imprint("title", heading.text, "the visible heading")
    near = list(_around_heading(page, heading or first))
    for block in near:
        authors = authors_in(block.text, language) or list(_names_of_author(block.holder))[:1]
        yield from (Imprint("author", name, "the visible line") for name in authors)
    for block in near:
        yield from (one for element in block.holder.iter("time") if (one := _of_time(element, language)))
    listed = [b for b in near if b.tag == "li" and day_shown(b.text, language)]
    for block in near:  # a whole sentence near the title tells of what happened, not of the page
        if block in listed and len(listed) > 1:
            continue  # days of meetings
        is_line = len(block.text) < 80 and is_dateline(block.text) and not is_of_picture(block) and block.link_share < 1
        if is_line and (date := day_shown(block.text, language)):
            yield Imprint("published", date, "the visible line")
            break


def _around_heading(page: WholePage, heading: PageBlock | None) -> Iterator[PageBlock]:
    """The short blocks in which author and day stand: around the heading, till the text has begun, or at its end."""
    at = page.blocks.index(heading) if heading is not None else 0
    below = page.blocks[at + 1 :]
    close = {id(b) for b in (*below[: _NEAR - 1], *[b for b in below if not b.apart][:_NEAR])}
    near = [block for block in below if id(block) in close]
    long = [n for n, block in enumerate(near) if len(block.text) > _LONG][1:2]
    last = [block for block in page.kept[-2:] if re.match(r"[^\W\d_]{3,}", block.text)]  # Updated: 13 June 2031
    around = (*page.blocks[max(at - 3, 0) : at], *near[: long[0] if long else None], *last)
    yield from (block for block in around if block is not heading and len(block.text) < 160 and block.tag != "tr")


def _of_time(element: Any, language: str) -> Imprint | None:
    """The day of a time element, as it is shown or else as it is marked, and whether the page was changed on it."""
    shown = day_shown(" ".join("".join(element.itertext()).split()), language)
    day = shown if shown and not shown.startswith("X") else _day(str(element.get("datetime") or ""))
    names = f"{element.get('itemprop', '')} {element.get('class', '')}"
    return Imprint("changed" if _CHANGED.search(names) else "published", day, "time element") if day else None


def _days_in(said: Iterable[Imprint]) -> Iterator[Imprint]:
    """The day in the path of the page's address, /2031/06/13/: that of the site, where a time stamp may be London's."""
    for one in said:
        match = _IN_PATH.search(urlsplit(one.value).path) if one.what == "address" else None
        if match and (day := day_of(*(part for part in match.groups() if part))):
            yield Imprint("published", day, "the address")
            return


def _is_author(name: str, authors: Collection[str], outlets: Collection[str]) -> bool:
    """Whether a name is one of somebody: no address, no outlet, nor another author's with more behind it."""
    longer = any(one != name and " " in one and one in name for one in authors)
    is_outlet = any(re.match(rf"{re.escape(one)}\b", name) or (" " in one and name.startswith(one)) for one in outlets)
    is_outlet = is_outlet or any(" " in name and one.startswith(f"{name} ") for one in outlets)
    is_slug = "-" in name and name.replace("-", " ") in authors
    is_other = name.endswith(":") or "@" in name or "://" in name
    return not (longer or is_outlet or is_slug or is_other)


def _without_outlet(title: str, outlets: Collection[str], heading: PageBlock | None) -> str:
    """A title without the name of the outlet behind it or before it, as the title of a window has it."""
    parted = _PARTED.fullmatch(title.strip())
    if parted and parted["behind"].casefold() in outlets:
        return parted["own"]
    own = " ".join(heading.text.split()) if heading else ""
    before, found, behind = " ".join(title.split()).partition(own or title)
    is_around = _AROUND.fullmatch(f"{before}\n{behind}") is not None
    return own if own and found and is_around and len(before + behind) < len(own) else title


def _is_latin(text: str) -> bool:
    letters = [c for c in text if c.isalpha()]
    return 2 * sum(c.isascii() for c in letters) > len(letters)


def _names_of_author(holder: Any) -> Iterator[str]:
    """The names in the parts of a block that are marked as those of its author."""
    for element in holder.iter("*"):  # no comments
        text = " ".join("".join(element.itertext()).split())
        marked = _AUTHOR.fullmatch(f"{element.get('class', '')} {element.get('rel', '')}")
        name = re.split(r"\s*[|•·,–—]\s*(?=[^,]*\d)", text)[0].strip(" ,;|•·–—")  # Ana Sample, 7 March 2031
        if marked and len(text) < 60 and not begins_byline(text) and is_name(name):
            yield name


def _behind_title(title: str, heading: str) -> str:
    """What stands behind the page's own heading in the title of its window: the name of the outlet, mostly."""
    own, whole = " ".join(heading.split()), " ".join(title.split())
    rest = whole.removeprefix(own) if own and whole.startswith(own) else f" |{whole.partition(' | ')[2]}"
    parts = [part.strip() for part in re.split(r"\s[|–—·»:-]\s|\s\|", rest) if part.strip(" |–—·»:-")]
    return parts[-1] if parts and len(parts[-1]) <= _LONGEST_OUTLET and _PARTING.match(rest) else ""


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
