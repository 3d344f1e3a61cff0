"""The form of a kind of record: its fields as somebody fills them in, taken from the description of the kind."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Any

from briefgen.frozen import replace
from briefgen.model.schema import GROUP, RECORD, VALUE, FieldSpec, Schema
from briefgen.model.shared import OF_A_NESTED, OF_A_RECORD, of_a_value

_OF_A_VALUE = ("according_to", "why", "rank", "inferred", "contested", "register", "marking", "note")
_OF_A_RECORD = ("marking", "contested", "deprecated", "note")


@dataclass(frozen=True, slots=True)
class FormField:
    """One field of a form.

    `form` says how it is written: a value with words of its own, a plain word, a group of values that share their
    words, a record inside the record. `parts` are what a value may carry, the keys of a group, or the fields of an
    inner record; `of` is the key of a group that holds its values. `said` is what else may be said of a value, whatever
    its field: whom the source names for it, a reason.
    """

    name: str
    type: str
    form: str
    many: bool = False
    required: bool = False
    kinds: tuple[str, ...] = ()
    choices: tuple[str, ...] = ()
    default: str = ""
    help: str = ""
    of: str = ""
    parts: Mapping[str, FormField] = field(default_factory=dict)
    said: Mapping[str, FormField] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        """The field as plain data, for the page."""
        plain = {one.name: getattr(self, one.name) for one in fields(self) if one.name != "said"}
        return {**plain, "parts": [part.as_json() for part in self.parts.values()]}


def fields_of(schema: Schema, kind: str) -> Mapping[str, FormField]:
    """The form of a kind of record, in the order in which its fields are described."""
    said = said_of(schema)
    return {name: _field(spec, schema, said) for name, spec in schema[kind].fields.items()}


Said = Mapping[str, Mapping[str, FormField]]


def said_of(schema: Schema) -> Said:
    """What may be said of any value, by the form in which it is written."""
    known = of_a_value(schema)
    of_values = {name: replace(_field(known[name], schema, {}), default="") for name in _OF_A_VALUE}
    of_records = {name: _field(OF_A_RECORD[name], schema, {}) for name in _OF_A_RECORD}
    return {VALUE: of_values, GROUP: of_values, RECORD: of_records}


def _field(spec: FieldSpec, schema: Schema, said: Said) -> FormField:
    parts: Mapping[str, FieldSpec] = spec.qualifiers
    if spec.form == GROUP:
        parts = {name: part for name, part in spec.keys.items() if name != spec.of}
    elif spec.form == RECORD:
        inner = {**OF_A_NESTED, **schema[spec.kinds[0]].fields}
        parts = {name: part for name, part in inner.items() if part.form != RECORD}  # one inside that is not asked for
    return FormField(
        spec.name,
        spec.type,
        spec.form,
        spec.many,
        spec.must_be_written,
        spec.kinds,
        spec.choices,
        spec.default,
        spec.help,
        spec.of,
        {name: _field(part, schema, {}) for name, part in parts.items()},
        said.get(spec.form, {}),
    )
