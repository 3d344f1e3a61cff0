"""briefgen template: make, list and check kinds of brief. Each command below it is a module here."""

from __future__ import annotations

import click

from briefgen.cli.group import Group

LINES = {
    "check": "Find everything that is wrong in templates.",
    "fields": "List every name that a template can use.",
    "house": "Write a fresh house.docx, the looks of Word files.",
    "list": "List the kinds of brief with their settings and parameters.",
    "new": "Make a new kind of brief, or a variant of one that there is.",
}


@click.command(
    "template",
    cls=Group,
    lines=LINES,
    package=__name__,
    epilog="Examples:\n\n\b\n  briefgen template list\n  briefgen template new outlook --from theme"
    "\n  briefgen template fields meeting\n  briefgen template check",
)
def command() -> None:
    """Make, list and check kinds of brief."""
