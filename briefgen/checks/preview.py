"""The codes that the preview reports beyond those of facts and templates, explained."""

from __future__ import annotations

from briefgen.checks.base import Rule
from briefgen.diagnostics import Severity

RULES = (
    Rule(
        "not-as-asked",
        Severity.ERROR,
        "what the preview shows is there no more",
        """
The record, or the folder of templates, that this page is about has been removed or renamed while the page was open.
The message names what is missing.

Choose another brief in the list, or put the file back: the page comes back by itself.
""",
    ),
    Rule(
        "not-in-time",
        Severity.ERROR,
        "the brief is not ready in time",
        """
A template goes on and on: a loop over a very long list, a loop in a loop, or a macro that calls itself. The page shows
this instead of waiting for ever.

Correct the template and save it.
""",
    ),
    Rule(
        "internal-fault",
        Severity.ERROR,
        "the program itself has failed",
        """
Nothing in facts or templates is to blame for this; the program met something that it was not made for. The preview
goes on and tries again with the next change.

Please report it, with the message and the file that was saved last.
""",
    ),
)
