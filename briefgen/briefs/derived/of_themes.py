"""What templates may ask of a theme beyond its own fields."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from briefgen.briefs.derived.of_countries import SERIES, Row, found_by, meeting_row, series_row, stated_by
from briefgen.model.schema import source_key
from briefgen.model.statement import Record, Statement
from briefgen.query import themes
from briefgen.rendering.scope import RecordView, Scope
from briefgen.rendering.views import Missing


def answers() -> Mapping[str, tuple[str, Callable[[Scope, Record], object]]]:
    """Name, meaning and answer of each field."""
    return {
        "meetings": (
            "meetings that touch it: meeting, held, contested, dealt, series, agenda, content, documents, claims",
            _meetings,
        ),
        "matrix": ("a picture of who is listed at the meetings that dealt with it", _matrix),
        "timeline": ("a picture of the meetings that dealt with it, by series", _timeline),
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


def _meetings(scope: Scope, record: Record) -> tuple[Row, ...]:
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


def _matrix(scope: Scope, record: Record) -> object:
    from briefgen.briefs.derived.charts import theme_matrix

    return theme_matrix(scope, _that_dealt(scope, record), record)


def _timeline(scope: Scope, record: Record) -> object:
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
