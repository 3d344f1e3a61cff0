"""An assessment: the desk's own judgement, told apart from every fact."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from briefgen.model.fields import AnyRef, BaseRecord, Date, Listed, Number, Slug, Text


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
