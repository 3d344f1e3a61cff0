"""Conflicts between sources are explained or open; a few of them are mistakes until an editor says otherwise."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from briefgen.checks.context import Context
from briefgen.diagnostics import Diagnostic, did_you_mean
from briefgen.facts.conflicts.conflict import Conflict, ConflictType, Side, id_of
from briefgen.facts.conflicts.values import weekdays_that_do_not_fit
from briefgen.model.amounts import grouped
from briefgen.model.schema import AMOUNT, REFERENCE, RULING
from briefgen.model.statement import Statement


def check(context: Context) -> Iterator[Diagnostic]:
    for conflict in context.conflicts:
        yield from _report(context, conflict)
    if not context.incomplete:
        yield from _unknown(context)


def _report(context: Context, conflict: Conflict) -> Iterator[Diagnostic]:
    statements = [context.base.statement(id_) for id_ in conflict.statements]
    if conflict.type is ConflictType.ORDINAL_COLLISION and not all(_is_settled(context, s) for s in statements):
        hint = "mark both ordinals contested: with the reason, or correct the series or the number"
        for side in conflict.sides:
            ordinal = context.base.statement(side.statements[0])
            if not _is_settled(context, ordinal):
                yield Diagnostic(context.place(ordinal), _collision(context, conflict, side), "ordinal-collision", hint)
    elif conflict.status == "open":
        message = _MESSAGES[conflict.type](context, conflict)
        noted = context.base.acting_record(RULING, conflict.id) is not None
        file = f"facts/conflicts/{conflict.id}.yaml"
        hint = f"{file} leaves it open" if noted else f"explain it in {file}, or correct a value"
        code = "conflict-open"
        if conflict.type is ConflictType.WEEKDAY:
            code = "weekday"
        elif conflict.type is ConflictType.PUBLISHED_BEFORE_EVENT:
            code = "published-before-event"
        yield Diagnostic(context.place(statements[0]), message, code, hint)


def _is_settled(context: Context, statement: Statement) -> bool:
    """Whether a statement stands as contested, by itself or with its whole record."""
    is_contested = statement.contested or context.base.records[statement.subject].contested
    return statement.property != "ordinal" or bool(is_contested)


def _collision(context: Context, conflict: Conflict, side: Side) -> str:
    number = context.base.statement(side.statements[0]).value
    others = ", ".join(id_of(s.about) for s in conflict.sides if s is not side)
    return f"{id_of(side.about)} and {others} both have the number {number} in one series ({conflict.id})"


# --- messages ------------------------------------------------------------------------------------------


def _values(context: Context, conflict: Conflict) -> str:
    firsts = [context.base.statement(side.statements[0]) for side in conflict.sides]
    places = [f"{_value(context, s)} (line {s.line})" for s in firsts]
    return f"the values of '{conflict.property}' do not agree: {' and '.join(places)}"


def _numbers(context: Context, conflict: Conflict) -> str:
    meetings = " and ".join(id_of(side.about) for side in conflict.sides)
    return f"{meetings} have the same number ({conflict.id})"


def _order(context: Context, conflict: Conflict) -> str:
    earlier, later = (
        f"{id_of(side.about)} (number {context.base.statement(side.statements[0]).value})" for side in conflict.sides
    )
    return f"{earlier} took place after {later}"


def _attendance(context: Context, conflict: Conflict) -> str:
    there, away = (context.base.statement(side.statements[0]) for side in conflict.sides)
    return (
        f"{id_of(there.value)} is {there.qualifiers['status']} in line {there.line} "
        f"and {away.qualifiers['status']} in line {away.line}"
    )


def _lists(context: Context, conflict: Conflict) -> str:
    lines = [context.base.statement(side.statements[0]).line for side in conflict.sides]
    return f"the lists of participants in lines {' and '.join(map(str, lines))} cannot both be complete"


def _before(context: Context, conflict: Conflict) -> str:
    event, published = (context.base.statement(side.statements[0]) for side in conflict.sides)
    source = id_of(published.subject)
    says = {c.source: None for c in event.citations}
    day = "the day it reports" if source in says else f"the day that {' and '.join(says) or 'the record'} gives"
    return f"{source} was published on {published.value}, before {day}, {event.value}"


def _weekday(context: Context, conflict: Conflict) -> str:
    statement = context.base.statement(conflict.sides[0].statements[0])
    word, day = weekdays_that_do_not_fit(statement, context.base, context.settings.language)[0]
    return f"the quote says {word}, but {day.isoformat()} is a {_DAYS[day.weekday()]}"


def _dispute(context: Context, conflict: Conflict) -> str:
    return f"the claims {' and '.join(map(id_of, conflict.subjects))} contradict each other"


def _accounts(context: Context, conflict: Conflict) -> str:
    return f"{len(conflict.sides)} accounts of {' and '.join(map(id_of, conflict.subjects))} differ"


_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MESSAGES: dict[ConflictType, Callable[[Context, Conflict], str]] = {
    ConflictType.VALUE: _values,
    ConflictType.ORDINAL_COLLISION: _numbers,
    ConflictType.SAME_ORDINAL: _numbers,
    ConflictType.SERIES_ORDER: _order,
    ConflictType.ATTENDANCE: _attendance,
    ConflictType.ATTENDANCE_LISTS: _lists,
    ConflictType.PUBLISHED_BEFORE_EVENT: _before,
    ConflictType.WEEKDAY: _weekday,
    ConflictType.CLAIM_DISPUTE: _dispute,
    ConflictType.ACCOUNTS: _accounts,
}


def _value(context: Context, statement: Statement) -> str:
    value, spec = statement.value, context.spec(statement)
    if spec is not None and spec.type == REFERENCE:
        return id_of(value)
    if spec is not None and spec.type == AMOUNT:
        return grouped(str(value))
    return context.show(value) if isinstance(value, Mapping) else str(value)


# --- explanations of nothing -----------------------------------------------------------------------------


def _unknown(context: Context) -> Iterator[Diagnostic]:
    known = {conflict.id: None for conflict in context.conflicts}
    for note in context.base.acting(RULING):
        if note.id not in known:
            hint = did_you_mean(note.id, known) or "delete the record if the conflict is settled"
            yield Diagnostic(context.place_of(note), f"there is no conflict '{note.id}'", "conflict-unknown", hint)
