"""Styles that a reference document lacks and takes from the house document, or from its own text; and lists of styles.

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
from briefgen.ooxml.packing import LISTS
from briefgen.ooxml.style_names import ASKED, BULLET, HEADINGS, NUMBER, TLP, StyleKind, marking_style
from briefgen.ooxml.tree import NAMESPACES, Element, W, hole, make, parse, remove, value
from briefgen.writers.docx.house import ListLook, style_key
from briefgen.writers.docx.reference.findings import HouseFindings

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


# --- Bullets and numbers: which lists the list styles use, and lists of our own where they use none ---


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
