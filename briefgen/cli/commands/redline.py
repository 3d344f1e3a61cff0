"""briefgen redline: what changed in a brief since an issue of it, as tracked changes."""

from __future__ import annotations

from pathlib import Path

import click

from briefgen.cli.options import audience_option, json_option, workspace_command
from briefgen.cli.terminal import kept_copy, open_workspace, print_json, shown_path
from briefgen.errors import UsageProblem
from briefgen.issues.issuing import requests_of
from briefgen.issues.redlining import redline_since
from briefgen.outputs.artifacts import Artifacts
from briefgen.writers import FORMATS


@workspace_command(
    "briefgen redline meeting samarkand-2025", "briefgen redline meeting samarkand-2025 --since 1 --format md"
)
@click.argument("words", nargs=-1, required=True, metavar="KIND ID")
@click.option("--since", type=click.IntRange(1), default=None, metavar="N", help="The issue to compare with.")
@click.option("--format", "-f", "formats", multiple=True, type=click.Choice(FORMATS), help="Default: docx.")
@click.option("--out", "-o", type=click.Path(path_type=Path, file_okay=False), help="The folder. Default: out/.")
@click.option("--language", "-l", default="", metavar="TAG", help="The language of the brief, such as ru.")
@audience_option
@click.option(
    "--for", "ceiling", default="", metavar="MARKING", help="The highest marking that its readers may see. Default: "
    "the brief's audience, else the marking of the brief now.",
)  # fmt: skip
@json_option
def command(
    words: tuple[str, ...],
    since: int | None,
    formats: tuple[str, ...],
    out: Path | None,
    language: str,
    audience: str,
    ceiling: str,
    as_json: bool,
    root: Path | None,
) -> int:
    """Show what changed in a brief since its last issue, or issue N: tracked changes in Word, CriticMarkup in Markdown.

    A comment at each change says which fact changed. What was taken out of a text can be read in a redline, so an
    issue that is marked higher than its readers may see is refused.
    """
    workspace = open_workspace(root)
    requests, _ = requests_of(workspace, words, language, audience)
    if len(requests) != 1:
        raise UsageProblem("a redline is of one brief: briefgen redline KIND ID")
    found = redline_since(workspace, requests[0], since, formats or ("docx",), ceiling)
    artifacts = Artifacts(out if out is not None else workspace.home.folder("out"))
    written = artifacts.write(found.files, found.owner) if found.files else []
    if as_json:
        files = [{"path": str(w.path), "written": w.changed} for w in written]
        print_json({"brief": found.issue.name, "since": found.issue.number, "changed": bool(files), "files": files})
        return 0
    if not written:
        earlier = found.issue.number - 1
        more = f"; what changed since an earlier one: --since {earlier}" if earlier else ""
        click.echo(f"the brief says what {found.issue.called} says; there is nothing to show{more}")
    for file in written:
        if file.kept_copy:
            click.echo(f"kept {kept_copy(shown_path(file.kept_copy))}")
        click.echo(f"{'wrote' if file.changed else 'up to date:'} {shown_path(file.path)}")
    return 0
