"""briefgen show: one record, with what it rests on and what contradicts it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import click

from briefgen.cli.answer_inputs import facts_with_inputs
from briefgen.cli.options import json_option, workspace_command
from briefgen.cli.terminal import open_workspace, print_bold, print_json
from briefgen.facts.conflicts.conflict import Conflict
from briefgen.facts.factbase import in_language
from briefgen.model.schema import NUMBER, REFERENCE
from briefgen.model.statement import Origin, Rank, Record, Statement
from briefgen.workspace.open_facts import name_of, record_named, words_of
from briefgen.workspace.workspace import Workspace


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


def statement_json(statement: Statement) -> dict[str, Any]:
    """A statement as JSON data."""
    return {
        "id": statement.id,
        **statement.as_data(),
        "line": statement.line,
        "citations": [c.as_data() for c in statement.citations],
    }
