"""briefgen review sheet: a sheet for checking a brief on paper."""

from __future__ import annotations

from pathlib import Path

import click

from briefgen.cli.commands.review import reviews_of
from briefgen.cli.options import audience_option, workspace_command
from briefgen.cli.terminal import shown_path
from briefgen.disk import replace_file
from briefgen.production.request import Request
from briefgen.review.checking_sheet import checking_sheet, sheet_files


@workspace_command("briefgen review sheet meeting samarkand-2025 --open")
@click.argument("kind")
@click.argument("id_", metavar="ID")
@click.option("--open", "only_open", is_flag=True, help="Leave out what was approved and is as it was.")
@click.option("--language", "-l", default="", metavar="TAG", help="The language of the brief's sentences.")
@click.option(
    "--folder", "-o", type=click.Path(path_type=Path), help="Where to put it. Default: reviews in the folder out."
)
@audience_option
def command(
    kind: str,
    id_: str,
    only_open: bool,
    language: str,
    folder: Path | None,
    audience: str,
    root: Path | None,
) -> int:
    """Write a sheet for checking a brief: sentence, words of the source, where they stand, a box to tick.

    It is made in Word and in Markdown. A sheet that is there is replaced.
    """
    reviews = reviews_of(root)
    request = Request(kind, id_, language=language, audience=audience)
    sheet = checking_sheet(reviews, request, only_open=only_open)
    where = folder or reviews.workspace.home.folder("out") / "reviews"
    for ending, content in sheet_files(reviews.workspace, sheet).items():
        path = where / f"{kind}-{id_}.{ending}"
        replace_file(path, content)
        click.echo(f"wrote {shown_path(path)}")
    return 0
