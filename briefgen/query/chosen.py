"""Records chosen by a question, not by name - of which kinds, when, in which series, on what - or set side by side.

What is chosen is one question of a brief (`facts/questions.py`): it is made again when the choice would be another,
not when any record is touched that it passes over.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import asdict
from datetime import date
from enum import StrEnum
from typing import Any

from briefgen.facts.factbase import FactBase, references
from briefgen.frozen import dataclass, replace
from briefgen.model.dates import BadDate, parse_date, placed
from briefgen.model.periods import Period
from briefgen.model.schema import AMOUNT, DATE, NESTED, NUMBER, REFERENCE, FieldSpec, KindSpec
from briefgen.model.statement import Rank, Record, Statement
from briefgen.query.themes import rolled_up

QUESTION = "chosen"


class By(StrEnum):
    """Which day counts: that of the event, that on which the desk wrote it down, or either of them."""

    DATE = "date"
    RECORDED = "recorded"
    EITHER = "either"
    UNKNOWN = "unknown"
    """No day: those of which nothing says when the desk wrote them down, so that they may be new or not."""


class Became(StrEnum):
    """What became of a record in the period: it came, more was written into it, or it was withdrawn."""

    NEW = "new"
    CHANGED = "changed"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Conditions:
    """What must hold of a record; what is empty does not count.

    `series`, `themes` and `about` are keys of records: of its series, of a theme or a narrower one, of anything that it
    refers to. `markings` are those of which something in the record has one; `unmarked` is what counts where none is
    written. `first` and `last` are days, YYYY-MM-DD.
    """

    kinds: tuple[str, ...] = ()
    first: str = ""
    last: str = ""
    by: str = By.EITHER
    series: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    about: tuple[str, ...] = ()
    markings: tuple[str, ...] = ()
    unmarked: str = ""

    @property
    def question(self) -> str:
        """The question that a brief asks; `read` makes the conditions of what stands behind its verb."""
        held = {name: value for name, value in asdict(self).items() if value}
        return f"{QUESTION} {json.dumps(held, ensure_ascii=True, sort_keys=True)}"

    @classmethod
    def read(cls, text: str) -> Conditions:
        held: dict[str, Any] = json.loads(text)
        lists = {name: tuple(value) if isinstance(value, list) else value for name, value in held.items()}
        return cls(**lists)  # type: ignore[arg-type]  # what `question` wrote

    def within(self, period: Period) -> Conditions:
        """The same for a period."""
        return replace(self, first=str(period.first or ""), last=str(period.last or ""))

    @property
    def period(self) -> Period:
        first, last = (date.fromisoformat(day) if day else None for day in (self.first, self.last))
        return Period(first, last)


@dataclass(frozen=True, slots=True)
class ChosenRecord:
    """A record that meets the conditions: its key, what became of it, and the statements that came in the period."""

    key: str
    became: Became
    added: tuple[str, ...] = ()
    withdrawn: tuple[str, ...] = ()


def choose(base: FactBase, conditions: Conditions) -> tuple[ChosenRecord, ...]:
    """The records that meet the conditions, by date, then by kind and id; those without a date come last."""
    return _choose(base.asked_for(conditions.question), conditions)


def _choose(base: FactBase, wanted: Conditions) -> tuple[ChosenRecord, ...]:
    themes = frozenset(narrower for theme in wanted.themes for narrower in rolled_up(base, theme))
    kinds = [name for name, spec in base.schema.items() if _is_of_kind(spec, wanted.kinds)]
    found = []
    for record in base.records.values():
        if record.kind in kinds and _fits(base, record, wanted, themes):
            news = _news(base, record, wanted)
            if news is not None:
                found.append((order(base, record, kinds.index(record.kind)), news))
    return tuple(news for _, news in sorted(found, key=lambda pair: pair[0]))


def _is_of_kind(spec: KindSpec, wanted: Collection[str]) -> bool:
    """Whether a kind is asked for; where none is, those are that happen on a day and are not of the desk."""
    if wanted:
        return spec.kind in wanted
    return not spec.desk and bool(spec.role("within") or spec.role("date"))


def _fits(base: FactBase, record: Record, wanted: Conditions, themes: Collection[str]) -> bool:
    tied = {key for s in _in_force(record) for key in references(s, base.schema)}
    if wanted.themes and tied.isdisjoint(themes):
        return False
    if wanted.about and tied.isdisjoint(wanted.about) and record.key not in wanted.about:
        return False
    if wanted.series and _series(base, record).isdisjoint(wanted.series):
        return False
    marked = {s.marking or wanted.unmarked for s in record.statements}
    return not wanted.markings or not marked.isdisjoint(wanted.markings)


def _series(base: FactBase, record: Record) -> frozenset[str]:
    """The series of a record, or of the meeting that it belongs to."""
    own = {record.key, *(str(s.value) for s in _in_force(record) if base.plays(s, "series"))}
    return frozenset(own.union(*(_series(base, other) for other in _leading(base, record))))


def _news(base: FactBase, record: Record, wanted: Conditions) -> ChosenRecord | None:
    """What became of a record in the period; None where that does not concern it."""
    if wanted.by == By.UNKNOWN and (record.deprecated or any(s.recorded for s in record.statements)):
        return None
    period = wanted.period
    added = [s for s in record.statements if _is_recorded_in(period, s)] if not period.is_open else []
    gone = tuple(s.id for s in record.statements if s.rank is Rank.DEPRECATED)
    if not (
        period.is_open
        or (wanted.by != By.DATE and added)
        or (wanted.by != By.RECORDED and any(period.meets(*span) for span in spans(base, record)))
    ):
        return None
    came = tuple(s.id for s in added if s.rank is not Rank.DEPRECATED)
    if record.deprecated:
        return ChosenRecord(record.key, Became.WITHDRAWN, came, gone)
    before = any(s.recorded and period.first and s.recorded < str(period.first) for s in record.statements)
    return ChosenRecord(record.key, Became.CHANGED if came and before else Became.NEW, came if before else (), gone)


def _is_recorded_in(period: Period, statement: Statement) -> bool:
    if not statement.recorded:
        return False
    day = parse_date(statement.recorded).bounds()
    return period.meets(*day)


# --- when ---


def dates(base: FactBase, record: Record) -> tuple[Statement, ...]:
    """What dates a record: its own dates in force, else those of the meeting or document that it belongs to."""
    name = base.schema[record.kind].role("date")
    own = record.in_force(name) if name else ()
    if own:
        return tuple(sorted(own, key=lambda s: s.rank is not Rank.PREFERRED))
    for other in _leading(base, record):
        if found := dates(base, other):
            return found
    return ()


def _is_known(first: date, last: date) -> bool:
    """Whether a span says anything: that of a day whose year nobody knows reaches over the whole calendar."""
    return first.year > date.min.year or last.year < date.max.year


def spans(base: FactBase, record: Record) -> Iterator[tuple[date, date]]:
    """From when to when each date of a record can mean; one whose year nobody knows is none."""
    for statement in dates(base, record):
        try:
            first, last = parse_date(str(statement.value)).bounds()
        except BadDate:
            continue
        if _is_known(first, last):
            yield first, last


def order(base: FactBase, record: Record, rank: int = 0) -> tuple[object, ...]:
    """By which records are sorted by date."""
    first = next(spans(base, record), None)
    return (first is None, placed(*first) if first else (date.max, date.max), rank, record.key)


def _leading(base: FactBase, record: Record) -> Iterator[Record]:
    """What dates a record, or gives it its series, where it does so itself not."""
    for name in base.schema[record.kind].roles.get("within", ()):
        for statement in record.values(name):
            other = base.record(str(statement.value))
            if other is not None and statement.rank is not Rank.DEPRECATED and other.kind != record.kind:
                yield other


def _in_force(record: Record) -> Iterable[Statement]:
    return (s for s in record.statements if s.rank is not Rank.DEPRECATED)


# --- every dated fact ---


@dataclass(frozen=True, slots=True)
class DatedFact:
    """A statement that says when: itself a date, or qualified by one, whose field `name` then is."""

    statement: Statement
    name: str
    first: date
    last: date


def dated_facts(base: FactBase, keys: Iterable[str], period: Period) -> tuple[DatedFact, ...]:
    """Every dated fact of some records that has a day in the period, by date."""
    found = {
        (fact.statement.id, fact.name): fact
        for record in base.in_force(keys)
        for statement in (*_in_force(record), *dates(base, record))
        for fact in _dated(base, statement)
        if period.meets(fact.first, fact.last)
    }
    return tuple(sorted(found.values(), key=_as_written))


def _as_written(fact: DatedFact) -> tuple[object, ...]:
    """By date; of one day, in the order of the records and of what is written in each."""
    statement = fact.statement
    return (
        *placed(fact.first, fact.last),
        statement.subject,
        statement.line,
        statement.column,
        fact.name,
        statement.id,
    )


def _dated(base: FactBase, statement: Statement) -> Iterator[DatedFact]:
    spec = base.schema[statement.kind].fields.get(statement.property)
    if spec is None:
        return
    written = [("", statement.value)] if spec.type == DATE else []
    for name, part in spec.qualifiers.items():
        if part.type == DATE and name in statement.qualifiers:
            value = statement.qualifiers[name]
            written += [(name, one) for one in (value if isinstance(value, list | tuple) else [value])]
    for name, value in written:
        first, last = parse_date(str(value)).bounds()
        if _is_known(first, last):
            yield DatedFact(statement, name, first, last)


# --- Two records of a kind side by side, field by field: what only one of them says, and what both do ---


_SEATS = ("chair", "host")


@dataclass(frozen=True, slots=True)
class ComparedField:
    """One field of two records: what the first alone says, the second alone, and both; of both, the first's words.

    `alternatives` says that a field has one value, so that two that differ stand against each other.
    """

    name: str
    type: str
    alternatives: bool
    first: tuple[Statement, ...] = ()
    second: tuple[Statement, ...] = ()
    common: tuple[Statement, ...] = ()
    common_of_second: tuple[Statement, ...] = ()

    @property
    def differs(self) -> bool:
        return bool(self.first or self.second)


def compared(base: FactBase, first: Record, second: Record) -> tuple[ComparedField, ...]:
    """Every field of which one of the records says something, in the order of their kind."""
    spec = base.schema[first.kind]
    named = ("iso-3166", "url")  # what only identifies a record differs always and says nothing
    fields = (f for f in spec.fields.values() if f.type != NESTED and f.name != spec.label and f.written not in named)
    found = (_field(field, first, second) for field in fields)
    return tuple(f for f in found if f.first or f.second or f.common)


def _field(field: FieldSpec, first: Record, second: Record) -> ComparedField:
    ours, theirs = (_of_field(record, field.name) for record in (first, second))
    of_first, of_second = _said(ours, field), _said(theirs, field)
    return ComparedField(
        field.name,
        field.type,
        not field.many,
        tuple(s for key, s in of_first.items() if key not in of_second),
        tuple(s for key, s in of_second.items() if key not in of_first),
        tuple(s for key, s in of_first.items() if key in of_second),
        tuple(of_second[key] for key in of_first if key in of_second),
    )


def _of_field(record: Record, name: str) -> list[Statement]:
    """Who sat in the chair or hosted stands there, also where it is written among the people."""
    found, seats = list(record.in_force(name)), {record.role(seat): seat for seat in _SEATS if record.role(seat)}
    if name == record.role("people"):
        found = [s for s in found if s.qualifiers.get("role") not in seats.values()]
    elif seat := seats.get(name):
        seated = {s.value for s in found}
        people = record.in_force(record.role("people"))
        found += [s for s in people if s.qualifiers.get("role") == seat and s.value not in seated]
    return [s for s in found if s.rank is Rank.PREFERRED] or found


def _said(statements: Iterable[Statement], field: FieldSpec) -> dict[str, Statement]:
    """Statements by what they say; that somebody was not there is something else, and so is another number or stage.

    What is counted may stand behind the number or beside it.
    """
    return {f"{_counted(s)} {apart(s)} {[(n, s.qualifiers[n]) for n in beside(s, field)]}": s for s in statements}


def _counted(statement: Statement) -> str:
    of = statement.qualifiers.get("of")
    if isinstance(of, Mapping):  # by language, "" for a text in one
        of = of.get("", of)
    return f"{statement.value} {of}" if of else str(statement.value)


def apart(statement: Statement) -> str:
    """The status that keeps a value from being the same as another one; "" for what was there or is listed."""
    status = str(statement.qualifiers.get("status", ""))
    return "" if status in ("listed", "present") else status


def beside(statement: Statement, field: FieldSpec) -> tuple[str, ...]:
    """The qualifiers that a value is nothing without, by name: how many troops were sent, which stage a day is of,
    whose figure it is."""
    needed = (AMOUNT, DATE, REFERENCE) if field.type in (AMOUNT, NUMBER) else (AMOUNT, DATE)
    return tuple(
        name
        for name, part in field.qualifiers.items()
        if name in statement.qualifiers and (part.type in needed or name in field.apart)
    )
