"""Inlines of two versions to runs: what came stands in w:ins, what went in w:del.

A hyperlink may hold tracked changes but not stand in one, and what is commented begins and ends outside.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TypeVar

from briefgen.document.nodes import Document, Figure, Inline, NoteRef, Picture
from briefgen.document.walk import plain_text
from briefgen.ooxml.fields import Bookmarks, Links, begin, end, figure_bookmark
from briefgen.revisions.revision import Revision, revised_blocks, with_revisions
from briefgen.writers.docx.house import House
from briefgen.writers.docx.inlines import Look, RunWriter, text_runs
from briefgen.writers.docx.pictures import Pictures
from briefgen.writers.docx.redline.notes import NEW, OLD, VERSIONS, RevisedReferences, counted
from briefgen.writers.docx.redline.stamp import Comments, Piece, Stamp

_T = TypeVar("_T")


class RevisedRunWriter(RunWriter):
    """Writes the runs of one part; knows what became of the block that is being written."""

    def __init__(
        self,
        house: House,
        references: RevisedReferences,
        links: Links,
        figures: Mapping[str, int],
        stamp: Stamp,
        comments: Comments | None,
    ) -> None:
        """Without `comments` none are written, as in notes, where Word allows none."""
        super().__init__(house, references, links, figures)
        self._uses = references
        self._stamp = stamp
        self._comments = comments
        self.mark = Revision.KEPT  # of the block, item or row
        self._due = 0  # the change whose comment goes to the next runs
        self._inline = Revision.KEPT
        self._pieces: list[Piece | str] = []
        self._held: list[str] = []  # ends of comments that wait for the second note
        self._behind_reference: set[Revision] = set()  # the versions in which a reference was the last

    def members(self, nodes: Sequence[_T]) -> Iterator[_T]:
        for node, mark, change in with_revisions(nodes):
            outer = self.mark
            if mark is not Revision.KEPT:
                self.mark, self._due = mark, change
            yield node
            self.mark = outer

    def revision(self) -> str:
        return self._stamp.element(self.mark)

    def as_revised(self, runs: str) -> str:
        return self._stamp.wrapped(self.mark, runs)

    def separator(self, caption: tuple[Inline, ...]) -> str:
        marks = {mark for _, mark, _ in with_revisions(caption)}
        own = marks.pop() if self.mark is Revision.KEPT and len(marks) == 1 else self.mark
        return self._stamp.wrapped(own, super().separator(caption)) if caption else ""

    def runs(self, content: tuple[Inline, ...]) -> str:
        self._pieces, self._behind_reference = [], set()
        due, self._due, open_ = self._due, 0, 0
        for node, mark, change in with_revisions(content):
            change = change or due
            if open_ and change != open_:
                open_ = self._end_comment(open_)
            if change and not open_ and self._begin_comment(change):
                open_ = change
            self._inline = mark if self.mark is Revision.KEPT else self.mark
            self._add(node, Look())
        if open_:
            self._end_comment(open_)
        return self._stamp.joined(self._pieces)

    def _begin_comment(self, change: int) -> bool:
        start = self._comments.begin(change) if self._comments else ""
        self._pieces += [start] if start else []
        return bool(start)

    def _end_comment(self, change: int) -> int:
        assert self._comments
        if self._uses.is_second_due:
            self._held.append(self._comments.end(change))
        else:
            self._pieces.append(self._comments.end(change))
        return 0

    def _add(self, inline: Inline, look: Look) -> None:
        if isinstance(inline, NoteRef):
            self._add_use(inline.number)
            return
        self._out = []
        super()._add(inline, look)
        if self._out:  # of a node that holds none
            self._pieces.append((self._inline, "".join(self._out)))
            self._behind_reference.difference_update(VERSIONS[self._inline])
        self._out = []

    def _add_use(self, number: int) -> None:
        """A reference, behind a comma in each version in which a reference stands before it."""
        for mark, runs in self._uses.use_in(number, self._inline):
            self._pieces += [(version, self._comma()) for version in self._comma_in(mark)]
            change = next(iter(self._uses.changes(number)), 0) if mark is Revision.KEPT else 0
            is_commented = self._begin_comment(change)
            self._pieces.append((mark, runs))
            if is_commented:
                self._end_comment(change)
            self._behind_reference.update(VERSIONS[mark])
            if not self._uses.is_second_due:
                self._pieces += self._held
                self._held = []

    def _comma_in(self, mark: Revision) -> list[Revision]:
        versions = [version for version in VERSIONS[mark] if version in self._behind_reference]
        return [Revision.KEPT] if len(versions) == 2 else versions

    def _comma(self) -> str:
        return f"<w:r><w:rPr>{self._uses.style}</w:rPr><w:t>,</w:t></w:r>"

    def _add_link(self, url: str, content: tuple[Inline, ...], look: Look) -> None:
        self._pieces.append(f'<w:hyperlink r:id="{self._links.id(url, plain_text(content))}" w:history="1">')
        self._add_all(content, look._replace(style=self._link_style))
        self._pieces.append("</w:hyperlink>")
        self._out = []


# --- Figures of two versions: each version counts them by itself ---


class RevisedPictures(Pictures):
    def __init__(
        self, pictures: tuple[Picture, ...], label: str, page_height: int, bookmarks: Bookmarks, stamp: Stamp
    ) -> None:
        super().__init__(pictures, label, page_height, bookmarks)
        self._stamp = stamp
        self._counts = {OLD: 0, NEW: 0}
        self.mark = Revision.KEPT  # of the figure that is being written

    def number(self) -> str:
        for version in VERSIONS[self.mark]:
            self._counts[version] += 1
        shown = [self._counts[version] for version in VERSIONS[self.mark]]
        label = text_runs(f"{self._label} ", Look()) if self._label else ""
        number = begin(r"SEQ Figure \* ARABIC") + counted(self._stamp, self.mark, shown) + end()
        return self._bookmarks.around(figure_bookmark(self._figures), label + number)


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
