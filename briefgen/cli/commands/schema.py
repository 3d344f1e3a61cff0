"""briefgen schema: JSON Schemas, so that an editor completes and checks records and settings while one types."""

from __future__ import annotations

from pathlib import Path

import click

from briefgen.cli.options import workspace_command
from briefgen.cli.terminal import open_workspace, shown_path
from briefgen.diagnostics import did_you_mean_or
from briefgen.disk import content_of, replace_file
from briefgen.errors import UsageProblem
from briefgen.model.jsonschema import IDS
from briefgen.model.schema import Schema
from briefgen.workspace.schema_files import FOLDER, ids_file, schema_files, settings_schema_files


@workspace_command("briefgen schema", "briefgen schema meeting")
@click.argument("kind", required=False)
@click.option(
    "--reference",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="Write the list of all fields into this page, between its markers.",
)
def command(kind: str | None, reference: Path | None, root: Path | None) -> int:
    """Write a JSON Schema for each kind of record to facts/.schemas/, or print that of one KIND.

    With them go the ids of the records, which an editor completes; commands that write records keep them up to date.
    Those of the settings, template.toml and briefgen.toml, go to templates/.schemas/. Files name their schema in
    their first line, where VS Code's extensions for YAML and for TOML (Even Better TOML) read it.
    """
    workspace = open_workspace(root)
    kinds = workspace.facts.base.schema
    schemas = schema_files(kinds, completing=False) | settings_schema_files(kinds)
    if reference is not None:
        _write_reference(kinds, reference)
        return 0
    if kind is not None:
        name = f"{kind}.json"
        if name not in schemas:
            known = [n.removesuffix(".json") for n in schemas]
            raise UsageProblem(f"there is no kind '{kind}'; {did_you_mean_or(kind, known, 'kinds are')}")
        click.echo(schemas[name].decode(), nl=False)
        return 0
    place = workspace.home
    of_records = schema_files(kinds) | {IDS: ids_file(workspace)}
    _write(of_records, place.folder("facts") / FOLDER)
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
    what = "schema" if changed == 1 else "schemas"
    click.echo(f"{f'wrote {changed} {what} to' if changed else 'up to date:'} {shown_path(folder)}")
