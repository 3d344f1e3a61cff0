"""A source: a citable text, what is known of it, and how far it can be relied on."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from briefgen.model.values import (
    ActorRef,
    BaseRecord,
    Date,
    FileName,
    Listed,
    Many,
    MeetingRef,
    One,
    OrganisationRef,
    OriginRef,
    PartyRef,
    PersonRef,
    Sentence,
    Sha256,
    SourceRef,
    Stated,
    Text,
    ThemeRef,
    Url,
    Words,
)


class Source(BaseRecord):
    """A citable text: an article, a report, a transcript, a page."""

    type: Literal[
        "news-report",
        "essay",
        "press-release",
        "official-record",
        "interview",
        "speech",
        "report",
        "book",
        "web-page",
        "dataset",
        "other",
    ] = Field(description="what sort of text it is")
    title: Words | None = Field(default=None, description="its title, as printed")
    publisher: OrganisationRef | None = Field(
        default=None, description="the outlet; left out where the text does not name it"
    )
    author: Listed[PersonRef] = Field(default=(), description="its authors")
    url: Url | None = Field(default=None, description="where it can be read")
    language: Words = Field(description="its language, e.g. en")
    published: One[Stated[Date]] = Field(
        default=(), description="when it was published; XXXX-10-20 where the year is not shown"
    )
    retrieved: Date = Field(description="the day the archived text was taken")
    archive: FileName | None = Field(default=None, description="the file name of its text in the archive folder")
    sha256: Sha256 | None = Field(default=None, description="sha256 of the archived text")
    part_of: SourceRef | None = Field(default=None, description="the larger source it belongs to")
    derived_from: Listed[OriginRef] = Field(
        default=(), description="whom or what it relays; used to count independent origins"
    )
    shares_origin_with: Listed[SourceRef] = Field(
        default=(),
        description="sources with which it may share its origin, for one may draw on the other or date its event "
        "wrongly; they never count as two origins",
    )
    reliability: Literal["A", "B", "C", "D", "E", "F"] | None = Field(
        default=None,
        description="the Admiralty grade of the source: A reliable … E unreliable, F cannot be judged; one of grade D, "
        "E or F is named where something rests on it alone",
    )
    label: Text = Field(description="how a note names it in short, e.g. Example Gazette")
    article: Words | None = Field(
        default=None, description="the article its label takes in a sentence (the), where it takes one"
    )
    descriptor: Text = Field(
        description="what it is, in a few words for the first note, e.g. report on the third forum"
    )
    quality: Text | None = Field(
        default=None, description="one sentence of the editor's on what it can and cannot bear"
    )
    boilerplate: Listed[Words] = Field(
        default=(), description="page furniture in the archived text that is not content"
    )
    observations: Many[Sentence] = Field(
        default=(), description="what the text says of itself or reflects on, beyond any meeting, in its own voice"
    )


# --- A document: a memorandum, a programme, a report that a meeting signed, adopted or heard ---


class DocumentRecord(BaseRecord):
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
