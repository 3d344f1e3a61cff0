"""The building stones of records: a value with its sources, in the shortest form that is still true.

Each type here turns what an editor writes into one canonical form, so that the rest of the program knows
only that one: a bare scalar becomes `{is: scalar}`, one value becomes a list of one, `src: id` becomes a list
of citations. What a field of a kind holds is made of these by its description (`models`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Annotated, Any, Literal, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from briefgen.diagnostics import quoted
from briefgen.model.ids import is_slug, why_no_slug
from briefgen.model.scalars import (
    LOCATOR,
    Date,
    Number,
    Path,
    Slug,
    Text,
    Words,
    is_by_language,
    no_value,
    problem,
    words,
)

T = TypeVar("T")


class Strict(BaseModel):
    """A mapping that knows all its keys and never changes."""

    model_config = ConfigDict(
        extra="forbid", frozen=True, hide_input_in_errors=True, defer_build=True, protected_namespaces=()
    )


# --- lists -------------------------------------------------------------------------------------


def _listed(value: object) -> list[object]:
    if value in ("", []):
        raise no_value()
    return value if isinstance(value, list) else [value]


def _values(value: object) -> list[object]:
    return [_value(item) for item in _listed(value)]


def _value(item: object) -> object:
    if not isinstance(item, dict) or is_by_language(item):
        return {"is": item}
    return item


Listed = Annotated[tuple[T, ...], BeforeValidator(_listed)]


def listed(one: Any) -> Any:
    """The type of one, or a list, of a type that is made while the program runs."""
    return Annotated[tuple[one, ...], BeforeValidator(_listed)]


def values(one: Any) -> Any:
    """The same for a value with its sources, which may be written bare."""
    return Annotated[tuple[one, ...], BeforeValidator(_values)]


# --- sources of a value ------------------------------------------------------------------------


class Cited(Strict):
    """One citation in canonical form."""

    source: str
    locator: str = ""
    quote: str = ""


def _citations(value: object) -> list[object]:
    """Every citation apart, with the way to it, so that each can be refused at its own place."""
    if value in ("", [], {}):
        raise no_value()
    if not isinstance(value, list):
        return list(_apart(value, ()))
    return [citation for n, item in enumerate(value) for citation in _apart(item, (n,))]


def _apart(item: object, at: Path) -> Iterator[tuple[object, object, Path]]:
    if isinstance(item, dict) and item:
        yield from ((key, words, (*at, str(key))) for key, words in item.items())
    else:
        yield item or "", "", at


def _citation(apart: tuple[object, object, Path]) -> dict[str, object]:
    key, quote, at = apart
    is_key = quote != "" or (isinstance(key, str) and at[-1:] == (key,))
    text = str(key) if is_key else words(key, at, up=1)
    source, has_locator, locator = text.partition("#")
    if not is_slug(source):
        raise problem("bad-id", f"in src, {why_no_slug(source)}", up=1, at=at, at_key=is_key)
    if has_locator and not re.fullmatch(LOCATOR, locator):
        message = f"{quoted(locator)} is no locator such as p3 or min12"
        raise problem("bad-locator", message, up=1, at=at, at_key=is_key)
    return {"source": source, "locator": locator, "quote": words(quote, at, up=1) if is_key else ""}


Sources = Annotated[tuple[Annotated[Cited, BeforeValidator(_citation)], ...], BeforeValidator(_citations)]


class Sourced(Strict):
    """What every value and every record may say about where it comes from."""

    src: Sources = Field(default=(), description="the sources: id, id#locator, {id: exact words}, or a list of these")
    quote: Words | None = Field(
        default=None, description="the exact words of the one source that `src` names here or above"
    )
    marking: Words | None = Field(
        default=None, description="who may read it, where that differs from the default, e.g. TLP:GREEN"
    )
    recorded: Date | None = Field(default=None, description="the day this was written into the fact base")
    proposed_by: Words | None = Field(
        default=None, description="the program that proposed it, with its version, before a person accepted it"
    )
    note: Words | None = Field(default=None, description="a remark among editors; never printed")


class Stated(Sourced):
    """A value with its sources; what `is_` may be, and who may speak, `models` says for each field."""

    is_: Any = Field(alias="is", description="the value itself")
    rank: Literal["preferred", "normal", "deprecated"] = Field(
        default="normal", description="which of several values a brief follows; preferred and deprecated need a why"
    )
    inferred: Slug | None = Field(
        default=None,
        description="the part that no source states and the editor concluded (year, day, all, …); needs a why",
    )
    register_: Words | None = Field(
        default=None, alias="register", description="the register it was looked up in, where no source states it"
    )
    why: Text | None = Field(default=None, description="the basis of what is inferred, preferred or deprecated")
    contested: Text | None = Field(default=None, description="why this value is disputed; prints as contested")
    according_to: Listed[str] = Field(
        default=(), description="whom the source names for it; left out where the source says it in its own voice"
    )


class BaseRecord(Sourced):
    """One file under `facts/`. Its `src` and `quote` hold for every field that names none."""

    deprecated: Text | None = Field(
        default=None, description="why this record is no longer used; it is kept and not printed"
    )
    contested: Text | None = Field(
        default=None,
        description="why what this record tells is disputed as a whole, such as whether a meeting took place; "
        "wherever it is mentioned it is marked contested",
    )
    expect: dict[Words, Number] | None = Field(
        default=None, description="counts this file must keep, e.g. {attendance: 9}, so that a loss shows"
    )
