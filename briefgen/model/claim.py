"""A claim: what somebody asserts. It never prints without its speaker."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from briefgen.model.fields import (
    ActorRef,
    AnyRef,
    BaseRecord,
    ClaimRef,
    Date,
    Listed,
    MeetingRef,
    Number,
    OriginRef,
    Slug,
    Text,
    ThemeRef,
)


class Claim(BaseRecord):
    """What somebody asserts, in indirect speech."""

    said_by: ActorRef = Field(description="whose assertion it is")
    capacity: Text | None = Field(default=None, description="the speaker's post as the source states it")
    via: Listed[OriginRef] = Field(default=(), description="who passed it on to the source: a press office, an agency")
    says: Text = Field(description="the assertion as it follows 'said that': no capital unless a name, no full stop")
    verb: Text | None = Field(
        default=None, description="how the source introduces it, before 'that': asserted, emphasised; left out: said"
    )
    words: Text | None = Field(
        default=None, description="the speaker's own words inside the quote, where the source quotes them"
    )
    mode: Literal["quoted", "reported"] = Field(
        description="quoted: the source gives the speaker's words; reported: the source paraphrases"
    )
    at: MeetingRef | None = Field(
        default=None, description="the meeting it was made at, its own file's included; only where the source says so"
    )
    with_: Listed[MeetingRef] = Field(
        default=(),
        alias="with",
        description="meetings whose report carries it; the one in whose file it stands, where nothing else is said",
    )
    on: Date | None = Field(default=None, description="when it was made")
    on_stated: Text | None = Field(
        default=None, description="the source's words for when, where they give no date: an October statement"
    )
    about: Listed[AnyRef] = Field(default=(), description="records it is about")
    themes: Listed[ThemeRef] = Field(default=(), description="themes it is about")
    disputed_by: Listed[ClaimRef] = Field(default=(), description="claims that contradict it")
    key: Number | None = Field(default=None, description="its place among the key points of a brief: 1 comes first")


class NestedClaim(Claim):
    """A claim written inside the record of a meeting: reported with it, and made there only if `at` says so."""

    id: Slug = Field(description="its own id")
