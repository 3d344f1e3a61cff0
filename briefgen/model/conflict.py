"""A conflict as an editor explains it; the program finds the conflict itself and gives it the id."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from briefgen.model.fields import BaseRecord, Number, Text


class ConflictNote(BaseRecord):
    """What the desk makes of a conflict between sources."""

    status: Literal["open", "explained"] = Field(
        description="open: not settled; explained: the desk knows why the sources differ"
    )
    explanation: Text = Field(description="what is disputed and what the brief follows; whole sentences")
    key: Number | None = Field(default=None, description="its place among the key points of a brief: 1 comes first")
