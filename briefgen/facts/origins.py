"""Independent origins: how many voices really stand behind a set of sources.

Two articles that relay the same agency are one origin, and so are two texts of one publisher, of one press office and
its house, parts of one larger text, and a text that may share its origin with another by its own record. Nothing says
of any other two that they are independent: that is known only of a source whose origin is on record, because it names
whom it relays or is itself the record of who speaks.
"""

from __future__ import annotations

from collections.abc import Iterable

from briefgen.facts.factbase import FactBase, once_per_base
from briefgen.frozen import dataclass
from briefgen.model.schema import ASSERTION, BODY, QUESTION, is_source, source_key
from briefgen.model.statement import Origin, Statement

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
    todo = [source_key(source)]
    while todo:
        key = todo.pop()
        if key in seen:
            continue
        seen.add(key)
        relayed = _values(base, key, "derived_from") if is_source(key) else []
        todo.extend(relayed)
        if not relayed:
            ends.add(_house_of(base, key))
    return frozenset(ends) or frozenset({source_key(source)})


def independent_origins(base: FactBase, sources: Iterable[str]) -> tuple[tuple[str, ...], ...]:
    """The sources in groups that share an origin, each group in the order given: one group, one voice."""
    groups: list[tuple[list[str], frozenset[str]]] = []
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


# --- Whose account several sentences are ---


@dataclass(frozen=True, slots=True)
class Account:
    """Sources (ids) each of which bears all of it, and the keys of those on whom all of it is known to draw."""

    sources: tuple[str, ...]
    drawing_on: tuple[str, ...] = ()


def account_of(base: FactBase, statements: Iterable[Statement]) -> Account | None:
    """Whose account these statements are; None where no source bears them all, or one is a reading of the desk's.

    A statement draws on those whom its source names for it; where it names nobody, on the one whom the source as a
    whole relays, unless it relays several or a question is open about the two, for then nobody knows how much.
    """
    sources: list[str] | None = None
    drawn: list[str] | None = None
    for statement in statements:
        if statement.origin is not Origin.STATED or not statement.citations:
            return None
        own = tuple(dict.fromkeys(c.source for c in statement.citations))
        on = _drawn_on(base, statement, own)
        sources = list(own) if sources is None else [s for s in sources if s in own]
        drawn = on if drawn is None else [key for key in drawn if key in on]
    if not sources:
        return None
    theirs = {key for source in sources for key in _voices(base, source)}
    return Account(tuple(sources), tuple(key for key in drawn or () if _house_of(base, key) not in theirs))


def _drawn_on(base: FactBase, statement: Statement, sources: Iterable[str]) -> list[str]:
    via = _values(base, statement.subject, "via") if base.acts(statement.kind, ASSERTION) else []
    if named := [*statement.speakers, *via]:
        return list(dict.fromkeys(named))
    each = [_relayed(base, source) for source in sources]
    return [key for key in each[0] if all(key in other for other in each)]


def _relayed(base: FactBase, source: str) -> list[str]:
    """Whom every sentence of a source relays, as far as its record says so and no open question doubts it."""
    relayed = _values(base, source_key(source), "derived_from")
    if len(relayed) != 1:
        return []
    about = [
        {s.subject for s in base.referring(key) if base.acts(s.kind, QUESTION)}
        for key in (source_key(source), *relayed)
    ]
    return [] if about[0] & about[1] else relayed


def _voices(base: FactBase, source: str) -> set[str]:
    """The source itself, whoever published and wrote it, and their houses: nobody draws on himself."""
    key = source_key(source)
    own = [key, *(v for name in ("publisher", "author", "part_of") for v in _values(base, key, name))]
    return {*own, *(_house_of(base, each) for each in own)}


@once_per_base
def _is_known(base: FactBase, source: str) -> bool:
    """True where a source relays somebody who is on record, or is the record of who speaks."""
    ends = origins_of(base, source)
    own = [key for key in ends if is_source(key)]
    return len(own) < len(ends) or any(set(_values(base, key, "type")) & FIRST_HAND for key in own)


@once_per_base
def _ties(base: FactBase, source: str) -> frozenset[str]:
    """All by which another source may be recognised as the same voice."""
    key = source_key(source)
    ties = {key, *origins_of(base, source)}
    for property_ in ("publisher", "part_of", "shares_origin_with"):
        ties.update(_house_of(base, value) for value in _values(base, key, property_))
    return frozenset(ties)


def _house_of(base: FactBase, key: str) -> str:
    """A press office speaks for the house that it belongs to."""
    if base.acts(key, BODY) and "press-office" in _values(base, key, "type"):
        return next(iter(_values(base, key, "parent")), key)
    return key


def _values(base: FactBase, key: str, property_: str) -> list[str]:
    record = base.record(key)
    return [s.value for s in record.in_force(property_)] if record else []
