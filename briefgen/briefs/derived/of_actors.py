"""What templates may ask of a person, an organisation, a document or a series beyond its own fields."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from briefgen.briefs.derived import of_subjects
from briefgen.briefs.derived.of_subjects import Row
from briefgen.facts.factbase import FactBase
from briefgen.facts.origins import account_of
from briefgen.language.phrases import phrase
from briefgen.model.schema import REFERENCE, TEXT
from briefgen.model.statement import Record, Statement
from briefgen.query import parties
from briefgen.query.sessions import by_date, meetings_of, ordinal_of
from briefgen.rendering.scope import RecordView, Scope, StatementValue
from briefgen.rendering.views import Missing, Value
from briefgen.rendering.wording import with_remark

Answers = Mapping[str, tuple[str, Callable[[Scope, Record], object]]]


def of_persons() -> Answers:
    """Name, meaning and answer of each field of a person; a body has them too."""
    parties_ = of_subjects.of_country()
    return {
        "meetings": ("the meetings that name it: meeting, contested, held, roles, said", _meetings),
        **{name: parties_[name] for name in ("said", "said_of_it", "items", "documents", "themes")},
        "written": ("documents that it made or presented", of_subjects.found_by(parties.written_by)),
        "relayed_by": ("sources that draw on it", of_subjects.found_by(parties.sources_relaying)),
        "published": ("sources that it wrote, or that came out with it", of_subjects.found_by(parties.sources_by)),
    }


def of_bodies() -> Answers:
    """Those of an organisation."""
    return {
        **of_persons(),
        "representatives": ("persons who have a post in it", of_subjects.found_by(parties.representatives)),
        "bodies": ("organisations and series that are part of it", of_subjects.found_by(parties.bodies_of)),
        "member_of": ("what it is a member of, each with its time", _memberships),
    }


def of_series() -> Answers:
    """Those of a series."""
    return {
        "sessions": ("its meetings by date: meeting, contested, held, number, inferred", _sessions),
        "timeline": ("a picture of its meetings", _timeline),
        "items": of_subjects.of_country()["items"],
    }


def of_documents() -> Answers:
    """Those of a document."""
    return {
        "meetings": (
            "the meetings that name it among their documents, or that it names as its own",
            of_subjects.found_by(_naming_meetings),
        ),
        "claims": ("what was said about it", of_subjects.found_by(parties.claims_about)),
        "items": ("sentences about it in other records", of_subjects.stated_by(parties.items_about)),
    }


def of_others() -> Answers:
    """Those of any record, and all of one whose kind a workspace describes."""
    return {
        "named_in": ("records of own kinds that name it: record, kind, date, facts", _named_in),
        "claims": ("what was said about it", of_subjects.found_by(parties.claims_about)),
        "items": ("sentences about it in other records", of_subjects.stated_by(parties.items_about)),
        "documents": ("documents that refer to it", of_subjects.found_by(parties.documents_on)),
    }


def _memberships(scope: Scope, record: Record) -> object:
    return tuple(
        {
            "of": scope.view(s.subject),
            "member": StatementValue(scope, s),
            "during": StatementValue(scope, s).field("during"),
        }
        for s in parties.memberships_of(scope.base, record.key)
    )


def _named_in(scope: Scope, record: Record) -> tuple[Row, ...]:
    from briefgen.query.chosen import dates
    from briefgen.query.parties import namings

    return tuple(
        {
            "record": RecordView(scope, found.record),
            "kind": found.record.kind,
            "not_held": of_subjects.not_held(scope, found.record),
            "date": next((StatementValue(scope, s) for s in dates(scope.base, found.record)), Missing("a date")),
            "facts": tuple(
                _naming_fact(scope, statement, record.key)
                for statement in found.statements
                if not any(scope.base.plays(statement, part) for part in ("within", "topics"))
            ),
        }
        for found in namings(scope.base, record.key)
    )


def _naming_fact(scope: Scope, statement: Statement, key: str) -> Row:
    """What a statement says of whom it names: a word for it - owner; signed; killed - and a value where it has one."""
    spec = scope.spec(statement)
    is_it = spec.type == REFERENCE and statement.value == key
    told = {
        name: part
        for name, part in spec.qualifiers.items()
        if statement.qualifiers.get(name, key) not in (key, part.default)
        and (name in spec.apart or (is_it and part.choices))
    }
    said = ", ".join(scope.words(part, statement.qualifiers[name]) for name, part in told.items())
    words = scope.word("property", statement.property)
    if said:  # of an amount alone nobody knows what it is
        is_word = any(part.choices for name, part in told.items() if name in spec.apart)
        words = Value(said if is_word else f"{words.text}: {said}")
    return {
        "words": scope.joined(words.text, [StatementValue(scope, statement)], raw=words.raw) if is_it else words,
        "property": statement.property,
        "as_party": scope.base.plays(statement, "parties"),
        "is_sentence": spec.type == TEXT,
        "value": Missing("a value beside the word") if is_it else StatementValue(scope, statement),
    }


def _naming_meetings(base: FactBase, key: str) -> Iterable[Record]:
    found = dict.fromkeys(s.subject for s in base.referring(key) if base.plays(s, "works"))
    own = base.record(key)
    found |= dict.fromkeys(str(s.value) for s in own.values(own.role("within"))) if own is not None else {}
    return by_date(base.in_force(found))


def _meetings(scope: Scope, record: Record) -> tuple[Row, ...]:
    return tuple(
        {
            **of_subjects.meeting_row(scope, found.meeting),
            "roles": _roles(scope, found.statements, record.key),
            "said": tuple(RecordView(scope, claim) for claim in found.said),
        }
        for found in parties.presences(scope.base, record.key)
    )


def _roles(scope: Scope, statements: Iterable[Statement], key: str) -> tuple[Value, ...]:
    """What somebody did at a meeting, each role once, with all that it rests on: speaker; chair.

    A body that is said to have had a role that somebody had for it had it by that person.
    """
    found: dict[str, list[Statement]] = {}
    by_others: dict[str, str] = {}
    for statement in statements:
        role, name = _role(scope, statement, key)
        words = f"{name}, {role}" if name else role
        found.setdefault(words, []).append(statement)
        if name:
            by_others.setdefault(role, words)
    for role in by_others.keys() & found.keys():
        found[by_others[role]].extend(found.pop(role))
    return tuple(
        scope.joined(words, [StatementValue(scope, s) for s in of], raw=_raw_role(of[0])) for words, of in found.items()
    )


def _raw_role(statement: Statement) -> str:
    role, status = (statement.qualifiers.get(name) for name in ("role", "status"))
    return str(role or status or statement.property)


def _role(scope: Scope, statement: Statement, key: str) -> tuple[str, str]:
    """A role in a word or two, and the name of whoever acts for it."""
    role, status = (statement.qualifiers.get(name) for name in ("role", "status"))
    if role is not None:
        words = scope.word("role", str(role)).text
    elif scope.base.plays(statement, "parties") and statement.value != key:  # it is named as a delegation's head
        words = scope.word("role", "head-of-delegation").text
    elif scope.base.plays(statement, "people"):  # named, and nobody says that the person was there
        words = str(StatementValue(scope, statement).field("post") or "") or phrase(scope.locale, "named")
    else:
        words = scope.word("status", str(status)).text if status else scope.word("property", statement.property).text
        if who := _seated_by(scope, statement):
            words = with_remark(words, phrase(scope.locale, "according-to", who))
    named = statement.value
    if scope.base.plays(statement, "parties") and named != key:
        named = statement.qualifiers.get("head")
    return words, scope.label(str(named)) if named != key else ""


def _seated_by(scope: Scope, statement: Statement) -> str:
    """According to whom somebody sat in the chair, or hosted, where no source names all who are said to have."""
    meeting = scope.base.record(statement.subject)
    seats = meeting.values(statement.property) if meeting and statement.property in ("chair", "host") else ()
    if len({s.value for s in seats}) < 2 or account_of(scope.base, seats) is not None:
        return ""
    return scope.labels([c.source for c in statement.citations])


def _sessions(scope: Scope, record: Record) -> tuple[Row, ...]:
    return tuple(
        {
            **of_subjects.meeting_row(scope, meeting),
            "numbered": ordinal_of(meeting) is not None,
            "inferred": any(s.inferred for s in meeting.values(meeting.role("series"))),
        }
        for meeting in meetings_of(scope.base, record.key)
    )


def _timeline(scope: Scope, record: Record) -> object:
    from briefgen.briefs.derived.charts import timeline

    return timeline(scope, meetings_of(scope.base, record.key), record.id)
