"""briefgen status: how every standard brief stands."""

from __future__ import annotations

from pathlib import Path

import click

from briefgen.cli.commands.build import as_data, tell_orphans
from briefgen.cli.options import json_option, workspace_command
from briefgen.cli.terminal import open_workspace, print_json, print_problems
from briefgen.incremental.build import status_of_briefs
from briefgen.incremental.results import Choices, Status
from briefgen.review.standing import Reviews


@workspace_command("briefgen status", "briefgen status --json")
@json_option
def command(as_json: bool, root: Path | None) -> int:
    """Say of every standard brief how it stands, and which files are orphaned.

    fresh, stale or failed; edited: a file was changed by hand since the last build; merged: it holds hand edits and
    all that is new; conflict: both versions stand in it. Where anybody reviews, a line counts what is open. Nothing
    is made or written. Leaves with 0 when all are fresh, edited or merged, with 1 otherwise.
    """
    workspace = open_workspace(root)
    built = status_of_briefs(workspace, Choices())
    reviews = Reviews(workspace)
    counts = {str(standing): count for standing, count in reviews.counts.items()} if reviews.is_in_use else {}
    if as_json:
        review = {"review": {**counts, "required": reviews.is_required}} if counts else {}
        print_json({**as_data(built), **review})
    else:
        for entry in built.entries:
            why = f"  {entry.reasons[0]}" if entry.reasons else ""
            click.echo(f"{entry.status.value:<10} {entry.name}{why}")
        tell_orphans(built, most=len(built.orphans))
        if counts:
            click.echo(f"{'review':<10} {', '.join(f'{count} {standing}' for standing, count in counts.items())}")
        print_problems([*built.problems, *reviews.problems])
    stale = built.count(Status.STALE)
    return 1 if built.failed or stale else 0
