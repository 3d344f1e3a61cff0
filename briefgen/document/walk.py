"""Going through a Document: its blocks, its runs of inlines, its text.

Everything here is pure and keeps reading order: blocks from top to bottom, then notes by number.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from operator import is_
from typing import TypeAlias, TypeVar

from briefgen.document import nodes
from briefgen.frozen import replace

Content: TypeAlias = tuple[nodes.Inline, ...]
Change: TypeAlias = Callable[[Content], Content]

Span: TypeAlias = nodes.Strong | nodes.Emphasis | nodes.Link
SPANS = (nodes.Strong, nodes.Emphasis, nodes.Link)
"""The inlines that hold others."""

_T = TypeVar("_T")
_HasContent = TypeVar("_HasContent", nodes.Heading, nodes.Paragraph, nodes.Note)
_RAISED = (nodes.Superscript, nodes.Subscript)
_LISTS = (nodes.BulletList, nodes.OrderedList)
_LINES = (nodes.Heading, nodes.Paragraph)


def blocks(within: Iterable[nodes.Block]) -> Iterator[nodes.Block]:
    """Every block, each before the blocks inside it."""
    for block in within:
        yield block
        if isinstance(block, nodes.BlockQuote):
            yield from blocks(block.blocks)
        elif isinstance(block, _LISTS):
            for item in block.items:
                yield from blocks(item)


def containers(document: nodes.Document) -> Iterator[Content]:
    """Every run of inlines: of headings, paragraphs, table cells and captions, then of notes."""
    for block in blocks(document.blocks):
        for row in _own_runs(block):
            yield from row
    for note in document.notes:
        yield note.content


def inlines(content: Iterable[nodes.Inline]) -> Iterator[nodes.Inline]:
    """Every inline, each before the inlines inside it; what a remark says stands elsewhere and is not gone into."""
    for node in content:
        yield node
        if isinstance(node, SPANS):
            yield from inlines(node.content)


def with_content(span: Span, content: Content) -> Span:
    """The same span around other inlines."""
    return nodes.Link(span.url, content) if isinstance(span, nodes.Link) else type(span)(content)


def plain_text(content: Iterable[nodes.Inline]) -> str:
    """The characters a reader sees; a line break is a newline, citations and note numbers are nothing.

    Raised and lowered text is in characters that look so.
    """
    parts: list[str] = []
    _read(content, parts)
    return "".join(parts)


def _read(content: Iterable[nodes.Inline], parts: list[str]) -> None:
    for node in content:
        if isinstance(node, nodes.Text):
            parts.append(node.value)
        elif isinstance(node, SPANS):
            _read(node.content, parts)
        else:
            parts.append(_text_of(node))


def block_text(block: nodes.Block) -> str:
    """The plain text of a block and all blocks inside it, one line each; cells of a row part by tabs."""
    return "\n".join(line for inner in blocks([block]) for line in _own_lines(inner))


def rewrite(document: nodes.Document, change: Change) -> nodes.Document:
    """The document with `change` applied to every run of inlines, in the order of `containers`.

    What `change` gives back as it is is shared with the old document; if all is, it is the old document.
    """
    new_blocks = _rewrite_blocks(document.blocks, change)
    new_notes = shared(document.notes, [_shared_content(n, change) for n in document.notes])
    if new_blocks is document.blocks and new_notes is document.notes:
        return document
    return replace(document, blocks=new_blocks, notes=new_notes)


def _own_runs(block: nodes.Block) -> Sequence[tuple[Content, ...]]:
    """The runs of inlines of a block without those of blocks inside it, row by row."""
    if isinstance(block, _LINES):
        return ((block.content,),)
    if isinstance(block, nodes.Figure):
        return ((block.caption,),)
    return (block.head, *block.rows) if isinstance(block, nodes.Table) else ()


def _own_lines(block: nodes.Block) -> list[str]:
    if isinstance(block, nodes.Marking):
        return [block.label]
    return ["\t".join(plain_text(cell) for cell in row) for row in _own_runs(block)]


def _text_of(node: nodes.Inline) -> str:
    if isinstance(node, nodes.FigureRef):
        return node.text
    if isinstance(node, _RAISED):
        return in_characters(node)
    return "\n" if isinstance(node, nodes.LineBreak) else ""


def _rewrite_blocks(old: tuple[nodes.Block, ...], change: Change) -> tuple[nodes.Block, ...]:
    return shared(old, [_rewrite_block(block, change) for block in old])


def _rewrite_block(block: nodes.Block, change: Change) -> nodes.Block:
    if isinstance(block, nodes.Heading):
        return _shared_content(block, change)
    if isinstance(block, nodes.Paragraph):
        return _shared_content(block, change)
    if isinstance(block, nodes.Figure):
        caption = change(block.caption)
        return block if caption is block.caption else replace(block, caption=caption)
    if isinstance(block, nodes.Table):
        head = _rewrite_row(block.head, change)
        rows = shared(block.rows, [_rewrite_row(row, change) for row in block.rows])
        return block if head is block.head and rows is block.rows else replace(block, head=head, rows=rows)
    if isinstance(block, _LISTS):
        items = shared(block.items, [_rewrite_blocks(item, change) for item in block.items])
        return block if items is block.items else replace(block, items=items)
    if isinstance(block, nodes.BlockQuote):
        quoted = _rewrite_blocks(block.blocks, change)
        return block if quoted is block.blocks else nodes.BlockQuote(quoted)
    return block


def _rewrite_row(row: tuple[Content, ...], change: Change) -> tuple[Content, ...]:
    return shared(row, [change(cell) for cell in row])


def _shared_content(node: _HasContent, change: Change) -> _HasContent:
    content = change(node.content)
    return node if content is node.content else replace(node, content=content)


def shared(old: tuple[_T, ...], new: list[_T]) -> tuple[_T, ...]:
    """The old tuple where every member of the new one is the very same, else the new one."""
    return old if len(old) == len(new) and all(map(is_, old, new)) else tuple(new)


# --- A note in two parts: what says where something stands, and the words that stand there ---


def parted(note: nodes.Note) -> tuple[Content, Content]:
    """What a note says of where something stands, and the rest; one that does not tell them apart is all the first.

    Runs of two versions come out as such, where the first part ends with one of their nodes.
    """
    return _cut(note.content, note.lead) if note.lead else (note.content, ())


def _cut(content: Content, at: int) -> tuple[Content, Content]:
    for place, node in enumerate(content):
        size = len(plain_text((node,)))
        if at <= 0:
            return content[:place], content[place:]
        if at < size:
            if isinstance(node, nodes.Text):
                first: Content = (nodes.Text(node.value[:at]),)
                second: Content = (nodes.Text(node.value[at:]),)
            elif isinstance(node, SPANS):
                first, second = ((with_content(node, part),) if part else () for part in _cut(node.content, at))
            else:
                first, second = (node,), ()
            return (*content[:place], *first), (*second, *content[place + 1 :])
        at -= size
    return content, ()


# --- Raised and lowered text in characters alone, for readers that know no such look: 10⁶, CO₂ ---
#
# Unicode has raised and lowered forms of digits, signs and many letters. What it has none for stands behind the sign
# that people type in its place, `^(…)` or `_(…)`, so that 10⁶ never becomes 106.


# The blocks of such letters that fonts have had for decades; newer ones are shown as boxes.
_BLOCKS = ((0xB2, 0xB3), (0xB9, 0xB9), (0x2070, 0x209C), (0x2B0, 0x2B8), (0x2E0, 0x2E4), (0x1D2C, 0x1DBF))


def in_characters(node: nodes.Superscript | nodes.Subscript) -> str:
    """The text as characters that look raised or lowered, or behind a sign where there are none."""
    raised = isinstance(node, nodes.Superscript)
    forms = _forms("<super>" if raised else "<sub>")
    if all(char in forms for char in node.value):
        return "".join(map(forms.__getitem__, node.value))
    sign = "^" if raised else "_"
    return f"{sign}({node.value})" if len(node.value) > 1 else f"{sign}{node.value}"


@cache
def _forms(kind: str) -> dict[str, str]:
    """The raised or lowered form of each character that has one."""
    forms: dict[str, str] = {" ": " "}
    for first, last in _BLOCKS:
        for char in map(chr, range(first, last + 1)):
            form, *plain = unicodedata.decomposition(char).split() or [""]
            if form == kind and len(plain) == 1:
                forms.setdefault(chr(int(plain[0], 16)), char)
    return forms
