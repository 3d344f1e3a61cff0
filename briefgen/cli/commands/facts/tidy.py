"""briefgen facts tidy: every passage once."""

from __future__ import annotations

from collections.abc import Mapping
from difflib import unified_diff
from pathlib import Path
from tempfile import TemporaryDirectory

import click

from briefgen.cli.options import workspace_option
from briefgen.cli.terminal import open_workspace, print_problems
from briefgen.diagnostics import Severity
from briefgen.disk import read_file, replace_file
from briefgen.errors import ProgramFault
from briefgen.workspace.workspace import Workspace


@workspace_option
@click.command(
    "tidy",
    epilog="Examples:\n\n\b\n  briefgen facts tidy --check\n  briefgen facts tidy --diff\n  briefgen facts tidy",
)
@click.option("--check", "only_check", is_flag=True, help="Write nothing; leave with 1 where something would change.")
@click.option("--diff", is_flag=True, help="Write nothing; show what would change.")
@click.pass_context
def command(ctx: click.Context, only_check: bool, diff: bool, root: Path | None) -> int:
    """Write every passage of a source once, and have the values that rest on it name it.

    Comments, order and everything that is not a quote stay. The statements before and after are compared, with their
    ids and sources; where one of them would be another, nothing is written.
    """
    from briefgen.facts.passages.tidying import tidy

    workspace = open_workspace(root or ctx.obj)
    faults = [d for d in workspace.facts.diagnostics if d.severity is Severity.ERROR]
    if faults:
        print_problems(faults)
        click.echo("nothing was written: only sound records are tidied", err=True)
        return 1
    folder, shown = workspace.home.folder("facts"), workspace.home.shown("facts")
    files = _files(folder)
    new = tidy(files, workspace.verification.archive.texts, workspace.facts.base.schema)
    _compare(workspace, folder, new)
    size = sum(map(len, files.values()))
    after = sum(map(len, {**files, **new}.values()))
    if diff:
        for name, text in sorted(new.items()):
            of, to = files[name].splitlines(keepends=True), text.splitlines(keepends=True)
            click.echo("".join(unified_diff(of, to, f"{shown}/{name}", f"{shown}/{name}")), nl=False)
    if not new:
        click.echo("tidy already: no passage stands twice")
        return 0
    if not (diff or only_check):
        for name, text in sorted(new.items()):
            replace_file(folder / name, text.encode())
    said = "would be" if diff or only_check else "are"
    count = sum(1 for _ in workspace.facts.base.statements)
    click.echo(
        f"{len(new)} files {said} tidied, {size:,} characters become {after:,}; {count} statements stay as they are"
    )
    return 1 if only_check else 0


def _files(folder: Path) -> dict[str, str]:
    """The records below the folder, with the ends of lines that they have."""
    found = (p for p in sorted(folder.glob("*/*.yaml")) if not p.parent.name.startswith((".", "_")))
    return {f"{p.parent.name}/{p.name}": read_file(p).decode("utf-8") for p in found}


def _compare(workspace: Workspace, folder: Path, new: Mapping[str, str]) -> None:
    """Raises where the new files would say anything else; then the program has a fault, not the records."""
    from briefgen.facts.loader import load_facts
    from briefgen.facts.passages.tidying import differing

    with TemporaryDirectory(prefix="briefgen-") as beside:
        copy = Path(beside) / "facts"
        for path in sorted(p for p in folder.rglob("*") if p.is_file()):
            name = path.relative_to(folder)
            if not name.name.startswith("."):
                (copy / name).parent.mkdir(parents=True, exist_ok=True)
                text = new.get(name.as_posix())
                (copy / name).write_bytes(read_file(path) if text is None else text.encode())
        after = load_facts(copy)
    others = differing(workspace.facts.base, after.base)
    if others:
        raise ProgramFault(f"nothing was written: these statements would be others: {', '.join(others[:5])}")
