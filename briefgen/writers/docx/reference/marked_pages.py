"""The marking on every page: in each header and footer that a page can have, whatever the reference document has there.

A house shows it where and how it likes, by a field DOCPROPERTY Marking. Where a header or footer has none, or where a
kind of page has no header or footer at all, a line of our own is put there.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from briefgen.ooxml.stencil import MARKING_STYLE, holes, marking_hole, property_hole, property_name, running_number
from briefgen.ooxml.tree import Element, R, W, hole, make, stencil

_MARKING = "Marking"
_TYPED = re.compile(r"TLP:(?:RED|AMBER\+STRICT|AMBER|GREEN|CLEAR|WHITE)\b")


def mark(root: Element) -> None:
    """Let a header or footer show the marking of each brief: for one that was typed, or on a line of its own."""
    for text in list(root.iter(W + "t")):
        _open(text)
    shown = holes(stencil(root))
    if not any((property_name(name) or "").casefold() == _MARKING.casefold() for name in shown):
        running = [number for name in shown if (number := running_number(name)) is not None]
        root.append(_line(marking_hole(running)))


def _open(text: Element) -> None:
    """A hole in place of each marking that was typed, which would be that of all briefs."""
    before, *rest = _TYPED.split(text.text or "")
    if not rest:
        return
    text.text = before
    for after in rest:
        place = hole(property_hole(_MARKING))
        place.tail = after
        text.append(place)


def _line(name: str) -> Element:
    paragraph, settings, align = make("p"), make("pPr"), make("jc", val="right")
    settings.append(align)
    run, look, text = make("r"), make("rPr"), make("t")
    look.append(hole(MARKING_STYLE))
    text.append(hole(name))
    run.extend((look, text))
    paragraph.extend((settings, run))
    return paragraph


def lacking(section: Element, *, even_pages: bool) -> Iterator[tuple[str, str]]:
    """The headers and footers that pages of a section have and the section does not: place and type (17.10.1)."""
    first = section.find(W + "titlePg")
    types = ["default", *(["first"] if first is not None and _is_on(first) else []), *(["even"] if even_pages else [])]
    for place in ("header", "footer"):
        there = {r.get(W + "type", "default") for r in section.iterchildren(W + f"{place}Reference")}
        yield from ((place, type_) for type_ in types if type_ not in there)


def _is_on(element: Element) -> bool:
    return element.get(W + "val", "1") not in ("0", "false", "off")


def even_pages_differ(settings: Element | None) -> bool:
    """Whether left and right pages have headers of their own (17.10.1)."""
    found = None if settings is None else settings.find(W + "evenAndOddHeaders")
    return found is not None and _is_on(found)


def complete(section: Element, *, even_pages: bool, add: Callable[[str, Element], str]) -> None:
    """Give a section the headers and footers that it lacks; `add` takes a place and its content and gives its id."""
    for place, type_ in lacking(section, even_pages=even_pages):
        root = make("hdr" if place == "header" else "ftr")
        root.append(_line(property_hole(_MARKING)))
        reference = make(f"{place}Reference", type=type_)
        reference.set(R + "id", add(place, root))
        section.insert(0, reference)
