"""What making a brief gave, or checking a workspace: plain data, so that it can be kept."""

from __future__ import annotations

from briefgen.diagnostics import Diagnostic
from briefgen.frozen import dataclass


@dataclass(frozen=True, slots=True)
class Report:
    """A brief as made: `files` are contents by name below `out/`; `conflicts` are ids and whether each is open.

    `asked` are the questions whose answers decide what it is (`facts.tracing`).
    """

    kind: str
    about: str
    title: str
    marking: str
    sources: tuple[str, ...]
    statements: tuple[str, ...]
    notes: int
    conflicts: tuple[tuple[str, str], ...]
    gaps: int
    diagnostics: tuple[Diagnostic, ...]
    files: dict[str, bytes]
    asked: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Checking:
    """What a check found, and how the quotes fared: a count for each verdict."""

    diagnostics: tuple[Diagnostic, ...]
    quotes: dict[str, int]
    records: int
    statements: int
