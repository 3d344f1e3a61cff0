"""What contradicts itself in the account of one event: who was there, its lists, reports that are older than it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date

from briefgen.facts.conflicts.conflict import Conflict, ConflictType, Side, conflict_of, id_of
from briefgen.model.dates import parse_date
from briefgen.model.schema import source_key
from briefgen.model.statement import Rank, Record, Statement

Published = Callable[[str], tuple[date, Sequence[Statement]] | None]


def presence_that_differs(meeting: Record) -> Iterator[Conflict]:
    """Parties that are both there and away."""
    there: dict[str, list[Statement]] = {}
    away: dict[str, list[Statement]] = {}
    for statement in meeting.in_force(meeting.role("parties")):
        status = statement.qualifiers.get("status")
        group = (
            there if status in ("listed", "present", "observer") else away if status in ("absent", "declined") else None
        )
        if group is not None:
            group.setdefault(statement.value, []).append(statement)
    for party in sorted(there.keys() & away.keys()):
        sides = (Side(meeting.key, tuple(s.id for s in group[party])) for group in (there, away))
        words = (meeting.id, id_of(party))
        yield conflict_of(ConflictType.ATTENDANCE, (meeting.key, party), "attendance", sides, *words)


def lists_that_differ(meeting: Record) -> Iterator[Conflict]:
    """Lists that their sources call complete and that name others; or one that lacks a party which another names."""
    lists: dict[int, list[Statement]] = {}
    for statement in meeting.in_force(meeting.role("parties")):
        if statement.qualifiers.get("status") in ("listed", "present"):
            lists.setdefault(statement.qualifiers.get("list", 0), []).append(statement)
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


_TELLS_OF_THE_PAST = frozenset({"attendance", "people", "discussion", "programme", "outcomes"})


def reports_before_their_event(meeting: Record, published: Published) -> Iterator[Conflict]:
    """Sources that tell of an event as held and came out before its day."""
    dates = meeting.in_force(meeting.role("date"))
    if not dates:
        return
    latest = max(parse_date(d.value).bounds()[0] for d in dates)
    for source in sorted(_reporting_as_held(meeting)):
        last, statements = published(source) or (latest, [])
        if last >= latest:  # as nearly all are
            continue
        own = [d for d in dates if any(c.source == source for c in d.citations)] or dates
        if last < min(parse_date(d.value).bounds()[0] for d in own):
            sides = (
                Side(meeting.key, tuple(d.id for d in own)),
                Side(source_key(source), tuple(s.id for s in statements)),
            )
            subjects = (meeting.key, source_key(source))
            yield conflict_of(ConflictType.PUBLISHED_BEFORE_EVENT, subjects, "date", sides, meeting.id, source)


def _reporting_as_held(meeting: Record) -> set[str]:
    """The sources that tell of the meeting as held: they say so, or give no status and tell what happened there."""
    statuses: dict[str, set[str]] = {}
    telling: set[str] = set()
    deprecated = Rank.DEPRECATED
    for statement in meeting.statements:
        if statement.rank is deprecated:
            continue
        for citation in statement.citations:
            if statement.property == "status":
                statuses.setdefault(citation.source, set()).add(statement.value)
            elif statement.property in _TELLS_OF_THE_PAST and statement.qualifiers.get("status") != "announced":
                telling.add(citation.source)
    return {s for s in {*telling, *statuses} if "held" in statuses.get(s, {"held"})}
