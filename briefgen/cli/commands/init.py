"""briefgen init: a workspace of one's own."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from briefgen.cli.options import plain_command
from briefgen.cli.terminal import shown_path
from briefgen.diagnostics import did_you_mean_or
from briefgen.disk import read_file, replace_file, resolved
from briefgen.errors import UsageProblem
from briefgen.settings.explained import settings_lines
from briefgen.workspace.folder import (
    SETTINGS,
    SETTINGS_FILE,
    STARTER,
    find_workspace,
    shipped_lesson,
    shipped_templates,
)
from briefgen.workspace.schema_files import FOLDER, ids_of, schema_files, settings_schema_files

EXAMPLE = STARTER / "example"
EXAMPLE_BRIEF = "meeting lisbon-2024"
PACKS = STARTER / "packs"
_OF_SHIPPED_FACTS = re.compile(r"<!-- the facts that ship -->\n.*?<!-- /the facts that ship -->\n\n?", re.DOTALL)
_LINK_OUT = re.compile(r"\s\(\[[^\]]+\]\(\.\./[^)]+\)\)|\[(?P<words>[^\]]+)\]\(\.\./[^)]+\)")
"""A link to a page of the program that a workspace has no copy of; one alone in parentheses goes with them."""
IGNORED = "/out/*\n!/out/issued/\n/annotated/\n/archive/\n.*.new\n"


@plain_command(
    "briefgen init my-desk",
    "cd my-desk",
    "briefgen meeting lisbon-2024",
    "briefgen init my-desk --empty",
    "briefgen init my-desk --pack incidents",
)
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False), default=".")
@click.option(
    "--pack",
    "packs",
    multiple=True,
    metavar="NAME",
    help="Kinds of record of a field, with a brief and an example, in the place of the example of meetings: incidents, "
    "treaties, sanctions. May be given more than once, and for a workspace that is there.",
)
@click.option("--empty", is_flag=True, help="Without an example: settings, templates, and a folder for each kind.")
def command(folder: Path, packs: tuple[str, ...], empty: bool) -> int:
    """Make a workspace of your own, with an example that builds.

    FOLDER gets briefgen.toml with every setting explained, a copy of the shipped templates, a small commented
    example under facts/, and in facts/README.md how records are written. Files that are there already are left as
    they are.
    """
    for pack in packs:
        if pack not in pack_names():
            raise UsageProblem(f"there is no pack '{pack}'; {did_you_mean_or(pack, pack_names(), 'packs are')}")
    is_there = (folder / SETTINGS_FILE).exists()
    if is_there and not packs:
        raise UsageProblem(f"{shown_path(resolved(folder))} is a workspace already: it has a {SETTINGS_FILE}")
    kept = []
    for name, content in _of_packs(packs) if is_there else _files(packs):
        if empty and _is_example(name):
            continue
        target = folder / name
        if target.exists():
            kept.append(name)
        else:
            replace_file(target, content)
    if empty:
        _make_folders(folder / "facts")
    for name, content in _schemas(folder):
        if packs or not (folder / name).exists():
            replace_file(folder / name, content)
    for name in kept:
        click.echo(f"left as it was: {name}")
    added = f"added {', '.join(packs)} to the workspace in" if is_there else "made a workspace in"
    click.echo(f"{added} {shown_path(resolved(folder))}")
    first = "" if shown_path(resolved(folder)) == "." else f"cd {folder} && "
    typed = "add FILE" if empty else _brief_of(packs[0]) if packs else EXAMPLE_BRIEF
    click.echo(f"next: {first}briefgen {typed}")
    if not is_there:
        click.echo("how records are written: facts/README.md")
    return 0


def pack_names() -> list[str]:
    """The packs that there are."""
    return sorted(path.name for path in PACKS.iterdir() if path.is_dir())


def _brief_of(pack: str) -> str:
    """The brief that a pack makes of its example, as it is typed."""
    kind = next(path.name for path in sorted((PACKS / pack / "templates").iterdir()) if path.is_dir())
    folder = next(path for path in sorted((PACKS / pack / "facts").iterdir()) if path.name.startswith(kind.rstrip("y")))
    return f"{kind} {next(iter(sorted(folder.glob('*.yaml')))).stem}"


def _files(packs: Sequence[str]) -> Iterator[tuple[str, bytes]]:
    yield SETTINGS_FILE, settings_text().encode()
    yield ".gitignore", IGNORED.encode()
    yield "facts/README.md", lesson(read_file(shipped_lesson()).decode()).encode()
    yield "templates/README.md", lesson(read_file(shipped_templates() / "README.md").decode()).encode()
    for root, prefix in ((EXAMPLE, ""), (shipped_templates(), "templates/")):
        if root != EXAMPLE or not packs:
            yield from ((name, content) for name, content in _below(root, prefix) if name != "templates/README.md")
    yield from _of_packs(packs)


def _is_example(name: str) -> bool:
    """Whether a file is of the invented example: a record, an archived page; a description of a kind is none."""
    top, *inside = name.split("/")
    return top == "archive" or (top == "facts" and len(inside) > 1 and not inside[0].startswith("_"))


def _make_folders(facts: Path) -> None:
    """A folder for each kind of record, those of the packs too."""
    from briefgen.facts.loader import load_facts

    for spec in load_facts(facts).base.schema.values():
        (facts / spec.folder).mkdir(parents=True, exist_ok=True)


def lesson(page: str) -> str:
    """How records are written, without what the page says of the facts that ship and the pages that it leads to."""
    page = _OF_SHIPPED_FACTS.sub("", page)
    return _LINK_OUT.sub(lambda link: link["words"] or "", page)


def _of_packs(packs: Sequence[str]) -> Iterator[tuple[str, bytes]]:
    for pack in packs:
        for name, content in _below(PACKS / pack, ""):
            yield (f"{pack}.md" if name == "README.md" else name), content


def _schemas(folder: Path) -> Iterator[tuple[str, bytes]]:
    """JSON Schemas of the shipped kinds and of those that the workspace describes by now.

    What is read for it is kept: the first command in the workspace need not read it again.
    """
    from briefgen.model.jsonschema import IDS
    from briefgen.workspace.cache import Store
    from briefgen.workspace.workspace import Workspace

    home, _ = find_workspace(folder)
    base = Workspace(home, Store.of(home.root)).facts.base
    kinds = base.schema
    for name, content in (schema_files(kinds) | {IDS: ids_of(base, folder / "facts", "")}).items():
        yield f"facts/{FOLDER}/{name}", content
    for name, content in settings_schema_files(kinds).items():
        yield f"templates/{FOLDER}/{name}", content


def _below(root: Path, prefix: str) -> Iterator[tuple[str, bytes]]:
    for path in sorted(root.rglob("*")):
        inside = path.relative_to(root)
        if path.is_file() and not any(part.startswith((".", "~$")) for part in inside.parts):
            yield prefix + inside.as_posix(), read_file(path)


def settings_text() -> str:
    """A settings file with every key, commented out at its default, and what it means."""
    head = "# The settings of this workspace. Take the # away to change one; what is shown is the default."
    return "\n".join([f"#:schema templates/{FOLDER}/briefgen.json", head, "", *settings_lines(SETTINGS)]) + "\n"
