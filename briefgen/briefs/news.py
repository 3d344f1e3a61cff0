"""What is new in a brief since an earlier one: statement by statement, as plain data.

A snapshot is what a brief rested on, in values that can be kept as JSON. Comparing two says what was added,
changed, newly contested, resolved or withdrawn. A new citation of the same value is no news.
"""

from __future__ import annotations

import builtins
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any

from briefgen.facts.conflicts import Conflict
from briefgen.model.statement import Statement
from briefgen.rendering.scope import Scope

OPEN = "open"


@dataclass(frozen=True, slots=True)
class Fact:
    """A statement as a brief printed it: `words` are its value in the brief's language.

    `single` says that its subject has one value of this property, so that another one takes its place.
    """

    id: str
    subject: str
    property: str
    words: str
    sources: tuple[str, ...] = ()
    single: bool = True


@dataclass(frozen=True, slots=True)
class Dispute:
    """A conflict that a brief showed; `status` is open or explained."""

    id: str
    subjects: tuple[str, ...]
    property: str
    status: str
    values: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Snapshot:
    """What a brief rested on, in the order of the brief."""

    facts: tuple[Fact, ...] = ()
    disputes: tuple[Dispute, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """The snapshot as plain JSON data; `from_json` gives an equal one."""
        return asdict(self)

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Snapshot:
        """Raises KeyError or TypeError for what `as_json` did not give."""
        facts = (Fact(**{**fact, "sources": tuple(fact["sources"])}) for fact in data["facts"])
        lists = ("subjects", "values")
        disputes = (Dispute(**{**d, **{name: tuple(d[name]) for name in lists}}) for d in data["disputes"])
        return cls(tuple(facts), tuple(disputes))


class Sort(StrEnum):
    """What sort of news it is."""

    ADDED = "added"
    CHANGED = "changed"
    CONTESTED = "contested"
    RESOLVED = "resolved"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class News:
    """One piece of news about a property of a subject: the facts that were, those that are, or the dispute."""

    sort: Sort
    subject: str
    property: str
    was: tuple[Fact, ...] = ()
    now: tuple[Fact, ...] = ()
    dispute: Dispute | None = None

    @builtins.property  # `property` is a field of this class
    def statements(self) -> tuple[str, ...]:
        """The ids of the statements that came or went."""
        return tuple(fact.id for fact in (*self.was, *self.now))


def take_snapshot(scope: Scope, statements: Iterable[str], conflicts: Iterable[Conflict]) -> Snapshot:
    """What a brief rests on: its statements by id (`Resolved.statements`) and its conflicts, in a scope's words."""
    facts = tuple(_fact(scope, scope.base.statement(id_)) for id_ in statements)
    return Snapshot(facts, tuple(_dispute(scope, conflict) for conflict in conflicts))


def _fact(scope: Scope, statement: Statement) -> Fact:
    spec = scope.spec(statement)
    sources = tuple(dict.fromkeys(c.source for c in statement.citations))
    words = scope.shown(statement, spec)
    return Fact(statement.id, statement.subject, statement.property, words, sources, not spec.many)


def _dispute(scope: Scope, conflict: Conflict) -> Dispute:
    found = (scope.base.statement(id_) for id_ in conflict.statements)
    values = tuple(dict.fromkeys(scope.shown(s, scope.spec(s)) for s in found))
    return Dispute(conflict.id, conflict.subjects, conflict.property, conflict.status, values)


def find_news(old: Snapshot, new: Snapshot) -> tuple[News, ...]:
    """What is new: facts in the order of the new brief, disputes, then what was withdrawn in the order of the old."""
    return (*_facts(old, new), *_disputes(old, new), *_withdrawn(old, new))


def _facts(old: Snapshot, new: Snapshot) -> Iterator[News]:
    known = {fact.id for fact in old.facts}
    replaced = _gone(old, new)
    told: set[tuple[str, str]] = set()
    for fact in new.facts:
        key = (fact.subject, fact.property)
        if fact.id in known or key in told:
            continue
        if not fact.single:
            yield News(Sort.ADDED, *key, now=(fact,))
            continue
        told.add(key)
        came = tuple(f for f in new.facts if (f.subject, f.property) == key and f.id not in known)
        was = replaced.get(key, ())
        yield News(Sort.CHANGED if was else Sort.ADDED, *key, was, came)


def _gone(old: Snapshot, new: Snapshot) -> dict[tuple[str, str], tuple[Fact, ...]]:
    """The facts of the old brief that are not in the new one, by subject and property."""
    there = {fact.id for fact in new.facts}
    found: dict[tuple[str, str], tuple[Fact, ...]] = {}
    for fact in old.facts:
        if fact.id not in there:
            key = (fact.subject, fact.property)
            found[key] = (*found.get(key, ()), fact)
    return found


def _withdrawn(old: Snapshot, new: Snapshot) -> Iterator[News]:
    known = {fact.id for fact in old.facts}
    replaced = {(f.subject, f.property) for f in new.facts if f.single and f.id not in known}
    for key, facts in _gone(old, new).items():
        if key not in replaced:
            yield from (News(Sort.WITHDRAWN, *key, was=(fact,)) for fact in facts)


def _disputes(old: Snapshot, new: Snapshot) -> Iterator[News]:
    before = {d.id: d for d in old.disputes}
    after = {d.id: d for d in new.disputes}
    for dispute in new.disputes:
        was_open = dispute.id in before and before[dispute.id].status == OPEN
        if dispute.status == OPEN and not was_open:
            yield News(Sort.CONTESTED, dispute.subjects[0], dispute.property, dispute=dispute)
    for dispute in old.disputes:
        is_open = dispute.id in after and after[dispute.id].status == OPEN
        if dispute.status == OPEN and not is_open:
            yield News(Sort.RESOLVED, dispute.subjects[0], dispute.property, dispute=dispute)
