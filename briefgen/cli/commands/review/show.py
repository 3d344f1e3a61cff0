"""briefgen review show: what a record states, beside its passages and sources."""

from __future__ import annotations

from pathlib import Path

import click

from briefgen.cli.commands.review import reviews_of
from briefgen.cli.commands.show import statement_json
from briefgen.cli.options import json_option, workspace_command
from briefgen.cli.terminal import print_bold, print_json
from briefgen.model.schema import source_key
from briefgen.review.standing import Reviewed, Reviews
from briefgen.workspace.open_facts import record_named, words_of


@workspace_command("briefgen review show meeting/samarkand-2025")
@click.argument("name", metavar="RECORD")
@json_option
def command(name: str, as_json: bool, root: Path | None) -> int:
    """Show each statement of RECORD: what it says, the words it rests on, the source, and how it stands."""
    reviews = reviews_of(root)
    found = reviews.record(record_named(reviews.workspace, name))
    if as_json:
        print_json([_as_json(one) for one in found])
        return 0
    for one in found:
        _print(reviews, one)
    return 0


def _print(reviews: Reviews, one: Reviewed) -> None:
    workspace, statement = reviews.workspace, one.statement
    print_bold(f"{statement.id}  [{one.standing}]")
    click.echo(f"  says    {words_of(workspace, statement)}")
    for citation in statement.citations:
        source = reviews.base.label(source_key(citation.source), workspace.home.settings["language"])
        place = f", {where}" if (where := reviews.place(statement, citation)) else ""
        click.echo(f"  words   {f'“{citation.quote}”' if citation.quote else 'none quoted'}")
        click.echo(f"  source  {source} ({citation.source}{place})")
    for opinion in one.opinions:
        click.echo(f"  {opinion.verdict} by {opinion.by} on {opinion.on}{f': {opinion.word}' if opinion.word else ''}")
    if one.why:
        click.echo(f"  {one.why}")


def _as_json(one: Reviewed) -> dict[str, object]:
    opinions = [{"verdict": o.verdict, "by": o.by, "on": o.on, "word": o.word} for o in one.opinions]
    return {**statement_json(one.statement), "standing": str(one.standing), "why_void": one.why, "opinions": opinions}
