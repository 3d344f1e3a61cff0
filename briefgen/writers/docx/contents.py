"""The table of contents: a TOC field whose entries are filled in, so that nothing has to be updated on opening.

Word makes it anew when a reader asks for it; until then each entry is a link to its heading and shows the page
that the heading will be on as far as can be told without laying out pages.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from briefgen.document.nodes import Block, Document, Heading, Inline
from briefgen.document.walk import blocks, plain_text
from briefgen.ooxml.fields import Bookmarks, begin, end, field
from briefgen.ooxml.style_names import CONTENTS, CONTENTS_TITLE
from briefgen.ooxml.text import begins_rtl
from briefgen.writers.docx.house import House
from briefgen.writers.docx.inlines import Look, text_runs
from briefgen.writers.docx.pages import Estimate, estimate
from briefgen.writers.docx.paragraphs import Shape, paragraph

Wish = Literal["auto", "never", "always"]

FROM_PAGES = 8  # the fewest pages of a brief that gets a table of contents unasked
_TOP, _LOWEST = 2, 3  # levels of headings
_MOST = 12  # entries; with more, only the upper level is listed, or the contents push the text off the first page


def listed(within: Sequence[Block], lowest: int = _LOWEST) -> list[Heading]:
    """The headings that a table of contents lists: from the second to the `lowest` level, with words in them."""
    return [b for b in blocks(within) if isinstance(b, Heading) and is_listed(b, lowest)]


def is_listed(heading: Heading, lowest: int = _LOWEST) -> bool:
    return _TOP <= heading.level <= lowest and bool(words_of(heading.content))


@dataclass(frozen=True, slots=True)
class Plan:
    """What a document's table of contents lists, before which of its blocks it stands, and the pages."""

    headings: tuple[Heading, ...]
    before: int
    estimate: Estimate

    @property
    def lowest(self) -> int:
        """The lowest level that is listed; 0 where none is."""
        return max((heading.level for heading in self.headings), default=0)


def plan(document: Document, wish: Wish, *, footnotes: bool, lowest: int = 0) -> Plan:
    """The plan of a document whose notes are `footnotes` or stand at its end; without headings, no contents.

    `lowest` is the lowest level that is listed, 0 for what gives a table that is not too long.
    """
    bare = estimate(document, footnotes=footnotes)
    headings = tuple(listed(document.blocks, lowest) if lowest else _few_enough(document.blocks))
    if wish == "never" or not headings or (wish == "auto" and bare.count < FROM_PAGES):
        return Plan((), 0, bare)
    before = next(n for n, block in enumerate(document.blocks) if listed((block,)))
    return Plan(headings, before, estimate(document, headings, contents_before=before, footnotes=footnotes))


def _few_enough(within: Sequence[Block]) -> list[Heading]:
    headings = listed(within)
    return headings if len(headings) <= _MOST else listed(within, _TOP) or headings


class Contents:
    """The table of contents of one document, and the bookmarks that it points to."""

    def __init__(self, house: House, planned: Plan, bookmarks: Bookmarks) -> None:
        self._house = house
        self._plan = planned
        self._bookmarks = bookmarks
        self._marked = 0

    def mark(self, heading: Heading, runs: str) -> str:
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
        shape = Shape(self._house.style(CONTENTS_TITLE), keep_next=True, rtl=begins_rtl(title))
        head = paragraph(shape, text_runs(title, Look())) if title else ""
        pages = zip(self._plan.headings, self._plan.estimate.pages, strict=True)
        entries = [
            self._entry(heading, n, page + self._house.first_page - 1) for n, (heading, page) in enumerate(pages, 1)
        ]
        return head + "".join(entries) + paragraph(Shape(), end())

    def _entry(self, heading: Heading, number: int, page: int) -> str:
        """One line of the table; the first begins the field."""
        style = self._house.style(CONTENTS[heading.level - _TOP])
        shape = Shape(style, rtl=begins_rtl(words_of(heading.content)), leader=0 if style else self._house.text_width)
        behind = "<w:r><w:tab/></w:r>" + field(rf"PAGEREF {_bookmark(number)} \h", str(page))
        return self._line(shape, begin(self._code()) if number == 1 else "", heading, number, behind)

    def _line(self, shape: Shape, first: str, heading: Heading, number: int, behind: str) -> str:
        words = text_runs(words_of(heading.content), Look())
        return paragraph(shape, f"{first}{self._link(number)}{words}{behind}</w:hyperlink>")

    def _link(self, number: int) -> str:
        """The beginning of a link to a listed heading."""
        return f'<w:hyperlink w:anchor="{_bookmark(number)}" w:history="1">'

    def _code(self) -> str:
        """What the table lists when Word makes it anew: the levels of headings as the house's styles have them."""
        shift = self._house.heading_shift
        return rf'TOC \o "{_TOP - shift}-{self._plan.lowest - shift}" \h \z \u'


def words_of(content: tuple[Inline, ...]) -> str:
    """The words of a heading on one line, without its notes."""
    return one_line(content).strip(" ")


def one_line(content: tuple[Inline, ...]) -> str:
    return re.sub(r"[\t\n]", " ", plain_text(content))


def _bookmark(number: int) -> str:
    """A name of the form that Word gives to the headings it lists."""
    return f"_Toc{number:09}"
