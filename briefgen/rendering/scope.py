"""One rendering: from the records of the fact base to the views a template sees, and the marks given out for them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from copy import copy
from typing import Any

from briefgen.document.nodes import Inline, Picture, TemplateNote, Text
from briefgen.document.sentences import is_ended, without_stop
from briefgen.facts.factbase import FactBase, in_language
from briefgen.language.cldr import Locale
from briefgen.language.dates import date_in_words
from briefgen.language.phrases import inferred_part, phrase
from briefgen.model.dates import PartialDate, parse_date
from briefgen.model.schema import DATE, NUMBER, REFERENCE, TEXT, TOKEN, FieldSpec
from briefgen.model.statement import Origin, Rank, Record, Statement
from briefgen.rendering.translation import Translation
from briefgen.rendering.views import Missing, RecordView, StatementValue, Value, Whole

FIRST_MARK = 0xF0000
Derived = Callable[["Scope", Record], object]


class Scope:
    """One rendering: the facts, the language, and the marks given out so far.

    `derived` adds fields to kinds of record (`derived[kind][name]`); they are made from other records by
    queries. `touched` collects the ids of all statements that were looked at, `conflicts` those of conflicts,
    `named` the keys of records whose names were asked for. `translation` has the words around the facts,
    `references` the entry of each source in the list of sources, where a citation style makes one; None until then.
    `variant` tells the pictures of a brief with parameters from those of the brief without.
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
        self.marks: list[str | TemplateNote] = []
        self._numbers: dict[str, int] = {}
        self.touched: dict[str, None] = {}
        self.conflicts: dict[str, None] = {}
        self.pictures: dict[str, Callable[[], Picture]] = {}
        self.named: dict[str, None] = {}
        self.references: Mapping[str, tuple[Inline, ...]] | None = {}
        self.variant = ""

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

    def over(self, base: FactBase) -> Scope:
        """The same rendering, which asks its questions of another base from here on."""
        other = copy(self)
        other.base = base
        return other

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
            whole = sentence and is_ended(text)
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

    def note(self, text: str) -> str:
        """The mark of a note in the program's own words, for what no statement bears any more."""
        note = TemplateNote((Text(text),))
        if note not in self.marks:
            self.marks.append(note)
        return chr(FIRST_MARK + self.marks.index(note))

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
    bare = without_stop(text) if sentence else text
    return f"{bare} ({remark}){text[len(bare) :]}"


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
