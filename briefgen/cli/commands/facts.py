"""briefgen facts: statements, filtered; and commands for the records as a whole."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Mapping
from pathlib import Path

import click

from briefgen.cli.answer_inputs import facts_with_inputs
from briefgen.cli.options import Group, json_option, workspace_command
from briefgen.cli.terminal import open_workspace, print_bold, print_json, print_problems, shown_path
from briefgen.diagnostics import Diagnostic, Severity, counted, did_you_mean_or
from briefgen.disk import read_file, replace_file
from briefgen.errors import ProgramFault, UsageProblem
from briefgen.model.schema import SOURCE
from briefgen.model.statement import Record, Statement
from briefgen.query.select import Selection, select, speakers_of
from briefgen.workspace.open_facts import name_of, record_named, record_of, statement_json, words_of
from briefgen.workspace.workspace import Workspace

UNREAD = "unread-quote"
"""The one error that tidying may mend."""


@workspace_command(
    "briefgen facts --meeting samarkand-2025",
    "briefgen facts --theme counter-terrorism --source nca-2025-10-17",
    "briefgen facts --speaker bortnikov",
    "briefgen facts --contested --json",
    "briefgen facts --unprinted",
    "briefgen facts tidy --check",
    cls=Group,
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


@workspace_command(
    "briefgen facts names Naghiyev",
    "briefgen facts names --not-same person/ana-sample person/anna-sample",
    of=command,
    short_help="Say whose name it may be, in any letters and spelling.",
)
@click.argument("name", required=False)
@click.option("--not-same", nargs=2, metavar="RECORD RECORD", help="Remember that two records are two.")
def names(name: str | None, not_same: tuple[str, str] | None, root: Path | None) -> int:
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


@workspace_command(
    "briefgen facts tidy --check",
    "briefgen facts tidy --diff",
    "briefgen facts tidy",
    of=command,
    short_help="Write every passage of a source once, and have values name it.",
)
@click.option("--check", "only_check", is_flag=True, help="Write nothing; leave with 1 where something would change.")
@click.option("--diff", is_flag=True, help="Write nothing; show what would change.")
def tidy(only_check: bool, diff: bool, root: Path | None) -> int:
    """Keep the words of each source once, and write quotes by their first and last words.

    The words are read off the archived text, and kept in facts/sources/ beside the record of the source. What
    neighbouring values share is written once, where that is shorter. Comments and order stay. The statements before
    and after are compared, with their ids and sources; where one of them would be another, nothing is written.
    Files with errors are told and left as they are.
    """
    from difflib import unified_diff

    from briefgen.facts.files import LISTS, excerpt_of
    from briefgen.facts.passages.tidying import tidy as tidied

    workspace = open_workspace(root)
    errors = [d for d in workspace.facts.diagnostics if d.severity is Severity.ERROR]
    folder, shown = workspace.home.folder("facts"), workspace.home.shown("facts")
    files = _files(folder)
    faulty = {d.location.file.removeprefix(f"{shown}/") for d in errors if d.code != UNREAD}
    faulty |= {name for name in files if excerpt_of(name) in faulty}
    if others := sorted(faulty - files.keys() - set(LISTS)):  # a description of a kind, a record that is misnamed
        print_problems([d for d in errors if d.code != UNREAD])
        click.echo(f"nothing was written: other records may need {', '.join(others)}", err=True)
        return 1
    new = tidied(files, workspace.verification.archive.texts, workspace.facts.base.schema, faulty)
    unread = _compare(workspace, folder, new, {d.location.file for d in errors}, shown)
    # Of a file that is left as it is, the errors that keep it so are told, and not what tidying would have mended.
    unread = [d for d in unread if d.code != UNREAD or d.location.file.removeprefix(f"{shown}/") not in faulty]
    size = sum(map(len, files.values()))
    whole = {**files, **new}
    after = sum(map(len, whole.values()))
    kept = sum(len(text) for name, text in whole.items() if not name.endswith(".yaml"))
    if diff:
        for name, text in sorted(new.items()):
            of, to = files.get(name, "").splitlines(keepends=True), text.splitlines(keepends=True)
            click.echo("".join(unified_diff(of, to, f"{shown}/{name}", f"{shown}/{name}")), nl=False)
    if unread:
        print_problems(unread)
    if faulty:
        click.echo(f"left as they are, for the errors in them: {', '.join(sorted(faulty))}", err=True)
    if not new:
        click.echo("nothing to write" if unread else "tidy already: no passage stands twice")
        return 1 if unread else 0
    if not (diff or only_check):
        for name, text in sorted(new.items()):
            replace_file(folder / name, text.encode())
    said = "would be tidied" if diff or only_check else "tidied"
    count = sum(1 for _ in workspace.facts.base.statements)
    size_now = f"{size:,} characters become {after:,}{f', {kept:,} of them kept passages' if kept else ''}"
    click.echo(f"{counted(len(new), 'file')} {said}, {size_now}; {count} statements stay as they are")
    return 1 if only_check or unread else 0


def _files(folder: Path) -> dict[str, str]:
    """The records below the folder and the passages beside them, with the ends of lines that they have."""
    records = [p for p in sorted(folder.glob("*/*.yaml")) if not p.parent.name.startswith((".", "_"))]
    from briefgen.facts.files import excerpt_of

    found = [one for p in records for one in (p, Path(excerpt_of(p))) if one == p or one.is_file()]
    return {f"{p.parent.name}/{p.name}": read_file(p).decode("utf-8") for p in found}


def _compare(
    workspace: Workspace, folder: Path, new: Mapping[str, str], unread: set[str], shown: str
) -> list[Diagnostic]:
    """The errors that are left, such as quotes that still cannot be read; `unread` are files with such, whose
    statements are new.

    Raises where the new files would say anything else; then the program has a fault, not the records.
    """
    from tempfile import TemporaryDirectory

    from briefgen.facts.loader import load_facts
    from briefgen.facts.passages.tidying import differing

    with TemporaryDirectory(prefix="briefgen-") as beside:
        copy = Path(beside) / "facts"
        there = {p.relative_to(folder).as_posix(): p for p in sorted(folder.rglob("*")) if p.is_file()}
        for name in sorted({**there, **new}):
            if not Path(name).name.startswith("."):
                (copy / name).parent.mkdir(parents=True, exist_ok=True)
                (copy / name).write_bytes(new[name].encode() if name in new else read_file(there[name]))
        after = load_facts(copy, shown_as=shown)
    fresh = {s.id for r in after.base.records.values() if r.file in unread for s in r.statements}
    others = [id_ for id_ in differing(workspace.facts.base, after.base) if id_ not in fresh]
    if others:
        raise ProgramFault(f"nothing was written: these statements would be others: {', '.join(others[:5])}")
    return [d for d in after.diagnostics if d.severity is Severity.ERROR]
