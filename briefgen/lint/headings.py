"""Headings of a brief as it comes out: levels that skip, and sections with nothing in them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from briefgen.document.nodes import Block, Heading
from briefgen.document.walk import plain_text
from briefgen.lint.source import TagPlace, TemplateText
from briefgen.rendering.catalogue import PLACE

_LINE = re.compile(r"^[ \t]*+(?:\{%(?:(?!%\})[^\n])*+%\}[ \t]*+)*+(?P<signs>#{1,6})[ \t]+(?P<text>\S.*)$", re.M)
_SAID = re.compile(r"\"((?:[^\"\\]|\\.)+)\"|'((?:[^'\\]|\\.)+)'")


@dataclass(frozen=True, slots=True)
class HeadingFault:
    """What is wrong with a heading; `wanted` is the level that it should have, 0 where that is not the fault."""

    code: str
    message: str
    hint: str
    heading: Heading
    wanted: int = 0


def faults(document: Iterable[Block]) -> Iterator[HeadingFault]:
    """What is wrong with the headings of a brief, in order."""
    found, before = list(document), 0
    for number, block in enumerate(found):
        if not isinstance(block, Heading):
            continue
        text = plain_text(block.content)
        if block.level > before + 1:
            wanted = "#" * (before + 1)
            message = f"the heading '{text}' is of level {block.level}, and the one before it of level {before}"
            if not before:
                message = f"the first heading, '{text}', is of level {block.level}"
            yield HeadingFault("skipped-heading", message, f"write {wanted}", block, before + 1)
        before = block.level
        following = found[number + 1] if number + 1 < len(found) else None
        if following is None or (isinstance(following, Heading) and following.level <= block.level):
            hint = "put {% if … %} around heading and section"
            yield HeadingFault("empty-section", f"nothing stands under '{text}'", hint, block)


def place_of(heading: Heading, sources: Iterable[TemplateText]) -> tuple[TemplateText, TagPlace] | None:
    """Where a heading stands in the templates: the line of its level that can say its words."""
    text, vague = plain_text(heading.content), None
    for source in sources:
        for line in _LINE.finditer(source.text):
            if len(line["signs"]) != heading.level:
                continue
            here = source, source.place(line.start("signs"))
            said = [one or two for one, two in _SAID.findall(line["text"])]
            if line["text"].strip() == text or any(_says(words, text) for words in said):
                return here
            vague = vague or (here if "{{" in line["text"] and not said else None)
    return vague


def _says(words: str, text: str) -> bool:
    parts = [part.casefold() for form in words.split("|") for part in PLACE.split(form)[::2]]
    return fits(parts, text.casefold(), least=0 if "|" in words else 1)


def fits(parts: Sequence[str], text: str, least: int = 0) -> bool:
    """Whether a text is these parts in their order, with something of `least` characters or more between two."""
    first, last, at = parts[0], parts[-1], len(parts[0])
    if len(parts) == 1:
        return text == first
    if not text.startswith(first):
        return False
    for part in parts[1:-1]:
        found = text.find(part, at + least)
        if found < 0:
            return False
        at = found + len(part)
    return text.endswith(last) and len(text) - len(last) >= at + least
