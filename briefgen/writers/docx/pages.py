"""How many pages a document will have, and on which its headings stand, roughly.

Only Word's own layout knows. This is what NUMPAGES and a table of contents show until Word has counted; it is
right within a page or so, because it goes through the document as a reader does: each block has a height,
a heading does not stay alone at the foot of a page, and a picture that does not fit goes to the next one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from briefgen.document.nodes import (
    Block,
    BlockQuote,
    BulletList,
    Document,
    Figure,
    Heading,
    Inline,
    Marking,
    Note,
    NoteRef,
    OrderedList,
    Paragraph,
    Picture,
    Table,
)
from briefgen.document.walk import containers, inlines
from briefgen.writers.docx.paragraphs import plain

# Heights are in hundredths of a line of text. All were measured on briefs in the house style on A4.
_PAGE = 4_700
_CHARACTERS = 106  # in a line of text
_CELL_CHARACTERS, _CELL_LINE, _CELL_DISTANCE = 112, 84, 40  # in a line over all columns
_NOTE_CHARACTERS, _NOTE_LINE, _NOTE_DISTANCE = 118, 78, 18
_DISTANCE, _LESS_IN_LISTS = 43, 22  # before and behind a paragraph
_MM = 20
_FIRST_LINE = 100  # what of a paragraph does not part from its beginning
_TEXT_WIDTH, _TEXT_HEIGHT = 164, 210  # millimetres: what a picture may have
_CONTENTS_TITLE, _CONTENTS_LINE = 200, 110


@dataclass(frozen=True, slots=True)
class Estimate:
    """The page on which each heading begins that was asked for, and the number of pages."""

    pages: tuple[int, ...]
    count: int


def estimate(
    document: Document, asked: Sequence[Heading] = (), *, contents_before: int = 0, footnotes: bool = False
) -> Estimate:
    """Where the headings stand that are `asked` for, which are nodes of the document.

    A table of contents of the `asked` stands before block number `contents_before`; without `asked` there is
    none. With `footnotes` notes stand on the page where they are used first, else at the end.
    """
    page = _Page(document, footnotes)
    pages: list[int] = []
    wanted = set(map(id, asked))
    leaves = [(n, *leaf) for n, block in enumerate(document.blocks) for leaf in _leaves((block,))]
    contents_due = bool(asked)
    for place, (number, leaf, in_list) in enumerate(leaves):
        if contents_due and number >= contents_before:
            page.fill(_CONTENTS_TITLE + _CONTENTS_LINE * len(asked))
            contents_due = False
        page.place(leaf, in_list, [following for _, following, _ in leaves[place + 1 : place + 3]])
        if id(leaf) in wanted:
            pages.append(page.number)
    page.place_notes()
    return Estimate(tuple(pages), page.count)


class _Page:
    """Pages while they are filled from top to bottom."""

    def __init__(self, document: Document, footnotes: bool) -> None:
        self._pictures = {picture.name: picture for picture in document.pictures}
        self._notes = {note.number: note for note in document.notes}
        self._footnotes = footnotes
        self._at = 0  # how much is filled, from the top of the first page
        self.number = 1  # the page where the last block began

    @property
    def count(self) -> int:
        return max(1, -(-self._at // _PAGE))

    def place(self, block: Block, in_list: bool, following: Sequence[Block]) -> None:
        height = _height(block, self._pictures) - (_LESS_IN_LISTS if in_list else 0)
        needed = self._needed(block, following)
        left = _PAGE - self._at % _PAGE
        if left < needed <= _PAGE:
            self._at += left
        self.number = 1 + self._at // _PAGE
        self.fill(height)
        for note in self._new_notes(block):
            self.fill(_note_height(self._notes.pop(note.number)))

    def _needed(self, block: Block, following: Sequence[Block] = ()) -> int:
        """What must fit for a block to begin on a page: its first line and its footnotes; behind a heading too."""
        if isinstance(block, Heading):
            behind = self._needed(following[0], following[1:]) if following else 2 * _FIRST_LINE
            return _height(block, self._pictures) + behind
        if isinstance(block, Figure):
            return _height(block, self._pictures)
        beginning = min(_height(block, self._pictures), _FIRST_LINE)
        if isinstance(block, Table):
            return beginning  # its rows part, each with its notes
        return beginning + sum(map(_note_height, self._new_notes(block)))

    def fill(self, height: int) -> None:
        self._at += height

    def place_notes(self) -> None:
        """What is left of the notes, behind the text."""
        for note in self._notes.values():
            self.fill(_note_height(note))

    def _new_notes(self, block: Block) -> list[Note]:
        """The footnotes that stand on the page with the block: those it is the first to use."""
        if not self._footnotes:
            return []
        used = (node.number for c in containers(Document((block,))) for node in inlines(c) if isinstance(node, NoteRef))
        return [self._notes[number] for number in dict.fromkeys(used) if number in self._notes]


def _leaves(blocks: Iterable[Block], in_list: bool = False) -> Iterator[tuple[Block, bool]]:
    """The blocks that hold no blocks, in reading order, and whether each stands in a list."""
    for block in blocks:
        if isinstance(block, BlockQuote):
            yield from _leaves(block.blocks, in_list)
        elif isinstance(block, BulletList | OrderedList):
            for item in block.items:
                yield from _leaves(item, True)
        else:
            yield block, in_list


def _height(block: Block, pictures: dict[str, Picture]) -> int:
    match block:
        case Heading():
            return 250
        case Marking():
            return 150
        case Paragraph(content):
            return 100 * _lines(content) + _DISTANCE
        case Figure(name, _, caption):
            return _picture_height(pictures.get(name)) + 100 * _lines(caption) + 120
        case Table(head, rows):
            return 80 + sum(_row_height(row) for row in (head, *rows))
    raise ValueError(f"a {type(block).__name__} has no height of its own")


def _row_height(row: tuple[tuple[Inline, ...], ...]) -> int:
    """Of cells whose columns are as wide as their text asks for, so that the text of a row is spread evenly."""
    text = sum(len(plain(cell)) + 6 for cell in row)
    return _CELL_DISTANCE + _CELL_LINE * -(-text // _CELL_CHARACTERS)


def _picture_height(picture: Picture | None) -> int:
    if picture is None or picture.width <= 0:
        return 0
    shrunk = min(picture.height, picture.height * _TEXT_WIDTH / picture.width, _TEXT_HEIGHT)
    return round(shrunk * _MM)


def _note_height(note: Note) -> int:
    return _NOTE_LINE * _lines(note.content, _NOTE_CHARACTERS) + _NOTE_DISTANCE


def _lines(content: tuple[Inline, ...], width: int = _CHARACTERS) -> int:
    return max(1, -(-len(plain(content)) // width))
