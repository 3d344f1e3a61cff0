"""Conflicts between sources as templates see them, and which of them concern a record."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable

from briefgen.facts.conflicts.conflict import Conflict, ConflictType
from briefgen.facts.factbase import in_language
from briefgen.language.in_words import date_in_words
from briefgen.model.amounts import parse_amount
from briefgen.model.dates import parse_date
from briefgen.model.schema import AMOUNT, STATE, source_key
from briefgen.model.statement import Record, Statement
from briefgen.query import about
from briefgen.query.about import Disputes, meetings_tied_to
from briefgen.query.parties import claims_about, claims_by
from briefgen.rendering.scope import Derived, Scope, StatementValue
from briefgen.rendering.views import Missing, Value


def of_actor(disputes: Disputes) -> tuple[str, Derived]:
    """Conflicts about a person or body, or about what it said or what was said of it."""

    def answer(scope: Scope, record: Record) -> object:
        claims = (*claims_by(scope.base, record.key), *claims_about(scope.base, record.key))
        keys = frozenset({record.key, *(claim.key for claim in claims)})
        return tuple(conflict_view(scope, c) for c in about_any(disputes, keys))

    return ("conflicts between sources that concern it, or what it said and what was said of it", answer)


def of_meetings(disputes: Disputes) -> tuple[str, Derived]:
    """Conflicts about a record, or about a meeting that the record is tied to."""

    def answer(scope: Scope, record: Record) -> object:
        meetings = meetings_tied_to(scope.base, record.key)
        said = {c.key for c in claims_by(scope.base, record.key)} if scope.base.acts(record.kind, STATE) else set()
        found = disputes.touching({record.key, *meetings, *said})
        return tuple(
            conflict_view(scope, c, own=_is_about(scope, c, record.key))
            for c in sorted(found, key=_by_rank)
            if _concerns(scope, c, record.key, meetings) or said.intersection(c.subjects)
        )

    return ("conflicts between sources that concern it, or when and where its meetings were", answer)


def about_any(disputes: Disputes, keys: frozenset[str]) -> list[Conflict]:
    """The conflicts about any of the records: what editors ranked first, then by id."""
    found = [c for c in disputes.touching(keys) if keys.intersection(c.subjects)]
    return sorted(found, key=_by_rank)


def _by_rank(conflict: Conflict) -> tuple[bool, int, str]:
    return conflict.key is None, conflict.key or 0, conflict.id


def _concerns(scope: Scope, conflict: Conflict, key: str, meetings: frozenset[str]) -> bool:
    """True for a conflict about the record, or whether, when and where its meetings were, or what one tells of it."""
    specs = [scope.base.schema[subject.partition("/")[0]] for subject in conflict.subjects]
    identity = conflict.property == "status" or any(
        conflict.property == spec.role(part) for spec in specs for part in _IDENTITY
    )
    told_of = bool(meetings.intersection(conflict.subjects))
    return _is_about(scope, conflict, key) or (told_of and (identity or _is_of_words_on(scope, conflict, key)))


_IDENTITY = ("date", "place", "series")
"""The parts of the fields that tell which meeting it is."""


def _is_of_words_on(scope: Scope, conflict: Conflict, key: str) -> bool:
    """Whether an account that editors set against another has its words of those on which a sentence on it rests.

    Of a meeting in a state, what editors ranked is on that state, whose brief tells it.
    """
    if conflict.type is not ConflictType.ACCOUNTS:
        return False
    near = [s for s in scope.base.referring(key) if s.subject in conflict.subjects]
    sentences = [s for s in near if any(key in (s.qualifiers.get(tie) or ()) for tie in ("about", "themes"))]
    sentences += [
        k for s in near if scope.base.plays(s, "country") for k in about.key_statements(scope.base, s.subject)
    ]
    words = [(c.source, c.quote) for id_ in conflict.statements for c in scope.base.statement(id_).citations if c.quote]
    return any(
        c.source == source and c.quote and quote in c.quote
        for s in sentences
        for c in s.citations
        for source, quote in words
    )


def _is_about(scope: Scope, conflict: Conflict, key: str) -> bool:
    """True for a conflict about the record, with it on a side, or of claims that are about it."""
    if key in conflict.subjects or any(scope.base.statement(s).value == key for s in conflict.statements):
        return True
    ties = {v for subject in conflict.subjects if (r := scope.base.record(subject)) for v in about.ties_of(r)}
    return key in ties


def conflict_view(scope: Scope, conflict: Conflict, *, own: bool = True) -> dict[str, object]:
    """A conflict: id, type, status, explanation, and its sides with their values."""
    scope.looked.conflicts[conflict.id] = None
    cited = [_cited(scope, side.about, side.statements) for side in conflict.sides]
    days = days_apart(scope, {source for side in cited for source in side})
    sides = tuple(
        {
            **_side(scope.as_sides(), side.about, side.statements, sources),
            "accounts": tuple({"source": scope.view(source_key(s)), "day": days[s]} for s in sources),
        }
        for side, sources in zip(conflict.sides, cited, strict=True)
    )
    explanation = in_language(conflict.explanation, scope.locale.tag) if conflict.explanation else ""
    every = [value for side in sides for value in side["values"]]  # type: ignore[attr-defined]
    return {
        "id": conflict.id,
        "own": own,
        "type": str(conflict.type),
        "status": conflict.status,
        "key": conflict.key or 0,
        "property": _at_issue(scope, conflict),
        "sides": sides,
        "explanation": scope.joined(explanation, every, whole=True)
        if explanation
        else Missing(f"conflict {conflict.id}: explanation"),
    }


def _at_issue(scope: Scope, conflict: Conflict) -> Value:
    """What the sources disagree on, in a word; of a stage, which one and whose; of amounts, what they count."""
    word = scope.word("property", conflict.property)
    first = next((scope.base.statement_or_none(id_) for id_ in conflict.statements), None)
    fields = scope.base.schema[first.kind].fields if first is not None else {}
    if first is None or first.property not in fields:
        return word
    spec = fields[first.property]
    named = [scope.words(spec.qualifiers[k], first.qualifiers[k]) for k in spec.apart if k in first.qualifiers]
    if spec.type == AMOUNT and (counted := _counted(scope, first, conflict.statements)):
        return Value(f"{word.text} ({counted})", raw=word.raw)
    return Value(f"{word.text}: {', '.join(named)}", raw=word.raw) if named else word


def _counted(scope: Scope, amount: Statement, others: Collection[str]) -> str:
    """What a number counts, where the field has numbers of something else, too."""
    record = scope.base.record(amount.subject)
    if record is None or all(s.id in others for s in record.in_force(amount.property)):
        return ""
    return in_language(amount.qualifiers.get("of", {}), scope.locale.tag) or parse_amount(amount.value).unit


def _cited(scope: Scope, subject: str, statements: tuple[str, ...]) -> list[str]:
    found = dict.fromkeys(c.source for s in statements for c in scope.base.statement(s).citations)
    if not found and subject.startswith("source/"):  # a source speaks for itself, of when it was published
        return [subject.partition("/")[2]]
    return list(found)


def days_apart(scope: Scope, sources: Collection[str]) -> dict[str, Value | Missing]:
    """The day on which each source was published whose label another one of them has, too; of the others none."""
    labels = Counter(scope.label(source_key(s)) for s in sources)
    found: dict[str, Value | Missing] = {}
    for source in sources:
        record = scope.base.record(source_key(source))
        is_alone = labels[scope.label(source_key(source))] == 1
        published = None if is_alone or record is None else record.followed("published")
        day = date_in_words(scope.locale, parse_date(str(published.value))) if published else ""
        found[source] = Value(day) if day else Missing("when it was published")
    return found


def _side(scope: Scope, subject: str, statements: tuple[str, ...], sources: Iterable[str]) -> dict[str, object]:
    found = [scope.base.statement(s) for s in statements]
    return {
        "about": scope.view(subject),
        "series_inferred": any(scope.base.plays(s, "series") and s.inferred for s in found),
        "values": each_once(StatementValue(scope, s) for s in found),
        "sources": tuple(scope.view(source_key(s)) for s in sources),
    }


def each_once(values: Iterable[StatementValue]) -> tuple[Value, ...]:
    """Values; what several statements say alike stands there once and rests on all of them."""
    found: dict[object, Value] = {}
    for value in values:
        key = (value.text, value.statement.qualifiers.get("status"))
        if key in found:
            found[key] = found[key].resting_on(value.marks)
            found[key].statements += value.statements
        else:
            found[key] = value
    return tuple(found.values())
