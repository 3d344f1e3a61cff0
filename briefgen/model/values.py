"""The building stones of models: a value with its sources, and a record.

What a field of a kind holds is made of these by its description (`models`). The types are those of `scalars`, read by
the same functions; what they are called and mean stands in `shared`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any, Literal, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field
from pydantic.fields import FieldInfo
from pydantic_core import PydanticCustomError

from briefgen.model import canonical, scalars
from briefgen.model.scalars import TYPES, Misfit
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
Listed = Annotated[tuple[T, ...], checked(canonical.listed)]


def listed(one: Any) -> Any:
    """The type of one, or a list, of a type that is made while the program runs."""
    return Annotated[tuple[one, ...], checked(canonical.listed)]


def values(one: Any) -> Any:
    """The same for a value with its sources, which may be written bare."""
    return Annotated[tuple[one, ...], checked(canonical.stated)]


def key_of(name: str, info: FieldInfo) -> str:
    """The key that an editor writes for a field of a model."""
    return info.alias or name


class Cited(Strict):
    """One citation in canonical form."""

    source: str
    locator: str = ""
    quote: str = ""


Sources = Annotated[tuple[Annotated[Cited, checked(canonical.citation)], ...], checked(canonical.citations)]


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


class BaseRecord(Sourced):
    """One file under `facts/`. Its `src` and `quote` hold for every field that names none."""

    deprecated: Text | None = Field(default=None, description=OF_A_RECORD["deprecated"].help)
    contested: Text | None = Field(default=None, description=OF_A_RECORD["contested"].help)
    expect: dict[Words, Number] | None = Field(default=None, description=OF_A_RECORD["expect"].help)
