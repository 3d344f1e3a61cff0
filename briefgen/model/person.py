"""A person: names, and posts as the sources state them."""

from __future__ import annotations

from pydantic import Field

from briefgen.model.fields import BaseRecord, CountryRef, Date, Many, One, OrganisationRef, Sentence, Stated, Text


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
