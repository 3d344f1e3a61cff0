"""Every statement has a source, and every source is used."""

from __future__ import annotations

from collections.abc import Iterator

from briefgen.checks.context import Context
from briefgen.diagnostics import Diagnostic
from briefgen.model.schema import source_key
from briefgen.model.statement import Origin, Statement

# Kinds that hold the desk's own words, and properties by which the desk sorts records: no source states them.
_DESK_KINDS = frozenset({"theme", "assessment", "gap", "conflict", "source"})
_DESK_PROPERTIES = frozenset({"type", "mode", "voice", "themes", "about", "key", "not_to_confuse_with", "standard"})


def check(context: Context) -> Iterator[Diagnostic]:
    for statement in context.statements:
        if not _needs_source(statement):
            continue
        if not statement.citations:
            hint = "add src: to the value or to its record"
            yield Diagnostic(
                context.place(statement), f"'{statement.property}' has no source", "statement-without-source", hint
            )
        elif not any(c.quote for c in statement.citations):
            sources = ", ".join(dict.fromkeys(c.source for c in statement.citations))
            message = f"'{statement.property}' cites {sources} without a quote"
            yield Diagnostic(context.place(statement), message, "statement-without-quote", "add the exact words")
    yield from _unused(context)


def _needs_source(statement: Statement) -> bool:
    if statement.kind in _DESK_KINDS or statement.property in _DESK_PROPERTIES:
        return False
    if statement.kind == "country" and statement.property in ("name", "code"):
        return False
    return statement.origin is Origin.STATED


def _unused(context: Context) -> Iterator[Diagnostic]:
    used = {
        source_key(c.source) for s in context.base.statements for c in s.citations if s.subject != source_key(c.source)
    }
    for source in context.base.of_kind("source"):
        referring = (s for s in context.base.referring(source.key) if s.subject != source.key)
        if source.key not in used and next(referring, None) is None:
            message = f"no statement rests on the source '{source.id}'"
            yield Diagnostic(context.place_of(source), message, "unused-source", "record what it says, or delete it")
