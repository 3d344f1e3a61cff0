"""briefgen template: make, list and check kinds of brief. Each command below it is a module here."""

from __future__ import annotations

from briefgen.cli.group import Group
from briefgen.cli.options import plain_command

LINES = {
    "check": "Find everything that is wrong in templates.",
    "fields": "List every name that a template can use.",
    "house": "Write a fresh house.docx, the looks of Word files.",
    "list": "List the kinds of brief with their settings and parameters.",
    "new": "Make a new kind of brief, or a variant of one that there is.",
}


@plain_command(
    "briefgen template list",
    "briefgen template new outlook --from theme",
    "briefgen template fields meeting",
    "briefgen template check",
    cls=Group,
    lines=LINES,
    package=__name__,
)
def command() -> None:
    """Make, list and check kinds of brief."""
