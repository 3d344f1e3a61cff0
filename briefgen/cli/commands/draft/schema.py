"""briefgen draft schema: the form in which other programs hand in proposals."""

from __future__ import annotations

from briefgen.cli.options import plain_command
from briefgen.cli.terminal import print_json


@plain_command("briefgen draft schema > proposals.schema.json")
def command() -> int:
    """Print the JSON Schema of proposals from other programs."""
    from briefgen.intake.drafts.proposal import json_schema

    print_json(json_schema())
    return 0
