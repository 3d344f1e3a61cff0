"""What the desk no longer uses is not printed in silence: a value must not rest on a deprecated source."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from briefgen.checks.context import Context
from briefgen.diagnostics import Diagnostic, Location
from briefgen.facts.factbase import FactBase
from briefgen.model.schema import SOURCE
from briefgen.model.statement import Rank, Statement


def check(context: Context) -> Iterator[Diagnostic]:
    return resting(context.base, context.statements)


def resting(base: FactBase, statements: Iterable[Statement]) -> Iterator[Diagnostic]:
    """Those of the statements in force that cite a deprecated source, each once."""
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
