"""Meetings of which a brief could say no more than that they are meetings."""

from __future__ import annotations

from collections.abc import Iterator

from briefgen.checks.context import Context
from briefgen.diagnostics import Diagnostic
from briefgen.model.schema import SESSION

_TELLING = ("name", "series", "place", "country", "date")
"""The parts of fields by any of which a reader knows which meeting is meant."""


def check(context: Context) -> Iterator[Diagnostic]:
    for meeting in context.base.acting(SESSION):
        told = (name for part in _TELLING for name in meeting.roles.get(part, ()))
        if not any(meeting.in_force(name) for name in told):
            message = f"nothing tells which {context.base.schema[meeting.kind].called()} {meeting.id} is"
            hint = "record what a source calls it, where it was or when: names, place, country or date"
            yield Diagnostic(context.place_of(meeting), message, "unnamed-meeting", hint)
