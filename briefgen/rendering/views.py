"""What a template sees of the facts: plain data behind read-only views.

A view has no methods and no attributes that Jinja could reach; `Environment.getattr` asks its `field`. So no
object of the program, no model and no path is ever within a template's reach (a pydantic object inside a
Jinja sandbox is a known way to run code).

A `Value` prints its text armoured, so that no character of a fact is markup, and behind it a mark for each
statement that it rests on; behind every sentence, where it holds several.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from briefgen.diagnostics import did_you_mean
from briefgen.document.armour import armour
from briefgen.document.nodes import Picture
from briefgen.document.sentences import sentence_ends
from briefgen.facts.factbase import FactBase, in_language
from briefgen.language.cldr import Locale
from briefgen.language.dates import date_in_words
from briefgen.language.phrases import inferred_part, phrase
from briefgen.model.dates import PartialDate, parse_date
from briefgen.model.schema import DATE, NUMBER, REFERENCE, TEXT, TOKEN, FieldSpec
from briefgen.model.statement import Origin, Rank, Record, Statement
from briefgen.rendering.translation import Translation

FIRST_MARK = 0xF0000


class NoSuchField(Exception):
    """A template asked for a name that the thing does not have; `hint` names near ones."""

    def __init__(self, name: str, owner: str, known: Sequence[str]) -> None:
        super().__init__(f"{owner} has no '{name}'")
        self.hint = did_you_mean(name, known) or f"it has: {', '.join(sorted(set(known)))}"


class View:
    """Something a template may ask for fields."""

    __slots__ = ()

    def field(self, name: str) -> object:
        raise NoSuchField(name, "this", ())


class Missing(View):
    """A field that exists and about which nothing is recorded: false in a condition, an error when printed."""

    __slots__ = ("what",)

    def __init__(self, what: str) -> None:
        self.what = what

    def field(self, name: str) -> object:
        return Missing(f"{self.what}.{name}")

    def __bool__(self) -> bool:
        return False

    def __len__(self) -> int:
        return 0

    def __iter__(self) -> Any:
        return iter(())


class Value(View):
    """A text with the statements it rests on. `raw` is what a template may compare it with."""

    __slots__ = ("_fields", "_marks", "raw", "statements", "text")

    def __init__(
        self,
        text: str,
        marks: str = "",
        statements: tuple[str, ...] = (),
        raw: object = None,
        fields: Mapping[str, object] | None = None,
    ):
        self.text, self.raw = text, text if raw is None else raw
        self.statements, self._marks, self._fields = statements, marks, fields or {}

    def field(self, name: str) -> object:
        if name in self._fields:
            return self._fields[name]
        raise NoSuchField(name, f"'{self.text}'", list(self._fields))

    def with_text(self, text: str) -> Value:
        """The same evidence for other words: a filter's result."""
        return Value(text, self._marks, self.statements, self.raw, self._fields)

    @property
    def marks(self) -> str:
        return self._marks

    @property
    def fields(self) -> Mapping[str, object]:
        return self._fields

    def __str__(self) -> str:
        if not self._marks:
            return armour(self.text)
        ends = sentence_ends(self.text)
        if len(ends) < 2:
            return armour(self.text) + self._marks
        parts, start = [], 0
        for end in ends:
            parts.append(armour(self.text[start:end]) + self._marks)
            start = end
        return "".join(parts)

    def __eq__(self, other: object) -> bool:
        if isinstance(other, Value):
            return self.raw == other.raw or self.text == other.text
        return other in (self.raw, self.text)

    def __hash__(self) -> int:
        return hash(self.text)

    def __bool__(self) -> bool:
        return bool(self.text)


class Whole(Value):
    """A text of several sentences that rest on the same evidence: one mark at its end serves them all."""

    __slots__ = ()

    def __str__(self) -> str:
        return armour(self.text) + self._marks


class Image(Value):
    """A picture: it prints as an image of Markdown. Everything it shows stands in the text as well."""

    __slots__ = ("name",)

    def __init__(self, name: str, alternative: str) -> None:
        super().__init__(alternative, raw=name)
        self.name = name

    def __str__(self) -> str:
        return f"![{armour(self.text)}]({self.name})"


class StatementValue(Value):
    """The value of a statement, with what qualifies it and, for a reference, the fields of what it leads to."""

    __slots__ = ("_scope", "statement")

    def __init__(self, scope: Scope, statement: Statement) -> None:
        spec = scope.spec(statement)
        super().__init__(scope.shown(statement, spec), scope.mark(statement), (statement.id,), statement.value)
        self._scope, self.statement = scope, statement

    def field(self, name: str) -> object:
        statement, scope = self.statement, self._scope
        spec = scope.spec(statement)
        if name in _OF_STATEMENTS:
            return _OF_STATEMENTS[name](scope, statement)
        if name in spec.qualifiers:
            return scope.qualifier(statement, spec.qualifiers[name])
        if spec.type == REFERENCE and self.target is not None:
            return self.target if name == "record" else self.target.field(name)
        raise NoSuchField(name, f"{statement.kind}.{statement.property}", [*spec.qualifiers, *_OF_STATEMENTS])

    @property
    def target(self) -> RecordView | None:
        """What a reference leads to."""
        if self._scope.spec(self.statement).type != REFERENCE:
            return None
        record = self._scope.base.record(self.statement.value)
        return RecordView(self._scope, record) if record else None

    def with_text(self, text: str) -> Value:
        return Value(text, self._marks, self.statements, self.raw)


class RecordView(View):
    """A record: its fields as values, and what is derived from others about it."""

    __slots__ = ("_scope", "record")

    def __init__(self, scope: Scope, record: Record) -> None:
        self._scope, self.record = scope, record

    def field(self, name: str) -> object:
        scope, record = self._scope, self.record
        if name == "id":
            return record.id
        if name == "kind":
            return record.kind
        if name == "label":
            return scope.name(record.key)
        derived = scope.derived.get(record.kind, {})
        if name in derived:
            return derived[name](scope, record)
        fields = scope.base.schema[record.kind].fields
        if name not in fields:
            raise NoSuchField(name, f"a {record.kind}", [*fields, *derived, "id", "kind", "label"])
        return scope.property(record, fields[name])

    def __str__(self) -> str:
        return str(self._scope.name(self.record.key))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, RecordView) and other.record.key == self.record.key

    def __hash__(self) -> int:
        return hash(self.record.key)


Derived = Callable[["Scope", Record], object]


class Scope:
    """One rendering: the facts, the language, and the marks given out so far.

    `derived` adds fields to kinds of record (`derived[kind][name]`); they are made from other records by
    queries. `touched` collects the ids of all statements that were looked at, `conflicts` those of conflicts,
    `named` the keys of records whose names were asked for. `translation` has the words around the facts.
    """

    def __init__(
        self,
        base: FactBase,
        locale: Locale,
        derived: Mapping[str, Mapping[str, Derived]],
        translation: Translation | None = None,
    ) -> None:
        self.base, self.locale, self.derived = base, locale, derived
        self.translation = translation or Translation(locale)
        self.marks: list[str] = []
        self._numbers: dict[str, int] = {}
        self.touched: dict[str, None] = {}
        self.conflicts: dict[str, None] = {}
        self.pictures: dict[str, Callable[[], Picture]] = {}
        self.named: dict[str, None] = {}

    # --- from records to views ---

    def view(self, key: str) -> RecordView:
        """The view of a record that is known to exist."""
        record = self.base.record(key)
        assert record is not None, key
        return RecordView(self, record)

    def property(self, record: Record, spec: FieldSpec) -> object:
        """All values of a many-valued property; the one to follow, or `Missing`, of a single-valued one."""
        found = [s for s in record.values(spec.name) if s.rank is not Rank.DEPRECATED]
        if spec.many:
            return tuple(StatementValue(self, s) for s in found)
        if not found:
            return Missing(f"{record.key}: {spec.name}")
        return StatementValue(self, best(found))

    def qualifier(self, statement: Statement, spec: FieldSpec) -> object:
        """What qualifies a value, as values that rest on the same statement."""
        value = statement.qualifiers.get(spec.name)
        if value is None:
            return () if spec.many else Missing(f"{statement.subject}: {spec.name} of {statement.property}")
        if spec.many:
            return tuple(self.part(statement, spec, v) for v in value)
        return self.part(statement, spec, value)

    def part(self, statement: Statement, spec: FieldSpec, value: Any) -> Value:
        fields = self._target(value) if spec.type == REFERENCE else {}
        if is_ordering(spec):
            return Value(self.words(spec, value), raw=value, fields=fields)
        return Value(self.words(spec, value), self.mark(statement), (statement.id,), value, fields)

    def _target(self, key: str) -> Mapping[str, object]:
        record = self.base.record(key)
        return {"record": RecordView(self, record), "id": record.id, "kind": record.kind} if record else {}

    def values(self, statements: Sequence[Statement]) -> tuple[Value, ...]:
        return tuple(StatementValue(self, s) for s in statements)

    # --- texts ---

    def name(self, key: str) -> Value:
        """The name of a record as a value that rests on whatever gives it the name."""
        record = self.base.record(key)
        if record is None:
            return Value(key.partition("/")[2])
        spec = self.base.schema[record.kind].fields[self.base.schema[record.kind].label]
        found = [s for s in record.values(spec.name) if s.rank is not Rank.DEPRECATED]
        if not found:
            return Value(self.label(key))
        return StatementValue(self, best(found))

    def label(self, key: str) -> str:
        """The name of a record in words; a country's from the register of countries."""
        self.named[key] = None
        record = self.base.record(key)
        if record is None:
            return key.partition("/")[2]
        codes = record.values("code")
        if codes and not record.values(self.base.schema[record.kind].label):
            return self.locale.territory(codes[0].value)
        return self.base.label(key, self.locale.tag)

    def spec(self, statement: Statement) -> FieldSpec:
        return self.base.schema[statement.kind].fields[statement.property]

    def shown(self, statement: Statement, spec: FieldSpec) -> str:
        """The words of a statement's value; what is inferred says so, and a contested sentence."""
        text = self.words(spec, statement.value)
        if statement.origin is Origin.INFERRED:
            sentence = spec.type == TEXT
            whole = sentence and text.endswith(".")
            remark = phrase(self.locale, "reading") if whole else self._inferred(statement, spec)
            text = _with_remark(text, remark, sentence=sentence)
        if statement.contested and spec.type == TEXT:
            text = _with_remark(text, phrase(self.locale, "contested-remark"), sentence=True)
        return text

    def _inferred(self, statement: Statement, spec: FieldSpec) -> str:
        """What says that a value is inferred; a part already called uncertain is not named twice."""
        if spec.type == DATE:
            start = parse_date(statement.value).start
            if isinstance(start, PartialDate) and statement.inferred in start.doubtful:
                return inferred_part(self.locale, "all")
        return inferred_part(self.locale, statement.inferred)

    def words(self, spec: FieldSpec, value: Any) -> str:
        if spec.type == TEXT:
            return in_language(value, self.locale.tag)
        if spec.type == REFERENCE:
            return self.label(value)
        if spec.type == DATE:
            return date_in_words(self.locale, parse_date(value))
        if spec.type == TOKEN:
            return self.translation.word(spec.name, str(value))
        return str(value) if spec.type != NUMBER else f"{value}"

    def word(self, field: str, token: str) -> Value:
        """A word that a field has to choose from, as the brief says it; templates compare it with the token."""
        return Value(self.translation.word(field, token), raw=token)

    # --- marks ---

    def mark(self, statement: Statement) -> str:
        """The mark of a statement; "" where it needs no note, such as the name of a theme."""
        self.touched[statement.id] = None
        if not needs_note(statement):
            return ""
        number = self._numbers.get(statement.id)
        if number is None:
            number = self._numbers[statement.id] = len(self.marks)
            self.marks.append(statement.id)
        return chr(FIRST_MARK + number)

    def joined(self, text: str, values: Sequence[Value], raw: object = None, *, whole: bool = False) -> Value:
        """A value made from others, resting on all they rest on: a count, a list in a sentence.

        A `whole` text carries its marks at its end only, not behind each of its sentences.
        """
        statements = tuple(dict.fromkeys(s for v in values for s in v.statements))
        marks = "".join(dict.fromkeys(m for v in values for m in v.marks))
        return (Whole if whole else Value)(text, marks, statements, text if raw is None else raw)


def _with_remark(text: str, remark: str, *, sentence: bool) -> str:
    """A remark in brackets behind a text: inside brackets that are there, and before the full stop of a sentence."""
    if text.endswith(")"):
        return f"{text[:-1]}, {remark})"
    stop = "." if sentence and text.endswith(".") else ""
    return f"{text.removesuffix(stop)} ({remark}){stop}"


def best(statements: Sequence[Statement]) -> Statement:
    """The statement that a brief follows: the preferred one, else the first."""
    return next((s for s in statements if s.rank is Rank.PREFERRED), statements[0])


def needs_note(statement: Statement) -> bool:
    """False for the desk's own ordering and vocabulary, and for what a source's record says of the source."""
    if statement.origin is Origin.JUDGED:
        return (statement.kind, statement.property) in (("gap", "question"), ("assessment", "text"))
    return bool(statement.citations or statement.inferred or statement.register)


def is_ordering(spec: FieldSpec) -> bool:
    """True for what the desk adds to a value to find it again: its function, its themes, its rank."""
    return spec.type in (TOKEN, NUMBER) or spec.kinds == ("theme",)


def _text(scope: Scope, statement: Statement, words: Mapping[str, str], name: str) -> object:
    if not words:
        return Missing(f"{statement.subject}: {name} of {statement.property}")
    return Value(in_language(words, scope.locale.tag), scope.mark(statement), (statement.id,))


def _others(scope: Scope, statement: Statement) -> object:
    record = scope.base.record(statement.subject)
    found = record.values(statement.property) if record else ()
    return scope.values([s for s in found if s.id != statement.id and s.rank is not Rank.DEPRECATED])


def _speakers(scope: Scope, statement: Statement) -> object:
    return tuple(
        Value(scope.label(key), scope.mark(statement), (statement.id,), key, scope._target(key))
        for key in statement.speakers
    )


def _sources(scope: Scope, statement: Statement) -> object:
    keys = dict.fromkeys(f"source/{c.source}" for c in statement.citations)
    return tuple(scope.view(key) for key in keys)


_OF_STATEMENTS: Mapping[str, Callable[[Scope, Statement], object]] = {
    "origin": lambda _, s: str(s.origin),
    "rank": lambda _, s: str(s.rank),
    "inferred": lambda _, s: s.inferred,
    "register": lambda scope, s: _text(scope, s, {"": s.register} if s.register else {}, "register"),
    "why": lambda scope, s: _text(scope, s, s.why, "why"),
    "contested": lambda scope, s: _text(scope, s, s.contested, "contested"),
    "according_to": _speakers,
    "sources": _sources,
    "others": _others,
    "of": lambda scope, s: scope.view(s.subject),
}
