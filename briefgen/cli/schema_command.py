"""briefgen schema: JSON Schemas, so that an editor completes and checks records while one types."""

from __future__ import annotations

import json
from pathlib import Path

import click

from briefgen.build.artifacts import replace_file
from briefgen.cli.output import open_desk, shown_path, workspace_option
from briefgen.diagnostics import did_you_mean
from briefgen.errors import UsageProblem

FOLDER = ".schemas"


@click.command("schema", epilog="Examples:\n\n\b\n  briefgen schema\n  briefgen schema meeting")
@click.argument("kind", required=False)
@click.pass_context
def command(ctx: click.Context, kind: str | None, workspace: Path | None) -> int:
    """Write a JSON Schema for each kind of record to facts/.schemas/, or print that of one KIND.

    Records name their schema in their first line; VS Code's YAML extension reads it there.
    """
    schemas = schema_files()
    if kind is not None:
        name = f"{kind}.json"
        if name not in schemas:
            known = [n.removesuffix(".json") for n in schemas]
            raise UsageProblem(f"there is no kind '{kind}'; {did_you_mean(kind, known) or ', '.join(known)}")
        click.echo(schemas[name].decode(), nl=False)
        return 0
    folder = open_desk(workspace or ctx.obj).workspace.folder("facts") / FOLDER
    changed = 0
    for name, content in schemas.items():
        path = folder / name
        if not path.is_file() or path.read_bytes() != content:
            replace_file(path, content)
            changed += 1
    click.echo(f"{f'wrote {changed} schemas to' if changed else 'up to date:'} {shown_path(folder)}")
    return 0


command = workspace_option(command)


def schema_files() -> dict[str, bytes]:
    """The schema files by name."""
    from briefgen.model.jsonschema import json_schemas

    return {
        f"{kind}.json": (json.dumps(schema, ensure_ascii=False, indent=2) + "\n").encode()
        for kind, schema in json_schemas().items()
    }
