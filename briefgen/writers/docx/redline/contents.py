"""The table of contents of two versions: entries of headings that came, went or changed are tracked like these.

Whether there is one, and on which pages its headings stand, is as in the new version.
"""

from __future__ import annotations

from dataclasses import replace

from briefgen.document.marked import Mark, marked_blocks, with_marks
from briefgen.document.nodes import Document, Heading
from briefgen.writers.docx.bookmarks import Bookmarks
from briefgen.writers.docx.contents import Contents, Plan, is_listed, one_line
from briefgen.writers.docx.house import House
from briefgen.writers.docx.inlines import Look, text_runs
from briefgen.writers.docx.paragraphs import Shape, paragraph
from briefgen.writers.docx.redline.stamp import Stamp


class RevisedContents(Contents):
    def __init__(self, house: House, planned: Plan, bookmarks: Bookmarks, document: Document, stamp: Stamp) -> None:
        super().__init__(house, planned, bookmarks)
        self._stamp = stamp
        self._marks = [
            mark for block, mark in marked_blocks(document.blocks) if isinstance(block, Heading) and is_listed(block)
        ]

    def _line(self, shape: Shape, first: str, heading: Heading, number: int, behind: str) -> str:
        mark = self._marks[number - 1]
        words = [
            (own if mark is Mark.KEPT else mark, text_runs(text, Look()))
            for node, own, _ in with_marks(heading.content)
            if (text := one_line((node,)))
        ]
        runs = self._stamp.joined([first, self._link(number), *words, (mark, behind), "</w:hyperlink>"])
        return paragraph(replace(shape, revision=self._stamp.element(mark)), runs)
