"""What templates may ask of a person, an organisation, a document or a series beyond its own fields."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from briefgen.briefs import derived_country
from briefgen.briefs.charts import timeline
from briefgen.facts.factbase import FactBase
from briefgen.model.statement import Record, Statement
from briefgen.query import parties, presence
from briefgen.query.sessions import by_date, meetings_of, ordinal_of
from briefgen.rendering.scope import RecordView, Scope, StatementValue
from briefgen.rendering.views import Value

Answers = Mapping[str, tuple[str, Callable[[Scope, Record], object]]]
Row = dict[str, object]


def of_persons() -> Answers:
    """Name, meaning and answer of each field of a person; a body has them too."""
    parties_ = derived_country.answers()
    return {
        "meetings": ("the meetings that name it: meeting, contested, roles, said", _meetings),
        **{name: parties_[name] for name in ("said", "said_of_it", "items", "documents", "themes")},
        "written": ("documents that it made or presented", _records(presence.written_by)),
    }


def of_bodies() -> Answers:
    """Those of an organisation."""
    return {
        **of_persons(),
        "representatives": ("persons who have a post in it", _records(parties.representatives)),
        "bodies": ("organisations and series that are part of it", _records(presence.bodies_of)),
        "member_of": ("what it is a member of, each with its time", _memberships),
    }


def of_series() -> Answers:
    """Those of a series."""
    return {
        "sessions": ("its meetings by date: meeting, contested, number, inferred", _sessions),
        "timeline": ("a picture of its meetings", _timeline),
        "items": derived_country.answers()["items"],
    }


def of_documents() -> Answers:
    """Those of a document."""
    return {
        "meetings": ("the meetings that name it among their documents", _records(_naming_meetings)),
        "claims": ("what was said about it", _records(parties.claims_about)),
        "items": ("sentences about it in other records", _items),
    }


def of_others() -> Answers:
    """Those of a record whose kind a workspace describes."""
    return {
        "claims": ("what was said about it", _records(parties.claims_about)),
        "items": ("sentences about it in other records", _items),
        "documents": ("documents that refer to it", _records(presence.documents_on)),
    }


def _records(find: Callable[..., Iterable[Record]]) -> Callable[[Scope, Record], object]:
    return lambda scope, record: tuple(RecordView(scope, r) for r in find(scope.base, record.key))


def _items(scope: Scope, record: Record) -> object:
    return scope.values(parties.items_about(scope.base, record.key))


def _memberships(scope: Scope, record: Record) -> object:
    return tuple(
        {"of": scope.view(s.subject), "member": StatementValue(scope, s), "during": _during(scope, s)}
        for s in presence.memberships_of(scope.base, record.key)
    )


def _during(scope: Scope, statement: Statement) -> object:
    return StatementValue(scope, statement).field("during")


def _naming_meetings(base: FactBase, key: str) -> Iterable[Record]:
    found = dict.fromkeys(s.subject for s in base.referring(key) if base.plays(s, "works"))
    return by_date(r for subject in found if (r := base.record(subject)) is not None and not r.deprecated)


def _meetings(scope: Scope, record: Record) -> tuple[Row, ...]:
    return tuple(
        {
            derived_country.MEETING: RecordView(scope, found.meeting),
            "contested": bool(found.meeting.contested),
            "roles": _roles(scope, found.statements, record.key),
            "said": tuple(RecordView(scope, claim) for claim in found.said),
        }
        for found in presence.presences(scope.base, record.key)
    )


def _roles(scope: Scope, statements: Iterable[Statement], key: str) -> tuple[Value, ...]:
    """What somebody did at a meeting, each role once, with all that it rests on: speaker; chair."""
    found: dict[str, list[Statement]] = {}
    for statement in statements:
        found.setdefault(_role(scope, statement, key), []).append(statement)
    return tuple(
        scope.joined(words, [StatementValue(scope, s) for s in of], raw=_raw_role(of[0])) for words, of in found.items()
    )


def _raw_role(statement: Statement) -> str:
    role, status = (statement.qualifiers.get(name) for name in ("role", "status"))
    return str(role or status or statement.property)


def _role(scope: Scope, statement: Statement, key: str) -> str:
    """A role in a word or two, with the name of whoever acts for it."""
    role, status = (statement.qualifiers.get(name) for name in ("role", "status"))
    if role is not None:
        words = scope.word("role", str(role)).text
    elif scope.base.plays(statement, "parties") and statement.value != key:  # it is named as a delegation's head
        words = scope.word("role", "head-of-delegation").text
    else:
        words = scope.word("status", str(status)).text if status else scope.word("property", statement.property).text
    named = statement.qualifiers.get("head", statement.value)
    return f"{scope.label(str(named))}, {words}" if named != key and role is not None else words


def _sessions(scope: Scope, record: Record) -> tuple[Row, ...]:
    return tuple(
        {
            derived_country.MEETING: RecordView(scope, meeting),
            "contested": bool(meeting.contested),
            "numbered": ordinal_of(meeting) is not None,
            "inferred": any(s.inferred for s in meeting.values(meeting.role("series"))),
        }
        for meeting in meetings_of(scope.base, record.key)
    )


def _timeline(scope: Scope, record: Record) -> object:
    return timeline(scope, meetings_of(scope.base, record.key), record.id)
