"""The models that say what is wrong with records: made from descriptions of kinds when a record is at fault."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Annotated, Any, Literal

from pydantic import BaseModel, Field, create_model

from briefgen.model.scalars import reference_to
from briefgen.model.schema import (
    GROUP,
    PLAIN,
    RECORD,
    REFERENCE,
    FieldSpec,
    Schema,
    actors,
    attribute,
    may_be_nameless,
)
from briefgen.model.values import BaseRecord, Slug, Sourced, Stated, checked, listed, of_type, values


class Models:
    """The model of each kind of a workspace."""

    def __init__(self, schema: Schema) -> None:
        self.schema = schema
        self._actors = actors(schema)
        self.of_kind = cache(self._of_kind)
        self._nested, self._stated = cache(self._make_nested), cache(self._make_stated)

    def _of_kind(self, kind: str) -> type[BaseRecord]:
        """The model of a kind's records; raises KeyError for a kind that there is not."""
        spec = self.schema[kind]
        return self._make(kind, BaseRecord, spec.fields, spec.help)

    def _make_nested(self, kind: str) -> type[BaseRecord]:
        """That of a record written inside another one, which names itself."""
        return create_model(f"nested {kind}", __base__=self.of_kind(kind), id=(Slug, Field(description="its own id")))

    def _make_stated(self, scalar: str, kinds: tuple[str, ...], choices: tuple[str, ...]) -> type[Stated]:
        """A value of some type with its sources."""
        inner = self._scalar(scalar, kinds, choices)
        speakers: Any = listed(self._reference(self._actors))
        whole, spoken = Stated.model_fields["is_"], Stated.model_fields["according_to"]
        return create_model(
            "value",
            __base__=Stated,
            is_=(inner, Field(alias="is", description=whole.description)),
            according_to=(speakers, Field(default=(), description=spoken.description)),
        )

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
            annotation = listed(self._make(spec.name, Sourced, spec.keys, spec.help))
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
