"""Every statement has a source that the desk still uses, and what weighs has two voices; every source is used.

Not articles are counted, but those whom the articles relay.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache

from briefgen.checks.context import Context
from briefgen.diagnostics import Diagnostic, Location, quoted
from briefgen.facts.factbase import FactBase
from briefgen.facts.origins import origins_of
from briefgen.model.schema import ASSERTION, SOURCE, source_key
from briefgen.model.statement import Origin, Rank, Statement

_STATED, _DEPRECATED = Origin.STATED, Rank.DEPRECATED


def check(context: Context) -> Iterator[Diagnostic]:
    yield from _single_origin(context)
    yield from _unsourced(context)
    yield from _unused(context)
    yield from resting_on_deprecated(context.base, context.statements)


def _unsourced(context: Context) -> Iterator[Diagnostic]:
    of_the_desk = {kind for kind, spec in context.base.schema.items() if spec.desk}  # its own words and ordering
    without: dict[tuple[str, str], dict[str, Statement]] = {}
    ours = (s for r in context.records if r.kind not in of_the_desk for s in r.statements)
    for statement in ours:
        if statement.origin is not _STATED or statement.rank is _DEPRECATED:
            continue
        if not statement.citations:
            hint = "add src: to the value or to its record"
            yield Diagnostic(
                context.place(statement), f"'{statement.property}' has no source", "statement-without-source", hint
            )
        elif not any(c.quote for c in statement.citations):
            sources = ", ".join(dict.fromkeys(c.source for c in statement.citations))
            without.setdefault((statement.subject, sources), {}).setdefault(statement.property, statement)
    for (_, sources), values in without.items():  # told once a record
        verb = "cites" if len(values) == 1 else "cite"
        message = f"{', '.join(map(quoted, values))} {verb} {sources} without a quote"
        first = min(values.values(), key=lambda s: (s.line, s.column))
        yield Diagnostic(context.place(first), message, "statement-without-quote", "add the exact words")


def _unused(context: Context) -> Iterator[Diagnostic]:
    used: set[str] = set()
    for s in context.base.statements:
        for cited in s.citations:
            if cited.source not in used and s.subject != source_key(cited.source):
                used.add(cited.source)
    for source in context.base.of_kind(SOURCE):
        if source.id in context.unread:  # a file with errors may rest on it
            continue
        referring = (s for s in context.base.referring(source.key) if s.subject != source.key)
        if source.id not in used and next(referring, None) is None:
            message = f"no statement rests on the source '{source.id}'"
            yield Diagnostic(context.place_of(source), message, "unused-source", "record what it says, or delete it")


def _single_origin(context: Context) -> Iterator[Diagnostic]:
    """One voice alone: a note for each file and origin, at the first statement of weight that has no other."""
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


def resting_on_deprecated(base: FactBase, statements: Iterable[Statement]) -> Iterator[Diagnostic]:
    """Those of the statements in force that cite a source which the desk no longer uses, each once."""
    gone = base.deprecated_sources
    for statement in statements if gone else ():
        if statement.rank is Rank.DEPRECATED or statement.kind == SOURCE:
            continue
        record = base.heads[statement.subject]
        for source in dict.fromkeys(c.source for c in statement.citations if c.source in gone):
            if not record.deprecated:
                place = Location(record.file, statement.line, statement.column)
                message = f"'{statement.property}' rests on {source}, which is deprecated"
                hint = "give it another source, or deprecate it too (rank: deprecated, why: …)"
                yield Diagnostic(place, message, "rests-on-deprecated", hint)
