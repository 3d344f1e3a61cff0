"""Markings are those of the configured scheme: with any other nobody could tell which is the higher."""

from __future__ import annotations

from collections.abc import Iterator

from briefgen.checks.context import Context
from briefgen.diagnostics import Diagnostic, did_you_mean_or


def check(context: Context) -> Iterator[Diagnostic]:
    scheme = context.settings.markings
    for statement in context.statements:
        marking = statement.marking
        if scheme and marking and marking not in scheme:
            hint = did_you_mean_or(marking, scheme, "markings are")
            yield Diagnostic(
                context.place(statement), f"'{marking}' is no marking of the scheme", "unknown-marking", hint
            )
