"""briefgen template list: the kinds of brief, where they come from, and what can be chosen for them."""

from __future__ import annotations

from pathlib import Path

import click

from briefgen.briefs.kind import BriefKind
from briefgen.briefs.parameters import Parameter
from briefgen.cli.options import json_option, workspace_command
from briefgen.cli.terminal import open_workspace, print_json, print_problems
from briefgen.diagnostics import has_errors


@workspace_command("briefgen template list", "briefgen template list --json")
@json_option
def command(as_json: bool, root: Path | None) -> int:
    """List the kinds of brief with their settings and parameters."""
    workspace = open_workspace(root)
    found = [workspace.kind(name) for name in workspace.kinds]
    problems = [problem for _, own in found for problem in own]
    if as_json:
        print_json([_as_json(kind) for kind, _ in found])
    else:
        for kind, _ in found:
            _tell(kind)
    print_problems(problems)
    return 1 if has_errors(problems) else 0


def _as_json(kind: BriefKind) -> dict[str, object]:
    settings = kind.settings
    return {
        "kind": kind.name,
        "folder": kind.shown,
        "about": kind.about,
        **{key: settings[key] for key in ("label", "title", "help", "formats", "notes", "output")},
        "parameters": [
            {key: getattr(p, key) for key in ("name", "type", "help", "default", "choices")}
            for p in kind.parameters.values()
        ],
    }


def _tell(kind: BriefKind) -> None:
    settings = kind.settings
    click.echo(f"{kind.name}: {settings['help'] or settings['label'] or f'a brief about one {kind.about}'}")
    files = " and ".join(settings["formats"])
    click.echo(f"  from       {kind.shown}")
    click.echo(
        f"  about      {'a' if kind.is_selection else 'one'} {kind.about}; makes {files}, notes as {settings['notes']}"
    )
    for number, parameter in enumerate(kind.parameters.values()):
        click.echo(f"  {'' if number else 'parameters':<10} --{parameter.name}  {_meaning(parameter)}")


def _meaning(parameter: Parameter) -> str:
    many = f"one of {', '.join(parameter.choices)}" if parameter.choices else parameter.meaning
    return f"{parameter.help} ({many})" if parameter.help else many
