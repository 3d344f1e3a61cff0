"""The result of a build, brief by brief; plain data for the screen, the report and the exit code."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum

from briefgen.diagnostics import Diagnostic, has_errors
from briefgen.outputs.publishing import KeepEdits


class Status(StrEnum):
    """How a brief stands after a build, or before one."""

    FRESH = "fresh"
    STALE = "stale"
    MADE = "made"
    UNCHANGED = "unchanged"
    EDITED = "edited"
    MERGED = "merged"
    CONFLICT = "conflict"
    FAILED = "failed"


WRONG = (Status.FAILED, Status.CONFLICT)
"""A brief that stands like this is for a person to put right."""


@dataclass(frozen=True, slots=True)
class Choices:
    """How to build; `wanted` and `tables` restrict it to these briefs by name and to those of these `[briefs.…]`.

    `jobs` are processes, 0 for as many as there are cores; `executor` is the address of a cluster. `wait` are
    seconds to wait for another run. With `all_told`, what was told of briefs that are fresh is wanted as well.
    """

    wanted: tuple[str, ...] = ()
    tables: tuple[str, ...] = ()
    jobs: int = 0
    executor: str = ""
    keep_edits: KeepEdits = KeepEdits.MERGE
    allow_stale: bool = False
    wait: float = 0.0
    all_told: bool = False


@dataclass(frozen=True, slots=True)
class BriefResult:
    """One standard brief in a build: how it stands, why it was stale, what was written, what was told.

    Names of files are relative to `out`. `edited` are those that somebody edited since the last build and that stay
    as they are, `merged` those that hold what was edited and what is new, merged now or earlier. `reported`
    are the reasons as the readers of the brief may know them, `statements` the ids of those that a brief made now rests
    on.
    """

    name: str
    status: Status
    reasons: tuple[str, ...] = ()
    reported: tuple[str, ...] = ()
    written: tuple[str, ...] = ()
    copies: tuple[str, ...] = ()
    edited: tuple[str, ...] = ()
    merged: tuple[str, ...] = ()
    findings: tuple[Diagnostic, ...] = ()
    statements: tuple[str, ...] = ()


@dataclass(slots=True)
class BuildResult:
    """All entries by name; `orphans` are files of no standard brief, `problems` those of no brief in particular.

    `ran` is False where nothing could be done at all.
    """

    entries: list[BriefResult] = field(default_factory=list)
    orphans: list[str] = field(default_factory=list)
    problems: list[Diagnostic] = field(default_factory=list)
    ran: bool = True

    @property
    def failed(self) -> bool:
        """True where a brief that was asked for is not as it should be."""
        return has_errors(self.problems) or any(e.status in WRONG for e in self.entries)

    @property
    def refused(self) -> bool:
        """True where a brief could not be made as its files may not be written."""
        return any(d.code == "write-protected" for entry in self.entries for d in entry.findings)

    def count(self, status: Status) -> int:
        return sum(entry.status is status for entry in self.entries)


Listener = Callable[[str, int, int], None]
"""Told which brief is being made, how many are done, and of how many; at the end the last one that was made."""
