"""Two versions of a Document in one: runs of nodes that say of each whether it stayed, came or went.

Where something changed, the tuples of a Document (its blocks, the items of a list, the rows of a table, the
inlines of a paragraph, the notes) are `Revised`: they hold the nodes of both versions in reading order, with a
revision for each. Everything inside a node that came or went came or went with it. `accepted` and `rejected` take
the two versions out again, as a word processor does with tracked changes.

In such a Document the numbers of notes count the notes of both versions, and a note that is used anew before a
note of the old version need not have the higher number.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from enum import StrEnum
from typing import SupportsIndex, TypeVar, overload

from briefgen.document import nodes
from briefgen.document.figures import each_figure, pictures_shown
from briefgen.document.joining import plainest
from briefgen.document.walk import Content, containers, inlines, parted, plain_text, rewrite
from briefgen.frozen import replace

OLD_PICTURE = "old-"
"""What the name of a picture begins with in place of which there is another one of its name."""

T_co = TypeVar("T_co", covariant=True)


class Revision(StrEnum):
    """What became of a node between the old version and the new one."""

    KEPT = "kept"
    INSERTED = "inserted"
    DELETED = "deleted"


class Revised(tuple[T_co, ...]):
    """Nodes of two versions in reading order; `revisions` and `changes` have an entry for each.

    A change is a number that the nodes of one change share, those kept between them included; 0 for none.
    """

    revisions: tuple[Revision, ...]
    changes: tuple[int, ...]

    def __new__(
        cls, members: Iterable[T_co], revisions: Iterable[Revision], changes: Iterable[int] | None = None
    ) -> Revised[T_co]:
        made = super().__new__(cls, members)
        made.revisions = tuple(revisions)
        made.changes = (0,) * len(made) if changes is None else tuple(changes)
        if not len(made) == len(made.revisions) == len(made.changes):
            raise ValueError("each node has one revision and one change")
        return made

    @overload
    def __getitem__(self, index: SupportsIndex, /) -> T_co: ...
    @overload
    def __getitem__(self, index: slice, /) -> Revised[T_co]: ...
    def __getitem__(self, index: SupportsIndex | slice, /) -> T_co | Revised[T_co]:
        found = super().__getitem__(index)
        if isinstance(index, slice):
            return Revised(found, self.revisions[index], self.changes[index])  # type: ignore[arg-type]
        return found  # type: ignore[return-value]

    def __eq__(self, other: object) -> bool:
        """A run without marks is equal to none with marks: what it says is something else."""
        if isinstance(other, Revised):
            return (self.revisions, self.changes) == (other.revisions, other.changes) and super().__eq__(other)
        return False

    def __ne__(self, other: object) -> bool:
        return not self == other

    def __hash__(self) -> int:
        return hash((super().__hash__(), self.revisions))

    def __repr__(self) -> str:
        shown = ", ".join(f"{revision} {node!r}" for node, revision in zip(self, self.revisions, strict=True))
        return f"Revised({shown})"


_T = TypeVar("_T")


def with_revisions(members: Sequence[_T]) -> Iterator[tuple[_T, Revision, int]]:
    """Each node with its revision and its change; where nothing is marked all are kept."""
    if isinstance(members, Revised):
        yield from zip(members, members.revisions, members.changes, strict=True)
    else:
        yield from ((node, Revision.KEPT, 0) for node in members)


def revised_blocks(
    blocks: tuple[nodes.Block, ...], around: Revision = Revision.KEPT
) -> Iterator[tuple[nodes.Block, Revision]]:
    """Every block, each before the blocks inside it, with what became of it or of what it stands in."""
    for block, own, _ in with_revisions(blocks):
        revision = own if around is Revision.KEPT else around
        yield block, revision
        if isinstance(block, nodes.BlockQuote):
            yield from revised_blocks(block.blocks, revision)
        elif isinstance(block, nodes.BulletList | nodes.OrderedList):
            for item, of_item, _ in with_revisions(block.items):
                yield from revised_blocks(item, of_item if revision is Revision.KEPT else revision)


def accepted(document: nodes.Document) -> nodes.Document:
    """The new version: what came stays, what went is gone; its notes are numbered by first use."""
    return _version(document, Revision.DELETED)


def rejected(document: nodes.Document) -> nodes.Document:
    """The old version: what went is back, what came is gone; its notes are numbered by first use."""
    replaced = {OLD_PICTURE + picture.name: picture.name for picture in document.pictures}
    names = {picture.name: replaced[picture.name] for picture in document.pictures if picture.name in replaced}
    return with_names(_version(document, Revision.INSERTED), names)


# --- one version -------------------------------------------------------------------------------


def _version(document: nodes.Document, gone: Revision) -> nodes.Document:
    blocks = _blocks(document.blocks, gone)
    notes = tuple(_note(note, gone) for note in _left(document.notes, gone))
    pictures = pictures_shown(blocks, _left(document.pictures, gone))
    return renumbered(replace(document, blocks=blocks, notes=notes, pictures=pictures))


def _note(note: nodes.Note, gone: Revision) -> nodes.Note:
    content = _content(note.content, gone)
    if not note.lead or not isinstance(note.content, Revised):
        return replace(note, content=content)
    lead, words = (_left(part, gone) for part in parted(note))
    return replace(note, content=content, lead=len(plain_text(lead)) if words else 0)


def _left(members: tuple[_T, ...], gone: Revision) -> tuple[_T, ...]:
    return tuple(node for node, revision, _ in with_revisions(members) if revision is not gone)


def _content(content: tuple[nodes.Inline, ...], gone: Revision) -> tuple[nodes.Inline, ...]:
    return plainest(_left(content, gone)) if isinstance(content, Revised) else content


def _blocks(blocks: tuple[nodes.Block, ...], gone: Revision) -> tuple[nodes.Block, ...]:
    return tuple(_block(block, gone) for block in _left(blocks, gone))


def _block(block: nodes.Block, gone: Revision) -> nodes.Block:
    match block:
        case nodes.Heading() | nodes.Paragraph():
            return replace(block, content=_content(block.content, gone))
        case nodes.Figure():
            return replace(block, caption=_content(block.caption, gone))
        case nodes.BulletList() | nodes.OrderedList():
            return replace(block, items=tuple(_blocks(item, gone) for item in _left(block.items, gone)))
        case nodes.BlockQuote(blocks):
            return nodes.BlockQuote(_blocks(blocks, gone))
        case nodes.Table():
            head, *rows = (
                tuple(_content(cell, gone) for cell in row) for row in (block.head, *_left(block.rows, gone))
            )
            return replace(block, head=head, rows=tuple(rows))
    return block


# --- Other numbers for notes and other names for pictures, throughout a Document ---


def renumbered(document: nodes.Document) -> nodes.Document:
    """The Document with its notes numbered from 1 by first use, and without those that nothing calls.

    A reference to a note that is not there is left out.
    """
    numbers = note_numbers(document)
    if list(numbers) == [note.number for note in document.notes] == list(numbers.values()):
        return document
    known = {note.number: note for note in document.notes}
    notes = tuple(replace(known[old], number=new) for old, new in numbers.items())
    return replace(with_numbers(replace(document, notes=()), numbers), notes=notes)


def note_numbers(document: nodes.Document) -> dict[int, int]:
    """The number that each note gets by the order of first use, for those that are there and called."""
    known = {note.number for note in document.notes}
    numbers: dict[int, int] = {}
    for content in containers(replace(document, notes=())):
        for node in inlines(content):
            if isinstance(node, nodes.NoteRef) and node.number in known:
                numbers.setdefault(node.number, len(numbers) + 1)
    return numbers


def with_numbers(document: nodes.Document, numbers: Mapping[int, int]) -> nodes.Document:
    """The Document with other numbers for its notes, which stay in their order.

    References without a new number are left out, and so is a link, or what is strong or emphatic, of which nothing is
    left then.
    """

    def renumber(node: nodes.Inline) -> nodes.Inline | None:
        if not isinstance(node, nodes.NoteRef):
            return node
        return nodes.NoteRef(numbers[node.number]) if node.number in numbers else None

    made = rewrite(document, lambda content: _each_leaf(content, renumber))
    return replace(made, notes=tuple(replace(n, number=numbers[n.number]) for n in made.notes))


def with_names(document: nodes.Document, names: Mapping[str, str]) -> nodes.Document:
    """The Document whose pictures have other names, with the figures that show them and what refers to these."""
    if not names:
        return document

    def rename(node: nodes.Inline) -> nodes.Inline:
        return replace(node, name=names.get(node.name, node.name)) if isinstance(node, nodes.FigureRef) else node

    blocks = each_figure(document.blocks, lambda figure: replace(figure, name=names.get(figure.name, figure.name)))
    pictures = tuple(replace(p, name=names.get(p.name, p.name)) for p in document.pictures)
    return rewrite(replace(document, blocks=blocks, pictures=pictures), lambda content: _each_leaf(content, rename))


def _each_leaf(content: Content, change: Callable[[nodes.Inline], nodes.Inline | None]) -> Content:
    out: list[nodes.Inline] = []
    for node in content:
        if isinstance(node, nodes.Strong | nodes.Emphasis | nodes.Link):
            if (inner := _each_leaf(node.content, change)) or not node.content:
                out.append(replace(node, content=inner))
        elif (made := change(node)) is not None:
            out.append(made)
    return tuple(out)
