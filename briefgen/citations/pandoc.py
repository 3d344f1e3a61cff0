"""A citation style, read and checked; what pandoc is told of the citations of a brief, and how its answer is read.

https://docs.citationstyles.org/en/stable/specification.html
https://hackage.haskell.org/package/pandoc-types/docs/Text-Pandoc-Definition.html

A style may come by mail. It is read without fetching or expanding anything, and what goes on to pandoc is written
anew from what was read and found sound here. A dependent style, which is but a pointer to another, is never
followed beyond the files at hand (pandoc would fetch it from the web).

Nothing of the facts passes through a markup language on the way: a title that reads `<b>` or `*x*` stays that.
Each note of the brief is one note of the document that pandoc gets, so that a style knows which reference is the
first, and which one may say "ibid.". In place of the evidence, which no style may touch, stands a private-use
character: behind it comes only what a style puts at the end of a note.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from briefgen.citations.csl_item import OTHER, Item, StyledReferences
from briefgen.diagnostics import Diagnostic, Location, did_you_mean
from briefgen.document.joining import plainest
from briefgen.document.links import link_problem
from briefgen.document.nodes import Emphasis, Inline, Link, Strong, Text
from briefgen.document.walk import Content, plain_text
from briefgen.frozen import dataclass, replace

API = [1, 23, 1]
HERE = "\uf8ff"
"""Where the evidence will stand."""
NOBODY = "no-source:"
"""Stands for the sources of a note without one, so that the next note never says "ibid." of the one before."""
_TEXTS = ("title", "container-title", "publisher", "literal")
_UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff\ue000-\uf8fe\U000f0000-\U0010ffff]")

_BLANKS = re.compile(" {2,}")

Node = Any  # a node of pandoc's tree: {"t": its name, "c": its content}


def request(items: Sequence[Item], cited: Sequence[str], language: str, *, in_notes: bool) -> bytes:
    """The document that pandoc formats: the items, and a note for each source cited ("" for none), in order."""
    gaps = in_notes and "" in cited
    references = [*items, {"id": NOBODY, "type": OTHER, "title": NOBODY}] if gaps else items
    meta = {
        "references": _meta("", [{name: value for name, value in item.items() if value} for item in references]),
        "lang": _meta("", language),
        "link-bibliography": {"t": "MetaBool", "c": False},
    }
    notes = [_note(source or (NOBODY if gaps else "")) for source in cited]
    return json.dumps({"pandoc-api-version": API, "meta": meta, "blocks": notes}, ensure_ascii=False).encode()


def read_answer(answer: bytes, cited: Sequence[str], quotes: tuple[str, str]) -> StyledReferences:
    """The references that pandoc made for these sources; raises ValueError for an answer of another shape."""
    try:
        blocks = json.loads(answer)["blocks"]
        notes = [block["c"][0]["c"][0]["c"] for block in blocks[: len(cited)]]
        entries = [entry for block in blocks[len(cited) :] if block["t"] == "Div" for entry in block["c"][1]]
        found = [(e["c"][0][0].removeprefix("ref-"), _content(_lines(e["c"][1]), quotes)) for e in entries]
    except (KeyError, IndexError, TypeError) as bad:
        raise ValueError(f"not what pandoc answers: {bad}") from bad
    return StyledReferences(
        tuple(cited),
        tuple(
            _up_to_evidence(_content(note, quotes)) if source else () for source, note in zip(cited, notes, strict=True)
        ),
        {source: content for source, content in found if content and source in cited},
    )


# --- to pandoc ---------------------------------------------------------------------------------


def _meta(name: str, value: object) -> Node:
    if isinstance(value, dict):
        return {"t": "MetaMap", "c": {key: _meta(key, inner) for key, inner in value.items()}}
    if isinstance(value, list | tuple):
        return {"t": "MetaList", "c": [_meta(name, inner) for inner in value]}
    if name in _TEXTS:
        return {"t": "MetaInlines", "c": list(_words(str(value)))}
    return {"t": "MetaString", "c": str(value)}


def _words(text: str) -> Iterator[Node]:
    for n, word in enumerate(text.split(" ")):
        if n:
            yield {"t": "Space"}
        if word:
            yield {"t": "Str", "c": word}


def _note(source: str) -> Node:
    inner = [_cite(source)] if source else [{"t": "Str", "c": HERE}]
    return {"t": "Para", "c": [{"t": "Note", "c": [{"t": "Para", "c": inner}]}]}


def _cite(source: str) -> Node:
    citation = {
        "citationId": source,
        "citationPrefix": [],
        "citationSuffix": [{"t": "Str", "c": HERE}],
        "citationMode": {"t": "NormalCitation"},
        "citationNoteNum": 0,
        "citationHash": 0,
    }
    return {"t": "Cite", "c": [[citation], []]}


# --- from pandoc -------------------------------------------------------------------------------


def _content(nodes: Iterable[Node], quotes: tuple[str, str]) -> Content:
    return _single_spaced(plainest(_inlines(nodes, quotes)))


def _single_spaced(content: Content) -> Content:
    """Without the blanks in a row that a number in the margin leaves, and without any at the end."""
    found = [Text(_BLANKS.sub(" ", node.value)) if isinstance(node, Text) else node for node in content]
    if found and isinstance(last := found[-1], Text):
        found[-1] = Text(last.value.rstrip(" "))
    return plainest(found)


def _lines(blocks: Iterable[Node]) -> Iterator[Node]:
    """The inlines of a bibliography entry, whose parts a style may set in blocks of their own."""
    for n, block in enumerate(blocks):
        if n:
            yield {"t": "Space"}
        yield from _lines(block["c"][1]) if block["t"] == "Div" else block["c"]


def _inlines(nodes: Iterable[Node], quotes: tuple[str, str], *, linked: bool = False) -> Iterator[Inline]:
    """Our inlines for pandoc's; what we have no node for, such as small capitals, stays as plain words."""
    for node in nodes:
        kind, content = node["t"], node.get("c")
        if kind == "Str":
            yield Text(_UNSEEN.sub("", content))
        elif kind in ("Space", "SoftBreak", "LineBreak"):
            yield Text(" ")
        elif kind in ("Emph", "Strong"):
            made = Emphasis if kind == "Emph" else Strong
            yield made(tuple(_inlines(content, quotes, linked=linked)))
        elif kind == "Link":
            yield from _link(content, quotes, linked)
        elif kind == "Quoted":
            yield from (Text(quotes[0]), *_inlines(content[1], quotes, linked=linked), Text(quotes[1]))
        elif kind in ("Span", "Cite"):
            yield from _apart(node, _inlines(content[1], quotes, linked=linked))
        elif kind in ("SmallCaps", "Underline", "Superscript", "Subscript", "Strikeout"):
            yield from _inlines(content, quotes, linked=linked)


def _apart(node: Node, inner: Iterable[Inline]) -> Iterator[Inline]:
    """What a span holds; the number in the margin of an entry gets a blank behind it."""
    yield from inner
    if node["t"] == "Span" and "csl-left-margin" in node["c"][0][1]:
        yield Text(" ")


def _link(content: Node, quotes: tuple[str, str], linked: bool) -> Iterator[Inline]:
    inner = tuple(_inlines(content[1], quotes, linked=True))
    url = content[2][0]
    if linked or link_problem(url, plain_text(inner)) is not None:
        yield from inner
    else:
        yield Link(url, inner)


def _up_to_evidence(content: Content) -> Content:
    """A reference without the full stop that a style puts at the end of a note; its bracket stays.

    () where the style finds nothing to say of the source, as of one without author and title.
    """
    before, after = _split(content)
    end = after.strip().removesuffix(".").rstrip()
    return plainest((*before, Text(end))) if any(map(str.isalnum, plain_text(before))) else ()


def _split(content: Content) -> tuple[Content, str]:
    """What stands before the place of the evidence, without the comma that leads to it, and what follows it."""
    for n, node in enumerate(content):
        rest = content[n + 1 :]
        if isinstance(node, Text) and HERE in node.value:
            before, _, after = node.value.partition(HERE)
            return (*content[:n], Text(before.rstrip(" ,;:"))), after + plain_text(rest)
        if isinstance(node, Strong | Emphasis | Link) and HERE in plain_text((node,)):
            inner, after = _split(node.content)
            return (*content[:n], replace(node, content=inner)), after + plain_text(rest)
    return content, ""


# --- The style: a CSL file, read and checked before anything else gets to see it ---


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
