"""What rests on one voice alone: not articles are counted, but those whom the articles relay."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from briefgen.checks.context import Context
from briefgen.diagnostics import Diagnostic
from briefgen.facts.factbase import FactBase
from briefgen.facts.origins import origins_of
from briefgen.model.schema import ASSERTION
from briefgen.model.statement import Rank, Statement


def check(context: Context) -> Iterator[Diagnostic]:
    """One note for each file and origin, at the first statement of weight that has no other."""
    origins = cache(lambda source: origins_of(context.base, source))
    alone: dict[tuple[str, str], list[Statement]] = {}
    for record in context.records:
        for statement in record.statements:
            if _has_weight(context.base, statement):
                behind = {origin for c in statement.citations for origin in origins(c.source)}
                if len(behind) == 1:
                    alone.setdefault((record.file, behind.pop()), []).append(statement)
    for (_, origin), statements in alone.items():
        many = len(statements) > 1
        count, verb = (f"{len(statements)} statements", "rest") if many else ("1 statement", "rests")
        message = f"{count} of weight in this file {verb} on one origin, {origin.partition('/')[2]}"
        first = min(statements, key=lambda s: (s.line, s.column))
        yield Diagnostic(context.place(first), message, "single-origin")


def _has_weight(base: FactBase, statement: Statement) -> bool:
    """True for what has a function or a rank among the key points; a claim's rank stands in a property of its own."""
    marked = "function" in statement.qualifiers or "key" in statement.qualifiers
    is_ranked = statement.property == "key" and base.acts(statement.kind, ASSERTION)
    return (marked or is_ranked) and statement.rank is not Rank.DEPRECATED
