"""A group of commands whose members are modules of their own, each imported when it is called."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module

import click

from briefgen.diagnostics import did_you_mean


class Subcommands(click.Group):
    """A group that knows its subcommands (name and line in the help) and where they are: cli/GROUP_NAME.py."""

    lines: Mapping[str, str] = {}

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(self.lines)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in self.lines:
            return None
        command: click.Command = import_module(f"briefgen.cli.{self.name}_{cmd_name}").command
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and args[0] not in self.lines:
            hint = did_you_mean(args[0], self.lines) or f"there are: {', '.join(sorted(self.lines))}"
            ctx.fail(f"there is no command '{self.name} {args[0]}'; {hint}")
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(sorted(self.lines.items()))
