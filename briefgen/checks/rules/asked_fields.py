"""A question that says which field would hold its answer names one that the records it is about have."""

from __future__ import annotations

from collections.abc import Iterator

from briefgen.checks.context import Context
from briefgen.diagnostics import Diagnostic, did_you_mean_or
from briefgen.model.schema import QUESTION


def check(context: Context) -> Iterator[Diagnostic]:
    schema = context.base.schema
    for question in context.base.acting(QUESTION):
        kinds = dict.fromkeys(str(s.value).partition("/")[0] for s in question.values(question.role("speaks_of")))
        about = [schema[kind] for kind in kinds if kind in schema] or schema.values()  # no such kind: told elsewhere
        known = [name for spec in about for name in spec.fields]
        for asked in question.values("field"):
            if asked.value not in known:
                hint = did_you_mean_or(asked.value, known, "fields are")
                message = f"what this asks about has no field '{asked.value}'"
                yield Diagnostic(context.place(asked), message, "unknown-field-asked", hint)
