"""The form of a kind of record: its fields as somebody fills them in, taken from the description of the kind."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from pydantic import BaseModel

from briefgen.model.kinds import (
    KINDS,
    OF_A_VALUE,
    STRUCTURE,
    FieldShape,
    field_spec,
    is_block,
    is_nested_record,
    key_of,
)
from briefgen.model.schema import REFERENCE, FieldSpec, Schema
from briefgen.model.values import Stated

VALUE, PLAIN, GROUP, RECORD = "value", "plain", "group", "record"


@dataclass(frozen=True, slots=True)
class FormField:
    """One field of a form.

    `form` says how it is written: a value with words of its own, a plain word, a group of values that share their
    words, a record inside the record. `parts` are what a value may carry, the keys of a group, or the fields of an
    inner record; `of` is the key of a group that holds its values.
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

    def as_json(self) -> dict[str, Any]:
        """The field as plain data, for the page."""
        return {
            "name": self.name,
            "type": self.type,
            "form": self.form,
            "many": self.many,
            "required": self.required,
            "kinds": list(self.kinds),
            "choices": list(self.choices),
            "default": self.default,
            "help": self.help,
            "of": self.of,
            "parts": [part.as_json() for part in self.parts.values()],
        }


def fields_of(schema: Schema, kind: str) -> Mapping[str, FormField]:
    """The form of a kind of record, in the order in which its fields are described."""
    model = KINDS[kind].model
    return {
        name: _field(spec, model.model_fields[_attribute(model, name)]) for name, spec in schema[kind].fields.items()
    }


def _attribute(model: type[BaseModel], key: str) -> str:
    return next(name for name, info in model.model_fields.items() if key_of(name, info) == key)


def _field(spec: FieldSpec, info: Any) -> FormField:
    shape = FieldShape.of(info)
    default = info.default if isinstance(info.default, str) else ""
    form, of, parts = PLAIN, "", {}
    if shape.model is not None:
        inner = {
            key_of(name, part): part
            for name, part in shape.model.model_fields.items()
            if key_of(name, part) not in {*OF_A_VALUE, "is", "register"} and (name == "id" or name not in STRUCTURE)
        }
        parts = {key: _field(field_spec(key, part), part) for key, part in inner.items()}
        form = VALUE if issubclass(shape.model, Stated) else RECORD if is_nested_record(shape.model) else GROUP
        if is_block(shape.model):
            of = next(key for key, part in parts.items() if part.type == REFERENCE and part.many)
            parts = {key: part for key, part in parts.items() if key != of}
    required = spec.required and not default
    return FormField(
        spec.name, spec.type, form, spec.many, required, spec.kinds, spec.choices, default, spec.help, of, parts
    )
