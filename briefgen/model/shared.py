"""The keys that every record and every value has, whatever its kind, described like any field."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Literal, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from briefgen.model.scalars import TYPES
from briefgen.model.schema import COUNTS, PLAIN, REFERENCE, TOKEN, FieldSpec, Schema, actors
from briefgen.model.values import BaseRecord, Sourced, Stated

SRC, QUOTE, VALUE_ITSELF = "src", "quote", "is"
OF_A_PASSAGE = frozenset({"name", "quote", "src", "according_to", "marking", "note"})
"""What a passage says of itself; its other keys are fields of the record."""
_TYPES = {"recorded": "date", "why": "text", "contested": "text", "deprecated": "text", "inferred": "word"}


def key_of(name: str, info: FieldInfo) -> str:
    """The key that an editor writes for a field of a model."""
    return info.alias or name


def _specs(model: type[BaseModel]) -> Mapping[str, FieldSpec]:
    return {key_of(name, info): _spec(key_of(name, info), info) for name, info in model.model_fields.items()}


def _spec(key: str, info: FieldInfo) -> FieldSpec:
    help_, required = info.description or "", info.is_required()
    if key in (SRC, VALUE_ITSELF):
        return FieldSpec(key, key, help=help_, required=required, written=key, form=PLAIN)
    if key == "expect":
        return FieldSpec(key, COUNTS, help=help_, written=COUNTS, scalar=COUNTS, form=PLAIN, example="{agenda: 3}")
    if key == "according_to":
        return FieldSpec(key, REFERENCE, many=True, help=help_, written=REFERENCE, scalar=REFERENCE, form=PLAIN)
    if get_origin(info.annotation) is Literal:
        choices = tuple(get_args(info.annotation))
        return FieldSpec(
            key, TOKEN, choices=choices, help=help_, written="choice", scalar="choice", form=PLAIN, default=info.default
        )
    type_ = TYPES[_TYPES.get(key, "words")]
    return FieldSpec(
        key,
        type_.holds,
        help=help_,
        written=type_.name,
        scalar=type_.name,
        form=PLAIN,
        pattern=type_.pattern,
        example=type_.example,
    )


OF_A_RECORD = _specs(BaseRecord)
OF_A_VALUE = _specs(Stated)


def of_a_value(schema: Schema) -> Mapping[str, FieldSpec]:
    """The keys of every value, with the kinds of record that may speak."""
    speakers = replace(OF_A_VALUE["according_to"], kinds=actors(schema))
    return {**OF_A_VALUE, speakers.name: speakers}


OF_A_GROUP = _specs(Sourced)
_ID = TYPES["word"]
OF_A_NESTED = {
    "id": FieldSpec(
        "id",
        _ID.holds,
        help="its own id",
        required=True,
        written=_ID.name,
        scalar=_ID.name,
        form=PLAIN,
        pattern=_ID.pattern,
        example=_ID.example,
    )
}
"""What a record that is written inside another one has besides."""
