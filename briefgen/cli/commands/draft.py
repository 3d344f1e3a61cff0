"""briefgen draft: proposals from a source, and what a person makes of them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from briefgen.cli.options import Group, json_option, plain_command, workspace_command
from briefgen.cli.terminal import open_workspace, print_bold, print_json, shown_path
from briefgen.diagnostics import counted
from briefgen.errors import UsageProblem
from briefgen.frozen import replace

if TYPE_CHECKING:
    from briefgen.intake.drafts.proposal import DraftedValue


class _Drafts(Group):
    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Anything that is no command is the id of a source to read."""
        is_source = bool(args) and args[0] not in self.commands and not args[0].startswith("-")
        return super().resolve_command(ctx, ["read", *args] if is_source else args)


@plain_command(
    "briefgen draft nca-2025-10-17",
    "briefgen draft list nca-2025-10-17",
    "briefgen draft accept nca-2025-10-17 d3 d4 --into meeting/samarkand-2025",
    "briefgen draft nca-2025-10-17 --from proposals.json",
    cls=_Drafts,
)
def command() -> None:
    """Propose what a source says; nothing is a fact before a person accepts it."""


@workspace_command(
    "briefgen draft accept nca-2025-10-17 d3 --into meeting/samarkand-2025",
    "briefgen draft accept nca-2025-10-17 d1 d2 d5 --into meeting/samarkand-2025 --new person",
    of=command,
    short_help="Write a proposal into a record.",
)
@click.argument("source")
@click.argument("ids", metavar="PROPOSAL...", nargs=-1, required=True)
@click.option("--into", required=True, metavar="KIND/ID", help="The record; it is made where there is none.")
@click.option("--speaker", default="", metavar="ID", help="Of claims: the record of who says them.")
@click.option("--new", "kind_new", default="", metavar="KIND", help="Make this kind of record of a name that has none.")
@click.option("--value", default=None, metavar="VALUE", help="The id of a record, where the proposal has a name.")
@click.option(
    "--confirm", is_flag=True, help="Answer what the proposals ask by yes: it is so, and who is named says so."
)
def accept(
    source: str,
    ids: tuple[str, ...],
    into: str,
    speaker: str,
    kind_new: str,
    value: str | None,
    confirm: bool,
    root: Path | None,
) -> int:
    """Write each PROPOSAL of SOURCE into a record, with its passage and which program proposed it.

    With --new person, a person who is named and has no record gets one, with the passage that names them; a post or a
    family name alone is not enough. Of several proposals those that pass are written.
    """
    from briefgen.cli.accepting import accept_proposal

    if value and len(ids) > 1:
        raise UsageProblem("--value is for one proposal; accept the others by themselves")
    done, refused = [], dict[str, list[str]]()
    for id_ in ids:
        try:
            path = accept_proposal(lambda: open_workspace(root), source, id_, into, speaker, kind_new, value, confirm)
            done.append(id_)
        except UsageProblem as bad:
            can_be_made = "briefgen new" in str(bad) and not kind_new
            why = f"{bad}, or accept it with --new and that kind" if can_be_made else str(bad)
            refused.setdefault(why, []).append(id_)
    if done:
        click.echo(f"wrote {shown_path(path)}; next: briefgen check")
    if refused and not done and len(refused) == 1:
        raise UsageProblem(*refused)
    if refused:
        are = {why: f"{', '.join(of)} {'is' if len(of) == 1 else 'are'} not: " for why, of in refused.items()}
        told = [f"{of}{why.removeprefix(f'{refused[why][0]} does not pass: ')}" for why, of in are.items()]
        raise UsageProblem("\n".join((f"accepted: {', '.join(done) or 'none'}", *told)))
    return 0


@workspace_command(
    "briefgen draft change nca-2025-10-17 d3 --value Samarkand",
    'briefgen draft change gazette-2031 d2 --value 2031-06-11 --inferred year --why "The page is of 2031."',
    "briefgen draft change gazette-2031 d4 --key post=minister",
    of=command,
    short_help="Change the value of a proposal before accepting it.",
)
@click.argument("source")
@click.argument("proposal_id", metavar="PROPOSAL")
@click.option("--value", default=None, help="Another value.")
@click.option("--quote", default=None, help="Other words of the source.")
@click.option("--speaker", default=None, help="Who says it, in the words of the passage.")
@click.option("--key", "given", multiple=True, metavar="KEY=TEXT", help="A key beside the value; KEY= takes it away.")
@click.option("--inferred", default=None, metavar="PART", help="The part that no source states: year, day, all, …")
@click.option("--why", default=None, help="On what the inferred part rests.")
def change(
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
    from briefgen.intake.drafts.proposal import keep_drafts, pick, read_drafts, settled
    from briefgen.model.schema import RECORD

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


@workspace_command(
    "briefgen draft discard nca-2025-10-17 d5 d6 --why furniture",
    of=command,
    short_help="Put a proposal aside, with a reason.",
)
@click.argument("source")
@click.argument("ids", metavar="PROPOSAL...", nargs=-1, required=True)
@click.option("--why", default="", help="The reason, kept with it.")
def discard(source: str, ids: tuple[str, ...], why: str, root: Path | None) -> int:
    """Put proposals of SOURCE aside; they are not proposed again."""
    from briefgen.intake.drafts.proposal import DISCARDED, keep_drafts, pick, read_drafts, settled
    from briefgen.model.schema import SOURCE
    from briefgen.workspace.open_facts import record_of

    workspace = open_workspace(root)
    record_of(workspace, SOURCE, source)
    facts = workspace.home.folder("facts")
    proposals = read_drafts(facts, source)
    for id_ in ids:
        proposals = settled(proposals, replace(pick(proposals, id_), state=DISCARDED, why=why))
    keep_drafts(facts, source, proposals)
    click.echo(f"discarded {', '.join(ids)}")
    return 0


@workspace_command(
    "briefgen draft list nca-2025-10-17",
    of=command,
    short_help="List the proposals of a source.",
)
@click.argument("source", required=False)
@click.option("--all", "every", is_flag=True, help="Also what was accepted or discarded.")
@json_option
def list_(source: str | None, every: bool, as_json: bool, root: Path | None) -> int:
    """List the proposals of SOURCE, below the passages that they rest on, with what they ask.

    Without SOURCE, the sources that have any.
    """
    from briefgen.intake.drafts.proposal import FOLDER, OPEN, as_data, read_drafts
    from briefgen.model.schema import SOURCE
    from briefgen.workspace.open_facts import record_of

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
    passages: dict[tuple[str, str], list[DraftedValue]] = {}
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
    from briefgen.intake.drafts.proposal import OPEN

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


@workspace_command(
    "briefgen draft read nca-2025-10-17",
    of=command,
    short_help="Propose what a source says (also: briefgen draft SOURCE).",
)
@click.argument("source")
@click.option("--from", "file", type=click.Path(path_type=Path), help="Proposals of another program, as JSON.")
def read(source: str, file: Path | None, root: Path | None) -> int:
    """Propose what the archived text of SOURCE says; `--from` takes proposals of another program.

    Each must pass the gate: its words stand in the text and bear the value. Leaves with 1 where one was refused. One
    that is worded otherwise than its passage is kept, and asks whether the passage says so.
    """
    import json

    from briefgen.disk import read_file
    from briefgen.intake.drafts.at_hand import SourceAtHand
    from briefgen.intake.drafts.proposal import draft_file, handed_in
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


@plain_command(
    "briefgen draft schema > proposals.schema.json",
    of=command,
    short_help="Print the JSON Schema of proposals from other programs.",
)
def schema() -> int:
    """Print the JSON Schema of proposals from other programs."""
    from briefgen.intake.drafts.proposal import json_schema

    print_json(json_schema())
    return 0
