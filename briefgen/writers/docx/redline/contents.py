"""The table of contents of two versions: entries of headings that came, went or changed are tracked like these.

Whether there is one, and on which pages its headings stand, is as in the new version.
"""

from __future__ import annotations

from dataclasses import replace

from briefgen.document.nodes import Document, Heading
from briefgen.ooxml.fields import Bookmarks
from briefgen.revisions.revision import Revision, revised_blocks, with_revisions
from briefgen.writers.docx.contents import Contents, Plan, is_listed, one_line
from briefgen.writers.docx.house import House
from briefgen.writers.docx.inlines import Look, text_runs
from briefgen.writers.docx.paragraphs import Shape, paragraph
from briefgen.writers.docx.redline.stamp import Stamp


class RevisedContents(Contents):
    def __init__(self, house: House, planned: Plan, bookmarks: Bookmarks, document: Document, stamp: Stamp) -> None:
        """`planned` is the plan of both versions, with the pages of the new one (`as_in_new`)."""
        super().__init__(house, planned, bookmarks)
        self._stamp = stamp
        self._marks = _marks(document, planned.lowest)

    def _line(self, shape: Shape, first: str, heading: Heading, number: int, behind: str) -> str:
        mark = self._marks[number - 1]
        words = [
            (own if mark is Revision.KEPT else mark, text_runs(text, Look()))
            for node, own, _ in with_revisions(heading.content)
            if (text := one_line((node,)))
        ]
        # A link of which nothing is left to read leads nowhere.
        link = [] if mark is Revision.DELETED else [self._link(number)]
        runs = self._stamp.joined([first, *link, *words, (mark, behind), *("</w:hyperlink>" for _ in link)])
        return paragraph(replace(shape, revision=self._stamp.element(mark)), runs)


def as_in_new(planned: Plan, new: Plan, document: Document) -> Plan:
    """The plan of a document of two versions with the pages of its new version; those of what went as planned."""
    pages = iter(new.estimate.pages)
    shown = tuple(
        page if mark is Revision.DELETED else next(pages, page)
        for page, mark in zip(planned.estimate.pages, _marks(document, planned.lowest), strict=False)
    )
    return replace(planned, estimate=replace(planned.estimate, pages=shown, count=new.estimate.count))


def _marks(document: Document, lowest: int) -> list[Revision]:
    """What became of each heading that is listed, down to a level."""
    headings = (pair for pair in revised_blocks(document.blocks) if isinstance(pair[0], Heading))
    return [mark for heading, mark in headings if isinstance(heading, Heading) and is_listed(heading, lowest)]
