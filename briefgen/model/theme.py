"""A theme: a subject that briefs are made about."""

from __future__ import annotations

from pydantic import Field

from briefgen.model.fields import BaseRecord, Listed, Text, ThemeRef, Words


class Theme(BaseRecord):
    """A subject; a vocabulary of the desk, not a fact of any source."""

    label: Text = Field(description="its name as it stands in a sentence: counter-terrorism")
    scope: Text | None = Field(default=None, description="what it covers and what not; one sentence")
    broader: Listed[ThemeRef] = Field(default=(), description="wider themes")
    keywords: Listed[Words] = Field(default=(), description="words that point to it in a text")
