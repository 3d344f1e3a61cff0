"""briefgen facts tidy: no words of a source typed twice."""

from __future__ import annotations

from collections.abc import Mapping
from difflib import unified_diff
from pathlib import Path
from tempfile import TemporaryDirectory

import click

from briefgen.cli.options import workspace_command
from briefgen.cli.terminal import open_workspace, print_problems
from briefgen.diagnostics import Diagnostic, Severity, counted
from briefgen.disk import read_file, replace_file
from briefgen.errors import ProgramFault
from briefgen.facts.files import LISTS, excerpt_of
from briefgen.workspace.workspace import Workspace

UNREAD = "unread-quote"
"""The one error that tidying may mend."""


@workspace_command("briefgen facts tidy --check", "briefgen facts tidy --diff", "briefgen facts tidy")
@click.option("--check", "only_check", is_flag=True, help="Write nothing; leave with 1 where something would change.")
@click.option("--diff", is_flag=True, help="Write nothing; show what would change.")
def command(only_check: bool, diff: bool, root: Path | None) -> int:
    """Keep the words of each source once, and write quotes by their first and last words.

    The words are read off the archived text, and kept in facts/sources/ beside the record of the source. What
    neighbouring values share is written once, where that is shorter. Comments and order stay. The statements before
    and after are compared, with their ids and sources; where one of them would be another, nothing is written.
    Files with errors are told and left as they are.
    """
    from briefgen.facts.passages.tidying import tidy

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
    new = tidy(files, workspace.verification.archive.texts, workspace.facts.base.schema, faulty)
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
    found = [one for p in records for one in (p, Path(excerpt_of(p))) if one == p or one.is_file()]
    return {f"{p.parent.name}/{p.name}": read_file(p).decode("utf-8") for p in found}


def _compare(
    workspace: Workspace, folder: Path, new: Mapping[str, str], unread: set[str], shown: str
) -> list[Diagnostic]:
    """The errors that are left, such as quotes that still cannot be read; `unread` are files with such, whose
    statements are new.

    Raises where the new files would say anything else; then the program has a fault, not the records.
    """
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
