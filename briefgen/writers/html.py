"""A Document as HTML: a fragment for a page that somebody else makes, looks not included.

Everything that the Document says is escaped; no style, script or event attribute is ever written, so that a strict
Content-Security-Policy changes nothing. Links lead where `link_problem` lets them lead. Figures are numbered as
their captions count them, notes stand in a list behind the text, each with the way back to its uses.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import field
from html import escape
from itertools import groupby
from operator import attrgetter
from typing import TypeAlias

from briefgen.document import nodes
from briefgen.document.figures import figure_numbers
from briefgen.document.joining import plainest
from briefgen.document.sentences import sentence_ends
from briefgen.document.walk import Content, plain_text
from briefgen.frozen import dataclass
from briefgen.writers.base import picture_of, refuse_link, refuse_uneven, without_note


@dataclass(frozen=True, slots=True)
class Remark:
    """What is to be said of a sentence: `name` is a class for its look, `words` say the same aloud."""

    name: str
    words: str


Remarks: TypeAlias = Callable[[Content], Sequence[Remark]]


@dataclass(slots=True)
class Inlines:
    """Writes the inlines of one document in reading order; `figures` are the numbers of figures by name."""

    figures: Mapping[str, int]
    remarks: Remarks | None = None
    _uses: Counter[int] = field(default_factory=Counter)

    def text(self, content: Content) -> str:
        """A paragraph, caption or cell, with the remarks on its sentences."""
        if self.remarks is None:
            return self.bare(content)
        return "".join(self._remarked(run, self.remarks(run)) for run in sentence_runs(plainest(content)))

    def bare(self, content: Content) -> str:
        """Inlines without remarks: a heading, a note."""
        return self._written(plainest(content))

    def ways_back(self, number: int) -> str:
        """Links from a note to each of its uses so far."""
        uses = range(1, self._uses[number] + 1)
        links = (f'<a href="#{_use(number, n)}" role="doc-backlink">↩ {n}</a>' for n in uses)
        return "".join(f" {link}" for link in links)

    def _remarked(self, run: Content, remarks: Sequence[Remark]) -> str:
        written = self._written(run)
        if not remarks:
            return written
        names = " ".join(remark.name for remark in remarks)
        words = "".join(f"{remark.words}: " for remark in remarks)
        blank = len(written) - len(written.lstrip())
        aloud = f'<span class="aloud">{escape(words)}</span>'
        return f'{written[:blank]}<span class="remark {escape(names)}">{aloud}{written[blank:]}</span>'

    def _written(self, content: Content) -> str:
        runs = groupby(content, lambda node: isinstance(node, nodes.NoteRef))
        return "".join(self._refs(run) if refs else "".join(map(self._inline, run)) for refs, run in runs)

    def _refs(self, run: Iterable[nodes.Inline]) -> str:
        """The numbers of notes that stand in one place."""
        return f"<sup>{', '.join(map(self._inline, run))}</sup>"

    def _inline(self, node: nodes.Inline) -> str:
        match node:
            case nodes.Text(value):
                return escape(value)
            case nodes.Superscript(value):
                return f"<sup>{escape(value)}</sup>"
            case nodes.Subscript(value):
                return f"<sub>{escape(value)}</sub>"
            case nodes.Strong(content):
                return f"<strong>{self._written(content)}</strong>"
            case nodes.Emphasis(content):
                return f"<em>{self._written(content)}</em>"
            case nodes.LineBreak():
                return "<br>"
            case nodes.Link():
                return self._link(node)
            case nodes.NoteRef(number):
                return self._ref(number)
            case nodes.FigureRef(name, text):
                shown = escape(text)
                return f'<a href="#figure-{self.figures[name]}">{shown}</a>' if name in self.figures else shown
            case nodes.Cite() | nodes.TemplateNote():
                raise without_note(node)

    def _link(self, link: nodes.Link) -> str:
        refuse_link(link)
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
    runs: list[list[nodes.Inline]] = [[]]
    offset = 0
    due = False  # the sentence has ended: only notes still belong to it
    for node in _cut(content, ends):
        if due and not isinstance(node, nodes.NoteRef | nodes.Cite):
            runs.append([])
        length = len(plain_text((node,)))
        ended = bisect_right(ends, offset + length) > bisect_right(ends, offset)
        due = ended or (due and isinstance(node, nodes.NoteRef | nodes.Cite))
        offset += length
        runs[-1].append(node)
    return [tuple(run) for run in runs if run]


def _cut(content: Content, ends: list[int]) -> Iterable[nodes.Inline]:
    """The inlines, each `Text` cut where a sentence ends in it."""
    offset = 0
    for node in content:
        length = len(plain_text((node,)))
        if isinstance(node, nodes.Text):
            inside = ends[bisect_right(ends, offset) : bisect_left(ends, offset + length)]
            inner = [end - offset for end in inside]
            for start, stop in zip([0, *inner], [*inner, length], strict=True):
                yield nodes.Text(node.value[start:stop])
        else:
            yield node
        offset += length


_PIXELS_PER_MM = 96 / 25.4
Addresses: TypeAlias = Callable[[nodes.Picture], str]


class HtmlWriter:
    """Writes fragments: one `article` element with the brief's language."""

    name = "html"
    suffix = ".html"

    def __init__(self, *, pictures: Addresses = attrgetter("name"), remarks: Remarks | None = None) -> None:
        """`pictures` gives the address of each, `remarks` says what a sentence is to be marked with."""
        self.pictures, self.remarks = pictures, remarks

    def write(self, document: nodes.Document) -> bytes:
        """The fragment in UTF-8, a line for each block.

        Raises ValueError for what only a programmer's mistake can have put into the Document: a `Cite`, a refused
        link, a table of uneven rows, a figure without a picture, an alternative or a plain file name.
        """
        return _Writing(document, self.pictures, self.remarks).article().encode()


class _Writing:
    """One Document on its way: what is numbered, and which notes have been called how often."""

    def __init__(self, document: nodes.Document, addresses: Addresses, remarks: Remarks | None) -> None:
        self.document, self.addresses = document, addresses
        self.pictures = {picture.name: picture for picture in document.pictures}
        self.figures = 0
        self.inlines = Inlines(figure_numbers(document), remarks)

    def article(self) -> str:
        lines = [f'<article lang="{escape(self.document.meta.language)}">', *self.blocks(self.document.blocks)]
        if self.document.notes:
            lines += self.notes(self.document.notes)
        return "".join(f"{line}\n" for line in (*lines, "</article>"))

    def blocks(self, blocks: Iterable[nodes.Block]) -> list[str]:
        return [line for block in blocks for line in self.block(block)]

    def block(self, block: nodes.Block) -> list[str]:
        match block:
            case nodes.Heading():
                return [self.heading(block)]
            case nodes.Paragraph(content):
                return [f"<p>{self.inlines.text(content)}</p>"]
            case nodes.Marking(label):
                return [f'<p class="marking" data-marking="{escape(label)}"><strong>{escape(label)}</strong></p>']
            case nodes.BulletList(items):
                return ["<ul>", *self.items(items), "</ul>"]
            case nodes.OrderedList(items, start):
                return ["<ol>" if start == 1 else f'<ol start="{start}">', *self.items(items), "</ol>"]
            case nodes.Table():
                return self.table(block)
            case nodes.Figure():
                return self.figure(block)
            case nodes.BlockQuote(blocks):
                return ["<blockquote>", *self.blocks(blocks), "</blockquote>"]

    def heading(self, heading: nodes.Heading) -> str:
        content = self.inlines.bare(heading.content)
        if heading.level <= 6:
            return f"<h{heading.level}>{content}</h{heading.level}>"
        return f'<div role="heading" aria-level="{heading.level}">{content}</div>'

    def items(self, items: Sequence[tuple[nodes.Block, ...]]) -> list[str]:
        """An item that is one paragraph is written on one line."""
        lines: list[str] = []
        for item in items:
            if len(item) == 1 and isinstance(item[0], nodes.Paragraph):
                lines.append(f"<li>{self.inlines.text(item[0].content)}</li>")
            else:
                lines += ["<li>", *self.blocks(item), "</li>"]
        return lines

    def table(self, table: nodes.Table) -> list[str]:
        """Head cells are headers of their columns, the first cell of a row that of the row where it says anything."""
        align = table.align or ("",) * len(table.head)
        refuse_uneven(table)
        lines = ['<div class="table"><table>']
        if any(plain_text(cell).strip() for cell in table.head):
            head = (self.cell("th", cell, side, ' scope="col"') for cell, side in zip(table.head, align, strict=True))
            lines += ["<thead>", f"<tr>{''.join(head)}</tr>", "</thead>"]
        return [*lines, "<tbody>", *(self.row(row, align) for row in table.rows), "</tbody>", "</table></div>"]

    def row(self, row: Sequence[tuple[nodes.Inline, ...]], align: Sequence[str]) -> str:
        cells = []
        for n, (cell, side) in enumerate(zip(row, align, strict=True)):
            leads = n == 0 and len(row) > 1 and bool(plain_text(cell).strip())
            cells.append(self.cell("th", cell, side, ' scope="row"') if leads else self.cell("td", cell, side))
        return f"<tr>{''.join(cells)}</tr>"

    def cell(self, tag: str, content: tuple[nodes.Inline, ...], side: str, more: str = "") -> str:
        if tag == "th" and not plain_text(content).strip():
            tag, more = "td", ""
        look = f' class="{side}"' if side in ("center", "right") else ""
        return f"<{tag}{more}{look}>{self.inlines.text(content)}</{tag}>"

    def figure(self, figure: nodes.Figure) -> list[str]:
        picture = picture_of(figure, self.pictures)
        self.figures += 1
        number = f"{self.document.meta.figure_label} {self.figures}".strip()
        caption = f"{escape(number)}: {self.inlines.text(figure.caption)}" if figure.caption else escape(number)
        width, height = (round(side * _PIXELS_PER_MM) for side in (picture.width, picture.height))
        image = f'<img src="{escape(self.addresses(picture))}" alt="{escape(figure.alternative)}"'
        return [
            f'<figure id="figure-{self.figures}">',
            f'{image} width="{width}" height="{height}">',
            f"<figcaption>{caption}</figcaption>",
            "</figure>",
        ]

    def notes(self, notes: Iterable[nodes.Note]) -> list[str]:
        title = escape(self.document.meta.notes_title)
        lines = ['<section class="notes" role="doc-endnotes" aria-labelledby="notes">', f'<h2 id="notes">{title}</h2>']
        return [*lines, "<ol>", *(self.note(note) for note in notes), "</ol>", "</section>"]

    def note(self, note: nodes.Note) -> str:
        content, back = self.inlines.bare(note.content), self.inlines.ways_back(note.number)
        return f'<li id="note-{note.number}">{content}{back}</li>'
