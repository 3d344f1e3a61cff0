"""Sessions of a series whose numbers and dates cannot all be right."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from briefgen.facts.conflicts.conflict import Conflict, ConflictType, Side, conflict_of, current, id_of, span_of
from briefgen.facts.conflicts.values import same_text
from briefgen.facts.factbase import FactBase
from briefgen.model.statement import Record, Statement

_Sessions = dict[int, dict[str, list[Statement]]]


def numbers_that_differ(base: FactBase, language: str) -> Iterator[Conflict]:
    series: dict[str, _Sessions] = {}
    for meeting in base.of_kind("meeting"):
        for belongs in current(meeting, "series"):
            for ordinal in current(meeting, "ordinal"):
                numbers = series.setdefault(belongs.value, {}).setdefault(ordinal.value, {})
                numbers.setdefault(meeting.key, []).append(ordinal)
    for key in sorted(series):
        yield from _collisions(base, key, series[key], language)
        yield from _disorder(base, key, series[key])
    yield from _same_ordinals(base, series)


def _collisions(base: FactBase, series: str, sessions: _Sessions, language: str) -> Iterator[Conflict]:
    for number, meetings in sorted(sessions.items()):
        records = [base.records[key] for key in meetings]
        if len(records) > 1 and _are_different(records, language):
            sides = (Side(r.key, _account(r, meetings[r.key], series)) for r in records)
            words = (id_of(series), str(number))
            yield conflict_of(ConflictType.ORDINAL_COLLISION, tuple(meetings), "ordinal", sides, *words)


def _account(record: Record, ordinals: list[Statement], series: str) -> tuple[str, ...]:
    """What a side of a collision says: the ordinal first, then when and where, then of which series."""
    when_and_where = (*current(record, "date"), *current(record, "place"))
    belongs = (s for s in current(record, "series") if s.value == series)
    return tuple(s.id for s in (*ordinals, *when_and_where, *belongs))


def _are_different(meetings: list[Record], language: str) -> bool:
    """True where the known dates or places of the meetings cannot all be those of one meeting."""
    spans = [span for m in meetings if (span := span_of(m)) is not None]
    if spans and max(low for low, _ in spans) > min(high for _, high in spans):
        return True
    places = [place for m in meetings for place in current(m, "place")]
    return any(not same_text(places[0].value, p.value, language) for p in places[1:])


def _disorder(base: FactBase, series: str, sessions: _Sessions) -> Iterator[Conflict]:
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
                sides = (Side(k, (o.id, *(s.id for s in current(base.records[k], "date")))) for k, o in pair)
                words = (id_of(latest[1]), id_of(key))
                yield conflict_of(ConflictType.SERIES_ORDER, (latest[1], key), "ordinal", sides, *words)
            if here is None or span[0] > here[0]:
                here = (span[0], key, ordinals[0])
        latest = here


def _same_ordinals(base: FactBase, series: dict[str, _Sessions]) -> Iterator[Conflict]:
    """The same number in two series that an editor calls easy to confuse."""
    pairs = {
        tuple(sorted((record.key, other.value)))
        for record in base.of_kind("series")
        for other in current(record, "not_to_confuse_with")
    }
    for a, b in sorted(pairs):
        for number in sorted(series.get(a, {}).keys() & series.get(b, {}).keys()):
            meetings = {**series[a][number], **series[b][number]}
            sides = [Side(key, tuple(o.id for o in ordinals)) for key, ordinals in meetings.items()]
            if len(sides) > 1:
                words = (id_of(a), id_of(b), str(number))
                yield conflict_of(ConflictType.SAME_ORDINAL, tuple(meetings), "ordinal", sides, *words)
