"""Which way a file takes in: a table into records, names into a meeting, references into sources."""

from __future__ import annotations

from pathlib import Path

from briefgen.diagnostics import Diagnostic, Location
from briefgen.disk import read_file, reason
from briefgen.errors import Problems, UsageProblem
from briefgen.intake.adding import LIMITS, or_why_not
from briefgen.intake.tables.bibliography import import_sources, is_bibliography, read_references
from briefgen.intake.tables.cells import read_sheet
from briefgen.intake.tables.importing import Imported, import_table
from briefgen.intake.tables.participants import add_participants
from briefgen.intake.tables.repeated import add_repeated, is_repeated
from briefgen.sandbox.bounded import bounded
from briefgen.workspace.workspace import Workspace

LARGEST = 32 << 20


def import_file(
    workspace: Workspace,
    file: Path,
    kind: str,
    participants: str,
    column: str,
    source: str,
    today: str,
    status: str = "",
    *,
    partial: bool = False,
) -> Imported:
    """What became of a file; raises `UsageProblem` and `Problems`."""
    try:
        data = read_file(file, LARGEST)
    except (OSError, ValueError) as bad:
        why = reason(bad) if isinstance(bad, OSError) else str(bad)
        raise UsageProblem(f"{file} cannot be read: {why}") from bad
    if is_bibliography(data, file.name) and kind in ("", "source") and not participants:
        references = bounded(LIMITS, str(file), or_why_not, read_references, data, file.name)
        if isinstance(references, str):
            raise _unreadable(file, references)
        return import_sources(workspace, references, today)
    if not kind and not participants:
        raise UsageProblem("say what each row is, such as --kind person")
    sheet = bounded(LIMITS, str(file), or_why_not, read_sheet, data)
    if isinstance(sheet, str):
        raise _unreadable(file, sheet)
    if participants:
        return add_participants(workspace, sheet, participants, column, source, file.name, status)
    if is_repeated(workspace, sheet, kind):
        return add_repeated(workspace, sheet, kind, file.name, partial=partial)
    return import_table(workspace, sheet, kind, file.name, today, partial=partial)


def _unreadable(file: Path, why: str) -> Problems:
    return Problems([Diagnostic(Location(file.name), f"{file.name} {why}", "source-undrawable")])
