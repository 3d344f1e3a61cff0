"""All records of a workspace, looked up by id: complete, checked for references, and never changed."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from copy import copy
from functools import cached_property, wraps
from types import MappingProxyType
from typing import Any, Concatenate, ParamSpec, TypeVar

from briefgen.frozen import replace
from briefgen.model.schema import REFERENCE, SOURCE, WORK, Schema, acting_as
from briefgen.model.statement import Rank, Record, Statement

P = ParamSpec("P")
T = TypeVar("T")


class FactBase:
    """An immutable set of records; iteration follows kind and id, never the order of files."""

    def __init__(self, schema: Schema, records: Iterable[Record], digest: str = "") -> None:
        self.schema = schema
        self.digest = digest
        self.found: dict[object, Any] = {}
        """What queries found, kept by them (`once_per_base`)."""
        self._acting: dict[tuple[str, ...], tuple[str, ...]] = {}
        self._records: Mapping[str, Record] = {
            r.key: r if r.roles else with_roles(r, schema) for r in sorted(records, key=lambda r: (r.kind, r.id))
        }

    def asked_for(self, question: str) -> FactBase:
        """The base on which a query works out the answer to one question of its own (`facts.questions`)."""
        return self

    @property
    def behind(self) -> FactBase:
        """The base that answers, for one that stands before it."""
        return self

    def remembered(self, kept: dict[Any, Any], key: object, work: Callable[[FactBase], T]) -> T:
        """What the work comes to on these facts, out of what is kept of it for as long as they are.

        It hangs on nothing else than the facts and the key, and is plain data, no record.
        """
        if key not in kept:
            kept[key] = work(self)
        found: T = kept[key]
        return found

    @property
    def records(self) -> Mapping[str, Record]:
        """Every record by its key, kind/id."""
        return MappingProxyType(self._records)

    @property
    def heads(self) -> Mapping[str, Record]:
        """Every record by its key as far as it is surely here: perhaps without its statements."""
        return self._records

    def record(self, key: str) -> Record | None:
        return self._records.get(key)

    def in_force(self, keys: Iterable[str]) -> tuple[Record, ...]:
        """Those of the records with these keys that are there and not deprecated, in the same order."""
        return tuple(r for key in keys if (r := self.record(key)) is not None and not r.deprecated)

    def of_kind(self, kind: str) -> tuple[Record, ...]:
        """The records of a kind, by id; deprecated ones are left out."""
        return self._by_kind.get(kind, ())

    def heads_of(self, kind: str) -> tuple[Record, ...]:
        """The same, perhaps without their statements."""
        return self.of_kind(kind)

    def acting(self, *parts: str) -> tuple[Record, ...]:
        """The records of all kinds that act as one of `parts` (`schema.EVENT`, …), kind by kind."""
        return tuple(record for kind in self.kinds_acting(*parts) for record in self.of_kind(kind))

    def kinds_acting(self, *parts: str) -> tuple[str, ...]:
        """The kinds that act as one of `parts`."""
        if parts not in self._acting:
            self._acting[parts] = acting_as(self.schema, *parts)
        return self._acting[parts]

    def acts(self, kind_or_key: str, *parts: str) -> bool:
        """Whether a kind, or the record with a key, acts as one of `parts`."""
        return kind_or_key.partition("/")[0] in self.kinds_acting(*parts)

    def plays(self, statement: Statement, role: str) -> bool:
        """Whether a statement is of a field that plays a part (`schema.ROLES`) in its kind of record."""
        return statement.property in self.schema[statement.kind].roles.get(role, ())

    def acting_record(self, part: str, id_: str) -> Record | None:
        """The record with an id of a kind that acts as `part`."""
        found = (self.record(f"{kind}/{id_}") for kind in self.kinds_acting(part))
        return next((record for record in found if record is not None), None)

    def statement(self, id_: str) -> Statement:
        """The statement with this id; raises KeyError."""
        return self._statements[id_]

    def statement_or_none(self, id_: str) -> Statement | None:
        return self._statements.get(id_)

    @property
    def statements(self) -> Iterable[Statement]:
        return self._statements.values()

    def in_order(self, ids: Collection[str]) -> Iterable[Statement]:
        """The statements with these ids, in the order of the base; what has none of them is not looked at."""
        records = {s.subject for id_ in ids if (s := self.statement_or_none(id_)) is not None}
        for record in sorted((self._records[key] for key in records), key=lambda r: (r.kind, r.id)):
            for id_ in dict.fromkeys(s.id for s in record.statements):
                if id_ in ids:
                    yield self.statement(id_)

    def prepare(self) -> None:
        """Make every index now, so that processes copied from this one need not."""
        _ = (self._by_kind, self._statements, self._referring, self.deprecated_sources, self.last_day)

    @cached_property
    def deprecated_sources(self) -> frozenset[str]:
        """The ids of the sources that the desk no longer uses."""
        return frozenset(r.id for r in self._records.values() if r.kind == SOURCE and r.deprecated)

    def referring(self, key: str) -> tuple[Statement, ...]:
        """The statements whose value, speakers or qualifiers refer to a record."""
        return tuple(self._referring.get(key, ()))

    def leading(self, key: str, part: str) -> tuple[Statement, ...]:
        """Those of records that act as `part` (`schema.ASSERTION`, …) alone."""
        return tuple([s for s in self.referring(key) if self.acts(s.kind, part)])

    def citing(self, sources: Collection[str]) -> set[str]:
        """The keys of the records that may rest on one of these sources, which are named by their keys."""
        cited = {key.partition("/")[2] for key in sources}
        return {s.subject for s in self.statements if any(c.source in cited for c in s.citations)}

    @cached_property
    def last_day(self) -> str:
        """The last day on which something was retrieved or recorded, YYYY-MM-DD; "" where nothing says."""
        return last_day_of(self._records.values())

    @property
    def marked(self) -> list[tuple[str, str]]:
        """The ids of the statements that have a marking of their own, with that; in any order."""
        return [(s.id, s.marking) for s in self.statements if s.marking]

    def passing_over(self, keys: frozenset[str]) -> FactBase:
        """The same base, in which neither `of_kind` nor `referring` gives these records or what they state.

        By its key each record is found as before, for others may refer to it.
        """
        narrowed = copy(self)
        by_kind = {kind: tuple(r for r in found if r.key not in keys) for kind, found in self._by_kind.items()}
        referring = {key: [s for s in found if s.subject not in keys] for key, found in self._referring.items()}
        narrowed.__dict__.update(_by_kind=by_kind, _referring=referring, found={})
        return narrowed

    def label(self, key: str, language: str = "") -> str:
        """The name of a record in a sentence; its id where it has none."""
        record = self._records.get(key)
        if record is None:
            return key.partition("/")[2]
        for statement in record.values(self.schema[record.kind].label):
            value = statement.value
            return value if isinstance(value, str) else in_language(value, language)
        return record.id

    @cached_property
    def _by_kind(self) -> dict[str, tuple[Record, ...]]:
        found: dict[str, list[Record]] = {}
        for record in self._records.values():
            if not record.deprecated:
                found.setdefault(record.kind, []).append(record)
        return {kind: tuple(records) for kind, records in found.items()}

    @cached_property
    def _statements(self) -> dict[str, Statement]:
        return {s.id: s for record in self._records.values() for s in record.statements}

    @cached_property
    def _referring(self) -> dict[str, list[Statement]]:
        found: dict[str, list[Statement]] = {}
        for statement in self._statements.values():
            for key in dict.fromkeys(references(statement, self.schema)):
                found.setdefault(key, []).append(statement)
        return found


def last_day_of(records: Iterable[Record]) -> str:
    """The last day on which something of some records was retrieved or recorded, YYYY-MM-DD; "" where nothing says."""
    last = ""
    for record in records:
        for s in record.statements:
            last = max(last, s.recorded)
            if s.property == "retrieved" and record.kind == SOURCE and not record.deprecated:
                last = max(last, str(s.value))
    return last


def with_roles(record: Record, schema: Schema) -> Record:
    """A record that was made by hand, with the roles of its kind."""
    spec = schema.get(record.kind)
    return replace(record, roles=spec.roles) if spec is not None and spec.roles else record


def works_of(base: FactBase, session: Record) -> tuple[Statement, ...]:
    """The documents of a meeting: those that it lists, and those whose own record names it as theirs.

    What the record of a document says counts as the meeting's own value, and keeps the id and the sources that it has
    there.
    """
    field = session.role("works")
    listed = session.in_force(field)
    if not field:
        return listed
    known = {s.value for s in listed}
    naming = (
        s
        for s in base.leading(session.key, WORK)
        if s.value == session.key and base.plays(s, "within") and s.rank is not Rank.DEPRECATED
        if s.subject not in known and (record := base.record(s.subject)) is not None and not record.deprecated
    )
    others = (replace(s, subject=session.key, property=field, value=s.subject, qualifiers={}) for s in naming)
    return (*listed, *others)


def in_language(text: Mapping[str, str], language: str) -> str:
    """The words in a language; else those in no named language; else the first there are."""
    for tag in (language, language.partition("-")[0], ""):
        if tag in text:
            return text[tag]
    return next(iter(text.values()), "")


def references(statement: Statement, schema: Schema) -> Iterable[str]:
    """The keys of all records that a statement refers to, its sources aside."""
    spec = schema[statement.kind].fields.get(statement.property)
    if spec is not None and spec.type == REFERENCE:
        yield statement.value
    yield from statement.speakers
    for name, value in statement.qualifiers.items():
        part = spec.qualifiers.get(name) if spec else None
        if part is not None and part.type == REFERENCE:
            keys = value if isinstance(value, list) else [value]
            yield from (key for key in keys if key.count("/") < 2)  # no sentence of its own record


# --- What a query over many records found, kept beside the fact base that was asked ---


def once_per_base(query: Callable[Concatenate[FactBase, P], T]) -> Callable[Concatenate[FactBase, P], T]:
    """The query, worked out once for each base and each set of arguments; records count by their key.

    Who stands on the lists of a series is asked for each party, meeting and round of a brief; worked out each time, a
    brief grows with the square of the meetings. A fact base never changes, so the second time there is nothing new to
    work out; one that writes down what it is asked does so each time.
    """
    name = f"{query.__module__}.{query.__qualname__}"

    @wraps(query)
    def asked(base: FactBase, /, *arguments: P.args, **named: P.kwargs) -> T:
        key = (name, *(a.key if isinstance(a, Record) else a for a in (*arguments, *named.values())))
        return base.remembered(base.found, key, lambda _: query(base, *arguments, **named))

    return asked
