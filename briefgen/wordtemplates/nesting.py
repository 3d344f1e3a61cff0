"""Whether the blocks of a Word template open and close in one place.

Text is a line, but a document is not: a loop that begins in one cell and ends in another would tear the table.
So both ends of a block stand in the same container: the body, a table (each in a row of its own), a row, a cell,
or within one paragraph.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TypeAlias

from briefgen.wordtemplates.findings import Findings, Place
from briefgen.wordtemplates.tags import BETWEEN, CLOSING, Tag

Container: TypeAlias = tuple[str | int, ...]
"""("body",), ("table", 1), ("row", 1, 2), ("cell", 1, 2, 3), ("paragraph", 17) and the like."""

_ALONE = "give each of the two a paragraph of its own, or keep both inside one paragraph"
_ROWS = "to repeat the row, put {% for … %} alone into a row above it and {% endfor %} alone into a row below"
_TABLE = "put both into rows of their own in the table, or both into paragraphs of their own outside of it"


@dataclass(frozen=True, slots=True)
class _Open:
    tag: Tag
    container: Container
    line: int
    place: Place


@dataclass(slots=True)
class Nesting:
    """Follows the tags of a document in reading order and tells what does not fit."""

    findings: Findings
    _open: list[_Open] = field(default_factory=list)

    def take(self, tag: Tag, container: Container, line: int, place: Place) -> None:
        now = _Open(tag, container, line, place)
        if tag.opens:
            self._open.append(now)
        elif tag.word in CLOSING:
            self._close(now)
        elif tag.word in BETWEEN:
            self._continue(now)

    def end(self) -> None:
        """Tell what is still open."""
        for opened in self._open:
            hint = f"put {{% end{opened.tag.word} %}} where it ends"
            self._say(opened, f"{{% {opened.tag.word} %}} is never closed", hint)
        self._open.clear()

    def _close(self, now: _Open) -> None:
        wanted = CLOSING[now.tag.word]
        if not any(opened.tag.word == wanted for opened in self._open):
            self._say(now, f"{{% {now.tag.word} %}} closes nothing", f"put {{% {wanted} … %}} where it begins")
            return
        while self._open[-1].tag.word != wanted:
            inner = self._open.pop()
            hint = f"put {{% end{inner.tag.word} %}} before the {{% {now.tag.word} %}} of what stands around it"
            self._say(inner, f"{{% {inner.tag.word} %}} is never closed", hint)
        self._compare(self._open.pop(), now)

    def _continue(self, now: _Open) -> None:
        if not self._open or self._open[-1].tag.word not in BETWEEN[now.tag.word]:
            hint = "it stands between {% if … %} and {% endif %}"
            self._say(now, f"{{% {now.tag.word} %}} belongs to nothing", hint)
        else:
            self._compare(self._open[-1], now)

    def _compare(self, begin: _Open, end: _Open) -> None:
        if begin.container == end.container and not self._is_long_set(begin):
            return
        message = f"{{% {begin.tag.word} %}} begins {_words(begin)} and {{% {end.tag.word} %}} stands {_words(end)}"
        if self._is_long_set(begin):
            message, hint = "{% set %} goes over several paragraphs", "keep it inside one, or write {% set name = … %}"
        else:
            hint = _advice(begin, end)
        self._say(end if end.tag.word in CLOSING else begin, message, hint)

    def _is_long_set(self, begin: _Open) -> bool:
        return begin.tag.word == "set" and begin.container[0] != "paragraph"

    def _say(self, at: _Open, message: str, hint: str) -> None:
        self.findings.error(at.line, at.place, at.tag.start, at.tag.end, message, hint)


def _advice(begin: _Open, end: _Open) -> str:
    one, other = begin.place, end.place
    if one.table and (one.part, one.table, one.row) == (other.part, other.table, other.row) and one.cell != other.cell:
        return _ROWS
    return _TABLE if one.table or other.table else _ALONE


def _words(at: _Open) -> str:
    kind, place = at.container[0], at.place
    if kind == "paragraph":
        where = (
            f"in a cell of table {place.table}"
            if place.table
            else f"in the {place.part}"
            if place.part == "body"
            else f"in {place.part}"
        )
        return f"inside a paragraph {where}"
    if kind == "cell":
        return f"in table {place.table}, row {place.row}, cell {place.cell}"
    if kind == "row":
        return f"alone in cell {place.cell} of table {place.table}, row {place.row}"
    if kind == "table":
        return f"in a row of its own in table {place.table}"
    return "outside of tables" if kind == "body" else f"in {place.part}"
