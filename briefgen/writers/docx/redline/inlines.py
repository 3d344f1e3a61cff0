"""What changed between two versions as tracked changes in runs: what came stands in w:ins, what went in w:del.

A hyperlink may hold tracked changes but not stand in one, and what is commented begins and ends outside.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import TypeVar

from briefgen.document.joining import plainest
from briefgen.document.nodes import Document, Figure, Inline, Note, NoteRef, Picture
from briefgen.document.walk import Content, parted, plain_text
from briefgen.frozen import dataclass, replace
from briefgen.ooxml.fields import Bookmarks, Links, begin, end, figure_bookmark, note_bookmark
from briefgen.ooxml.packing import DECLARATION, NewPart, relationship
from briefgen.ooxml.text import escape
from briefgen.revisions.revision import Revision, revised_blocks, with_revisions
from briefgen.writers.docx.blocks import Pictures
from briefgen.writers.docx.house import House
from briefgen.writers.docx.inlines import Look, NoteForm, NoteReferences, RunWriter, text_runs

_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_TEXT = re.compile(r"<(/?)w:(t|instrText)(?=[ >])")
_TAGS = {Revision.INSERTED: "ins", Revision.DELETED: "del"}
_DELETED = {"t": "delText", "instrText": "delInstrText"}

_Piece = tuple[Revision, str]
"""Runs, and what became of them."""


@dataclass(frozen=True, slots=True)
class Stamp:
    """Who made the changes and on which day (YYYY-MM-DD); gives each its id."""

    author: str
    date: str
    ids: Bookmarks

    def __post_init__(self) -> None:
        if not self.author.strip():
            raise ValueError("tracked changes need an author")
        if not _DATE.fullmatch(self.date):
            raise ValueError(f"the date of the changes is not YYYY-MM-DD: {self.date!r}")

    @property
    def who(self) -> str:
        """The attributes that name author and date."""
        return f'w:author="{escape(self.author)}" w:date="{self.date}T00:00:00Z"'

    def element(self, mark: Revision) -> str:
        """An empty w:ins or w:del, for the properties of paragraphs and rows; "" for what stayed."""
        return "" if mark is Revision.KEPT else f'<w:{_TAGS[mark]} w:id="{self.ids.next_id()}" {self.who}/>'

    def wrapped(self, mark: Revision, runs: str) -> str:
        """The runs as they are to stand in a paragraph; text that went is w:delText (17.3.3.7)."""
        if mark is Revision.KEPT or not runs:
            return runs
        tag = _TAGS[mark]
        inside = _TEXT.sub(_as_deleted, runs) if mark is Revision.DELETED else runs
        return f'<w:{tag} w:id="{self.ids.next_id()}" {self.who}>{inside}</w:{tag}>'

    def joined(self, pieces: list[_Piece | str]) -> str:
        """The pieces in a row, neighbours of one mark in one wrapper; plain strings stand between wrappers."""
        out: list[str] = []
        waiting, mark = "", Revision.KEPT
        for piece in (*pieces, ""):
            own, runs = (Revision.KEPT, piece) if isinstance(piece, str) else piece
            if isinstance(piece, str) or own is not mark:
                out.append(self.wrapped(mark, waiting))
                waiting, mark = "", own
            waiting += runs
        return "".join((*out, waiting))


def _as_deleted(found: re.Match[str]) -> str:
    return f"<{found[1]}w:{_DELETED[found[2]]}"


# --- Comments that say why something changed (ECMA-376 part 1, 17.13.4) ---


_PART = "word/comments.xml"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"


class Comments:
    """The comments of one file: `texts` has one for the number of each change that is to have one."""

    def __init__(self, texts: Mapping[int, str], stamp: Stamp) -> None:
        self._texts = texts
        self._stamp = stamp
        self._ids: dict[int, int] = {}  # of comments that were begun, by change

    def begin(self, change: int) -> str:
        """What stands before the changed runs; "" for a change without a comment, or that has it already."""
        if not self._texts.get(change) or change in self._ids:
            return ""
        self._ids[change] = len(self._ids)
        return f'<w:commentRangeStart w:id="{self._ids[change]}"/>'

    def end(self, change: int) -> str:
        """What stands behind the runs before which `begin` gave something."""
        number = self._ids[change]
        return f'<w:commentRangeEnd w:id="{number}"/><w:r><w:commentReference w:id="{number}"/></w:r>'

    def entries(self, namespaces: str) -> list[NewPart]:
        """The part that holds the comments, if there are any."""
        if not self._ids:
            return []
        inside = "".join(self._comment(number, self._texts[change]) for change, number in self._ids.items())
        xml = f"{DECLARATION}<w:comments {namespaces}>{inside}</w:comments>"
        return [NewPart(_PART, _TYPE, xml.encode())]

    def relationships(self) -> str:
        return relationship("rIdComments", "comments", "comments.xml") if self._ids else ""

    def _comment(self, number: int, text: str) -> str:
        initials = "".join(word[0] for word in self._stamp.author.split())[:3]
        paragraphs = "".join(f"<w:p>{text_runs(line, Look())}</w:p>" for line in text.splitlines() if line.strip())
        return f'<w:comment w:id="{number}" {self._stamp.who} w:initials="{escape(initials)}">{paragraphs}</w:comment>'


# --- Notes: each version has its own first use of a note, and its own numbers ---
#
# A note that both versions use first at the same place is one note of the file. Where they do not - a new sentence uses
# a note before the old one did - the old use is deleted with its note and the new one inserted with its own.


OLD, NEW = Revision.DELETED, Revision.INSERTED  # the versions, by the mark of what only they have
VERSIONS = {Revision.KEPT: (OLD, NEW), OLD: (OLD,), NEW: (NEW,)}


@dataclass(frozen=True, slots=True)
class WrittenNote:
    """A note of the file, numbered by its id there; its number in each version; whether its reference stayed."""

    note: Note
    numbers: dict[Revision, int]
    mark: Revision


class RevisedReferences(NoteReferences):
    """The uses of notes in one document of two versions, in reading order."""

    def __init__(
        self, form: NoteForm, notes: tuple[Note, ...], house: House, bookmarks: Bookmarks, stamp: Stamp
    ) -> None:
        super().__init__(form, notes, house, bookmarks)
        self._stamp = stamp
        self._notes = {note.number: note for note in notes}
        self._ids: dict[Revision, dict[int, int]] = {OLD: {}, NEW: {}}  # of each note by number, in order of use
        self.written: list[WrittenNote] = []

    def use_in(self, number: int, mark: Revision) -> list[_Piece]:
        """One use of a note that stayed, came or went."""
        ids = [self._ids[version].get(number) for version in VERSIONS[mark]]
        if len(set(ids)) > 1:
            return [*self.use_in(number, OLD), *self.use_in(number, NEW)]
        return [(mark, self._number_again(number, mark) if ids[0] else self._reference(number, mark))]

    @property
    def is_second_due(self) -> bool:
        """Whether the first note of several was the last to be used.

        A comment that ends there makes LibreOffice 7.4 give notes the text of others.
        """
        return len(self.written) == 1 and len(self._notes) > 1

    def close(self) -> None:
        """ValueError if a note of either version was never used."""
        if unused := self._notes.keys() - self._ids[OLD].keys() - self._ids[NEW].keys():
            raise ValueError(f"note {min(unused)} is never used")

    def changes(self, number: int) -> tuple[int, ...]:
        """The changes inside a note: Word allows no comments there, they stand at its reference."""
        return tuple({change: None for _, _, change in with_revisions(self._notes[number].content) if change})

    def _reference(self, number: int, mark: Revision) -> str:
        made = len(self.written) + 1
        for version in VERSIONS[mark]:
            self._ids[version][number] = made
        numbers = {version: len(self._ids[version]) for version in VERSIONS[mark]}
        self.written.append(WrittenNote(replace(_in_one(self._notes[number], mark), number=made), numbers, mark))
        run = f'<w:r><w:rPr>{self.style}</w:rPr><w:{self._form.word}Reference w:id="{made}"/></w:r>'
        return self._bookmarks.around(note_bookmark(made), run)

    def _number_again(self, number: int, mark: Revision) -> str:
        """A field that shows the number that the note has in each version."""
        look = f"<w:rPr>{self.style}</w:rPr>"
        versions = VERSIONS[mark]
        shown = [list(self._ids[version]).index(number) + 1 for version in versions]
        code = rf"NOTEREF {note_bookmark(self._ids[versions[0]][number])} \f \h"
        return begin(code, look) + counted(self._stamp, mark, shown, look) + end(look)


def counted(stamp: Stamp, mark: Revision, shown: list[int], look: str = "") -> str:
    """The result of a field that shows a number: one run, or one for each version where they count differently."""
    runs = [f"<w:r>{look}<w:t>{number}</w:t></w:r>" for number in shown]
    if len(set(shown)) == 1:
        return runs[0]
    return "".join(stamp.wrapped(version, run) for version, run in zip(VERSIONS[mark], runs, strict=True))


def _in_one(note: Note, mark: Revision) -> Note:
    """A note as it is in the one version that has it; in both, with what it holds in both."""
    if mark is Revision.KEPT:
        return note
    lead, words = (_in_version(part, mark) for part in parted(note))
    return replace(note, content=plainest((*lead, *words)), lead=len(plain_text(lead)) if words else 0)


def _in_version(content: Content, version: Revision) -> Content:
    return tuple(node for node, own, _ in with_revisions(content) if own in (Revision.KEPT, version))


# --- Inlines of two versions to runs ---


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
        self._pieces: list[_Piece | str] = []
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
