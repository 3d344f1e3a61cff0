"""Independent origins: how many voices really stand behind a set of sources.

Two articles that relay the same agency are one origin. A source's origins are what it says it is derived
from, followed to the end; a source that relays nobody is an origin of its own.
"""

from __future__ import annotations

from collections.abc import Iterable

from briefgen.facts.factbase import FactBase


def origins_of(base: FactBase, source: str) -> frozenset[str]:
    """The keys of the records at the end of what a source (an id) relays; its own key if it relays nobody."""
    ends: set[str] = set()
    seen: set[str] = set()
    todo = [f"source/{source}"]
    while todo:
        key = todo.pop()
        if key in seen:
            continue
        seen.add(key)
        record = base.record(key)
        relayed = [s.value for s in record.values("derived_from")] if record and record.kind == "source" else []
        todo.extend(relayed)
        if not relayed:
            ends.add(key)
    return frozenset(ends) or frozenset({f"source/{source}"})


def independent_origins(base: FactBase, sources: Iterable[str]) -> tuple[tuple[str, ...], ...]:
    """The sources in groups that share an origin, each group in the order given: one group, one voice."""
    groups: list[tuple[list[str], set[str]]] = []
    for source in sources:
        origins = set(origins_of(base, source))
        sharing = [g for g in groups if g[1] & origins]
        members = [s for g in sharing for s in g[0]]
        for group in sharing:
            origins |= group[1]
            groups.remove(group)
        groups.append(([*members, source], origins))
    return tuple(tuple(members) for members, _ in groups)
