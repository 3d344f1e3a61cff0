"""briefgen template check: everything that is wrong in templates, in one run."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from briefgen.cli.commands.check import code_of, print_explanation
from briefgen.cli.options import explain_option, report_options, workspace_command
from briefgen.cli.terminal import open_workspace, shown_path
from briefgen.diagnostics import Diagnostic, counted

if TYPE_CHECKING:
    from briefgen.workspace.workspace import Workspace


@workspace_command(
    "briefgen template check",
    "briefgen template check meeting --strict",
    "briefgen template check --without-facts --format github",
    "briefgen template check board --annotate",
    "briefgen template check --explain may-be-missing",
)
@click.argument("kind", required=False, default="")
@report_options
@click.option("--without-facts", is_flag=True, help="Look at the text of the templates only; make no brief.")
@click.option(
    "--annotate",
    metavar="[FOLDER]",
    is_flag=False,
    flag_value="",
    help="Write copies of Word templates with what was found as comments. Default: annotated/ beside out/.",
)
@explain_option
def command(
    kind: str,
    form: str,
    as_json: bool,
    strict: bool,
    without_facts: bool,
    annotate: str | None,
    explain: str | None,
    root: Path | None,
) -> int:
    """Find everything that is wrong in templates, or in those of one KIND of brief.

    Every template is read through, with all its branches; then every brief is made, without writing anything.
    Leaves with 0 when there is nothing to do, with 1 when there are errors.
    """
    if explain:
        return print_explanation(explain)
    from briefgen.checks.report import FORMATS, with_source_lines
    from briefgen.outputs.annotating import folder_of
    from briefgen.production.linting import lint_workspace
    from briefgen.production.templates import line_reader

    workspace = open_workspace(root)
    if annotate and not kind and annotate in workspace.kinds:  # what stands behind --annotate is the KIND then
        kind, annotate = annotate, ""
    folder = None if annotate is None else folder_of(workspace, annotate)
    linting = lint_workspace(workspace, kind, with_facts=not without_facts)
    form = "json" if as_json else form
    if form == "text":
        click.echo(with_source_lines(linting.diagnostics, line_reader(workspace)), nl=False)
        click.echo(_read(linting.templates, linting.briefs, linting.passages, linting.uncited))
    else:
        click.echo(FORMATS[form](linting.diagnostics), nl=False)
    if folder is not None:
        _annotate(workspace, linting.diagnostics, folder, err=form != "text")
    return code_of(linting.diagnostics, strict=strict)


def _annotate(workspace: Workspace, found: Sequence[Diagnostic], folder: Path, *, err: bool) -> None:
    """Write the copies and say so, where nothing else is read by a program."""
    from briefgen.outputs.annotating import write_copies

    copies = write_copies(workspace, found, folder)
    for copy in copies:
        comments = counted(copy.comments, "comment")
        click.echo(f"{shown_path(copy.path)}: {comments}", err=err)
        if copy.kept:
            click.echo(f"{shown_path(copy.kept)}: the copy as somebody changed it", err=err)
    if not copies:
        click.echo("no copy was written: nothing was found in a template made in Word that can be read", err=err)


def _read(templates: int, briefs: int, passages: int, uncited: int) -> str:
    text = counted(templates, "template")
    if briefs:
        text += f"; {counted(briefs, 'brief')} made in memory"
        text += f", {passages} passages, {uncited} of them without a note"
    return text
