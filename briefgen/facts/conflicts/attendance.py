"""Who was there: a party both present and absent, and lists that call themselves complete and differ."""

from __future__ import annotations

from collections.abc import Iterator

from briefgen.facts.conflicts.conflict import Conflict, ConflictType, Side, conflict_of, current, id_of
from briefgen.facts.factbase import FactBase
from briefgen.model.statement import Statement


def presence_that_differs(base: FactBase, language: str) -> Iterator[Conflict]:
    for meeting in base.of_kind("meeting"):
        there: dict[str, list[Statement]] = {}
        away: dict[str, list[Statement]] = {}
        for statement in current(meeting, "attendance"):
            status = statement.qualifiers.get("status")
            group = there if status in ("listed", "present") else away if status in ("absent", "declined") else None
            if group is not None:
                group.setdefault(statement.value, []).append(statement)
        for party in sorted(there.keys() & away.keys()):
            sides = (Side(meeting.key, tuple(s.id for s in group[party])) for group in (there, away))
            words = (meeting.id, id_of(party))
            yield conflict_of(ConflictType.ATTENDANCE, (meeting.key, party), "attendance", sides, *words)


def lists_that_differ(base: FactBase, language: str) -> Iterator[Conflict]:
    """Lists that their sources call complete and that name others; or one that lacks a party which another names."""
    for meeting in base.of_kind("meeting"):
        lists: dict[int, list[Statement]] = {}
        for statement in current(meeting, "attendance"):
            if statement.qualifiers.get("status") in ("listed", "present"):
                lists.setdefault(statement.qualifiers["list"], []).append(statement)
        complete: dict[frozenset[str], list[Statement]] = {}
        for found in lists.values():
            if found[0].qualifiers.get("scope") == "exhaustive":
                complete.setdefault(frozenset(s.value for s in found), []).extend(found)
        everybody = frozenset[str]().union(*complete)
        more = [s for found in lists.values() for s in found if complete and s.value not in everybody]
        sides = [*complete.values(), *([more] if more else [])]
        if len(sides) > 1:
            both = (Side(meeting.key, tuple(s.id for s in side)) for side in sides)
            yield conflict_of(ConflictType.ATTENDANCE_LISTS, (meeting.key,), "attendance", both, meeting.id)
