"""An organisation: a body, an agency, an outlet, an armed group."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from briefgen.model.fields import (
    BaseRecord,
    CountryRef,
    Date,
    Many,
    One,
    OrganisationRef,
    PartyRef,
    Sentence,
    Stated,
    Text,
    Words,
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
