"""A part of a document of looks made sound: what the schema does not allow is taken out, and told."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from briefgen.ooxml.tree import Element, W, remove
from briefgen.ooxml.word_schema import ATTRIBUTES, CHANGES, ELSEWHERE, NOT_IN_STYLES, ORDER, SWITCHES

_MANY = frozenset({"tab", "tblStylePr"})
_REQUIRED = {
    "tblStylePr": ("type",),
    **dict.fromkeys((*SWITCHES, "u", "lang", "tblLook", "trHeight", "tab", "compatSetting"), ()),
    **dict.fromkeys(("noLineBreaksAfter", "noLineBreaksBefore"), ("lang", "val")),
    **dict.fromkeys(("lvlText", "cnfStyle", "vMerge", "hMerge"), ()),
}
_STYLES = frozenset(W + name for name in ("style", "tblStylePr", "rPrDefault", "pPrDefault"))
_COMPILED = {name: {a: re.compile(p) for a, p in known.items()} for name, known in ATTRIBUTES.items()}
_COMPILED_ELSEWHERE = {key: {a: re.compile(p) for a, p in known.items()} for key, known in ELSEWHERE.items()}


def sound(root: Element, tell: Callable[[str], None]) -> None:
    """Take out of the looks in a part what the schema does not allow; `tell` hears of each value and element."""
    for element in list(root.iter(W + "*")):
        _check_values(element, tell)
    for name in ORDER:
        for holder in list(root.iter(W + name)):
            _check_children(holder, name, tell)


def _check_values(element: Element, tell: Callable[[str], None]) -> None:
    name = element.tag.removeprefix(W)
    known = _known(element, name)
    if known is None:
        return
    bad = [key for key, said in element.attrib.items() if key.startswith(W) and not _fits(known, key, said)]
    for key in bad:
        tell(f"{key.removeprefix(W)}=“{element.attrib.pop(key)[:40]}” of w:{name}")
    needed = _REQUIRED.get(name, ("val",) if "val" in known else ())
    if element.getparent() is not None and element.getparent().tag == W + "tabs":
        needed = ("val", "pos")
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


def _check_children(holder: Element, name: str, tell: Callable[[str], None]) -> None:
    order = {W + child: place for place, child in enumerate(ORDER[name])}
    if holder.getparent() is not None and holder.getparent().tag in _STYLES:
        order = {tag: place for tag, place in order.items() if tag.removeprefix(W) not in NOT_IN_STYLES.get(name, ())}
    kept: list[tuple[int, Element]] = []
    seen: set[str] = set()
    for child in list(holder):
        if not isinstance(child.tag, str) or not child.tag.startswith(W):
            kept.append((len(order), child))  # of another maker: behind all others
        elif child.tag.removeprefix(W) in CHANGES:
            remove(child)
        elif child.tag not in order:
            tell(f"w:{child.tag.removeprefix(W)} in w:{name}")
            remove(child)
        elif child.tag in seen and child.tag.removeprefix(W) not in _MANY:
            remove(child)  # LibreOffice says some things twice
        else:
            seen.add(child.tag)
            kept.append((order[child.tag], child))
    if name == "tabs" and not kept:
        remove(holder)
    if [place for place, _ in kept] != sorted(place for place, _ in kept):
        holder[:] = [child for _, child in sorted(kept, key=lambda found: found[0])]
