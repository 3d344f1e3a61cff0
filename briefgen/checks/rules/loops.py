"""What is part of something else is not in the end part of itself: no theme is wider than itself, by any way."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from briefgen.checks.context import Context
from briefgen.diagnostics import Diagnostic
from briefgen.model.schema import SOURCE
from briefgen.model.statement import Rank, Statement

OF_SOURCES = ("part_of", "derived_from")
Wider = Mapping[str, Mapping[str, Statement]]


def check(context: Context) -> Iterator[Diagnostic]:
    for kind, spec in context.base.schema.items():
        for field in (*spec.roles.get("parent", ()), *(OF_SOURCES if spec.kind == SOURCE else ())):
            yield from _loops(context, field, _wider(context, kind, field))


def _wider(context: Context, kind: str, field: str) -> Wider:
    """Of each record, the records of its own kind that the field names, with the statements that do."""
    return {
        record.key: {
            str(s.value): s
            for s in record.values(field)
            if s.rank is not Rank.DEPRECATED and str(s.value).startswith(f"{kind}/")
        }
        for record in sorted(context.base.of_kind(kind), key=lambda record: record.key)
    }


def _loops(context: Context, field: str, wider: Wider) -> Iterator[Diagnostic]:
    """Each loop once, where its first record names the next."""
    told: set[str] = set()
    for first in wider:
        way = [] if first in told else _way_back(first, wider)
        if not way:
            continue
        told.update(way)
        ids = [key.partition("/")[2] for key in (*way, first)]
        message = f"by '{field}' {ids[0]} lies within itself: {' → '.join(ids)}"
        hint = "take out the reference that is wrong"
        yield Diagnostic(context.place(wider[first][(*way, first)[1]]), message, "loop", hint)


def _way_back(first: str, wider: Wider) -> list[str]:
    """The records on the shortest way from one to itself; none where there is no such way."""
    came_from: dict[str, str] = {}
    waiting = [first]
    for key in waiting:
        for above in wider.get(key, ()):
            if above == first:
                way = [key]
                while way[-1] != first:
                    way.append(came_from[way[-1]])
                return way[::-1]
            if above not in came_from:
                came_from[above] = key
                waiting.append(above)
    return []
