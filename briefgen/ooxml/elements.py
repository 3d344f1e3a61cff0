"""Every element of WordprocessingML that can carry or change text, and what becomes of it in a brief.

One list for whatever reads Word files: a brief that comes back edited, and a template made in Word. Content that is not
on it is told and left out, a look that is not on it is told (`simplify`). The names are those of ECMA-376 part 1, 17.3
to 17.16, of part 3 (mc), and of Microsoft's extensions in [MS-DOCX].
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from enum import StrEnum
from itertools import groupby
from operator import attrgetter

from briefgen.document.nodes import Subscript, Superscript
from briefgen.document.walk import in_characters
from briefgen.frozen import dataclass
from briefgen.ooxml.tree import Element, W, make, replace, text_element
from briefgen.ooxml.word_schema import ORDER


class Fate(StrEnum):
    """What becomes of an element in text."""

    READ = "kept: its readers know it"
    OPENED = "what it holds is read as if it stood there alone"
    PLAIN = "its words are kept as plain ones, with a finding"
    LEFT_OUT = "left out, with a finding"
    UNSEEN = "on no page; left out, with a note"
    SILENT = "shows nothing of its own"


_CHANGES = ("ins", "del", "moveFrom", "moveTo")
_RANGES = ("moveFromRange", "moveToRange", "customXmlInsRange", "customXmlDelRange")
_MOVED_XML = ("customXmlMoveFromRange", "customXmlMoveToRange")
_COUNTED = ("dayShort", "dayLong", "monthShort", "monthLong", "yearShort", "yearLong")
_READ = (
    *("body", "p", "r", "tbl", "tr", "tc", "hyperlink", "fldSimple", *_CHANGES),
    *("t", "br", "cr", "tab", "ptab", "noBreakHyphen", "softHyphen", "fldChar", "instrText", "drawing"),
    *("footnoteReference", "endnoteReference", "footnoteRef", "endnoteRef", "footnote", "endnote"),
    *("bookmarkStart", "bookmarkEnd", "commentReference", "commentRangeStart", "commentRangeEnd"),
    *("sym", "ruby", "rt", "rubyBase"),
)
_FORMULAS = (
    *("oMath", "oMathPara", "r", "acc", "bar", "borderBox", "box", "d", "eqArr", "f", "func", "groupChr", "limLow"),
    *("limUpp", "m", "nary", "phant", "rad", "sPre", "sSub", "sSubSup", "sSup"),
)
_CONFLICTS = ("customXmlConflictInsRange", "customXmlConflictDelRange")
_OPENED = ("sdt", "sdtContent", "smartTag", "customXml", "dir")
_SILENT = (
    *("proofErr", "permStart", "permEnd", "lastRenderedPageBreak", "annotationRef"),
    *("separator", "continuationSeparator", "delText", "delInstrText"),
    *(f"{name}{end}" for name in (*_RANGES, *_MOVED_XML) for end in ("Start", "End")),
    *("pPr", "rPr", "sectPr", "tblPr", "tblPrEx", "tblGrid", "trPr", "tcPr", "rubyPr", "fldData", "ffData"),
    *("sdtPr", "sdtEndPr", "smartTagPr", "customXmlPr"),
)
CONTENT: Mapping[str, tuple[Fate, str]] = (
    {f"w:{name}": (Fate.READ, "") for name in _READ}
    | {f"w:{name}": (Fate.OPENED, "") for name in _OPENED}
    | {f"w:{name}": (Fate.SILENT, "") for name in _SILENT}
    | {f"w:{name}": (Fate.LEFT_OUT, "a part of a date that Word counts itself") for name in _COUNTED}
    | {
        "mc:AlternateContent": (Fate.READ, ""),
        "w14:conflictIns": (Fate.READ, ""),
        "w14:conflictDel": (Fate.READ, ""),
        "w16se:symEx": (Fate.READ, ""),
        "w:bdo": (Fate.PLAIN, "the direction of letters"),
        "w:pgNum": (Fate.LEFT_OUT, "a page number"),
        "w:pict": (Fate.LEFT_OUT, "an embedded object"),
        "w:object": (Fate.LEFT_OUT, "an embedded object"),
        "w:control": (Fate.LEFT_OUT, "an embedded object"),
        "w:altChunk": (Fate.LEFT_OUT, "a document embedded in the text"),
        "w:subDoc": (Fate.LEFT_OUT, "a document that is linked to"),
        "w:contentPart": (Fate.LEFT_OUT, "handwriting"),
        "w14:contentPart": (Fate.LEFT_OUT, "handwriting"),
    }
    | {f"m:{name}": (Fate.PLAIN, "the layout of a formula") for name in _FORMULAS}
    | {f"w14:{name}{end}": (Fate.SILENT, "") for name in _CONFLICTS for end in ("Start", "End")}
)
"""What stands in the body, in paragraphs and in runs."""


def _looks(holder: str, *read: str, others: Mapping[str, tuple[Fate, str]]) -> dict[str, tuple[Fate, str]]:
    """What may stand in the properties of a holder; what is neither read nor one of the others is silent."""
    known = {f"w:{name}": (Fate.SILENT, "") for name in (*ORDER[holder], f"{holder}Change") if name not in read}
    known |= {f"w:{name}": (Fate.READ, "") for name in read}
    return {name: fate for name, fate in known.items() if name not in others} | dict(others)


_CONFLICT = dict.fromkeys(("w14:conflictIns", "w14:conflictDel"), (Fate.READ, ""))
_ORNAMENTS = (
    *("glow", "shadow", "reflection", "textOutline", "textFill", "scene3d", "props3d", "ligatures", "numForm"),
    *("numSpacing", "stylisticSets", "cntxtAlts", "conflictIns", "conflictDel"),
)
RUN: Mapping[str, tuple[Fate, str]] = _looks(
    *("rPr", "rStyle", "b", "i", "vertAlign", "position", "rFonts", "specVanish", "color", *_CHANGES),
    others={
        "w:vanish": (Fate.UNSEEN, "hidden text"),
        "w:strike": (Fate.PLAIN, "strike-through"),
        "w:dstrike": (Fate.PLAIN, "strike-through"),
        "w:highlight": (Fate.PLAIN, "highlighting"),
        "w:u": (Fate.PLAIN, "underlining"),
        "w:caps": (Fate.PLAIN, "the look in capitals"),
        "w:smallCaps": (Fate.PLAIN, "the look in small capitals"),
        "w:em": (Fate.PLAIN, "the marks above or below letters"),
        "w:eastAsianLayout": (Fate.PLAIN, "the layout of two lines in one"),
        **{f"w14:{name}": (Fate.SILENT, "") for name in _ORNAMENTS},
    },
)
"""What a run's properties do to its words; the silent ones change sizes, distances and ornaments alone."""

LOOKS: Mapping[str, Mapping[str, tuple[Fate, str]]] = {
    "w:rPr": RUN,
    "w:pPr": _looks(
        *("pPr", "pStyle", "numPr", "outlineLvl", "ind", "jc", "bidi", "framePr", "rPr", "sectPr"), others={}
    ),
    "w:tblPr": _looks(
        *("tblPr", "tblInd", "tblLook"),
        others=dict.fromkeys(("w:tblCaption", "w:tblDescription"), (Fate.UNSEEN, "the description of a table")),
    ),
    "w:trPr": _looks(
        *("trPr", "gridBefore", "gridAfter", "ins", "del"),
        others={"w:hidden": (Fate.UNSEEN, "a hidden row of a table"), **_CONFLICT},
    ),
    "w:tcPr": _looks("tcPr", "gridSpan", "hMerge", "vMerge", "cellIns", "cellDel", "cellMerge", others={}),
}
"""What the properties of runs, paragraphs, tables, rows and cells do to the words in them."""

UNSEEN_FIELDS: Mapping[str, str] = dict.fromkeys(("XE", "TC", "TA", "RD"), "an entry for an index or a table")
"""Fields that show nothing and say what an index or a table of contents will print (17.16.5)."""

NAMESPACES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "w14": "http://schemas.microsoft.com/office/word/2010/wordml",
    "w16se": "http://schemas.microsoft.com/office/word/2015/wordml/symex",
}
_PREFIXES = {namespace: prefix for prefix, namespace in NAMESPACES.items()}


def name_of(tag: str) -> str:
    """The name of an element as people write it: `w:ruby`; the bare name where the prefix is not known."""
    namespace, _, name = tag.removeprefix("{").rpartition("}")
    return f"{_PREFIXES[namespace]}:{name}" if namespace in _PREFIXES else name


def tags(fate: Fate) -> tuple[str, ...]:
    """The tags of all content with this fate."""
    known = (name.partition(":") for name, (own, _) in CONTENT.items() if own is fate)
    return tuple(f"{{{NAMESPACES[prefix]}}}{name}" for prefix, _, name in known)


# --- Formulas in one line of plain text: what they say stays, how they are laid out goes (ECMA-376 part 1, 22.1) ---
#
# A fraction becomes a/b, a root √(…), what stands raised or lowered is raised or lowered text. Whatever is not known by
# name gives what it holds, so that no letter of a formula is lost.


_M = f"{{{NAMESPACES['m']}}}"
_LAYOUT = "the layout of a formula"
_DELETED = (W + "del", W + "moveFrom")


@dataclass(frozen=True, slots=True)
class _Term:
    """Words of a formula; `place` is "superscript", "subscript", or "" on the line."""

    text: str
    place: str = ""


def write_out_formulas(root: Element, tell: Callable[[Element, Fate, str, str], None]) -> None:
    """Put each formula of a part as runs of text where it stands; tell of it."""
    for formula in [e for e in root.iter(_M + "*") if not _is_inside(e)]:
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
    letters = "".join(text.text or "" for text in formula.iter(_M + "t", W + "t") if not _is_unseen(text))
    return [_Term(letters)] if Counter(letters) - Counter("".join(p.text for p in said)) else said


def _is_unseen(text: Element) -> bool:
    return any(above.tag in _DELETED or _is_phantom(above) for above in text.iterancestors())


def _is_phantom(element: Element) -> bool:
    """Room for what is not shown."""
    return element.tag == _M + "phant" and _said(element, "show", "1") in ("0", "off", "false")


def _is_inside(element: Element) -> bool:
    return any(above.tag.startswith(_M) for above in element.iterancestors() if isinstance(above.tag, str))


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
    if element.tag in (_M + "t", W + "t"):
        yield _Term(element.text or "")
    elif (known := _KNOWN.get(element.tag.removeprefix(_M))) is not None:
        yield from known(element)
    else:
        for child in element:
            yield from _pieces(child)


def _of(element: Element, name: str) -> list[_Term]:
    """What an argument of a formula says: its e, num, sup …"""
    found = element.find(_M + name)
    return [] if found is None else list(_pieces(found))


def _flat(pieces: list[_Term]) -> str:
    return "".join(map(_in_characters, pieces))


def _said(element: Element, name: str, default: str) -> str:
    """The m:val of a property; "" where it is given without one."""
    found = next(element.iterfind(f"*/{_M}{name}"), None)
    return default if found is None else found.get(_M + "val", "")


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
    for n, child in enumerate(element.iterfind(_M + "e")):
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
    rows = [[_flat(list(_pieces(cell))) for cell in row.iterfind(_M + "e")] for row in element.iterfind(_M + "mr")]
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
    "eqArr": lambda e: [_Term("; ".join(_flat(list(_pieces(line))) for line in e.iterfind(_M + "e")))],
    "phant": lambda e: [] if _is_phantom(e) else _of(e, "e"),
}
