"""The Document: what a brief says, free of any file format.

Readers make it, the citation pass rewrites it, writers put it into files. Nodes are small, frozen and
compare by value, so that "reads back to the same Document" is an ordinary `==`.

Text is kept merged: no two `Text` nodes stand next to each other and no `Text` is empty. A line break
inside a paragraph of Markdown is a blank here; `LineBreak` is a break that was asked for.
"""

from __future__ import annotations

from dataclasses import dataclass, field

# --- inlines -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Text:
    """Characters to be shown exactly as they are."""

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
class Cite:
    """A use of facts, before the citation pass: the ids of the statements used just before it."""

    statements: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NoteRef:
    """A use of a note, after the citation pass: the number of a `Note` of the same Document."""

    number: int


Inline = Text | Strong | Emphasis | Link | LineBreak | Cite | NoteRef

# --- blocks ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; `level` counts from 1, the title of the brief."""

    level: int
    content: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    content: tuple[Inline, ...]


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
class Table:
    """A header row and rows of equal width; a cell is a run of inlines.

    `align` has one entry a column: "" (as the language goes), "left", "center" or "right".
    """

    head: tuple[tuple[Inline, ...], ...]
    rows: tuple[tuple[tuple[Inline, ...], ...], ...]
    align: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class BlockQuote:
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Marking:
    """A marking line of its own, such as TLP:CLEAR, as it is to be shown."""

    label: str


Block = Heading | Paragraph | BulletList | OrderedList | Table | BlockQuote | Marking

# --- the whole ---------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Note:
    """A footnote or endnote; numbers run 1..n in order of first use."""

    number: int
    content: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Meta:
    """What a file says about itself; never printed in the text of the brief.

    `language` is a BCP 47 tag; `date` (YYYY-MM-DD) stands for creation and change in file properties, so
    that no clock is read; `properties` are names and values that Word fields may show (marking, cut-off).
    """

    title: str = ""
    language: str = "en-GB"
    marking: str = ""
    date: str = "1980-01-01"
    author: str = ""
    subject: str = ""
    keywords: tuple[str, ...] = ()
    notes_title: str = "Notes"
    properties: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """A whole brief: its blocks in reading order and its notes in order of number."""

    blocks: tuple[Block, ...]
    notes: tuple[Note, ...] = ()
    meta: Meta = field(default_factory=Meta)
