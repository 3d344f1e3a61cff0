"""The normal form of a Document: what of it a Word file holds.

The law of this room is `read_docx(DocxWriter(...).write(d), base=d) == normal_form(d)`. A brief as templates make
it is its own normal form but for details that no reader of Word sees. What changes in others:

- Inlines nest as `document.runs` says, addresses are in ASCII as `ooxml.fields.target` gives them.
- Headings and marking lines inside lists and quotations stand outside; what `nesting.nest` calls blank is gone.
- In a table, words that the look of the table makes bold are not strong; an alignment on the side where all the
  column's lines begin anyway is "".
"""

from __future__ import annotations

from collections.abc import Sequence

from briefgen.document.direction import begins_rtl
from briefgen.document.joining import plainest
from briefgen.document.nodes import Document, Emphasis, Inline, Link, Strong, Table
from briefgen.document.runs import to_inlines, to_runs
from briefgen.document.walk import Content, plain_text, rewrite
from briefgen.frozen import replace
from briefgen.ooxml.fields import target
from briefgen.readers.docx.nesting import Leaf, leaves, nest
from briefgen.writers.docx.inlines import plain


def normal_form(document: Document) -> Document:
    """The Document as it comes back from a Word file; doing it twice changes nothing more."""
    settled = rewrite(document, normal_inlines)
    return replace(settled, blocks=nest(_normal_leaf(leaf) for leaf in leaves(settled.blocks)))


def normal_inlines(content: Content) -> Content:
    """The content as a Word file gives it back: the same leaves with the same looks, addresses in ASCII."""
    return to_inlines(to_runs(_in_ascii(node) for node in content))


def normal_table(table: Table) -> Table:
    """The table without what nobody sees of it in Word; its inlines are in normal form already."""
    titled = any(table.head[0]) and not any(table.head[1:]) and len(table.head) > 1
    headless = bool(table.rows) and not any(table.head)
    head = tuple(_plainly(cell) for cell in table.head)
    rows = tuple((_plainly(row[0]), *row[1:]) for row in table.rows) if titled or headless else table.rows
    given = table.align or ("",) * len(head)
    spoken = head[:1] if titled else () if headless else head
    aligned = [row for row in rows if any(row[1:]) or not row[0]]  # a first cell as wide as the table hides the others
    align = tuple(
        _seen(a, [*spoken[n : n + 1], *(row[n] for row in (aligned if n else rows))]) for n, a in enumerate(given)
    )
    return Table(head, rows, align, widths=table.widths, looks=table.looks)


def _normal_leaf(leaf: Leaf) -> Leaf:
    return replace(leaf, block=normal_table(leaf.block)) if isinstance(leaf.block, Table) else leaf


def _in_ascii(node: Inline) -> Inline:
    if isinstance(node, Link):
        return Link(target(node.url, plain_text(node.content)), node.content)
    if isinstance(node, Strong | Emphasis):
        return replace(node, content=tuple(_in_ascii(inner) for inner in node.content))
    return node


def _plainly(content: Content) -> Content:
    """The content with nothing strong in it."""
    return normal_inlines(plainest(_without_strong(content)))


def _without_strong(content: Sequence[Inline]) -> list[Inline]:
    out: list[Inline] = []
    for node in content:
        if isinstance(node, Strong):
            out += _without_strong(node.content)
        elif isinstance(node, Emphasis | Link):
            out.append(replace(node, content=tuple(_without_strong(node.content))))
        else:
            out.append(node)
    return out


def _seen(align: str, column: Sequence[Content]) -> str:
    """The alignment as a reader of Word sees it, by cells: "" where lines begin on that side anyway."""
    return settled_alignment([_cell_alignment(align, begins_rtl(plain(cell))) for cell in column])


def _cell_alignment(align: str, rtl: bool) -> tuple[str, bool]:
    leading = "right" if rtl else "left"
    return ("" if align == leading else align, rtl)


def settled_alignment(cells: Sequence[tuple[str, bool]]) -> str:
    """The alignment that most cells of a column agree with; each cell has its own, and whether it runs from the right.

    A cell whose lines begin on a side agrees with that side when it says "".
    """

    def agreeing(wanted: str) -> int:
        return sum(_cell_alignment(wanted, rtl)[0] == align for align, rtl in cells)

    return max(("", "center", "right", "left"), key=agreeing)
