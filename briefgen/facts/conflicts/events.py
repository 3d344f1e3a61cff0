"""What contradicts itself in the account of one event, and sessions of a series that cannot all be right."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date

from briefgen.facts.conflicts.conflict import Conflict, ConflictType, Side, conflict_of, id_of, span_of
from briefgen.facts.conflicts.values import same_text
from briefgen.facts.factbase import FactBase
from briefgen.facts.mentions import Towns
from briefgen.model.dates import parse_date
from briefgen.model.schema import SEQUENCE, source_key
from briefgen.model.statement import Rank, Record, Statement

_Published = Callable[[str], tuple[date, Sequence[Statement]] | None]


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


def reports_before_their_event(meeting: Record, published: _Published) -> Iterator[Conflict]:
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
    given = set().union(*statuses.values())
    silent = {"held"} if not given or "held" in given else set()  # of what nobody calls held they tell beforehand
    return {s for s in {*telling, *statuses} if "held" in statuses.get(s, silent)}


# --- sessions of a series ---

Sessions = dict[int, dict[str, list[Statement]]]
"""The statements that number the meetings of a series, by number and by meeting."""


def collisions(base: FactBase, series: str, sessions: Sessions, language: str, towns: Towns) -> Iterator[Conflict]:
    """Sessions of one number that cannot be one meeting."""
    for number, meetings in sorted(sessions.items()):
        records = [base.records[key] for key in meetings]
        if len(records) > 1 and _are_different(records, language, towns):
            sides = (Side(r.key, _account(r, meetings[r.key], series)) for r in records)
            words = (id_of(series), str(number))
            yield conflict_of(ConflictType.ORDINAL_COLLISION, tuple(meetings), "ordinal", sides, *words)


def _account(record: Record, ordinals: list[Statement], series: str) -> tuple[str, ...]:
    """What a side of a collision says: the ordinal first, then when and where, then of which series."""
    when_and_where = (*record.in_force(record.role("date")), *record.in_force(record.role("place")))
    belongs = (s for s in record.in_force(record.role("series")) if s.value == series)
    return tuple(s.id for s in (*ordinals, *when_and_where, *belongs))


def _are_different(meetings: list[Record], language: str, towns: Towns) -> bool:
    """True where the known dates or places of the meetings cannot all be those of one meeting."""
    spans = [span for m in meetings if (span := span_of(m)) is not None]
    if spans and max(low for low, _ in spans) > min(high for _, high in spans):
        return True
    places = [place for m in meetings for place in m.in_force(m.role("place"))]
    first = places[0].value if places else {}
    return any(not same_text(first, p.value, language) and not towns.is_one(first, p.value) for p in places[1:])


def disorder(base: FactBase, sessions: Sessions) -> Iterator[Conflict]:
    """A session that surely met after one with a higher number."""
    latest: tuple[date, str, Statement] | None = None
    for _, meetings in sorted(sessions.items()):
        here = latest
        for key, ordinals in meetings.items():
            span = span_of(base.records[key])
            if span is None:
                continue
            if latest is not None and latest[0] > span[1]:
                pair = ((latest[1], latest[2]), (key, ordinals[0]))
                sides = (
                    Side(k, (o.id, *(s.id for s in base.records[k].in_force(base.records[k].role("date")))))
                    for k, o in pair
                )
                words = (id_of(latest[1]), id_of(key))
                yield conflict_of(ConflictType.SERIES_ORDER, (latest[1], key), "ordinal", sides, *words)
            if here is None or span[0] > here[0]:
                here = (span[0], key, ordinals[0])
        latest = here


def easily_confused(base: FactBase) -> list[tuple[str, str]]:
    """The pairs of series that an editor calls easy to confuse."""
    named = [(r.key, str(s.value)) for r in base.acting(SEQUENCE) for s in r.in_force("not_to_confuse_with")]
    return sorted({(min(pair), max(pair)) for pair in named})


def same_ordinals(near: Iterable[tuple[str, str]], series: Mapping[str, Sessions]) -> Iterator[Conflict]:
    """The same number in two series that are easy to confuse."""
    for a, b in near:
        for number in sorted(series[a].keys() & series[b].keys()):
            meetings = {**series[a][number], **series[b][number]}
            sides = [Side(key, tuple(o.id for o in ordinals)) for key, ordinals in meetings.items()]
            if len(sides) > 1:
                words = (id_of(a), id_of(b), str(number))
                yield conflict_of(ConflictType.SAME_ORDINAL, tuple(meetings), "ordinal", sides, *words)
