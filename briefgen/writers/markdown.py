"""A Document as Markdown in GitHub's flavour: readable as it stands, and read back to the same Document.

Lines are not wrapped, no raw HTML is ever written, and nothing is lost: `read_markdown` of what is written
gives the same blocks and notes. Three things read differently elsewhere:

- In headings and cells, where Markdown has no line break, `LineBreak` is written `&#10;`: other readers
  show a blank.
- Blanks at an edge and blanks in a row are written as `&#32;`, a no-break blank at an edge as `&#160;`.
- A note reference inside a link is put behind the link.

A figure is an image by its picture's name, with its number and caption on the next line; whoever keeps the text puts
the pictures beside it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from briefgen.document import nodes
from briefgen.document.figures import numbered_captions
from briefgen.writers.base import refuse_name, refuse_uneven
from briefgen.writers.markdown_inlines import InlinePlace, escape_text, write_inlines

_DELIMITER_CELLS = {"": "---", "left": ":--", "center": ":-:", "right": "--:"}
_HIGHEST_NUMBER = 999_999_999


class MarkdownWriter:
    """Writes `.md` files."""

    name = "md"
    suffix = ".md"

    def write(self, document: nodes.Document) -> bytes:
        """The Document in UTF-8, with `\\n` at the end of each line.

        Raises ValueError for what only a programmer's mistake can have put into it: a `Cite`, a refused
        link, a heading below level 6, an item number of more than nine digits, a table of uneven rows, a figure
        without an alternative or with a name that is no plain file name.
        """
        lines = _blocks(numbered_captions(document).blocks)
        if document.notes:
            lines += ["", *(line for note in document.notes for line in _note(note))]
        return "".join(f"{line}\n" for line in lines).encode()


def _blocks(blocks: Iterable[nodes.Block], between: Sequence[str] = ("",)) -> list[str]:
    """The lines of the blocks, with the lines `between` after each but the last.

    A list right behind a list of its kind takes the other marker, or Markdown would see one list.
    """
    lines: list[str] = []
    previous: nodes.Block | None = None
    other_marker = False
    for block in blocks:
        if previous is not None:
            lines += between
        is_list = isinstance(block, nodes.BulletList | nodes.OrderedList)
        other_marker = is_list and type(previous) is type(block) and not other_marker
        lines += _block(block, other_marker)
        previous = block
    return lines


def _block(block: nodes.Block, other_marker: bool) -> list[str]:
    match block:
        case nodes.Heading():
            return [_heading(block)]
        case nodes.Paragraph(content):
            return _paragraph(content)
        case nodes.Marking(label):
            return _paragraph((nodes.Strong((nodes.Text(label),)),))
        case nodes.BulletList(items):
            return _list(block, ["*" if other_marker else "-"] * len(items))
        case nodes.OrderedList(items, start):
            return _list(block, _numbers(start, len(items), ")" if other_marker else "."))
        case nodes.Table():
            return _table(block)
        case nodes.Figure():
            return _figure(block)
        case nodes.BlockQuote(blocks):
            return [f"> {line}" if line else ">" for line in _blocks(blocks)]


def _heading(heading: nodes.Heading) -> str:
    if not 1 <= heading.level <= 6:
        raise ValueError(f"Markdown has no heading of level {heading.level}")
    text = write_inlines(heading.content, InlinePlace.HEADING)
    if text.endswith("#"):  # or it would be taken for a closing row of hashes
        text = f"{text[:-1]}\\#"
    return f"{'#' * heading.level} {text}"


def _paragraph(content: Sequence[nodes.Inline]) -> list[str]:
    return write_inlines(content, InlinePlace.PARAGRAPH).split("\n")


def _figure(figure: nodes.Figure) -> list[str]:
    refuse_name(figure)
    if not figure.alternative.strip() or "\n" in figure.alternative:
        raise ValueError(f"the alternative text of {figure.name} is not one line of words")
    image = f"![{escape_text(figure.alternative, in_link=True)}]({figure.name})"
    caption = write_inlines(figure.caption, InlinePlace.PARAGRAPH)
    return [image, *caption.split("\n")] if caption else [image]


def _note(note: nodes.Note) -> list[str]:
    return _hang(f"[^{note.number}]: ", _paragraph(note.content), "    ")


def _numbers(start: int, count: int, delimiter: str) -> list[str]:
    if start < 0 or start + count - 1 > _HIGHEST_NUMBER:
        raise ValueError(f"Markdown cannot number items from {start}")
    return [f"{number}{delimiter}" for number in range(start, start + count)]


def _list(block: nodes.BulletList | nodes.OrderedList, markers: Iterable[str]) -> list[str]:
    between = () if _is_tight(block) else ("",)
    lines: list[str] = []
    for marker, item in zip(markers, block.items, strict=True):
        if lines:
            lines += between
        lines += _hang(f"{marker} ", _blocks(item, between), " " * (len(marker) + 1))
    return lines


def _is_tight(block: nodes.BulletList | nodes.OrderedList) -> bool:
    """Whether the list can do without blank lines: each item a paragraph, then at most tight lists.

    A numbered list that does not start at 1 cannot follow a paragraph without a blank line.
    """
    return all(
        item
        and isinstance(item[0], nodes.Paragraph | nodes.Marking | nodes.Figure)
        and all(
            isinstance(inner, nodes.BulletList | nodes.OrderedList)
            and getattr(inner, "start", 1) == 1
            and _is_tight(inner)
            for inner in item[1:]
        )
        for item in block.items
    )


def _table(table: nodes.Table) -> list[str]:
    align = table.align or ("",) * len(table.head)
    refuse_uneven(table)
    delimiters = _row(_DELIMITER_CELLS[a] for a in align)
    head, *rows = (_row(write_inlines(cell, InlinePlace.CELL) for cell in row) for row in (table.head, *table.rows))
    return [head, delimiters, *rows]


def _row(cells: Iterable[str]) -> str:
    return "|" + "".join(f" {cell} |" if cell else " |" for cell in cells)


def _hang(first: str, lines: Sequence[str], rest: str) -> list[str]:
    """The lines, the first behind `first`, the others indented by `rest`; blank lines stay blank."""
    return [first + lines[0], *(f"{rest}{line}" if line else "" for line in lines[1:])]
