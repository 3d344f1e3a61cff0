"""What the styles of an edited file mean: by their names, and by the styles that they are based on.

Word keeps a built-in style's English name in the file in every language version; its id may be in any language,
and LibreOffice renames ids and writes names with capitals.
"""

from __future__ import annotations

import re
from typing import Literal

from briefgen.frozen import dataclass
from briefgen.ooxml.elements import RUN, Fate
from briefgen.ooxml.style_names import ASKED, CAPTION, CONTENTS_TITLE, CONTINUE, FIGURE, MARKING, NUMBER, QUOTE
from briefgen.ooxml.styles import ListLevels, StyleSheet, left_indent
from briefgen.ooxml.tree import Element, W, value, whole
from briefgen.readers.docx.normal import Numbered

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
TOLD = {name.removeprefix("w:"): what for name, (fate, what) in RUN.items() if fate is Fate.PLAIN}
"""Looks of runs that no brief carries, in words."""
_OWN = frozenset({name.casefold() for name, _ in ASKED})


@dataclass(frozen=True, slots=True)
class ParagraphStyle:
    """What a paragraph style means; `number` are its w:numId and level, `left` its distance in twips.

    `told` are looks of its words that no brief carries; none of those that the program uses itself.
    """

    role: Role = "text"
    level: int = 0
    number: tuple[str, int] | None = None
    left: int = 0
    told: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class CharacterStyle:
    strong: bool = False
    emphasis: bool = False
    raised: bool = False
    lowered: bool = False
    of_notes: bool = False
    told: frozenset[str] = frozenset()


class EditedStyles:
    """The styles of a file by their ids."""

    def __init__(self, root: Element | None) -> None:
        self._sheet = StyleSheet(root)
        self._paragraphs: dict[str, ParagraphStyle] = {}
        self._characters: dict[str, CharacterStyle] = {}

    def paragraph(self, style_id: str | None) -> ParagraphStyle:
        key = style_id or self._sheet.usual
        if key not in self._paragraphs:
            self._paragraphs[key] = self._read_paragraph(key)
        return self._paragraphs[key]

    @property
    def list_number(self) -> str:
        """The w:numId of the program's numbered lists, "" where the file has none."""
        found = next((id_ for id_ in self._sheet.by_id if self._sheet.name(id_).casefold() == NUMBER.casefold()), None)
        number = self.paragraph(found).number if found else None
        return number[0] if number else ""

    def character(self, style_id: str | None) -> CharacterStyle:
        key = style_id or ""
        if key not in self._characters:
            self._characters[key] = self._read_character(key)
        return self._characters[key]

    def _read_paragraph(self, style_id: str) -> ParagraphStyle:
        sheet, chain = self._sheet, list(self._sheet.chain(style_id))
        role, level = next((found for e in chain if (found := _role(e))[0] != "text"), ("text", 0))
        number = sheet.said(style_id, "pPr/numPr/numId")
        left = next((indent for e in chain if (indent := left_indent(e.find(W + "pPr"))) is not None), 0)
        numbered = (number, whole(sheet.said(style_id, "pPr/numPr/ilvl"))) if number else None
        told = self._told(style_id, "paragraph") if role == "text" else frozenset[str]()
        return ParagraphStyle(role, level, numbered, left, told)

    def _read_character(self, style_id: str) -> CharacterStyle:
        sheet, kind = self._sheet, "character"
        names = [(value(e, "name") or "").casefold() for e in sheet.chain(style_id, kind)]
        of_notes = any(name.startswith(("endnote ", "footnote ")) for name in names)
        place = sheet.said(style_id, "rPr/vertAlign", kind)
        return CharacterStyle(
            strong=bool(sheet.switched(style_id, "b")),
            emphasis=bool(sheet.switched(style_id, "i")),
            raised=of_notes or place == "superscript",
            lowered=place == "subscript",
            of_notes=of_notes,
            told=self._told(style_id, kind),
        )

    def _told(self, style_id: str, kind: str) -> frozenset[str]:
        """The looks that no brief carries, of a style with what it is based on; none of one that the program uses."""
        name = self._sheet.name(style_id).casefold()
        if name in _OWN or name.startswith(MARKING.casefold()):
            return frozenset()
        return frozenset(look for look in TOLD if self._sheet.switched(style_id, look, kind))


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


# --- Which list a numbered paragraph belongs to, and its number ---


_USUAL = re.compile(r"%[1-9][.)]?")
_PLACE = re.compile("%([1-9])")


class ListCounter(ListLevels):
    """The lists of a file while its paragraphs are read in order."""

    def __init__(self, root: Element | None, usual: str = "") -> None:
        """`usual` is the w:numId of the numbered lists that the program writes."""
        super().__init__(root)
        self._usual = usual
        self._keys: dict[tuple[str, int], str] = {}  # the list that a definition counts on a level now
        self._counts: dict[tuple[str, int], int] = {}
        self._begun: set[tuple[str, int]] = set()

    def item(self, number: str, level: int) -> Numbered | None:
        """The next item of the list; None where the paragraph shows neither a number nor a bullet."""
        found = self.level(number, level)
        if found is None or found.form == "none":
            return None
        if found.form == "bullet":
            return Numbered("bullets")
        return self._count(number, level, found.start)

    def label(self, number: str, level: int, numbered: Numbered | None) -> str:
        """What stands before the item where a brief writes something else: (b), Article 3; "" where it is as usual."""
        found = self.level(number, level)
        usual = self.level(self._usual, level)
        if found is None or found.form == "bullet" or (usual and (usual.form, usual.text) == (found.form, found.text)):
            return ""
        if numbered is None:
            return found.text.strip()
        if found.form == "decimal" and _USUAL.fullmatch(found.text):
            return ""
        return _PLACE.sub(lambda place: self._numeral(number, int(place[1]) - 1), found.text)

    def _numeral(self, number: str, level: int) -> str:
        """The number that the list has reached on a level, in its form."""
        found = self.level(number, level)
        reached = self._counts.get((self.definition(number), level), 1)
        return _numeral(found.form if found else "", reached)

    def _count(self, number: str, level: int, first: int) -> Numbered:
        abstract = self.definition(number)
        place = (abstract, level)
        anew = self.restart(number, level)
        if anew is not None and (number, level) not in self._begun:
            self._begun.add((number, level))
            self._keys[place] = f"num {number}"
            self._counts[place] = anew
        else:
            self._counts[place] = self._counts[place] + 1 if place in self._counts else first
        for deeper in [p for p in self._counts if p[0] == abstract and p[1] > level]:
            del self._counts[deeper]
        return Numbered(self._keys.setdefault(place, f"definition {abstract}"), self._counts[place])


def _numeral(form: str, number: int) -> str:
    """The number as letters or Roman digits where the form is one of these, else as it is."""
    if form in ("lowerLetter", "upperLetter") and number > 0:
        letter = chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)  # a … z, aa, bb (17.18.59)
        return letter.upper() if form == "upperLetter" else letter
    return str(number)
