"""Every kind of record: its folder, its model, and what a value of each field holds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from types import NoneType
from typing import Any, Literal, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from briefgen.frozen import dataclass
from briefgen.model.judgements import Assessment, Claim, ConflictNote, Gap, Theme
from briefgen.model.meeting import Meeting, Series
from briefgen.model.organisation import Country, Organisation, Person
from briefgen.model.schema import COUNTS, NESTED, NUMBER, REFERENCE, TOKEN, FieldSpec, KindSpec, Schema
from briefgen.model.source import DocumentRecord, Source
from briefgen.model.values import BaseRecord, Cardinality, Holds, Sourced, Stated


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of record; `label` names the field that names a record in a sentence."""

    name: str
    folder: str
    model: type[BaseRecord]
    label: str


KINDS: Mapping[str, Kind] = {
    kind.name: kind
    for kind in (
        Kind("source", "sources", Source, "label"),
        Kind("series", "series", Series, "name"),
        Kind("meeting", "meetings", Meeting, "names"),
        Kind("country", "countries", Country, "name"),
        Kind("person", "persons", Person, "name"),
        Kind("organisation", "organisations", Organisation, "name"),
        Kind("theme", "themes", Theme, "label"),
        Kind("document", "documents", DocumentRecord, "title"),
        Kind("claim", "claims", Claim, "says"),
        Kind("assessment", "assessments", Assessment, "text"),
        Kind("gap", "gaps", Gap, "question"),
        Kind("conflict", "conflicts", ConflictNote, "explanation"),
    )
}
FOLDERS: Mapping[str, Kind] = {kind.folder: kind for kind in KINDS.values()}
# Kinds whose plain fields are the desk's own words or registers, not what a source states.
JUDGED = frozenset({"theme", "assessment", "gap", "conflict", "source"})
# What a record or value says about itself rather than about its subject.
STRUCTURE = frozenset(BaseRecord.model_fields) | {"id", "expect"}
OF_A_VALUE = frozenset(Stated.model_fields)


@cache
def describe() -> Schema:
    """The fields of every kind, as plain data."""
    return {name: _describe(kind) for name, kind in KINDS.items()}


def _describe(kind: Kind) -> KindSpec:
    fields = {
        key_of(name, info): field_spec(key_of(name, info), info)
        for name, info in kind.model.model_fields.items()
        if name not in STRUCTURE
    }
    return KindSpec(kind.name, kind.folder, kind.label, (kind.model.__doc__ or "").strip(), fields)


def key_of(name: str, info: FieldInfo) -> str:
    """The key that an editor writes for a field."""
    return info.alias or name


def is_always_there(info: FieldInfo) -> bool:
    """True for what must be written, and for a word that is filled in where it is left out."""
    return info.is_required() or isinstance(info.default, str)


def field_spec(name: str, info: FieldInfo) -> FieldSpec:
    """What one field of a model holds."""
    shape = FieldShape.of(info)
    if shape.model is None:
        return FieldSpec(
            name, shape.holds, shape.many, shape.kinds, shape.choices, info.description or "", is_always_there(info)
        )
    inner = shape.model
    qualifiers = {
        key_of(key, part): field_spec(key_of(key, part), part)
        for key, part in inner.model_fields.items()
        if key not in OF_A_VALUE and key not in STRUCTURE
    }
    if issubclass(inner, Stated):
        value = FieldShape.of(inner.model_fields["is_"])
        return FieldSpec(
            name,
            value.holds,
            shape.many,
            value.kinds,
            value.choices,
            info.description or "",
            is_always_there(info),
            qualifiers,
        )
    if is_block(inner):
        return _block_spec(name, info, qualifiers)
    kinds = (kind_of(inner).name,)
    return FieldSpec(name, NESTED, True, kinds, (), info.description or "", is_always_there(info), qualifiers)


def _block_spec(name: str, info: FieldInfo, parts: dict[str, FieldSpec]) -> FieldSpec:
    """A group of values: it reads as its values, and what the group says of itself qualifies each of them."""
    values = next(part for part in parts.values() if part.type == REFERENCE and part.many)
    rest = {key: part for key, part in parts.items() if part is not values}
    place = FieldSpec("list", NUMBER, help="which of the record's lists it stands in, from 0")
    qualifiers = {**rest, **values.qualifiers, "list": place}
    return FieldSpec(name, REFERENCE, True, values.kinds, (), info.description or "", is_always_there(info), qualifiers)


def kind_of(model: type[BaseModel]) -> Kind:
    """The kind whose record a nested model writes."""
    return next(kind for kind in KINDS.values() if issubclass(model, kind.model))


@dataclass(frozen=True, slots=True)
class FieldShape:
    """What an annotation amounts to: a scalar type, or a model inside one or many values."""

    holds: str = ""
    kinds: tuple[str, ...] = ()
    choices: tuple[str, ...] = ()
    many: bool = False
    model: type[BaseModel] | None = None
    pattern: str = ""
    example: str = ""

    @classmethod
    def of(cls, info: FieldInfo) -> FieldShape:
        return _shape(info.annotation, tuple(info.metadata))


def _shape(annotation: Any, metadata: tuple[Any, ...]) -> FieldShape:
    cardinality = next((m for m in metadata if isinstance(m, Cardinality)), None)
    holds = next((m for m in metadata if isinstance(m, Holds)), None)
    if holds is not None:
        return FieldShape(holds.type, holds.kinds, pattern=holds.pattern, example=holds.example)
    if hasattr(annotation, "__metadata__"):
        return _shape(annotation.__origin__, annotation.__metadata__)
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return FieldShape(model=annotation)
    arguments = [a for a in get_args(annotation) if a is not NoneType and a is not Ellipsis]
    if get_origin(annotation) is Literal:
        return FieldShape(TOKEN, choices=tuple(str(a) for a in arguments))
    if get_origin(annotation) is tuple:
        inner = _shape(arguments[0], ())
        many = cardinality.many if cardinality else True
        return replace(inner, many=many)
    if get_origin(annotation) is dict:
        return FieldShape(COUNTS, example="{agenda: 3}")
    return _shape(arguments[0], ()) if arguments else FieldShape()


def is_nested_record(model: type[BaseModel]) -> bool:
    """True for a record written inside another one, such as a claim in a meeting."""
    return issubclass(model, BaseRecord)


def is_block(model: type[BaseModel]) -> bool:
    """True for a group of values that share their sources, such as a list of participants."""
    return issubclass(model, Sourced) and not issubclass(model, Stated | BaseRecord)
