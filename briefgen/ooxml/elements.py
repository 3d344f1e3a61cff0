"""Every element of WordprocessingML that can carry or change text, and what becomes of it in a brief.

One list for whatever reads Word files: a brief that comes back edited, and a template made in Word. Content that is not
on it is told and left out, a look that is not on it is told (`simplify`). The names are those of ECMA-376 part 1, 17.3
to 17.16, of part 3 (mc), and of Microsoft's extensions in [MS-DOCX].
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum


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

_RUN_READ = (
    "w:rStyle",
    "w:b",
    "w:i",
    "w:vertAlign",
    "w:position",
    "w:rFonts",
    "w:ins",
    "w:del",
    "w:moveFrom",
    "w:moveTo",
)
_RUN_SILENT = (
    *("w:bCs", "w:iCs", "w:outline", "w:shadow", "w:emboss", "w:imprint", "w:noProof", "w:snapToGrid", "w:webHidden"),
    *("w:spacing", "w:w", "w:kern", "w:sz", "w:szCs", "w:effect", "w:bdr", "w:shd", "w:fitText", "w:rtl", "w:cs"),
    *("w:lang", "w:oMath", "w:rPrChange", "w14:glow", "w14:shadow", "w14:reflection", "w14:textOutline"),
    *("w14:textFill", "w14:scene3d", "w14:props3d", "w14:ligatures", "w14:numForm", "w14:numSpacing"),
    *("w14:stylisticSets", "w14:cntxtAlts", "w14:conflictIns", "w14:conflictDel"),
)
RUN: Mapping[str, tuple[Fate, str]] = (
    dict.fromkeys(_RUN_READ, (Fate.READ, ""))
    | dict.fromkeys(_RUN_SILENT, (Fate.SILENT, ""))
    | {
        "w:vanish": (Fate.UNSEEN, "hidden text"),
        "w:specVanish": (Fate.READ, ""),
        "w:color": (Fate.READ, ""),
        "w:strike": (Fate.PLAIN, "strike-through"),
        "w:dstrike": (Fate.PLAIN, "strike-through"),
        "w:highlight": (Fate.PLAIN, "highlighting"),
        "w:u": (Fate.PLAIN, "underlining"),
        "w:caps": (Fate.PLAIN, "the look in capitals"),
        "w:smallCaps": (Fate.PLAIN, "the look in small capitals"),
        "w:em": (Fate.PLAIN, "the marks above or below letters"),
        "w:eastAsianLayout": (Fate.PLAIN, "the layout of two lines in one"),
    }
)
"""What a run's properties do to its words; the silent ones change sizes, distances and ornaments alone."""

_READ_OF_PARAGRAPHS = ("pStyle", "numPr", "outlineLvl", "ind", "jc", "bidi", "framePr", "rPr", "sectPr")
_SILENT_OF_PARAGRAPHS = (
    *("keepNext", "keepLines", "pageBreakBefore", "widowControl", "suppressLineNumbers", "pBdr", "shd", "tabs"),
    *("suppressAutoHyphens", "kinsoku", "wordWrap", "overflowPunct", "topLinePunct", "autoSpaceDE", "autoSpaceDN"),
    *("adjustRightInd", "snapToGrid", "spacing", "contextualSpacing", "mirrorIndents", "suppressOverlap"),
    *("textDirection", "textAlignment", "textboxTightWrap", "divId", "cnfStyle", "pPrChange"),
)
_SILENT_OF_TABLES = (
    *("tblStyle", "tblpPr", "tblOverlap", "bidiVisual", "tblStyleRowBandSize", "tblStyleColBandSize", "tblW", "jc"),
    *("tblCellSpacing", "tblBorders", "shd", "tblLayout", "tblCellMar", "tblPrChange"),
)
_SILENT_OF_ROWS = (
    *("cnfStyle", "divId", "wBefore", "wAfter", "cantSplit", "trHeight", "tblHeader", "tblCellSpacing", "jc"),
    *("trPrChange",),
)
_SILENT_OF_CELLS = (
    *("cnfStyle", "tcW", "tcBorders", "shd", "noWrap", "tcMar", "textDirection", "tcFitText", "vAlign", "hideMark"),
    *("headers", "tcPrChange"),
)


def _looks(read: tuple[str, ...], silent: tuple[str, ...]) -> dict[str, tuple[Fate, str]]:
    known: dict[str, tuple[Fate, str]] = {f"w:{name}": (Fate.READ, "") for name in read}
    return known | {f"w:{name}": (Fate.SILENT, "") for name in silent}


LOOKS: Mapping[str, Mapping[str, tuple[Fate, str]]] = {
    "w:rPr": RUN,
    "w:pPr": _looks(_READ_OF_PARAGRAPHS, _SILENT_OF_PARAGRAPHS),
    "w:tblPr": _looks(("tblInd", "tblLook"), _SILENT_OF_TABLES)
    | dict.fromkeys(("w:tblCaption", "w:tblDescription"), (Fate.UNSEEN, "the description of a table")),
    "w:trPr": _looks(("gridBefore", "gridAfter", "ins", "del"), _SILENT_OF_ROWS)
    | {"w:hidden": (Fate.UNSEEN, "a hidden row of a table"), "w14:conflictIns": (Fate.READ, "")}
    | {"w14:conflictDel": (Fate.READ, "")},
    "w:tcPr": _looks(("gridSpan", "hMerge", "vMerge", "cellIns", "cellDel", "cellMerge"), _SILENT_OF_CELLS),
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
