"""Comments that say why something changed (ECMA-376 part 1, 17.13.4)."""

from __future__ import annotations

from collections.abc import Mapping

from briefgen.ooxml.packing import DECLARATION, Entry, relationship
from briefgen.ooxml.text import escape
from briefgen.writers.docx.inlines import Look, text_runs
from briefgen.writers.docx.redline.stamp import Stamp

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

    def around(self, change: int, runs: str) -> str:
        start = self.begin(change)
        return f"{start}{runs}{self.end(change)}" if start else runs

    def entries(self, namespaces: str) -> list[Entry]:
        """The part that holds the comments, if there are any."""
        if not self._ids:
            return []
        inside = "".join(self._comment(number, self._texts[change]) for change, number in self._ids.items())
        xml = f"{DECLARATION}<w:comments {namespaces}>{inside}</w:comments>"
        return [Entry(PART, _TYPE, xml.encode())]

    def relationships(self) -> str:
        return relationship("rIdComments", "comments", "comments.xml") if self._ids else ""

    def _comment(self, number: int, text: str) -> str:
        initials = "".join(word[0] for word in self._stamp.author.split())[:3]
        paragraphs = "".join(f"<w:p>{text_runs(line, Look())}</w:p>" for line in text.splitlines() if line.strip())
        return f'<w:comment w:id="{number}" {self._stamp.who} w:initials="{escape(initials)}">{paragraphs}</w:comment>'
