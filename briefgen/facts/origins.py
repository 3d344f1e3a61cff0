"""Independent origins: how many voices really stand behind a set of sources.

Two articles that relay the same agency are one origin, and so are two texts of one publisher, of one press office and
its house, parts of one larger text, and a text that may share its origin with another by its own record. Nothing says
of any other two that they are independent: that is known only of a source whose origin is on record, because it names
whom it relays or is itself the record of who speaks.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from briefgen.facts.factbase import FactBase
from briefgen.model.statement import Rank

FIRST_HAND = frozenset({"official-record", "press-release", "interview", "speech", "dataset"})
"""Types of source that are themselves the record of who speaks."""


@dataclass(frozen=True, slots=True)
class Origins:
    """How many sources there are, how many known origins, and how many sources not known to be independent of any."""

    sources: int
    known: int
    unknown: int


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
        relayed = _values(base, key, "derived_from") if key.startswith("source/") else []
        todo.extend(relayed)
        if not relayed:
            ends.add(_house_of(base, key))
    return frozenset(ends) or frozenset({f"source/{source}"})


def independent_origins(base: FactBase, sources: Iterable[str]) -> tuple[tuple[str, ...], ...]:
    """The sources in groups that share an origin, each group in the order given: one group, one voice."""
    groups: list[tuple[list[str], set[str]]] = []
    for source in sources:
        ties = _ties(base, source)
        sharing = [g for g in groups if g[1] & ties]
        members = [s for g in sharing for s in g[0]]
        for group in sharing:
            ties |= group[1]
            groups.remove(group)
        groups.append(([*members, source], ties))
    return tuple(tuple(members) for members, _ in groups)


def count_origins(base: FactBase, sources: Iterable[str]) -> Origins:
    """Groups with an origin on record count as known; of the sources of all others nobody can say."""
    groups = independent_origins(base, dict.fromkeys(sources))
    unknown = [group for group in groups if not any(_is_known(base, source) for source in group)]
    return Origins(sum(map(len, groups)), len(groups) - len(unknown), sum(map(len, unknown)))


def _is_known(base: FactBase, source: str) -> bool:
    """True where a source relays somebody who is on record, or is the record of who speaks."""
    ends = origins_of(base, source)
    own = [key for key in ends if key.startswith("source/")]
    return len(own) < len(ends) or any(set(_values(base, key, "type")) & FIRST_HAND for key in own)


def _ties(base: FactBase, source: str) -> set[str]:
    """All by which another source may be recognised as the same voice."""
    key = f"source/{source}"
    ties = {key, *origins_of(base, source)}
    for property_ in ("publisher", "part_of", "shares_origin_with"):
        ties.update(_house_of(base, value) for value in _values(base, key, property_))
    return ties


def _house_of(base: FactBase, key: str) -> str:
    """A press office speaks for the house that it belongs to."""
    if key.startswith("organisation/") and "press-office" in _values(base, key, "type"):
        return next(iter(_values(base, key, "parent")), key)
    return key


def _values(base: FactBase, key: str, property_: str) -> list[str]:
    record = base.record(key)
    return [s.value for s in record.values(property_) if s.rank is not Rank.DEPRECATED] if record else []
