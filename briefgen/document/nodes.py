"""The Document: what a brief says, free of any file format.

Readers make it, the citation pass rewrites it, writers put it into files. Nodes are small, frozen and
compare by value, so that "reads back to the same Document" is an ordinary `==`.

Text is kept merged: no two `Text` nodes stand next to each other, no `Text` is empty or holds a newline, tab or
control character. A line break inside a paragraph of Markdown is a blank here; `LineBreak` is a break that was
asked for. Nothing is strong within strong or emphatic within emphasis, spans of one kind do not touch, a link
holds neither links nor note references, and items, quotes and headings are not empty. A figure's alternative is
one line and not empty; `Document.pictures` are those that figures name, each once, in order of first use.
"""

from __future__ import annotations

from base64 import b64decode, b64encode
from collections.abc import Mapping
from dataclasses import field, fields, is_dataclass
from typing import Any, TypeAlias

from briefgen.document import nodes
from briefgen.frozen import dataclass

# --- inlines -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Text:
    """Characters to be shown exactly as they are."""

    value: str


@dataclass(frozen=True, slots=True)
class Superscript:
    """Characters that stand higher and smaller, such as the 6 of 10⁶."""

    value: str


@dataclass(frozen=True, slots=True)
class Subscript:
    """Characters that stand lower and smaller, such as the 2 of CO₂."""

    value: str


@dataclass(frozen=True, slots=True)
class Strong:
    content: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Emphasis:
    content: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Link:
    """A link to an http(s) or mailto address."""

    url: str
    content: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class LineBreak:
    """A forced line break inside a paragraph or cell."""


@dataclass(frozen=True, slots=True)
class Use:
    """How a template used a fact, where that matters: `of` is the id of a statement or the key of a record.

    `how` is "" for an ordinary use, "plain" where the template leaves the caveats to its own words, "said" where its
    words are the caveats (with a blank and the name of one where they are that one alone), "counted" where it is one
    of a number, "weighed" where the desk's own words or number about several values take it into account (with a
    blank and how many of what is counted are contested), "side" beside another side of a conflict, "named" for a
    record that was named (with a blank and its status where it is named for a meeting that it is not known to have
    taken part in; with "of" and a number where it is one of so many contested records, or with a status, of so many
    absent ones, among those that a template counts). `file` and `line` say where in the templates.
    """

    of: str
    how: str = ""
    file: str = ""
    line: int = 0

    @property
    def rests(self) -> bool:
        """Whether words rest on it; what was only said of it, or named, bears nothing."""
        return not self.how.startswith(("named", "said"))


@dataclass(frozen=True, slots=True)
class Cite:
    """A use of facts, before the citation pass: the ids of the statements used just before it.

    `uses` say more of how some of them were used; they are settled before anything is numbered.
    """

    statements: tuple[str, ...]
    uses: tuple[Use, ...] = ()


@dataclass(frozen=True, slots=True)
class NoteRef:
    """A use of a note, after the citation pass: the number of a `Note` of the same Document."""

    number: int


@dataclass(frozen=True, slots=True)
class FigureRef:
    """A reference to a figure of the same Document by its picture's name; `text` is its label and number."""

    name: str
    text: str


@dataclass(frozen=True, slots=True)
class TemplateNote:
    """A note that the template itself gives, at the place of its number; the citation pass makes it a `Note`."""

    content: tuple[Inline, ...]


Meaning: TypeAlias = str | Use | TemplateNote
"""What a citation character of rendered text stands for: the use of a statement, or a note of the template's."""

Inline = (
    Text | Superscript | Subscript | Strong | Emphasis | Link | LineBreak | Cite | NoteRef | FigureRef | TemplateNote
)

# --- blocks ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; `level` counts from 1, the title of the brief. `style` as for `Paragraph`."""

    level: int
    content: tuple[Inline, ...]
    style: str = ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text. `style` is the name of its style in Word, "" for the usual one; other formats do not know it.

    `align` and `shade` are set by hand in a template made in Word: the side ("center", "right", "both") and the colour
    behind the text (RRGGBB). They are looks, no part of what is said, so paragraphs that differ in them are equal.
    """

    content: tuple[Inline, ...]
    style: str = ""
    align: str = field(default="", compare=False)
    shade: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class BulletList:
    """Items in no order of rank; each item is a run of blocks, as a rule one `Paragraph`."""

    items: tuple[tuple[Block, ...], ...]


@dataclass(frozen=True, slots=True)
class OrderedList:
    """Numbered items; `start` is the first number."""

    items: tuple[tuple[Block, ...], ...]
    start: int = 1


@dataclass(frozen=True, slots=True)
class CellLook:
    """How a cell of a table looks by itself: the colour behind it (RRGGBB) and the side of its text, "" for neither."""

    shade: str = ""
    align: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A header row and rows of equal width; a cell is a run of inlines.

    `align` has one entry a column: "" (as the language goes), "left", "center" or "right". `style` names the
    table style in Word, "" for the usual one. What is set by hand in a template made in Word is a look and no part of
    what is said: `widths` are the columns' shares of the whole, () where the words decide them, and `looks` those of
    the cells, the head first, () where none has any.
    """

    head: tuple[tuple[Inline, ...], ...]
    rows: tuple[tuple[tuple[Inline, ...], ...], ...]
    align: tuple[str, ...] = ()
    style: str = ""
    widths: tuple[int, ...] = field(default=(), compare=False)
    looks: tuple[tuple[CellLook, ...], ...] = field(default=(), compare=False)


@dataclass(frozen=True, slots=True)
class BlockQuote:
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Marking:
    """A marking line of its own, such as TLP:CLEAR, as it is to be shown."""

    label: str


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture with its caption; `name` is that of a `Picture` of the same Document.

    `alternative` says what the picture shows to those who do not see it.
    """

    name: str
    alternative: str
    caption: tuple[Inline, ...] = ()


Block = Heading | Paragraph | BulletList | OrderedList | Table | BlockQuote | Marking | Figure

# --- the whole ---------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Note:
    """A footnote or endnote; numbers run 1..n in order of first use.

    `lead` is how many characters of it tell where something stands: source, date, place. What follows are the exact
    words and what else there is to say; a format may put that elsewhere. 0 where nothing is told apart. It is no part
    of what the note says, so notes that differ in it alone are equal.
    """

    number: int
    content: tuple[Inline, ...]
    lead: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Picture:
    """The content of a figure: a PNG at print resolution and its size on paper in millimetres.

    `name` is a plain file name such as armenia-participation.png, under which Markdown finds it beside itself.
    """

    name: str
    png: bytes
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Meta:
    """What a file says about itself; never printed in the text of the brief.

    `language` is a BCP 47 tag; `date` (YYYY-MM-DD) stands for creation and change in file properties, so
    that no clock is read; `properties` are names and values that Word fields may show (marking, cut-off).
    `short_title` stands in running headers, where a long title would wrap; "" for the title itself. The titles
    and labels are what a writer prints of its own accord, in the brief's language; `running` are texts for the
    places that a house keeps open for them in its headers and footers.
    """

    title: str = ""
    short_title: str = ""
    language: str = "en-GB"
    marking: str = ""
    date: str = "1980-01-01"
    author: str = ""
    subject: str = ""
    keywords: tuple[str, ...] = ()
    notes_title: str = "Notes"
    evidence_title: str = "Evidence"
    contents_title: str = "Contents"
    figure_label: str = "Figure"
    running: tuple[str, ...] = ()
    properties: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """A whole brief: its blocks in reading order and its notes in order of number."""

    blocks: tuple[Block, ...]
    notes: tuple[Note, ...] = ()
    meta: Meta = field(default_factory=Meta)
    pictures: tuple[Picture, ...] = ()


# --- A Document as plain JSON data and back, so that what was once said can be kept and compared years later ---


_TYPES: dict[str, Any] = {
    name: found for name, found in vars(nodes).items() if isinstance(found, type) and found.__module__ == nodes.__name__
}
BYTES = "bytes"


def document_as_json(document: Document) -> dict[str, Any]:
    """The document as plain JSON data; `document_from_json` gives an equal one."""
    found = _plain(document)
    assert isinstance(found, dict)
    return found


def document_from_json(data: Mapping[str, Any]) -> Document:
    """Raises KeyError, TypeError or ValueError for what `document_as_json` did not give."""
    found = _node(data)
    if not isinstance(found, Document):
        raise TypeError("this is no document")
    return found


def _plain(thing: Any) -> Any:
    if isinstance(thing, tuple):
        return [_plain(one) for one in thing]
    if isinstance(thing, bytes):
        return {BYTES: b64encode(thing).decode()}
    if not is_dataclass(thing):
        return thing
    held = {f.name: getattr(thing, f.name) for f in fields(thing)}
    looks = [f.name for f in fields(thing) if not f.compare and held[f.name] in ("", ())]  # that nobody has set
    return {"node": type(thing).__name__, **{n: _plain(value) for n, value in held.items() if n not in looks}}


def _node(data: Any) -> Any:
    if isinstance(data, list):
        return tuple(_node(one) for one in data)
    if not isinstance(data, Mapping):
        return data
    if BYTES in data:
        return b64decode(data[BYTES], validate=True)
    type_ = _TYPES[data["node"]]
    return type_(**{name: _node(value) for name, value in data.items() if name != "node"})
