"""Every statement has a source, and every source is used."""

from __future__ import annotations

from collections.abc import Iterator

from briefgen.checks.context import Context
from briefgen.diagnostics import Diagnostic
from briefgen.model.schema import SOURCE, source_key
from briefgen.model.statement import Origin, Statement


def check(context: Context) -> Iterator[Diagnostic]:
    for statement in context.statements:
        if not _needs_source(context, statement):
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


def _needs_source(context: Context, statement: Statement) -> bool:
    """False for the desk's own words and ordering, and for what a register gives."""
    return statement.origin is Origin.STATED and not context.base.schema[statement.kind].desk


def _unused(context: Context) -> Iterator[Diagnostic]:
    used: set[str] = set()
    for s in context.base.statements:
        used.update(c.source for c in s.citations if c.source not in used and s.subject != source_key(c.source))
    for source in context.base.of_kind(SOURCE):
        if source.id in context.unread:  # a file with errors may rest on it
            continue
        referring = (s for s in context.base.referring(source.key) if s.subject != source.key)
        if source.id not in used and next(referring, None) is None:
            message = f"no statement rests on the source '{source.id}'"
            yield Diagnostic(context.place_of(source), message, "unused-source", "record what it says, or delete it")
