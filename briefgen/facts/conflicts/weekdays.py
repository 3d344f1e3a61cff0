"""Days of the week that a quote names beside a date, and whether they are that date's.

Often a year is wrong, above all an inferred one, and the day of the week tells.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from functools import lru_cache

from briefgen.facts.conflicts.conflict import Conflict, ConflictType, Side, conflict_of
from briefgen.facts.factbase import FactBase
from briefgen.model.dates import PartialDate, parse_date
from briefgen.model.schema import DATE, EVENT, source_key
from briefgen.model.statement import Rank, Record, Statement
from briefgen.regexes import pattern

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
