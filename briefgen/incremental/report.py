"""The last build, as a file for other programs: `out/.briefgen/report.json`.

It names briefs, statements, files and codes by id. No words of a fact are in it and no message that might quote
one, no path of this machine and no time of day: equal builds leave equal reports.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from briefgen.diagnostics import Diagnostic, in_order
from briefgen.disk import content_of, replace_file
from briefgen.incremental.results import BriefResult, BuildResult, Status
from briefgen.outputs.manifest import DAMAGED, FOLDER, Manifest, compact_json, own_folder
from briefgen.workspace.programs import versions

REPORT = "report.json"
FORMAT = 1
FAILED = b'\n "failed": true,\n'
"""The line of a report on which something is wrong."""


def write_report(built: BuildResult, out: Path, manifest: Manifest) -> None:
    """Replace the report in one step where the build did something, or tried to, and it says something new.

    A build with nothing to do takes back what an earlier one had found wrong.
    """
    path = report_file(out)
    before = content_of(path) or b""
    if not has_acted(built) and FAILED not in before:
        return
    content = to_bytes(built, manifest)
    if before != content:
        replace_file(own_folder(out) / REPORT, content)


def report_bytes(built: BuildResult, out: Path) -> bytes:
    """The report as it lies there; where it could not be written, as it would be."""
    content = content_of(report_file(out)) if built.ran else None
    return content if content and _is_sound(content) else to_bytes(built, Manifest(out))


def _is_sound(content: bytes) -> bool:
    try:
        return bool(json.loads(content)["format"] == FORMAT)
    except DAMAGED:
        return False


def report_file(out: Path) -> Path:
    return out / FOLDER / REPORT


def has_acted(built: BuildResult) -> bool:
    """True where a brief was stale, or something is wrong."""
    return built.failed or any(entry.reasons for entry in built.entries)


def to_bytes(built: BuildResult, manifest: Manifest) -> bytes:
    """The report as JSON in UTF-8."""
    files: dict[str, dict[str, str]] = {}
    for name, known in sorted(manifest.files.items()):
        files.setdefault(known.owner.brief, {})[name] = known.sha256
    data = {
        "format": FORMAT,
        "versions": versions(),
        "failed": built.failed,
        "counts": {s.value: n for s in Status if (n := built.count(s))},
        "briefs": [_of_entry(entry, files.get(entry.name, {})) for entry in built.entries],
        "orphans": built.orphans,
        "findings": _findings(built.problems),
    }
    return compact_json(data).encode("utf-8", "backslashreplace")


def _of_entry(entry: BriefResult, files: Mapping[str, str]) -> dict[str, Any]:
    """A brief; `files` has the hash of each of its files by name."""
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
        "findings": _findings(entry.findings),
    }


def _findings(diagnostics: Iterable[Diagnostic]) -> list[dict[str, Any]]:
    """Where and what, without the message, which may quote a fact: `briefgen check --explain CODE` says more."""
    found = in_order(diagnostics)
    titles = _titles() if found else {}
    return [
        {
            "file": _plain(d.location.file),
            "line": d.location.line,
            "column": d.location.column,
            "severity": d.severity.value,
            "code": d.code,
            "title": titles.get(d.code, ""),
        }
        for d in found
    ]


def _plain(file: str) -> str:
    """A file's name without the folders of this machine."""
    return os.path.basename(file) if os.path.isabs(file) else file


@cache
def _titles() -> dict[str, str]:
    from briefgen.codes import rules

    return {rule.code: rule.title for rule in rules().values()}
