"""Every statement has a source, and every source is used."""

from __future__ import annotations

from collections.abc import Iterator

from briefgen.checks.context import Context
from briefgen.diagnostics import Diagnostic, quoted
from briefgen.model.schema import SOURCE, source_key
from briefgen.model.statement import Origin, Rank, Statement

_ADD = "add the exact words"
_STATED, _DEPRECATED = Origin.STATED, Rank.DEPRECATED


def check(context: Context) -> Iterator[Diagnostic]:
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
        yield Diagnostic(context.place(first), message, "statement-without-quote", _ADD)
    yield from _unused(context)


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
