"""briefgen template house: a fresh document with the looks of Word files."""

from __future__ import annotations

from pathlib import Path

import click

from briefgen.cli.options import workspace_command
from briefgen.cli.terminal import open_workspace, shown_path
from briefgen.disk import content_of, read_file, replace_file
from briefgen.errors import UsageProblem
from briefgen.workspace.folder import STARTER, shipped_templates
from briefgen.workspace.workspace import HOUSE_FILE

WITH_COVER = STARTER / "house-with-cover.docx"


@workspace_command("briefgen template house", "briefgen template house --force --cover")
@click.option("--force", is_flag=True, help="Replace the one that is there; a copy of it is kept beside it.")
@click.option("--cover", is_flag=True, help="Write one with a cover, which then stands before every brief.")
def command(force: bool, cover: bool, root: Path | None) -> int:
    """Write a fresh house.docx, the looks of Word files, into the folder of templates.

    Open it in Word and change its styles, page, header and footer; every brief then looks like it.
    """
    target = open_workspace(root).home.folder("templates") / HOUSE_FILE
    present = content_of(target)
    fresh = read_file(WITH_COVER if cover else shipped_templates() / HOUSE_FILE)
    if present == fresh:
        click.echo(f"up to date: {shown_path(target)}")
        return 0
    if target.exists() and not force:
        raise UsageProblem(
            f"{shown_path(target)} is there already; it was left as it is (--force replaces it and keeps a copy)"
        )
    if present is not None:
        copy = _free_name(target)
        replace_file(copy, present)
        click.echo(f"kept {shown_path(copy)}: what was there before")
    replace_file(target, fresh)
    click.echo(f"wrote {shown_path(target)}")
    click.echo(f"next: change its {'cover, ' if cover else ''}styles, header and footer in Word, then make a brief")
    return 0


def _free_name(path: Path) -> Path:
    number = 1
    while (copy := path.with_name(f"{path.stem}.before-{number}{path.suffix}")).exists():
        number += 1
    return copy
