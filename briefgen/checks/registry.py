"""Every rule there is, in the order in which they run."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from briefgen.checks.context import Context
from briefgen.checks.rules import (
    bearing,
    clipping,
    deprecated,
    disagreements,
    duplicates,
    endings,
    markings,
    placeholders,
    posts,
    quotes,
    single_origin,
    sourcing,
    speakers,
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
    duplicates,
    endings,
    placeholders,
    markings,
    wording,
)


def run_checks(context: Context) -> list[Diagnostic]:
    """Everything the rules find in a fact base, in order of file, line and column."""
    return in_order(diagnostic for check in CHECKS for diagnostic in check.check(context))
