"""briefgen new: a record to fill in."""

from __future__ import annotations

from pathlib import Path

import click

from briefgen.cli.options import workspace_command
from briefgen.cli.terminal import open_workspace, refuse_existing, shown_path
from briefgen.disk import replace_file
from briefgen.errors import UsageProblem
from briefgen.model.ids import hint_of_slug, is_slug, why_no_slug
from briefgen.model.reference import skeleton
from briefgen.workspace.open_facts import check_kind
from briefgen.workspace.schema_files import keep_ids


@workspace_command("briefgen new meeting tashkent-2026", "briefgen new source example-2026-03-01")
@click.argument("kind")
@click.argument("id_", metavar="ID")
def command(kind: str, id_: str, root: Path | None) -> int:
    """Write a commented record to fill in.

    KIND is meeting, source, claim, …; the file is named by ID. A file that is there already is left alone.
    """
    workspace = open_workspace(root)
    schema = workspace.facts.base.schema
    check_kind(schema, kind)
    if not is_slug(id_):
        raise UsageProblem("; ".join(filter(None, (why_no_slug(id_), hint_of_slug(id_)))))
    target = workspace.home.folder("facts") / schema[kind].folder / f"{id_}.yaml"
    refuse_existing(target)
    replace_file(target, skeleton(schema, kind, id_).encode())
    keep_ids(workspace)
    click.echo(f"wrote {shown_path(target)}")
    click.echo("next: fill in what stands in <angle brackets>, then: briefgen check")
    return 0
