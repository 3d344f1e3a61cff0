"""briefgen KIND ID: make one brief."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from briefgen.briefs.kind import BriefKind
from briefgen.cli.answer_inputs import files_watched, with_inputs
from briefgen.cli.options import (
    allow_stale_option,
    audience_option,
    examples,
    given,
    keep_edits_option,
    options,
    workspace_option,
)
from briefgen.cli.terminal import kept_copy, merged_edits, open_workspace, print_json, print_problems, shown_path
from briefgen.diagnostics import Severity, counted, with_article
from briefgen.incremental.single import make_brief
from briefgen.outputs.artifacts import Artifacts
from briefgen.outputs.publishing import KeepEdits, Policy, Published
from briefgen.production.request import Report, Request, named


def command_for(kind: str, found: tuple[str, Path], formats: Sequence[str]) -> click.Command:
    """The command of a kind of brief, which can be written in some formats."""
    from briefgen.briefs.kind import read_kind

    described = read_kind(kind, *found, formats)[0]
    settings = described.settings
    about = settings["about"] or kind

    words, meaning = _words(described, about)

    @click.command(
        kind,
        help=f"{settings['help'] or f'Make {with_article(kind)} brief.'}\n\n{meaning}",
        epilog=examples(f"briefgen {kind} {words}", f"briefgen {kind} {words} --format md --out drafts"),
    )
    @click.argument("words", metavar=words, nargs=-1 if described.is_selection else 1)
    @click.option(
        "--format",
        "-f",
        "formats",
        multiple=True,
        type=click.Choice(formats),
        help="What to write; may be given twice. Default: what the template says.",
    )
    @click.option(
        "--out",
        "-o",
        type=click.Path(path_type=Path, file_okay=False),
        help="The folder to write to. Default: the workspace's out/.",
    )
    @click.option(
        "--language",
        "-l",
        default="",
        metavar="TAG",
        help="The language of the brief, such as ru; its tag stands in the names of the files. Default: the settings.",
    )
    @audience_option
    @allow_stale_option
    @keep_edits_option
    @click.option("--json", "as_json", is_flag=True, help="Report as JSON.")
    def command(
        words: str | tuple[str, ...],
        formats: tuple[str, ...],
        out: Path | None,
        language: str,
        audience: str,
        allow_stale: bool,
        keep_edits: str,
        as_json: bool,
        root: Path | None,
        **values: object,
    ) -> int:
        workspace = open_workspace(root)
        artifacts = Artifacts(out if out is not None else workspace.home.folder("out"))
        id_, of_words = named(described, (words,) if isinstance(words, str) else words)
        parameters = tuple(sorted({**given(described.parameters, values), **of_words}.items()))
        request = Request(kind, id_, formats, language, parameters, allow_stale, audience)
        report, done = make_brief(workspace, request, artifacts, Policy(KeepEdits(keep_edits)))
        if as_json:
            print_json(_as_json(report, done))
        else:
            found = [d for d in report.diagnostics if d.severity is not Severity.NOTE]
            print_problems([*found, *done.findings, *done.failed])
            _tell(report, done)
        if done.is_sound and not done.findings and not any(file.changed for file in done.written) and done.written:
            return with_inputs(0, workspace, root, files_watched(artifacts.out, report.files))
        return 0 if done.is_sound else 1

    others = {name: p for name, p in described.parameters.items() if name not in described.arguments}
    command.params[1:1] = options(others)
    return workspace_option(command)


def _words(kind: BriefKind, about: str) -> tuple[str, str]:
    """What the command takes as words, and what they are."""
    if not kind.is_selection:
        return "ID", f"ID is the id of {with_article(about)} (briefgen list {about})."
    if not kind.arguments:
        return "[NAME]", f"NAME is how its files are called. Default: {kind.name}."
    taken = [(name.upper(), kind.parameters[name]) for name in kind.arguments]
    return " ".join(name for name, _ in taken), " ".join(f"{n}: {p.help or p.meaning}." for n, p in taken)


def _as_json(report: Report, done: Published) -> dict[str, object]:
    return {
        "kind": report.kind,
        "about": report.about,
        "title": report.title,
        "marking": report.marking,
        "files": [
            {"path": str(w.path), "written": w.changed, "kept_copy": str(w.kept_copy) if w.kept_copy else None}
            for w in done.written
        ],
        "sources": report.sources,
        "statements": report.statements,
        "notes": report.notes,
        "conflicts": [{"id": id_, "status": status} for id_, status in report.conflicts],
        "gaps": report.gaps,
        "diagnostics": [d.as_json() for d in (*report.diagnostics, *done.findings, *done.failed)],
    }


def _tell(report: Report, done: Published) -> None:
    click.echo(report.title)
    used = f"{counted(len(report.statements), 'statement')} from {counted(len(report.sources), 'source')}"
    click.echo(f"  rests on   {used}, in {counted(report.notes, 'note')}; marked {report.marking}")
    for id_, status in report.conflicts:
        click.echo(f"  conflict   {id_} ({status})")
    click.echo(f"  missing    {counted(report.gaps, 'open question')} named in the brief")
    for file in done.written:
        if file.kept_copy:
            click.echo(f"  kept       {kept_copy(shown_path(file.kept_copy))}")
    for file in done.written:
        click.echo(f"{'wrote' if file.changed else 'up to date:'} {shown_path(file.path)}")
    for name in done.held:
        click.echo(f"left alone: {name} was edited by hand, and the brief is as before")
    for name in done.merged:
        click.echo(f"merged: {merged_edits(name)}")
