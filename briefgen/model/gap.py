"""A gap: a question that the sources held leave open."""

from __future__ import annotations

from pydantic import Field

from briefgen.model.fields import AnyRef, BaseRecord, Listed, Number, Slug, SourceRef, Text


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
