"""briefgen init: a workspace of one's own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click

from briefgen.cli.commands.schema import FOLDER, schema_files, settings_schema_files
from briefgen.cli.terminal import shown_path
from briefgen.disk import read_file, replace_file, resolved
from briefgen.errors import UsageProblem
from briefgen.settings.explained import settings_lines
from briefgen.workspace.folder import SETTINGS, SETTINGS_FILE, STARTER, shipped_templates

EXAMPLE = STARTER / "example"
EXAMPLE_MEETING = "lisbon-2024"
IGNORED = "/out/*\n!/out/issued/\n/annotated/\n/archive/\n.*.new\n"


@click.command("init", epilog="Examples:\n\n\b\n  briefgen init my-desk\n  cd my-desk\n  briefgen meeting lisbon-2024")
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False), default=".")
def command(folder: Path) -> int:
    """Make a workspace of your own, with an example that builds.

    FOLDER gets briefgen.toml with every setting explained, a copy of the shipped templates, and a small
    commented example under facts/. Files that are there already are left as they are.
    """
    if (folder / SETTINGS_FILE).exists():
        raise UsageProblem(f"{shown_path(resolved(folder))} is a workspace already: it has a {SETTINGS_FILE}")
    kept = []
    for name, content in _files():
        target = folder / name
        if target.exists():
            kept.append(name)
        else:
            replace_file(target, content)
    for name in kept:
        click.echo(f"left as it was: {name}")
    click.echo(f"made a workspace in {shown_path(resolved(folder))}")
    first = "" if shown_path(resolved(folder)) == "." else f"cd {folder} && "
    click.echo(f"next: {first}briefgen meeting {EXAMPLE_MEETING}")
    return 0


def _files() -> Iterator[tuple[str, bytes]]:
    from briefgen.facts.kinds import shipped_kinds

    yield SETTINGS_FILE, settings_text().encode()
    yield ".gitignore", IGNORED.encode()
    kinds = shipped_kinds().schema
    for name, content in schema_files(kinds).items():
        yield f"facts/{FOLDER}/{name}", content
    for name, content in settings_schema_files(kinds).items():
        yield f"templates/{FOLDER}/{name}", content
    for root, prefix in ((EXAMPLE, ""), (shipped_templates(), "templates/")):
        for path in sorted(root.rglob("*")):
            inside = path.relative_to(root)
            if path.is_file() and not any(part.startswith((".", "~$")) for part in inside.parts):
                yield prefix + inside.as_posix(), read_file(path)


def settings_text() -> str:
    """A settings file with every key, commented out at its default, and what it means."""
    head = "# The settings of this workspace. Take the # away to change one; what is shown is the default."
    return "\n".join([f"#:schema templates/{FOLDER}/briefgen.json", head, "", *settings_lines(SETTINGS)]) + "\n"
