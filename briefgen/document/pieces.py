"""Inlines as a row of pieces, each with its own look; and back to inlines.

In Word nothing is nested: a run is bold or not, and a link is a stretch of runs. Whoever compares or merges words
wants them the same way. Several trees come out as the same pieces, and one of them is the normal form: what reaches
furthest stands outside, a link is never parted, and a note reference or line break is strong, emphatic or linked only
between two pieces that are; a note reference is never linked.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from briefgen.document.links import link_problem
from briefgen.document.nodes import Cite, Emphasis, FigureRef, Inline, LineBreak, Link, NoteRef, Strong, Text

Attribute = Literal["link", "strong", "emphasis"]
_OUTER_FIRST: tuple[Attribute, ...] = ("link", "strong", "emphasis")


@dataclass(frozen=True, slots=True)
class Piece:
    """A leaf of the tree and its look; `link` is the address, "" for none, and `opens` says where a link begins."""

    node: Text | LineBreak | NoteRef | FigureRef
    strong: bool = False
    emphasis: bool = False
    link: str = ""
    opens: bool = field(default=False, compare=False)


def to_pieces(content: Iterable[Inline]) -> list[Piece]:
    """The leaves of the content with their looks; ValueError for a citation that is no note yet."""
    return _flat(content, Piece(LineBreak()))


def to_inlines(pieces: Sequence[Piece]) -> tuple[Inline, ...]:
    """The inlines that the pieces amount to, in normal form; a NoteRef never stands inside a link."""
    kept = [p for p in pieces if not (isinstance(p.node, Text) and not p.node.value)]
    return _nest(_settle(kept), frozenset())


def _flat(content: Iterable[Inline], look: Piece) -> list[Piece]:
    pieces: list[Piece] = []
    for node in content:
        match node:
            case Strong(inner):
                pieces += _flat(inner, replace(look, strong=True))
            case Emphasis(inner):
                pieces += _flat(inner, replace(look, emphasis=True))
            case Link(url, inner):
                linked = _flat(inner, replace(look, link=url))
                pieces += [replace(piece, opens=not n) for n, piece in enumerate(linked)]
            case Cite():
                raise ValueError("a citation was not turned into a note")
            case _:
                pieces.append(replace(look, node=node))
    return pieces


def _settle(pieces: Sequence[Piece]) -> list[Piece]:
    """Give each note reference and line break the look that its neighbours on both sides share."""
    before = _looks(pieces)
    after = _looks(pieces[::-1])[::-1]
    return [
        replace(
            piece,
            strong=before[i][0] and after[i][0],
            emphasis=before[i][1] and after[i][1],
            link=piece.link if isinstance(piece.node, LineBreak) and before[i][2] == after[i][2] else "",
        )
        if isinstance(piece.node, NoteRef | LineBreak)
        else piece
        for i, piece in enumerate(pieces)
    ]


def _looks(pieces: Sequence[Piece]) -> list[tuple[bool, bool, str]]:
    """Whether the nearest piece of words up to each place is strong, whether it is emphatic, and its link."""
    looks: list[tuple[bool, bool, str]] = []
    look = (False, False, "")
    for piece in pieces:
        if not isinstance(piece.node, NoteRef | LineBreak):
            look = (piece.strong, piece.emphasis, piece.link)
        looks.append(look)
    return looks


def _nest(pieces: Sequence[Piece], done: frozenset[Attribute]) -> tuple[Inline, ...]:
    out: list[Inline] = []
    at = 0
    while at < len(pieces):
        reach = {a: _reach(pieces, at, a, done) for a in _OUTER_FIRST if a not in done}
        attribute, end = max(reach.items(), key=lambda found: found[1], default=("link", at))
        if end <= at:
            _append(out, pieces[at].node)
            at += 1
            continue
        inner = _nest(pieces[at:end], done | {attribute})
        if attribute == "link":
            out.append(Link(pieces[at].link, inner))
        else:
            out.append(Strong(inner) if attribute == "strong" else Emphasis(inner))
        at = end
    return tuple(out)


def _reach(pieces: Sequence[Piece], at: int, attribute: Attribute, done: frozenset[Attribute]) -> int:
    """Behind the last piece from `at` on that has the attribute; `at` where that would part a link."""
    value = getattr(pieces[at], attribute)
    end = at
    while value and end < len(pieces) and getattr(pieces[end], attribute) == value:
        end += 1
    if attribute == "link":
        return _sound(pieces, at, end)
    if "link" not in done:
        while at < end < len(pieces) and pieces[end].link and pieces[end].link == pieces[end - 1].link:
            end -= 1
    return end


def _sound(pieces: Sequence[Piece], at: int, end: int) -> int:
    """Where a link ends: links to one address that touch are one, unless their joined words make it a false one."""
    words = "".join(p.node.value for p in pieces[at:end] if isinstance(p.node, Text))
    if end > at and link_problem(pieces[at].link, words):
        return next((n for n in range(at + 1, end) if pieces[n].opens), end)
    return end


def _append(out: list[Inline], node: Inline) -> None:
    if isinstance(node, Text) and out and isinstance(out[-1], Text):
        out[-1] = Text(out[-1].value + node.value)
    else:
        out.append(node)
