"""briefgen review object: something is not borne out by its source."""

from __future__ import annotations

from pathlib import Path

import click

from briefgen.cli.commands.review import chosen, reviews_of
from briefgen.cli.options import by_option, workspace_command
from briefgen.cli.terminal import shown_path, today
from briefgen.review.deciding import object_to, reviewer


@workspace_command('briefgen review object meeting/samarkand-2025/date "the source says 16 October"')
@click.argument("name", metavar="STATEMENT")
@click.argument("word")
@by_option
def command(name: str, word: str, by: str, root: Path | None) -> int:
    """Object to a statement, with WORD that says why. It stands until you approve it, or until it is changed.

    STATEMENT is an id as briefgen review show names it, its beginning, or a record for all that it states.
    """
    reviews = reviews_of(root)
    who = reviewer(reviews, by)
    for file in object_to(reviews, chosen(reviews, [name]), who, today(), word):
        click.echo(f"{who} objected, in {shown_path(file)}")
    return 0
