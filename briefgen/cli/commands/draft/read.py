"""briefgen draft SOURCE: what rules, or another program, propose from an archived text."""

from __future__ import annotations

import json
from pathlib import Path

import click

from briefgen.cli.options import workspace_command
from briefgen.cli.terminal import open_workspace, shown_path
from briefgen.diagnostics import counted
from briefgen.disk import read_file
from briefgen.errors import UsageProblem


@workspace_command("briefgen draft read nca-2025-10-17")
@click.argument("source")
@click.option("--from", "file", type=click.Path(path_type=Path), help="Proposals of another program, as JSON.")
def command(source: str, file: Path | None, root: Path | None) -> int:
    """Propose what the archived text of SOURCE says; `--from` takes proposals of another program.

    Each must pass the gate: its words stand in the text and bear the value. Leaves with 1 where one was refused. One
    that is worded otherwise than its passage is kept, and asks whether the passage says so.
    """
    from briefgen.intake.drafts.at_hand import SourceAtHand
    from briefgen.intake.drafts.proposal import handed_in
    from briefgen.intake.drafts.store import draft_file
    from briefgen.intake.drafts.wordlists import NOTHING, word_list

    desk = SourceAtHand(open_workspace(root), source)
    faults: list[str] = []
    if file is None:
        found = desk.read()
    else:
        try:
            found, faults = handed_in(json.loads(read_file(file)))
            faults = [f"{fault}\n  hint: briefgen draft schema prints the form" for fault in faults]
        except (OSError, ValueError) as bad:
            raise UsageProblem(f"{shown_path(file)} cannot be read as JSON: {bad}") from None
    passed = []
    for proposal in found:
        if reasons := desk.refusals_of_program(proposal):
            if file is not None:
                faults.extend(f"{proposal.id}: {r.message} [{r.code}]\n  hint: {r.hint}" for r in reasons)
        else:
            passed.append(proposal)
    new, path = desk.keep(passed), draft_file(desk.facts, source)
    for fault in faults:
        click.echo(f"refused: {fault}", err=True)
    if not passed and not faults and file is None:
        unread = (
            "its record gives no language" if desk.language == "und" else f"have no list of words for {desk.language}"
        )
        click.echo(f"nothing is proposed: the rules find nothing in this text, or {unread}")
    else:
        next_ = (
            f" in {shown_path(path)}; next: briefgen draft list {source}" if passed else "; none has passed the gate"
        )
        click.echo(f"{counted(new, 'new proposal')}{next_}")
        if file is None and word_list(desk.language)["held"] == NOTHING:
            click.echo(
                f"no words of {desk.language} are known to the rules: they read days, countries and numbers alone"
            )
    return 1 if faults else 0
