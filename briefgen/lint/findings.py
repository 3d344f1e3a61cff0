"""The findings of a run: each once, with its place, in the words of one table of codes."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from briefgen.diagnostics import Diagnostic, Location
from briefgen.lint.template_source import TemplateText


class LintFindings:
    """Collects diagnostics; what is said of a template twice stands here once."""

    def __init__(self) -> None:
        self._found: dict[tuple[Location, str, str], Diagnostic] = {}
        self._muted = 0
        self._skipped: frozenset[str] = frozenset()

    def say(self, source: TemplateText, place: int, code: str, message: str, hint: str | None = None) -> None:
        """A finding at a place of a template."""
        self.say_at(source.location(place), code, message, hint)

    def say_at(self, location: Location, code: str, message: str, hint: str | None = None) -> None:
        if self._muted or code in self._skipped:
            return
        found = Diagnostic(location, message, code, hint or None)
        self._found.setdefault((location, code, message), found)

    def all(self) -> list[Diagnostic]:
        return list(self._found.values())

    @contextmanager
    def without(self, *codes: str) -> Iterator[None]:
        """Where what names stand for is guessed, some things cannot be told."""
        self._skipped = frozenset(codes)
        try:
            yield
        finally:
            self._skipped = frozenset()

    @contextmanager
    def muted(self) -> Iterator[None]:
        """Where a template asks whether a name is there, it is no fault that it is not."""
        self._muted += 1
        try:
            yield
        finally:
            self._muted -= 1
