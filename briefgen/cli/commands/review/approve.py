"""briefgen review approve: what somebody else wrote is borne out by its source."""

from __future__ import annotations

from pathlib import Path

import click

from briefgen.cli.commands.review import chosen, reviews_of
from briefgen.cli.options import by_option, workspace_command
from briefgen.cli.terminal import shown_path, today
from briefgen.review.deciding import approve, reviewer


@workspace_command(
    "briefgen review approve meeting/samarkand-2025/date", "briefgen review approve meeting/samarkand-2025"
)
@click.argument("names", nargs=-1, required=True, metavar="STATEMENT...")
@by_option
def command(names: tuple[str, ...], by: str, root: Path | None) -> int:
    """Approve statements: their passages bear them. Nobody approves what they wrote themselves.

    STATEMENT is an id as briefgen review show names it, its beginning, or a record for all that it states.
    """
    reviews = reviews_of(root)
    statements, name = chosen(reviews, names), reviewer(reviews, by)
    files = approve(reviews, statements, name, today())
    for file in files:
        click.echo(f"{name} approved, in {shown_path(file)}")
    click.echo(f"{len(statements)} approved")
    return 0
