"""Values of one record that cannot all be true, by their type; and dates whose quotes name another day of the week.

Often a year is wrong, above all an inferred one, and the day of the week tells.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from functools import lru_cache
from typing import Any

from briefgen.facts.conflicts.conflict import Conflict, ConflictType, Side, conflict_of
from briefgen.facts.factbase import FactBase
from briefgen.facts.mentions import Towns, bare
from briefgen.model.amounts import factors, parse_amount, parse_coordinates
from briefgen.model.dates import Edtf, PartialDate, parse_date, parse_time
from briefgen.model.schema import AMOUNT, DATE, EVENT, POINT, TEXT, TIME, FieldSpec, source_key
from briefgen.model.statement import ANNOUNCED, Rank, Record, Statement
from briefgen.regexes import pattern


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
    return bool(a.value == b.value) or ANNOUNCED in (a.value, b.value)


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


# --- days of the week ---

# Asking Babel costs more than all other checks together; for these two languages a look at the quote tells
# whether it may name a day at all.
_MAY_NAME_A_DAY = pattern(
    r"day\b|\b(?:mon|tue|wed|thu|fri|sat|sun)\b"
    r"|понедельник|вторник|сред[аыеу]|четверг|пятниц|суббот|воскресен|\b(?:пн|вт|ср|чт|пт|сб|вс)\b",
    re.IGNORECASE,
)
_NEAR = 3  # words between the day's name and its number: "Friday, the 4th of October"


def misnamed_days(record: Record, base: FactBase, language: str) -> Iterator[Conflict]:
    """The dates of a record whose quotes name another day of the week."""
    fields = base.schema[record.kind].fields
    wrong: dict[str, list[Statement]] = {}
    for statement in record.statements:
        spec = fields.get(statement.property)
        is_date = spec is not None and spec.type == DATE
        if is_date and statement.rank is not Rank.DEPRECATED and weekdays_that_do_not_fit(statement, base, language):
            wrong.setdefault(statement.property, []).append(statement)
    for name, statements in wrong.items():
        sides = (Side(record.key, (s.id,)) for s in statements)
        words = (record.id,) if base.acts(record.kind, EVENT) else (record.kind, record.id)
        yield conflict_of(ConflictType.WEEKDAY, (record.key,), name, sides, *words, name)


def weekdays_that_do_not_fit(statement: Statement, base: FactBase, language: str = "en") -> list[tuple[str, date]]:
    """The names of days that stand beside the date in its quotes and are not that date's, each with the date."""
    if not any(c.quote for c in statement.citations):
        return []
    value = parse_date(statement.value)
    exact = [p for p in (value.start, value.end) if isinstance(p, PartialDate) and p.is_exact_day]
    days = {day.day: day for day, _ in (part.bounds() for part in exact)}
    found: list[tuple[str, date]] = []
    for citation in statement.citations if days else ():
        if not citation.quote:
            continue
        tag = _language_of(base, citation.source) or language
        if tag.partition("-")[0] in ("en", "ru") and not _MAY_NAME_A_DAY.search(citation.quote):
            continue
        found.extend(_misnamed(citation.quote, days, day_names(tag)))
    return found


def _misnamed(quote: str, days: Mapping[int, date], names: Mapping[str, int]) -> Iterator[tuple[str, date]]:
    words = re.findall(r"\w+", quote)
    numbers = [(n, int(m[0])) for n, word in enumerate(words) if (m := re.match(r"\d{1,2}(?!\d)", word))]
    for n, word in enumerate(words):
        weekday = names.get(word, names.get(word.casefold()))
        near = sorted((abs(at - n), at < n, number) for at, number in numbers if abs(at - n) <= _NEAR)
        named = [days[number] for _, _, number in near if number in days]
        # "Thursday and Friday, 16 and 17 May": each name may belong to either number.
        if weekday is not None and named and all(day.weekday() != weekday for day in named):
            yield word, named[0]


@lru_cache(maxsize=16)
def day_names(tag: str) -> dict[str, int]:
    """Names of the days in a language, as sentences use them, to their numbers from Monday 0."""
    from babel import Locale, UnknownLocaleError

    try:
        days = Locale.parse(tag, sep="-").days
    except (UnknownLocaleError, ValueError):
        return {}
    names: dict[str, int] = {}
    for number in range(7):
        for context in ("format", "stand-alone"):
            names[days[context]["abbreviated"][number].rstrip(".")] = number
            wide = days[context]["wide"][number].casefold()
            names |= dict.fromkeys(_russian_cases(wide) if tag.startswith("ru") else [wide], number)
    return names


def _russian_cases(name: str) -> list[str]:
    endings = {"а": "а ы е у ой ей", "е": "е я ю ем"}.get(name[-1])
    if endings is None:
        return [name + ending for ending in ("", "а", "у", "ом", "е")]
    return [name[:-1] + ending for ending in endings.split()]


def _language_of(base: FactBase, source: str) -> str:
    record = base.record(source_key(source))
    return record.first("language") if record else ""
