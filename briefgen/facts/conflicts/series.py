"""Sessions of a series whose numbers and dates cannot all be right, and series that are easy to confuse."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from briefgen.facts.conflicts.conflict import Conflict, ConflictType, Side, conflict_of, id_of, span_of
from briefgen.facts.conflicts.values import same_text
from briefgen.facts.factbase import FactBase
from briefgen.facts.names.towns import Towns
from briefgen.model.schema import SEQUENCE
from briefgen.model.statement import Record, Statement

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
