"""briefgen schema: JSON Schemas, so that an editor completes and checks records and settings while one types."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click

from briefgen.cli.options import workspace_option
from briefgen.cli.terminal import open_workspace, shown_path
from briefgen.diagnostics import did_you_mean
from briefgen.disk import content_of, replace_file
from briefgen.errors import UsageProblem
from briefgen.model.schema import Schema

FOLDER = ".schemas"


@workspace_option
@click.command("schema", epilog="Examples:\n\n\b\n  briefgen schema\n  briefgen schema meeting")
@click.argument("kind", required=False)
@click.option(
    "--reference",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="Write the list of all fields into this page, between its markers.",
)
@click.pass_context
def command(ctx: click.Context, kind: str | None, reference: Path | None, root: Path | None) -> int:
    """Write a JSON Schema for each kind of record to facts/.schemas/, or print that of one KIND.

    Those of the settings, template.toml and briefgen.toml, go to templates/.schemas/. Files name their schema in
    their first line, where VS Code's extensions for YAML and for TOML (Even Better TOML) read it.
    """
    workspace = open_workspace(root or ctx.obj)
    kinds = workspace.facts.base.schema
    schemas = schema_files(kinds) | settings_schema_files(kinds)
    if reference is not None:
        _write_reference(kinds, reference)
        return 0
    if kind is not None:
        name = f"{kind}.json"
        if name not in schemas:
            known = [n.removesuffix(".json") for n in schemas]
            raise UsageProblem(f"there is no kind '{kind}'; {did_you_mean(kind, known) or ', '.join(known)}")
        click.echo(schemas[name].decode(), nl=False)
        return 0
    place = workspace.home
    _write(schema_files(kinds), place.folder("facts") / FOLDER)
    _write(settings_schema_files(kinds), place.folder("templates") / FOLDER)
    return 0


def _write_reference(kinds: Schema, page: Path) -> None:
    from briefgen.model.reference import insert

    text = content_of(page) or b""
    try:
        replace_file(page, insert(text.decode(), kinds).encode())
    except ValueError as bad:
        raise UsageProblem(f"{shown_path(page)}: {bad}") from None
    click.echo(f"wrote the reference into {shown_path(page)}")


def _write(schemas: dict[str, bytes], folder: Path) -> None:
    changed = 0
    for name, content in schemas.items():
        path = folder / name
        if content_of(path) != content:
            replace_file(path, content)
            changed += 1
    click.echo(f"{f'wrote {changed} schemas to' if changed else 'up to date:'} {shown_path(folder)}")


def schema_files(kinds: Schema) -> dict[str, bytes]:
    """The schema files of records by name."""
    from briefgen.model.jsonschema import json_schemas

    return {f"{kind}.json": _as_file(schema) for kind, schema in json_schemas(kinds).items()}


def settings_schema_files(kinds: Schema) -> dict[str, bytes]:
    """The schema files of settings by name."""
    from briefgen.briefs.skeleton import template_schema
    from briefgen.settings.explained import settings_schema
    from briefgen.workspace.folder import SETTINGS

    return {
        "template.json": _as_file(template_schema(list(kinds))),
        "briefgen.json": _as_file(settings_schema("briefgen", SETTINGS)),
    }


def _as_file(schema: dict[str, Any]) -> bytes:
    return (json.dumps(schema, ensure_ascii=False, indent=2) + "\n").encode()
