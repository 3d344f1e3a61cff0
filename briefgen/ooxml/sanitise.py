"""A part of a document of looks without what the schema does not allow: that is taken out, and told."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping

from lxml.etree import tostring  # type: ignore[import-untyped]

from briefgen.ooxml.tree import Element, W, remove, twips
from briefgen.ooxml.word_schema import (
    ATTRIBUTES,
    CHANGES,
    COMPATIBILITY,
    ELSEWHERE,
    HALF_POINTS,
    MANY,
    NAMED_BY,
    NEEDED,
    NOT_IN_STYLES,
    ORDER,
    SWITCHES,
)

_REQUIRED = {
    "tblStylePr": ("type",),
    **dict.fromkeys((*SWITCHES, "u", "lang", "tblLook", "trHeight", "tab", *COMPATIBILITY), ()),
    "compatSetting": ("name", "uri", "val"),
    "sig": tuple(ATTRIBUTES["sig"]),
    **dict.fromkeys(("noLineBreaksAfter", "noLineBreaksBefore"), ("lang", "val")),
    **dict.fromkeys(("lvlText", "cnfStyle", "vMerge", "hMerge"), ()),
    **{name: (attribute,) for name, attribute in NAMED_BY.items() if name != "compatSetting"},
}
_REQUIRED_IN = {"tabs": ("val", "pos"), "tblCellMar": ("w", "type"), "tcMar": ("w", "type")}
_STYLES = frozenset(W + name for name in ("style", "tblStylePr", "rPrDefault", "pPrDefault", "lvl"))
_IGNORABLE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Ignorable"
_COMPILED = {name: {a: re.compile(p) for a, p in known.items()} for name, known in ATTRIBUTES.items()}
_COMPILED_ELSEWHERE = {key: {a: re.compile(p) for a, p in known.items()} for key, known in ELSEWHERE.items()}


_STYLE_NAMES = tuple(W + name for name in ("basedOn", "next", "link", "pStyle", "rStyle", "tblStyle"))


def drop_unknown_styles(root: Element, styles: Collection[str], tell: Callable[[str], None]) -> None:
    """Take out each name of a style that is none of `styles`, by id: what it was to look like, nobody can tell."""
    for element in [e for e in root.iter(*_STYLE_NAMES) if e.get(W + "val") not in styles]:
        tell(f"the style “{element.get(W + 'val', '')[:40]}”, which is not there, in {_named(element)}")
        remove(element)


def sanitise(root: Element, tell: Callable[[str], None]) -> None:
    """Take out of the looks in a part what the schema does not allow; `tell` hears of each value and element."""
    for element in list(root.iter(W + "*")):
        _check_values(element, tell)
    for element in list(root.iter(W + "*")):
        name = element.tag.removeprefix(W)
        is_look = _known(element, name) is not None
        if is_look:
            _check_words(element, name, tell)
        if name in ORDER:
            _check_children(element, name, tell)
        elif is_look and name != "settings":
            for child in list(element):
                tell(f"{_named(child)} in w:{name}")
                element.remove(child)
    _check_ignorable(root)
    for name, child in NEEDED.items():
        for holder in [h for h in root.iter(W + name) if h.find(W + child) is None]:
            tell(f"w:{name} without w:{child}")
            remove(holder)


def _check_values(element: Element, tell: Callable[[str], None]) -> None:
    name = element.tag.removeprefix(W)
    known = _known(element, name)
    if known is None:
        return
    own = [(key, said) for key, said in element.attrib.items() if key.startswith(W) or not key.startswith("{")]
    bad = [key for key, said in own if not (key.startswith(W) and _fits(known, key, said))]
    for key, said in (one for one in own if one[0] not in bad):
        measure = twips(said)
        if measure is not None and "mm|cm" in known[key.removeprefix(W)].pattern:
            # As a number, which every reader of Word files knows; "12pt" is one that some refuse.
            element.set(key, str(round(measure / (10 if name in HALF_POINTS else 1))))
    for key in bad:
        tell(f"{key.removeprefix(W)}=“{element.attrib.pop(key)[:40]}” of w:{name}")
    needed = _REQUIRED.get(name, ("val",) if "val" in known else ())
    if element.getparent() is not None:
        needed = _REQUIRED_IN.get(element.getparent().tag.removeprefix(W), needed)
    if lost := [a for a in needed if W + a not in element.attrib]:
        if not bad:
            tell(f"w:{name} without {' and '.join(lost)}")
        remove(element)


def _known(element: Element, name: str) -> Mapping[str, re.Pattern[str]] | None:
    """The attributes of an element; some names mean another thing in another holder."""
    parent = element.getparent()
    holder = "" if parent is None else parent.tag.removeprefix(W)
    return _COMPILED_ELSEWHERE.get((holder, name)) or _COMPILED.get(name)


def _fits(known: Mapping[str, re.Pattern[str]], key: str, said: str) -> bool:
    pattern = known.get(key.removeprefix(W))
    return pattern is not None and pattern.fullmatch(said) is not None


def _check_ignorable(root: Element) -> None:
    """Of what others may pass over, only names that stand for something: Word refuses the file otherwise."""
    if (said := root.get(_IGNORABLE)) is not None:
        root.set(_IGNORABLE, " ".join(prefix for prefix in said.split() if prefix in root.nsmap))


def _check_words(element: Element, name: str, tell: Callable[[str], None]) -> None:
    """Looks are said by elements and values; words among them would be text of nobody's."""
    words = (element.text or "").strip() or next((c.tail.strip() for c in element if (c.tail or "").strip()), "")
    if words:
        tell(f"the words “{words[:40]}” in w:{name}")
        element.text = None
        for child in element:
            child.tail = None


def _named(element: Element) -> str:
    tag = str(element.tag)
    return f"w:{tag.removeprefix(W)}" if tag.startswith(W) else tag.rpartition("}")[2]


def _check_children(holder: Element, name: str, tell: Callable[[str], None]) -> None:
    order = {W + child: place for place, child in enumerate(ORDER[name])}
    if holder.getparent() is not None and holder.getparent().tag in _STYLES:
        order = {tag: place for tag, place in order.items() if tag.removeprefix(W) not in NOT_IN_STYLES.get(name, ())}
    kept: list[tuple[int, Element]] = []
    seen: set[tuple[str, str]] = set()
    for child in list(holder):
        if not isinstance(child.tag, str) or not child.tag.startswith(W):
            kept.append((len(order), child))  # of another maker: behind all others
        elif child.tag.removeprefix(W) in CHANGES:
            remove(child)
        elif child.tag not in order:
            tell(f"w:{child.tag.removeprefix(W)} in w:{name}")
            remove(child)
        elif (key := _key(child)) in seen:
            if key[1] and not _is_same(child, kept):
                tell(f"a second {_named(child)} “{key[1][:40]}”")
            remove(child)  # LibreOffice says some things twice
        else:
            if child.tag.removeprefix(W) not in MANY or key[1]:
                seen.add(key)
            kept.append((order[child.tag], child))
    if name == "tabs" and not kept:
        remove(holder)
    if [place for place, _ in kept] != sorted(place for place, _ in kept):
        holder[:] = [child for _, child in sorted(kept, key=lambda found: found[0])]


def _key(child: Element) -> tuple[str, str]:
    """What no two children of a holder have in common: their kind, or among many of it their name."""
    name = child.tag.removeprefix(W)
    return child.tag, child.get(W + NAMED_BY[name], "") if name in NAMED_BY else ""


def _is_same(child: Element, kept: Iterable[tuple[int, Element]]) -> bool:
    """Whether a child says what one with its name has said; for typefaces that is the name alone."""
    return child.tag == W + "font" or any(
        _key(other) == _key(child) and _text(other) == _text(child) for _, other in kept
    )


def _text(element: Element) -> bytes:
    written: bytes = tostring(element, method="c14n", with_tail=False)
    return written
