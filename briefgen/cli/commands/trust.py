"""briefgen trust: let the hooks of a workspace run."""

from __future__ import annotations

import json
from pathlib import Path

import click

from briefgen.cli.options import workspace_command
from briefgen.cli.terminal import open_workspace
from briefgen.errors import UsageProblem
from briefgen.notify.hooks import named_hooks, trust


@workspace_command("briefgen trust", "briefgen trust --forget")
@click.option("--forget", is_flag=True, help="Let them run no more.")
def command(forget: bool, root: Path | None) -> int:
    """Let the hooks of this workspace run after a build, as briefgen.toml has them now.

    A workspace that came from somebody else could run any program. So hooks run only where somebody has looked at them
    and said so, on this machine and as this user; when they change, they have to be trusted again.
    """
    home = open_workspace(root).home
    hooks = named_hooks(home)
    if not hooks and not forget:
        raise UsageProblem("this workspace has no hooks; [hooks] in briefgen.toml names some")
    for name, value in hooks.items():
        click.echo(f"{name} = {json.dumps(value, ensure_ascii=False)}")
    trust(home, forget=forget)
    click.echo("they run no more after a build" if forget else "they run after a build from now on, until they change")
    return 0
