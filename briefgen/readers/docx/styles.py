"""What the styles of an edited file mean: by their names, and by the styles that they are based on.

Word keeps a built-in style's English name in the file in every language version; its id may be in any language,
and LibreOffice renames ids and writes names with capitals.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from briefgen.ooxml.style_names import CAPTION, CONTENTS_TITLE, CONTINUE, FIGURE, MARKING, QUOTE
from briefgen.ooxml.tree import Element, W, value

Role = Literal["text", "heading", "quote", "continue", "figure", "caption", "marking", "contents"]

_ROLES: dict[str, Role] = {
    QUOTE.casefold(): "quote",
    "intense quote": "quote",
    "quotations": "quote",
    "block text": "quote",
    CONTINUE.casefold(): "continue",
    FIGURE.casefold(): "figure",
    CAPTION.casefold(): "caption",
    MARKING.casefold(): "marking",
    CONTENTS_TITLE.casefold(): "contents",
}
_HEADING = re.compile(r"heading ([1-9])")
_CONTENTS = re.compile(r"toc [1-9]|contents [1-9]")
_OFF = frozenset({"0", "false", "off", "none"})
_MOST_BASES = 20


@dataclass(frozen=True, slots=True)
class ParagraphStyle:
    """What a paragraph style means; `number` are its w:numId and level, `left` its distance in twips."""

    role: Role = "text"
    level: int = 0
    number: tuple[str, int] | None = None
    left: int = 0


@dataclass(frozen=True, slots=True)
class CharacterStyle:
    strong: bool = False
    emphasis: bool = False
    raised: bool = False
    lowered: bool = False
    of_notes: bool = False


class Styles:
    """The styles of a file by their ids."""

    def __init__(self, root: Element | None) -> None:
        elements = [] if root is None else list(root.iter(W + "style"))
        self._elements = {element.get(W + "styleId"): element for element in elements}
        self._default = next(
            (e.get(W + "styleId") for e in elements if e.get(W + "type") == "paragraph" and e.get(W + "default")), ""
        )
        self._paragraphs: dict[str, ParagraphStyle] = {}
        self._characters: dict[str, CharacterStyle] = {}

    def paragraph(self, style_id: str | None) -> ParagraphStyle:
        key = style_id or self._default or ""
        if key not in self._paragraphs:
            self._paragraphs[key] = self._read_paragraph(key)
        return self._paragraphs[key]

    def character(self, style_id: str | None) -> CharacterStyle:
        key = style_id or ""
        if key not in self._characters:
            self._characters[key] = self._read_character(key)
        return self._characters[key]

    def _chain(self, style_id: str) -> list[Element]:
        """The style and those it is based on, itself first."""
        chain: list[Element] = []
        element = self._elements.get(style_id)
        while element is not None and len(chain) < _MOST_BASES:
            chain.append(element)
            element = self._elements.get(value(element, "basedOn") or "")
        return chain

    def _read_paragraph(self, style_id: str) -> ParagraphStyle:
        chain = self._chain(style_id)
        role, level = next((found for e in chain if (found := _role(e))[0] != "text"), ("text", 0))
        number = next((v for e in chain if (v := value(e, "pPr/numPr/numId")) is not None), None)
        numbered_level = next((v for e in chain if (v := value(e, "pPr/numPr/ilvl")) is not None), "0")
        left = next((indent for e in chain if (indent := left_indent(e.find(W + "pPr"))) is not None), 0)
        return ParagraphStyle(role, level, (number, whole(numbered_level)) if number else None, left)

    def _read_character(self, style_id: str) -> CharacterStyle:
        chain = [e.find(W + "rPr") for e in self._chain(style_id)]
        looks = [properties for properties in chain if properties is not None]
        names = [(value(e, "name") or "").casefold() for e in self._chain(style_id)]
        of_notes = any(name.startswith(("endnote ", "footnote ")) for name in names)
        place = next((said for p in looks if (said := value(p, "vertAlign")) is not None), "")
        return CharacterStyle(
            strong=next((on for p in looks if (on := switch(p, "b")) is not None), False),
            emphasis=next((on for p in looks if (on := switch(p, "i")) is not None), False),
            raised=of_notes or place == "superscript",
            lowered=place == "subscript",
            of_notes=of_notes,
        )


def _role(style: Element) -> tuple[Role, int]:
    name = (value(style, "name") or "").casefold()
    if heading := _HEADING.fullmatch(name):
        return "heading", int(heading[1])
    if name == "title":
        return "heading", 1
    if _CONTENTS.fullmatch(name):
        return "contents", 0
    if name in _ROLES:
        return _ROLES[name], 0
    outline = value(style, "pPr/outlineLvl")
    return ("heading", whole(outline) + 1) if outline and whole(outline) < 9 else ("text", 0)


def switch(properties: Element, name: str) -> bool | None:
    """A property that is on or off, such as w:b (17.17.4); None where it says nothing."""
    found = properties.find(W + name)
    return None if found is None else (found.get(W + "val") or "1") not in _OFF


def left_indent(properties: Element | None) -> int | None:
    """The distance from the left (w:left, or w:start in strict files) in twips, or None where none is given."""
    found = None if properties is None else properties.find(W + "ind")
    if found is None:
        return None
    text = found.get(W + "left") or found.get(W + "start")
    return None if text is None else whole(text)


def whole(text: str | None) -> int:
    """The whole number that the text is, 0 for what is none."""
    try:
        return round(float(text or 0))
    except (ValueError, OverflowError):
        return 0
