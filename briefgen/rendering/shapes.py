"""What a template can see, described: the shape of every field that a view answers.

One description serves two readers: `briefgen template fields` prints it, and the lint follows names through
templates with it. `tests/briefs/test_shapes.py` walks the real views along it, so that the two cannot drift.

A shape says less than a value: where it is `open`, the thing may have more fields than are named here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property

from briefgen.frozen import replace
from briefgen.model.schema import (
    ACTOR,
    AMOUNT,
    ASSERTION,
    DATE,
    NAMELESS,
    NESTED,
    NUMBER,
    POINT,
    REFERENCE,
    RULING,
    SOURCE,
    TEXT,
    TIME,
    TOKEN,
    TOPIC,
    FieldSpec,
    Schema,
    acting_as,
    may_be_nameless,
)

WORD, VALUE, RECORD, LIST, ROW = "word", "value", "record", "list", "row"
COUNT, FLAG, CODE, PICTURE, MENTION = "count", "yes-no", "code", "picture", "mention"
MARKUP, NONE, ANY, CHOICE = "text-of-the-template", "nothing", "anything", "one-of"
# What is a `Value` when rendered: it prints as escaped text and is no list.
VALUES = frozenset({TEXT, DATE, NUMBER, AMOUNT, TIME, POINT, WORD, VALUE, REFERENCE, PICTURE, MENTION})
STRINGS = frozenset({CODE, MARKUP})


@dataclass(frozen=True, slots=True, eq=False)
class Shape:
    """What one name stands for.

    `type` is one of the words above; `kinds` are those of a record or of what a reference leads to, `of` the
    items of a list, `parts` those of a list of known length, `fields` what a row or value has, `choices` the
    words it may be, `options` the shapes of a one-of. `optional`: it may be missing, and then does not print.
    `noted`: it prints with a note, where its source has one.
    """

    type: str
    help: str = ""
    kinds: tuple[str, ...] = ()
    of: Shape | None = None
    parts: tuple[Shape, ...] = ()
    fields: Mapping[str, Shape] = field(default_factory=dict)
    choices: tuple[str, ...] = ()
    options: tuple[Shape, ...] = ()
    optional: bool = False
    noted: bool = False
    open: bool = False

    def said(self, help_: str) -> Shape:
        """The same with a meaning of its own."""
        return replace(self, help=help_)

    def maybe(self) -> Shape:
        """The same where it may be missing."""
        return self if self.optional else replace(self, optional=True)


ANYTHING = Shape(ANY)
TEXT_OF_TEMPLATE = Shape(MARKUP)
YES_NO = Shape(FLAG)
A_COUNT = Shape(COUNT)


@cache
def record(*kinds: str) -> Shape:
    """A record of one of the kinds."""
    return Shape(RECORD, kinds=kinds, noted=True)


@cache
def list_of(item: Shape) -> Shape:
    return Shape(LIST, of=item)


@cache
def one_of(*options: Shape) -> Shape:
    """Something that is now this, now that; one shape where they are the same."""
    flat = dict.fromkeys(o for option in options for o in (option.options or (option,)))
    if any(o.type == ANY for o in flat):
        return ANYTHING
    if len(flat) == 1:
        return next(iter(flat))
    return Shape(CHOICE, options=tuple(flat), optional=any(o.optional for o in flat))


@cache
def present(shape: Shape) -> Shape:
    """The same, known not to be missing."""
    if shape.type == CHOICE:
        return one_of(*(present(option) for option in shape.options))
    return replace(shape, optional=False) if shape.optional else shape


def row(**fields: Shape) -> Shape:
    """Something with named parts."""
    return Shape(ROW, fields=fields)


def value(help_: str = "", *, optional: bool = False) -> Shape:
    """A text of the program's or the desk's that needs no note."""
    return Shape(TEXT, help_, optional=optional)


class Shapes:
    """The shapes of all kinds of record: their own fields, and those `derived` from other records."""

    def __init__(self, schema: Schema, derived: Mapping[str, Mapping[str, Shape]]) -> None:
        self.schema, self._derived = schema, derived
        self._of_kind: dict[str, Mapping[str, Shape]] = {}
        self._of_values: dict[tuple[str, str], Shape] = {}

    def fields(self, shape: Shape) -> Mapping[str, Shape]:
        """Every field of a thing of this shape; of several kinds, those that any of them has."""
        if shape.type == CHOICE:
            return _joined(self.fields(option) for option in shape.options)
        if shape.type == RECORD:
            return {**_joined(self.of_kind(kind) for kind in self._kinds(shape)), **shape.fields}
        if shape.type == REFERENCE:
            target = record(*self._kinds(shape))
            return {**self.fields(target), **shape.fields, "record": target.said("what it leads to, as a record")}
        return shape.fields

    def _kinds(self, shape: Shape) -> tuple[str, ...]:
        return tuple(k for k in shape.kinds or self.schema if k in self.schema)

    def of_kind(self, kind: str) -> Mapping[str, Shape]:
        """The fields of a record of this kind."""
        if kind not in self._of_kind:
            spec = self.schema[kind]
            own = {name: self.of_field(kind, f) for name, f in spec.fields.items() if f.type != NESTED}
            fixed = {
                "id": Shape(CODE, "its id, to compare with"),
                "kind": Shape(CODE, "its kind, to compare with", choices=(kind,)),
                "label": Shape(TEXT, "its name", noted=True, open=True),
                "caveat": Shape(TEXT, "what a mention owes: contested; of a claim, whose it is", noted=True),
            }
            if ASSERTION in spec.acts_as:
                fixed["in_words"] = Shape(TEXT, "with its speaker, a sentence but for the stop", noted=True)
            self._of_kind[kind] = {**own, **self._derived.get(kind, {}), **fixed}
        return self._of_kind[kind]

    def of_field(self, kind: str, spec: FieldSpec) -> Shape:
        """What a record answers for one of its own fields."""
        item = self.value_of(kind, spec.name)
        if spec.many:
            return list_of(item).said(spec.help)
        return item if spec.required else item.maybe()

    def value_of(self, kind: str, name: str) -> Shape:
        """One value of a field, with what qualifies it and what its statement says."""
        if (kind, name) not in self._of_values:
            spec = self.schema[kind].fields[name]
            nameless = acting_as(self.schema, NAMELESS) if may_be_nameless(self.schema, spec.kinds) else ()
            shape = Shape(
                type_of(spec),
                spec.help,
                (*spec.kinds, *nameless),
                choices=spec.choices,
                noted=kind != SOURCE and TOPIC not in self.schema[kind].acts_as,
            )
            fields: dict[str, Shape] = {}
            shape = replace(shape, fields=fields)
            self._of_values[kind, name] = shape
            fields.update({q.name: self.qualifier(q) for q in spec.qualifiers.values()})
            fields.update(self._of_statements | {"of": record(kind).said("the record that says it")})
            fields["others"] = list_of(shape).said("the other values that sources give for it")
        return self._of_values[kind, name]

    def guessed(self, name: str) -> Shape:
        """What a name probably stands for: a record of that kind, or a value that leads to one."""
        if (
            name not in self.schema or RULING in self.schema[name].acts_as
        ):  # what templates call so is a view, not the record
            return ANYTHING
        values = [self.value_of(k, f.name) for k, s in self.schema.items() for f in s.fields.values()]
        leading = [v.fields for v in values if v.type == REFERENCE and (not v.kinds or name in v.kinds)]
        return one_of(record(name), Shape(REFERENCE, kinds=(name,), fields=_joined(leading), noted=True))

    def qualifier(self, spec: FieldSpec) -> Shape:
        """What a value answers for one of its keys."""
        kinds = spec.kinds or tuple(self.schema)
        fields = mentioned(*kinds).fields if spec.type == REFERENCE else {}
        type_ = MENTION if spec.type == REFERENCE else type_of(spec)
        shape = Shape(type_, spec.help, kinds if fields else (), fields=fields, choices=spec.choices, noted=True)
        if spec.many:
            return list_of(shape).said(spec.help)
        return shape if spec.required else shape.maybe()

    @cached_property
    def _of_statements(self) -> dict[str, Shape]:
        return of_statements(acting_as(self.schema, ACTOR))


def mentioned(*kinds: str) -> Shape:
    """A record named beside a value: it prints as its name, and leads to the record."""
    fields = {
        "record": record(*kinds).said("what it leads to, as a record"),
        "id": Shape(CODE, "its id, to compare with"),
        "kind": Shape(CODE, "its kind, to compare with", choices=kinds),
    }
    return Shape(MENTION, kinds=kinds, fields=fields, noted=True)


def of_statements(actors: Sequence[str] = ()) -> dict[str, Shape]:
    """What every value of a record says about how it came to be known; `actors` are the kinds that can speak."""
    speaker = mentioned(*actors)
    return {
        "origin": Shape(CODE, "how it came about", choices=("stated", "inferred", "register", "judged")),
        "property": Shape(CODE, "which field of its record it is, to compare with"),
        "rank": Shape(CODE, "whether it is to be followed", choices=("preferred", "normal", "deprecated")),
        "inferred": Shape(CODE, "which part of it is inferred; empty where none is"),
        "proposed_by": Shape(CODE, "the program that proposed it, with its version; empty where none did"),
        "register": Shape(TEXT, "the register it was looked up in", optional=True, noted=True),
        "why": Shape(TEXT, "the basis of what is inferred or preferred", optional=True, noted=True),
        "contested": Shape(TEXT, "what speaks against it", optional=True, noted=True),
        "according_to": list_of(speaker).said("whom its source names for it"),
        "sources": list_of(record(SOURCE)).said("the sources that state it"),
        "plain": Shape(TEXT, "without its caveat, which the template says itself", noted=True),
        "caveat": Shape(TEXT, "what it owes, in words; empty where nothing", noted=True),
    }


def type_of(spec: FieldSpec) -> str:
    """The type of shape that a value of this field has."""
    if spec.type in (REFERENCE, DATE, NUMBER, AMOUNT, TIME, POINT):
        return spec.type
    return WORD if spec.type == TOKEN else TEXT


def _joined(tables: Iterable[Mapping[str, Shape]]) -> dict[str, Shape]:
    found: dict[str, list[Shape]] = {}
    for table in tables:
        for name, shape in table.items():
            found.setdefault(name, []).append(shape)
    return {name: shapes[0] if len(shapes) == 1 else merged(*shapes) for name, shapes in found.items()}


@cache
def merged(*shapes: Shape) -> Shape:
    """What several kinds call by one name; lists and codes become one list and one code."""
    distinct = tuple(dict.fromkeys(shapes))
    if len(distinct) == 1:
        return distinct[0]
    types = {shape.type for shape in distinct}
    if types == {LIST}:
        return list_of(merged(*(shape.of or ANYTHING for shape in distinct))).said(distinct[0].help)
    if types == {CODE}:
        choices = tuple(dict.fromkeys(c for shape in distinct for c in shape.choices))
        return Shape(CODE, distinct[0].help, choices=choices if all(s.choices for s in distinct) else ())
    if types == {RECORD}:
        return replace(distinct[0], kinds=tuple(dict.fromkeys(k for shape in distinct for k in shape.kinds)))
    return one_of(*distinct).said(distinct[0].help)
