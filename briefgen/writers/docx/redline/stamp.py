"""Tracked changes as XML: whose they are, and how runs are wrapped in them (ECMA-376 part 1, 17.13.5)."""

from __future__ import annotations

import re
from dataclasses import dataclass

from briefgen.ooxml.fields import Bookmarks
from briefgen.ooxml.text import escape
from briefgen.revisions.revision import Revision

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
