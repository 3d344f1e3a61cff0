"""Several values of one property that cannot all be true: whether they agree is a matter of their type."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from briefgen.facts.conflicts.conflict import Conflict, ConflictType, Side, conflict_of
from briefgen.facts.factbase import FactBase
from briefgen.facts.mentions import Towns, bare
from briefgen.model.amounts import factors, parse_amount
from briefgen.model.dates import Edtf, PartialDate, parse_date, parse_time
from briefgen.model.scalars import parse_coordinates
from briefgen.model.schema import AMOUNT, DATE, EVENT, POINT, TEXT, TIME, FieldSpec
from briefgen.model.statement import Rank, Record, Statement


def values_that_differ(record: Record, base: FactBase, language: str, towns: Towns) -> Iterator[Conflict]:
    """The fields of a record that have values of which only some can be true."""
    fields, deprecated = base.schema[record.kind].fields, Rank.DEPRECATED
    grouped: dict[str, list[Statement]] = {}
    for statement in record.statements:
        field = fields.get(statement.property)
        # Of fields that hold many, those with the days of several stages or parties, each of which has one.
        is_one = field is not None and (not field.many or (bool(field.apart) and field.type == DATE))
        if is_one and statement.rank is not deprecated:
            grouped.setdefault(statement.property, []).append(statement)
    for name, statements in grouped.items():
        if len(statements) < 2:
            continue
        for words_apart, alternatives in _alternatives(statements, fields[name], language):
            is_place = base.plays(alternatives[0], "place")
            sides = _sides(alternatives, fields[name].type, language, towns if is_place else None)
            if len(sides) > 1:
                # An event's id speaks for itself; other kinds are named, as ids may repeat across kinds.
                words = (record.id,) if base.acts(record.kind, EVENT) else (record.kind, record.id)
                both = (Side(record.key, tuple(s.id for s in side)) for side in sides)
                yield conflict_of(ConflictType.VALUE, (record.key,), name, both, *words, name, *words_apart)


def _alternatives(
    statements: list[Statement], field: FieldSpec, language: str
) -> Iterator[tuple[list[str], list[Statement]]]:
    """Values of which only one can be true, with the words that tell them from others of the field.

    Of a field that holds many, those are the days of one stage of one party; of amounts, those that count one thing.
    """
    if not field.many:
        yield from _counts(statements, language) if field.type == AMOUNT else [([], statements)]
        return
    found: dict[tuple[str, ...], list[Statement]] = {}
    for statement in statements:
        named = (statement.qualifiers.get(name) for name in field.apart)
        words = tuple(str(one).rpartition("/")[2] for one in named if one)
        found.setdefault(words, []).append(statement)
    yield from ((list(words), group) for words, group in sorted(found.items()))


def _counts(statements: list[Statement], language: str) -> Iterator[tuple[list[str], list[Statement]]]:
    """Amounts by what they count, with a word for it; one that is `of` nothing may be of anything."""
    from anyascii import anyascii

    firsts: list[Statement] = []
    for statement in sorted(statements, key=lambda s: not s.qualifiers.get("of")):
        if not any(_count_one_thing(statement, first, language) for first in firsts):
            firsts.append(statement)
    for first in firsts:
        of, unit = first.qualifiers.get("of") or {}, parse_amount(first.value).unit
        said = of.get("") or of.get(language) or min(of.values(), default="") or factors(unit)[1] or unit
        word = re.sub("[^a-z0-9]+", "-", anyascii(said).lower()).strip("-")
        yield [word] if word else [], [s for s in statements if _count_one_thing(s, first, language)]


def _count_one_thing(a: Statement, b: Statement, language: str) -> bool:
    return parse_amount(a.value).is_comparable_with(parse_amount(b.value)) and same_text(
        a.qualifiers.get("of") or {}, b.qualifiers.get("of") or {}, language
    )


def _sides(statements: list[Statement], type_: str, language: str, towns: Towns | None) -> list[list[Statement]]:
    """The values in groups whose members all agree; the group of a preferred value first."""
    place = {s.id: n for n, s in enumerate(statements)}
    ordered = sorted(statements, key=_vagueness) if type_ == DATE else statements
    sides: list[list[Statement]] = []
    for statement in ordered:
        home = next((side for side in sides if all(_agree(statement, s, type_, language, towns) for s in side)), None)
        if home is None:
            sides.append([statement])
        else:
            home.append(statement)
    for side in sides:
        side.sort(key=lambda s: place[s.id])
    return sorted(sides, key=lambda side: (all(s.rank is not Rank.PREFERRED for s in side), place[side[0].id]))


def _vagueness(statement: Statement) -> int:
    low, high = parse_date(statement.value).bounds()
    return (high - low).days


def _agree(a: Statement, b: Statement, type_: str, language: str, towns: Towns | None) -> bool:
    if type_ == DATE:
        return _may_be_the_same_days(parse_date(a.value), parse_date(b.value))
    if type_ in _COMPARED:
        read = _COMPARED[type_]
        return bool(read(a.value).agrees_with(read(b.value)))
    if type_ == TEXT:
        return same_text(a.value, b.value, language) or (towns is not None and towns.is_one(a.value, b.value))
    # What was announced may later have been held, postponed or cancelled.
    return bool(a.value == b.value) or "announced" in (a.value, b.value)


_COMPARED: Mapping[str, Callable[[str], Any]] = {AMOUNT: parse_amount, TIME: parse_time, POINT: parse_coordinates}
"""Types whose values know themselves which others they agree with."""


def same_text(a: Mapping[str, str], b: Mapping[str, str], language: str) -> bool:
    """True unless the texts differ in a language that both have; letter case and punctuation do not count."""
    mine, other = ({tag or language: words for tag, words in text.items()} for text in (a, b))
    return all(bare(mine[tag]) == bare(other[tag]) for tag in mine.keys() & other.keys())


def _may_be_the_same_days(a: Edtf, b: Edtf) -> bool:
    """True where some day fits both; two spans of known days are the same only where both ends are."""
    if _is_span_of_days(a) and _is_span_of_days(b):
        ends = zip((a.start, a.end), (b.start, b.end), strict=True)
        return all(one.may_equal(other) for one, other in ends)  # type: ignore[union-attr, arg-type]
    return a.overlaps(b)


def _is_span_of_days(value: Edtf) -> bool:
    """Whether it runs from one day to another, known but perhaps for the year."""
    parts = (value.start, value.end)
    return all(isinstance(part, PartialDate) and part.day and "X" not in part.month + part.day for part in parts)
