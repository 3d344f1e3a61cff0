"""Page setup and settings: only what a brief needs is taken, in the order of the schema."""

from __future__ import annotations

from copy import deepcopy

from briefgen.diagnostics import Severity
from briefgen.ooxml.stencil import NOTE_SETTINGS, SECTION_NOTES, THEME_LANGUAGE
from briefgen.ooxml.tree import Element, R, W, hole, make
from briefgen.writers.docx.reference.findings import Findings

# 17.6.17; paperSrc, formProt and printerSettings belong to somebody's printer or form.
_SECTION = "type pgSz pgMar pgBorders lnNumType pgNumType cols vAlign titlePg textDirection bidi rtlGutter docGrid"
# 17.15.1.78, in its order; the notes' settings stand before `compat`.
_SETTINGS = (
    "mirrorMargins alignBordersAndEdges bordersDoNotSurroundHeader bordersDoNotSurroundFooter gutterAtTop "
    "defaultTabStop autoHyphenation consecutiveHyphenLimit hyphenationZone doNotHyphenateCaps evenAndOddHeaders "
    "bookFoldRevPrinting characterSpacingControl noLineBreaksAfter noLineBreaksBefore"
)
_LATE_SETTINGS = "compat themeFontLang clrSchemeMapping decimalSymbol listSeparator"
_SAID = {
    "mailMerge": "a mail merge",
    "documentProtection": "protection against editing",
    "docVars": "document variables",
}
_A4 = (11906, 16838)
_MARGIN = 1304  # twips, 2.3 cm


def read_section(found: Element | None, headers: dict[str, str]) -> Element:
    """A w:sectPr with the page setup of the last section; `headers` gives the new ids of headers by old id."""
    section = make("sectPr")
    old = make("sectPr") if found is None else found
    for reference in old.iterchildren(W + "headerReference", W + "footerReference"):
        if reference.get(R + "id") in headers:
            new = deepcopy(reference)
            new.set(R + "id", headers[reference.get(R + "id")])
            section.append(new)
    section.append(hole(SECTION_NOTES))
    for name in _SECTION.split():
        element = old.find(W + name)
        if element is None and name in ("pgSz", "pgMar"):
            element = _default(name)
        if element is not None:
            section.append(deepcopy(element))
    return section


def text_width(section: Element) -> int:
    """The width of a line of text in twips; that of the first of several columns."""
    size, margins = section.find(W + "pgSz"), section.find(W + "pgMar")
    width = _twips(size, "w", _A4[0]) - sum(_twips(margins, side, 0) for side in ("left", "right", "gutter"))
    columns = section.find(W + "cols")
    count = _twips(columns, "num", 1) if columns is not None else 1
    gap = _twips(columns, "space", 720) if columns is not None else 0
    return max(1440, (width - (count - 1) * gap) // max(1, count))


def text_height(section: Element) -> int:
    """The height of the text on a page in twips."""
    size, margins = section.find(W + "pgSz"), section.find(W + "pgMar")
    return max(1440, _twips(size, "h", _A4[1]) - sum(_twips(margins, side, 0) for side in ("top", "bottom")))


def read_settings(found: Element | None, findings: Findings) -> Element:
    """A w:settings with what shapes the page, and holes for notes and language.

    What is left behind includes editing-session ids, document variables, protection and field updates.
    """
    old = make("settings") if found is None else found
    for name, what in _SAID.items():
        if old.find(W + name) is not None:
            findings.left_out(what, Severity.NOTE if name == "docVars" else None)
    settings = make("settings")
    _take(_SETTINGS, old, settings)
    settings.append(hole(NOTE_SETTINGS))
    _take(_LATE_SETTINGS, old, settings)
    return settings


def _take(names: str, old: Element, new: Element) -> None:
    for name in names.split():
        element = old.find(W + name)
        if element is not None:
            new.append(hole(THEME_LANGUAGE) if name == "themeFontLang" else deepcopy(element))


def _default(name: str) -> Element:
    if name == "pgSz":
        return make(name, w=str(_A4[0]), h=str(_A4[1]))
    sides = dict.fromkeys(("top", "right", "bottom", "left"), str(_MARGIN))
    return make(name, **sides, header="680", footer="567", gutter="0")


def _twips(element: Element, name: str, default: int) -> int:
    text = element.get(W + name) or ""
    return abs(int(text)) if text.lstrip("-").isdecimal() else default
