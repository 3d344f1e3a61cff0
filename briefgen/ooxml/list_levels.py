"""The lists of a Word file: what each of their levels shows, and where it stands (ECMA-376 part 1, 17.9)."""

from __future__ import annotations

from briefgen.frozen import dataclass
from briefgen.ooxml.tree import Element, W, twips, value, whole

_STEP = 360  # twips that a level moves in where its definition does not say


@dataclass(frozen=True, slots=True)
class Level:
    """How a level counts (w:numFmt), from where on, how far its text stands from the left in twips, and its label."""

    form: str
    start: int
    left: int
    text: str = ""  # around the number: (%1)


class ListLevels:
    """The lists of a file, by w:numId."""

    def __init__(self, root: Element | None) -> None:
        elements = [] if root is None else list(root)
        abstracts = [e for e in elements if e.tag == W + "abstractNum"]
        linked = {link: e for e in abstracts if (link := value(e, "styleLink")) is not None}
        self._abstracts = {
            e.get(W + "abstractNumId"): _levels(linked.get(value(e, "numStyleLink") or "", e)) for e in abstracts
        }
        self._nums = {e.get(W + "numId"): e for e in elements if e.tag == W + "num"}

    def definition(self, number: str) -> str:
        """The w:abstractNumId behind a list of the file; those with the same one are counted together."""
        return value(self._nums[number], "abstractNumId") or ""

    def left(self, number: str, level: int) -> int:
        """How far the text of the level begins from the left, in twips."""
        found = self.level(number, level)
        return found.left if found else _STEP * (level + 1)

    def level(self, number: str, level: int) -> Level | None:
        """What a level of a list shows; None where the file does not say."""
        num = self._nums.get(number)
        if num is None:
            return None
        own = {n: found for override in num.iterchildren(W + "lvlOverride") for n, found in _levels(override).items()}
        return own.get(level) or self._abstracts.get(self.definition(number), {}).get(level)

    def restart(self, number: str, level: int) -> int | None:
        """Where a list of the file begins anew on a level, if it says so itself."""
        for override in self._nums[number].iterchildren(W + "lvlOverride"):
            start = value(override, "startOverride")
            if whole(override.get(W + "ilvl")) == level and start is not None:
                return whole(start)
        return None


def left_indent(properties: Element | None) -> int | None:
    """The distance from the left (w:left, or w:start in strict files) in twips, or None where none is given."""
    found = None if properties is None else properties.find(W + "ind")
    text = None if found is None else found.get(W + "left") or found.get(W + "start")
    if text is None:
        return None
    measure = twips(text)
    return whole(text) if measure is None else round(measure)


def _levels(abstract: Element) -> dict[int, Level]:
    levels: dict[int, Level] = {}
    for element in abstract.iterchildren(W + "lvl"):
        level = whole(element.get(W + "ilvl"))
        left = left_indent(element.find(W + "pPr"))
        levels[level] = Level(
            value(element, "numFmt") or "decimal",
            whole(value(element, "start") or "1"),
            _STEP * (level + 1) if left is None else left,
            value(element, "lvlText") or "",
        )
    return levels
