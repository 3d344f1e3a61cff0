"""Formulas in one line of plain text: what they say stays, how they are laid out goes (ECMA-376 part 1, 22.1).

A fraction becomes a/b, a root √(…), what stands raised or lowered is raised or lowered text. Whatever is not known by
name gives what it holds, so that no letter of a formula is lost.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from itertools import groupby
from operator import attrgetter

from briefgen.document.nodes import Subscript, Superscript
from briefgen.document.walk import in_characters
from briefgen.frozen import dataclass
from briefgen.ooxml.elements import NAMESPACES, Fate
from briefgen.ooxml.tree import Element, W, make, replace, text_element

M = f"{{{NAMESPACES['m']}}}"
_LAYOUT = "the layout of a formula"
_DELETED = (W + "del", W + "moveFrom")


@dataclass(frozen=True, slots=True)
class _Term:
    """Words of a formula; `place` is "superscript", "subscript", or "" on the line."""

    text: str
    place: str = ""


def write_out(root: Element, tell: Callable[[Element, Fate, str, str], None]) -> None:
    """Put each formula of a part as runs of text where it stands; tell of it."""
    for formula in [e for e in root.iter(M + "*") if not _is_inside(e)]:
        pieces = list(_joined(_whole(formula)))
        shown = _flat(pieces)
        if shown.strip():
            tell(formula, Fate.PLAIN, _LAYOUT, shown)
        runs = [_run(piece) for piece in pieces]
        parent = formula.getparent()
        if parent.tag == W + "r":  # where no schema lets one stand
            runs = [text_element(shown)]
        elif parent.tag == W + "tc" or next(formula.iterancestors(W + "p"), None) is None:
            paragraph = make("p")
            paragraph.extend(runs)
            runs = [paragraph]
        replace(formula, *runs)


def _whole(formula: Element) -> list[_Term]:
    """What a formula says; where a part of it is not where it should be, its letters alone, in their order."""
    said = list(_pieces(formula))
    letters = "".join(text.text or "" for text in formula.iter(M + "t", W + "t") if not _is_unseen(text))
    return [_Term(letters)] if Counter(letters) - Counter("".join(p.text for p in said)) else said


def _is_unseen(text: Element) -> bool:
    return any(above.tag in _DELETED or _is_phantom(above) for above in text.iterancestors())


def _is_phantom(element: Element) -> bool:
    """Room for what is not shown."""
    return element.tag == M + "phant" and _said(element, "show", "1") in ("0", "off", "false")


def _is_inside(element: Element) -> bool:
    return any(above.tag.startswith(M) for above in element.iterancestors() if isinstance(above.tag, str))


def _run(piece: _Term) -> Element:
    run = make("r")
    if piece.place:
        look = make("rPr")
        look.append(make("vertAlign", val=piece.place))
        run.append(look)
    run.append(text_element(piece.text))
    return run


def _joined(pieces: Iterable[_Term]) -> Iterator[_Term]:
    for place, alike in groupby(pieces, key=attrgetter("place")):
        if text := "".join(piece.text for piece in alike):
            yield _Term(text, place)


def _in_characters(piece: _Term) -> str:
    if not piece.place:
        return piece.text
    return in_characters((Superscript if piece.place == "superscript" else Subscript)(piece.text))


# --- what each kind of formula says ------------------------------------------------------------


def _pieces(element: Element) -> Iterator[_Term]:
    """What an element of a formula says, piece by piece."""
    if not isinstance(element.tag, str) or element.tag in _DELETED:
        return
    if element.tag in (M + "t", W + "t"):
        yield _Term(element.text or "")
    elif (known := _KNOWN.get(element.tag.removeprefix(M))) is not None:
        yield from known(element)
    else:
        for child in element:
            yield from _pieces(child)


def _of(element: Element, name: str) -> list[_Term]:
    """What an argument of a formula says: its e, num, sup …"""
    found = element.find(M + name)
    return [] if found is None else list(_pieces(found))


def _flat(pieces: list[_Term]) -> str:
    return "".join(map(_in_characters, pieces))


def _said(element: Element, name: str, default: str) -> str:
    """The m:val of a property; "" where it is given without one."""
    found = next(element.iterfind(f"*/{M}{name}"), None)
    return default if found is None else found.get(M + "val", "")


def _held(pieces: list[_Term]) -> list[_Term]:
    """In brackets, where more than one word stands there."""
    text = _flat(pieces)
    return pieces if text.isalnum() or len(text) < 2 else [_Term("("), *pieces, _Term(")")]


def _raised(element: Element, name: str, place: str = "superscript") -> list[_Term]:
    text = _flat(_of(element, name))
    return [_Term(text, place)] if text else []


def _lowered(element: Element, name: str) -> list[_Term]:
    return _raised(element, name, "subscript")


def _fraction(element: Element) -> list[_Term]:
    line = "\u00a6" if _said(element, "type", "bar") == "noBar" else "/"
    return [*_held(_of(element, "num")), _Term(line), *_held(_of(element, "den"))]


def _brackets(element: Element) -> list[_Term]:
    between = _said(element, "sepChr", "|")
    inside: list[_Term] = []
    for n, child in enumerate(element.iterfind(M + "e")):
        inside += [_Term(between)] * (n > 0) + list(_pieces(child))
    return [_Term(_said(element, "begChr", "(")), *inside, _Term(_said(element, "endChr", ")"))]


def _operator(element: Element) -> list[_Term]:
    sign = _said(element, "chr", "\u222b")
    return [_Term(sign), *_lowered(element, "sub"), *_raised(element, "sup"), *_of(element, "e")]


def _function(element: Element) -> list[_Term]:
    argument = _of(element, "e")
    blank = [] if _flat(argument).startswith("(") else [_Term(" ")]
    return [*_of(element, "fName"), *blank, *argument]


def _bar(element: Element) -> list[_Term]:
    line = "\u0305" if _said(element, "pos", "bot") == "top" else "\u0332"
    return [_Term("".join(char + line for char in _flat(_of(element, "e"))))]


def _matrix(element: Element) -> list[_Term]:
    rows = [[_flat(list(_pieces(cell))) for cell in row.iterfind(M + "e")] for row in element.iterfind(M + "mr")]
    return [_Term(f"[{'; '.join(', '.join(row) for row in rows)}]")]


_KNOWN: dict[str, Callable[[Element], list[_Term]]] = {
    "sSup": lambda e: [*_of(e, "e"), *_raised(e, "sup")],
    "sSub": lambda e: [*_of(e, "e"), *_lowered(e, "sub")],
    "sSubSup": lambda e: [*_of(e, "e"), *_lowered(e, "sub"), *_raised(e, "sup")],
    "sPre": lambda e: [*_lowered(e, "sub"), *_raised(e, "sup"), *_of(e, "e")],
    "limLow": lambda e: [*_of(e, "e"), *_lowered(e, "lim")],
    "limUpp": lambda e: [*_of(e, "e"), *_raised(e, "lim")],
    "f": _fraction,
    "rad": lambda e: [*_raised(e, "deg"), _Term("\u221a("), *_of(e, "e"), _Term(")")],
    "d": _brackets,
    "nary": _operator,
    "func": _function,
    "acc": lambda e: [*_of(e, "e"), _Term(_said(e, "chr", "\u0302"))],
    "bar": _bar,
    "m": _matrix,
    "eqArr": lambda e: [_Term("; ".join(_flat(list(_pieces(line))) for line in e.iterfind(M + "e")))],
    "phant": lambda e: [] if _is_phantom(e) else _of(e, "e"),
}
