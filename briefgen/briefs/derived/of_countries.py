"""What templates may ask of a country beyond its own fields."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from briefgen.facts.caveats import NOT_COME
from briefgen.language.phrases import phrase
from briefgen.model.schema import EVENT, SESSION
from briefgen.model.statement import Record, Statement, preferred
from briefgen.query import parties
from briefgen.query.sessions import NOT_LISTED, country_of, date_of, lists_that_would_name, series_of, was_held
from briefgen.rendering.scope import RecordView, Scope, StatementValue
from briefgen.rendering.views import Missing, Value
from briefgen.rendering.wording import with_remark

Row = dict[str, object]
MEETING, SERIES = "meeting", "series"
"""What templates ask a row of a table for: the session that it is about, of whatever kind, and its series."""

_THERE = ("listed", "present", "observer")


def answers() -> Mapping[str, tuple[str, Callable[[Scope, Record], object]]]:
    """Name, meaning and answer of each field."""
    return {
        "meetings": (
            "every meeting on record: meeting, contested, held, series, status, listed_too, delegation, place, chair, "
            "elsewhere",
            _meetings,
        ),
        "tally": ("its meetings in numbers: listed, lists, without_list, all; others that do not concern it", _tally),
        "representatives": ("persons who act for it", found_by(parties.representatives)),
        "perhaps": (
            "persons at its meetings with a post that names it, whose record names no state",
            found_by(parties.perhaps_for),
        ),
        "said": ("what its officials and bodies said", found_by(parties.claims_by)),
        "said_of_it": ("what others said about it", found_by(parties.claims_about)),
        "items": ("sentences that a source ties to it", stated_by(parties.items_about)),
        "documents": ("documents that name it as a party", found_by(parties.documents_of)),
        "documents_of_meetings": (
            "documents of meetings that name it, whose parties no source names",
            found_by(parties.documents_of_its_meetings),
        ),
        "themes": (
            "themes that a source ties to it",
            lambda scope, r: tuple(scope.view(key) for key in parties.themes_of(scope.base, r.key)),
        ),
    }


def found_by(find: Callable[..., Iterable[Record]]) -> Callable[[Scope, Record], object]:
    """The records that a query finds for a record, as views."""
    return lambda scope, record: tuple(RecordView(scope, r) for r in find(scope.base, record.key))


def stated_by(find: Callable[..., Sequence[Statement]]) -> Callable[[Scope, Record], object]:
    """The statements that a query finds for a record, as values."""
    return lambda scope, record: scope.values(find(scope.base, record.key))


def _meetings(scope: Scope, record: Record) -> tuple[Row, ...]:
    return tuple(_row(scope, a, record.key) for a in parties.appearances(scope.base, record.key))


def _row(scope: Scope, appearance: parties.Appearance, party: str) -> Row:
    missing = appearance.status in (NOT_LISTED, parties.NO_LIST)
    there = country_of(appearance.meeting)
    owed = scope.named_as(appearance.meeting.key, appearance.status) if missing else ""
    return {
        **meeting_row(scope, appearance.meeting, owed),
        SERIES: series_row(scope, appearance.meeting),
        "status": status_of(scope, appearance.status, appearance.statements),
        "delegation": () if missing else delegation(scope, appearance.statements, party),
        "heads": tuple(
            v for s in appearance.statements if s.value == party if (v := StatementValue(scope, s).field("head"))
        ),
        "listed_too": scope.values(
            [s for s in appearance.statements if s.qualifiers.get("status") in _listed_too(appearance.status)]
        ),
        "people": scope.values(appearance.people),
        "place": tuple(StatementValue(scope, s) for s in appearance.place),
        "elsewhere": scope.values([there] if there is not None and there.value != party else []),
        "host": tuple(StatementValue(scope, s) for s in appearance.host),
        "chair": tuple(StatementValue(scope, s) for s in appearance.chair),
    }


def meeting_row(scope: Scope, meeting: Record, owed: str = "") -> Row:
    """What rows about meetings have in common."""
    view = RecordView(scope, meeting, owed)
    dated = date_of(meeting) is not None
    return {MEETING: view, "contested": bool(meeting.contested), "held": was_held(meeting), "dated": dated}


def not_held(scope: Scope, record: Record) -> object:
    """What became of an event that was not, or not yet, held, of whatever kind: cancelled."""
    if not scope.base.acts(record.kind, EVENT) or was_held(record):
        return Missing("an event that was not held")
    return StatementValue(scope, preferred(record.in_force("status")))


def status_of(scope: Scope, status: str, statements: Sequence[Statement]) -> Value:
    """How a party took part, with whom the sources rely on for it, where they say so throughout."""
    words = scope.word("status", status).text
    if status not in (NOT_LISTED, parties.NO_LIST) and statements and all(s.speakers for s in statements):
        who = dict.fromkeys(scope.in_prose(key) for s in statements for key in s.speakers)
        words = with_remark(words, phrase(scope.locale, "according-to", scope.locale.listing(list(who))))
    return scope.joined(words, scope.values(statements), status)


def delegation(scope: Scope, statements: Iterable[Statement], party: str) -> tuple[object, ...]:
    """Who came for a party, as lists say, each once."""
    said = (StatementValue(scope, s).field("delegation") for s in statements if s.value == party)
    return tuple(dict.fromkeys(value for value in said if value))


def _listed_too(status: str) -> tuple[str, ...]:
    """What else says, beside a status, that a list or a source has the party there."""
    return _THERE if status in NOT_COME else ("listed",) if status in ("present", "observer") else ()


def series_row(scope: Scope, meeting: Record) -> object:
    """The series of a session, for its row."""
    series = series_of(meeting)
    return scope.view(series) if series else Missing(f"{meeting.key}: series")


def _tally(scope: Scope, record: Record) -> dict[str, Value]:
    """Counts that carry the lists they were counted on; silence of a meeting without a list is not counted."""
    found = parties.appearances(scope.base, record.key)
    named = [a for a in found if a.status not in (NOT_LISTED, parties.NO_LIST)]
    listed = [a for a in found if a.status == "listed"]
    lists = [a for a in found if lists_that_would_name(a.meeting)]
    without = [a for a in found if not lists_that_would_name(a.meeting)]

    def number(rows: list[parties.Appearance]) -> Value:
        resting = [v for a in rows for v in scope.values(a.statements)]
        return scope.tally(len(rows), sum(bool(a.meeting.contested) for a in rows), resting)

    return {
        "named": number(named),
        "listed": number(listed),
        "lists": number(lists),
        "without_list": number(without),
        "all": _count(len(found)),
        "others": _count(len(scope.base.acting(SESSION)) - len(found)),
    }


def _count(number: int) -> Value:
    return Value(str(number), raw=number)
