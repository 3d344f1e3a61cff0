"""The styles and the lists of a Word file, for whoever reads a file or takes it over."""

from __future__ import annotations

from collections.abc import Iterator

from briefgen.frozen import dataclass
from briefgen.ooxml.tree import Element, W, on, switch, twips, value, whole


class StyleSheet:
    """The styles part of a file; `usual` is the id of the style of paragraphs that name none, `defaults` w:docDefaults.

    A style is asked for with its kind, paragraph or character: Word passes over one that is named as another kind.
    """

    def __init__(self, root: Element | None) -> None:
        """`root` is that of the part, None where a file has none."""
        found = [] if root is None else list(root.iter(W + "style"))
        self.by_id: dict[str, Element] = {style.get(W + "styleId", ""): style for style in found}
        self.defaults = None if root is None else root.find(W + "docDefaults")
        usual = (id_ for id_ in self.by_id if self.is_there(id_) and on(self.by_id[id_].get(W + "default")))
        self.usual = next(usual, "")

    def is_there(self, style_id: str | None, kind: str = "paragraph") -> bool:
        style = self.by_id.get(style_id or "")
        return style is not None and style.get(W + "type", "paragraph") == kind

    def name(self, style_id: str) -> str:
        """The name of a style as Word stores it; "" for one that the file does not define."""
        style = self.by_id.get(style_id)
        return "" if style is None else value(style, "name") or ""

    def of(self, paragraph: Element) -> str:
        """The id of a paragraph's style."""
        found = value(paragraph, "pPr/pStyle") or ""
        return found if self.is_there(found) else self.usual

    def chain(self, style_id: str | None, kind: str = "paragraph") -> Iterator[Element]:
        """A style and those that it is based on, itself first."""
        seen: set[str] = set()
        while style_id and style_id not in seen and self.is_there(style_id, kind):
            seen.add(style_id)
            yield self.by_id[style_id]
            style_id = value(self.by_id[style_id], "basedOn")

    def said(self, style_id: str | None, path: str, kind: str = "paragraph") -> str | None:
        """The w:val at a path such as `pPr/numPr/numId` that the first of a chain has; None where none has it."""
        return next((v for style in self.chain(style_id, kind) if (v := value(style, path)) is not None), None)

    def switched(self, style_id: str | None, name: str, kind: str = "character") -> bool | None:
        """Whether a style switches a look of runs such as w:b on; None where it says nothing of it."""
        looks = (style.find(W + "rPr") for style in self.chain(style_id, kind))
        return next((said for look in looks if (said := switch(look, name)) is not None), None)


# --- Lists: what each of their levels shows, and where it stands (ECMA-376 part 1, 17.9) ---


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
