"""What the desk itself writes: themes, open questions, its own judgements, and what it makes of conflicts."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from briefgen.model.values import (
    ActorRef,
    AnyRef,
    BaseRecord,
    ClaimRef,
    Date,
    Listed,
    Many,
    MeetingRef,
    Number,
    OriginRef,
    Slug,
    SourceRef,
    Stated,
    Text,
    ThemeRef,
    Words,
    key_point,
)


class Theme(BaseRecord):
    """A subject; a vocabulary of the desk, not a fact of any source."""

    label: Text = Field(description="its name as it stands in a sentence: counter-terrorism")
    scope: Text | None = Field(default=None, description="what it covers and what not; one sentence")
    broader: Listed[ThemeRef] = Field(default=(), description="wider themes")
    keywords: Listed[Words] = Field(default=(), description="words that point to it in a text")


class Gap(BaseRecord):
    """A question without an answer in the sources held."""

    question: Text = Field(description="the question, as a whole sentence")
    about: Listed[AnyRef] = Field(default=(), description="records it is about")
    looked_in: Listed[SourceRef] = Field(default=(), description="sources read for it that do not answer it")
    closes: Text | None = Field(
        default=None, description="what would answer it, as a noun phrase: the official communiqué"
    )
    key: Number | None = Field(default=None, description="its place among the gaps of a brief: 1 comes first")


class NestedGap(Gap):
    """A gap written inside the record it is about."""

    id: Slug = Field(description="its own id")


class Assessment(BaseRecord):
    """A judgement of the desk's."""

    text: Text = Field(description="the judgement, as a whole sentence, without words of likelihood or confidence")
    likelihood: Slug | None = Field(default=None, description="a step of the configured yardstick: likely, unlikely, …")
    confidence: Slug | None = Field(default=None, description="a step of the configured yardstick: low, moderate, high")
    confidence_why: Text | None = Field(default=None, description="what the confidence rests on; a whole sentence")
    rests_on: Listed[AnyRef] = Field(description="the records it rests on")
    about: Listed[AnyRef] = Field(default=(), description="the records it is about")
    reviewed: Date = Field(description="the day somebody last looked at it")
    status: Literal["current", "withdrawn"] = Field(default="current", description="whether it still stands")
    key: Number | None = key_point()


class ConflictNote(BaseRecord):
    """What the desk makes of a conflict between sources, or one that only a reader can find."""

    status: Literal["open", "explained"] = Field(
        description="open: not settled; explained: the desk knows why the sources differ"
    )
    explanation: Text = Field(description="what is disputed and what the brief follows; whole sentences")
    accounts: Many[Stated[Text]] = Field(
        default=(),
        description="what stands against what, each with its source, where no check finds it: two texts, or one with "
        "itself; whole sentences",
    )
    about: Listed[AnyRef] = Field(default=(), description="the records that the accounts differ on")
    key: Number | None = key_point()


# --- A claim: what somebody asserts. It never prints without its speaker ---


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
    key: Number | None = key_point()


class NestedClaim(Claim):
    """A claim written inside the record of a meeting: reported with it, and made there only if `at` says so."""

    id: Slug = Field(description="its own id")
