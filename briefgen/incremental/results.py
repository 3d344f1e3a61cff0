"""The result of a build, brief by brief; plain data for the screen, the report and the exit code."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping
from dataclasses import field
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

from briefgen.diagnostics import Diagnostic, has_errors, in_order
from briefgen.disk import content_of, replace_file
from briefgen.frozen import dataclass
from briefgen.outputs.manifest import FOLDER, Manifest, compact_json, own_folder
from briefgen.outputs.publishing import KeepEdits
from briefgen.workspace.programs import versions

REPORT = "report.json"
FORMAT = 1
FAILED = b'\n "failed": true,\n'
"""The line of a report on which something is wrong."""


def write_report(built: BuildResult, out: Path, manifest: Manifest) -> None:
    """Replace the report in one step where the build did something, or tried to, and it says something new.

    A build with nothing to do takes back what an earlier one had found wrong.
    """
    before = content_of(out / FOLDER / REPORT) or b""
    if not has_acted(built) and FAILED not in before:
        return
    content = to_bytes(built, manifest)
    if before != content:
        replace_file(own_folder(out) / REPORT, content)


def has_acted(built: BuildResult) -> bool:
    """True where a brief was stale, or something is wrong."""
    return built.failed or any(entry.reasons for entry in built.entries)


def to_bytes(built: BuildResult, manifest: Manifest) -> bytes:
    """The report as JSON in UTF-8."""
    files: dict[str, dict[str, str]] = {}
    for name, known in sorted(manifest.files.items()):
        files.setdefault(known.owner.brief, {})[name] = known.sha256
    told: dict[tuple[int, ...], list[dict[str, Any]]] = {}
    data = {
        "format": FORMAT,
        "versions": versions(),
        "failed": built.failed,
        "counts": {s.value: n for s in Status if (n := built.count(s))},
        "briefs": (_of_entry(entry, files.get(entry.name, {}), told) for entry in built.entries),
        "orphans": built.orphans,
        "edited_orphans": built.edited_orphans,
        "findings": _findings(built.problems),
    }
    return compact_json(data, "backslashreplace")


def _of_entry(
    entry: BriefResult, files: Mapping[str, str], told: dict[tuple[int, ...], list[dict[str, Any]]]
) -> dict[str, Any]:
    """A brief; `files` has the hash of each of its files by name, `told` what was found in others, by the objects."""
    same = tuple(map(id, entry.findings))
    if same not in told:
        told[same] = _findings(entry.findings)
    return {
        "name": entry.name,
        "standing": entry.status.value,
        "reasons": list(entry.reported),
        "statements": list(entry.statements),
        "files": [
            {
                "name": name,
                "sha256": digest,
                "written": name in entry.written,
                "edited": name in entry.edited,
                "merged": name in entry.merged,
            }
            for name, digest in files.items()
        ],
        "kept_copies": list(entry.copies),
        "findings": told[same],
    }


def _findings(diagnostics: Iterable[Diagnostic]) -> list[dict[str, Any]]:
    """Where and what, without the message, which may quote a fact: `briefgen check --explain CODE` says more."""
    found = in_order(diagnostics)
    titles = _titles() if found else {}
    return [
        {
            "file": (os.path.basename(d.location.file) if os.path.isabs(d.location.file) else d.location.file),
            "line": d.location.line,
            "column": d.location.column,
            "severity": d.severity.value,
            "code": d.code,
            "title": titles.get(d.code, ""),
        }
        for d in found
    ]


@cache
def _titles() -> dict[str, str]:
    from briefgen.codes import rules

    return {rule.code: rule.title for rule in rules().values()}


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
    seconds to wait for another run.
    """

    wanted: tuple[str, ...] = ()
    tables: tuple[str, ...] = ()
    jobs: int = 0
    executor: str = ""
    keep_edits: KeepEdits = KeepEdits.MERGE
    allow_stale: bool = False
    wait: float = 0.0


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

    `edited_orphans` are those orphans that hold what a person wrote.
    Where there was nothing to do, `looked_at` names the files below `out` that say so.
    """

    entries: list[BriefResult] = field(default_factory=list)
    orphans: list[str] = field(default_factory=list)
    problems: list[Diagnostic] = field(default_factory=list)
    edited_orphans: list[str] = field(default_factory=list)
    looked_at: tuple[str, ...] = ()

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
