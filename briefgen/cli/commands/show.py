"""briefgen show and list: one record, with what it rests on and what contradicts it; and what there is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import click

from briefgen.cli.answer_inputs import facts_with_inputs, with_inputs
from briefgen.cli.options import json_option, workspace_command
from briefgen.cli.terminal import open_workspace, print_bold, print_json
from briefgen.diagnostics import did_you_mean
from briefgen.errors import UsageProblem
from briefgen.facts.conflicts.conflict import Conflict
from briefgen.facts.factbase import FactBase, in_language
from briefgen.model.schema import NUMBER, REFERENCE, no_kind_of_record
from briefgen.model.statement import Origin, Rank, Record, Statement
from briefgen.workspace.open_facts import name_of, record_named, statement_json, words_of
from briefgen.workspace.workspace import Workspace

Row = dict[str, str]


@workspace_command("briefgen show samarkand-2025", "briefgen show meeting/samarkand-2025 --json")
@click.argument("id_", metavar="ID")
@json_option
def command(id_: str, as_json: bool, root: Path | None) -> int:
    """Show one record with its sources and conflicts.

    ID is an id, or kind/id where several kinds have it.
    """
    workspace = open_workspace(root)
    record = record_named(workspace, id_)
    conflicts = [c for c in workspace.conflicts if record.key in c.subjects]
    if as_json:
        print_json(_as_json(record, conflicts))
    else:
        _print(workspace, record, conflicts)
    return facts_with_inputs(workspace, root)


def _print(workspace: Workspace, record: Record, conflicts: list[Conflict]) -> None:
    print_bold(f"{record.key}  {name_of(workspace, record.key)}")
    click.echo(f"{record.file}:{record.line}")
    if record.contested:
        click.echo(f"contested: {in_language(record.contested, workspace.home.settings['language'])}")
    for property_ in dict.fromkeys(s.property for s in record.statements):
        click.echo(f"\n{property_}")
        for statement in record.values(property_):
            _print_statement(workspace, statement)
    for conflict in conflicts:
        print_bold(f"\nconflict {conflict.id} ({conflict.type}, {conflict.status})")
        if conflict.explanation:
            click.echo(f"  {in_language(conflict.explanation, workspace.home.settings['language'])}")
    used = [s for s in workspace.facts.base.referring(record.key) if s.subject != record.key]
    if used:
        click.echo(f"\nreferred to by {', '.join(dict.fromkeys(s.subject for s in used))}")


def _print_statement(workspace: Workspace, statement: Statement) -> None:
    remarks = ", ".join([*_remarks(statement), *_qualifiers(workspace, statement)])
    click.echo(f"  {words_of(workspace, statement)}{f'  [{remarks}]' if remarks else ''}")
    if statement.why:
        click.echo(f"      why: {in_language(statement.why, workspace.home.settings['language'])}")
    if statement.speakers:
        click.echo(f"      according to {', '.join(name_of(workspace, key) for key in statement.speakers)}")
    for citation in statement.citations:
        place = f"{citation.source}{'#' + citation.locator if citation.locator else ''}"
        click.echo(f"      {place}: “{citation.quote}”" if citation.quote else f"      {place}")


def _remarks(statement: Statement) -> list[str]:
    parts = []
    if statement.rank is not Rank.NORMAL:
        parts.append(str(statement.rank))
    if statement.origin is Origin.INFERRED:
        parts.append(f"inferred: {statement.inferred}")
    if statement.register:
        parts.append(f"from {statement.register}")
    if statement.contested:
        parts.append("contested")
    return parts


def _qualifiers(workspace: Workspace, statement: Statement) -> Iterator[str]:
    """What a value says besides itself, each with its name: stage: ratified, troops: over 500."""
    spec = workspace.facts.base.schema[statement.kind].fields[statement.property]
    language = workspace.home.settings["language"]
    for name, part in spec.qualifiers.items():
        if name not in statement.qualifiers or (part.type == NUMBER and name == "list"):  # where it stands in the file
            continue
        values = statement.qualifiers[name]
        words = [
            in_language(value, language)
            if isinstance(value, Mapping)
            else name_of(workspace, value)
            if part.type == REFERENCE
            else str(value)
            for value in (values if isinstance(values, list | tuple) else [values])
        ]
        yield f"{name}: {'; '.join(words)}"


def _as_json(record: Record, conflicts: list[Conflict]) -> dict[str, Any]:
    return {
        "kind": record.kind,
        "id": record.id,
        "file": record.file,
        "line": record.line,
        "statements": [statement_json(s) for s in record.statements],
        "conflicts": [
            {"id": c.id, "type": str(c.type), "status": c.status, "statements": list(c.statements)} for c in conflicts
        ],
    }


# --- briefgen list ---


@workspace_command("briefgen list", "briefgen list meeting", "briefgen list source --json")
@click.argument("kind", required=False)
@json_option
def list_(kind: str | None, as_json: bool, root: Path | None) -> int:
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
    from briefgen.query.sessions import by_date

    records = base.of_kind(by_word[kind])
    if base.schema[by_word[kind]].role("date") and not base.schema[by_word[kind]].desk:
        return [_dated_row(workspace, r) for r in by_date(records)]
    return [{"id": r.id, "name": name_of(workspace, r.key), "file": r.file} for r in records]


def _dated_row(workspace: Workspace, record: Record) -> Row:
    from briefgen.language.in_words import date_in_words
    from briefgen.model.dates import parse_date

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
