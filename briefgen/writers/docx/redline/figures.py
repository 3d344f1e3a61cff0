"""Figures of two versions: each version counts them by itself."""

from __future__ import annotations

from briefgen.document.nodes import Document, Figure, Picture
from briefgen.ooxml.fields import Bookmarks, begin, end, figure_bookmark
from briefgen.revisions.revision import Revision, revised_blocks
from briefgen.writers.docx.inlines import Look, text_runs
from briefgen.writers.docx.pictures import Pictures
from briefgen.writers.docx.redline.notes import NEW, OLD, VERSIONS, counted
from briefgen.writers.docx.redline.stamp import Stamp


class RevisedPictures(Pictures):
    def __init__(
        self, pictures: tuple[Picture, ...], label: str, page_height: int, bookmarks: Bookmarks, stamp: Stamp
    ) -> None:
        super().__init__(pictures, label, page_height, bookmarks)
        self._stamp = stamp
        self._counts = {OLD: 0, NEW: 0}
        self.mark = Revision.KEPT  # of the figure that is being written

    def number(self, *, captioned: bool) -> str:
        for version in VERSIONS[self.mark]:
            self._counts[version] += 1
        shown = [self._counts[version] for version in VERSIONS[self.mark]]
        label = text_runs(f"{self._label} ", Look()) if self._label else ""
        number = begin(r"SEQ Figure \* ARABIC") + counted(self._stamp, self.mark, shown) + end()
        return self._bookmarks.around(figure_bookmark(self._figures), label + number) + (
            text_runs(": ", Look()) if captioned else ""
        )


def figure_places(document: Document) -> dict[str, int]:
    """The place, among the figures of both versions, of the figure that references to each name lead to.

    That is the first one that is not gone.
    """
    places: dict[str, int] = {}
    gone: dict[str, int] = {}
    figures = ((block.name, mark) for block, mark in revised_blocks(document.blocks) if isinstance(block, Figure))
    for place, (name, mark) in enumerate(figures, 1):
        (gone if mark is Revision.DELETED else places).setdefault(name, place)
    return gone | places
