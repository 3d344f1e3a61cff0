"""briefgen facts: statements, filtered; and commands for the records as a whole, each a module here."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from pathlib import Path

import click

from briefgen.cli.answer_inputs import facts_with_inputs
from briefgen.cli.commands.show import statement_json
from briefgen.cli.group import Group
from briefgen.cli.options import json_option, workspace_command
from briefgen.cli.terminal import open_workspace, print_bold, print_json
from briefgen.diagnostics import counted, did_you_mean_or
from briefgen.errors import UsageProblem
from briefgen.model.schema import SOURCE
from briefgen.model.statement import Record, Statement
from briefgen.query.select import Selection, select, speakers_of
from briefgen.workspace.open_facts import name_of, record_named, record_of, words_of
from briefgen.workspace.workspace import Workspace

LINES = {
    "names": "Say whose name it may be, in any letters and spelling.",
    "tidy": "Write every passage of a source once, and have values name it.",
}


@workspace_command(
    "briefgen facts --meeting samarkand-2025",
    "briefgen facts --theme counter-terrorism --source nca-2025-10-17",
    "briefgen facts --speaker bortnikov",
    "briefgen facts --contested --json",
    "briefgen facts --unprinted",
    "briefgen facts tidy --check",
    cls=Group,
    lines=LINES,
    package=__name__,
    invoke_without_command=True,
)
@click.option("--meeting", metavar="ID", help="About this meeting.")
@click.option("--country", metavar="ID", help="About this country.")
@click.option("--person", metavar="ID", help="About this person.")
@click.option("--organisation", metavar="ID", help="About this organisation.")
@click.option("--theme", metavar="ID", help="About this theme.")
@click.option("--document", metavar="ID", help="About this document.")
@click.option("--series", metavar="ID", help="About this series.")
@click.option("--source", metavar="ID", help="Resting on this source.")
@click.option("--kind", metavar="KIND", help="Of records of this kind: meeting, claim, …")
@click.option("--property", "property_", metavar="NAME", help="Of this field: date, outcomes, …")
@click.option("--speaker", metavar="ID", help="Said by this person or organisation, or in its name.")
@click.option("--marking", metavar="LABEL", help="With this marking, e.g. TLP:GREEN.")
@click.option("--contested", is_flag=True, help="Marked contested, or on a side of a conflict.")
@click.option(
    "--unprinted", "only_unprinted", is_flag=True, help="In no standard brief of the last build, and no reason."
)
@click.option(
    "--all", "with_reasons", is_flag=True, help="With --unprinted: also what has a reason, and where it stands."
)
@click.option("--words", metavar="WORDS", help="With these words in the value or in a quote.")
@json_option
@click.pass_context
def command(
    ctx: click.Context,
    /,
    source: str | None,
    kind: str | None,
    property_: str | None,
    speaker: str | None,
    marking: str | None,
    contested: bool,
    only_unprinted: bool,
    with_reasons: bool,
    words: str | None,
    as_json: bool,
    root: Path | None,
    **about: str | None,
) -> int:
    """List statements: each fact with its place, its words and its sources. Conditions add up."""
    if ctx.invoked_subcommand is not None:
        return 0
    workspace = open_workspace(root)
    base = workspace.facts.base
    wanted = Selection(
        about=tuple(_record(workspace, name, id_).key for name, id_ in about.items() if id_),
        kind=_one_of(kind, base.schema, "kind of record"),
        property=_one_of(property_, {f for s in base.schema.values() for f in s.fields}, "field"),
        source=_record(workspace, SOURCE, source).id if source else "",
        speaker=record_named(workspace, speaker).key if speaker else "",
        marking=_one_of(marking, workspace.home.settings["markings.scheme"], "marking"),
        contested=contested,
        words=words or "",
    )
    in_conflict = {id_ for c in workspace.conflicts for id_ in c.statements}
    default = workspace.home.settings["markings.default"]
    found = list(select(base, wanted, in_conflict=in_conflict, default_marking=default))
    if with_reasons and not only_unprinted:
        raise UsageProblem("--all goes with --unprinted")
    told: dict[str, dict[str, object]] = {}
    if only_unprinted:
        told = _unprinted(workspace, found, with_reasons=with_reasons)
        found = [s for s in found if s.id in told]
    if as_json:
        rows = [{"subject": s.subject, "file": base.records[s.subject].file, **statement_json(s)} for s in found]
        print_json([{**row, **told.get(str(row["id"]), {})} for row in rows])
    else:
        _print(workspace, found, told)
    return facts_with_inputs(workspace, root)


def _unprinted(workspace: Workspace, found: list[Statement], *, with_reasons: bool) -> dict[str, dict[str, object]]:
    """What is to be told of each of these statements that no standard brief prints, by its id."""
    from briefgen.incremental.unprinted import in_full_account, unprinted

    left = unprinted(workspace)
    if left is None:
        raise UsageProblem("no standard brief was made here yet; briefgen build makes them")
    wanted = {s.id for s in found}
    rows = [u for u in left if u.statement.id in wanted and (with_reasons or not u.why)]
    if not with_reasons:
        return {u.statement.id: {} for u in rows}
    full = in_full_account(workspace, {u.statement.id for u in rows})
    return {u.statement.id: {"reason": u.why, "in_full_account": u.statement.id in full} for u in rows}


def _record(workspace: Workspace, kind: str, named: str) -> Record:
    return record_of(workspace, kind, named.removeprefix(f"{kind}/"))


def _one_of(word: str | None, known: Iterable[str], what: str) -> str:
    if word is None or word in known:
        return word or ""
    raise UsageProblem(f"there is no {what} '{word}'; {did_you_mean_or(word, sorted(known), 'there are')}")


def _print(workspace: Workspace, found: list[Statement], told: dict[str, dict[str, object]]) -> None:
    width = max(60, shutil.get_terminal_size((100, 24)).columns)
    base, last = workspace.facts.base, ""
    for statement in found:
        record = base.records[statement.subject]
        if statement.subject != last:
            print_bold(f"{statement.subject}")
            last = statement.subject
        sources = ", ".join(dict.fromkeys(c.source for c in statement.citations)) or str(statement.origin)
        speakers = ", ".join(name_of(workspace, key) for key in sorted(speakers_of(base, statement)))
        said = f" — {speakers}" if speakers else ""
        words = words_of(workspace, statement)
        room = width - 20
        shown = words if len(words) <= room else words[: room - 1] + "…"
        click.echo(f"  {statement.property:<14} {shown}")
        click.echo(f"  {'':<14} {record.file}:{statement.line}  [{sources}]{said}")
        if more := told.get(statement.id):
            where = ["only in the full account"] if more["in_full_account"] else []
            click.echo(f"  {'':<14} {'; '.join([*where, str(more['reason'] or 'no reason given')])}")
    click.echo(counted(len(found), "statement"))
