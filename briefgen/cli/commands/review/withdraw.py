"""briefgen review withdraw: an approval or an objection is taken back by whoever gave it."""

from __future__ import annotations

from pathlib import Path

import click

from briefgen.cli.commands.review import chosen, reviews_of
from briefgen.cli.options import by_option, workspace_command
from briefgen.cli.terminal import shown_path, today
from briefgen.review.deciding import reviewer, withdraw


@workspace_command("briefgen review withdraw meeting/samarkand-2025/date")
@click.argument("names", nargs=-1, required=True, metavar="STATEMENT...")
@by_option
def command(names: tuple[str, ...], by: str, root: Path | None) -> int:
    """Take back what you approved or objected to; each statement then stands as if you had not looked at it.

    STATEMENT is an id as briefgen review show names it, its beginning, or a record for all that it states.
    """
    reviews = reviews_of(root)
    who = reviewer(reviews, by)
    for file in withdraw(reviews, chosen(reviews, names), who, today()):
        click.echo(f"{who} took it back, in {shown_path(file)}")
    return 0
