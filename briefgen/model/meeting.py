"""A meeting: when, where, who, about what, with which outcome."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from briefgen.model.judgements import NestedClaim, NestedGap
from briefgen.model.values import (
    ActorRef,
    BaseRecord,
    Blocks,
    CountryRef,
    Date,
    DocumentRef,
    Listed,
    Many,
    Number,
    One,
    OrganisationRef,
    PartyRef,
    PersonRef,
    Sentence,
    SeriesRef,
    Sourced,
    Stated,
    Text,
    Words,
)


class Party(Stated[PartyRef]):
    """A state or organisation on a list of participants."""

    head: PersonRef | None = Field(default=None, description="head of the delegation, where the source says so")
    delegation: Text | None = Field(default=None, description="who came for it, in the source's terms")


class Attendance(Sourced):
    """One list of participants as a source gives it, in the source's order."""

    status: Literal["listed", "present", "absent", "announced", "declined"] = Field(
        default="listed",
        description="listed: the source lists it; present, absent, declined: it says so; announced: beforehand",
    )
    scope: Literal["exhaustive", "partial", "unknown"] = Field(
        default="unknown", description="whether the source says that the list is complete"
    )
    parties: Many[Party] = Field(description="the parties, in the source's order")


class Participant(Stated[PersonRef]):
    """A person at the meeting."""

    role: Literal[
        "chair", "head-of-delegation", "representative", "delegate", "host", "speaker", "guest", "participant"
    ] = Field(default="participant", description="what the source says the person did there")
    party: PartyRef | None = Field(default=None, description="for whom, where the source says so")
    post: Text | None = Field(default=None, description="the post as the source states it")


class Meeting(BaseRecord):
    """One meeting or session."""

    names: Many[Stated[Text]] = Field(default=(), description="what the sources call it, as they call it")
    series: One[Stated[SeriesRef]] = Field(default=(), description="the series it belongs to")
    ordinal: One[Stated[Number]] = Field(default=(), description="the number of the session in its series")
    date: One[Stated[Date]] = Field(default=(), description="when it took place")
    place: One[Stated[Text]] = Field(default=(), description="the town")
    country: One[Stated[CountryRef]] = Field(
        default=(), description="the country of the place; use register: where no source states it"
    )
    venue: One[Stated[Text]] = Field(default=(), description="the building or hall")
    host: Many[Stated[ActorRef]] = Field(
        default=(), description="who hosted it, where a source says so; several stand side by side"
    )
    chair: Many[Stated[ActorRef]] = Field(
        default=(), description="who chaired this meeting (not the body); several stand side by side"
    )
    status: One[Stated[Literal["held", "announced", "postponed", "cancelled"]]] = Field(
        default=(), description="whether it took place"
    )
    format: One[Stated[Text]] = Field(default=(), description="how it met: closed doors, by video, …")
    attendance: Blocks[Attendance] = Field(
        default=(), description="the lists of participants, each as its source gives it"
    )
    people: Many[Participant] = Field(default=(), description="persons at the meeting")
    purpose: Many[Sentence] = Field(default=(), description="what it was for, as the source puts it; whole sentences")
    agenda: Many[Sentence] = Field(
        default=(), description="topics on the agenda; noun phrases such as: border security"
    )
    discussion: Many[Sentence] = Field(
        default=(), description="what was discussed, said or emphasised, by no named speaker; whole sentences"
    )
    programme: Many[Sentence] = Field(
        default=(), description="what happened around it: receptions, visits; whole sentences"
    )
    outcomes: Many[Sentence] = Field(default=(), description="what came of it; whole sentences")
    documents: Many[Stated[DocumentRef]] = Field(default=(), description="documents signed, adopted or presented there")
    background: Many[Sentence] = Field(
        default=(), description="what the sources add about other times and places; whole sentences"
    )
    significance: Many[Sentence] = Field(
        default=(), description="what the source's author thinks of it; prints as the author's view"
    )
    claims: Blocks[NestedClaim] = Field(
        default=(),
        description="claims reported with it, or made there where their `at` says so, each under its speaker",
    )
    gaps: Blocks[NestedGap] = Field(default=(), description="what is not known about it")
    expect: dict[Words, Number] | None = Field(
        default=None, description="counts this file must keep, e.g. {attendance: 9}, so that a loss shows"
    )


# --- A series: meetings that count their sessions together, or a body that meets ---


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
