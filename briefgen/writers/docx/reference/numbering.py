"""Bullets and numbers: which lists the house's list styles use, and lists of our own where they use none."""

from __future__ import annotations

from briefgen.ooxml.stencil import LISTS
from briefgen.ooxml.style_names import BULLET, NUMBER
from briefgen.ooxml.tree import NAMESPACES, Element, W, hole, make, parse, remove, value
from briefgen.writers.docx.house import ListLook, style_key
from briefgen.writers.docx.reference.findings import HouseFindings

_TWIPS_A_LEVEL = 360
_PICTURE_BULLETS = ("numPicBullet", "lvlPicBulletId")
_SIDES = {"start": "left", "end": "right"}
_IDS = ("nsid", "tmpl", "numIdMacAtCleanup")


class Numbering:
    """The numbering part of a house in the making."""

    def __init__(
        self, root: Element | None, styles: Element, ids: dict[str, str], findings: HouseFindings, also: frozenset[str]
    ) -> None:
        """`also` are the lists that stay without a style that uses them, by w:numId."""
        self.root = make("numbering") if root is None else root
        self._styles = styles
        self._ids = ids
        self._findings = findings
        self._clean()
        self._prune(also)
        self.bullets = self._look(BULLET, bullet_levels())
        self.numbers = self._look(NUMBER, number_levels())
        self.next_number = self._next("num", "numId")
        self.root.append(hole(LISTS))

    def lists(self) -> frozenset[str]:
        """The lists that there are, by w:numId."""
        return frozenset(num.get(W + "numId", "") for num in self.root.iterchildren(W + "num"))

    def _clean(self) -> None:
        for name in (*_PICTURE_BULLETS, *_IDS):
            for element in list(self.root.iter(W + name)):
                remove(element)
                if name in _PICTURE_BULLETS:
                    self._findings.left_out("picture bullets")
        for side in self.root.iter(W + "lvlJc"):  # LibreOffice writes words that this element does not know (17.9.7)
            side.set(W + "val", _SIDES.get(side.get(W + "val"), side.get(W + "val")))

    def _prune(self, also: frozenset[str]) -> None:
        """Keep the lists that styles use; those of the document's own text stay behind with it."""
        used = also | {number.get(W + "val") for number in self._styles.iter(W + "numId")}
        for num in list(self.root.iterchildren(W + "num")):
            if num.get(W + "numId") not in used:
                remove(num)
        defined = {value(num, "abstractNumId") for num in self.root.iterchildren(W + "num")}
        for abstract in list(self.root.iterchildren(W + "abstractNum")):
            if abstract.get(W + "abstractNumId") not in defined:
                remove(abstract)

    def _look(self, name: str, levels: str) -> ListLook:
        """The list behind a list style; a plain one, and a word about it, where there is none."""
        style = self._ids.get(style_key(name, "paragraph"))
        found = self._style(style) if style else None
        number = value(found, "pPr/numPr/numId") if found is not None else None
        abstract = self._abstract(number) if number else None
        if number is None or abstract is None:
            if style:
                self._findings.say("house-list-missing", name)
            return self._add(levels)
        if _complete(abstract, levels):
            self._findings.say("house-list-short", name)
        return ListLook(int(number), int(abstract.get(W + "abstractNumId")), _indents(abstract))

    def _style(self, style_id: str) -> Element | None:
        return next((s for s in self._styles.iter(W + "style") if s.get(W + "styleId") == style_id), None)

    def _abstract(self, number: str) -> Element | None:
        """The definition behind a w:numId, through a list style if there is one between (17.9.21)."""
        for _ in range(2):
            num = next((n for n in self.root.iterchildren(W + "num") if n.get(W + "numId") == number), None)
            wanted = value(num, "abstractNumId") if num is not None else None
            abstract = next(
                (a for a in self.root.iterchildren(W + "abstractNum") if a.get(W + "abstractNumId") == wanted), None
            )
            link = value(abstract, "numStyleLink") if abstract is not None else None
            style = self._style(link) if link else None
            if style is None:
                return abstract
            number = value(style, "pPr/numPr/numId") or ""
        return None

    def _add(self, levels: str) -> ListLook:
        """A list of our own; definitions stand before the lists that use them (17.9.18)."""
        abstract_id, number = self._next("abstractNum", "abstractNumId"), self._next("num", "numId")
        abstract = _definition(levels)
        abstract.set(W + "abstractNumId", str(abstract_id))
        self.root.insert(len(list(self.root.iterchildren(W + "abstractNum"))), abstract)
        num = make("num", numId=str(number))
        num.append(make("abstractNumId", val=str(abstract_id)))
        self.root.append(num)
        return ListLook(number, abstract_id, _indents(abstract))

    def _next(self, tag: str, attribute: str) -> int:
        return max((int(e.get(W + attribute)) for e in self.root.iterchildren(W + tag)), default=0) + 1


def _definition(levels: str) -> Element:
    return parse(f'<w:abstractNum xmlns:w="{NAMESPACES["w"]}">{levels}</w:abstractNum>'.encode())


def _complete(abstract: Element, levels: str) -> bool:
    """Give a list of fewer than nine levels the plain ones it lacks; whether it lacked any."""
    missing = [
        plain
        for plain in _definition(levels).iterchildren(W + "lvl")
        if abstract.find(f"{W}lvl[@{W}ilvl='{plain.get(W + 'ilvl')}']") is None
    ]
    abstract.extend(missing)
    kind = abstract.find(W + "multiLevelType")
    if missing and kind is not None:
        kind.set(W + "val", "multilevel")
    return bool(missing)


def _indents(abstract: Element) -> tuple[int, ...]:
    """How far in the text of each level begins; levels that say nothing go on in even steps."""
    levels = {int(level.get(W + "ilvl")): level for level in abstract.iter(W + "lvl")}
    return tuple(_indent(levels.get(n)) or _TWIPS_A_LEVEL * (n + 1) for n in range(LEVELS))


def _indent(level: Element | None) -> int:
    found = level.find(f"{W}pPr/{W}ind") if level is not None else None
    if found is None:
        return 0
    text = found.get(W + "left") or found.get(W + "start") or "0"
    return int(text) if text.isdecimal() else 0


LEVELS = 9
_STEP = 340  # twips a level, 6 mm
_BULLETS = ("\u2022", "\u2013", "\u25e6")  # plain Unicode: no symbol font to be missing
_FORMATS = (("decimal", "."), ("lowerLetter", ")"), ("lowerRoman", "."))


def bullet_levels(style_id: str = "") -> str:
    """The w:multiLevelType and w:lvl elements of a bullet list; `style_id` ties the first level to a style."""
    return _levels([("bullet", _BULLETS[n % 3]) for n in range(LEVELS)], style_id)


def number_levels(style_id: str = "") -> str:
    """The same for a numbered list: 1. a) i. and so on."""
    return _levels([(_FORMATS[n % 3][0], f"%{n + 1}{_FORMATS[n % 3][1]}") for n in range(LEVELS)], style_id)


def _levels(looks: list[tuple[str, str]], style_id: str) -> str:
    return '<w:multiLevelType w:val="multilevel"/>' + "".join(
        f'<w:lvl w:ilvl="{n}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>'
        + (f'<w:pStyle w:val="{style_id}"/>' if style_id and n == 0 else "")
        + f'<w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/>'
        f'<w:pPr><w:ind w:left="{_STEP * (n + 1)}" w:hanging="{_STEP}"/></w:pPr></w:lvl>'
        for n, (form, text) in enumerate(looks)
    )
