"""The styles part: cleaned, and asked which of the writer's style names it knows."""

from __future__ import annotations

from briefgen.ooxml.stencil import LANGUAGE
from briefgen.ooxml.style_names import ASKED, INSTEAD, MARKING, MARKING_OTHER, TLP, StyleKind
from briefgen.ooxml.tree import Element, W, hole, make, replace, value
from briefgen.writers.docx.house import style_key
from briefgen.writers.docx.reference.findings import Findings

_KINDS: tuple[StyleKind, ...] = ("paragraph", "character", "table")
_INSTEAD: dict[StyleKind, str] = {
    "paragraph": "the document's default paragraph style (Normal)",
    "character": "plain direct formatting",
    "table": "a table without lines",
}


def read_styles(root: Element, findings: Findings) -> dict[str, str]:
    """The ids of all styles by `style_key`; says which of the asked names are missing."""
    styles: dict[str, str] = {}
    for style in root.iter(W + "style"):
        kind, name = style.get(W + "type", "paragraph"), value(style, "name")
        if kind in _KINDS and name:
            styles.setdefault(style_key(name, kind), style.get(W + "styleId"))
    _fill_in(styles, findings)
    _report_markings(styles, findings)
    return styles


def _fill_in(styles: dict[str, str], findings: Findings) -> None:
    """Let the nearest style that there is serve for each that is missing, and say so."""
    there = dict(styles)
    for name, kind in ASKED:
        if style_key(name, kind) in there:
            continue
        near = next((other for other in INSTEAD.get(name, ()) if style_key(other, kind) in there), None)
        if near is not None:
            styles[style_key(name, kind)] = there[style_key(near, kind)]
        findings.missing_style(name, kind, f"'{near}'" if near else _INSTEAD[kind])


def marking_ids(styles: dict[str, str]) -> frozenset[str]:
    """The ids of the character styles that show markings."""
    prefix = style_key(f"{MARKING} ", "character")
    return frozenset(styles[key] for key in styles if key.startswith(prefix))


def set_language_hole(root: Element) -> None:
    """Let each brief state its language in the document defaults, the place all styles inherit from."""
    properties = root
    for tag in ("docDefaults", "rPrDefault", "rPr"):
        child = properties.find(W + tag)
        if child is None:
            child = make(tag)
            properties.insert(0, child)
        properties = child
    language = properties.find(W + "lang")
    if language is None:
        language = make("lang")
        _before_the_last(properties, language)
    replace(language, hole(LANGUAGE))


def _before_the_last(properties: Element, language: Element) -> None:
    """w:lang stands before these few (17.3.2.28)."""
    late = [child for child in properties if child.tag in {W + t for t in ("eastAsianLayout", "specVanish", "oMath")}]
    if late:
        late[0].addprevious(language)
    else:
        properties.append(language)


def _report_markings(styles: dict[str, str], findings: Findings) -> None:
    """A house that knows one TLP marking should know all; one with another scheme need not know any."""
    names = [f"{MARKING} {label}" for label in TLP]
    missing = [name for name in names if style_key(name, "character") not in styles]
    if len(missing) < len(names):
        for name in missing:
            findings.missing_style(name, "character", f"'{MARKING_OTHER}'")
