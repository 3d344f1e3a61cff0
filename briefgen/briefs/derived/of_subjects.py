"""What templates may ask of a country or a theme beyond its own fields, and what rows about meetings have in common."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from briefgen.facts.caveats import NOT_COME
from briefgen.language.phrases import phrase
from briefgen.model.schema import EVENT, SESSION, source_key
from briefgen.model.statement import Record, Statement, preferred
from briefgen.query import parties, themes
from briefgen.query.sessions import NOT_LISTED, country_of, date_of, lists_that_would_name, series_of, was_held
from briefgen.rendering.scope import RecordView, Scope, StatementValue
from briefgen.rendering.views import Missing, Value
from briefgen.rendering.wording import with_remark

Row = dict[str, object]
MEETING, SERIES = "meeting", "series"
"""What templates ask a row of a table for: the session that it is about, of whatever kind, and its series."""

_THERE = ("listed", "present", "observer")


def of_country() -> Mapping[str, tuple[str, Callable[[Scope, Record], object]]]:
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


# --- Themes ---


def of_theme() -> Mapping[str, tuple[str, Callable[[Scope, Record], object]]]:
    """Name, meaning and answer of each field."""
    return {
        "meetings": (
            "meetings that touch it: meeting, held, contested, dealt, series, agenda, content, documents, claims",
            _treated,
        ),
        "matrix": ("a picture of who is listed at the meetings that dealt with it", _theme_matrix),
        "timeline": ("a picture of the meetings that dealt with it, by series", _theme_timeline),
        "called_for": ("sentences that call for something", _group("called-for")),
        "agreed": ("what a source says was agreed or decided", _group("agreed")),
        "undertaken": ("commitments and intentions", _group("undertaken")),
        "recognised": ("what was acknowledged, or is called a consensus", _group("recognised")),
        "not_agreed": ("disagreements and failures", _group("not-agreed")),
        "reported": ("sentences that report something", _group("reported")),
        "feared": ("threats and concerns", _group("feared")),
        "items": ("every sentence tied to it or to a narrower theme", stated_by(themes.items_of)),
        "claims": ("claims on it, by speaker", found_by(themes.claims_on)),
        "documents": ("documents about it or with a point on it", found_by(themes.documents_on)),
        "background_items": ("what sources add on it in their own voice", stated_by(themes.background_on)),
        "narrower": ("narrower themes", found_by(themes.narrower)),
        "rests": ("how its sentences and claims rest: items, single, by_origin", _rests),
        "fullest": ("the source that most of it comes from: source, count; none where two share that", _fullest),
    }


def _treated(scope: Scope, record: Record) -> tuple[Row, ...]:
    rows: list[Row] = []
    for treated in themes.treated_at(scope.base, record.key):
        rows.append(
            {
                **meeting_row(scope, treated.meeting),
                "dealt": treated.dealt,
                SERIES: series_row(scope, treated.meeting),
                "agenda": scope.values(treated.agenda),
                "content": scope.values(treated.content),
                "documents": scope.values(treated.documents),
                "claims": tuple(RecordView(scope, c) for c in treated.claims),
            }
        )
    return tuple(rows)


def _theme_matrix(scope: Scope, record: Record) -> object:
    from briefgen.briefs.derived.charts import theme_matrix

    return theme_matrix(scope, _that_dealt(scope, record), record)


def _theme_timeline(scope: Scope, record: Record) -> object:
    from briefgen.briefs.derived.charts import timeline

    return timeline(scope, _that_dealt(scope, record), record.id)


def _that_dealt(scope: Scope, record: Record) -> list[Record]:
    return [t.meeting for t in themes.treated_at(scope.base, record.key) if t.dealt]


def _group(name: str) -> Callable[[Scope, Record], object]:
    return lambda scope, record: scope.values(themes.with_function(scope.base, record.key, name))


def _told(scope: Scope, record: Record) -> tuple[Statement, ...]:
    """Every sentence and the words of every claim on the theme."""
    claims = (s for c in themes.claims_on(scope.base, record.key) for s in c.values("says"))
    return (*themes.items_of(scope.base, record.key), *claims)


def _rests(scope: Scope, record: Record) -> Row:
    found = themes.support(scope.base, _told(scope, record))
    by_origin = tuple(
        {"sources": tuple(scope.view(source_key(s)) for s in sources), "count": count}
        for sources, count in found.by_origin
    )
    return {"items": found.items, "single": found.single, "by_origin": by_origin}


def _fullest(scope: Scope, record: Record) -> object:
    views = ("observations", "significance")  # what an author thinks is no account
    found = themes.fullest(s for s in _told(scope, record) if s.property not in views)
    if found is None:
        return Missing(f"{record.key}: a source that most of it comes from")
    return {"source": scope.view(source_key(found.source)), "count": found.count}
