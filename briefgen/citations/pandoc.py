"""What pandoc is told of the citations of a brief, and how its answer is read: pandoc's own tree, as JSON.

https://hackage.haskell.org/package/pandoc-types/docs/Text-Pandoc-Definition.html

Nothing of the facts passes through a markup language on the way: a title that reads `<b>` or `*x*` stays that.
Each note of the brief is one note of the document that pandoc gets, so that a style knows which reference is the
first, and which one may say "ibid.". In place of the evidence, which no style may touch, stands a private-use
character: behind it comes only what a style puts at the end of a note.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from briefgen.citations.csl_item import OTHER, Item, StyledReferences
from briefgen.document.joining import plainest
from briefgen.document.links import link_problem
from briefgen.document.nodes import Emphasis, Inline, Link, Strong, Text
from briefgen.document.walk import Content, plain_text
from briefgen.frozen import replace

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
