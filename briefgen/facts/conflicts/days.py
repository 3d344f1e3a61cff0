"""Days that do not fit: a report older than its event, a day of the week that is not the date's."""

from __future__ import annotations

from collections.abc import Iterator

from briefgen.facts.conflicts.conflict import Conflict, ConflictType, Side, conflict_of, current, records_of, span_of
from briefgen.facts.factbase import FactBase
from briefgen.facts.weekdays import weekdays_that_do_not_fit
from briefgen.model.dates import PartialDate, parse_date
from briefgen.model.schema import DATE
from briefgen.model.statement import Rank, Record, Statement

_TELLS_OF_THE_PAST = frozenset({"attendance", "people", "discussion", "programme", "outcomes"})


def reports_before_their_event(base: FactBase, language: str) -> Iterator[Conflict]:
    published = {
        source.id: (span[1], statements)
        for source in base.of_kind("source")
        if (statements := current(source, "published"))
        and all(_has_known_year(s) for s in statements)
        and (span := span_of(source, "published"))
    }
    for meeting in base.of_kind("meeting"):
        dates = current(meeting, "date")
        if not dates:
            continue
        latest = max(parse_date(d.value).bounds()[0] for d in dates)
        for source in sorted(_reporting_as_held(meeting)):
            last, statements = published.get(source, (latest, []))
            if last >= latest:  # as nearly all are
                continue
            own = [d for d in dates if any(c.source == source for c in d.citations)] or dates
            if last < min(parse_date(d.value).bounds()[0] for d in own):
                sides = (
                    Side(meeting.key, tuple(d.id for d in own)),
                    Side(f"source/{source}", tuple(s.id for s in statements)),
                )
                subjects = (meeting.key, f"source/{source}")
                yield conflict_of(ConflictType.PUBLISHED_BEFORE_EVENT, subjects, "date", sides, meeting.id, source)


def _reporting_as_held(meeting: Record) -> set[str]:
    """The sources that tell of the meeting as held: they say so, or give no status and tell what happened there."""
    statuses: dict[str, set[str]] = {}
    telling: set[str] = set()
    for statement in meeting.statements:
        if statement.rank is Rank.DEPRECATED:
            continue
        for citation in statement.citations:
            if statement.property == "status":
                statuses.setdefault(citation.source, set()).add(statement.value)
            elif statement.property in _TELLS_OF_THE_PAST and statement.qualifiers.get("status") != "announced":
                telling.add(citation.source)
    return {s for s in {*telling, *statuses} if "held" in statuses.get(s, {"held"})}


def _has_known_year(statement: Statement) -> bool:
    value = parse_date(statement.value)
    parts = [p for p in (value.start, value.end) if isinstance(p, PartialDate)]
    return all(p.has_year and "year" not in p.doubtful for p in parts)


def misnamed_days(base: FactBase, language: str) -> Iterator[Conflict]:
    for record in records_of(base):
        fields = base.schema[record.kind].fields
        wrong: dict[str, list[Statement]] = {}
        for statement in record.statements:
            spec = fields.get(statement.property)
            is_date = spec is not None and spec.type == DATE and statement.rank is not Rank.DEPRECATED
            if is_date and weekdays_that_do_not_fit(statement, base, language):
                wrong.setdefault(statement.property, []).append(statement)
        for name, statements in wrong.items():
            sides = (Side(record.key, (s.id,)) for s in statements)
            words = (record.id,) if record.kind == "meeting" else (record.kind, record.id)
            yield conflict_of(ConflictType.WEEKDAY, (record.key,), name, sides, *words, name)
