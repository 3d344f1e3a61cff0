"""Every conflict of a fact base, with what an editor says of it in a record of kind `conflict` of the same id.

Statements are grouped by what they speak about and compared inside their group only, so that the cost follows the
number of statements.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

from briefgen.facts.conflicts.attendance import lists_that_differ, presence_that_differs
from briefgen.facts.conflicts.conflict import Conflict, ConflictType, Side, conflict_of, current, digest, id_of
from briefgen.facts.conflicts.days import misnamed_days, reports_before_their_event
from briefgen.facts.conflicts.sessions import numbers_that_differ
from briefgen.facts.conflicts.values import values_that_differ
from briefgen.facts.factbase import FactBase
from briefgen.model.ids import LONGEST


def find_conflicts(base: FactBase, *, language: str = "en") -> tuple[Conflict, ...]:
    """Every conflict among the statements in force, by id.

    `language` (en or en-GB) is that of texts that name none. Deprecated values and records take no part.
    """
    language = language.partition("-")[0]
    finders: tuple[Callable[[FactBase, str], Iterator[Conflict]], ...] = (
        values_that_differ,
        numbers_that_differ,
        presence_that_differs,
        lists_that_differ,
        reports_before_their_event,
        misnamed_days,
        _disputes,
    )
    found = [conflict for find in finders for conflict in find(base, language)]
    return tuple(sorted((_noted(base, c) for c in _unique(found)), key=lambda c: c.id))


def _unique(conflicts: list[Conflict]) -> Iterator[Conflict]:
    """Two records of different kinds may share an id; then the conflicts' ids end in a digest of their subjects."""
    count: dict[str, int] = defaultdict(int)
    for conflict in conflicts:
        count[conflict.id] += 1
    for conflict in conflicts:
        if count[conflict.id] > 1:
            tail = digest(" ".join((*conflict.subjects, conflict.property)))
            conflict = replace(conflict, id=f"{conflict.id[: LONGEST - 9].rstrip('-')}-{tail}")
        yield conflict


def _noted(base: FactBase, conflict: Conflict) -> Conflict:
    note = base.record(f"conflict/{conflict.id}")
    if note is None or note.deprecated:
        return conflict
    said: dict[str, Any] = {s.property: s.value for s in note.statements}
    return replace(
        conflict,
        status=said.get("status", "open"),
        explanation=said.get("explanation", {}),
        key=said.get("key"),
    )


def _disputes(base: FactBase, language: str) -> Iterator[Conflict]:
    claims = {claim.key: claim for claim in base.of_kind("claim")}
    pairs = {
        tuple(sorted((key, other.value)))
        for key, claim in claims.items()
        for other in current(claim, "disputed_by")
        if other.value in claims and other.value != key
    }
    for pair in sorted(pairs):
        sides = (Side(key, tuple(s.id for s in current(claims[key], "says"))) for key in pair)
        yield conflict_of(ConflictType.CLAIM_DISPUTE, pair, "says", sides, *map(id_of, pair))
