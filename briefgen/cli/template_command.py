"""briefgen template: what editors of templates ask."""

from __future__ import annotations

from importlib import import_module

import click

SUBCOMMANDS = {
    "check": "Find everything that is wrong in templates.",
    "fields": "List every name that a template can use.",
}


class Subcommands(click.Group):
    """A group that imports a subcommand when it is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(SUBCOMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in SUBCOMMANDS:
            return None
        command: click.Command = import_module(f"briefgen.cli.template_{cmd_name}").command
        return command


@click.command(
    "template",
    cls=Subcommands,
    epilog="Examples:\n\n\b\n  briefgen template check\n  briefgen template fields meeting date",
)
def command() -> None:
    """Check templates, and list what they can use."""
