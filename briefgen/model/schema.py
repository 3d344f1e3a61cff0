"""Which fields a kind of record has: the plain description that templates, queries and listings work with.

It is derived from the pydantic models (`kinds.describe`) and stored beside cached facts, so that a run
over unchanged facts imports no pydantic.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import field

from briefgen.diagnostics import did_you_mean_or, quoted
from briefgen.frozen import dataclass

TEXT, REFERENCE, DATE, NUMBER, TOKEN, URL, WORDS, NESTED, COUNTS = (
    "text",
    "reference",
    "date",
    "number",
    "token",
    "url",
    "words",
    "nested",
    "counts",
)

# Kinds of record that can speak, host, chair or write.
ACTORS = ("person", "organisation", "country", "source", "document")


@dataclass(frozen=True, slots=True)
class FieldSpec:
    """One field: what it holds, whether it holds many, and what it means.

    `type` is text (by language), words (one language, verbatim), reference, date, number, token or url;
    `required` says that it is never missing: it must be written, or a word is filled in where it is not.
    `kinds` are the kinds of record a reference may lead to, or the one a nested record has; `qualifiers` are
    what a value may carry.
    """

    name: str
    type: str
    many: bool = False
    kinds: tuple[str, ...] = ()
    choices: tuple[str, ...] = ()
    help: str = ""
    required: bool = False
    qualifiers: Mapping[str, FieldSpec] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class KindSpec:
    """One kind of record: its folder under `facts/`, the field that names a record, and its fields."""

    kind: str
    folder: str
    label: str
    help: str
    fields: Mapping[str, FieldSpec]


Schema = Mapping[str, KindSpec]


def no_kind_of_record(kind: str, kinds: Iterable[str]) -> tuple[str, str]:
    """What to say of a kind of record that there is not: the message, and the hint."""
    return f"there is no kind of record {quoted(kind)}", did_you_mean_or(kind, kinds, "kinds are")
