"""A run of inlines taken apart into its sentences, each with the notes behind it.

A sentence is a place of its own to a reader: it is what a note stands for. Where one ends inside emphasis or a
link, it is taken to end with that.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable

from briefgen.document.nodes import Cite, Inline, NoteRef, Text
from briefgen.document.sentences import sentence_ends
from briefgen.document.walk import plain_text

Content = tuple[Inline, ...]


def sentence_runs(content: Content) -> list[Content]:
    """The content in pieces, a sentence each; joined they are the content, with some texts cut in two."""
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
