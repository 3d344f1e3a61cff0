"""Markings are those of the configured scheme: with any other nobody could tell which is the higher."""

from __future__ import annotations

from collections.abc import Iterator

from briefgen.checks.base import Rule
from briefgen.checks.context import Context
from briefgen.diagnostics import Diagnostic, Severity, did_you_mean

UNKNOWN = Rule(
    "unknown-marking",
    Severity.ERROR,
    "the scheme of markings has no such marking",
    """
The markings of facts, of templates (`marking-floor`) and of standard briefs (`audience`) must be among those that
briefgen.toml lists under markings.scheme; otherwise nobody could tell which is the higher.

    marking: TLP:YELLOW        did you mean 'TLP:GREEN'?
""",
)
RULES = (UNKNOWN,)


def check(context: Context) -> Iterator[Diagnostic]:
    scheme = context.settings.markings
    for statement in context.statements:
        marking = statement.marking
        if scheme and marking and marking not in scheme:
            hint = did_you_mean(marking, scheme) or f"markings are: {', '.join(scheme)}"
            yield UNKNOWN.at(context.place(statement), f"'{marking}' is no marking of the scheme", hint)
