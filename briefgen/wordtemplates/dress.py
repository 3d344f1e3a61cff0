"""Looks and notes back into inlines: what Word made bold becomes `Strong`, what stood for a note that note."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from briefgen.document.inlines import plainest
from briefgen.document.nodes import Emphasis, Inline, Link, Strong, Text
from briefgen.wordtemplates.marks import ANY, BOLD, INLINE, ITALIC, look_of

Content = tuple[Inline, ...]


def dress(content: Content, look: int, remarks: Sequence[Content]) -> Content:
    """The inlines with `look` from their beginning on, and with the marks in their texts followed.

    `remarks[n]` is what stands at the mark of note n.
    """
    if not look and not any(isinstance(n, Strong | Emphasis | Link) or _is_marked(n) for n in content):
        return content
    return plainest(_Dresser(look, remarks).all(content))


def _is_marked(node: Inline) -> bool:
    return isinstance(node, Text) and not node.value.isprintable() and ANY.search(node.value) is not None


class _Dresser:
    def __init__(self, look: int, remarks: Sequence[Content]) -> None:
        self._look, self._remarks = look, remarks

    def all(self, content: Content) -> Content:
        return tuple(dressed for node in content for dressed in self._node(node))

    def _node(self, node: Inline) -> Content:
        if isinstance(node, Text):
            return self._text(node.value)
        if isinstance(node, Strong | Emphasis | Link):
            return (replace(node, content=self.all(node.content)),)
        return (node,)

    def _text(self, text: str) -> Content:
        out: list[Inline] = []
        position = 0
        for mark in INLINE.finditer(text):
            out.extend(self._worn(text[position : mark.start()]))
            if mark[1]:
                self._look = look_of(mark[1])
            elif int(mark[2]) < len(self._remarks):
                out.extend(self._remarks[int(mark[2])])
            position = mark.end()
        out.extend(self._worn(text[position:]))
        return tuple(out)

    def _worn(self, text: str) -> Content:
        text = ANY.sub("", text)
        if not text:
            return ()
        node: Inline = Text(text)
        if self._look & ITALIC:
            node = Emphasis((node,))
        if self._look & BOLD:
            node = Strong((node,))
        return (node,)
