"""Inlines as HTML, sentence by sentence: whoever shows a brief may have something to say of a sentence.

A remark becomes a `span` around the sentence with its notes: a class for the look, and words in front for those who
do not see it. Without remarks the text is written as it stands.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from html import escape as escape_html
from itertools import groupby
from typing import TypeAlias

from briefgen.document.inlines import plainest
from briefgen.document.links import link_problem
from briefgen.document.nodes import (
    Cite,
    Emphasis,
    FigureRef,
    Inline,
    LineBreak,
    Link,
    NoteRef,
    Strong,
    Subscript,
    Superscript,
    TemplateNote,
    Text,
)
from briefgen.document.sentences import sentence_ends
from briefgen.document.walk import plain_text

Content: TypeAlias = tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Remark:
    """What is to be said of a sentence: `name` is a class for its look, `words` say the same aloud."""

    name: str
    words: str


Remarks: TypeAlias = Callable[[Content], Sequence[Remark]]


def no_remarks(_: Content) -> Sequence[Remark]:
    """Nothing to say of any sentence."""
    return ()


def escape(text: str) -> str:
    """Text as it may stand between tags and in quoted attributes."""
    return escape_html(text, quote=True)


@dataclass(slots=True)
class Inlines:
    """Writes the inlines of one document in reading order; `figures` are the numbers of figures by name."""

    figures: Mapping[str, int]
    remarks: Remarks = no_remarks
    _uses: Counter[int] = field(default_factory=Counter)

    def text(self, content: Content) -> str:
        """A paragraph, caption or cell, with the remarks on its sentences."""
        if self.remarks is no_remarks:
            return self.bare(content)
        return "".join(self._remarked(run) for run in sentence_runs(plainest(content)))

    def bare(self, content: Content) -> str:
        """Inlines without remarks: a heading, a note."""
        return self._written(plainest(content))

    def ways_back(self, number: int) -> str:
        """Links from a note to each of its uses so far."""
        uses = range(1, self._uses[number] + 1)
        links = (f'<a href="#{_use(number, n)}" role="doc-backlink">↩ {n}</a>' for n in uses)
        return "".join(f" {link}" for link in links)

    def _remarked(self, run: Content) -> str:
        remarks, written = self.remarks(run), self._written(run)
        if not remarks:
            return written
        names = " ".join(remark.name for remark in remarks)
        words = "".join(f"{remark.words}: " for remark in remarks)
        blank = len(written) - len(written.lstrip())
        aloud = f'<span class="aloud">{escape(words)}</span>'
        return f'{written[:blank]}<span class="remark {escape(names)}">{aloud}{written[blank:]}</span>'

    def _written(self, content: Content) -> str:
        runs = groupby(content, lambda node: isinstance(node, NoteRef))
        return "".join(self._refs(nodes) if refs else "".join(map(self._inline, nodes)) for refs, nodes in runs)

    def _refs(self, nodes: Iterable[Inline]) -> str:
        """The numbers of notes that stand in one place."""
        return f"<sup>{', '.join(map(self._inline, nodes))}</sup>"

    def _inline(self, node: Inline) -> str:
        match node:
            case Text(value):
                return escape(value)
            case Superscript(value):
                return f"<sup>{escape(value)}</sup>"
            case Subscript(value):
                return f"<sub>{escape(value)}</sub>"
            case Strong(content):
                return f"<strong>{self._written(content)}</strong>"
            case Emphasis(content):
                return f"<em>{self._written(content)}</em>"
            case LineBreak():
                return "<br>"
            case Link():
                return self._link(node)
            case NoteRef(number):
                return self._ref(number)
            case FigureRef(name, text):
                shown = escape(text)
                return f'<a href="#figure-{self.figures[name]}">{shown}</a>' if name in self.figures else shown
            case Cite(statements):
                raise ValueError(f"the citation of {', '.join(statements)} was not made a note")
            case TemplateNote():
                raise ValueError("a note of the template's own was not made one of the brief")

    def _link(self, link: Link) -> str:
        if problem := link_problem(link.url, plain_text(link.content)):
            raise ValueError(f"a link to {link.url!r} cannot be written: {problem}")
        return f'<a href="{escape(link.url)}" rel="noopener noreferrer">{self._written(link.content)}</a>'

    def _ref(self, number: int) -> str:
        self._uses[number] += 1
        place = _use(number, self._uses[number])
        return f'<a id="{place}" href="#note-{number}" role="doc-noteref">{number}</a>'


def _use(number: int, use: int) -> str:
    """The id of the n-th use of a note."""
    return f"use-{number}-{use}"


# --- sentences ---------------------------------------------------------------------------------


def sentence_runs(content: Content) -> list[Content]:
    """The content in runs, a sentence each with the notes behind it; joined they are the content, some texts cut.

    Where a sentence ends inside emphasis or a link, it is taken to end with that.
    """
    ends = sentence_ends(plain_text(content))
    runs: list[list[Inline]] = [[]]
    offset = 0
    due = False  # the sentence has ended: only notes still belong to it
    for node in _cut(content, ends):
        if due and not isinstance(node, NoteRef | Cite):
            runs.append([])
        length = len(plain_text((node,)))
        ended = bisect_right(ends, offset + length) > bisect_right(ends, offset)
        due = ended or (due and isinstance(node, NoteRef | Cite))
        offset += length
        runs[-1].append(node)
    return [tuple(run) for run in runs if run]


def _cut(content: Content, ends: list[int]) -> Iterable[Inline]:
    """The inlines, each `Text` cut where a sentence ends in it."""
    offset = 0
    for node in content:
        length = len(plain_text((node,)))
        if isinstance(node, Text):
            inside = ends[bisect_right(ends, offset) : bisect_left(ends, offset + length)]
            inner = [end - offset for end in inside]
            for start, stop in zip([0, *inner], [*inner, length], strict=True):
                yield Text(node.value[start:stop])
        else:
            yield node
        offset += length
