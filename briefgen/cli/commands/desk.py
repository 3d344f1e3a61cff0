"""briefgen desk: read sources, record facts, review them, in the browser."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import click

from briefgen.cli.commands.preview import needs, open_browser, page_options
from briefgen.cli.options import by_option, workspace_command
from briefgen.cli.terminal import open_workspace
from briefgen.errors import UsageProblem


@workspace_command("briefgen desk", "briefgen desk nca-2025-10-17 --commit")
@click.argument("source", required=False, default="")
@page_options
@click.option("--commit", is_flag=True, help="Commit each save with git.")
@by_option
def command(source: str, port: int | None, no_open: bool, commit: bool, by: str, root: Path | None) -> int:
    """Read sources, mark words, record what they bear; review what others recorded. No file needs to be opened.

    SOURCE is the id of a source to begin with. Every save is a small change in a file of facts, shown before and
    undone by a key. Only the browser on this computer can see the page; Ctrl-C ends it.
    """
    needs("desk")
    workspace = open_workspace(root)

    from briefgen.desk.evidence_desk import EvidenceDesk
    from briefgen.desk.server import listen, serve
    from briefgen.desk.studio import Studio
    from briefgen.workspace.git import is_versioned, user_name

    if commit and not is_versioned(workspace.home.root):
        raise UsageProblem("--commit needs a folder that git keeps, with a first commit in it")
    path = f"desk/source/{source}/" if source else "desk/"

    def ready(address: str, once: Callable[[str], str]) -> None:
        click.echo(f"desk: {address}{path}")
        open_browser(once(path), wanted=not no_open)

    studio = Studio(workspace.home)
    desk = EvidenceDesk(studio, " ".join(by.split()) or user_name(workspace.home.root), commit)
    with suppress(KeyboardInterrupt):  # the usual way to end it
        serve(studio, listen(port or 0), ready, desk)
    click.echo("desk ended")
    return 0
