"""briefgen init: a workspace of one's own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click

from briefgen.build.artifacts import replace_file
from briefgen.cli.output import shown_path
from briefgen.cli.schema_command import FOLDER, schema_files
from briefgen.errors import UsageProblem
from briefgen.workspace import SETTINGS, SETTINGS_FILE, shipped_templates

EXAMPLE = Path(__file__).resolve().parents[1] / "starter" / "example"
EXAMPLE_MEETING = "lisbon-2024"
IGNORED = "/out/\n/archive/\n"


@click.command("init", epilog="Examples:\n\n\b\n  briefgen init my-desk\n  cd my-desk\n  briefgen meeting lisbon-2024")
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False), default=".")
def command(folder: Path) -> int:
    """Make a workspace of your own, with an example that builds.

    FOLDER gets briefgen.toml with every setting explained, a copy of the shipped templates, and a small
    commented example under facts/. Files that are there already are left as they are.
    """
    if (folder / SETTINGS_FILE).exists():
        raise UsageProblem(f"{shown_path(folder.resolve())} is a workspace already: it has a {SETTINGS_FILE}")
    kept = []
    for name, content in _files():
        target = folder / name
        if target.exists():
            kept.append(name)
        else:
            replace_file(target, content)
    for name in kept:
        click.echo(f"left as it was: {name}")
    click.echo(f"made a workspace in {shown_path(folder.resolve())}")
    first = "" if folder.resolve() == Path.cwd() else f"cd {folder} && "
    click.echo(f"next: {first}briefgen meeting {EXAMPLE_MEETING}")
    return 0


def _files() -> Iterator[tuple[str, bytes]]:
    yield SETTINGS_FILE, settings_text().encode()
    yield ".gitignore", IGNORED.encode()
    for name, content in schema_files().items():
        yield f"facts/{FOLDER}/{name}", content
    for root, prefix in ((EXAMPLE, ""), (shipped_templates(), "templates/")):
        for path in sorted(root.rglob("*")):
            if path.is_file() and not path.name.startswith((".", "~$")):
                yield prefix + path.relative_to(root).as_posix(), path.read_bytes()


def settings_text() -> str:
    """A settings file with every key, commented out at its default, and what it means."""
    lines = ["# The settings of this workspace. Take the # away to change one; what is shown is the default."]
    for section, keys in SETTINGS.items():
        lines.append("")
        if section:
            lines.append(f"[{section}]")
        for key, setting in keys.items():
            lines.append(f"# {setting.help}")
            lines.append(f"# {key} = {_toml(setting.default)}")
    return "\n".join(lines) + "\n"


def _toml(value: object) -> str:
    if isinstance(value, tuple | list):
        return f"[{', '.join(_toml(v) for v in value)}]"
    if isinstance(value, bool):
        return str(value).lower()
    return f'"{value}"' if isinstance(value, str) else str(value)
