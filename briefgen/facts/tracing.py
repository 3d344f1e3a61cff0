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
from functools import lru_cache
from typing import Any, TypeVar

from briefgen.facts.factbase import FactBase
from briefgen.model.statement import Record, Statement, in_force

FEW = 50
"""From how many records of a kind on a property counts as asked of the whole kind."""

MOST_KEPT = 20_000
"""How many answers are remembered from one brief to the next, a kilobyte or two each."""

T = TypeVar("T")


class _Questions:
    """Where a base and its records write down what is asked: `asked`, in order."""

    __slots__ = ("asked",)

    def __init__(self) -> None:
        self.asked: dict[str, None] = {}


class TracedRecord(Record):
    """A record that writes down which of its properties were looked at."""

    __slots__ = ("_known", "_told", "key")
    key: str
    _told: _Questions
    _known: dict[str, tuple[str, tuple[Statement, ...], tuple[Statement, ...]]]

    @classmethod
    def of(cls, record: Record, told: _Questions) -> TracedRecord:
        traced = object.__new__(cls)
        for take, give in _FIELDS:
            give(traced, take(record))
        for name, value in (("key", record.key), ("_told", told), ("_known", {})):
            object.__setattr__(traced, name, value)
        return traced

    @property
    def statements(self) -> tuple[Statement, ...]:
        self._told.asked[f"record {self.key}"] = None
        return _statements(self)

    def values(self, property_: str) -> tuple[Statement, ...]:
        return self._asked_for(property_)[1]

    def in_force(self, property_: str) -> tuple[Statement, ...]:
        return self._asked_for(property_)[2]

    def _asked_for(self, property_: str) -> tuple[str, tuple[Statement, ...], tuple[Statement, ...]]:
        """The question, the statements of a property, and those of them that are in force."""
        known = self._known.get(property_)
        if known is None:
            found = tuple([s for s in _statements(self) if s.property == property_])
            known = self._known[property_] = f"values {self.key} {property_}", found, in_force(found)
        self._told.asked[known[0]] = None
        return known

    def beginning(self) -> tuple[Statement, ...]:
        self._told.asked[f"beginning {self.key}"] = None
        return _statements(self)[:1]

    @property
    def contested(self) -> Mapping[str, str]:
        self._told.asked[f"contested {self.key}"] = None
        found: Mapping[str, str] = _contested(self)
        return found

    def __eq__(self, other: object) -> bool:
        return isinstance(other, TracedRecord) and other.key == self.key and _statements(other) == _statements(self)

    def __hash__(self) -> int:
        return hash(self.key)


_FIELDS = tuple((one.__get__, one.__set__) for one in (getattr(Record, f.name) for f in fields(Record)))
_statements: Callable[[Record], tuple[Statement, ...]] = Record.statements.__get__  # type: ignore[attr-defined,misc]
_contested: Callable[[Record], Mapping[str, str]] = Record.contested.__get__  # type: ignore[attr-defined,misc]


class TracedFactBase(FactBase):
    """The records of another base; `asked` are the questions so far, in order.

    One serves brief after brief: it goes on knowing its records, and what was found, with the questions behind it.
    """

    def __init__(self, base: FactBase, told: _Questions | None = None) -> None:
        super().__init__(base.schema, (), base.digest)
        self.base = base
        self._told = told or _Questions()
        self._records_by_key: dict[str, TracedRecord] = {}
        self._looked_up: dict[str, tuple[str, TracedRecord | None]] = {}
        self._stated: dict[str, tuple[str, Statement | None]] = {}
        self._acting = base._acting

    @classmethod
    def afresh(cls, base: FactBase) -> TracedFactBase:
        """The one that serves a base in this process, of which nothing has been asked by now."""
        traced: TracedFactBase | None = base.found.get(cls)
        if traced is None:
            traced = base.found[cls] = cls(base)
        traced._told.asked = {}
        known = (traced._records_by_key, traced._looked_up, traced._stated, traced.found)
        if sum(len(one) for one in known) > MOST_KEPT:
            for one in known:
                one.clear()
        return traced

    @property
    def asked(self) -> Mapping[str, None]:
        return self._told.asked

    def ask(self, question: str) -> None:
        self._told.asked[question] = None

    def asked_for(self, question: str) -> FactBase:
        """The base itself: what the answer is made of is behind the question, and asked by nobody else."""
        self.ask(question)
        return self.base

    @property
    def behind(self) -> FactBase:
        return self.base

    def remembered(self, kept: dict[Any, Any], key: object, work: Callable[[FactBase], T]) -> T:
        """As for other bases; each time it is written down what was asked for it the first time."""
        known = kept.get(key)
        if known is None:
            if len(kept) >= MOST_KEPT:
                kept.clear()
            outer, self._told.asked = self._told.asked, {}
            try:
                found = work(self)
            finally:
                own, self._told.asked = self._told.asked, outer
            known = kept[key] = found, own
        self._told.asked.update(known[1])
        answer: T = known[0]
        return answer

    def _record(self, record: Record) -> TracedRecord:
        traced = self._records_by_key.get(record.key)
        if traced is None:
            traced = self._records_by_key[record.key] = TracedRecord.of(record, self._told)
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
        known = self._looked_up.get(key)
        if known is None:
            record = self.base.record(key)
            known = self._looked_up[key] = f"exists {key}", self._record(record) if record is not None else None
        self._told.asked[known[0]] = None
        return known[1]

    def of_kind(self, kind: str) -> tuple[Record, ...]:
        self.ask(f"kind {kind}")
        return tuple(self._record(r) for r in self.base.of_kind(kind))

    def statement(self, id_: str) -> Statement:
        found = self.statement_or_none(id_)
        return found if found is not None else self.base.statement(id_)

    def statement_or_none(self, id_: str) -> Statement | None:
        known = self._stated.get(id_)
        if known is None:
            known = self._stated[id_] = f"statement {id_}", self.base.statement_or_none(id_)
        self._told.asked[known[0]] = None
        return known[1]

    @property
    def statements(self) -> Iterable[Statement]:
        self.ask("everything")
        return self.base.statements

    def referring(self, key: str) -> tuple[Statement, ...]:
        self.ask(f"referring {key}")
        return self.base.referring(key)

    def leading(self, key: str, part: str) -> tuple[Statement, ...]:
        self.ask(f"leading {key} {part}")
        return self.base.leading(key, part)

    def passing_over(self, keys: frozenset[str]) -> FactBase:
        return TracedFactBase(self.base.passing_over(keys), self._told)

    def label(self, key: str, language: str = "") -> str:
        if self.base.record(key) is not None:
            self.ask(f"values {key} {self.schema[key.partition('/')[0]].label}")
        self.ask(f"exists {key}")
        return self.base.label(key, language)

    @property
    def last_day(self) -> str:
        self.ask("last-day")
        return self.base.last_day

    def questions(self) -> tuple[str, ...]:
        """What was asked; a property of many records of one kind is one question, and a record's parts none."""
        about = [*map(_value_asked_for, self.asked)]
        columns = Counter([of[1] for of in about if of])
        wide = {column for column, count in columns.items() if count > FEW}
        whole = {question[7:] for question in self.asked if question.startswith("record ")}
        kept = [q for q, of in zip(self.asked, about, strict=True) if not of or not (of[1] in wide or of[0] in whole)]
        return (*sorted(f"column {kind} {name}" for kind, name in wide), *kept)


@lru_cache(MOST_KEPT)
def _value_asked_for(question: str) -> tuple[str, tuple[str, str]] | None:
    """The record that a question about values is about, its kind and the property; None for another question."""
    if not question.startswith("values "):
        return None
    _, key, name = question.split(" ", 2)
    return key, (key.partition("/")[0], name)
