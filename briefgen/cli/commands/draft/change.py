"""briefgen draft change: another value for a proposal, through the same gate."""

from __future__ import annotations

from pathlib import Path

import click

from briefgen.cli.options import workspace_command
from briefgen.cli.terminal import open_workspace
from briefgen.errors import UsageProblem
from briefgen.frozen import replace
from briefgen.model.schema import RECORD


@workspace_command(
    "briefgen draft change nca-2025-10-17 d3 --value Samarkand",
    'briefgen draft change gazette-2031 d2 --value 2031-06-11 --inferred year --why "The page is of 2031."',
    "briefgen draft change gazette-2031 d4 --key post=minister",
)
@click.argument("source")
@click.argument("proposal_id", metavar="PROPOSAL")
@click.option("--value", default=None, help="Another value.")
@click.option("--quote", default=None, help="Other words of the source.")
@click.option("--speaker", default=None, help="Who says it, in the words of the passage.")
@click.option("--key", "given", multiple=True, metavar="KEY=TEXT", help="A key beside the value; KEY= takes it away.")
@click.option("--inferred", default=None, metavar="PART", help="The part that no source states: year, day, all, …")
@click.option("--why", default=None, help="On what the inferred part rests.")
def command(
    source: str,
    proposal_id: str,
    value: str | None,
    quote: str | None,
    speaker: str | None,
    given: tuple[str, ...],
    inferred: str | None,
    why: str | None,
    root: Path | None,
) -> int:
    """Change PROPOSAL of SOURCE, also one put aside; it must pass the gate as it is then."""
    from briefgen.intake.drafts.at_hand import SourceAtHand
    from briefgen.intake.drafts.judging.gate import COMPARED_KEYS
    from briefgen.intake.drafts.judging.own_words import FREELY
    from briefgen.intake.drafts.store import keep_drafts, pick, read_drafts, settled

    desk = SourceAtHand(open_workspace(root), source)
    proposals = read_drafts(desk.facts, source)
    known = pick(proposals, proposal_id, again=True)
    if not any((value, quote, speaker, given, inferred)) and known in proposals:
        raise UsageProblem("nothing is changed: --value, --quote, --speaker, --key or --inferred says what")
    keys = dict(known.keys)
    spec = desk.workspace.facts.base.schema[known.kind].fields[known.field]
    parts = {**spec.qualifiers, **spec.keys}  # those that the gate judges: none may say anything besides the passage
    judged = [key for key, of in parts.items() if of.choices or key in COMPARED_KEYS]
    keys_there = dict.fromkeys([*keys, *judged, *(("capacity",) if spec.form == RECORD else ())])
    for key, is_one, text in [*(one.partition("=") for one in given), ("inferred", "=", inferred), ("why", "=", why)]:
        if not is_one or (given and key not in (*keys_there, "inferred", "why")):
            told = f"keys of {proposal_id}: {', '.join(keys_there) or 'none'}"
            raise UsageProblem(f"--key {key} is no KEY=TEXT of the proposal; {told}")
        if text:
            keys[key] = text
        elif text == "":
            keys.pop(key, None)
    if ("inferred" in keys) != ("why" in keys):
        raise UsageProblem("--inferred PART goes with --why: on what it rests, as a short text")
    changed = replace(
        known,
        keys=keys,
        value=known.value if value is None else value,
        quote=known.quote if quote is None else quote,
        speaker=known.speaker if speaker is None else speaker,
    )
    if reasons := desk.refusals(changed):
        told = "; ".join(f"{r.message} [{r.code}]" for r in reasons)
        raise UsageProblem(f"{proposal_id} is not changed: {told}\n  hint: {reasons[0].hint}")
    changed = desk.asking(changed, by_person=value is not None)
    keep_drafts(desk.facts, source, settled(proposals, changed))
    if value is not None and FREELY in changed.asks:
        click.echo(f"{changed.asks}\n  hint: accept it with --confirm if it does", err=True)
    click.echo(
        f"changed {proposal_id}; next: briefgen draft accept {source} {proposal_id} --into {changed.kind}/its-id"
    )
    return 0
