"""A country: its code in the register, and what the sources say of it."""

from __future__ import annotations

import re
from typing import Annotated

from pydantic import BeforeValidator, Field

from briefgen.model.fields import BaseRecord, Date, Holds, Many, OrganisationRef, Sentence, Stated, Text, Words, problem
from briefgen.model.quoting import quoted
from briefgen.model.schema import TOKEN

CODE = r"[A-Z]{2}"


def _code(value: object) -> str:
    if not isinstance(value, str) or not re.fullmatch(CODE, value):
        raise problem("bad-code", f"{quoted(value)} is no ISO 3166-1 alpha-2 code such as UZ")
    return str(value)


CountryCode = Annotated[str, BeforeValidator(_code), Holds(TOKEN, pattern=CODE, example="UZ")]


class CountryMembership(Stated[OrganisationRef]):
    """An organisation it belongs to."""

    during: Date | None = Field(default=None, description="when it was a member, e.g. 1991/..")


class Country(BaseRecord):
    """A country; its name comes from the register by its code."""

    code: Annotated[str, BeforeValidator(_code), Holds(TOKEN, pattern=CODE, example="UZ")] = Field(
        description="ISO 3166-1 alpha-2 code"
    )
    name: Text | None = Field(default=None, description="the name to use where it differs from the register's")
    names: Many[Stated[Text]] = Field(default=(), description="names the sources use, where they differ")
    memberships: Many[CountryMembership] = Field(default=(), description="organisations it belongs to")
    background: Many[Sentence] = Field(
        default=(), description="what the sources say of it apart from any meeting; whole sentences"
    )
    standard: Words | None = Field(
        default=None, description="the register the code comes from, where it is not ISO 3166-1"
    )
