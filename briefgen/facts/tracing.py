"""What a brief asked of the facts, so that it is made again when an answer would be another, and only then.

A `TracedFactBase` answers like the base it stands for and writes down every question. A question is a short
text - "values meeting/samarkand-2025 date", "kind claim", "referring theme/drugs" - so that "which meetings
are there?" goes stale when one is added, and "what is the date of this one?" when that date is changed and not
when its agenda is. What stands behind a question now is for others to say (`incremental/fingerprints.py`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import fields
from functools import cached_property
from typing import Any, TypeVar

from briefgen.facts.factbase import FactBase
from briefgen.model.statement import Record, Statement

FEW = 50
"""From how many records of a kind on a property counts as asked of the whole kind."""

MOST_KEPT = 20_000
"""How many answers are remembered from one brief to the next, a kilobyte or two each."""

Ask = Callable[[str], None]
T = TypeVar("T")


class TracedRecord(Record):
    """A record that writes down which of its properties were looked at."""

    __slots__ = ("_ask", "_known")
    _ask: Ask
    _known: dict[str, tuple[Statement, ...]]

    @classmethod
    def of(cls, record: Record, ask: Ask) -> TracedRecord:
        traced = object.__new__(cls)
        for take, give in _FIELDS:
            give(traced, take(record))
        object.__setattr__(traced, "_ask", ask)
        object.__setattr__(traced, "_known", {})
        return traced

    @property
    def statements(self) -> tuple[Statement, ...]:
        self._ask(f"record {self.key}")
        return _statements(self)

    def values(self, property_: str) -> tuple[Statement, ...]:
        try:
            return self._known[property_]  # it is written down already
        except KeyError:
            self._ask(f"values {self.key} {property_}")
            found = self._known[property_] = tuple([s for s in _statements(self) if s.property == property_])
            return found

    def beginning(self) -> tuple[Statement, ...]:
        self._ask(f"beginning {self.key}")
        return _statements(self)[:1]

    @property
    def contested(self) -> Mapping[str, str]:
        if _CONTESTED not in self._known:
            self._ask(f"contested {self.key}")
            self._known[_CONTESTED] = ()
        found: Mapping[str, str] = _contested(self)
        return found

    def __eq__(self, other: object) -> bool:
        return isinstance(other, TracedRecord) and other.key == self.key and _statements(other) == _statements(self)

    def __hash__(self) -> int:
        return hash(self.key)


_FIELDS = tuple((one.__get__, one.__set__) for one in (getattr(Record, f.name) for f in fields(Record)))
_CONTESTED = " contested"
"""Stands among the properties that were looked at; none is called so."""
_statements: Callable[[Record], tuple[Statement, ...]] = Record.statements.__get__  # type: ignore[attr-defined,misc]
_contested: Callable[[Record], Mapping[str, str]] = Record.contested.__get__  # type: ignore[attr-defined,misc]


class TracedFactBase(FactBase):
    """The records of another base; `asked` are the questions so far, in order."""

    def __init__(self, base: FactBase) -> None:
        super().__init__(base.schema, (), base.digest)
        self.base = base
        self.asked: dict[str, None] = {}
        self._traced: dict[str, TracedRecord] = {}
        self._looked_up: dict[str, TracedRecord | None] = {}
        self._stated: dict[str, Statement | None] = {}
        self._labels: dict[tuple[str, str], str] = {}
        self._acting = base._acting

    def ask(self, question: str) -> None:
        self.asked[question] = None

    def asked_for(self, question: str) -> FactBase:
        """The base itself: what the answer is made of is behind the question, and asked by nobody else."""
        self.ask(question)
        return self.base

    @property
    def behind(self) -> FactBase:
        return self.base

    @cached_property
    def _anew(self) -> TracedFactBase:
        """One that begins with no questions, to see what one answer asks."""
        return TracedFactBase(self.base)

    def forget(self) -> None:
        """Nothing has been asked by now."""
        self.asked = {}
        for known in (self._traced, self._looked_up, self._stated, self._labels, self.found):
            known.clear()
        self.__dict__.pop("last_day", None)

    def remembered(self, kept: dict[Any, Any], key: object, work: Callable[[FactBase], T]) -> T:
        """As for other bases; each time it is written down what was asked for it the first time."""
        known = kept.get(key)
        if known is None:
            if len(kept) >= MOST_KEPT:
                kept.clear()
            own = self._anew
            own.forget()
            known = kept[key] = work(own), tuple(own.asked)
        self.asked.update(dict.fromkeys(known[1]))
        found: T = known[0]
        return found

    def _record(self, record: Record) -> TracedRecord:
        traced = self._traced.get(record.key)
        if traced is None:
            traced = self._traced[record.key] = TracedRecord.of(record, self.ask)
        return traced

    @property
    def records(self) -> Mapping[str, Record]:
        self.ask("everything")
        return self.base.records

    @property
    def heads(self) -> Mapping[str, Record]:
        self.ask("everything")
        return self.base.heads

    def record(self, key: str) -> Record | None:
        try:
            return self._looked_up[key]  # it is written down already
        except KeyError:
            self.ask(f"exists {key}")
            record = self.base.record(key)
            found = self._looked_up[key] = self._record(record) if record is not None else None
            return found

    def of_kind(self, kind: str) -> tuple[Record, ...]:
        self.ask(f"kind {kind}")
        return tuple(self._record(r) for r in self.base.of_kind(kind))

    def statement(self, id_: str) -> Statement:
        found = self.statement_or_none(id_)
        return found if found is not None else self.base.statement(id_)

    def statement_or_none(self, id_: str) -> Statement | None:
        try:
            return self._stated[id_]
        except KeyError:
            self.ask(f"statement {id_}")
            found = self._stated[id_] = self.base.statement_or_none(id_)
            return found

    @property
    def statements(self) -> Iterable[Statement]:
        self.ask("everything")
        return self.base.statements

    def referring(self, key: str) -> tuple[Statement, ...]:
        self.ask(f"referring {key}")
        return self.base.referring(key)

    def passing_over(self, keys: frozenset[str]) -> FactBase:
        narrowed = TracedFactBase(self.base.passing_over(keys))
        narrowed.asked = self.asked
        return narrowed

    def label(self, key: str, language: str = "") -> str:
        found = self._labels.get((key, language))
        if found is None:
            if self.base.record(key) is not None:
                self.ask(f"values {key} {self.schema[key.partition('/')[0]].label}")
            self.ask(f"exists {key}")
            found = self._labels[key, language] = self.base.label(key, language)
        return found

    @cached_property
    def last_day(self) -> str:
        self.ask("last-day")
        return self.base.last_day

    def questions(self) -> tuple[str, ...]:
        """What was asked; a property of many records of one kind is one question, and a record's parts none."""
        whole = {question[7:] for question in self.asked if question.startswith("record ")}
        values = [question for question in self.asked if question.startswith("values ")]
        columns = [_column_of(question) for question in values]  # a brief asks thousands: each is taken apart once
        wide = {column for column, count in Counter(columns).items() if count > FEW}
        spared = {
            question
            for question, column in zip(values, columns, strict=True)
            if column in wide or (whole and question.split(" ", 2)[1] in whole)
        }
        return (*sorted(f"column {kind} {name}" for kind, name in wide), *(q for q in self.asked if q not in spared))


def _column_of(question: str) -> tuple[str, str]:
    """The kind and the property that a question about values is about."""
    return question[7 : question.index("/")], question[question.index(" ", 7) + 1 :]
