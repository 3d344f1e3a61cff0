"""The models that say what is wrong with records: made from descriptions of kinds when a record is at fault.

What a field of a kind holds is made of a value with its sources. The types are those of `scalars`, read by the same
functions as where no model is needed (`sound`); what they are called and mean stands in `shared`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from typing import Annotated, Any, Literal, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, create_model
from pydantic.fields import FieldInfo
from pydantic_core import PydanticCustomError

from briefgen.model import scalars, sound
from briefgen.model.scalars import TYPES, Misfit, reference_to
from briefgen.model.schema import GROUP, PLAIN, RECORD, REFERENCE, FieldSpec, Schema, actors, attribute, may_be_nameless
from briefgen.model.shared import OF_A_RECORD, OF_A_VALUE

T = TypeVar("T")


class Strict(BaseModel):
    """A mapping that knows all its keys and never changes."""

    model_config = ConfigDict(
        extra="forbid", frozen=True, hide_input_in_errors=True, defer_build=True, protected_namespaces=()
    )


def checked(read: Callable[[Any], object]) -> BeforeValidator:
    """What turns a value as it was written into what it amounts to; what is wrong with it, in words of our own."""

    def validated(value: Any) -> object:
        try:
            return read(value)
        except Misfit as bad:
            raise PydanticCustomError(f"briefgen:{bad.code}", "{message}", dict(bad.parts)) from None

    return BeforeValidator(validated)


def of_type(name: str) -> Any:
    """A type of field as pydantic takes it."""
    type_ = TYPES[name]
    return Annotated[type_.base, checked(type_.read)]


# The types that keys of every record and of every value have, in words that a type checker reads.
Words = Annotated[str, checked(scalars.words)]
Text = Annotated[dict[str, str], checked(scalars.texts)]
Date = Annotated[str, checked(scalars.date)]
Number = Annotated[int, checked(scalars.number)]
Slug = Annotated[str, checked(scalars.slug)]
Listed = Annotated[tuple[T, ...], checked(sound.listed)]


def listed(one: Any) -> Any:
    """The type of one, or a list, of a type that is made while the program runs."""
    return Annotated[tuple[one, ...], checked(sound.listed)]


def values(one: Any) -> Any:
    """The same for a value with its sources, which may be written bare."""
    return Annotated[tuple[one, ...], checked(sound.stated)]


def key_of(name: str, info: FieldInfo) -> str:
    """The key that an editor writes for a field of a model."""
    return info.alias or name


class Cited(Strict):
    """One citation in canonical form."""

    source: str
    locator: str = ""
    quote: str = ""


Sources = Annotated[tuple[Annotated[Cited, checked(sound.citation)], ...], checked(sound.citations)]


class Sourced(Strict):
    """What every value and every record may say about where it comes from."""

    src: Sources = Field(default=(), description=OF_A_VALUE["src"].help)
    quote: Words | None = Field(default=None, description=OF_A_VALUE["quote"].help)
    marking: Words | None = Field(default=None, description=OF_A_VALUE["marking"].help)
    recorded: Date | None = Field(default=None, description=OF_A_VALUE["recorded"].help)
    proposed_by: Words | None = Field(default=None, description=OF_A_VALUE["proposed_by"].help)
    note: Words | None = Field(default=None, description=OF_A_VALUE["note"].help)


class Stated(Sourced):
    """A value with its sources; what `is_` may be, and who may speak, `models` says for each field."""

    is_: Any = Field(alias="is", description=OF_A_VALUE["is"].help)
    rank: Literal["preferred", "normal", "deprecated"] = Field(default="normal", description=OF_A_VALUE["rank"].help)
    inferred: Slug | None = Field(default=None, description=OF_A_VALUE["inferred"].help)
    register_: Words | None = Field(default=None, alias="register", description=OF_A_VALUE["register"].help)
    why: Text | None = Field(default=None, description=OF_A_VALUE["why"].help)
    contested: Text | None = Field(default=None, description=OF_A_VALUE["contested"].help)
    according_to: Listed[str] = Field(default=(), description=OF_A_VALUE["according_to"].help)


class Sharing(Sourced):
    """Values that share their sources; who may speak, `models` says."""

    according_to: Listed[str] = Field(default=(), description=OF_A_VALUE["according_to"].help)


class BaseRecord(Sourced):
    """One file under `facts/`. Its `src` and `quote` hold for every field that names none."""

    deprecated: Text | None = Field(default=None, description=OF_A_RECORD["deprecated"].help)
    contested: Text | None = Field(default=None, description=OF_A_RECORD["contested"].help)
    expect: dict[Words, Number] | None = Field(default=None, description=OF_A_RECORD["expect"].help)


class Models:
    """The model of each kind of a workspace."""

    def __init__(self, schema: Schema) -> None:
        self.schema = schema
        self._actors = actors(schema)
        self.of_kind = cache(self._of_kind)
        self._nested, self._stated = cache(self._make_nested), cache(self._make_stated)
        self._spoken = cache(self._make_spoken)

    def _of_kind(self, kind: str) -> type[BaseRecord]:
        """The model of a kind's records; raises KeyError for a kind that there is not."""
        spec = self.schema[kind]
        return self._make(kind, BaseRecord, spec.fields, spec.help)

    def _make_nested(self, kind: str) -> type[BaseRecord]:
        """That of a record written inside another one, which names itself."""
        return create_model(f"nested {kind}", __base__=self.of_kind(kind), id=(Slug, Field(description="its own id")))

    def _make_stated(self, scalar: str, kinds: tuple[str, ...], choices: tuple[str, ...]) -> type[Stated]:
        """A value of some type with its sources."""
        inner, whole = self._scalar(scalar, kinds, choices), Stated.model_fields["is_"]
        is_: Any = (inner, Field(alias="is", description=whole.description))
        return create_model("value", __base__=self._spoken(Stated), is_=is_)

    def _make_spoken(self, base: type[Any]) -> type[Any]:
        """What has a speaker, who is of a kind that can speak."""
        spoken: Any = (listed(self._reference(self._actors)), base.model_fields["according_to"])
        return create_model("spoken", __base__=base, according_to=spoken)

    def _make(self, name: str, base: type[Any], fields: Mapping[str, FieldSpec], doc: str = "") -> type[Any]:
        parts: dict[str, Any] = {attribute(spec.name): self._part(spec) for spec in fields.values()}
        return create_model(name, __base__=base, __doc__=doc, **parts)

    def _part(self, spec: FieldSpec) -> tuple[Any, Any]:
        """A field's annotation and what pydantic must know of it."""
        described: dict[str, Any] = {"alias": spec.name, "description": spec.help}
        if spec.form == PLAIN:
            one = self._scalar(spec.scalar, spec.kinds, spec.choices)
            if spec.default:
                return one, Field(default=spec.default, **described)
            if spec.many:
                return listed(one), Field(**described) if spec.must_be_written else Field(default=(), **described)
            if spec.must_be_written:
                return one, Field(**described)
            return one | None, Field(default=None, **described)
        if spec.form == RECORD:
            annotation = listed(self._nested(spec.kinds[0]))
        elif spec.form == GROUP:
            annotation = listed(self._make(spec.name, self._spoken(Sharing), spec.keys, spec.help))
        else:
            annotation = values(self._value(spec))
        return annotation, Field(**described) if spec.must_be_written else Field(default=(), **described)

    def _value(self, spec: FieldSpec) -> type[BaseModel]:
        stated = self._stated(spec.scalar, spec.kinds, spec.choices)
        return self._make(spec.name, stated, spec.qualifiers, spec.help) if spec.qualifiers else stated

    def _scalar(self, scalar: str, kinds: tuple[str, ...], choices: tuple[str, ...]) -> Any:
        if choices:
            return Literal[choices]
        return self._reference(kinds) if scalar == REFERENCE else of_type(scalar)

    def _reference(self, kinds: tuple[str, ...]) -> Any:
        return Annotated[str, checked(reference_to(kinds, or_words=may_be_nameless(self.schema, kinds)))]
