"""What the desk itself writes: themes, open questions, its own judgements, and what it makes of conflicts."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from briefgen.model.fields import AnyRef, BaseRecord, Date, Listed, Number, Slug, SourceRef, Text, ThemeRef, Words


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
    key: Number | None = Field(default=None, description="its place among the key points of a brief: 1 comes first")


class ConflictNote(BaseRecord):
    """What the desk makes of a conflict between sources."""

    status: Literal["open", "explained"] = Field(
        description="open: not settled; explained: the desk knows why the sources differ"
    )
    explanation: Text = Field(description="what is disputed and what the brief follows; whole sentences")
    key: Number | None = Field(default=None, description="its place among the key points of a brief: 1 comes first")
