"""Tracked changes as XML: whose they are, and how runs are wrapped in them (ECMA-376 part 1, 17.13.5)."""

from __future__ import annotations

import re
from collections.abc import Mapping

from briefgen.frozen import dataclass
from briefgen.ooxml.fields import Bookmarks
from briefgen.ooxml.packing import DECLARATION, NewPart, relationship
from briefgen.ooxml.text import escape
from briefgen.revisions.revision import Revision
from briefgen.writers.docx.inlines import Look, text_runs

_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_TEXT = re.compile(r"<(/?)w:(t|instrText)(?=[ >])")
_TAGS = {Revision.INSERTED: "ins", Revision.DELETED: "del"}
_DELETED = {"t": "delText", "instrText": "delInstrText"}

Piece = tuple[Revision, str]
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

    def joined(self, pieces: list[Piece | str]) -> str:
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


PART = "word/comments.xml"
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
        return [NewPart(PART, _TYPE, xml.encode())]

    def relationships(self) -> str:
        return relationship("rIdComments", "comments", "comments.xml") if self._ids else ""

    def _comment(self, number: int, text: str) -> str:
        initials = "".join(word[0] for word in self._stamp.author.split())[:3]
        paragraphs = "".join(f"<w:p>{text_runs(line, Look())}</w:p>" for line in text.splitlines() if line.strip())
        return f'<w:comment w:id="{number}" {self._stamp.who} w:initials="{escape(initials)}">{paragraphs}</w:comment>'
