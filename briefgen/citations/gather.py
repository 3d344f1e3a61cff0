"""The citations of a sentence move to its end, merged.

A template puts a value anywhere in a sentence and its mark stands right behind it. A reader wants one place
for all notes of a sentence: behind its full stop, or at the end of the list item or table cell.
"""

from __future__ import annotations

from bisect import bisect_left

from briefgen.document.nodes import Cite, Inline, LineBreak, Link, Subscript, Superscript, Text
from briefgen.document.sentences import Ends, sentence_ends
from briefgen.document.walk import SPANS, Content, plain_text, with_content

_CHARACTERS = (LineBreak, Superscript, Subscript)


def gather(content: Content, ends_of: Ends = sentence_ends) -> Content:
    """The same words, with one `Cite` at most behind each sentence, holding all statements used in it.

    `ends_of` gives where the sentences of a text end in its language.
    """
    text: list[str] = []
    cites: list[tuple[int, tuple[str, ...]]] = []
    _scan(content, text, cites, 0)
    if not cites:
        return content
    words = "".join(text)
    if (
        len(cites) == 1
        and len(cites[0][1]) == 1
        and isinstance(content[-1], Cite)
        and not words[-1:].isspace()
        and words
    ):
        return content  # it stands at the end already, and nothing else does
    ends = ends_of(words)
    if not ends:
        return content
    due: dict[int, dict[str, None]] = {}
    for offset, statements in cites:
        end = ends[min(bisect_left(ends, offset), len(ends) - 1)]
        due.setdefault(end, {}).update(dict.fromkeys(statements))
    placer = _Placer([(end, Cite(tuple(due[end]))) for end in sorted(due)])
    placed = placer.place(without_cites(content))  # where nothing but a citation stood, nothing is left
    placed.extend(cite for _, cite in placer.due)
    return merged(placed)


def _scan(content: Content, text: list[str], cites: list[tuple[int, tuple[str, ...]]], offset: int) -> int:
    for node in content:
        if isinstance(node, Cite):
            cites.append((offset, node.statements))
        elif isinstance(node, Text):
            text.append(node.value)
            offset += len(node.value)
        elif isinstance(node, _CHARACTERS):
            text.append(plain_text((node,)))
            offset += len(text[-1])
        elif isinstance(node, SPANS):
            offset = _scan(node.content, text, cites, offset)
    return offset


class _Placer:
    """Walks inlines without citations and puts each `Cite` at its offset, outside emphasis that ends there."""

    def __init__(self, due: list[tuple[int, Cite]]) -> None:
        self.due, self.offset = due, 0

    def place(self, content: Content) -> list[Inline]:
        out: list[Inline] = []
        for node in content:
            while self.due and self.due[0][0] <= self.offset:
                out.append(self.due.pop(0)[1])
            if isinstance(node, Text):
                self._text(node.value, out)
            elif isinstance(node, Link):  # a note stands behind a link, not in it
                self.offset += len(plain_text(node.content))
                out.append(node)
            elif isinstance(node, SPANS):
                out.append(with_content(node, merged(self.place(node.content))))
            else:
                self.offset += len(plain_text((node,))) if isinstance(node, _CHARACTERS) else 0
                out.append(node)
        return out

    def _text(self, text: str, out: list[Inline]) -> None:
        while self.due and self.offset < self.due[0][0] < self.offset + len(text):
            end, cite = self.due.pop(0)
            cut = end - self.offset
            out.extend((Text(text[:cut]), cite))
            text, self.offset = text[cut:], end
        out.append(Text(text))
        self.offset += len(text)


def without_cites(content: Content) -> Content:
    """The words alone."""
    kept: list[Inline] = []
    for node in content:
        if isinstance(node, SPANS):
            if inner := without_cites(node.content):
                kept.append(with_content(node, inner))
        elif not isinstance(node, Cite):
            kept.append(node)
    return merged(kept)


def merged(content: list[Inline]) -> Content:
    """The inlines with neighbouring texts joined and empty ones dropped."""
    out: list[Inline] = []
    for node in content:
        if isinstance(node, Text) and out and isinstance(last := out[-1], Text):
            out[-1] = Text(last.value + node.value)
        elif not isinstance(node, Text) or node.value:
            out.append(node)
    return tuple(out)
