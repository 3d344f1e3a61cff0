"""Every element of WordprocessingML that can carry or change text, and what becomes of it in a brief.

One list for whatever reads Word files: a brief that comes back edited, and a template made in Word. Content that is not
on it is told and left out, a look that is not on it is told (`simplify`). The names are those of ECMA-376 part 1, 17.3
to 17.16, of part 3 (mc), and of Microsoft's extensions in [MS-DOCX].
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

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
