"""Whether a reader would see words that stand at a place of a header or footer: by its styles and its own look.

A marking that is there and cannot be seen is none. So a place counts as seen only if nothing that Word lets one set
would hide it: hidden text, type too small or too light for its ground, a line or a row too low, a frame, an indent or a
text box that puts it beside the page. What is judged here is the file, not the screen: a place that is covered by a
picture is taken for seen.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from briefgen.ooxml.styles import StyleSheet
from briefgen.ooxml.tree import MC, WP, Element, W, is_on

_DELETED = frozenset({W + "del", W + "moveFrom"})
_SMALL = 10  # half points
_CONTRAST = 1.5  # as in WCAG 2: 1 is white on white, 21 black on white
_NARROW = 25  # per cent of the width of a letter
_RAISED = 200  # half points above or below the line
_UNDRAWN = re.compile(r"visibility:\s*hidden|(?:width|height):\s*0?\.?0*(?:pt|in|mm|cm)?(?:;|$)")
_EMU = 635  # to a twip
_LITTLE = 100  # twips: no word of type that can be read stands in less
# The names of Word's highlighters, and their colours (17.18.40).
_HIGHLIGHTS: dict[str, str] = {
    "black": "000000",
    "blue": "0000FF",
    "cyan": "00FFFF",
    "darkBlue": "000080",
    "darkCyan": "008080",
    "darkGray": "808080",
    "darkGreen": "008000",
    "darkMagenta": "800080",
    "darkRed": "800000",
    "darkYellow": "808000",
    "green": "00FF00",
    "lightGray": "C0C0C0",
    "magenta": "FF00FF",
    "red": "FF0000",
    "white": "FFFFFF",
    "yellow": "FFFF00",
}


class Visibility:
    """The looks of a document: `styles` is the root of its styles part, width and height of its page in twips.

    `markings` are the ids of the character styles that show markings: what stands at a hole for one of them is seen
    only if it is seen in each.
    """

    def __init__(self, styles: Element, markings: Iterable[str], width: int, height: int) -> None:
        self._styles = StyleSheet(styles)
        self._defaults = [styles.find(f"{W}docDefaults/{W}{kind}Default") for kind in ("rPr", "pPr")]
        self._markings, self._width, self._height = sorted(markings), width, height

    def hides(self, place: Element) -> str:
        """What hides the words at a place (within a w:r), for people to read; "" where nothing does."""
        above = list(place.iterancestors())
        if any(element.tag in _DELETED or element.tag == MC + "Fallback" for element in above):
            return "it is not shown"
        run = next((e for e in above if e.tag == W + "r"), None)
        paragraph = next((e for e in above if e.tag == W + "p"), None)
        if run is None or paragraph is None:
            return ""
        if reason := self._lies_beside(above):
            return reason
        for style in self._marking_styles(run):
            if reason := self._hidden(self._looks(run, paragraph, style), above):
                return reason
        return ""

    def _marking_styles(self, run: Element) -> list[str]:
        """The character style of a run; at a hole those of all markings."""
        properties = run.find(W + "rPr")
        own = None if properties is None else properties.find(W + "rStyle")
        if own is not None:
            return [own.get(W + "val")]
        is_hole = properties is not None and any(not isinstance(child.tag, str) for child in properties)
        return self._markings if is_hole and self._markings else [""]

    def _looks(self, run: Element, paragraph: Element, style: str) -> list[Element]:
        """The property elements that shape a run, from the strongest to the weakest."""
        from_styles = [*self._styles.chain(style, "character"), *self._styles.chain(self._styles.of(paragraph))]
        found = [run.find(W + "rPr"), paragraph.find(W + "pPr")]
        found += [one.find(W + kind) for one in from_styles for kind in ("rPr", "pPr")]
        found += [one.find(W + kind) for one in self._defaults if one is not None for kind in ("rPr", "pPr")]
        return [one for one in found if one is not None]

    def _hidden(self, looks: list[Element], above: list[Element]) -> str:
        if any(is_on(_first(looks, name)) for name in ("vanish", "specVanish")) or _has_no_fill(looks):
            return "it is hidden text"
        size = _number(_first(looks, "sz"), "val", 20)
        narrow = _number(_first(looks, "w"), "val", 100) < _NARROW
        if size < _SMALL or narrow or _number(_first(looks, "spacing", "val"), "val", 0) < -4 * size:
            return "its type is too small"
        if abs(_number(_first(looks, "position"), "val", 0)) > _RAISED:
            return "it is raised or lowered beside its line"
        line = _first(looks, "spacing", "lineRule")
        if line is not None and line.get(W + "lineRule") == "exact" and _number(line, "line", 240) < 5 * size:
            return "its line is too low"
        if _contrast(_colour(looks), _ground(looks, above)) < _CONTRAST:
            return "it has the colour of its ground"
        indent = _first(looks, "ind")
        sides = [_number(indent, side, 0) for side in ("left", "start", "right", "end", "firstLine")]
        return "it is indented beyond the page" if max(map(abs, sides)) >= self._width else ""

    def _lies_beside(self, above: list[Element]) -> str:
        """Whether a frame, a table, a row or a text box around a place takes it off the page, or leaves it no room."""
        for element in above:
            frame = element.find(f"{W}pPr/{W}framePr") if element.tag == W + "p" else None
            if element.tag == W + "tbl":
                frame = element.find(f"{W}tblPr/{W}tblpPr")
                if _number(element.find(f"{W}tblPr/{W}tblInd"), "w", 0) >= self._width:
                    return "its table lies outside the page"
            if frame is not None and self._off(frame):
                return "its frame lies outside the page"
            if element.tag == W + "tr" and _is_flat(element):
                return "its row is too low"
            if element.tag in (WP + "anchor", WP + "inline") and self._box_hides(element):
                return "its text box is hidden, too small or outside the page"
            if _UNDRAWN.search(_style_of(element)):
                return "its text box is hidden, too small or outside the page"
        return ""

    def _off(self, frame: Element) -> bool:
        across = [_number(frame, name, 0) for name in ("x", "tblpX")]
        down = [_number(frame, name, 0) for name in ("y", "tblpY")]
        low = frame.get(W + "hRule") == "exact" and _number(frame, "h", _LITTLE) < _LITTLE
        return low or max(map(abs, across)) >= self._width or max(map(abs, down)) >= self._height

    def _box_hides(self, box: Element) -> bool:
        extent, words = box.find(WP + "extent"), box.find(WP + "docPr")
        if words is not None and words.get("hidden") in ("1", "true"):
            return True
        if extent is not None and min(_plain(extent.get("cx")), _plain(extent.get("cy"))) < _LITTLE * _EMU:
            return True
        offsets = {side: box.find(f"{WP}position{side}/{WP}posOffset") for side in "HV"}
        ends = {"H": self._width, "V": self._height}
        return any(o is not None and abs(_plain(o.text)) >= ends[side] * _EMU for side, o in offsets.items())


def _first(looks: list[Element], name: str, attribute: str = "") -> Element | None:
    """The strongest element of that name, of those that have the attribute if one is asked for."""
    found = (one.find(W + name) for one in looks)
    return next((e for e in found if e is not None and (not attribute or e.get(W + attribute) is not None)), None)


def _number(element: Element | None, name: str, default: int) -> int:
    return default if element is None else _plain(element.get(W + name), default)


def _plain(text: str | None, default: int = 0) -> int:
    found = re.match(r"\s*([+-]?\d{1,9})", text or "")
    return int(found[1]) if found else default


def _has_no_fill(looks: list[Element]) -> bool:
    """Word 2010's text effects: letters without a fill, or with one that lets everything through."""
    fills = [e for one in looks for e in one if isinstance(e.tag, str) and e.tag.endswith("}textFill")]
    inside = [e for fill in fills[:1] for e in fill.iter() if isinstance(e.tag, str)]
    clear = (_plain(next(iter(e.attrib.values()), "")) > 90_000 for e in inside if e.tag.endswith("}alpha"))
    return any(e.tag.endswith("}noFill") for e in inside) or any(clear)


def _is_flat(row: Element) -> bool:
    height = row.find(f"{W}trPr/{W}trHeight")
    low = height is not None and height.get(W + "hRule") == "exact" and _number(height, "val", 0) < _LITTLE
    return low or is_on(row.find(f"{W}trPr/{W}hidden"))


def _style_of(element: Element) -> str:
    """The style of a drawing as Word 2003 wrote it."""
    return (element.get("style") or "") if "urn:schemas-microsoft-com:vml" in str(element.tag) else ""


# --- Colours ---


def _colour(looks: list[Element]) -> str:
    found = _first(looks, "color")
    return "auto" if found is None else str(found.get(W + "val", "auto"))


def _ground(looks: list[Element], above: list[Element]) -> str:
    """The colour behind a place: of a highlighter, a run, a paragraph, a cell, or the paper's."""
    highlight = _first(looks, "highlight")
    if highlight is not None and highlight.get(W + "val") in _HIGHLIGHTS:
        return _HIGHLIGHTS[highlight.get(W + "val")]
    cells = [e.find(W + "tcPr") for e in above if e.tag == W + "tc"]
    for one in (*looks, *(cell for cell in cells if cell is not None)):
        shade = one.find(W + "shd")
        fill = None if shade is None else shade.get(W + ("color" if shade.get(W + "val") == "solid" else "fill"))
        if fill and re.fullmatch(r"[0-9A-Fa-f]{6}", fill):
            return str(fill)
    return "FFFFFF"


def _contrast(words: str, ground: str) -> float:
    """As in WCAG 2; what is `auto` is black or white, as it can be read."""
    if not re.fullmatch(r"[0-9A-Fa-f]{6}", words):
        return 21.0
    dark, light = sorted((_light(words), _light(ground)))
    return (light + 0.05) / (dark + 0.05)


def _light(colour: str) -> float:
    parts = (int(colour[at : at + 2], 16) / 255 for at in (0, 2, 4))
    red, green, blue = (p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
