"""briefgen review wrote: who wrote a record, where git cannot tell."""

from __future__ import annotations

from pathlib import Path

import click

from briefgen.cli.commands.review import reviews_of
from briefgen.cli.options import by_option, workspace_command
from briefgen.cli.terminal import shown_path
from briefgen.review.deciding import note_writer, reviewer
from briefgen.workspace.open_facts import record_named


@workspace_command('briefgen review wrote meeting/samarkand-2025 --by "A Name"')
@click.argument("name", metavar="RECORD")
@by_option
def command(name: str, by: str, root: Path | None) -> int:
    """Say that you wrote RECORD, so that somebody else can approve it in a folder that git does not keep."""
    reviews = reviews_of(root)
    who = reviewer(reviews, by)
    record = record_named(reviews.workspace, name)
    click.echo(f"{who} wrote {record.key}, in {shown_path(note_writer(reviews, record, who))}")
    return 0
