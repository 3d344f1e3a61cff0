"""briefgen draft list: the proposals of a source."""

from __future__ import annotations

from pathlib import Path

import click

from briefgen.cli.options import json_option, workspace_command
from briefgen.cli.terminal import open_workspace, print_bold, print_json
from briefgen.diagnostics import counted
from briefgen.errors import UsageProblem
from briefgen.intake.drafts.proposal import OPEN, DraftedValue
from briefgen.model.schema import SOURCE
from briefgen.workspace.open_facts import record_of


@workspace_command("briefgen draft list nca-2025-10-17")
@click.argument("source", required=False)
@click.option("--all", "every", is_flag=True, help="Also what was accepted or discarded.")
@json_option
def command(source: str | None, every: bool, as_json: bool, root: Path | None) -> int:
    """List the proposals of SOURCE, below the passages that they rest on, with what they ask.

    Without SOURCE, the sources that have any.
    """
    from briefgen.intake.drafts.proposal import as_data
    from briefgen.intake.drafts.store import FOLDER, read_drafts

    workspace = open_workspace(root)
    facts = workspace.home.folder("facts")
    if source is None:
        if as_json:
            raise UsageProblem("--json is for one source: name it")
        for path in sorted((facts / FOLDER).glob("*.yaml")):
            drafted = read_drafts(facts, path.stem)
            click.echo(f"{path.stem}  {sum(p.state == OPEN for p in drafted)} of {len(drafted)} proposals are open")
        return 0
    record_of(workspace, SOURCE, source)
    found = read_drafts(facts, source)
    shown = [p for p in found if every or p.state == OPEN]
    if as_json:
        print_json([as_data(p) for p in shown])
        return 0
    passages = dict[tuple[str, str], list[DraftedValue]]()
    for p in shown:
        passages.setdefault((p.place, p.quote), []).append(p)
    for (place, quote), bearing in passages.items():
        quoted = quote if quote[:1] in '“„«"' else f"“{quote}”"
        click.echo(f"{place + ': ' if place else ''}{quoted}")
        for p in bearing:
            _print(p)
    others = f", {len(found) - len(shown)} decided on (--all shows them)" if len(found) > len(shown) else ""
    hint = "" if found else f"; briefgen draft {source} reads the text"
    click.echo(f"{counted(len(shown), 'proposal')}{others}{hint}")
    return 0


def _print(p: DraftedValue) -> None:
    value = ", ".join(p.value) if isinstance(p.value, list) else str(p.value)
    print_bold(f"  {p.id}  {p.kind} {p.field}: {value}")
    for words in (
        f"said by: {p.speaker}" if p.speaker else "",
        "; ".join(f"{key}: {words}" for key, words in p.keys.items() if key not in ("mode", "code")),
        p.asks,
        "" if p.state == OPEN else f"{p.state} {p.into or p.why}".rstrip(),
    ):
        if words:
            click.echo(f"      {words}")
