"""What every writer offers, and what none of them writes: a Document that no reader or pass can have made."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from briefgen.document.figures import is_picture_name
from briefgen.document.links import link_problem
from briefgen.document.nodes import Cite, Document, Figure, Link, Picture, Table, TemplateNote
from briefgen.document.walk import plain_text

MOST_COLUMNS = 63
"""Word opens no table with more columns."""


class Writer(Protocol):
    """Puts a whole Document into one file format.

    A writer is a pure function with settings: the same Document gives the same bytes, and nothing is read
    from the disk, the clock or the environment while it writes.
    """

    @property
    def name(self) -> str:
        """The word by which settings ask for this format, such as `docx`."""

    @property
    def suffix(self) -> str:
        """The ending of the file's name, with its dot."""

    def write(self, document: Document) -> bytes:
        """The file's bytes. A Document that no reader or citation pass can have made raises ValueError."""


def picture_of(figure: Figure, pictures: Mapping[str, Picture]) -> Picture:
    """The picture that a figure shows; raises ValueError for one without, or without words for who does not see it."""
    refuse_name(figure)
    if figure.name not in pictures:
        raise ValueError(f"the figure {figure.name} has no picture")
    if not figure.alternative.strip():
        raise ValueError(f"the figure {figure.name} has no alternative text")
    return pictures[figure.name]


def refuse_name(figure: Figure) -> None:
    """Raises ValueError for a name that could lead out of the folder of the brief."""
    if not is_picture_name(figure.name):
        raise ValueError(f"a figure cannot have the name {figure.name!r}")


def refuse_link(link: Link) -> None:
    """Raises ValueError for an address that no reader would have let in."""
    if problem := link_problem(link.url, plain_text(link.content)):
        raise ValueError(f"a link to {link.url!r} cannot be written: {problem}")


def refuse_width(columns: int) -> None:
    """Raises ValueError for a table that Word cannot show."""
    if not 1 <= columns <= MOST_COLUMNS:
        raise ValueError(f"a table has {columns} columns; Word shows 1 to {MOST_COLUMNS}")


def refuse_uneven(table: Table) -> None:
    """Raises ValueError where rows of a table differ in width."""
    columns = len(table.head)
    if len(table.align or table.head) != columns:
        raise ValueError(f"a table has {len(table.align)} alignments, its header {columns} cells")
    for row in table.rows:
        if len(row) != columns:
            said = plain_text(sum(row, ()))[:60]
            raise ValueError(f"a table row has {len(row)} cells, its header {columns}: {said!r}")


def without_note(node: Cite | TemplateNote) -> ValueError:
    """The error of a use of facts, or a template's remark, that no citation pass has made a note."""
    what = (
        f"citation of {', '.join(node.statements)}"
        if isinstance(node, Cite)
        else f"remark {plain_text(node.content)!r}"
    )
    return ValueError(f"the {what} was not made a note")
