"""briefgen preview and desk: in the browser, see a brief while one edits; read sources, record facts, review them."""

from __future__ import annotations

import webbrowser
from collections.abc import Callable
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import quote

import click

from briefgen.cli.options import Decorated, audience_option, by_option, workspace_command
from briefgen.cli.terminal import open_workspace
from briefgen.diagnostics import has_errors
from briefgen.errors import UsageProblem
from briefgen.workspace.workspace import Workspace

NEEDED = ("starlette", "uvicorn", "watchfiles")


def _page_options(command: Decorated) -> Decorated:
    """Where the page is served, and whether a browser is opened on it."""
    for option in (
        click.option("--no-open", is_flag=True, help="Print the address and open no browser."),
        click.option("--port", "-p", type=click.IntRange(1, 65535), help="The port to use. Default: one that is free."),
    ):
        command = option(command)
    return command


@workspace_command("briefgen preview meeting samarkand-2025", "briefgen preview --port 8765 --no-open")
@click.argument("kind", required=False)
@click.argument("id_", metavar="ID", required=False)
@_page_options
@audience_option
def command(
    kind: str | None,
    id_: str | None,
    port: int | None,
    no_open: bool,
    audience: str,
    root: Path | None,
) -> int:
    """Show a brief in the browser, drawn anew whenever a fact or a template is saved.

    KIND and ID name the brief, as in: briefgen meeting samarkand-2025. Nothing is written to out/. Only the browser on
    this computer can see the page; Ctrl-C ends it.
    """
    _needs("preview")
    workspace = open_workspace(root).for_audience(audience)
    path = _path(workspace, kind, id_)

    from briefgen.desk.server import listen, serve
    from briefgen.desk.studio import Studio

    def ready(address: str, once: Callable[[str], str]) -> None:
        click.echo(f"preview{f' for readers of {audience}' if audience else ''}: {address}{path}")
        _open_browser(once(path), wanted=not no_open)

    with suppress(KeyboardInterrupt):  # the usual way to end it
        serve(Studio(workspace.home, audience), listen(port or 0), ready)
    click.echo("preview ended")
    return 0


def _needs(what: str) -> None:
    """Raises `UsageProblem` where the libraries of the page are not installed."""
    if missing := [name for name in NEEDED if find_spec(name) is None]:
        raise UsageProblem(f"the {what} needs {', '.join(missing)}: python -m pip install 'briefgen[preview]'")


def _open_browser(address: str, *, wanted: bool) -> None:
    """Say how the page is ended, and open it where a browser is wanted and there is one."""
    click.echo("Ctrl-C ends it.")
    if wanted and not webbrowser.open(address):
        click.echo("no browser could be opened; open the address in one yourself", err=True)


def _path(workspace: Workspace, kind: str | None, id_: str | None) -> str:
    """The address of a brief below that of the start page; while facts have errors, any id may be there."""
    if kind is None:
        return ""
    found, _ = workspace.kind(kind)
    if id_ is None and found.is_selection and not found.arguments:
        id_ = kind
    if id_ is None:
        raise UsageProblem(f"name the {found.about} as well: briefgen preview {kind} ID")
    if not has_errors(workspace.facts.diagnostics):
        from briefgen.production.request import find_record

        find_record(workspace, found, id_)
    return f"brief/{kind}/{quote(id_, safe='')}/"


# --- briefgen desk ---


@workspace_command("briefgen desk", "briefgen desk nca-2025-10-17 --commit")
@click.argument("source", required=False, default="")
@_page_options
@click.option("--commit", is_flag=True, help="Commit each save with git.")
@by_option
def desk(source: str, port: int | None, no_open: bool, commit: bool, by: str, root: Path | None) -> int:
    """Read sources, mark words, record what they bear; review what others recorded. No file needs to be opened.

    SOURCE is the id of a source to begin with. Every save is a small change in a file of facts, shown before and
    undone by a key. Only the browser on this computer can see the page; Ctrl-C ends it.
    """
    _needs("desk")
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
        _open_browser(once(path), wanted=not no_open)

    studio = Studio(workspace.home)
    evidence = EvidenceDesk(studio, " ".join(by.split()) or user_name(workspace.home.root), commit)
    with suppress(KeyboardInterrupt):  # the usual way to end it
        serve(studio, listen(port or 0), ready, evidence)
    click.echo("desk ended")
    return 0
