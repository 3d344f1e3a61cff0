"""What a template sees of the facts: plain data behind read-only views.

A view has no methods and no attributes that Jinja could reach; `Environment.getattr` asks its `field`. So no
object of the program, no model and no path is ever within a template's reach (a pydantic object inside a
Jinja sandbox is a known way to run code).

A `Value` prints its text escaped, so that no character of a fact is markup, and behind it a mark for each
statement that it rests on; behind every sentence, where it holds several.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from briefgen.diagnostics import did_you_mean
from briefgen.document.escape import escape
from briefgen.document.nodes import Emphasis, Inline, Link, Strong, Text
from briefgen.document.sentences import sentence_ends
from briefgen.document.walk import plain_text
from briefgen.facts.factbase import in_language
from briefgen.model.schema import REFERENCE
from briefgen.model.statement import Rank, Record, Statement

if TYPE_CHECKING:
    from briefgen.rendering.scope import Scope


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


class Parameters(View):
    """The parameters of a brief by name; one that its settings do not declare is an error that says how to."""

    __slots__ = ("_values",)

    def __init__(self, values: Mapping[str, object]) -> None:
        self._values = values

    def field(self, name: str) -> object:
        if name in self._values:
            return self._values[name]
        bad = NoSuchField(name, "parameters", list(self._values))
        near = did_you_mean(name, self._values)
        bad.hint = near or f"declare it in template.toml: [parameters.{name.replace('_', '-')}]"
        raise bad


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
            return escape(self.text)
        ends = sentence_ends(self.text)
        if len(ends) < 2:
            return escape(self.text) + self._marks
        parts, start = [], 0
        for end in ends:
            parts.append(escape(self.text[start:end]) + self._marks)
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
        return escape(self.text) + self._marks


class Formatted(Value):
    """A text with emphasis and links of its own, such as a source's entry in a citation style."""

    __slots__ = ("content",)

    def __init__(self, content: tuple[Inline, ...]) -> None:
        super().__init__(plain_text(content))
        self.content = content

    def __str__(self) -> str:
        return "".join(_markdown(node) for node in self.content)


def _markdown(node: Inline) -> str:
    if isinstance(node, Text):
        return escape(node.value)
    if not isinstance(node, Emphasis | Strong | Link):
        return ""
    inner = "".join(_markdown(n) for n in node.content)
    if isinstance(node, Link):
        return f"[{inner}]({escape(node.url)})"
    mark = "**" if isinstance(node, Strong) else "*"
    return f"{mark}{inner}{mark}"


class ImageReference(Value):
    """A mention of a picture in the text; it prints as its label and number: Figure 1."""

    __slots__ = ()

    def __init__(self, name: str) -> None:
        super().__init__(name)

    def __str__(self) -> str:
        return f"[figure]({self.text})"


class Image(Value):
    """A picture: it prints as an image of Markdown. Everything it shows stands in the text as well."""

    __slots__ = ("name",)

    def __init__(self, name: str, alternative: str) -> None:
        super().__init__(alternative, raw=name, fields={"reference": ImageReference(name)})
        self.name = name

    def __str__(self) -> str:
        return f"![{escape(self.text)}]({self.name})"


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
    "property": lambda _, s: s.property,
    "inferred": lambda _, s: s.inferred,
    "register": lambda scope, s: _text(scope, s, {"": s.register} if s.register else {}, "register"),
    "why": lambda scope, s: _text(scope, s, s.why, "why"),
    "contested": lambda scope, s: _text(scope, s, s.contested, "contested"),
    "according_to": _speakers,
    "sources": _sources,
    "others": _others,
    "of": lambda scope, s: scope.view(s.subject),
}
