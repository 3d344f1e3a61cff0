"""Every rule there is: those that look at one file at a time, and those that hold all records side by side."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import Protocol

from briefgen.checks.context import Context, Settings, WordsAt, nowhere
from briefgen.checks.rules import (
    asked_fields,
    bearing,
    dangling,
    disagreements,
    duplicates,
    loops,
    markings,
    posts,
    quotes,
    sourcing,
    speakers,
    unfinished,
    unnamed,
    unplaced,
    wording,
)
from briefgen.checks.verification import Checked, SourceText, Verification
from briefgen.diagnostics import Diagnostic, Severity, in_order
from briefgen.facts.conflicts.conflict import Conflict
from briefgen.facts.factbase import FactBase
from briefgen.model.schema import source_key
from briefgen.model.statement import Record, Statement


class Check(Protocol):
    """A module with a check: what the fact base is asked for, and what is found."""

    def check(self, context: Context, /) -> Iterable[Diagnostic]: ...


OF_ONE_FILE: tuple[Check, ...] = (
    quotes,
    bearing,
    speakers,
    unfinished,
    markings,
    wording,
    dangling,
)
"""The rules that look at one statement after the other, and may look at those of one file alone."""
ACROSS_FILES: tuple[Check, ...] = (
    disagreements,
    posts,
    sourcing,
    loops,
    duplicates,
    unnamed,
    unplaced,
    asked_fields,
)
"""The rules that look at all records together."""
CHECKS = (*OF_ONE_FILE, *ACROSS_FILES)


def run_checks(context: Context, checks: Iterable[Check] = CHECKS) -> list[Diagnostic]:
    """Everything the rules find in a fact base, in order of file, line and column."""
    return in_order(diagnostic for check in checks for diagnostic in check.check(context))


# --- One file before the rules that need no other: one that is not saved yet, or what is left of one with errors ---


def checked_alone(
    base: FactBase,
    file: str,
    known: Verification,
    settings: Settings,
    told: Iterable[Diagnostic],
    words_at: WordsAt = nowhere,
) -> list[Diagnostic]:
    """What the rules find in one file of a base; nothing at a place of which an error was `told` already.

    `known` are the quotes of a base without the file, or with an older one: texts that it has read are not read again.
    """
    focus = _OneFile(base, known.archive, known.lock, settings, words_at=words_at)
    focus.look_at(file, known)
    places = {d.location for d in told if d.severity is Severity.ERROR}
    found = run_checks(focus, OF_ONE_FILE)
    return [d for d in found if d.location.file == file and d.location not in places]


class _OneFile(Context):
    """What rules see of one file: its records and statements, among all others that they may be looked up in."""

    def look_at(self, file: str, known: Verification) -> None:
        mine = tuple(r for r in self.base.records.values() if r.file == file)
        self.__dict__["records"] = tuple(r for r in mine if not r.deprecated)
        self.__dict__["verification"] = _QuotesOf(self.base, known, mine)

    @cached_property
    def conflicts(self) -> tuple[Conflict, ...]:
        return ()


class _QuotesOf(Verification):
    """The quotes of some records alone; texts that are folded already are not folded again."""

    def __init__(self, base: FactBase, known: Verification, records: tuple[Record, ...]) -> None:
        super().__init__(base, known.archive, known.lock)
        self.known, self.records = known, records

    def text(self, source: str) -> SourceText | None:
        key = source_key(source)
        is_as_before = self.base.record(key) is self.known.base.record(key)
        return self.known.text(source) if is_as_before else super().text(source)

    def _statements(self) -> Iterator[Statement]:
        return (s for record in self.records for s in record.statements)

    @cached_property
    def quotes(self) -> tuple[Checked, ...]:
        return tuple(self.of(s, c) for s in self._statements() for c in s.citations if c.quote)
