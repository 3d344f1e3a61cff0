"""The rendered text of one paragraph to blocks, or to one run of inlines where only that has room.

It is read as Markdown: armoured text is just text, and what parts and macros print keeps its bold, its links, and,
where a paragraph holds nothing else, its headings, lists and tables.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field, replace

from briefgen.diagnostics import Diagnostic
from briefgen.document.inlines import Marks, assemble, plainest
from briefgen.document.nodes import (
    Block,
    Cite,
    Document,
    Emphasis,
    Inline,
    LineBreak,
    Link,
    Paragraph,
    Picture,
    Strong,
    TemplateNote,
)
from briefgen.document.walk import inlines, rewrite
from briefgen.readers.markdown.reader import read_markdown
from briefgen.wordtemplates import marks
from briefgen.wordtemplates.dress import dress
from briefgen.wordtemplates.findings import told
from briefgen.wordtemplates.template import Line, WordTemplate

Content = tuple[Inline, ...]

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
    cites: Sequence[str | TemplateNote]
    pictures: Sequence[Picture]
    problems: list[Diagnostic] = field(default_factory=list)

    def blocks(self, printed: Printed, number: int) -> list[Block]:
        """The blocks of a paragraph, in the looks that Word gave its words, with its notes at their places."""
        remarks = [self._remark(note, number) for note in printed.notes]
        look, bare = _undress(printed.text.strip(" \n"))
        if not _MARKUP.search(bare):
            content = dress(assemble([bare], Marks(self.cites)), look, remarks)
            return [Paragraph(content)] if content else []
        document, problems = read_markdown(
            bare, file=self.template.file, markings=self.markings, marks=self.cites, pictures=self.pictures
        )
        for problem in problems:
            if problem.code != "figure-missing":  # the figure may stand in another paragraph
                self.say(number, problem.message, problem.code, problem.hint, problem)
        blocks = [_dressed(block, look, remarks) for block in document.blocks]
        return [block for block in blocks if not isinstance(block, Paragraph) or block.content]

    def one_run(self, printed: Printed, number: int, where: str) -> Content:
        """The paragraph as lines of one run; any block but a paragraph is told, for `where` has no room for it."""
        out: list[Inline] = []
        for block in self.blocks(printed, number):
            if isinstance(block, Paragraph):
                out += [LineBreak(), *block.content] if out else block.content
            else:
                what = type(block).__name__.lower().replace("list", " list")
                self.say(number, f"{where} cannot hold a {what}", "word-block", _ROOM)
        return tuple(out)

    def _remark(self, text: str, number: int) -> Content:
        """What stands at the place of a note: the remark, and behind it what the facts in it rest on."""
        content = self.one_run(Printed(text), number, "a note")
        cites = [node for node in inlines(content) if isinstance(node, Cite)]
        bare = plainest(_without_cites(content))
        return (TemplateNote(bare), *cites) if bare else tuple(cites)

    def say(self, number: int, message: str, code: str, hint: str | None, like: Diagnostic | None = None) -> None:
        """Tell of something wrong with a paragraph, as grave as what is like it."""
        place = self.line(number).place
        found = told(self.template.file, number, place, 0, len(place.text), message, code, hint)
        self.problems.append(replace(found, severity=like.severity) if like else found)

    def line(self, number: int) -> Line:
        """A line of the tape; the last for a number that there is not, which only a forged mark has."""
        lines = self.template.lines
        return lines[number - 1] if 0 < number <= len(lines) else lines[-1]


def _undress(text: str) -> tuple[int, str]:
    """The look that a text begins with, and the text without that mark, which would hide a Markdown heading."""
    look = 0
    while text and (found := marks.INLINE.match(text)) and found[1]:
        look, text = marks.look_of(found[1]), text[1:]
    return look, text


def _dressed(block: Block, look: int, remarks: list[Content]) -> Block:
    plain = look if isinstance(block, Paragraph) else 0
    return rewrite(Document((block,)), lambda content: dress(content, plain, remarks)).blocks[0]


def _without_cites(content: Content) -> Iterator[Inline]:
    for node in content:
        if isinstance(node, Strong | Emphasis | Link):
            yield replace(node, content=tuple(_without_cites(node.content)))
        elif not isinstance(node, Cite):
            yield node
