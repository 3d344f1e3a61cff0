"""Markings are those of the scheme, and no text names what is marked higher than itself.

Where a marking is none of the configured scheme, nobody could tell which is the higher. A text that names a record of a
higher marking is held back from the readers of its own (`facts.release`), which an editor has to know.
"""

from __future__ import annotations

from collections.abc import Iterator

from briefgen.checks.context import Context
from briefgen.diagnostics import Diagnostic, did_you_mean_or, quoted
from briefgen.facts.mentions import Names, languages_of
from briefgen.language.cldr import names_of_states


def check(context: Context) -> Iterator[Diagnostic]:
    scheme = context.settings.markings
    for statement in context.statements:
        marking = statement.marking
        if scheme and marking and marking not in scheme:
            hint = did_you_mean_or(marking, scheme, "markings are")
            yield Diagnostic(
                context.place(statement), f"'{marking}' is no marking of the scheme", "unknown-marking", hint
            )
    yield from _naming_what_is_higher(context)


def _naming_what_is_higher(context: Context) -> Iterator[Diagnostic]:
    """A warning for each text without a marking of its own that names a record whose marking is higher than its."""
    scheme, base = list(context.settings.markings), context.base

    def height(marking: str) -> int:
        marking = marking or context.settings.unmarked
        return scheme.index(marking) if marking in scheme else 0

    marked = [record for record in context.records if height(record.marking) > 0]
    if not marked:
        return
    names = Names(base, [record.key for record in marked], names_of_states(languages_of(base)))
    for statement in context.statements:
        home = base.records[statement.subject]
        if statement.marking and statement.marking != home.marking:
            continue  # an editor has said who may read it
        for key in sorted(names.named_by(statement) - {home.key}):
            higher = base.records[key].marking
            if height(higher) > height(statement.marking):
                name = quoted(base.label(key, context.settings.language), 60)
                yield Diagnostic(
                    context.place(statement),
                    f"this names {name}, its record is marked {higher}",
                    "names-what-is-higher",
                    "lower readers do not get it; say `marking:` here if they may, or leave the name out",
                )
