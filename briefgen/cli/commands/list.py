"""briefgen list: what there is."""

from __future__ import annotations

from pathlib import Path

import click

from briefgen.cli.answer_inputs import facts_with_inputs, with_inputs
from briefgen.cli.options import json_option, workspace_command
from briefgen.cli.terminal import open_workspace, print_json
from briefgen.diagnostics import did_you_mean
from briefgen.errors import UsageProblem
from briefgen.facts.factbase import FactBase
from briefgen.language.in_words import date_in_words
from briefgen.model.dates import parse_date
from briefgen.model.schema import no_kind_of_record
from briefgen.model.statement import Record
from briefgen.query.sessions import by_date
from briefgen.workspace.open_facts import name_of
from briefgen.workspace.workspace import Workspace

Row = dict[str, str]


@workspace_command("briefgen list", "briefgen list meeting", "briefgen list source --json")
@click.argument("kind", required=False)
@json_option
def command(kind: str | None, as_json: bool, root: Path | None) -> int:
    """List records, or the kinds of brief.

    KIND is a kind of record (meeting, source, …) or "briefs"; without it, the kinds and their counts.
    """
    workspace = open_workspace(root)
    if kind == "briefs":
        rows = [_brief_row(workspace, name) for name in workspace.kinds]
    else:
        rows = _counts(workspace.facts.base) if kind is None else _records(workspace, kind)
    if as_json:
        print_json(rows)
    else:
        _print_rows(rows)
    return with_inputs(0, workspace, root) if kind == "briefs" else facts_with_inputs(workspace, root)


def _brief_row(workspace: Workspace, name: str) -> Row:
    settings = workspace.kind(name)[0].settings
    return {"id": name, "name": settings["help"] or settings["label"] or name}


def _counts(base: FactBase) -> list[Row]:
    found = [(spec, len(base.of_kind(spec.kind))) for spec in base.schema.values()]
    return [{"id": spec.kind, "name": f"{count} {spec.several(count)}"} for spec, count in found if count]


def _records(workspace: Workspace, kind: str) -> list[Row]:
    base = workspace.facts.base
    by_word = {word: spec.kind for spec in base.schema.values() for word in (spec.kind, spec.folder)}
    if kind not in by_word:
        words = [spec.kind for spec in base.schema.values()]
        hint = did_you_mean(kind, by_word) or f"kinds are: briefs, {', '.join(words)}"
        raise UsageProblem(f"{no_kind_of_record(kind, by_word)[0]}; {hint}")
    records = base.of_kind(by_word[kind])
    if base.schema[by_word[kind]].role("date") and not base.schema[by_word[kind]].desk:
        return [_dated_row(workspace, r) for r in by_date(records)]
    return [{"id": r.id, "name": name_of(workspace, r.key), "file": r.file} for r in records]


def _dated_row(workspace: Workspace, record: Record) -> Row:
    date = record.followed(record.role("date"))
    locale = workspace.locale(workspace.home.settings["language"])
    when = date_in_words(locale, parse_date(date.value)) if date else "no date"
    return {"id": record.id, "date": when, "name": name_of(workspace, record.key), "file": record.file}


def _print_rows(rows: list[Row]) -> None:
    if not rows:
        click.echo("nothing here yet")
        return
    columns = [c for c in rows[0] if c != "file"]
    widths = {c: max(len(row[c]) for row in rows) for c in columns[:-1]}
    for row in rows:
        cells = [row[c].ljust(widths[c]) if c in widths else row[c] for c in columns]
        click.echo("  ".join(cells))
