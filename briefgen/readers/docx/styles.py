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
from briefgen.readers.docx.nesting import Numbered

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


class EditedStyles:
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


# --- Which list a numbered paragraph belongs to, and its number ---


_STEP = 360  # twips that a level moves in where its definition does not say


@dataclass(frozen=True, slots=True)
class _Level:
    form: str
    start: int
    left: int


class ListCounter:
    """The lists of a file while its paragraphs are read in order."""

    def __init__(self, root: Element | None) -> None:
        elements = [] if root is None else list(root)
        abstracts = [e for e in elements if e.tag == W + "abstractNum"]
        self._abstracts = {e.get(W + "abstractNumId"): _levels(e) for e in abstracts}
        self._nums = {e.get(W + "numId"): e for e in elements if e.tag == W + "num"}
        self._keys: dict[tuple[str, int], str] = {}  # the list that a definition counts on a level now
        self._counts: dict[tuple[str, int], int] = {}
        self._begun: set[tuple[str, int]] = set()

    def left(self, number: str, level: int) -> int:
        """How far the text of the level begins from the left, in twips."""
        found = self._level(number, level)
        return found.left if found else _STEP * (level + 1)

    def item(self, number: str, level: int) -> Numbered | None:
        """The next item of the list; None where the paragraph shows neither a number nor a bullet."""
        found = self._level(number, level)
        if found is None or found.form == "none":
            return None
        if found.form == "bullet":
            return Numbered("bullets")
        return self._count(number, level, found.start)

    def _count(self, number: str, level: int, first: int) -> Numbered:
        abstract = value(self._nums[number], "abstractNumId") or ""
        place = (abstract, level)
        anew = self._override(number, level)
        if anew is not None and (number, level) not in self._begun:
            self._begun.add((number, level))
            self._keys[place] = f"num {number}"
            self._counts[place] = anew
        else:
            self._counts[place] = self._counts[place] + 1 if place in self._counts else first
        for deeper in [p for p in self._counts if p[0] == abstract and p[1] > level]:
            del self._counts[deeper]
        return Numbered(self._keys.setdefault(place, f"definition {abstract}"), self._counts[place])

    def _level(self, number: str, level: int) -> _Level | None:
        num = self._nums.get(number)
        return None if num is None else self._abstracts.get(value(num, "abstractNumId"), {}).get(level)

    def _override(self, number: str, level: int) -> int | None:
        for override in self._nums[number].iterchildren(W + "lvlOverride"):
            start = value(override, "startOverride")
            if whole(override.get(W + "ilvl")) == level and start is not None:
                return whole(start)
        return None


def _levels(abstract: Element) -> dict[int, _Level]:
    levels: dict[int, _Level] = {}
    for element in abstract.iterchildren(W + "lvl"):
        level = whole(element.get(W + "ilvl"))
        left = left_indent(element.find(W + "pPr"))
        levels[level] = _Level(
            value(element, "numFmt") or "decimal",
            whole(value(element, "start") or "1"),
            _STEP * (level + 1) if left is None else left,
        )
    return levels
