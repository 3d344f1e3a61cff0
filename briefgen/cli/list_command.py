"""briefgen list: what there is."""

from __future__ import annotations

from pathlib import Path

import click

from briefgen.cli.output import open_desk, print_json, print_problems, workspace_option
from briefgen.diagnostics import did_you_mean, has_errors
from briefgen.errors import UsageProblem
from briefgen.facts.factbase import FactBase
from briefgen.language.dates import date_in_words
from briefgen.model.dates import parse_date
from briefgen.model.statement import Record
from briefgen.query.sessions import by_date, followed
from briefgen.workspace.words import name_of
from briefgen.workspace.workspace import Desk

Row = dict[str, str]


@click.command(
    "list",
    epilog="Examples:\n\n\b\n  briefgen list\n  briefgen list meeting\n  briefgen list source --json",
)
@click.argument("kind", required=False)
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_context
def command(ctx: click.Context, kind: str | None, as_json: bool, workspace: Path | None) -> int:
    """List records, or the kinds of brief.

    KIND is a kind of record (meeting, source, …) or "briefs"; without it, the kinds and their counts.
    """
    desk = open_desk(workspace or ctx.obj)
    if kind == "briefs":
        rows = [_brief_row(desk, name) for name in desk.kinds]
    else:
        rows = _counts(desk.facts.base) if kind is None else _records(desk, kind)
    if as_json:
        print_json(rows)
    else:
        _print_rows(rows)
    print_problems(desk.facts.diagnostics if kind != "briefs" else [])
    return 1 if kind != "briefs" and has_errors(desk.facts.diagnostics) else 0


command = workspace_option(command)


def _brief_row(desk: Desk, name: str) -> Row:
    settings = desk.kind(name)[0].settings
    return {"id": name, "name": settings["help"] or settings["label"] or name}


def _counts(base: FactBase) -> list[Row]:
    found = [(spec.kind, len(base.of_kind(spec.kind))) for spec in base.schema.values()]
    return [{"id": kind, "name": f"{count} record{'' if count == 1 else 's'}"} for kind, count in found if count]


def _records(desk: Desk, kind: str) -> list[Row]:
    base = desk.facts.base
    by_word = {word: spec.kind for spec in base.schema.values() for word in (spec.kind, spec.folder)}
    if kind not in by_word:
        words = [spec.kind for spec in base.schema.values()]
        hint = did_you_mean(kind, by_word) or f"kinds are: briefs, {', '.join(words)}"
        raise UsageProblem(f"there is no kind of record '{kind}'; {hint}")
    records = base.of_kind(by_word[kind])
    if by_word[kind] == "meeting":
        return [_meeting_row(desk, r) for r in by_date(records)]
    return [{"id": r.id, "name": name_of(desk, r.key), "file": r.file} for r in records]


def _meeting_row(desk: Desk, meeting: Record) -> Row:
    date = followed(meeting, "date")
    locale = desk.locale(desk.workspace.settings["language"])
    when = date_in_words(locale, parse_date(date.value)) if date else "no date"
    return {"id": meeting.id, "date": when, "name": name_of(desk, meeting.key), "file": meeting.file}


def _print_rows(rows: list[Row]) -> None:
    if not rows:
        click.echo("nothing here yet")
        return
    columns = [c for c in rows[0] if c != "file"]
    widths = {c: max(len(row[c]) for row in rows) for c in columns[:-1]}
    for row in rows:
        cells = [row[c].ljust(widths[c]) if c in widths else row[c] for c in columns]
        click.echo("  ".join(cells))
