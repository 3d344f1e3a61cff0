"""How many pages a document will have, and on which its headings stand, roughly.

Only Word's own layout knows. This is what NUMPAGES and a table of contents show until Word has counted; it is
right within a page or so, because it goes through the document as a reader does: each block has a height,
a heading does not stay alone at the foot of a page, and a picture that does not fit goes to the next one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Literal

from briefgen.document import nodes
from briefgen.document.direction import begins_rtl
from briefgen.document.walk import blocks, containers, inlines, plain_text
from briefgen.frozen import dataclass
from briefgen.ooxml.fields import Bookmarks, begin, end, field
from briefgen.ooxml.style_names import CONTENTS, CONTENTS_TITLE
from briefgen.writers.docx.house import House
from briefgen.writers.docx.inlines import Look, ParagraphShape, paragraph, plain, text_runs

# Heights are in hundredths of a line of text. All were measured on briefs in the house style on A4.
_PAGE = 4_870
_CHARACTERS = 106  # in a line of text
_CELL_CHARACTERS, _CELL_LINE, _CELL_DISTANCE = 112, 84, 40  # in a line over all columns
_NOTE_CHARACTERS, _NOTE_LINE, _NOTE_DISTANCE = 118, 78, 8
_DISTANCE, _LESS_IN_LISTS = 43, 22  # before and behind a paragraph
_MM = 20
_FIRST_LINE = 100  # what of a paragraph does not part from its beginning
_TEXT_WIDTH, _TEXT_HEIGHT = 164, 210  # millimetres: what a picture may have
_CONTENTS_TITLE, _CONTENTS_LINE = 200, 110
_ANNEX_TITLE = 250
_MOSTLY_EMPTY, _NEARLY_FULL = _PAGE * 55 // 100, _PAGE * 93 // 100
_WHOLE_TABLE = 8, 1_250  # rows and height: a table is kept on one page up to here, by `tables`


@dataclass(frozen=True, slots=True)
class Estimate:
    """The page on which each heading begins that was asked for, the number of pages, and how full the last one is."""

    pages: tuple[int, ...]
    count: int
    filled: int = 0


def estimate(
    document: nodes.Document, asked: Sequence[nodes.Heading] = (), *, contents_before: int = 0, footnotes: bool = False
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
    return Estimate(tuple(pages), page.count, page.filled)


@dataclass(frozen=True, slots=True)
class AnnexPlan:
    """Whether an annex begins a page, and how many it adds to those of the text."""

    begins_page: bool = True
    pages: int = 0


def plan_annex(annex: nodes.Document, text: Estimate) -> AnnexPlan:
    """An annex behind a text; it goes on with the last page of that where it fits there, or most of it is empty."""
    if not annex.blocks:
        return AnnexPlan()
    height = _ANNEX_TITLE + sum(_height(block, {}) for block in annex.blocks)
    # What is nearly full may have run over to a page of a few lines, for all that can be told here.
    begins_page = _MOSTLY_EMPTY < text.filled < _NEARLY_FULL and text.filled + height > _PAGE
    page = _Page(annex, False)
    page.fill(_ANNEX_TITLE if begins_page else text.filled + _ANNEX_TITLE)
    for block in annex.blocks:
        page.place(block, False, ())
    return AnnexPlan(begins_page, page.count - (not begins_page))


class _Page:
    """Pages while they are filled from top to bottom."""

    def __init__(self, document: nodes.Document, footnotes: bool) -> None:
        self._pictures = {picture.name: picture for picture in document.pictures}
        self._notes = {note.number: _note_height(note) for note in document.notes}
        self._footnotes = footnotes
        self._heights: dict[int, int] = {}  # of blocks, which the document holds
        self._used: dict[int, list[int]] = {}  # the notes of blocks
        self._at = 0  # how much is filled, from the top of the first page
        self.number = 1  # the page where the last block began

    @property
    def count(self) -> int:
        return max(1, -(-self._at // _PAGE))

    @property
    def filled(self) -> int:
        return self._at - (self.count - 1) * _PAGE

    def place(self, block: nodes.Block, in_list: bool, following: Sequence[nodes.Block]) -> None:
        height = self._height(block) - (_LESS_IN_LISTS if in_list else 0)
        needed = self._needed(block, following)
        left = _PAGE - self._at % _PAGE
        if left < needed <= _PAGE:
            self._at += left
        self.number = 1 + self._at // _PAGE
        self.fill(height)
        for note in self._new_notes(block):
            self.fill(self._notes.pop(note))

    def _needed(self, block: nodes.Block, following: Sequence[nodes.Block] = ()) -> int:
        """What must fit for a block to begin on a page: its first line and its footnotes; behind a heading too."""
        if isinstance(block, nodes.Heading):
            behind = self._needed(following[0], following[1:]) if following else 2 * _FIRST_LINE
            return self._height(block) + behind
        if isinstance(block, nodes.Figure):
            return self._height(block)
        beginning = min(self._height(block), _FIRST_LINE)
        if isinstance(block, nodes.Table):  # its rows part, each with its notes, unless it is short
            height, (most, highest) = self._height(block), _WHOLE_TABLE
            return height if len(block.rows) <= most and height <= highest else beginning
        return beginning + sum(map(self._notes.__getitem__, self._new_notes(block)))

    def _height(self, block: nodes.Block) -> int:
        height = self._heights.get(id(block))
        if height is None:
            height = self._heights[id(block)] = _height(block, self._pictures)
        return height

    def fill(self, height: int) -> None:
        self._at += height

    def place_notes(self) -> None:
        """What is left of the notes, behind the text."""
        self.fill(sum(self._notes.values()))

    def _new_notes(self, block: nodes.Block) -> list[int]:
        """The numbers of the footnotes that stand on the page with the block: those it is the first to use."""
        if not self._footnotes:
            return []
        used = self._used.get(id(block))
        if used is None:
            every = (node for content in containers(nodes.Document((block,))) for node in inlines(content))
            found = [node.number for node in every if isinstance(node, nodes.NoteRef)]
            used = self._used[id(block)] = list(dict.fromkeys(found))
        return [number for number in used if number in self._notes]


def _leaves(blocks: Iterable[nodes.Block], in_list: bool = False) -> Iterator[tuple[nodes.Block, bool]]:
    """The blocks that hold no blocks, in reading order, and whether each stands in a list."""
    for block in blocks:
        if isinstance(block, nodes.BlockQuote):
            yield from _leaves(block.blocks, in_list)
        elif isinstance(block, nodes.BulletList | nodes.OrderedList):
            for item in block.items:
                yield from _leaves(item, True)
        else:
            yield block, in_list


def _height(block: nodes.Block, pictures: dict[str, nodes.Picture]) -> int:
    match block:
        case nodes.Heading():
            return 250
        case nodes.Marking():
            return 150
        case nodes.Paragraph(content):
            return 100 * _lines(content) + _DISTANCE
        case nodes.Figure(name, _, caption):
            return _picture_height(pictures.get(name)) + 100 * _lines(caption) + 120
        case nodes.Table(head, rows):
            return 80 + sum(_row_height(row) for row in (head, *rows))
    raise ValueError(f"a {type(block).__name__} has no height of its own")


def _row_height(row: tuple[tuple[nodes.Inline, ...], ...]) -> int:
    """Of cells whose columns are as wide as their text asks for, so that the text of a row is spread evenly."""
    text = sum(len(plain(cell)) + 6 for cell in row)
    return _CELL_DISTANCE + _CELL_LINE * -(-text // _CELL_CHARACTERS)


def _picture_height(picture: nodes.Picture | None) -> int:
    if picture is None or picture.width <= 0:
        return 0
    shrunk = min(picture.height, picture.height * _TEXT_WIDTH / picture.width, _TEXT_HEIGHT)
    return round(shrunk * _MM)


def _note_height(note: nodes.Note) -> int:
    return _NOTE_LINE * _lines(note.content, _NOTE_CHARACTERS) + _NOTE_DISTANCE


def _lines(content: tuple[nodes.Inline, ...], width: int = _CHARACTERS) -> int:
    return max(1, -(-len(plain(content)) // width))


# --- The table of contents: a TOC field whose entries are filled in, so that nothing has to be updated on opening ---


Wish = Literal["auto", "never", "always"]

FROM_PAGES = 8  # the fewest pages of a brief that gets a table of contents unasked
_TOP, _LOWEST = 2, 3  # levels of headings
_MOST = 12  # entries; with more, only the upper level is listed, or the contents push the text off the first page


def listed(within: Sequence[nodes.Block], lowest: int = _LOWEST) -> list[nodes.Heading]:
    """The headings that a table of contents lists: from the second to the `lowest` level, with words in them."""
    return [b for b in blocks(within) if isinstance(b, nodes.Heading) and is_listed(b, lowest)]


def is_listed(heading: nodes.Heading, lowest: int = _LOWEST) -> bool:
    return _TOP <= heading.level <= lowest and bool(words_of(heading.content))


@dataclass(frozen=True, slots=True)
class PagePlan:
    """What a document's table of contents lists, before which of its blocks it stands, and the pages."""

    headings: tuple[nodes.Heading, ...]
    before: int
    estimate: Estimate

    @property
    def lowest(self) -> int:
        """The lowest level that is listed; 0 where none is."""
        return max((heading.level for heading in self.headings), default=0)


def plan(document: nodes.Document, wish: Wish, *, footnotes: bool, lowest: int = 0) -> PagePlan:
    """The plan of a document whose notes are `footnotes` or stand at its end; without headings, no contents.

    `lowest` is the lowest level that is listed, 0 for what gives a table that is not too long.
    """
    bare = estimate(document, footnotes=footnotes)
    headings = tuple(listed(document.blocks, lowest) if lowest else _few_enough(document.blocks))
    if wish == "never" or not headings or (wish == "auto" and bare.count < FROM_PAGES):
        return PagePlan((), 0, bare)
    before = next(n for n, block in enumerate(document.blocks) if listed((block,)))
    return PagePlan(headings, before, estimate(document, headings, contents_before=before, footnotes=footnotes))


def _few_enough(within: Sequence[nodes.Block]) -> list[nodes.Heading]:
    headings = listed(within)
    return headings if len(headings) <= _MOST else listed(within, _TOP) or headings


class TableOfContents:
    """The table of contents of one document, and the bookmarks that it points to."""

    def __init__(self, house: House, planned: PagePlan, bookmarks: Bookmarks) -> None:
        self._house = house
        self._plan = planned
        self._bookmarks = bookmarks
        self._marked = 0

    def mark(self, heading: nodes.Heading, runs: str) -> str:
        """The runs of a heading, in a bookmark if it is listed; to be called in the order of the document."""
        if heading is not next(iter(self._plan.headings[self._marked :]), None):
            return runs
        self._marked += 1
        return self._bookmarks.around(_bookmark(self._marked), runs)

    def xml(self, title: str) -> str:
        """The paragraphs: the title, unless it is "", and an entry for each heading; "" where none is listed.

        As in a file that Word saved, the field ends in a paragraph of its own: Word puts the entries it makes
        before that one.
        """
        if not self._plan.headings:
            return ""
        shape = ParagraphShape(self._house.style(CONTENTS_TITLE), keep_next=True, rtl=begins_rtl(title))
        head = paragraph(shape, text_runs(title, Look())) if title else ""
        pages = zip(self._plan.headings, self._plan.estimate.pages, strict=True)
        entries = [
            self._entry(heading, n, page + self._house.first_page - 1) for n, (heading, page) in enumerate(pages, 1)
        ]
        return head + "".join(entries) + paragraph(ParagraphShape(), end())

    def _entry(self, heading: nodes.Heading, number: int, page: int) -> str:
        """One line of the table; the first begins the field."""
        style = self._house.style(CONTENTS[heading.level - _TOP])
        shape = ParagraphShape(
            style, rtl=begins_rtl(words_of(heading.content)), leader=0 if style else self._house.text_width
        )
        behind = "<w:r><w:tab/></w:r>" + field(rf"PAGEREF {_bookmark(number)} \h", str(page))
        return self._line(shape, begin(self._code()) if number == 1 else "", heading, number, behind)

    def _line(self, shape: ParagraphShape, first: str, heading: nodes.Heading, number: int, behind: str) -> str:
        words = text_runs(words_of(heading.content), Look())
        return paragraph(shape, f"{first}{self._link(number)}{words}{behind}</w:hyperlink>")

    def _link(self, number: int) -> str:
        """The beginning of a link to a listed heading."""
        return f'<w:hyperlink w:anchor="{_bookmark(number)}" w:history="1">'

    def _code(self) -> str:
        """What the table lists when Word makes it anew: the levels of headings as the house's styles have them."""
        shift = self._house.heading_shift
        return rf'TOC \o "{_TOP - shift}-{self._plan.lowest - shift}" \h \z \u'


def words_of(content: tuple[nodes.Inline, ...]) -> str:
    """The words of a heading on one line, without its notes."""
    return one_line(content).strip(" ")


def one_line(content: tuple[nodes.Inline, ...]) -> str:
    return re.sub(r"[\t\n]", " ", plain_text(content))


def _bookmark(number: int) -> str:
    """A name of the form that Word gives to the headings it lists."""
    return f"_Toc{number:09}"
