"""briefgen check: everything that is wrong, in one run."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from briefgen.cli.answer_inputs import with_inputs
from briefgen.cli.options import explain_option, report_options, workspace_command
from briefgen.cli.terminal import open_workspace, today
from briefgen.diagnostics import Severity, counted, did_you_mean_or
from briefgen.errors import UsageProblem

if TYPE_CHECKING:
    from briefgen.diagnostics import Diagnostic
    from briefgen.workspace.workspace import Workspace


@workspace_command(
    "briefgen check",
    "briefgen check --format github",
    "briefgen check --explain quote-not-found",
    "BRIEFGEN_ARCHIVE=~/texts briefgen check --lock",
)
@report_options
@explain_option
@click.option("--lock", is_flag=True, help="Verify all quotes against the archive and write facts/quotes.lock.")
def command(form: str, as_json: bool, strict: bool, explain: str | None, lock: bool, root: Path | None) -> int:
    """Find everything that is wrong in facts and templates.

    Leaves with 0 when there is nothing to do, with 1 when there are errors.
    """
    if explain:
        return print_explanation(explain)
    from briefgen.checks.report import FORMATS
    from briefgen.production.check import check
    from briefgen.workspace.cache import BUILD_STATES

    workspace = open_workspace(root)
    if lock:
        from briefgen.production.check import lock_quotes

        written = lock_quotes(workspace, today())
        click.echo(f"{'wrote' if written else 'up to date:'} {workspace.home.shown('facts')}/quotes.lock", err=True)
    checking = check(workspace, _beside, workspace.store.get(BUILD_STATES) or b"")
    form = "json" if as_json else form
    click.echo(FORMATS[form](checking.diagnostics), nl=False)
    if form == "text":
        quotes = ", ".join(f"{count} {verdict.replace('-', ' ')}" for verdict, count in sorted(checking.quotes.items()))
        read = f"{counted(checking.records, 'record')}, {counted(checking.statements, 'statement')}"
        click.echo(f"{read}; quotes: {quotes or 'none'}")
    code = code_of(checking.diagnostics, strict=strict)
    return code if lock else with_inputs(code, workspace, root)


def _beside(workspace: Workspace) -> Iterable[Diagnostic]:
    """What no brief prints; not asked where all is as it was for the last check, and so are the ids that are kept."""
    from briefgen.incremental.unprinted import notes
    from briefgen.workspace.schema_files import keep_ids

    keep_ids(workspace)
    return notes(workspace)


def code_of(found: Iterable[Diagnostic], *, strict: bool) -> int:
    """1 where something that was found is to fail, 0 otherwise."""
    failing = {Severity.ERROR, Severity.WARNING} if strict else {Severity.ERROR}
    return 1 if any(d.severity in failing for d in found) else 0


def print_explanation(code: str) -> int:
    """What a code means and what to do; raises `UsageProblem` for a code that there is not."""
    from briefgen.codes import rules

    known = rules()
    if code not in known:
        raise UsageProblem(f"there is no code '{code}'; {did_you_mean_or(code, known, 'there are')}")
    click.echo(str(known[code]), nl=False)
    return 0
