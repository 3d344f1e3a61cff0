"""A series: meetings that count their sessions together, or a body that meets."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from briefgen.model.fields import (
    BaseRecord,
    Date,
    Listed,
    Many,
    One,
    OrganisationRef,
    PartyRef,
    Sentence,
    SeriesRef,
    Stated,
    Text,
)


class SeriesMember(Stated[PartyRef]):
    """A member, and since when or until when."""

    during: Date | None = Field(default=None, description="when it was a member, e.g. 1995/..")


class Series(BaseRecord):
    """A numbered series of sessions."""

    name: One[Stated[Text]] = Field(description="the name a brief uses")
    short: One[Stated[Text]] = Field(default=(), description="a short name for tables and repeated mention")
    aliases: Many[Stated[Text]] = Field(default=(), description="other names the sources give it, as they give them")
    type: Literal["council", "conference", "summit", "committee", "working-group", "other"] = Field(
        default="other", description="what sort of series it is"
    )
    parent: One[Stated[OrganisationRef]] = Field(default=(), description="the organisation it belongs to")
    members: Many[SeriesMember] = Field(default=(), description="its members")
    frequency: One[Stated[Text]] = Field(default=(), description="how often it meets, in a few words")
    background: Many[Sentence] = Field(default=(), description="what the sources say of the series itself")
    not_to_confuse_with: Listed[SeriesRef] = Field(
        default=(), description="series of a similar name with a numbering of their own"
    )
