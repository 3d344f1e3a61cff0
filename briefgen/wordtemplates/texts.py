"""The rendered text of one paragraph to blocks, or to one run of inlines where only that has room.

It is read as Markdown: escaped text is just text, and what parts and macros print keeps its bold, its links, and,
where a paragraph holds nothing else, its headings, lists and tables.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import field

from briefgen.diagnostics import Diagnostic
from briefgen.document import nodes
from briefgen.document.joining import Marks, assemble, plainest
from briefgen.document.walk import Content, rewrite
from briefgen.frozen import dataclass, replace
from briefgen.readers.markdown.reader import read_markdown
from briefgen.wordtemplates import marks
from briefgen.wordtemplates.findings import told
from briefgen.wordtemplates.marks import ANY, BOLD, INLINE, ITALIC, LOWERED, RAISED, look_of
from briefgen.wordtemplates.template import TapeLine, WordTemplate

_MARKUP = re.compile(r"[!-/:-@\[-`{-~\n]")
_ROOM = "put it into a paragraph of its own, outside of tables"


@dataclass(slots=True)
class Printed:
    """What was printed in a paragraph: its text, with marks where notes go, and the texts of those notes."""

    text: str
    notes: list[str] = field(default_factory=list)


@dataclass(slots=True)
class TextReader:
    """Reads the paragraphs of one brief and collects what is wrong with them, by the line they came from."""

    template: WordTemplate
    markings: Collection[str]
    cites: Sequence[nodes.Meaning]
    pictures: Sequence[nodes.Picture]
    problems: list[Diagnostic] = field(default_factory=list)

    def blocks(self, printed: Printed, number: int) -> list[nodes.Block]:
        """The blocks of a paragraph, in the looks that Word gave its words, with its notes at their places."""
        remarks = [self._remark(note, number) for note in printed.notes]
        look, bare = _first_look(printed.text.strip(" \n"))
        if not _MARKUP.search(bare):
            content = with_looks(assemble([bare], Marks(self.cites)), look, remarks)
            return [nodes.Paragraph(content)] if content else []
        document, problems = read_markdown(
            bare, file=self.template.file, markings=self.markings, marks=self.cites, pictures=self.pictures
        )
        for problem in problems:
            if problem.code != "figure-missing":  # the figure may stand in another paragraph
                self.say(number, problem.message, problem.code, problem.hint, problem)
        blocks = [_formatted(block, look, remarks) for block in document.blocks]
        return [block for block in blocks if not isinstance(block, nodes.Paragraph) or block.content]

    def one_run(self, printed: Printed, number: int, where: str) -> Content:
        """The paragraph as lines of one run; any block but a paragraph is told, for `where` has no room for it."""
        out: list[nodes.Inline] = []
        for block in self.blocks(printed, number):
            if isinstance(block, nodes.Paragraph):
                out += [nodes.LineBreak(), *block.content] if out else block.content
            else:
                what = type(block).__name__.lower().replace("list", " list")
                self.say(number, f"{where} cannot hold a {what}", "word-block", _ROOM)
        return tuple(out)

    def _remark(self, text: str, number: int) -> Content:
        """What stands at the place of a note: the remark, with what the facts in it rest on."""
        content = self.one_run(Printed(text), number, "a note")
        return (nodes.TemplateNote(plainest(content)),) if content else ()

    def say(self, number: int, message: str, code: str, hint: str | None, like: Diagnostic | None = None) -> None:
        """Tell of something wrong with a paragraph, as grave as what is like it."""
        place = self.line(number).place
        found = told(self.template.file, number, place, 0, len(place.text), message, code, hint)
        self.problems.append(replace(found, severity=like.severity) if like else found)

    def line(self, number: int) -> TapeLine:
        """A line of the tape; the last for a number that there is not, which only a forged mark has."""
        lines = self.template.lines
        return lines[number - 1] if 0 < number <= len(lines) else lines[-1]


def _first_look(text: str) -> tuple[int, str]:
    """The look that a text begins with, and the text without that mark, which would hide a Markdown heading."""
    look = 0
    while text and (found := marks.INLINE.match(text)) and found[1]:
        look, text = marks.look_of(found[1]), text[1:]
    return look, text


def _formatted(block: nodes.Block, look: int, remarks: list[Content]) -> nodes.Block:
    plain = look if isinstance(block, nodes.Paragraph) else 0
    return rewrite(nodes.Document((block,)), lambda content: with_looks(content, plain, remarks)).blocks[0]


def with_looks(content: Content, look: int, remarks: Sequence[Content]) -> Content:
    """The inlines with `look` from their beginning on, and with the marks in their texts followed.

    `remarks[n]` is what stands at the mark of note n.
    """
    if not look and not any(
        isinstance(n, nodes.Strong | nodes.Emphasis | nodes.Link) or _is_marked(n) for n in content
    ):
        return content
    return plainest(_Formatter(look, remarks).all(content))


def _is_marked(node: nodes.Inline) -> bool:
    return isinstance(node, nodes.Text) and not node.value.isprintable() and ANY.search(node.value) is not None


class _Formatter:
    def __init__(self, look: int, remarks: Sequence[Content]) -> None:
        self._look, self._remarks = look, remarks

    def all(self, content: Content) -> Content:
        return tuple(made for node in content for made in self._node(node))

    def _node(self, node: nodes.Inline) -> Content:
        if isinstance(node, nodes.Text):
            return self._text(node.value)
        if isinstance(node, nodes.Strong | nodes.Emphasis | nodes.Link):
            return (replace(node, content=self.all(node.content)),)
        return (node,)

    def _text(self, text: str) -> Content:
        out: list[nodes.Inline] = []
        position = 0
        for mark in INLINE.finditer(text):
            out.extend(self._in_look(text[position : mark.start()]))
            if mark[1]:
                self._look = look_of(mark[1])
            elif int(mark[2]) < len(self._remarks):
                out.extend(self._remarks[int(mark[2])])
            position = mark.end()
        out.extend(self._in_look(text[position:]))
        return tuple(out)

    def _in_look(self, text: str) -> Content:
        text = ANY.sub("", text)
        if not text:
            return ()
        node: nodes.Inline = nodes.Text(text)
        if self._look & (RAISED | LOWERED):
            node = nodes.Superscript(text) if self._look & RAISED else nodes.Subscript(text)
        if self._look & ITALIC:
            node = nodes.Emphasis((node,))
        if self._look & BOLD:
            node = nodes.Strong((node,))
        return (node,)
