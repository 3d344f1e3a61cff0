"""Every rule there is, in the order in which they run."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from briefgen.checks.context import Context
from briefgen.checks.rules import (
    bearing,
    clipping,
    dangling,
    deprecated,
    disagreements,
    duplicates,
    endings,
    loops,
    markings,
    placeholders,
    posts,
    quotes,
    single_origin,
    sourcing,
    speakers,
    unplaced,
    wording,
)
from briefgen.diagnostics import Diagnostic, in_order


class Check(Protocol):
    """A module with a check: what the fact base is asked for, and what is found."""

    def check(self, context: Context, /) -> Iterable[Diagnostic]: ...


CHECKS: tuple[Check, ...] = (
    quotes,
    bearing,
    clipping,
    disagreements,
    posts,
    single_origin,
    speakers,
    sourcing,
    deprecated,
    loops,
    duplicates,
    endings,
    placeholders,
    markings,
    wording,
    dangling,
    unplaced,
)


OF_ONE_FILE: tuple[Check, ...] = (
    quotes,
    bearing,
    clipping,
    speakers,
    endings,
    placeholders,
    markings,
    wording,
    dangling,
)
"""The rules that look at one statement after the other, and may look at those of one file alone."""
ACROSS_FILES = tuple(rule for rule in CHECKS if rule not in OF_ONE_FILE)
"""The rules that look at all records together."""


def run_checks(context: Context, checks: Iterable[Check] = CHECKS) -> list[Diagnostic]:
    """Everything the rules find in a fact base, in order of file, line and column."""
    return in_order(diagnostic for check in checks for diagnostic in check.check(context))
