"""A proposal accepted by `briefgen draft accept`: it becomes a value of a record, or is refused with what it lacks."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import click

from briefgen.cli.terminal import refuse_existing, shown_path, today
from briefgen.diagnostics import did_you_mean_or
from briefgen.disk import read_file, replace_file
from briefgen.errors import UsageProblem
from briefgen.frozen import replace
from briefgen.model.schema import SOMEBODY, a_record_of, acting_as
from briefgen.workspace.schema_files import keep_ids

if TYPE_CHECKING:
    from collections.abc import Callable

    from briefgen.intake.drafts.at_hand import SourceAtHand
    from briefgen.intake.drafts.proposal import DraftedValue, Refusal
    from briefgen.workspace.workspace import Workspace


def accept_proposal(
    reopened: Callable[[], Workspace], source: str, proposal_id: str, into: str, speaker: str, kind_new: str,
    value: str | None, confirm: bool,
) -> Path:  # fmt: skip
    """One proposal; the file that it is in then."""
    from briefgen.intake.drafts.at_hand import SourceAtHand
    from briefgen.intake.drafts.proposal import ACCEPTED, pick, read_drafts, speakers_needed
    from briefgen.intake.drafts.speaking.claims_reading import speaker_offered

    desk = SourceAtHand(reopened(), source)
    proposals = read_drafts(desk.facts, source)
    if any((p.id, p.state, p.into) == (proposal_id, ACCEPTED, into) for p in proposals):
        return _file(desk, into)  # a command that stopped half-way is given again
    proposal = pick(proposals, proposal_id)
    _refuse_elsewhere(desk, proposal, into)
    written = proposal
    if value:
        many = isinstance(proposal.value, list)
        written = replace(proposal, value=[part.strip() for part in value.split(",")] if many else value)

    given = [speaker, *(part.strip() for part in (value or "").split(","))]
    if confirm and speakers_needed(proposal):
        speaker = speaker or speaker_offered(proposal)
    if kind_new and not desk.refusals(written):
        _refuse_for(proposal, desk.unsettled(proposal, written, is_confirmed=confirm))
        speaker = speaker or (speaker_offered(proposal, guessed=False) if speakers_needed(proposal) else "")
        if _make_records(desk, written, speaker, kind_new, given, is_confirmed=confirm):
            desk = SourceAtHand(reopened(), source)
        if not confirm:
            _refuse_nameless(desk, speaker, given, kind_new)
    _refuse_doubtful(desk, proposal, written, speaker, is_confirmed=confirm)
    return _write(desk, proposals, proposal, written, into, speaker)


def _refuse_elsewhere(desk: SourceAtHand, proposal: DraftedValue, into: str) -> None:
    """Raises `UsageProblem` where a proposal cannot come into what `--into` names."""
    from briefgen.model.ids import is_slug, why_no_slug

    schema, (kind, _, id_) = desk.workspace.facts.base.schema, into.partition("/")
    if kind not in schema or not id_ or kind != proposal.kind:
        raise UsageProblem(f"--into names {a_record_of(schema, proposal.kind)} as {proposal.kind}/its-id")
    if not is_slug(id_):
        raise UsageProblem(f"--into: {why_no_slug(id_)}")


def _refuse_nameless(desk: SourceAtHand, speaker: str, given: list[str], kind_new: str) -> None:
    """Raises `UsageProblem` for a speaker who is called by no name that a record could be made of."""
    from briefgen.intake.drafts.referring import speaker_id

    base = desk.workspace.facts.base
    if speaker and speaker not in given and speaker_id(base, speaker) == speaker and " " in speaker:
        raise UsageProblem(
            f"'{speaker}' is no name, and no {kind_new} is made of it\n  hint: --speaker \"Full Name\" makes one, "
            "--speaker with an id takes one that is there, --confirm leaves the speaker unnamed, in these words"
        )


def _refuse_doubtful(
    desk: SourceAtHand, proposal: DraftedValue, written: DraftedValue, speaker: str, *, is_confirmed: bool
) -> None:
    """Raises `UsageProblem` for what the gate does not let pass, and where it is not known who says so."""
    from briefgen.intake.drafts.proposal import speakers_needed
    from briefgen.intake.drafts.speaking.claims_reading import speaker_offered

    _refuse_for(proposal, desk.against(proposal, written, is_confirmed=is_confirmed))  # somebody may have edited it
    if speakers_needed(proposal) and not speaker:
        asks = proposal.asks or f"is it {proposal.speaker} who says so?"
        yes = f"--confirm if it is {speaker_offered(proposal)}, or " if asks[-1] == "?" else ""
        raise UsageProblem(f"{asks}\n  hint: {yes}--speaker with the id of who does")


def _refuse_for(proposal: DraftedValue, reasons: list[Refusal]) -> None:
    """Raises `UsageProblem` where there are reasons."""
    if reasons:
        told = "; ".join(r.message for r in reasons)
        how = " (--confirm, or briefgen draft change)" if reasons[0].code == "worded-freely" else ""
        raise UsageProblem(f"{proposal.id} does not pass: {told}\n  hint: {reasons[0].hint}{how}")


def _write(
    desk: SourceAtHand, proposals: list[DraftedValue], proposal: DraftedValue, written: DraftedValue, into: str,
    speaker: str,
) -> Path:  # fmt: skip
    """Write a value into its record, and that it was accepted."""
    from briefgen.facts.yaml_edit import NotEdited
    from briefgen.intake.drafts.proposal import ACCEPTED, keep_drafts, settled
    from briefgen.intake.drafts.referring import accepted, speaker_id, with_ids

    base, path = desk.workspace.facts.base, _file(desk, into)
    text = read_file(path).decode("utf-8") if path.is_file() else None
    written, speaker = with_ids(base, written), speaker and speaker_id(base, speaker)
    quotes, new_id = desk.fresh_quotes(), f"{into.partition('/')[2]}-{proposal.id}"
    try:
        short = quotes.short(desk.source, proposal.quote)
        new = accepted(text, written, desk.source, base.schema, speaker, new_id, short, today())
    except NotEdited as bad:
        raise UsageProblem(str(bad)) from None
    if short and short in new:
        quotes.write()
    replace_file(path, new.encode())
    keep_drafts(desk.facts, desk.source, settled(proposals, replace(proposal, state=ACCEPTED, into=into)))
    keep_ids(desk.workspace)
    if " " in speaker:
        click.echo(f"the speaker of {proposal.id} stays unnamed: '{speaker}'")
    return path


def _file(desk: SourceAtHand, record: str) -> Path:
    kind, _, id_ = record.partition("/")
    return desk.facts / desk.workspace.facts.base.schema[kind].folder / f"{id_}.yaml"


def _make_records(
    desk: SourceAtHand, proposal: DraftedValue, speaker: str, kind: str, given: list[str], *, is_confirmed: bool
) -> bool:
    """Write a record of a kind for each name that has none, with its passage; whether there was one.

    No person is called by a post alone, a family name or as a body, unless the command's own words have `given` it.
    """
    from briefgen.facts.yaml_text import Exact, record
    from briefgen.intake.drafts.people_reading import is_no_name
    from briefgen.intake.drafts.referring import names_without_record
    from briefgen.intake.drafts.wordlists import word_list
    from briefgen.intake.proposing import slug

    schema = desk.workspace.facts.base.schema
    if kind not in schema or not (field := schema[kind].role("name")):
        raise UsageProblem(
            f"--new names a kind of record, such as person; {did_you_mean_or(kind, schema, 'kinds are')}"
        )
    names = names_without_record(desk.workspace.facts.base, proposal, speaker, kind)
    lists = word_list(desk.language)
    people = acting_as(schema, SOMEBODY)
    for name in (n for n in names if kind in people and n not in given):
        if is_no_name(name, lists):
            way = f"--speaker gives the name or id of who it is; without --new, --speaker '{name}' leaves them unnamed"
            other = f"briefgen draft change {desk.source} {proposal.id} takes a passage that gives the name"
            raise UsageProblem(f"'{name}' names nobody; {way if name == speaker else other}")
        if lists.finds("bodies", name):
            raise UsageProblem(f"'{name}' reads as the name of a body, no person; --new organisation makes its record")
        if " " not in name and not is_confirmed:
            way = "--speaker" if name == speaker else "--value"
            raise UsageProblem(
                f"'{name}' may be a family name alone; {way} \"First {name}\" gives the full one, --confirm takes this"
            )
    quotes = desk.fresh_quotes()
    for name in names:
        path = desk.facts / schema[kind].folder / f"{slug(name)}.yaml"
        refuse_existing(path)
        takes = re.search(rf"\b[Tt]he {re.escape(name)}(?!\w)", proposal.quote) and "article" in schema[kind].fields
        is_full = not name.isupper()  # the NCA came, and the OPEC secretary general: nobody can tell
        article = {"article": "the"} if takes and is_full and desk.language.startswith("en") else {}
        text = record({field: name, **article, "src": {desk.source: Exact(proposal.quote)}, "recorded": today()})
        replace_file(path, quotes.written(text).encode())
        click.echo(f"wrote {shown_path(path)}")
    quotes.write()
    return bool(names)
