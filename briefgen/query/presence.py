"""Where a person or a body was: the meetings that name it or whoever acts for it, and what was said there."""

from __future__ import annotations

from briefgen.facts.factbase import FactBase, once_per_base
from briefgen.frozen import dataclass
from briefgen.model.schema import CITED, EVENT, SESSION, WORK
from briefgen.model.statement import Rank, Record, Statement
from briefgen.query.parties import actors_of, acts_as, claims_by
from briefgen.query.sessions import by_date

_NAMING = ("parties", "people", "host", "chair")
"""The parts of fields by which an event names who was there."""


@dataclass(frozen=True, slots=True)
class Presence:
    """A meeting that names a person or body, by which of its statements, and what they said there."""

    meeting: Record
    statements: tuple[Statement, ...] = ()
    said: tuple[Record, ...] = ()


@once_per_base
def presences(base: FactBase, key: str) -> tuple[Presence, ...]:
    """The meetings of a person or a body, by date: where a list or a role names it, or where it said something."""
    actors = actors_of(base, key)
    naming: dict[str, dict[str, Statement]] = {}
    for actor in sorted(actors):
        for statement in base.referring(actor):
            if _is_naming(base, statement) and _names(statement, actor) and _is_for(base, statement, key):
                naming.setdefault(statement.subject, {})[statement.id] = statement
    said: dict[str, list[Record]] = {}
    for claim in claims_by(base, key):
        for at in (s for name in base.schema[claim.kind].roles.get("within", ()) for s in claim.values(name)):
            said.setdefault(str(at.value), []).append(claim)
    return tuple(
        Presence(
            meeting,
            tuple(sorted(naming.get(meeting.key, {}).values(), key=lambda s: (s.line, s.column))),
            tuple(said.get(meeting.key, ())),
        )
        for meeting in by_date(base.in_force({**naming, **said}))
    )


def _is_naming(base: FactBase, statement: Statement) -> bool:
    """Whether a statement in force says of an event who was there."""
    if statement.rank is Rank.DEPRECATED or not base.acts(statement.kind, SESSION, EVENT):
        return False
    return any(base.plays(statement, role) for role in _NAMING)


def _names(statement: Statement, actor: str) -> bool:
    """Whether a statement of a meeting has the actor there, as its value or at the head of a delegation."""
    return actor in (statement.value, statement.qualifiers.get("head"))


def _is_for(base: FactBase, statement: Statement, key: str) -> bool:
    """Whether somebody was there for a body: not for another party, nor under a post held elsewhere."""
    party = statement.qualifiers.get("party", key)
    return statement.value == key or (party == key and acts_as(base, key, statement, statement.qualifiers.get("post")))


def bodies_of(base: FactBase, key: str) -> tuple[Record, ...]:
    """The organisations and series that name a body as the one that they are part of, by id."""
    found = {s.subject for s in base.referring(key) if base.plays(s, "parent") and s.rank is not Rank.DEPRECATED}
    return base.in_force(sorted(found))


def memberships_of(base: FactBase, key: str) -> tuple[Statement, ...]:
    """What says of another record that this one is a member of it, with its time."""
    found = (s for s in base.referring(key) if base.plays(s, "members") and s.value == key)
    return tuple(s for s in found if s.rank is not Rank.DEPRECATED)


def written_by(base: FactBase, key: str) -> tuple[Record, ...]:
    """The documents that somebody, or whoever acts for them, made or presented, by id."""
    actors = actors_of(base, key)
    found = {s.subject for a in actors for s in base.referring(a) if s.property == "author" and s.value == a}
    return tuple(r for r in base.in_force(sorted(found)) if base.acts(r.kind, WORK))


def documents_on(base: FactBase, key: str) -> tuple[Record, ...]:
    """The documents that refer to a record, by id."""
    found = {s.subject for s in base.referring(key) if s.rank is not Rank.DEPRECATED}
    return tuple(r for r in base.in_force(sorted(found)) if base.acts(r.kind, WORK))


def sources_by(base: FactBase, key: str) -> tuple[Record, ...]:
    """The sources that somebody wrote or that came out with them, by id; not those that only relay them."""
    return _sources(base, key, is_relayed=False)


def sources_relaying(base: FactBase, key: str) -> tuple[Record, ...]:
    """The sources that say of themselves that they draw on somebody, by id."""
    return _sources(base, key, is_relayed=True)


def _sources(base: FactBase, key: str, *, is_relayed: bool) -> tuple[Record, ...]:
    of_sources = (s for s in base.referring(key) if base.acts(s.kind, CITED))
    return base.in_force(sorted({s.subject for s in of_sources if (s.property == "derived_from") == is_relayed}))
