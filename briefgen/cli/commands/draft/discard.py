"""briefgen draft discard: a proposal put aside."""

from __future__ import annotations

from pathlib import Path

import click

from briefgen.cli.options import workspace_command
from briefgen.cli.terminal import open_workspace
from briefgen.frozen import replace
from briefgen.model.schema import SOURCE
from briefgen.workspace.open_facts import record_of


@workspace_command("briefgen draft discard nca-2025-10-17 d5 d6 --why furniture")
@click.argument("source")
@click.argument("ids", metavar="PROPOSAL...", nargs=-1, required=True)
@click.option("--why", default="", help="The reason, kept with it.")
def command(source: str, ids: tuple[str, ...], why: str, root: Path | None) -> int:
    """Put proposals of SOURCE aside; they are not proposed again."""
    from briefgen.intake.drafts.proposal import DISCARDED
    from briefgen.intake.drafts.store import keep_drafts, pick, read_drafts, settled

    workspace = open_workspace(root)
    record_of(workspace, SOURCE, source)
    facts = workspace.home.folder("facts")
    proposals = read_drafts(facts, source)
    for id_ in ids:
        proposals = settled(proposals, replace(pick(proposals, id_), state=DISCARDED, why=why))
    keep_drafts(facts, source, proposals)
    click.echo(f"discarded {', '.join(ids)}")
    return 0
