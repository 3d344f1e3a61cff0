"""A group of commands whose members are modules of their own, each imported when it is called."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from typing import Any

import click

from briefgen.diagnostics import did_you_mean_or


class Group(click.Group):
    """A group that knows its commands (name, and line in the help) and the package that has a module for each."""

    def __init__(self, *args: Any, lines: Mapping[str, str], package: str, **attributes: Any) -> None:
        super().__init__(*args, **attributes)
        self.lines, self.package = lines, package

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(self.lines)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in self.lines:
            return None
        command: click.Command = import_module(f"{self.package}.{cmd_name}").command
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if not args:
            return super().resolve_command(ctx, args)
        command = self.get_command(ctx, args[0])
        if command is None:
            known = self.list_commands(ctx)
            typed = args[0] if ctx.parent is None else f"{self.name} {args[0]}"
            hint = did_you_mean_or(args[0], known, "commands are")
            ctx.fail(f"there is no command '{typed}'; {hint}")
        return args[0], command, args[1:]

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(sorted(self.lines.items()))
