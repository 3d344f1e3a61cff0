"""briefgen KIND ID: make one brief."""

from __future__ import annotations

from pathlib import Path

import click

from briefgen.build.artifacts import Artifacts
from briefgen.build.make import Made, make_brief
from briefgen.cli.output import open_desk, print_json, print_problems, shown_path, workspace_option
from briefgen.diagnostics import Severity


def command_for(kind: str, found: tuple[str, Path]) -> click.Command:
    """The command of a kind of brief."""
    from briefgen.briefs.kind import read_kind

    settings = read_kind(kind, *found)[0].settings
    about = settings["about"] or kind

    @click.command(
        kind,
        help=f"{settings['help'] or f'Make a {kind} brief.'}\n\nID is the id of a {about} (briefgen list {about}).",
        epilog=f"Examples:\n\n\b\n  briefgen {kind} ID\n  briefgen {kind} ID --format md --out drafts",
    )
    @click.argument("id_", metavar="ID")
    @click.option(
        "--format",
        "-f",
        "formats",
        multiple=True,
        type=click.Choice(["docx", "md"]),
        help="What to write; may be given twice. Default: what the template says.",
    )
    @click.option(
        "--out",
        "-o",
        type=click.Path(path_type=Path, file_okay=False),
        help="The folder to write to. Default: the workspace's out/.",
    )
    @click.option("--json", "as_json", is_flag=True, help="Report as JSON.")
    @click.pass_context
    def command(
        ctx: click.Context, id_: str, formats: tuple[str, ...], out: Path | None, as_json: bool, workspace: Path | None
    ) -> int:
        desk = open_desk(workspace or ctx.obj)
        artifacts = Artifacts(out if out is not None else desk.workspace.folder("out"))
        made = make_brief(desk, kind, id_, formats=formats, artifacts=artifacts)
        if as_json:
            print_json(_report(made))
        else:
            print_problems(d for d in made.warnings if d.severity is not Severity.NOTE)
            _tell(made)
        return 0

    return workspace_option(command)


def _report(made: Made) -> dict[str, object]:
    brief = made.brief
    return {
        "kind": made.kind.name,
        "about": made.key,
        "title": brief.document.meta.title,
        "marking": brief.document.meta.marking,
        "files": [
            {"path": str(w.path), "written": w.changed, "kept_copy": str(w.kept_copy) if w.kept_copy else None}
            for w in made.files
        ],
        "sources": list(brief.resolved.sources),
        "statements": list(brief.resolved.statements),
        "notes": len(brief.document.notes),
        "conflicts": [{"id": c.id, "status": c.status} for c in brief.conflicts],
        "gaps": brief.gaps,
        "diagnostics": [d.as_json() for d in made.warnings],
    }


def _tell(made: Made) -> None:
    brief = made.brief
    click.echo(brief.document.meta.title)
    used = f"{_count(len(brief.resolved.statements), 'statement')} from {_count(len(brief.resolved.sources), 'source')}"
    click.echo(
        f"  rests on   {used}, in {_count(len(brief.document.notes), 'note')}; marked {brief.document.meta.marking}"
    )
    for conflict in brief.conflicts:
        click.echo(f"  conflict   {conflict.id} ({conflict.status})")
    click.echo(f"  missing    {_count(brief.gaps, 'open question')} named in the brief")
    for written in made.files:
        if written.kept_copy:
            click.echo(
                f"  kept       {shown_path(written.kept_copy)}: somebody had changed the file; this is a copy of it"
            )
    for written in made.files:
        click.echo(f"{'wrote' if written.changed else 'up to date:'} {shown_path(written.path)}")


def _count(number: int, thing: str) -> str:
    return f"{number} {thing}{'' if number == 1 else 's'}"
