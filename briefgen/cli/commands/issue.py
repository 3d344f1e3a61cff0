"""briefgen issue, verify, redline and affected: briefs published as issues, and what is asked of these."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date as Date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from briefgen.cli.options import audience_option, json_option, wait_option, workspace_command
from briefgen.cli.terminal import kept_copy, open_workspace, print_bold, print_json, print_problems, shown_path
from briefgen.diagnostics import Diagnostic, Severity, counted, has_errors, in_order
from briefgen.errors import UsageProblem
from briefgen.writers import FORMATS

if TYPE_CHECKING:
    from briefgen.citations.resolve import NotedSentence
    from briefgen.issues.affected import Affected, AffectedIssue
    from briefgen.issues.issuing import Issued
    from briefgen.issues.verifying import Difference, VerifiedFile
    from briefgen.workspace.register import Issue


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


# --- briefgen verify ---


@workspace_command(
    "briefgen verify samarkand-2025.issue-1.docx",
    "briefgen verify out/issued/meeting/samarkand-2025/1/samarkand-2025.issue-1.md --json",
)
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@json_option
def verify(file: Path, as_json: bool, root: Path | None) -> int:
    """Say whether a file is an issue of this workspace, unchanged, and what it would say otherwise today.

    A file is known by what is in it, whatever it is called and wherever it lies; a Word file also after it was
    edited. Leaves with 0 when it is exactly as it was issued, with 1 when it was changed since or is no issue, with
    2 when it cannot be read.
    """
    from briefgen.issues.verifying import verify_file

    found = verify_file(open_workspace(root), file)
    if as_json:
        print_json(_verified_as_json(found))
    else:
        _tell(file, found)
    return 0 if found.is_unchanged else 1


def _verified_as_json(found: VerifiedFile) -> dict[str, object]:
    from dataclasses import asdict

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
    from briefgen.issues.verifying import Difference

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
    from briefgen.issues.verifying import KnownBy

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


# --- briefgen redline ---


@workspace_command(
    "briefgen redline meeting samarkand-2025", "briefgen redline meeting samarkand-2025 --since 1 --format md"
)
@click.argument("words", nargs=-1, required=True, metavar="KIND ID")
@click.option("--since", type=click.IntRange(1), default=None, metavar="N", help="The issue to compare with.")
@click.option("--format", "-f", "formats", multiple=True, type=click.Choice(FORMATS), help="Default: docx.")
@click.option("--out", "-o", type=click.Path(path_type=Path, file_okay=False), help="The folder. Default: out/.")
@click.option("--language", "-l", default="", metavar="TAG", help="The language of the brief, such as ru.")
@audience_option
@click.option(
    "--for", "ceiling", default="", metavar="MARKING", help="The highest marking that its readers may see. Default: "
    "the brief's audience, else the marking of the brief now.",
)  # fmt: skip
@json_option
def redline(
    words: tuple[str, ...],
    since: int | None,
    formats: tuple[str, ...],
    out: Path | None,
    language: str,
    audience: str,
    ceiling: str,
    as_json: bool,
    root: Path | None,
) -> int:
    """Show what changed in a brief since its last issue, or issue N: tracked changes in Word, CriticMarkup in Markdown.

    A comment at each change says which fact changed. What was taken out of a text can be read in a redline, so an
    issue that is marked higher than its readers may see is refused.
    """
    from briefgen.issues.issuing import requests_of
    from briefgen.issues.redlining import redline_since
    from briefgen.outputs.artifacts import Artifacts

    workspace = open_workspace(root)
    requests, _ = requests_of(workspace, words, language, audience)
    if len(requests) != 1:
        raise UsageProblem("a redline is of one brief: briefgen redline KIND ID")
    found = redline_since(workspace, requests[0], since, formats or ("docx",), ceiling)
    artifacts = Artifacts(out if out is not None else workspace.home.folder("out"))
    written = artifacts.write(found.files, found.owner) if found.files else []
    if as_json:
        files = [{"path": str(w.path), "written": w.changed} for w in written]
        print_json({"brief": found.issue.name, "since": found.issue.number, "changed": bool(files), "files": files})
        return 0
    if not written:
        earlier = found.issue.number - 1
        more = f"; what changed since an earlier one: --since {earlier}" if earlier else ""
        click.echo(f"the brief says what {found.issue.called} says; there is nothing to show{more}")
    for file in written:
        if file.kept_copy:
            click.echo(f"kept {kept_copy(shown_path(file.kept_copy))}")
        click.echo(f"{'wrote' if file.changed else 'up to date:'} {shown_path(file.path)}")
    return 0


# --- briefgen affected ---


@workspace_command("briefgen affected nca-2025-10-17", "briefgen affected meeting/samarkand-2025 --json")
@click.argument("id_", metavar="ID")
@json_option
def affected(id_: str, as_json: bool, root: Path | None) -> int:
    """List the issued briefs, with their sentences, that rest on a source, a record or a statement.

    ID may be gone from the facts; it may be the name of a record's file. Issues that no other has followed come first.
    Standard briefs that rest on it are named as they were last built. Leaves with 0, or with 1 where an issue could
    not be read.
    """
    from briefgen.issues.affected import affected_by

    found = affected_by(open_workspace(root), id_)
    if as_json:
        issues = [_affected_as_json(one) for one in found.issues]
        problems = [d.as_json() for d in found.problems]
        print_json({"id": id_, "issues": issues, "drafts": found.drafts, "problems": problems})
        return 1 if found.problems else 0
    for one in found.issues:
        followed = "" if one.is_last else "; another has followed"
        print_bold(f"{one.issue.called}, of {one.issue.provenance.date}{followed}")
        for line, count in Counter(_quoted(sentence) for sentence in one.sentences).items():
            click.echo(f"  {line}{f'  ({count} times)' if count > 1 else ''}")
    click.echo(_summary(found))
    if found.drafts:
        click.echo(f"as last built, these standard briefs rest on it: {', '.join(found.drafts)}")
    print_problems(found.problems)
    return 1 if found.problems else 0


def _quoted(sentence: NotedSentence) -> str:
    return f"“{sentence.text}”  [{', '.join(map(str, sentence.notes))}]"


def _summary(found: Affected) -> str:
    """How much rests on it, and how its briefs are published anew."""
    if not found.issues:
        return f"no issue rests on {found.id}"
    places = sum(len(one.sentences) for one in found.issues)
    followed = sum(not one.is_last for one in found.issues)
    more = f" ({followed} of them followed by another)" if followed else ""
    said = f"{counted(len(found.issues), 'issue')}{more} with {counted(places, 'place')} on {found.id}"
    return f"{said}; once the facts are right, briefgen issue publishes what has changed"


def _affected_as_json(one: AffectedIssue) -> dict[str, object]:
    return {
        "brief": one.issue.name,
        "issue": one.issue.number,
        "date": one.issue.provenance.date,
        "last": one.is_last,
        "sentences": [{"text": s.text, "notes": list(s.notes)} for s in one.sentences],
    }
