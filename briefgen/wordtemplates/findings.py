"""What is to be said of a Word template: errors of its tags, and what of its looks no brief takes over."""

from __future__ import annotations

from dataclasses import dataclass, field

from briefgen.diagnostics import Diagnostic, Location, Severity
from briefgen.wordtemplates.places import Place


@dataclass(slots=True)
class _LeftOut:
    first: tuple[int, Place]
    hint: str | None
    severity: Severity
    count: int = 1


@dataclass(slots=True)
class Findings:
    """Collects diagnostics of one file. A line is a paragraph, counted as the tape counts them."""

    file: str
    _errors: list[Diagnostic] = field(default_factory=list)
    _left_out: dict[str, _LeftOut] = field(default_factory=dict)

    def error(self, line: int, place: Place, start: int, end: int, message: str, hint: str | None) -> None:
        """A tag that cannot be followed, at `start` to `end` of its paragraph's text."""
        self._errors.append(told(self.file, line, place, start, end, message, "word-tag", hint))

    def left_out(
        self, line: int, place: Place, what: str, hint: str | None = None, severity: Severity = Severity.WARNING
    ) -> None:
        """Something that no brief takes over; told once, with its first place and how often it was found."""
        known = self._left_out.get(what)
        if known:
            known.count += 1
        else:
            self._left_out[what] = _LeftOut((line, place), hint, severity)

    def all(self) -> list[Diagnostic]:
        return [*self._errors, *(self._told(what, found) for what, found in self._left_out.items())]

    def _told(self, what: str, found: _LeftOut) -> Diagnostic:
        line, place = found.first
        others = found.count - 1
        more = f", and {others} more place{'s' * (others > 1)}" if others else ""
        message = f"{what} ({place}{more})"
        return Diagnostic(Location(self.file, line, 1), message, "word-left-out", found.severity, found.hint)


def told(
    file: str, line: int, place: Place, start: int, end: int, message: str, code: str, hint: str | None
) -> Diagnostic:
    """An error at a piece of a paragraph's text, with its place in words: … (body, under "Outcome": "… {{ x }} …")"""
    around = f": {place.around(start, end)}" if place.text.strip() else ""
    return Diagnostic(Location(file, line, start + 1), f"{message} ({place}{around})", code, hint=hint)
