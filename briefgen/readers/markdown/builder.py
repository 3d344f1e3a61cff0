"""The tree growing out of the parser's events: one open frame for each construct not yet closed."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Sequence
from typing import TYPE_CHECKING, Any

from briefgen.document import nodes
from briefgen.document.escape import unescape
from briefgen.document.figures import caption_parts, is_picture_name
from briefgen.document.joining import Marks, Part, Span, add_parts, assemble
from briefgen.document.links import link_problem
from briefgen.document.walk import inlines, plain_text
from briefgen.frozen import dataclass, replace
from briefgen.readers.markdown.findings import ReaderDiagnostics
from briefgen.regexes import pattern
from briefgen.writers.base import MOST_COLUMNS

if TYPE_CHECKING:
    from pyromark.event import Range

DEEPEST = 9
"""Levels of lists and quotes that are kept; Word numbers no more."""

_RUNS_OF_BLOCKS = frozenset({"Document", "BlockQuote", "Item", "Deep", "FootnoteDefinition"})
_INLINE = frozenset({"Strong", "Emphasis", "Link", "Image"})
_CONTAINERS = frozenset({"List", "Item", "BlockQuote"})
_EMPTY = {"Item": "list item", "BlockQuote": "quote", "Heading": "heading"}
_ALIGN = {"None": "", "Left": "left", "Center": "center", "Right": "right"}

_ROW = pattern(rb"\|[^\n]*\|[ \t]*(?:\n|\Z)")
_TASK = pattern(rb"(?<!\\)\[[ xX]\]\s")
_LEFTOVER = pattern(
    rb"""
      \\.
    | (?P<note_undefined> \[\^(?P<note>[^\]\s\[]{1,200})\] )
    | (?P<link_leftover> \][\[(] )
    | (?P<strikethrough> ~~ )
    """,
    re.DOTALL | re.VERBOSE,
)
_MARKS = pattern("[\U000f0000-\U0010ffff]+")
_NUMBER = pattern(r"[1-9][0-9]{0,5}")


@dataclass(slots=True, frozen=True)
class Definition:
    """A footnote definition: its label, where it stands, and what it holds."""

    label: str
    offset: int
    blocks: tuple[nodes.Block, ...]


def note_number(label: str) -> int | None:
    """The number that a footnote's label is, or None for any other label."""
    return int(label) if _NUMBER.fullmatch(label) else None


class _OpenConstruct:
    """An open construct: the parser's name for it, its data, its first byte, and what it holds so far.

    Four names are ours: "Tight" is the paragraph that a tight list item does without, "Deep" all containers
    below the deepest level (`depth` counts them), "Through" a construct whose content goes to its parent,
    "Picture" the image that makes its paragraph a figure. Such a paragraph keeps the `figure` without its
    caption, and the references and citations of the alternative, which go into the caption.
    """

    __slots__ = ("data", "depth", "figure", "last_cell_end", "name", "parts", "start")

    def __init__(self, name: str, data: Any, start: int, depth: int, parts: list[Any] | None = None) -> None:
        self.name = name
        self.data = data
        self.start = start
        self.depth = depth
        self.parts: list[Any] = [] if parts is None else parts
        self.last_cell_end = 0
        self.figure: tuple[nodes.Figure, list[Part], list[Part]] | None = None


class TreeBuilder:
    """Takes the events one by one; afterwards `blocks`, `definitions` and the like hold the result.

    `uses`, `pictures` and `mentions` map the numbers of notes, the names of pictures that figures show, and the
    names that references to figures give, to where each is used first.
    """

    def __init__(
        self, source: bytes, diagnostics: ReaderDiagnostics, marks: Sequence[nodes.Meaning], markings: Collection[str]
    ) -> None:
        self.definitions: list[Definition] = []
        self.uses: dict[int, int] = {}
        self.pictures: dict[str, int] = {}
        self.mentions: dict[str, int] = {}
        self.link_labels: set[str] = set()
        self.footnotes = 0
        self._source = source
        self._complain = diagnostics.say
        self._marks = Marks(marks)
        self._markings = frozenset(markings)
        self._stack = [_OpenConstruct("Document", None, 0, 0)]
        self._spans_open: set[str] = set()
        self._notes_open = 0

    @property
    def blocks(self) -> tuple[nodes.Block, ...]:
        return tuple(self._stack[0].parts)

    def feed(self, events: Iterable[tuple[Any, Range]]) -> None:
        """Take in the parser's events, each with its range of bytes."""
        handlers: dict[str, Callable[[Any, Range], None]] = {
            "Start": self._start,
            "End": self._end,
            "Text": self._text,
            "SoftBreak": self._soft_break,
            "HardBreak": self._hard_break,
            "Code": self._code,
            "InlineHtml": self._inline_html,
            "Html": self._html,
            "FootnoteReference": self._reference,
            "Rule": self._rule,
        }
        for event, span in events:
            name, value = (event, None) if type(event) is str else event.popitem()
            handlers[name](value, span)

    # --- opening -------------------------------------------------------------------------------

    def _start(self, tag: Any, span: Range) -> None:
        name, data = (tag, None) if type(tag) is str else tag.popitem()
        if name in _INLINE:
            self._open_inline(name, data, span["start"])
            return
        self._end_tight()
        top = self._stack[-1]
        if name in _CONTAINERS:
            self._open_container(name, data, span["start"], top)
        else:
            if name == "FootnoteDefinition":
                self.footnotes += 1
                self._notes_open += 1
            self._stack.append(_OpenConstruct(name, data, span["start"], top.depth))

    def _open_container(self, name: str, data: Any, start: int, top: _OpenConstruct) -> None:
        if top.name == "Deep":
            top.depth += 1
            return
        depth = top.depth + (name != "Item")
        if depth > DEEPEST:
            self._complain("too-deep", start, DEEPEST)
            self._stack.append(_OpenConstruct("Deep", None, start, 1, top.parts))
        else:
            self._stack.append(_OpenConstruct(name, data, start, depth))

    def _open_inline(self, name: str, data: Any, start: int) -> None:
        parts = self._inline_parts(start)
        if name == "Image" and self._begins_figure(data):
            self._stack.append(_OpenConstruct("Picture", data, start, 0))
            return
        if name == "Image":
            self._complain("image", start)
        if name == "Image" or name in self._spans_open:
            self._stack.append(_OpenConstruct("Through", None, start, 0, parts))
            return
        if name != "Link":
            self._spans_open.add(name)
        self._stack.append(_OpenConstruct(name, data, start, 0))

    def _begins_figure(self, data: Any) -> bool:
        """Whether an image that starts here is the picture of a figure: first in its paragraph, a plain name."""
        top = self._stack[-1]
        is_first = top.name in ("Paragraph", "Tight") and not top.parts and not top.figure and not self._notes_open
        return is_first and data["link_type"] == "Inline" and is_picture_name(_target(data))

    def _inline_parts(self, start: int) -> list[Any]:
        """Where an inline goes; opens the paragraph that a tight item lacks."""
        top = self._stack[-1]
        if top.name in _RUNS_OF_BLOCKS:
            top = _OpenConstruct("Tight", None, start, top.depth)
            self._stack.append(top)
        return top.parts

    # --- inlines -------------------------------------------------------------------------------

    def _text(self, value: str, span: Range) -> None:
        parts = self._inline_parts(span["start"])
        parts.append(value)
        if ("]" in value or "~~" in value) and self._stack[-1].name != "CodeBlock":
            self._find_leftovers(parts, span)

    def _find_leftovers(self, parts: list[Any], span: Range) -> None:
        """Complain about markup that was meant but not understood; `parts` ends with the text in question."""
        escaped = self._source[span["start"] - 1 : span["start"]] == b"\\"  # the range leaves out a first backslash
        for match in _LEFTOVER.finditer(self._source, span["start"] - escaped, span["end"]):
            if match["note"] and match.end() == span["end"] and self._source[match.end() : match.end() + 1] == b"[":
                self._restore_reference(parts, match)
            elif code := match.lastgroup:
                self._complain(code.replace("_", "-"), match.start(), match[0].decode(errors="replace"))

    def _restore_reference(self, parts: list[Any], match: re.Match[bytes]) -> None:
        """Make the end of the last text a note reference again: the parser misses one right before a link."""
        label = match["note"].decode()
        parts[-1] = parts[-1].removesuffix(f"[^{label}]")
        self._reference(label, {"start": match.start(), "end": match.end()})

    def _soft_break(self, _: None, span: Range) -> None:
        self._inline_parts(span["start"]).append(" ")

    def _hard_break(self, _: None, span: Range) -> None:
        self._inline_parts(span["start"]).append(nodes.LineBreak())

    def _code(self, value: str, span: Range) -> None:
        self._complain("inline-code", span["start"])
        self._inline_parts(span["start"]).append(value)

    def _inline_html(self, value: str, span: Range) -> None:
        parts = self._inline_parts(span["start"])
        if value.startswith("<!--"):
            self._complain("html-comment", span["start"])
        else:
            self._complain("raw-html", span["start"])
            parts.append(value)

    def _reference(self, label: str, span: Range) -> None:
        parts = self._inline_parts(span["start"])
        number = note_number(label)
        if number is None:
            self._complain("note-label", span["start"], label)
            parts.append(f"[^{label}]")
        elif self._notes_open:
            self._complain("note-in-note", span["start"], number)
        else:
            self.uses.setdefault(number, span["start"])
            parts.append(nodes.NoteRef(number))

    # --- closing -------------------------------------------------------------------------------

    def _end(self, _: Any, span: Range) -> None:
        self._end_tight()
        frame = self._stack.pop()
        match frame.name:
            case "Paragraph":
                if _ROW.match(self._source, frame.start, span["end"]):
                    self._complain("row-outside-table", frame.start)
                self._end_paragraph(frame)
            case "TableCell":
                self._stack[-1].parts.append(self._assemble(frame))
                self._stack[-1].last_cell_end = span["end"]
            case "Strong" | "Emphasis":
                self._spans_open.discard(frame.name)
                kind = nodes.Strong if frame.name == "Strong" else nodes.Emphasis
                add_parts(self._stack[-1].parts, [Span(kind, frame.parts)])
            case "Link":
                self._end_link(frame)
            case "Picture":
                self._end_picture(frame, span["end"])
            case "Deep":
                frame.depth -= 1
                if frame.depth:
                    self._stack.append(frame)
            case "Through":
                pass
            case "TableHead" | "TableRow":
                self._end_row(frame, span["end"])
            case _:
                self._end_block(frame)

    def _end_tight(self) -> None:
        if self._stack[-1].name == "Tight":
            self._end_paragraph(self._stack.pop())

    def _end_picture(self, frame: _OpenConstruct, end: int) -> None:
        """Make the paragraph a figure; what the alternative refers to or cites moves into the caption."""
        name = _target(frame.data)
        self.pictures.setdefault(name, frame.start)
        if frame.data["title"]:
            self._complain("link-title", frame.start)
        content = assemble(frame.parts, self._marks)
        self._marks.unknown = 0  # those are seen again with the caption
        alternative = plain_text(content).replace("\n", " ")
        if not alternative.strip():
            self._complain("picture-alternative", frame.start, name)
        references: list[Part] = [node for node in inlines(content) if isinstance(node, nodes.NoteRef)]
        citations: list[Part] = [*_MARKS.findall(self._source[frame.start : end].decode())]
        self._stack[-1].figure = nodes.Figure(name, alternative), references, citations

    def _end_paragraph(self, frame: _OpenConstruct) -> None:
        parent = self._stack[-1]
        if frame.figure:
            figure, references, citations = frame.figure
            frame.parts = [*references, *caption_parts(frame.parts), *citations]
            parent.parts.append(replace(figure, caption=self._assemble(frame)))
            return
        content = self._assemble(frame)
        if not content:
            return
        if parent.name == "Item" and not parent.parts and _TASK.match(self._source, frame.start):
            self._complain("task-list", frame.start)
        marking = None if self._notes_open else self._marking(content)
        parent.parts.append(marking or nodes.Paragraph(content))

    def _marking(self, content: tuple[nodes.Inline, ...]) -> nodes.Marking | None:
        match content:
            case (nodes.Strong((nodes.Text(label),)),) if label in self._markings:
                return nodes.Marking(label)
        return None

    def _end_link(self, frame: _OpenConstruct) -> None:
        parts, data = self._stack[-1].parts, frame.data
        self.link_labels.add(data["id"].casefold())
        address = data["dest_url"]
        if data["link_type"] == "Email":
            address = f"mailto:{address}"
        if data["title"]:
            self._complain("link-title", frame.start)
        url = unescape(_MARKS.sub("", address))
        content = self._assemble(frame)
        if is_picture_name(url) and (words := plain_text(content).split()):
            self.mentions.setdefault(url, frame.start)
            parts.append(nodes.FigureRef(url, " ".join(words)))
            parts.extend(node for node in inlines(content) if isinstance(node, nodes.Cite | nodes.NoteRef))
        elif problem := link_problem(url, plain_text(content)):
            self._complain("link", frame.start, problem)
            add_parts(parts, frame.parts)
        else:
            parts.append(nodes.Link(url, content))
        parts.extend(_MARKS.findall(address))

    def _end_row(self, frame: _OpenConstruct, end: int) -> None:
        if self._source[frame.last_cell_end : end].strip() not in (b"", b"|"):
            self._complain("row-too-long", frame.start)
        if frame.name == "TableHead" and len(frame.parts) > MOST_COLUMNS:
            self._complain("table-too-wide", frame.start, len(frame.parts), MOST_COLUMNS)
        self._stack[-1].parts.append(tuple(frame.parts[:MOST_COLUMNS]))

    def _end_block(self, frame: _OpenConstruct) -> None:
        blocks = self._stack[-1].parts
        match frame.name:
            case "Item" if frame.parts:
                blocks.append(tuple(frame.parts))
            case "List" if frame.parts and frame.data is None:
                blocks.append(nodes.BulletList(tuple(frame.parts)))
            case "List" if frame.parts:
                blocks.append(nodes.OrderedList(tuple(frame.parts), frame.data))
            case "BlockQuote" if frame.parts:
                blocks.append(nodes.BlockQuote(tuple(frame.parts)))
            case "Heading" if content := self._assemble(frame):
                blocks.append(nodes.Heading(int(frame.data["level"][1]), content))
            case "Item" | "BlockQuote" | "Heading":
                self._complain("empty", frame.start, _EMPTY[frame.name])
            case "Table":
                head, *rows = frame.parts
                blocks.append(nodes.Table(head, tuple(rows), tuple(_ALIGN[a] for a in frame.data[:MOST_COLUMNS])))
            case "FootnoteDefinition":
                self._notes_open -= 1
                self.definitions.append(Definition(frame.data, frame.start, tuple(frame.parts)))
            case "CodeBlock" | "HtmlBlock":
                self._end_foreign(frame)

    def _end_foreign(self, frame: _OpenConstruct) -> None:
        """Keep code or HTML as a paragraph of plain lines; a comment was never meant to be seen."""
        text = "".join(frame.parts).strip()
        if frame.name == "HtmlBlock" and text.startswith("<!--") and text.find("-->") == len(text) - 3:
            self._complain("html-comment", frame.start)
            return
        self._complain("code-block" if frame.name == "CodeBlock" else "raw-html", frame.start)
        frame.parts = [text]
        self._end_paragraph(frame)

    def _html(self, value: str, _: Range) -> None:
        self._stack[-1].parts.append(value)

    def _rule(self, _: None, span: Range) -> None:
        self._end_tight()
        self._complain("thematic-break", span["start"])

    def _assemble(self, frame: _OpenConstruct) -> tuple[nodes.Inline, ...]:
        content = assemble(frame.parts, self._marks)
        if self._marks.unknown:
            self._marks.unknown = 0
            self._complain("unknown-mark", frame.start)
        return content


def _target(data: Any) -> str:
    """What an image's destination reads without the marks and the escapes that a template may have left in it."""
    return unescape(_MARKS.sub("", data["dest_url"]))
