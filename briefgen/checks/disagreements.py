"""Conflicts between sources are explained or open; a few of them are mistakes until an editor says otherwise."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from briefgen.checks.base import Rule
from briefgen.checks.context import Context
from briefgen.diagnostics import Diagnostic, Severity, did_you_mean
from briefgen.facts.conflicts import Conflict, ConflictType, Side
from briefgen.facts.weekdays import weekdays_that_do_not_fit
from briefgen.model.schema import REFERENCE
from briefgen.model.statement import Statement

OPEN = Rule(
    "conflict-open",
    Severity.NOTE,
    "sources disagree, and no editor has explained it",
    """
Two statements cannot both be right, or two numbers are easy to confuse. That is no fault: both are kept, and a
brief prints both with their sources. The id in the message names the conflict.

    facts/conflicts/value-example-2025-date.yaml
    status: explained
    explanation: The second date is that of the reception on the eve.

Explain it in a record with that id, mark the value to follow `rank: preferred` with a why, or correct a value.
Dates that overlap (2025-10 and 2025-10-17) and texts in different languages are no conflict.
""",
)
COLLISION = Rule(
    "ordinal-collision",
    Severity.ERROR,
    "two meetings have the same number in one series",
    """
Two meetings whose date or place differ are both called, say, the 21st session of one series. One source may be
wrong, or they belong to two series. Until an editor has seen it, this is an error.

    ordinal: {is: 21, contested: "another source calls the meeting of 2024 the 21st", quote: "the 21st meeting"}

Mark both ordinals contested, or correct the series or the number.
""",
)
BEFORE = Rule(
    "published-before-event",
    Severity.WARNING,
    "a source was published before the event it reports as held",
    """
The source's day of publication is earlier than the first day of the meeting that it tells of as held. One of
the two dates is wrong, or the source only announces the meeting.

Correct the date, write status: announced for this source, or explain the conflict in facts/conflicts/.
""",
)
WEEKDAY = Rule(
    "weekday",
    Severity.WARNING,
    "the day of the week in the quote is not that of the date",
    """
Beside the date the quote names a day of the week, and in the calendar that date is another day. Often the year
is wrong, above all where it was inferred.

    date: {is: 2024-10-04, quote: "On Thursday, October 4"}      4 October 2024 was a Friday

Correct the date, or explain the conflict in facts/conflicts/ if the source itself is wrong.
""",
)
UNKNOWN = Rule(
    "conflict-unknown",
    Severity.WARNING,
    "this record explains a conflict that there is not",
    """
The name of a file under facts/conflicts/ is the id of a conflict that the program finds. No conflict has this
id: it is misspelt, or what it explained has been settled by a correction.

Take the id from the message of conflict-open, or delete the record.
""",
)
RULES = (OPEN, COLLISION, BEFORE, WEEKDAY, UNKNOWN)


def check(context: Context) -> Iterator[Diagnostic]:
    for conflict in context.conflicts:
        yield from _report(context, conflict)
    if not context.incomplete:
        yield from _unknown(context)


def _report(context: Context, conflict: Conflict) -> Iterator[Diagnostic]:
    statements = [context.base.statement(id_) for id_ in conflict.statements]
    if conflict.type is ConflictType.ORDINAL_COLLISION and not all(_is_settled(s) for s in statements):
        hint = "mark both ordinals contested: with the reason, or correct the series or the number"
        for side in conflict.sides:
            ordinal = context.base.statement(side.statements[0])
            if not ordinal.contested:
                yield COLLISION.at(context.place(ordinal), _collision(context, conflict, side), hint)
    elif conflict.status == "open":
        rule = {ConflictType.WEEKDAY: WEEKDAY, ConflictType.PUBLISHED_BEFORE_EVENT: BEFORE}.get(conflict.type, OPEN)
        message = _MESSAGES[conflict.type](context, conflict)
        noted = context.base.record(f"conflict/{conflict.id}") is not None
        file = f"facts/conflicts/{conflict.id}.yaml"
        hint = f"{file} leaves it open" if noted else f"explain it in {file}, or correct a value"
        yield rule.at(context.place(statements[0]), message, hint)


def _is_settled(statement: Statement) -> bool:
    return statement.property != "ordinal" or bool(statement.contested)


def _collision(context: Context, conflict: Conflict, side: Side) -> str:
    number = context.base.statement(side.statements[0]).value
    others = ", ".join(_id(s.about) for s in conflict.sides if s is not side)
    return f"{_id(side.about)} and {others} both have the number {number} in one series ({conflict.id})"


# --- messages ------------------------------------------------------------------------------------------


def _values(context: Context, conflict: Conflict) -> str:
    firsts = [context.base.statement(side.statements[0]) for side in conflict.sides]
    places = [f"{_value(context, s)} (line {s.line})" for s in firsts]
    return f"the values of '{conflict.property}' do not agree: {' and '.join(places)}"


def _numbers(context: Context, conflict: Conflict) -> str:
    meetings = " and ".join(_id(side.about) for side in conflict.sides)
    return f"{meetings} have the same number ({conflict.id})"


def _order(context: Context, conflict: Conflict) -> str:
    earlier, later = (
        f"{_id(side.about)} (number {context.base.statement(side.statements[0]).value})" for side in conflict.sides
    )
    return f"{earlier} took place after {later}"


def _attendance(context: Context, conflict: Conflict) -> str:
    there, away = (context.base.statement(side.statements[0]) for side in conflict.sides)
    return (
        f"{_id(there.value)} is {there.qualifiers['status']} in line {there.line} "
        f"and {away.qualifiers['status']} in line {away.line}"
    )


def _before(context: Context, conflict: Conflict) -> str:
    event, published = (context.base.statement(side.statements[0]) for side in conflict.sides)
    return f"{_id(published.subject)} was published on {published.value}, before the day it reports, {event.value}"


def _weekday(context: Context, conflict: Conflict) -> str:
    statement = context.base.statement(conflict.sides[0].statements[0])
    word, day = weekdays_that_do_not_fit(statement, context.base, context.settings.language)[0]
    return f"the quote says {word}, but {day.isoformat()} is a {_DAYS[day.weekday()]}"


def _dispute(context: Context, conflict: Conflict) -> str:
    return f"the claims {' and '.join(map(_id, conflict.subjects))} contradict each other"


_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MESSAGES: dict[ConflictType, Callable[[Context, Conflict], str]] = {
    ConflictType.VALUE: _values,
    ConflictType.ORDINAL_COLLISION: _numbers,
    ConflictType.SAME_ORDINAL: _numbers,
    ConflictType.SERIES_ORDER: _order,
    ConflictType.ATTENDANCE: _attendance,
    ConflictType.PUBLISHED_BEFORE_EVENT: _before,
    ConflictType.WEEKDAY: _weekday,
    ConflictType.CLAIM_DISPUTE: _dispute,
}


def _value(context: Context, statement: Statement) -> str:
    value, spec = statement.value, context.spec(statement)
    if spec is not None and spec.type == REFERENCE:
        return _id(value)
    return context.show(value) if isinstance(value, Mapping) else str(value)


def _id(key: str) -> str:
    return key.partition("/")[2]


# --- explanations of nothing -----------------------------------------------------------------------------


def _unknown(context: Context) -> Iterator[Diagnostic]:
    known = {conflict.id: None for conflict in context.conflicts}
    for note in context.base.of_kind("conflict"):
        if note.id not in known:
            hint = did_you_mean(note.id, known) or "delete the record if the conflict is settled"
            yield UNKNOWN.at(context.place_of(note), f"there is no conflict '{note.id}'", hint)
