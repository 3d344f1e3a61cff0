"""One rendering: from the records of the fact base to the views that a template sees."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from copy import copy
from functools import partial
from types import MappingProxyType
from typing import Any

from briefgen.document.joining import MARK
from briefgen.document.nodes import Inline, Use
from briefgen.facts.caveats import Caveats, Owed
from briefgen.facts.factbase import FactBase, in_language, works_of
from briefgen.language.cldr import Locale
from briefgen.model import schema
from briefgen.model.amounts import parse_amount
from briefgen.model.dates import parse_time
from briefgen.model.statement import ANNOUNCED, Rank, Record, Statement, preferred
from briefgen.rendering.catalogue import Translation
from briefgen.rendering.comparing import Measure, typed_date
from briefgen.rendering.marked_words import MarkedWords, is_ordering
from briefgen.rendering.views import Field, Measured, Missing, NoSuchField, Value, View
from briefgen.rendering.wording import Wording

Derived = Callable[["Scope", Record], object]
_InWords = tuple[Statement, str, dict[str, None], dict[tuple[str, str], None]]
"""A statement, the words of its value, the names in these words, and what no catalogue has of them."""
_OfValue = tuple[Statement, str, str, dict[str, None]]
"""A statement, the words of its value, its mark, and the names in these words."""


class Scope(MarkedWords):
    """One rendering: the facts, the language, and what was looked at so far.

    `derived` adds fields to kinds of record (`derived[kind][name]`); they are made from other records by queries.
    `asked` are those fields of records that were asked for which a workspace has added, in order; `doubted` the keys of
    those of which it was asked why they are contested. `translation` has the
    words around the facts, `references` the entry of each source in the list of sources, where a citation style makes
    one; None until then. `variant` tells the pictures of a brief with parameters from those of the brief without.
    `kept` has the words of values in briefs that were made before; `located` says that every use of a fact is to know
    its line in the templates.
    """

    def __init__(
        self,
        base: FactBase,
        locale: Locale,
        derived: Mapping[str, Mapping[str, Derived]],
        translation: Translation | None = None,
        caveats: Caveats | None = None,
        kept: dict[Any, Any] | None = None,
    ) -> None:
        super().__init__(base, locale, translation, caveats)
        self.derived = derived
        self._values: dict[int, _OfValue] = {}
        self._kept = {} if kept is None else kept
        self.asked: dict[Field, None] = {}
        self.doubted: dict[str, None] = {}
        self.references: Mapping[str, tuple[Inline, ...]] | None = {}
        self.variant = ""
        self.located = False

    # --- from records to views ---

    def view(self, key: str) -> RecordView:
        """The view of a record that is known to exist."""
        record = self.base.record(key)
        assert record is not None, key
        return RecordView(self, record)

    def property(self, record: Record, spec: schema.FieldSpec) -> object:
        """All values of a many-valued property; the one to follow, or `Missing`, of a single-valued one."""
        found = works_of(self.base, record) if spec.name == record.role("works") else record.in_force(spec.name)
        if spec.many:
            return tuple(StatementValue(self, s) for s in found)
        if not found:
            return Missing(f"{record.key}: {spec.name}")
        return StatementValue(self, preferred(found))

    def qualifier(self, statement: Statement, spec: schema.FieldSpec) -> object:
        """What qualifies a value, as values that rest on the same statement."""
        value = statement.qualifiers.get(spec.name)
        if value is None:
            return () if spec.many else Missing(f"{statement.subject}: {spec.name} of {statement.property}")
        if spec.many:
            return tuple(self.part(statement, spec, v) for v in value)
        return self.part(statement, spec, value)

    def part(self, statement: Statement, spec: schema.FieldSpec, value: Any) -> Value:
        marks = "" if is_ordering(self.base, spec) else self.mark(statement)
        fields = self._target(value, marks) if spec.type == schema.REFERENCE else {}
        if not marks:
            return Value(self.words(spec, value), raw=value, fields=fields)
        if (measure := measure_of(spec, value)) is not None:
            return Measured(measure, self.words(spec, value), marks, (statement.id,), value, fields)
        return Value(self.words(spec, value), marks, (statement.id,), value, fields)

    def _target(self, key: str, via: str) -> Mapping[str, object]:
        record = self.base.record(key)
        return {"record": RecordView(self, record, via), "id": record.id, "kind": record.kind} if record else {}

    def values(self, statements: Sequence[Statement]) -> tuple[Value, ...]:
        return tuple(StatementValue(self, s) for s in statements)

    def as_sides(self) -> Scope:
        """The same rendering, whose values stand as sides of a conflict beside one another."""
        other = copy(self)
        other._how, other._values = "side", {}
        return other

    def over(self, base: FactBase) -> Scope:
        """The same rendering, which asks its questions of another base from here on."""
        other = copy(self)
        other.base, other._values = base, {}
        return other

    def of_value(self, statement: Statement) -> tuple[str, str]:
        """The words of a value and its mark; the words are found once, the names in them are named each time."""
        known = self._values.get(id(statement))
        if known is None:
            work = partial(self._in_words, statement)
            _, text, named, missing = self.base.remembered(self._kept, id(statement), work)
            self.looked.missing.update(missing)
            known = self._values[id(statement)] = statement, text, self.mark(statement), named
        self.looked.statements[statement.id] = None
        if known[3]:
            self.looked.named.update(known[3])
        return known[1], known[2]

    def _in_words(self, statement: Statement, base: FactBase) -> _InWords:
        wording = Wording(base, self.locale, Translation(self.locale, self.translation.catalogue))
        text = wording.plain(statement)
        return statement, text, wording.looked.named, wording.looked.missing

    def name(self, key: str) -> Value:
        """The name of a record as a value that rests on whatever gives it the name."""
        record = self.base.record(key)
        if record is None:
            return Value(key.partition("/")[2])
        spec = self.base.schema[record.kind].fields[self.base.schema[record.kind].label]
        found = record.in_force(spec.name)
        if not found:
            return Value(self.label(key), self.mention(key))
        return StatementValue(self, preferred(found))

    def word(self, field: str, token: str) -> Value:
        """A word that a field has to choose from, as the brief says it; templates compare it with the token."""
        return Value(self.translation.word(field, token), raw=token)

    # --- what is owed ---

    def contested_among(self, items: Sequence[object], *, values: bool = False) -> str:
        """The marks of a number of items: how many are contested, or absent; "" where none is, or all records are.

        Contested values, too, for a number that does not rest on them: where it does, the marks of each tell that.
        """
        found: dict[str, list[str]] = {}
        for item in items:
            if (record := self._contested(item)) is not None:
                found.setdefault("", []).append(record.key)
            elif values and isinstance(item, StatementValue) and self._is_contested(item.statement.id):
                found.setdefault("", []).append(item.statement.id)
            for status, of in self._statuses(item):
                found.setdefault(f" {status}", []).append(of)
        alike = next((how for how, some in found.items() if how and len(some) == len(items)), "")
        if alike and (party := self._party(found[alike][0])):  # as one of them would say it: not listed
            return self.named_as(party, alike.strip())
        return "".join(
            self._marked(Use(some[0], f"named of {len(some)}{how}"))
            for how, some in found.items()
            if how or len(some) < len(items) or self.base.record(some[0]) is None
        )

    def _party(self, of: str) -> str:
        """The record that is named: itself, or what a statement has as its value; "" where that is no record."""
        if self.base.record(of) is not None:
            return of
        value = self.base.statement(of).value
        return value if isinstance(value, str) and self.base.record(value) is not None else ""

    def _statuses(self, item: object) -> Iterator[tuple[str, str]]:
        """Why an item is not to be counted as one that took part - absent, not listed - and what says so, once."""
        value = item.get("party") if isinstance(item, dict) else item
        if isinstance(value, StatementValue):
            yield from self._owed_status(value.statement.id)
        elif isinstance(value, Value):
            uses = (self.marks[ord(mark) - MARK] for mark in value.marks if ord(mark) >= MARK)
            for use in (use for use in uses if isinstance(use, Use) and use.how.startswith("named")):
                _, _, status = use.how.partition(" ")
                found = [(status, use.of)] if status and " " not in status else list(self._owed_status(use.of))
                if found:
                    yield found[0]
                    return

    def _owed_status(self, of: str) -> Iterator[tuple[str, str]]:
        return ((c.status, of) for c in self.remarks.owed(of) if c.owed is Owed.STATUS)

    def _is_contested(self, of: str) -> bool:
        return any(c.owed is Owed.CONTESTED for c in self.remarks.owed(of))

    @staticmethod
    def _contested(item: object) -> Record | None:
        """The record, or the record in a row, that is contested as a whole."""
        records = item.values() if isinstance(item, dict) else (item,)
        return next((r.record for r in records if isinstance(r, RecordView) and r.record.contested), None)


_NO_FIELDS: Mapping[str, object] = MappingProxyType({})


class StatementValue(Value):
    """The value of a statement, with what qualifies it and, for a reference, the fields of what it leads to."""

    __slots__ = ("_scope", "statement")

    def __init__(self, scope: Scope, statement: Statement) -> None:
        self.text, self._marks = scope.of_value(statement)
        self.raw = self.text if statement.value is None else statement.value
        self.remark, self.statements = "", (statement.id,)
        self._fields: Mapping[str, object] = _NO_FIELDS
        self._scope, self.statement = scope, statement

    def field(self, name: str) -> object:
        statement, scope = self.statement, self._scope
        spec = scope.spec(statement)
        if name in OF_STATEMENTS:
            return OF_STATEMENTS[name](scope, statement)
        if name in spec.qualifiers:
            return scope.qualifier(statement, spec.qualifiers[name])
        if (key := schema.key_of_others(scope.base.schema, statement.kind, statement.property, name)) is not None:
            return () if key.many else Missing(f"{statement.subject}: {name} of {statement.property}")
        if spec.type == schema.REFERENCE and self.target is not None:
            return self.target if name == "record" else self.target.field(name)
        raise NoSuchField(name, f"{statement.kind}.{statement.property}", [*spec.qualifiers, *OF_STATEMENTS])

    @property
    def target(self) -> RecordView | None:
        """What a reference leads to."""
        if self._scope.spec(self.statement).type != schema.REFERENCE:
            return None
        record = self._scope.base.record(self.statement.value)
        return RecordView(self._scope, record, self._marks) if record else None

    @property
    def record_id(self) -> str:
        is_reference = self._scope.spec(self.statement).type == schema.REFERENCE
        return str(self.statement.value).partition("/")[2] if is_reference else ""

    @property
    def measure(self) -> Measure | None:
        return measure_of(self._scope.spec(self.statement), self.statement.value)

    def with_text(self, text: str) -> Value:
        return Value(text, self._marks, self.statements, self.raw)


class RecordView(View):
    """A record: its fields as values, and what is derived from others about it.

    `via` are the marks of the value that leads to it: where the record is named in the place of that value, as in
    `{{ meeting.host.record }}`, its name rests on what that value rests on, and owes what it owes.
    """

    __slots__ = ("_scope", "_via", "record")

    def __init__(self, scope: Scope, record: Record, via: str = "") -> None:
        self._scope, self.record, self._via = scope, record, via

    def field(self, name: str) -> object:
        scope, record = self._scope, self.record
        if name == "id":
            mark = scope.mention(record.key)
            return Value(record.id, mark) if mark else record.id
        if name == "kind":
            return record.kind
        if name == "label":
            return self._named(scope.name(record.key))
        if name == "caveat":
            return scope.caveat_of(record.key)
        if name == "in_words" and scope.base.acts(record.kind, schema.ASSERTION):
            return scope.claim_in_words(record)
        derived = scope.derived.get(record.kind, {})
        if name in derived:
            return derived[name](scope, record)
        spec = scope.base.schema[record.kind]
        fields = spec.fields
        if name not in fields and (other := schema.like_others(scope.base.schema, record.kind, name)) is not None:
            return self._like(*other, name)
        if name not in fields:
            raise NoSuchField(
                name, scope.base.schema[record.kind].a, [*fields, *derived, "id", "kind", "label", "caveat"]
            )
        if name in spec.added:
            scope.asked[record.key, name] = None
        found = scope.property(record, fields[name])
        if not self._via or name not in (*NAMES, spec.label):
            return found
        return tuple(map(self._named, found)) if isinstance(found, tuple) else self._named(found)

    def _like(self, own: str, is_many: bool, name: str) -> object:
        """What stands for a field of another kind: that of the same part, several where the other's holds several."""
        if not own:
            return () if is_many else Missing(f"{self.record.key}: {name}")
        found = self.field(own)
        if isinstance(found, tuple) and not is_many:
            return found[0] if found else Missing(f"{self.record.key}: {own}")
        if not is_many or isinstance(found, tuple):
            return found
        return () if isinstance(found, Missing) else (found,)

    def _named(self, name: object) -> object:
        return name.resting_on(self._via) if isinstance(name, Value) else name

    def __str__(self) -> str:
        return str(self._named(self._scope.name(self.record.key)))

    def __eq__(self, other: object) -> bool:
        if isinstance(other, str):
            return other == self.record.id or (bool(other) and other == self._scope.name(self.record.key).text)
        return isinstance(other, RecordView) and other.record.key == self.record.key

    def __hash__(self) -> int:
        return hash(self.record.key)


def measure_of(spec: schema.FieldSpec, value: Any) -> Measure | None:
    """The date, the amount or the time of day that a value of a field is; None for one of another type."""
    if spec.type == schema.DATE:
        return typed_date(str(value))
    if spec.type == schema.TIME:
        return parse_time(str(value))
    return parse_amount(str(value)) if spec.type == schema.AMOUNT else None


NAMES = ("short", "names", "aliases")
"""Fields that name a record, beside the one that its kind is called by."""


def _text(scope: Scope, statement: Statement, words: Mapping[str, str], name: str, says: Owed) -> object:
    if not words:
        return Missing(f"{statement.subject}: {name} of {statement.property}")
    marks = scope.mark(statement) + scope.mark(statement, f"said {says}")
    return Value(in_language(words, scope.locale.tag), marks, (statement.id,))


def _others(scope: Scope, statement: Statement) -> object:
    record = scope.base.record(statement.subject)
    found = record.values(statement.property) if record else ()
    others = (s for s in found if s.id != statement.id and s.rank is not Rank.DEPRECATED)
    return scope.values([s for s in others if s.value != ANNOUNCED])  # which says nothing of what came of it


def _speakers(scope: Scope, statement: Statement) -> object:
    return tuple(_speaker(scope, statement, key) for key in statement.speakers)


def _speaker(scope: Scope, statement: Statement, key: str) -> Value:
    marks = scope.mark(statement)
    return Value(scope.label(key), marks, (statement.id,), key, scope._target(key, marks))


def _sources(scope: Scope, statement: Statement) -> object:
    keys = dict.fromkeys(schema.source_key(c.source) for c in statement.citations)
    return tuple(scope.view(key) for key in keys)


def _plain(scope: Scope, statement: Statement) -> Value:
    """The value whose caveats the template words itself."""
    text = scope.plain(statement)
    return Value(text, scope.mark(statement, "plain"), (statement.id,), statement.value)


OF_STATEMENTS: Mapping[str, Callable[[Scope, Statement], object]] = {
    "origin": lambda _, s: str(s.origin),
    "rank": lambda _, s: str(s.rank),
    "property": lambda _, s: s.property,
    "inferred": lambda _, s: s.inferred,
    "proposed_by": lambda _, s: s.proposed_by,
    "register": lambda scope, s: _text(scope, s, {"": s.register} if s.register else {}, "register", Owed.LOOKED_UP),
    "why": lambda scope, s: _text(scope, s, s.why, "why", Owed.INFERRED),
    "contested": lambda scope, s: _text(scope, s, s.contested, "contested", Owed.CONTESTED),
    "according_to": _speakers,
    "sources": _sources,
    "others": _others,
    "of": lambda scope, s: scope.view(s.subject),
    "plain": _plain,
    "caveat": lambda scope, s: scope.caveat(s),
}
