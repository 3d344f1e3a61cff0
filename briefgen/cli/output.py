"""What commands print: problems to standard error, results to standard output."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from pathlib import Path

import click

from briefgen.diagnostics import Diagnostic, Severity, has_errors, in_order
from briefgen.errors import Problems
from briefgen.workspace.cache import Store
from briefgen.workspace.folder import find_workspace
from briefgen.workspace.workspace import Workspace


def open_workspace(root: Path | None) -> Workspace:
    """The workspace that a command works in; raises `Problems` for settings with faults."""
    found, problems = find_workspace(root)
    if has_errors(problems):
        raise Problems(problems)
    return Workspace(found, Store.of(found.root))


def print_problems(diagnostics: Iterable[Diagnostic]) -> None:
    """Every problem, in order, and how many there are."""
    found = in_order(diagnostics)
    for diagnostic in found:
        click.echo(str(diagnostic), err=True)
    if found:
        click.echo(summary(found), err=True)


def summary(diagnostics: Sequence[Diagnostic]) -> str:
    """How many of each severity: 2 errors, 1 warning."""
    parts = []
    for severity in Severity:
        count = sum(1 for d in diagnostics if d.severity is severity)
        if count:
            parts.append(f"{count} {severity}{'' if count == 1 else 's'}")
    return ", ".join(parts) or "no problems"


def print_json(data: object) -> None:
    click.echo(json.dumps(data, ensure_ascii=False, indent=2))


def shown_path(path: Path) -> str:
    """A path as a person would type it here."""
    try:
        return str(path.relative_to(Path.cwd()))
    except (ValueError, OSError):  # OSError: the folder one stands in has been removed
        return str(path)
