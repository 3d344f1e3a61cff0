"""A citation style: a CSL file, read and checked before anything else gets to see it.

https://docs.citationstyles.org/en/stable/specification.html

A style may come by mail. It is read without fetching or expanding anything, and what goes on to pandoc is written
anew from what was read and found sound here. A dependent style, which is but a pointer to another, is never
followed beyond the files at hand (pandoc would fetch it from the web).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from briefgen.diagnostics import Diagnostic, Location, did_you_mean
from briefgen.frozen import dataclass

Element = Any  # lxml has no types of its own
CSL = "{http://purl.org/net/xbiblio/csl}"
MOST = 2 * 1024 * 1024
"""The size of a style in bytes from which on it is not opened; the longest in use have a tenth of that."""
DEEPEST = 60
"""How deep macros may call macros."""
MOST_CALLS = 2_000_000
"""How many calls of macros a style may come to; of the published ones none comes to a tenth of that."""

Find = Callable[[str], bytes | None]
_AGAIN = "take the style from its publisher again, such as https://www.zotero.org/styles"


@dataclass(frozen=True, slots=True)
class CitationStyle:
    """A style that formats on its own: `xml` is its text, `in_notes` whether it is made for notes."""

    name: str
    file: str
    xml: bytes
    in_notes: bool


class _StyleFault(Exception):
    def __init__(self, line: int, column: int, message: str, hint: str) -> None:
        super().__init__(message)
        self.line, self.column, self.message, self.hint = line, column, message, hint


def read_style(name: str, file: str, raw: bytes, find: Find) -> tuple[CitationStyle | None, list[Diagnostic]]:
    """The style in a file's content, or what is wrong with it; `find` gives the content of another style by name."""
    try:
        root = _root(raw)
        parent = _parent(root)
        if parent is not None:
            root = _followed(root, parent, find)
        _check(root)
    except _StyleFault as bad:
        return None, [Diagnostic(Location(file, bad.line, bad.column), bad.message, "bad-style", hint=bad.hint)]
    from lxml import etree  # type: ignore[import-untyped]

    return CitationStyle(name, file, etree.tostring(root, encoding="utf-8"), root.get("class") == "note"), []


def _root(raw: bytes) -> Element:
    from lxml import etree

    if len(raw) > MOST:
        raise _StyleFault(0, 0, f"the file has more than {MOST:,} bytes; no citation style is that long", _AGAIN)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(raw, parser)
    except etree.XMLSyntaxError as bad:
        line, column = bad.position
        raise _StyleFault(line, max(column, 1), f"not readable as XML: {_plainly(bad.msg)}", _AGAIN) from bad
    if root.getroottree().docinfo.internalDTD is not None:
        raise _StyleFault(
            1, 1, "a citation style has no DOCTYPE and no entities of its own; this one is not used", _AGAIN
        )
    if root.tag != f"{CSL}style":
        shown = str(root.tag).rpartition("}")[2]
        raise _at(root, f"this is no CSL style: it begins with <{shown}>, not with <style>", _AGAIN)
    if not root.get("version", "").startswith("1."):
        raise _at(root, f"this style is written in CSL {root.get('version', '(no version)')}, not in CSL 1.0", _AGAIN)
    return root


def _plainly(message: str | None) -> str:
    said = (message or "it breaks off").partition(", line")[0]
    return said[:1].lower() + said[1:]


def _at(element: Element, message: str, hint: str) -> _StyleFault:
    return _StyleFault(element.sourceline or 1, 1, message, hint)


def _parent(root: Element) -> str | None:
    """The name of the style that this one points to, the last part of its address."""
    for link in root.iterfind(f"{CSL}info/{CSL}link"):
        if link.get("rel") == "independent-parent":
            return str(link.get("href", "")).rstrip("/").rpartition("/")[2].removesuffix(".csl")
    return None


def _followed(root: Element, parent: str, find: Find) -> Element:
    raw = find(parent)
    if raw is None:
        message = f"the style only points to another one, '{parent}', which is not here"
        raise _at(root, message, f"save {parent}.csl beside it, or use that one itself")
    try:
        whole = _root(raw)
    except _StyleFault as bad:
        raise _at(root, f"the style points to '{parent}', which cannot be used: {bad.message}", bad.hint) from bad
    if (further := _parent(whole)) is not None:
        raise _at(root, f"the style points to '{parent}', which only points to '{further}'", "use that one itself")
    if locale := root.get("default-locale"):
        whole.set("default-locale", locale)
    return whole


def _check(root: Element) -> None:
    """Whether it can format: a layout for citations, and macros that are there and come to an end."""
    if root.get("class") not in ("note", "in-text"):
        raise _at(root, "the style does not say whether it is for notes", 'write class="note" or class="in-text"')
    if root.find(f"{CSL}citation/{CSL}layout") is None:
        raise _at(root, "the style says nothing of citations: it has no <citation> with a <layout>", _AGAIN)
    macros = {macro.get("name", ""): macro for macro in root.iterfind(f"{CSL}macro")}
    calls = _Calls(macros, {name: list(_called(macro, macros)) for name, macro in macros.items()})
    for part in ("citation", "bibliography"):
        for element in root.iterfind(f"{CSL}{part}"):
            calls.follow(element, _called(element, macros))


def _called(element: Element, macros: Iterable[str]) -> Iterator[str]:
    known = set(macros)
    for inner in element.iter(f"{CSL}text", f"{CSL}key"):
        name = inner.get("macro")
        if name is not None and name not in known:
            hint = did_you_mean(name, known) or _AGAIN
            raise _at(inner, f"the style calls a macro '{name}' that it does not have", hint)
        if name is not None:
            yield name


class _Calls:
    """Which macros call which; a macro must come to an end, and not by way of a million others."""

    def __init__(self, macros: Mapping[str, Element], calls: Mapping[str, list[str]]) -> None:
        self.macros, self.calls = macros, calls
        self.weights: dict[str, int] = {}

    def follow(self, element: Element, called: Iterable[str]) -> None:
        weight = sum(self._weight(name, ()) for name in called)
        if weight > MOST_CALLS:
            raise _at(element, f"its macros call each other {weight:,} times, which would take hours", _AGAIN)

    def _weight(self, name: str, above: tuple[str, ...]) -> int:
        if name in above or len(above) > DEEPEST:
            raise _at(self.macros[name], f"the macro '{name}' calls itself without end", _AGAIN)
        if name not in self.weights:
            self.weights[name] = 1 + sum(self._weight(called, (*above, name)) for called in self.calls[name])
        return self.weights[name]
