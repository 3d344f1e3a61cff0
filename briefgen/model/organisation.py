"""An organisation: a body, an agency, an outlet, an armed group."""

from __future__ import annotations

import re
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from briefgen.diagnostics import quoted
from briefgen.model.schema import TOKEN
from briefgen.model.values import (
    BaseRecord,
    CountryRef,
    Date,
    Holds,
    Many,
    One,
    OrganisationRef,
    PartyRef,
    Sentence,
    Stated,
    Text,
    Words,
    problem,
)


class OrganisationMember(Stated[PartyRef]):
    """A member, and since when or until when."""

    during: Date | None = Field(default=None, description="when it was a member")


class Organisation(BaseRecord):
    """An organisation named by a source."""

    name: One[Stated[Text]] = Field(description="the name a brief uses")
    short: One[Stated[Text]] = Field(default=(), description="a short name, e.g. UN")
    article: Words | None = Field(
        default=None, description="the article its name takes in a sentence (the), where it takes one"
    )
    aliases: Many[Stated[Text]] = Field(default=(), description="other names the sources give it")
    type: Literal[
        "international",
        "agency",
        "ministry",
        "press-office",
        "outlet",
        "news-agency",
        "office",
        "armed-group",
        "company",
        "association",
        "other",
    ] = Field(default="other", description="what sort of organisation it is")
    country: One[Stated[CountryRef]] = Field(default=(), description="the country it belongs to")
    parent: One[Stated[OrganisationRef]] = Field(default=(), description="the organisation it is part of")
    members: Many[OrganisationMember] = Field(default=(), description="its members")
    background: Many[Sentence] = Field(default=(), description="what the sources say of it; whole sentences")


# --- A person: names, and posts as the sources state them ---


class Post(Stated[Text]):
    """A post as a source states it."""

    organisation: OrganisationRef | None = Field(default=None, description="where, if the source says so")
    country: CountryRef | None = Field(default=None, description="of which country, if the source says so")
    during: Date | None = Field(default=None, description="when the post was held, e.g. 2008/..")
    on: Date | None = Field(default=None, description="a day on which a source gives the person this post")


class Person(BaseRecord):
    """A person named by a source."""

    name: One[Stated[Text]] = Field(description="the name a brief uses")
    aliases: Many[Stated[Text]] = Field(default=(), description="other spellings and transliterations")
    title: One[Stated[Text]] = Field(
        default=(), description="a rank or title that stands before the name, e.g. Colonel General"
    )
    posts: Many[Post] = Field(default=(), description="posts, as stated")
    country: One[Stated[CountryRef]] = Field(default=(), description="the country the person acts for")
    background: Many[Sentence] = Field(default=(), description="what the sources say of the person; whole sentences")


# --- A country: its code in the register, and what the sources say of it ---


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
