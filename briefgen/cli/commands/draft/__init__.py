"""briefgen draft: proposals from a source, and what a person makes of them. Each command below it is a module here."""

from __future__ import annotations

import click

from briefgen.cli.group import Group
from briefgen.cli.options import plain_command

LINES = {
    "accept": "Write a proposal into a record.",
    "change": "Change the value of a proposal before accepting it.",
    "discard": "Put a proposal aside, with a reason.",
    "list": "List the proposals of a source.",
    "read": "Propose what a source says (also: briefgen draft SOURCE).",
    "schema": "Print the JSON Schema of proposals from other programs.",
}


class _Drafts(Group):
    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Anything that is no command is the id of a source to read."""
        is_source = bool(args) and args[0] not in self.lines and not args[0].startswith("-")
        return super().resolve_command(ctx, ["read", *args] if is_source else args)


@plain_command(
    "briefgen draft nca-2025-10-17",
    "briefgen draft list nca-2025-10-17",
    "briefgen draft accept nca-2025-10-17 d3 d4 --into meeting/samarkand-2025",
    "briefgen draft nca-2025-10-17 --from proposals.json",
    cls=_Drafts,
    lines=LINES,
    package=__name__,
)
def command() -> None:
    """Propose what a source says; nothing is a fact before a person accepts it."""
