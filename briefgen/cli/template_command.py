"""briefgen template: make, list and check kinds of brief. Each subcommand is a module of its own, template_NAME."""

from __future__ import annotations

from importlib import import_module

import click

from briefgen.diagnostics import did_you_mean

# Name, and the line in the help; the module briefgen.cli.template_NAME is imported when it is called.
SUBCOMMANDS: dict[str, str] = {
    "check": "Find everything that is wrong in templates.",
    "fields": "List every name that a template can use.",
    "house": "Write a fresh house.docx, the looks of Word files.",
    "list": "List the kinds of brief with their settings and parameters.",
    "new": "Make a new kind of brief, or a variant of one that there is.",
}


class Subcommands(click.Group):
    """A group that knows its subcommands by name and imports one when it is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(SUBCOMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in SUBCOMMANDS:
            return None
        command: click.Command = import_module(f"briefgen.cli.template_{cmd_name}").command
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and args[0] not in SUBCOMMANDS:
            hint = did_you_mean(args[0], SUBCOMMANDS) or f"there are: {', '.join(sorted(SUBCOMMANDS))}"
            ctx.fail(f"there is no command 'template {args[0]}'; {hint}")
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(sorted(SUBCOMMANDS.items()))


@click.command(
    "template",
    cls=Subcommands,
    epilog="Examples:\n\n\b\n  briefgen template list\n  briefgen template new outlook --from theme"
    "\n  briefgen template fields meeting\n  briefgen template check",
)
def command() -> None:
    """Make, list and check kinds of brief."""
