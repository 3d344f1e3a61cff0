"""The styles of a Word file: each with those that it is based on, for whoever reads a file or takes it over."""

from __future__ import annotations

from collections.abc import Iterator

from briefgen.ooxml.tree import Element, W, on, switch, value


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
