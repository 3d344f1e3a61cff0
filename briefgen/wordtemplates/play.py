"""The rendered tape to a Document.

What stands between two marks of a paragraph is read as Markdown: armoured text is just text, and what parts and
macros print keeps its bold, its links, and, where a paragraph holds nothing else, its headings, lists and tables.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from briefgen.diagnostics import Diagnostic, Location
from briefgen.document.figures import figure_numbers
from briefgen.document.inlines import Marks, assemble, plainest
from briefgen.document.nodes import (
    Block,
    Cite,
    Document,
    Emphasis,
    FigureRef,
    Heading,
    Inline,
    LineBreak,
    Link,
    Marking,
    Meta,
    Paragraph,
    Picture,
    Remark,
    Strong,
    Table,
    Text,
)
from briefgen.document.reader import read_markdown
from briefgen.document.walk import containers, inlines, plain_text, rewrite
from briefgen.errors import Problems
from briefgen.rendering.environment import Environment, render
from briefgen.rendering.scope import Scope
from briefgen.wordtemplates import marks
from briefgen.wordtemplates.dress import dress
from briefgen.wordtemplates.findings import told
from briefgen.wordtemplates.lists import Entry, arrange
from briefgen.wordtemplates.syntax import syntax_faults
from briefgen.wordtemplates.template import Line, WordTemplate

Content = tuple[Inline, ...]

_MARKUP = re.compile(r"[!-/:-@\[-`{-~\n]")
_PRIVATE_HINT = "remove the character; the program makes them itself"
_HEADER = "a value that needs a note cannot stand in a {}"
_HEADER_HINT = "a header has no place for notes; use what needs none, such as brief.marking, or the field Title"


def rendered(
    template: WordTemplate, environment: Environment, name: str, scope: Scope, context: Mapping[str, object]
) -> str:
    """The tape with its tags followed; raises `Problems` that say where in Word the fault stands."""
    try:
        return render(environment, name, scope, context)
    except Problems as bad:
        if any(d.code == "template-syntax" for d in bad.diagnostics):
            raise Problems(syntax_faults(template, environment.folders)) from bad
        raise Problems(template.in_words(d) for d in bad.diagnostics) from bad


def play(
    template: WordTemplate,
    tape: str,
    *,
    markings: Collection[str] = (),
    cites: Sequence[str] = (),
    pictures: Sequence[Picture] = (),
) -> tuple[Document, list[Diagnostic]]:
    """The Document that a rendered tape is, and what is wrong with it.

    `cites` are the statement ids that citation characters stand for; `markings` and `pictures` as for Markdown. The
    texts of headers and footers are `meta.running`.
    """
    player = _Player(template, tape, markings, cites, pictures)
    blocks = arrange(player.entries())
    document = Document(blocks, (), Meta(running=player.running()))
    shown = [picture for picture in pictures if picture.name in figure_numbers(document)]
    document = replace(document, pictures=tuple(sorted(shown, key=lambda p: figure_numbers(document)[p.name])))
    player.check_references(document)
    return document, player.problems


@dataclass(slots=True)
class _Text:
    """A paragraph in the playing: its text with marks of notes in it, and those notes' own texts."""

    text: str
    notes: list[str] = field(default_factory=list)


class _Player:
    """Goes over one tape from its beginning to its end."""

    def __init__(
        self,
        template: WordTemplate,
        tape: str,
        markings: Collection[str],
        cites: Sequence[str],
        pictures: Sequence[Picture],
    ) -> None:
        self.problems: list[Diagnostic] = []
        self._template, self._markings, self._cites, self._pictures = template, markings, cites, pictures
        self._running = [""] * len(template.running)
        self._steps = self._read(tape)

    def running(self) -> tuple[str, ...]:
        return tuple(self._running)

    # --- the tape as steps ---

    def _read(self, tape: str) -> Iterator[tuple[str, str, int, str]]:
        """Each mark as: "/" or "", its kind, its number, and the text behind it."""
        found = list(marks.MARK.finditer(tape))
        ends = [mark.start() for mark in found[1:]] + [len(tape)]
        for mark, end in zip(found, ends, strict=False):
            yield mark[1], mark[2], int(mark[3] or 0), tape[mark.end() : end]

    def entries(self) -> list[Entry]:
        """The blocks of the body, each with the line that it came from."""
        found: list[Entry] = []
        for closes, kind, number, text in self._steps:
            if kind == marks.PARAGRAPH and not closes:
                found.extend(self._paragraph(number, text))
            elif kind == marks.TABLE and not closes:
                found.extend(self._table(number))
            elif kind == marks.RUNNING and not closes:
                self._header(number - 1, text)
        return found

    # --- paragraphs ---

    def _gather(self, text: str, number: int) -> _Text:
        """A paragraph up to its end, with its notes taken out."""
        out = _Text(text)
        for closes, kind, _, after in self._steps:
            if kind == marks.PARAGRAPH and closes:
                break
            if kind == marks.NOTE and not closes:
                out.notes.append(after)
                out.text += marks.note_mark(len(out.notes) - 1)
            elif kind == marks.NOTE:
                out.text += after
            else:
                self._say(number, "a private-use character stands for nothing here", "unknown-mark", _PRIVATE_HINT)
                break
        if sum(1 for mark in marks.INLINE.finditer(out.text) if mark[2]) != len(out.notes):
            self._say(number, "a private-use character stands for nothing here", "unknown-mark", _PRIVATE_HINT)
        return out

    def _paragraph(self, number: int, text: str) -> list[Entry]:
        line = self._line(number)
        blocks = self._blocks(self._gather(text, number), number)
        shaped = tuple(self._shaped(block, line, alone=len(blocks) == 1) for block in blocks)
        return [Entry(shaped, line, number)] if shaped else []

    def _shaped(self, block: Block, line: Line, *, alone: bool) -> Block:
        """A paragraph of Markdown is one of the template's own kind; anything else is what it is."""
        if not isinstance(block, Paragraph):
            return block
        if plain_text(block.content).strip() in self._markings and line.kind == "text":
            return Marking(plain_text(block.content).strip())
        if line.kind == "heading" and alone:
            return Heading(line.level, block.content, line.style)
        return Paragraph(block.content, line.style)

    def _blocks(self, text: _Text, number: int) -> list[Block]:
        """The blocks of a paragraph, dressed, its notes at their places."""
        remarks = [self._remark(note, number) for note in text.notes]
        look, bare = _undress(text.text.strip(" \n"))
        if not _MARKUP.search(bare):
            content = dress(assemble([bare], self._marks()), look, remarks)
            return [Paragraph(content)] if content else []
        document, problems = read_markdown(
            bare, file=self._template.file, markings=self._markings, marks=self._cites, pictures=self._pictures
        )
        self._take_problems(problems, number)
        blocks = [_dressed(block, look, remarks) for block in document.blocks]
        return [block for block in blocks if not isinstance(block, Paragraph) or block.content]

    def _marks(self) -> Marks:
        return Marks(self._cites)

    def _remark(self, text: str, number: int) -> tuple[Inline, ...]:
        """A note as the inlines that stand at its place: the remark, and behind it what its facts rest on."""
        content = self._one_run(self._blocks(_Text(text), number), number, "a note")
        cites = [node for node in inlines(content) if isinstance(node, Cite)]
        bare = plainest(_without_cites(content))
        return (Remark(bare), *cites) if bare else tuple(cites)

    def _one_run(self, blocks: list[Block], number: int, where: str) -> Content:
        """The blocks as lines of one run; anything but paragraphs is told, since it cannot stand there."""
        out: list[Inline] = []
        for block in blocks:
            if not isinstance(block, Paragraph):
                what = type(block).__name__.lower().replace("list", " list")
                hint = "put it into a paragraph of its own, outside of tables"
                self._say(number, f"{where} cannot hold a {what}", "word-block", hint)
                continue
            out += [LineBreak(), *block.content] if out else block.content
        return tuple(out)

    # --- tables ---

    def _table(self, number: int) -> list[Entry]:
        rows: list[list[Content]] = []
        aligns: list[list[str]] = []
        last = 1
        for closes, kind, line, text in self._steps:
            if kind == marks.TABLE and closes:
                break
            if kind == marks.ROW and not closes:
                rows.append([])
                aligns.append([])
            elif kind == marks.CELL and not closes and rows:
                rows[-1].append(())
                aligns[-1].append("")
            elif kind == marks.PARAGRAPH and not closes and rows and rows[-1]:
                last = line
                shape = self._line(line)
                content = self._one_run(self._blocks(self._gather(text, line), line), line, "a table cell")
                if shape.kind == "item" and content:
                    content = plainest((*_bullet(shape), *content))
                if content:
                    rows[-1][-1] = (*rows[-1][-1], LineBreak(), *content) if rows[-1][-1] else content
                aligns[-1][-1] = aligns[-1][-1] or shape.align
        return self._made(rows, aligns, number, last)

    def _made(self, rows: list[list[Content]], aligns: list[list[str]], number: int, line: int) -> list[Entry]:
        rows = [row for row in rows if row]
        if not rows:
            return []
        look = self._template.tables[number - 1] if 0 < number <= len(self._template.tables) else None
        width = max(len(row) for row in rows)
        if any(len(row) != width for row in rows) and not (len(rows[0]) == 1 and len({len(r) for r in rows[1:]}) == 1):
            counts = ", ".join(str(n) for n in sorted({len(row) for row in rows}))
            hint = "each row needs the same number of cells; a tag alone in a cell repeats cells"
            self._say(line, f"the rows of table {number} have {counts} cells", "word-block", hint)
        full = [(*row, *[()] * (width - len(row))) for row in rows]
        head = full[0] if look is None or look.has_head else ((),) * width
        body = full[1:] if look is None or look.has_head else full
        sides = tuple(_shared([a[n] for a in aligns[len(full) - len(body) :] if n < len(a)]) for n in range(width))
        table = Table(head, tuple(body), sides, look.style if look else "")
        return [Entry((table,), None, line)]

    # --- headers ---

    def _header(self, n: int, text: str) -> None:
        if not 0 <= n < len(self._running):
            return
        line = self._template.running[n]
        content = self._one_run(self._blocks(_Text(text), line), line, "a header or footer")
        if any(isinstance(node, Cite) for node in inlines(content)):
            part = self._line(line).place.part.split(" ")[0]
            self._say(line, _HEADER.format(part), "word-header", _HEADER_HINT)
        self._running[n] = plain_text(content).replace("\n", " ")

    # --- what is wrong ---

    def check_references(self, document: Document) -> None:
        """A reference to a figure that the brief does not show is told, once."""
        known = figure_numbers(document)
        wanted = {n.name for c in containers(document) for n in inlines(c) if isinstance(n, FigureRef)}
        for name in sorted(wanted - known.keys()):
            message = f"no figure of this document shows {name}"
            hint = "show the picture, or leave its mention out"
            self.problems.append(Diagnostic(Location(self._template.file), message, "figure-missing", hint=hint))

    def _take_problems(self, problems: list[Diagnostic], number: int) -> None:
        """What Markdown has to say of a paragraph; figures are looked for in the whole document instead."""
        for problem in problems:
            if problem.code != "figure-missing":
                self._say(number, problem.message, problem.code, problem.hint, problem)

    def _say(self, number: int, message: str, code: str, hint: str | None, like: Diagnostic | None = None) -> None:
        place = self._line(number).place
        found = told(self._template.file, number, place, 0, min(60, len(place.text)), message, code, hint)
        self.problems.append(replace(found, severity=like.severity) if like else found)

    def _line(self, number: int) -> Line:
        return self._template.lines[number - 1] if 0 < number <= len(self._template.lines) else self._template.lines[-1]


def _undress(text: str) -> tuple[int, str]:
    """The look that a text begins with, and the text without that mark, which would hide a Markdown heading."""
    look = 0
    while text and (found := marks.INLINE.match(text)) and found[1]:
        look, text = marks.look_of(found[1]), text[1:]
    return look, text


def _dressed(block: Block, look: int, remarks: list[tuple[Inline, ...]]) -> Block:
    plain = look if isinstance(block, Paragraph) else 0
    return rewrite(Document((block,)), lambda content: dress(content, plain, remarks)).blocks[0]


def _bullet(line: Line) -> Content:
    return (Text("– " if line.ordered else "• "),)


def _shared(values: list[str]) -> str:
    return values[0] if values and len(set(values)) == 1 else ""


def _without_cites(content: Content) -> Iterator[Inline]:
    for node in content:
        if isinstance(node, Cite):
            continue
        if isinstance(node, Strong | Emphasis | Link):
            yield replace(node, content=tuple(_without_cites(node.content)))
        else:
            yield node
