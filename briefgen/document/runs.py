"""Inlines as a row of runs, each with its own look; and back to inlines.

In Word nothing is nested: a run is bold or not, and a link is a stretch of runs. Whoever compares or merges words
wants them the same way. Several trees come out as the same runs, and one of them is the normal form: what reaches
furthest stands outside, a link is never parted, and a note reference or line break is strong, emphatic or linked only
between two runs that are; a note reference is never linked.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import field
from typing import Literal

from briefgen.document import nodes
from briefgen.document.links import link_problem
from briefgen.document.walk import plain_text
from briefgen.frozen import dataclass, replace

Attribute = Literal["link", "strong", "emphasis"]
_OUTER_FIRST: tuple[Attribute, ...] = ("link", "strong", "emphasis")


@dataclass(frozen=True, slots=True)
class Run:
    """A leaf of the tree and its look; `link` is the address, "" for none, and `opens` says where a link begins."""

    node: nodes.Text | nodes.Superscript | nodes.Subscript | nodes.LineBreak | nodes.NoteRef | nodes.FigureRef
    strong: bool = False
    emphasis: bool = False
    link: str = ""
    opens: bool = field(default=False, compare=False)


def to_runs(content: Iterable[nodes.Inline]) -> list[Run]:
    """The leaves of the content with their looks; ValueError for a citation that is no note yet."""
    return _flat(content, Run(nodes.LineBreak()))


def to_inlines(runs: Sequence[Run]) -> tuple[nodes.Inline, ...]:
    """The inlines that the runs amount to, in normal form; a NoteRef never stands inside a link."""
    kept = [
        p
        for p in runs
        if not (isinstance(p.node, nodes.Text | nodes.Superscript | nodes.Subscript) and not p.node.value)
    ]
    return _nest(_settle(kept), frozenset())


def _flat(content: Iterable[nodes.Inline], look: Run) -> list[Run]:
    runs: list[Run] = []
    for node in content:
        match node:
            case nodes.Strong(inner):
                runs += _flat(inner, replace(look, strong=True))
            case nodes.Emphasis(inner):
                runs += _flat(inner, replace(look, emphasis=True))
            case nodes.Link(url, inner):
                linked = _flat(inner, replace(look, link=url))
                runs += [replace(run, opens=not n) for n, run in enumerate(linked)]
            case nodes.Cite() | nodes.TemplateNote():
                raise ValueError("a citation was not turned into a note")
            case _:
                runs.append(replace(look, node=node))
    return runs


def _settle(runs: Sequence[Run]) -> list[Run]:
    """Give each note reference and line break the look that its neighbours on both sides share."""
    before = _looks(runs)
    after = _looks(runs[::-1])[::-1]
    return [
        replace(
            run,
            strong=before[i][0] and after[i][0],
            emphasis=before[i][1] and after[i][1],
            link=run.link if isinstance(run.node, nodes.LineBreak) and before[i][2] == after[i][2] else "",
        )
        if isinstance(run.node, nodes.NoteRef | nodes.LineBreak)
        else run
        for i, run in enumerate(runs)
    ]


def _looks(runs: Sequence[Run]) -> list[tuple[bool, bool, str]]:
    """Whether the nearest run of words up to each place is strong, whether it is emphatic, and its link."""
    looks: list[tuple[bool, bool, str]] = []
    look = (False, False, "")
    for run in runs:
        if not isinstance(run.node, nodes.NoteRef | nodes.LineBreak):
            look = (run.strong, run.emphasis, run.link)
        looks.append(look)
    return looks


def _nest(runs: Sequence[Run], done: frozenset[Attribute]) -> tuple[nodes.Inline, ...]:
    out: list[nodes.Inline] = []
    at = 0
    while at < len(runs):
        reach = {a: _reach(runs, at, a, done) for a in _OUTER_FIRST if a not in done}
        attribute, end = max(reach.items(), key=lambda found: found[1], default=("link", at))
        if end <= at:
            _append(out, runs[at].node)
            at += 1
            continue
        inner = _nest(runs[at:end], done | {attribute})
        if attribute == "link":
            out.append(nodes.Link(runs[at].link, inner))
        else:
            out.append(nodes.Strong(inner) if attribute == "strong" else nodes.Emphasis(inner))
        at = end
    return tuple(out)


def _reach(runs: Sequence[Run], at: int, attribute: Attribute, done: frozenset[Attribute]) -> int:
    """Behind the last run from `at` on that has the attribute; `at` where that would part a link."""
    value = getattr(runs[at], attribute)
    end = at
    while value and end < len(runs) and getattr(runs[end], attribute) == value:
        end += 1
    if attribute == "link":
        return _sound(runs, at, end)
    if "link" not in done:
        while at < end < len(runs) and runs[end].link and runs[end].link == runs[end - 1].link:
            end -= 1
    return end


def _sound(runs: Sequence[Run], at: int, end: int) -> int:
    """Where a link ends: links to one address that touch are one, unless their joined words make it a false one."""
    words = plain_text(
        p.node for p in runs[at:end] if isinstance(p.node, nodes.Text | nodes.Superscript | nodes.Subscript)
    )
    if end > at and link_problem(runs[at].link, words):
        return next((n for n in range(at + 1, end) if runs[n].opens), end)
    return end


def _append(out: list[nodes.Inline], node: nodes.Inline) -> None:
    last = out[-1] if out else None
    if isinstance(node, nodes.Text) and isinstance(last, nodes.Text):
        out[-1] = nodes.Text(last.value + node.value)
    elif isinstance(node, nodes.Superscript) and isinstance(last, nodes.Superscript):
        out[-1] = nodes.Superscript(last.value + node.value)
    elif isinstance(node, nodes.Subscript) and isinstance(last, nodes.Subscript):
        out[-1] = nodes.Subscript(last.value + node.value)
    else:
        out.append(node)
