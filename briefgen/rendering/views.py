"""What a template sees of the facts, plain data behind read-only views; and what of it a template has looked at.

A view has no methods and no attributes that Jinja could reach; `Environment.getattr` asks its `field`. So no
object of the program, no model and no path is ever within a template's reach (a pydantic object inside a
Jinja sandbox is a known way to run code).

A `Value` prints its text escaped, so that no character of a fact is markup, and behind it a mark for each
statement that it rests on; behind every sentence, where it holds several. Its caveats are put behind these marks
when the brief is a Document (`citations.caveats`), so that no filter can lose them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from copy import copy
from typing import Any

from briefgen.diagnostics import did_you_mean
from briefgen.document.escape import escape
from briefgen.document.nodes import Emphasis, Inline, Link, Picture, Strong, Subscript, Superscript, Text
from briefgen.document.sentences import sentence_ends
from briefgen.document.walk import in_characters, plain_text
from briefgen.rendering.comparing import Measure, equals_typed


class NoSuchField(Exception):
    """A template asked for a name that the thing does not have; `hint` names near ones."""

    def __init__(self, name: str, owner: str, known: Sequence[str]) -> None:
        super().__init__(f"{owner} has no '{name}'")
        self.hint = did_you_mean(name, known) or f"it has: {', '.join(sorted(set(known)))}"


class View:
    """Something a template may ask for fields."""

    __slots__ = ()

    def field_names(self) -> Iterable[str]:
        """The names of its fields, where one of them is to be printed instead."""
        return ()

    def field(self, name: str) -> object:
        raise NoSuchField(name, "this", ())


class Missing(View):
    """A field that exists and about which nothing is recorded: false in a condition, an error when printed."""

    __slots__ = ("what", "why")

    def __init__(self, what: str, why: str = "") -> None:
        """`why` says of something that is made why there is none: fewer than two meetings with a date are held."""
        self.what, self.why = what, why

    def field(self, name: str) -> object:
        return Missing(f"{self.what}.{name}", self.why)

    @property
    def gap(self) -> str:
        """What is said of it where it should print."""
        if self.why:
            return f"there is no {self.what} here, as {self.why}; put {{% if … %}} around it"
        return f"nothing is recorded for {self.what}; put {{% if … %}} around it"

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
    """A text with the statements it rests on. `raw` is what a template may compare it with.

    `remark` is a mark that stands behind it, whatever a filter makes of the text: how many of a number are contested.
    """

    __slots__ = ("_fields", "_marks", "raw", "remark", "statements", "text")

    def __init__(
        self,
        text: str,
        marks: str = "",
        statements: tuple[str, ...] = (),
        raw: object = None,
        fields: Mapping[str, object] | None = None,
        remark: str = "",
    ):
        self.text, self.raw, self.remark = text, text if raw is None else raw, remark
        self.statements, self._marks, self._fields = statements, marks, fields or {}

    def field(self, name: str) -> object:
        if name in self._fields:
            return self._fields[name]
        raise NoSuchField(name, f"'{self.text}'", list(self._fields))

    def with_text(self, text: str) -> Value:
        """The same evidence for other words: a filter's result."""
        return Value(text, self._marks, self.statements, self.raw, self._fields, self.remark)

    def resting_on(self, marks: str) -> Value:
        """The same value, which rests on something else as well."""
        if not marks.strip(self._marks):
            return self
        made = copy(self)
        made._marks = "".join(dict.fromkeys(self._marks + marks))
        return made

    @property
    def marks(self) -> str:
        return self._marks

    @property
    def fields(self) -> Mapping[str, object]:
        return self._fields

    def __str__(self) -> str:
        if self.remark:
            return escape(self.text) + self.remark + self._marks
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

    @property
    def record_id(self) -> str:
        """The id of the record that it leads to; "" where it leads to none."""
        return str(self._fields.get("id", ""))

    @property
    def measure(self) -> Measure | None:
        """The date or amount that it is, which has an order; None for a value of another type."""
        return None

    def __eq__(self, other: object) -> bool:
        if isinstance(other, Value):
            return self.raw == other.raw or self.text == other.text
        if other in (self.raw, self.text):
            return True
        if other == "":
            return False
        return other == self.record_id or (self.measure is not None and equals_typed(self.measure, other))

    def __hash__(self) -> int:
        return hash(self.text)

    def __bool__(self) -> bool:
        return bool(self.text)


class Measured(Value):
    """A date or an amount that is no statement's own value: a part of one, a parameter, the days of a selection."""

    __slots__ = ("_measure",)

    def __init__(self, measure: Measure, *of_value: Any, **more: Any) -> None:
        super().__init__(*of_value, **more)
        self._measure = measure

    @property
    def measure(self) -> Measure:
        return self._measure


class Whole(Value):
    """A text of several sentences that rest on the same evidence: one mark at its end serves them all."""

    __slots__ = ()

    def __str__(self) -> str:
        return escape(self.text) + self._marks


class Listed(Value):
    """Values as a list in a sentence, each with its own marks behind it, as `printed` has them."""

    __slots__ = ("printed", "values")

    def __init__(
        self, text: str, marks: str, statements: tuple[str, ...], printed: str, values: tuple[Value, ...]
    ) -> None:
        super().__init__(text, marks, statements)
        self.printed = printed
        self.values = values

    def with_text(self, text: str) -> Value:
        """The list in other words: where these have its values, with a capital first too, marks stay behind each."""
        parts, at = [], 0
        for value in self.values:
            is_first = not at and text[1:].startswith(value.text[1:])
            begin = 0 if is_first else text.find(value.text, at)
            if begin < 0:
                return super().with_text(text)
            end = begin + len(value.text)
            said = text[begin:end]
            parts += [escape(text[at:begin]), str(value if said == value.text else value.with_text(said))]
            at = end
        printed = "".join((*parts, escape(text[at:])))
        return Listed(text, self._marks, self.statements, printed, self.values)

    def __str__(self) -> str:
        return self.printed


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
    if isinstance(node, Superscript | Subscript):
        return escape(in_characters(node))
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


# --- what a template has looked at ---


class LookedAt:
    """Ids of statements, keys of records that were named, ids of conflicts, pictures by name; each in order.

    `missing` are the texts and words that a catalogue lacks. What is asked of here goes on while a rendering is taken
    down part by part: `taken` hands out what there is, and begins anew.
    """

    __slots__ = ("conflicts", "missing", "named", "pictures", "statements")

    def __init__(self) -> None:
        self.statements: dict[str, None] = {}
        self.named: dict[str, None] = {}
        self.conflicts: dict[str, None] = {}
        self.pictures: dict[str, Callable[[], Picture]] = {}
        self.missing: dict[tuple[str, str], None] = {}

    def taken(self) -> LookedAt:
        """What was looked at since the last call."""
        found = LookedAt()
        found.statements, self.statements = self.statements, found.statements
        found.named, self.named = self.named, found.named
        found.conflicts, self.conflicts = self.conflicts, found.conflicts
        found.pictures, self.pictures = self.pictures, found.pictures
        found.missing, self.missing = self.missing, found.missing
        return found

    def add(self, others: Iterable[LookedAt]) -> None:
        """What was looked at elsewhere, one after the other."""
        for other in others:
            self.statements |= other.statements
            self.named |= other.named
            self.conflicts |= other.conflicts
            self.pictures |= other.pictures
            self.missing |= other.missing


Field = tuple[str, str]
"""A field of a record: its key, and the name."""
