"""briefgen issue: publish briefs, each as its next issue."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date as Date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from briefgen.cli.options import audience_option, json_option, wait_option, workspace_command
from briefgen.cli.terminal import open_workspace, print_json, print_problems, shown_path
from briefgen.diagnostics import Diagnostic, Severity, counted, has_errors, in_order

if TYPE_CHECKING:
    from briefgen.issues.issuing import Issued


@workspace_command(
    "briefgen issue",
    "briefgen issue meeting samarkand-2025",
    "briefgen issue meeting/samarkand-2025 country/armenia --date 2026-11-22",
)
@click.argument("words", nargs=-1, metavar="[KIND ID...]")
@click.option(
    "--date",
    type=click.DateTime(["%Y-%m-%d"]),
    default=None,
    metavar="YYYY-MM-DD",
    help="The day of the issue. Default: today.",
)
@click.option("--language", "-l", default="", metavar="TAG", help="Issue the briefs in this language, such as ru.")
@audience_option
@click.option("--without-edits", is_flag=True, help="Leave hand edits in out/ out of the issue.")
@wait_option
@json_option
def command(
    words: tuple[str, ...],
    date: Date | None,
    language: str,
    audience: str,
    without_edits: bool,
    wait: float,
    as_json: bool,
    root: Path | None,
) -> int:
    """Publish briefs: each becomes its next issue, kept for good under out/issued/.

    Without arguments all standard briefs are issued. An issue is what facts and templates give; a brief whose file in
    out/ holds hand edits is refused. A brief that says what its last issue says is not issued again.
    Leaves with 0 when all are issued or as before, with 1 where one could not be, with 2 where a name leads nowhere
    and nothing is issued, with 3 while another run goes on.
    """
    from briefgen.issues.issuing import issue_briefs, requests_of

    workspace = open_workspace(root)
    requests, problems = requests_of(workspace, words, language, audience)
    day = f"{date or Date.today():%Y-%m-%d}"
    done = []
    for one in issue_briefs(workspace, requests, day, wait=wait, without_edits=without_edits):
        done.append(one)
        if not as_json:
            click.echo(_said(one))
    if as_json:
        print_json({"issues": [_as_json(one) for one in done], "problems": [d.as_json() for d in problems]})
    else:
        print_problems([*problems, *dict.fromkeys(d for one in done for d in _worth_telling(one))])
        click.echo(_counted(done))
    return 1 if has_errors(problems) or any(one.failed for one in done) else 0


def _as_json(one: Issued) -> dict[str, object]:
    issue = one.issue
    return {
        "name": one.request.name,
        "issue": issue.number if issue else None,
        "date": issue.provenance.date if issue else None,
        "new": one.is_new,
        "folder": str(issue.folder) if issue else None,
        "files": dict(issue.provenance.files) if issue else {},
        "diagnostics": [d.as_json() for d in one.findings],
        "problem": one.problem,
    }


def _said(one: Issued) -> str:
    """What became of a brief, in a line; where it failed, where to look."""
    if one.issue is None:
        first = next((d for d in in_order(one.findings) if d.severity is Severity.ERROR), None)
        why = one.problem or (f"{first.location} [{first.code}]" if first else "")
        return f"{'failed':<10} {one.request.name}{f': {why}' if why else ''}"
    if one.is_new:
        return f"{'issued':<10} {one.request.name}: issue {one.issue.number} in {shown_path(one.issue.folder)}"
    last = f"issue {one.issue.number} of {one.issue.provenance.date}"
    return f"{'unchanged':<10} {one.request.name}: it says what {last} says, so it is not issued again"


def _worth_telling(one: Issued) -> Iterator[Diagnostic]:
    """What there is to say of a brief; what many of them have in common is said once."""
    for found in one.findings:
        if one.failed or found.severity is not Severity.NOTE:
            yield found


def _counted(done: Sequence[Issued]) -> str:
    failed, issued = sum(one.failed for one in done), sum(one.is_new for one in done)
    counts = {"issued": issued, "unchanged": len(done) - issued - failed, "failed": failed}
    said = ", ".join(f"{count} {name}" for name, count in counts.items() if count)
    return f"{counted(len(done), 'brief')}: {said}" if done else "there are no standard briefs"
