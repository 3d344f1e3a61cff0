"""What templates may ask of a record beyond its own fields: answers of queries, as views.

Each entry is a name, what it means, and the function that answers; `briefgen template fields` prints them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeVar

from briefgen.briefs.derived import of_actors, of_subjects
from briefgen.briefs.derived.of_conflicts import about_any, conflict_view, each_once, of_actor, of_meetings
from briefgen.briefs.derived.of_subjects import delegation, found_by, status_of
from briefgen.facts.factbase import in_language
from briefgen.frozen import dataclass
from briefgen.model.schema import (
    BODY,
    CITED,
    ENGLISH,
    JUDGEMENT,
    QUESTION,
    RECORD,
    RULING,
    SEQUENCE,
    SESSION,
    SOMEBODY,
    STATE,
    TOPIC,
    WORK,
    Schema,
    source_key,
)
from briefgen.model.statement import Record, Statement, preferred
from briefgen.query import about, sessions, themes
from briefgen.query.about import Disputes
from briefgen.query.chosen import apart, beside
from briefgen.rendering.scope import Derived, RecordView, Scope, StatementValue
from briefgen.rendering.views import Formatted, Missing, Value
from briefgen.rendering.wording import with_remark


@dataclass(frozen=True, slots=True)
class DerivedField:
    """One field: its meaning, and how it is answered for a record."""

    help: str
    answer: Derived


EVERY, ADDED = "", "added"
"""What every kind of record has; of what the desk writes of others, only the workspace's own fields."""


def fields(disputes: Disputes) -> Mapping[str, Mapping[str, DerivedField]]:
    """All derived fields by what a kind of record acts as (`schema.SESSION`, …), and those of every kind."""

    gaps = DerivedField("open questions about it", found_by(about.gaps_about))
    assessments = DerivedField("the desk's judgements about it", found_by(about.assessments_about))
    disputed = DerivedField(
        "conflicts between sources that concern it, its documents or the claims made there",
        lambda scope, r: tuple(conflict_view(scope, c) for c in about_any(disputes, about.with_parts(scope.base, r))),
    )
    common = {"gaps": gaps, "assessments": assessments, "conflicts": disputed}
    common["why_contested"] = DerivedField("why it is contested as a whole", _why_contested)
    added = DerivedField("what the workspace's own fields hold that the template does not ask for", _added)
    return {
        EVERY: {**_fields(of_actors.of_others()), **common, ADDED: added},
        SESSION: {
            "claims": DerivedField("what was claimed there", found_by(about.claims_at)),
            "reported": DerivedField(
                "what was said elsewhere and is reported with it", found_by(about.claims_reported_with)
            ),
            "key_points": DerivedField(
                "what editors ranked for the brief: point, claim or conflict", _key_points(disputes)
            ),
            "sources": DerivedField(
                "the sources of its statements",
                lambda scope, r: tuple(scope.view(source_key(s)) for s in about.sources_of(r)),
            ),
            "participation": DerivedField("party by party: party, status, people, list", _participation),
            "lists": DerivedField("the lists of participants: status, scope, parties, fuller", _lists),
            "listed": DerivedField(
                "those listed as taking part, each once; where a list is whole, those on it",
                lambda scope, r: scope.values(sessions.listed_parties(r)),
            ),
            "previous": DerivedField("the session before it in its series", _session(sessions.previous_session)),
            "next": DerivedField("the session after it in its series", _session(sessions.next_session)),
            "timeline": DerivedField("a picture of all meetings on record, by series", _timeline),
            "rest_of_series": DerivedField(
                "the other meetings of its series, by date",
                lambda scope, r: tuple(RecordView(scope, m) for m in sessions.rest_of_series(scope.base, r)),
            ),
        },
        SEQUENCE: {
            **_fields(of_actors.of_series()),
            "meetings": DerivedField("its meetings, by date", found_by(sessions.meetings_of)),
            "conflicts": DerivedField(*of_meetings(disputes)),
        },
        SOMEBODY: {**_fields(of_actors.of_persons()), "conflicts": DerivedField(*of_actor(disputes))},
        BODY: {**_fields(of_actors.of_bodies()), "conflicts": DerivedField(*of_actor(disputes))},
        WORK: _fields(of_actors.of_documents()),
        STATE: {
            **_fields(of_subjects.of_country()),
            "conflicts": DerivedField(*of_meetings(disputes)),
        },
        TOPIC: {**_fields(of_subjects.of_theme()), "conflicts": DerivedField(*of_meetings(disputes))},
        CITED: {
            "reference": DerivedField("its entry in the list of sources, where a citation style makes one", _reference)
        },
    }


def _why_contested(scope: Scope, record: Record) -> object:
    words = in_language(record.contested, scope.locale.tag) if record.contested else ""
    scope.doubted[record.key] = None
    return Value(words) if words else Missing("why it is contested")


def _added(scope: Scope, record: Record) -> tuple[dict[str, object], ...]:
    """The fields that descriptions of the workspace give the kind: those with a value that nobody asked for so far."""
    spec = scope.base.schema[record.kind]
    rows = []
    for field in (spec.fields[name] for name in spec.added):
        held = record.in_force(field.name)
        if held and field.form != RECORD and field.name != spec.label and (record.key, field.name) not in scope.asked:
            followed = held if field.many else _not_beside(scope, [preferred(held), *held])
            row: dict[str, object] = {"property": scope.word("property", field.name)}
            row["meaning"] = Value(field.help) if scope.locale.language == ENGLISH else Missing("what the field means")
            row["recorded"] = tuple(with_status(scope, statement) for statement in followed)
            rows.append(row)
    return tuple(rows)


def _not_beside(scope: Scope, alternatives: list[Statement]) -> list[Statement]:
    """The alternatives without those that stand beside an earlier one wherever that is printed."""
    found: list[Statement] = []
    told: set[str] = set()
    for statement in alternatives:
        if statement.id not in told:
            found.append(statement)
            told |= {statement.id, *scope.remarks.beside(statement.id)}
    return found


def with_status(scope: Scope, statement: Statement) -> Value:
    """A value with the figures, the stage and the party beside it, and a status that says that somebody was absent."""
    value, spec = StatementValue(scope, statement), scope.spec(statement)
    words = [scope.words(spec.qualifiers[name], statement.qualifiers[name]) for name in beside(statement, spec)]
    words += [scope.word("status", status).text for status in [apart(statement)] if status]
    return value.with_text(with_remark(value.text, ", ".join(words))) if words else value


def _fields(answers: Mapping[str, tuple[str, Derived]]) -> Mapping[str, DerivedField]:
    return {name: DerivedField(*answer) for name, answer in answers.items()}


def find(disputes: Disputes) -> Mapping[str, Mapping[str, Derived]]:
    """The answers alone, as a `Scope` wants them."""
    answers = {part: {name: f.answer for name, f in table.items()} for part, table in fields(disputes).items()}
    return by_kind(disputes.base.schema, answers)


T = TypeVar("T")


def by_kind(schema: Schema, tables: Mapping[str, Mapping[str, T]]) -> dict[str, dict[str, T]]:
    """The tables of what a kind acts as, joined for each kind; what the desk writes of others has none."""
    found: dict[str, dict[str, T]] = {}
    for kind, spec in schema.items():
        found[kind] = {ADDED: tables[EVERY][ADDED]} if ADDED in tables.get(EVERY, {}) else {}
        if not {QUESTION, JUDGEMENT, RULING}.intersection(spec.acts_as):
            for part in (EVERY, *spec.acts_as):
                table = tables.get(part, {})
                # A field of the record's own goes before what every kind has; records inside it are found with others.
                own = [f.name for f in spec.fields.values() if f.form != RECORD] if part == EVERY else []
                found[kind].update({name: entry for name, entry in table.items() if name not in own})
    return found


def _key_points(disputes: Disputes) -> Derived:
    """Statements and claims that editors ranked, in one row, then conflicts; each entry has one of the three.

    `sort` says which question of a reader's it answers: what the meeting was about (subject), what came of it
    (outcome), what was alleged (alleged), what is in doubt (doubt).
    """

    def answer(scope: Scope, record: Record) -> object:
        found: list[tuple[int, dict[str, object]]] = []
        for statement in about.key_statements(scope.base, record.key):
            found.append(
                (statement.qualifiers["key"], _entry(_sort_of(statement), point=StatementValue(scope, statement)))
            )
        for claim in (*about.claims_at(scope.base, record.key), *about.claims_reported_with(scope.base, record.key)):
            if claim.values("key"):
                found.append((about.rank_of(claim), _entry("alleged", claim=RecordView(scope, claim))))
        whole = about.with_parts(scope.base, record)
        ranked = sorted((c for c in about_any(disputes, whole) if c.key), key=lambda c: c.key or 0)
        last = [_entry("doubt", conflict=conflict_view(scope, c)) for c in ranked]
        return (*(entry for _, entry in sorted(found, key=lambda f: f[0])), *last)

    return answer


def _entry(sort: str, *, point: object = (), claim: object = (), conflict: object = ()) -> dict[str, object]:
    return {"sort": sort, "point": point, "claim": claim, "conflict": conflict}


def _sort_of(statement: Statement) -> str:
    function = statement.qualifiers.get("function")
    if function in themes.FUNCTIONS["feared"]:
        return "alleged"
    done = statement.property == "outcomes" or function not in (None, *themes.FUNCTIONS["reported"])
    return "outcome" if done else "subject"


def _timeline(scope: Scope, record: Record) -> object:
    from briefgen.briefs.derived.charts import timeline  # with the pictures, which few briefs show

    meetings = sorted(sessions.by_date(scope.base.acting(SESSION)), key=lambda m: sessions.series_of(m) or "~")
    return timeline(scope, meetings, record.id)


def _reference(scope: Scope, record: Record) -> object:
    if scope.references is None:
        return Value("")
    entry = scope.references.get(record.id)
    return Formatted(entry) if entry else Missing(f"{record.key}: no citation style makes a list of sources")


def _participation(scope: Scope, record: Record) -> tuple[dict[str, object], ...]:
    rows = []
    for entry in sessions.participation(scope.base, record):
        label = scope.label(entry.party)
        doubtful = [s for s in entry.statements if scope.remarks.owed(s.id)]
        owed = "".join(scope.mark(s, "named") for s in doubtful)  # what is cited is the status beside it
        caveats = [scope.caveat(s) for s in doubtful]
        if entry.status == sessions.NOT_LISTED:
            owed += scope.named_as(entry.party, entry.status)
            caveats.append(scope.word("status", entry.status))
        caveat = "; ".join(dict.fromkeys(value.text for value in caveats))
        fields = {
            "record": RecordView(scope, scope.view(entry.party).record, owed),
            "caveat": Value(caveat, "".join(value.marks for value in caveats)),
        }
        people = scope.values(entry.people)
        heads = [p for p in people if p.statement.qualifiers.get("role") == "head-of-delegation"]  # type: ignore[attr-defined]
        rows.append(
            {
                "party": Value(label, owed, raw=entry.party.partition("/")[2], fields=fields),
                "kind": entry.party.partition("/")[0],
                "status": status_of(scope, entry.status, entry.statements),
                "delegation": delegation(scope, entry.statements, entry.party),
                "people": people,
                "heads": tuple(heads),
                "of_list": bool(entry.statements and "list" in entry.statements[0].qualifiers),
            }
        )
    named = [row for row in rows if row["status"] != sessions.NOT_LISTED]
    rest = [row for row in rows if row["status"] == sessions.NOT_LISTED]
    return (*named, *sorted(rest, key=lambda row: str(row["party"].text)))  # type: ignore[attr-defined]


def _lists(scope: Scope, record: Record) -> tuple[dict[str, object], ...]:
    return tuple(
        {
            "status": scope.word("status", entry.status),
            "scope": entry.scope,
            "parties": each_once(StatementValue(scope, s) for s in entry.statements),
            "fuller": each_once(StatementValue(scope, s) for s in entry.statements if sessions.beside(s)),
        }
        for entry in sessions.lists_told(record)
    )


def _session(neighbour: Callable[..., Record | None]) -> Derived:
    def answer(scope: Scope, record: Record) -> object:
        found = neighbour(scope.base, record)
        return RecordView(scope, found) if found else Missing(f"{record.key}: no such session is held")

    return answer
