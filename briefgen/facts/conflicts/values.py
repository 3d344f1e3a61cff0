"""Several values of one property that cannot all be true.

Whatever cannot be told apart from agreement is none: a date that is merely less exact, an unknown year, a text in
another language, another spelling, an announcement before the event.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping

from briefgen.facts.conflicts.conflict import Conflict, ConflictType, Side, conflict_of, records_of
from briefgen.facts.factbase import FactBase
from briefgen.model.dates import Edtf, PartialDate, parse_date
from briefgen.model.schema import DATE, TEXT
from briefgen.model.statement import Rank, Statement


def values_that_differ(base: FactBase, language: str) -> Iterator[Conflict]:
    for record in records_of(base):
        fields = base.schema[record.kind].fields
        grouped: dict[str, list[Statement]] = {}
        for statement in record.statements:
            if statement.rank is not Rank.DEPRECATED:
                grouped.setdefault(statement.property, []).append(statement)
        for name, statements in grouped.items():
            if len(statements) < 2 or name not in fields or fields[name].many:
                continue
            sides = _sides(statements, fields[name].type, language)
            if len(sides) > 1:
                # A meeting's id speaks for itself; other kinds are named, as ids may repeat across kinds.
                words = (record.id,) if record.kind == "meeting" else (record.kind, record.id)
                both = (Side(record.key, tuple(s.id for s in side)) for side in sides)
                yield conflict_of(ConflictType.VALUE, (record.key,), name, both, *words, name)


def _sides(statements: list[Statement], type_: str, language: str) -> list[list[Statement]]:
    """The values in groups whose members all agree; the group of a preferred value first."""
    place = {s.id: n for n, s in enumerate(statements)}
    ordered = sorted(statements, key=_vagueness) if type_ == DATE else statements
    sides: list[list[Statement]] = []
    for statement in ordered:
        home = next((side for side in sides if all(_agree(statement, s, type_, language) for s in side)), None)
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


def _agree(a: Statement, b: Statement, type_: str, language: str) -> bool:
    if type_ == DATE:
        return _may_be_the_same_days(parse_date(a.value), parse_date(b.value))
    if type_ == TEXT:
        return same_text(a.value, b.value, language)
    # What was announced may later have been held, postponed or cancelled.
    return bool(a.value == b.value) or "announced" in (a.value, b.value)


def same_text(a: Mapping[str, str], b: Mapping[str, str], language: str) -> bool:
    """True unless the texts differ in a language that both have; letter case and punctuation do not count."""
    mine, other = ({tag or language: words for tag, words in text.items()} for text in (a, b))
    return all(_bare(mine[tag]) == _bare(other[tag]) for tag in mine.keys() & other.keys())


def _bare(text: str) -> str:
    """Letters, marks and figures alone: "Washington, D.C." is "Washington DC"."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return "".join(c for c in folded if unicodedata.category(c)[0] in "LMN") or text


def _may_be_the_same_days(a: Edtf, b: Edtf) -> bool:
    """True where some day fits both; two spans of known days are the same only where both ends are."""
    if _is_span_of_days(a) and _is_span_of_days(b):
        return a.bounds() == b.bounds()
    return a.overlaps(b)


def _is_span_of_days(value: Edtf) -> bool:
    return all(isinstance(part, PartialDate) and part.is_exact_day for part in (value.start, value.end))
