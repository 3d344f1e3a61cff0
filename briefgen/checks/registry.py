"""Every rule there is, in the order in which they run."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from briefgen.checks import (
    building,
    clipping,
    deprecated,
    disagreements,
    duplicates,
    handwork,
    linting,
    loading,
    lock,
    markdown,
    markings,
    placeholders,
    posts,
    preview,
    quotes,
    reading,
    single_origin,
    sourcing,
    speakers,
    styles,
    templates,
    wordfiles,
    wording,
)
from briefgen.checks.base import Rule
from briefgen.checks.context import Context
from briefgen.diagnostics import Diagnostic, in_order


class Check(Protocol):
    """A module with a rule: the codes it can report, and the function that reports them."""

    @property
    def RULES(self) -> tuple[Rule, ...]: ...

    def check(self, context: Context, /) -> Iterable[Diagnostic]: ...


CHECKS: tuple[Check, ...] = (
    quotes,
    clipping,
    disagreements,
    posts,
    single_origin,
    speakers,
    sourcing,
    deprecated,
    duplicates,
    placeholders,
    markings,
    wording,
)


def run_checks(context: Context) -> list[Diagnostic]:
    """Everything the rules find in a fact base, in order of file, line and column."""
    return in_order(diagnostic for check in CHECKS for diagnostic in check.check(context))


def all_rules() -> tuple[Rule, ...]:
    """Every code with its explanation, by code: those of the rules, and those that other rooms report."""
    own = [rule for check in CHECKS for rule in check.RULES]
    elsewhere = [
        rule
        for room in (
            loading,
            reading,
            templates,
            linting,
            styles,
            markdown,
            wordfiles,
            lock,
            building,
            handwork,
            preview,
        )
        for rule in room.RULES
    ]
    return tuple(sorted([*own, *elsewhere], key=lambda rule: rule.code))


def explain(code: str) -> str | None:
    """What a code means, with an example and what to do, as text for a terminal; None for an unknown code."""
    rule = next((rule for rule in all_rules() if rule.code == code), None)
    if rule is None:
        return None
    return f"{rule.code} ({rule.severity}): {rule.title}\n\n{rule.explanation.strip()}\n"
