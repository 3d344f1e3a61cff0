"""What is to be said of a Word template, and where: errors of its tags, and what of its looks no brief takes over."""

from __future__ import annotations

from dataclasses import field

from briefgen.diagnostics import Diagnostic, Location, Severity
from briefgen.frozen import dataclass


@dataclass(slots=True)
class TemplateFindings:
    """Collects diagnostics of one file. A line is a paragraph, counted as the tape counts them."""

    file: str
    _errors: list[Diagnostic] = field(default_factory=list)
    _left_out: dict[str, list[tuple[int, ParagraphPlace, str | None, Severity]]] = field(default_factory=dict)

    def error(self, line: int, place: ParagraphPlace, start: int, end: int, message: str, hint: str | None) -> None:
        """A tag that cannot be followed, at `start` to `end` of its paragraph's text."""
        self._errors.append(told(self.file, line, place, start, end, message, "word-tag", hint))

    def left_out(
        self,
        line: int,
        place: ParagraphPlace,
        what: str,
        hint: str | None = None,
        severity: Severity = Severity.WARNING,
    ) -> None:
        """Something that no brief takes over; told once, with its first place and how often it was found."""
        self._left_out.setdefault(what, []).append((line, place, hint, severity))

    def all(self) -> list[Diagnostic]:
        return [*self._errors, *(self._told(what, found) for what, found in self._left_out.items())]

    def _told(self, what: str, found: list[tuple[int, ParagraphPlace, str | None, Severity]]) -> Diagnostic:
        line, place, hint, severity = found[0]
        others = len(found) - 1
        more = f", and {others} more place{'s' * (others > 1)}" if others else ""
        message = f"{what} ({place}{more})"
        return Diagnostic(Location(self.file, line, 1), message, "word-left-out", hint, severity)


def told(
    file: str, line: int, place: ParagraphPlace, start: int, end: int, message: str, code: str, hint: str | None
) -> Diagnostic:
    """An error at a piece of a paragraph's text, with its place in words: … (body, under "Outcome": "… {{ x }} …")"""
    around = f": {place.around(start, end)}" if place.text.strip() else ""
    return Diagnostic(Location(file, line, start + 1), f"{message} ({place}{around})", code, hint=hint)


_LONGEST = 80


@dataclass(frozen=True, slots=True)
class ParagraphPlace:
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
