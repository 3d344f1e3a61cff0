"""briefgen template: make, list and check kinds of brief. Each subcommand is a module of its own, template_NAME."""

from __future__ import annotations

import click

from briefgen.cli.subcommands import Subcommands

# Name, and the line in the help; the module briefgen.cli.template_NAME is imported when it is called.
SUBCOMMANDS: dict[str, str] = {
    "check": "Find everything that is wrong in templates.",
    "fields": "List every name that a template can use.",
    "house": "Write a fresh house.docx, the looks of Word files.",
    "list": "List the kinds of brief with their settings and parameters.",
    "new": "Make a new kind of brief, or a variant of one that there is.",
}


class TemplateCommands(Subcommands):
    """The commands below `briefgen template`."""

    lines = SUBCOMMANDS


@click.command(
    "template",
    cls=TemplateCommands,
    epilog="Examples:\n\n\b\n  briefgen template list\n  briefgen template new outlook --from theme"
    "\n  briefgen template fields meeting\n  briefgen template check",
)
def command() -> None:
    """Make, list and check kinds of brief."""
