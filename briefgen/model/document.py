"""A document: a memorandum, a programme, a report that a meeting signed, adopted or heard."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from briefgen.model.fields import (
    ActorRef,
    BaseRecord,
    Date,
    Listed,
    Many,
    MeetingRef,
    One,
    PartyRef,
    Sentence,
    Stated,
    Text,
    ThemeRef,
)


class Document(BaseRecord):
    """A document that the sources name."""

    title: One[Stated[Text]] = Field(description="its title, or what the source calls it")
    type: Literal["memorandum", "programme", "report", "statement", "treaty", "decision", "plan", "other"] = Field(
        description="what sort of document it is"
    )
    meeting: One[Stated[MeetingRef]] = Field(
        default=(), description="the meeting it was signed, adopted or presented at"
    )
    status: One[Stated[Literal["signed", "adopted", "presented", "in-force", "draft"]]] = Field(
        default=(), description="what happened to it there"
    )
    date: One[Stated[Date]] = Field(default=(), description="its date")
    period: One[Stated[Date]] = Field(default=(), description="the time it covers, e.g. 2023/2025")
    author: One[Stated[ActorRef]] = Field(default=(), description="who made or presented it")
    parties: Many[Stated[PartyRef]] = Field(default=(), description="who signed it, where a source names them")
    themes: Listed[ThemeRef] = Field(default=(), description="what it is about")
    completeness: One[Stated[Text]] = Field(
        default=(), description="what is known of whether the text held is whole; a sentence"
    )
    voice: Text | None = Field(
        default=None, description="whose views its points are, as a noun phrase: the participants"
    )
    points: Many[Sentence] = Field(
        default=(), description="what it says, point by point; whole sentences in the desk's words"
    )
    background: Many[Sentence] = Field(default=(), description="what the sources say about it; whole sentences")
