"""A short report as tests read it, and what the rules propose for a field."""

from __future__ import annotations

from briefgen.intake.drafts.proposal import DraftedValue
from briefgen.intake.drafts.rules import propose

TEXT = """\
The third Coastal Climate Forum was held in Port Example, Portugal, on 11 and 12 June 2031.

The talks, chaired by Ana Sample, the Minister for the Coast, brought delegates from Portugal, Spain and Morocco.
Key topics included sea walls and early warning.
Ana Sample said that every wall on the coast would be too low within twenty years. She added that money was missing.
"Nobody has paid so far," Ben Beispiel told reporters.
According to the Ports Authority, traffic fell by 12 per cent.
At the close the delegations signed a joint statement.
"""


def found(text: str, field: str, language: str = "en") -> list[DraftedValue]:
    return [p for p in propose(text, language) if p.field == field]
