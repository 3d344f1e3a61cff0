"""briefgen facts names: whose name it may be, and which records are two."""

from __future__ import annotations

from pathlib import Path

import click

from briefgen.cli.options import workspace_command
from briefgen.cli.terminal import open_workspace, shown_path
from briefgen.errors import UsageProblem


@workspace_command(
    "briefgen facts names Naghiyev", "briefgen facts names --not-same person/ana-sample person/anna-sample"
)
@click.argument("name", required=False)
@click.option("--not-same", nargs=2, metavar="RECORD RECORD", help="Remember that two records are two.")
def command(name: str | None, not_same: tuple[str, str] | None, root: Path | None) -> int:
    """Say whose name it may be, in any letters, order and spelling.

    Leaves with 1 where it is nobody's. That two records look like one is told by check; --not-same answers it, and is
    remembered in distinct.yaml beside the facts.
    """
    if bool(name) == bool(not_same):
        raise UsageProblem("give a name, or two records with --not-same")
    workspace = open_workspace(root)
    if not_same:
        from briefgen.production.distinct import remember_as_two

        path, is_new = remember_as_two(workspace, *not_same)
        click.echo(f"{'wrote' if is_new else 'known already:'} {shown_path(path)}")
        return 0
    from briefgen.query.whose import whose_name

    assert name is not None
    found = whose_name(workspace.facts.base, name)
    for one in found:
        click.echo(f"{one.record.key}  {one.name}  ({one.why})")
    if not found:
        click.echo(f"no record has a name like '{name}'", err=True)
    return 0 if found else 1
