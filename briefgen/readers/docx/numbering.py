"""Which list a numbered paragraph belongs to, and its number.

The writer gives every numbered list a w:num of its own that starts anew. LibreOffice gives one to every item:
the first starts anew, the others go on with what their shared definition counts. People continue lists in both
ways. So an item belongs to the list that its definition counts at that moment.
"""

from __future__ import annotations

from dataclasses import dataclass

from briefgen.ooxml.tree import Element, W, value
from briefgen.readers.docx.nesting import Numbered
from briefgen.readers.docx.styles import left_indent, whole

_STEP = 360  # twips that a level moves in where its definition does not say


@dataclass(frozen=True, slots=True)
class _Level:
    form: str
    start: int
    left: int


class Numbering:
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
