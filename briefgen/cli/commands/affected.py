"""briefgen affected: what was issued that rests on a source, a record or a statement."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import click

from briefgen.citations.resolve import NotedSentence
from briefgen.cli.options import json_option, workspace_command
from briefgen.cli.terminal import open_workspace, print_bold, print_json, print_problems
from briefgen.diagnostics import counted
from briefgen.issues.affected import Affected, AffectedIssue, affected_by


@workspace_command("briefgen affected nca-2025-10-17", "briefgen affected meeting/samarkand-2025 --json")
@click.argument("id_", metavar="ID")
@json_option
def command(id_: str, as_json: bool, root: Path | None) -> int:
    """List the issued briefs, with their sentences, that rest on a source, a record or a statement.

    ID may be gone from the facts; it may be the name of a record's file. Issues that no other has followed come first.
    Standard briefs that rest on it are named as they were last built. Leaves with 0, or with 1 where an issue could
    not be read.
    """
    found = affected_by(open_workspace(root), id_)
    if as_json:
        issues = [_as_json(one) for one in found.issues]
        problems = [d.as_json() for d in found.problems]
        print_json({"id": id_, "issues": issues, "drafts": found.drafts, "problems": problems})
        return 1 if found.problems else 0
    for one in found.issues:
        followed = "" if one.is_last else "; another has followed"
        print_bold(f"{one.issue.called}, of {one.issue.provenance.date}{followed}")
        for line, count in Counter(_line(sentence) for sentence in one.sentences).items():
            click.echo(f"  {line}{f'  ({count} times)' if count > 1 else ''}")
    click.echo(_summary(found))
    if found.drafts:
        click.echo(f"as last built, these standard briefs rest on it: {', '.join(found.drafts)}")
    print_problems(found.problems)
    return 1 if found.problems else 0


def _line(sentence: NotedSentence) -> str:
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


def _as_json(one: AffectedIssue) -> dict[str, object]:
    return {
        "brief": one.issue.name,
        "issue": one.issue.number,
        "date": one.issue.provenance.date,
        "last": one.is_last,
        "sentences": [{"text": s.text, "notes": list(s.notes)} for s in one.sentences],
    }
