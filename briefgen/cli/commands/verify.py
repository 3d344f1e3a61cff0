"""briefgen verify: whether a file is an issue of this workspace."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import click

from briefgen.cli.options import json_option, workspace_command
from briefgen.cli.terminal import open_workspace, print_json, print_problems, shown_path
from briefgen.issues.verifying import Difference, KnownBy, VerifiedFile, verify_file
from briefgen.workspace.register import Issue


@workspace_command(
    "briefgen verify samarkand-2025.issue-1.docx",
    "briefgen verify out/issued/meeting/samarkand-2025/1/samarkand-2025.issue-1.md --json",
)
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@json_option
def command(file: Path, as_json: bool, root: Path | None) -> int:
    """Say whether a file is an issue of this workspace, unchanged, and what it would say otherwise today.

    A file is known by what is in it, whatever it is called and wherever it lies; a Word file also after it was
    edited. Leaves with 0 when it is exactly as it was issued, with 1 when it was changed since or is no issue, with
    2 when it cannot be read.
    """
    found = verify_file(open_workspace(root), file)
    if as_json:
        print_json(_as_json(found))
    else:
        _tell(file, found)
    return 0 if found.is_unchanged else 1


def _as_json(found: VerifiedFile) -> dict[str, object]:
    issue = found.issue
    return {
        "brief": issue.name if issue else None,
        "issue": issue.number if issue else None,
        "date": issue.provenance.date if issue else None,
        "file": found.name,
        "unchanged": found.is_unchanged,
        "known_by": found.known_by.value if issue else None,
        "last_issue": found.newer or (issue.number if issue else None),
        "edited": found.edited and asdict(found.edited),
        "today": found.today and asdict(found.today),
        "diagnostics": [d.as_json() for d in found.why],
    }


def _tell(file: Path, found: VerifiedFile) -> None:
    issue = found.issue
    if issue is None:
        click.echo(f"{shown_path(file)} is no issue of this workspace, nor is it called like one")
        print_problems(found.why)
        return
    click.echo(f"{shown_path(file)} {_what_it_is(file, found, issue)}")
    if found.edited is None:
        click.echo("what differs cannot be told:")
        print_problems(found.why)
    elif not found.is_unchanged:
        _lines(found.edited) if found.edited != Difference() else click.echo("  its text is the same")
    if found.newer:
        click.echo(f"issue {found.newer} has followed since")
    if found.today is None:
        click.echo("what it would say today cannot be told:")
        print_problems(found.why if found.edited is not None else ())
    elif found.today == Difference():
        click.echo("made today, it would say the same")
    else:
        click.echo("made today, it would say otherwise:")
        _lines(found.today)


def _what_it_is(file: Path, found: VerifiedFile, issue: Issue) -> str:
    match found.known_by:
        case KnownBy.CONTENT:
            return f"is {issue.called}, of {issue.provenance.date}, unchanged"
        case KnownBy.PLACE | KnownBy.MARK:
            return f"was changed since it was issued as {issue.called}, of {issue.provenance.date}:"
        case KnownBy.NAME if file.name == found.name:
            return f"is not {issue.called} as it was issued: it was changed since, or comes from another workspace:"
        case KnownBy.NAME:
            return f"is no issue; from {issue.called} it differs so:"


def _lines(difference: Difference) -> None:
    for sign, said in (("-", difference.removed), ("+", difference.added)):
        for line in said:
            click.echo(f"  {sign} {line}")
