"""The rendered tape to a Document: from mark to mark, paragraphs become blocks and cells become tables."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import field

from briefgen.diagnostics import Diagnostic, Location
from briefgen.document import nodes
from briefgen.document.figures import figure_numbers
from briefgen.document.joining import Marks, assemble, plainest
from briefgen.document.walk import Content, containers, inlines, plain_text, rewrite
from briefgen.errors import Problems
from briefgen.frozen import dataclass, replace
from briefgen.readers.markdown.findings import figure_missing
from briefgen.readers.markdown.reader import read_markdown
from briefgen.rendering.environment import Environment
from briefgen.rendering.render import compile_fault, render
from briefgen.rendering.scope import Scope
from briefgen.wordtemplates import template as marks
from briefgen.wordtemplates.grouping import Grid, ParagraphBlocks, arrange
from briefgen.wordtemplates.tags import WordTag, find_tags
from briefgen.wordtemplates.template import TableLook, TapeLine, WordTemplate, told

_MARKUP = re.compile(r"[!-/:-@\[-`{-~\n]")
_ROOM = "put it into a paragraph of its own, outside of tables"
_FORGED = "a private-use character stands for nothing here"
_FORGED_HINT = "remove the character; the program makes them itself"
_HEADER = "a value that needs a note cannot stand in a {}"
_HEADER_HINT = "a header has no place for notes; use what needs none, such as brief.marking, or the field Title"
_UNEVEN_HINT = "each row needs the same number of cells; a tag alone in a cell repeats cells"
_AROUND = {"elif": ("{% if true %}", "{% endif %}"), "for": ("", "{% endfor %}"), "if": ("", "{% endif %}")}
_WHOLE = "template"


def rendered(
    template: WordTemplate, environment: Environment, name: str, scope: Scope, context: Mapping[str, object]
) -> str:
    """The tape with its tags followed; raises `Problems` that say where in Word the fault stands."""
    try:
        return render(environment, name, scope, context)
    except Problems as bad:
        if any(d.code == "template-syntax" for d in bad.diagnostics):
            raise Problems(syntax_faults(template, environment) or bad.diagnostics) from bad
        raise Problems(template.in_words(d) for d in bad.diagnostics) from bad


def play(
    template: WordTemplate,
    tape: str,
    *,
    markings: Collection[str] = (),
    cites: Sequence[nodes.Meaning] = (),
    pictures: Sequence[nodes.Picture] = (),
) -> tuple[nodes.Document, list[Diagnostic]]:
    """The Document that a rendered tape is, and what is wrong with it.

    `cites` are the statement ids that citation characters stand for; `markings` and `pictures` as for Markdown. The
    texts of headers and footers are `meta.running`.
    """
    pictures = (*pictures, *template.pictures)
    reader = _TextReader(template, markings, cites, pictures)
    player = _Player(tape, reader)
    document = nodes.Document(arrange(player.entries()), (), nodes.Meta(running=tuple(player.running)))
    numbers = figure_numbers(document)
    shown = sorted((p for p in pictures if p.name in numbers), key=lambda p: numbers[p.name])
    return replace(document, pictures=tuple(shown)), [*reader.problems, *_lost_references(document, template.file)]


def _lost_references(document: nodes.Document, file: str) -> list[Diagnostic]:
    """References to figures that the brief does not show."""
    wanted = {n.name for c in containers(document) for n in inlines(c) if isinstance(n, nodes.FigureRef)}
    return [figure_missing(Location(file), name) for name in sorted(wanted - figure_numbers(document).keys())]


class _Player:
    """Goes over one tape from its beginning to its end."""

    def __init__(self, tape: str, reader: _TextReader) -> None:
        self.running = [""] * len(reader.template.running)
        self._reader = reader
        self._steps = _steps(tape)

    def entries(self) -> list[ParagraphBlocks]:
        """The blocks of the body, each with the line that it came from."""
        found: list[ParagraphBlocks] = []
        for closes, kind, number, text in self._steps:
            if kind == marks.PARAGRAPH and not closes:
                found.extend(self._paragraph(number, text))
            elif kind == marks.TABLE and not closes:
                found.extend(self._table(number))
            elif kind == marks.RUNNING and not closes:
                self._run_in_header(number - 1, text)
        return found

    def _paragraph(self, number: int, text: str) -> list[ParagraphBlocks]:
        line = self._reader.line(number)
        blocks = self._reader.blocks(self._printed(text, number), number)
        shaped = tuple(self._shaped(block, line, alone=len(blocks) == 1) for block in blocks)
        return [ParagraphBlocks(shaped, line, number)] if shaped else []

    def _shaped(self, block: nodes.Block, line: TapeLine, *, alone: bool) -> nodes.Block:
        """A paragraph of Markdown is one of the template's own kind; anything else is what it is."""
        if not isinstance(block, nodes.Paragraph):
            return block
        words = plain_text(block.content).strip()
        if line.kind == "text" and words in self._reader.markings:
            return nodes.Marking(words)
        if line.kind == "heading" and alone:
            return nodes.Heading(line.level, block.content, line.style)
        if line.kind == "text":
            return nodes.Paragraph(block.content, line.style, line.align, line.shade)
        return nodes.Paragraph(block.content, line.style)

    def _printed(self, text: str, number: int) -> _Printed:
        """A paragraph up to its end, with its notes taken out."""
        out = _Printed(text)
        for closes, kind, _, after in self._steps:
            if kind == marks.PARAGRAPH and closes:
                break
            if kind == marks.NOTE and not closes:
                out.text += marks.note_mark(len(out.notes))
                out.notes.append(after)
            elif kind == marks.NOTE:
                out.text += after
            else:
                self._reader.say(number, _FORGED, "unknown-mark", _FORGED_HINT)
                break
        if sum(1 for mark in marks.INLINE.finditer(out.text) if mark[2]) != len(out.notes):
            self._reader.say(number, _FORGED, "unknown-mark", _FORGED_HINT)
        return out

    def _table(self, number: int) -> list[ParagraphBlocks]:
        tables, last = self._reader.template.tables, 1
        grid = Grid(tables[number - 1] if 0 < number <= len(tables) else TableLook("", has_head=True))
        for closes, kind, line, text in self._steps:
            if kind == marks.TABLE:
                break
            if kind == marks.ROW and not closes:
                grid.add_row()
            elif kind == marks.CELL and not closes:
                shades = self._reader.template.shades
                grid.add_cell(shades[line - 1] if 0 < line <= len(shades) else "")
            elif kind == marks.PARAGRAPH and not closes:
                last = line
                content = self._reader.one_run(self._printed(text, line), line, "a table cell")
                grid.add_lines(content, self._reader.line(line))
        if len(grid.widths()) > 1:
            counts = " or ".join(map(str, grid.widths()))
            self._reader.say(last, f"the rows of table {number} have {counts} cells", "word-block", _UNEVEN_HINT)
        table = grid.table()
        return [ParagraphBlocks((table,), None, last)] if table else []

    def _run_in_header(self, n: int, text: str) -> None:
        if not 0 <= n < len(self.running):
            return
        line = self._reader.template.running[n]
        content = self._reader.one_run(_Printed(text), line, "a header or footer")
        if any(isinstance(node, nodes.Cite) for node in inlines(content)):
            part = self._reader.line(line).place.part.split(" ")[0]
            self._reader.say(line, _HEADER.format(part), "word-header", _HEADER_HINT)
        self.running[n] = plain_text(content).replace("\n", " ")


def _steps(tape: str) -> Iterator[tuple[str, str, int, str]]:
    """Each mark as: "/" or "", its kind, its number, and the text behind it."""
    found = list(marks.MARK.finditer(tape))
    ends = [mark.start() for mark in found[1:]] + [len(tape)]
    for mark, end in zip(found, ends, strict=False):
        yield mark[1], mark[2], int(mark[3] or 0), tape[mark.end() : end]


# --- The rendered text of one paragraph to blocks, or to one run of inlines where only that has room. It is read as
# Markdown: escaped text is just text, and what parts and macros print keeps its bold, its links, and, where a paragraph
# holds nothing else, its headings, lists and tables. ---


@dataclass(slots=True)
class _Printed:
    """What was printed in a paragraph: its text, with marks where notes go, and the texts of those notes."""

    text: str
    notes: list[str] = field(default_factory=list)


@dataclass(slots=True)
class _TextReader:
    """Reads the paragraphs of one brief and collects what is wrong with them, by the line they came from."""

    template: WordTemplate
    markings: Collection[str]
    cites: Sequence[nodes.Meaning]
    pictures: Sequence[nodes.Picture]
    problems: list[Diagnostic] = field(default_factory=list)

    def blocks(self, printed: _Printed, number: int) -> list[nodes.Block]:
        """The blocks of a paragraph, in the looks that Word gave its words, with its notes at their places."""
        remarks = [self._remark(note, number) for note in printed.notes]
        look, bare = _first_look(printed.text.strip(" \n"))
        if not _MARKUP.search(bare):
            content = _with_looks(assemble([bare], Marks(self.cites)), look, remarks)
            return [nodes.Paragraph(content)] if content else []
        document, problems = read_markdown(
            bare, file=self.template.file, markings=self.markings, marks=self.cites, pictures=self.pictures
        )
        for problem in problems:
            if problem.code != "figure-missing":  # the figure may stand in another paragraph
                self.say(number, problem.message, problem.code, problem.hint, problem)
        blocks = [_formatted(block, look, remarks) for block in document.blocks]
        return [block for block in blocks if not isinstance(block, nodes.Paragraph) or block.content]

    def one_run(self, printed: _Printed, number: int, where: str) -> Content:
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
        content = self.one_run(_Printed(text), number, "a note")
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
    return rewrite(nodes.Document((block,)), lambda content: _with_looks(content, plain, remarks)).blocks[0]


def _with_looks(content: Content, look: int, remarks: Sequence[Content]) -> Content:
    """The inlines with `look` from their beginning on, and with the marks in their texts followed.

    `remarks[n]` is what stands at the mark of note n.
    """
    if not look and not any(
        isinstance(n, nodes.Strong | nodes.Emphasis | nodes.Link) or _is_marked(n) for n in content
    ):
        return content
    return plainest(_Formatter(look, remarks).all(content))


def _is_marked(node: nodes.Inline) -> bool:
    return isinstance(node, nodes.Text) and not node.value.isprintable() and marks.ANY.search(node.value) is not None


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
        for mark in marks.INLINE.finditer(text):
            out.extend(self._in_look(text[position : mark.start()]))
            if mark[1]:
                self._look = marks.look_of(mark[1])
            elif int(mark[2]) < len(self._remarks):
                out.extend(self._remarks[int(mark[2])])
            position = mark.end()
        out.extend(self._in_look(text[position:]))
        return tuple(out)

    def _in_look(self, text: str) -> Content:
        text = marks.ANY.sub("", text)
        if not text:
            return ()
        node: nodes.Inline = nodes.Text(text)
        if self._look & (marks.RAISED | marks.LOWERED):
            node = nodes.Superscript(text) if self._look & marks.RAISED else nodes.Subscript(text)
        if self._look & marks.ITALIC:
            node = nodes.Emphasis((node,))
        if self._look & marks.BOLD:
            node = nodes.Strong((node,))
        return (node,)


# --- what Jinja cannot read, tag by tag, so that all of it is told in one run ------------------


def syntax_faults(template: WordTemplate, made_with: Environment) -> list[Diagnostic]:
    """What is wrong with the tags of a template that needs no facts to be seen; [] where all is well."""
    environment = made_with.reading({_WHOLE: (template.file, template.source)})
    whole = compile_fault(environment, _WHOLE)
    if whole is None:
        return []
    found = [template.in_words(fault) for fault in _by_tag(template, made_with)]
    return found or [template.in_words(whole)]


def _by_tag(template: WordTemplate, made_with: Environment) -> Iterator[Diagnostic]:
    for number, line in enumerate(template.source.split("\n"), 1):
        for tag in find_tags(line)[0]:
            before, after = _frame(tag)
            environment = made_with.reading({_WHOLE: (template.file, before + tag.source + after)})
            fault = compile_fault(environment, _WHOLE) if tag.source else None
            if fault is not None:
                column = tag.start + 1 + max(0, fault.location.column - 1 - len(before))
                yield replace(fault, location=Location(template.file, number, column))


def _frame(tag: WordTag) -> tuple[str, str]:
    """What a tag needs before and behind it to be a whole template."""
    if tag.word in ("else", "endif", "endfor", "endset"):
        return "{# ", " #}"
    if tag.word == "set" and tag.opens:
        return "", "{% endset %}"
    return _AROUND.get(tag.word, ("", ""))
