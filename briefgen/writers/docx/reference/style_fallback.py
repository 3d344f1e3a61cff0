"""Styles that a reference document made for one kind of brief takes from the house document, or from its own text.

An editor who types a template in Word has styles for what stands in it, and none for notes, markings or a table of
contents. What is missing is lent by the house document, in the fonts of the borrower; and what a template has in
another name (its paragraphs are Normal, not Body Text) is used for what a brief prints beside the template.
"""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from dataclasses import field

from briefgen.frozen import dataclass
from briefgen.ooxml.archive import HOUSE
from briefgen.ooxml.style_names import ASKED, BULLET, HEADINGS, NUMBER, TLP, StyleKind, marking_style
from briefgen.ooxml.tree import Element, W, make, parse, remove, value
from briefgen.writers.docx.house import style_key

_STYLES = "word/styles.xml"
_BEHIND_SPACING = (  # 17.3.1.26
    *("ind", "contextualSpacing", "mirrorIndents", "suppressOverlap", "jc", "textDirection", "textAlignment"),
    *("textboxTightWrap", "outlineLvl", "divId", "cnfStyle", "rPr"),
)
_NOT_LENT = ("next", "link", "rsid")


@dataclass(frozen=True, slots=True)
class StyleFallback:
    """Where styles come from: the house document, and names of the borrower's own styles by kind and asked name."""

    house: bytes = b""
    own: Mapping[tuple[StyleKind, str], str] = field(default_factory=dict)

    @property
    def heading_shift(self) -> int:
        """1 where the borrower's title is in another style than heading 1."""
        return int(("paragraph", HEADINGS[0]) in self.own)

    def fill(self, styles: Element, width: int) -> None:
        """Put the styles that briefs ask for and the document lacks behind its own; lists keep to plain ones.

        `width` is that of the borrower's text in twips, where the lines of a table of contents end.
        """
        found = parse(HOUSE.unpack(self.house, "house.docx")[_STYLES]) if self.house else None
        if found is not None:
            wanted = [*ASKED, *((marking_style(f"TLP:{label}"), "character") for label in TLP)]
            filler = _Filler(styles, found, width)
            for name, kind in wanted:
                if name not in (BULLET, NUMBER):
                    filler.take(name, kind)

    def rename(self, ids: dict[str, str]) -> None:
        """Let asked names stand for the borrower's own styles; all at once, for headings move by one."""
        known = dict(ids)
        for (kind, asked), name in self.own.items():
            if style_key(name, kind) in known:
                ids[style_key(asked, kind)] = known[style_key(name, kind)]


class _Filler:
    def __init__(self, styles: Element, lender: Element, width: int) -> None:
        self._styles, self._lender, self._width = styles, lender, width
        self._ids: dict[str, str] = {
            self._key(style): style.get(W + "styleId", "") for style in styles.iter(W + "style")
        }
        self._lent = {self._key(style): style for style in lender.iter(W + "style")}
        self._by_id = {style.get(W + "styleId"): style for style in lender.iter(W + "style")}

    def _key(self, style: Element) -> str:
        return f"{style.get(W + 'type', 'paragraph')}:{(value(style, 'name') or '').casefold()}"

    def take(self, name: str, kind: StyleKind) -> str:
        """The id of a style, which is taken over with what it is based on where the document has none of its name."""
        key = style_key(name, kind)
        if key in self._ids or key not in self._lent:
            return self._ids.get(key, "")
        style = deepcopy(self._lent[key])
        self._ids[key] = self._new_id(style.get(W + "styleId", ""))
        style.set(W + "styleId", self._ids[key])
        style.attrib.pop(W + "default", None)
        self._rebase(style, kind)
        if kind == "paragraph":
            self._keep_distances(style)
        for tag in _NOT_LENT:
            for child in list(style.iterchildren(W + tag)):
                remove(child)
        for child in list(style.iter(W + "numPr", W + "rFonts")):
            remove(child)
        for tab in style.iter(W + "tab"):
            if tab.get(W + "val") == "right":
                tab.set(W + "pos", str(self._width))
        self._styles.append(style)
        return self._ids[key]

    def _keep_distances(self, style: Element) -> None:
        """Say what the lender's styles say by default: distances belong to a look, and every document has its own."""
        defaults = self._lender.find(f"{W}docDefaults/{W}pPrDefault/{W}pPr/{W}spacing")
        properties = style.find(W + "pPr")
        if defaults is None or properties is None:
            return
        spacing = properties.find(W + "spacing")
        if spacing is None:
            spacing = make("spacing")
            late = next(properties.iterchildren(*(W + name for name in _BEHIND_SPACING)), None)
            properties.append(spacing) if late is None else late.addprevious(spacing)
        for name, said in defaults.attrib.items():
            if name not in spacing.attrib:
                spacing.set(name, said)

    def _rebase(self, style: Element, kind: StyleKind) -> None:
        based = style.find(W + "basedOn")
        if based is None:
            return
        parent = self._by_id.get(based.get(W + "val"))
        taken = self.take(value(parent, "name") or "", kind) if parent is not None else ""
        if taken:
            based.set(W + "val", taken)
        else:
            remove(based)

    def _new_id(self, wanted: str) -> str:
        taken = set(self._ids.values())
        return next(i for i in (wanted, *(f"{wanted}{n}" for n in range(2, 10_000))) if i not in taken)
