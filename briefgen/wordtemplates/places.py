"""Where something stands in a Word document, in the words of somebody who looks at it in Word."""

from __future__ import annotations

from dataclasses import dataclass

_LONGEST = 80


@dataclass(frozen=True, slots=True)
class Place:
    """A paragraph of a Word document.

    `part` is "body", "header 1", "footer 1" or "note 2"; `headings` are those that it stands under, outermost
    first; table, row and cell count from 1, 0 for none. `number` counts the paragraphs of the part's file from
    0, `file` names it; `text` is what the paragraph says, tags included.
    """

    part: str = "body"
    headings: tuple[str, ...] = ()
    table: int = 0
    row: int = 0
    cell: int = 0
    file: str = "word/document.xml"
    number: int = 0
    text: str = ""

    def __str__(self) -> str:
        """body, under "Outcome > Documents", table 1, row 2, cell 2"""
        steps = [self.part]
        if self.headings:
            steps.append(f'under "{" > ".join(_short(heading) for heading in self.headings)}"')
        steps += [f"{what} {n}" for what, n in (("table", self.table), ("row", self.row), ("cell", self.cell)) if n]
        return ", ".join(steps)

    def around(self, start: int, end: int) -> str:
        """The text from `start` to `end` with a little of what stands about it."""
        text, first, last = self.text, 0, len(self.text)
        if last > _LONGEST:
            room = max(12, (_LONGEST - (end - start)) // 2)
            first, last = start - room, min(start + _LONGEST, end) + room
            first = (text.find(" ", first, start) + 1 or first) if first > 0 else 0
            blank = text.rfind(" ", end, last)
            last = len(text) if last >= len(text) else blank if blank > 0 else last
        cut = " ".join(text[first:last].split())
        return f'"{"…" if first else ""}{cut}{"…" if last < len(text) else ""}"'


def _short(heading: str) -> str:
    words = " ".join(heading.split())
    return words if len(words) <= 40 else f"{words[:39].rstrip()}…"
