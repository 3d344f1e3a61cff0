"""What the desk no longer uses is not printed in silence: a value must not rest on a deprecated source."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from briefgen.checks.base import Rule
from briefgen.checks.context import Context
from briefgen.diagnostics import Diagnostic, Location, Severity
from briefgen.facts.factbase import FactBase
from briefgen.model.statement import Rank, Statement

RESTS = Rule(
    "rests-on-deprecated",
    Severity.ERROR,
    "a value rests on a source that is deprecated",
    """
A record with `deprecated: why` is kept and no longer used. Values that cite a deprecated source would still be
printed with its words; no brief that uses one is made.

    src: example-source        and in facts/sources/example-source.yaml:  deprecated: the outlet withdrew it

Give the value another source, deprecate it as well (rank: deprecated, with a why), or remove `deprecated` from
the source.
""",
)
RULES = (RESTS,)


def check(context: Context) -> Iterator[Diagnostic]:
    return resting(context.base, context.statements)


def resting(base: FactBase, statements: Iterable[Statement]) -> Iterator[Diagnostic]:
    """Those of the statements in force that cite a deprecated source, each once."""
    for statement in statements:
        if statement.rank is Rank.DEPRECATED or statement.kind == "source":
            continue
        record = base.records[statement.subject]
        for source in dict.fromkeys(c.source for c in statement.citations):
            cited = base.record(f"source/{source}")
            if cited is not None and cited.deprecated and not record.deprecated:
                place = Location(record.file, statement.line, statement.column)
                message = f"'{statement.property}' rests on {source}, which is deprecated"
                hint = "give it another source, or deprecate it too (rank: deprecated, why: …)"
                yield RESTS.at(place, message, hint)
