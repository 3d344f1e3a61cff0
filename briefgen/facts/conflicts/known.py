"""The conflicts of a fact base, known from an earlier run as far as no record that counts has changed."""

from __future__ import annotations

from typing import Any

from briefgen.facts.conflicts.conflict import Conflict, ConflictType, Side
from briefgen.facts.conflicts.find import FoundConflicts, conflicts_in, find_conflicts, look_again
from briefgen.facts.factbase import FactBase
from briefgen.facts.store.fact_rows import Row, pack, unpack
from briefgen.facts.store.fact_store import Cache
from briefgen.facts.store.lazy_base import LazyFactBase

SLOT = "facts.conflicts"


def known_conflicts(base: FactBase, cache: Cache, code: str) -> tuple[Conflict, ...]:
    """Every conflict of a base; `code` stands for the program and the kinds of record by which they were found."""
    if not isinstance(base, LazyFactBase):
        return find_conflicts(base)
    about = [code, base.kinds_digest]
    kept = unpack(cache.get(SLOT))
    before: dict[str, str] = {}
    found, marks = FoundConflicts(), base.marks()
    if isinstance(kept, dict) and kept.get("about") == about:
        before, found = kept["marks"], _found_from(kept)
    changed = {key for key, mark in marks.items() if not mark or before.get(key) != mark}
    changed.update(before.keys() - marks.keys())
    if changed or not before:
        look_again(base, found, changed)
        cache.put(SLOT, pack({"about": about, "marks": marks, **_rows(found)}))
    return conflicts_in(base, found)


def _rows(found: FoundConflicts) -> dict[str, Any]:
    return {
        "records": {key: [_row(one) for one in group] for key, group in found.records.items()},
        "in_series": {key: [_row(one) for one in group] for key, group in found.series.items()},
        "members": found.members,
        "near": found.near,
        "same_numbers": [_row(one) for one in found.same_numbers],
        "disputes": [_row(one) for one in found.disputes],
        "claims": sorted(found.claims),
    }


def _found_from(kept: dict[str, Any]) -> FoundConflicts:
    return FoundConflicts(
        {key: [_conflict(row) for row in group] for key, group in kept["records"].items()},
        {key: [_conflict(row) for row in group] for key, group in kept["in_series"].items()},
        kept["members"],
        kept["near"],
        [_conflict(row) for row in kept["same_numbers"]],
        [_conflict(row) for row in kept["disputes"]],
        frozenset(kept["claims"]),
    )


def _row(conflict: Conflict) -> Row:
    """A conflict as it was found, without what an editor says of it."""
    sides = [[side.about, side.statements] for side in conflict.sides]
    return [conflict.id, str(conflict.type), conflict.subjects, conflict.property, sides]


def _conflict(row: Row) -> Conflict:
    id_, type_, subjects, property_, sides = row
    return Conflict(id_, ConflictType(type_), subjects, property_, tuple(Side(about, ids) for about, ids in sides))
