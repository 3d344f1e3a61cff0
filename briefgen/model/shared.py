"""The keys that every record and every value has, whatever its kind, described like any field.

Records are read by these (`sound.py`); the models that say what is wrong with one take their words from here.
"""

from __future__ import annotations

from collections.abc import Mapping

from briefgen.frozen import replace
from briefgen.model.scalars import TYPES
from briefgen.model.schema import COUNTS, PLAIN, REFERENCE, TOKEN, FieldSpec, Schema, actors

SRC, QUOTE, VALUE_ITSELF = "src", "quote", "is"
RANKS = ("preferred", "normal", "deprecated")
OF_A_PASSAGE = frozenset({"name", "quote", "src", "according_to", "marking", "proposed_by", "note"})
"""What a passage says of itself; its other keys are fields of the record."""


def _of_type(key: str, type_: str, meaning: str, *, required: bool = False) -> FieldSpec:
    holds = TYPES[type_].holds
    return FieldSpec(key, holds, help=meaning, required=required, written=type_, scalar=type_, form=PLAIN)


def _of_itself(key: str, meaning: str, *, required: bool = False) -> FieldSpec:
    return FieldSpec(key, key, help=meaning, required=required, written=key, form=PLAIN)


def _sourced(*specs: FieldSpec) -> dict[str, FieldSpec]:
    """What every value and every record may say about where it comes from, and what else this one may say."""
    shared = (
        _of_itself(SRC, "the sources: id, id#locator, {id: exact words}, or a list of these"),
        _of_type("quote", "words", "the exact words of the one source that `src` names here or above"),
        _of_type("marking", "words", "who may read it, where that differs from the default, e.g. TLP:GREEN"),
        _of_type("recorded", "date", "the day this was written into the fact base"),
        _of_type("proposed_by", "words", "the program that proposed it, with its version, before a person accepted it"),
        _of_type("note", "words", "a remark among editors; never printed"),
    )
    return {spec.name: spec for spec in (*shared, *specs)}


OF_A_VALUE = _sourced(
    _of_itself(VALUE_ITSELF, "the value itself", required=True),
    FieldSpec(
        "rank",
        TOKEN,
        choices=RANKS,
        help="which of several values a brief follows; preferred and deprecated need a why",
        written="choice",
        scalar="choice",
        form=PLAIN,
        default="normal",
    ),
    _of_type(
        "inferred", "word", "the part that no source states and the editor concluded (year, day, all, …); needs a why"
    ),
    _of_type("register", "words", "the register it was looked up in, where no source states it"),
    _of_type("why", "text", "the basis of what is inferred, preferred or deprecated"),
    _of_type("contested", "text", "why this value is disputed; prints as contested"),
    FieldSpec(
        "according_to",
        REFERENCE,
        many=True,
        help="whom the source names for it; left out where the source says it in its own voice",
        written=REFERENCE,
        scalar=REFERENCE,
        form=PLAIN,
    ),
)
OF_A_GROUP = {**_sourced(), "according_to": OF_A_VALUE["according_to"]}
OF_A_RECORD = _sourced(
    _of_type("deprecated", "text", "why this record is no longer used; it is kept and not printed"),
    _of_type(
        "contested",
        "text",
        "why what this record tells is disputed as a whole, such as whether a meeting took place; "
        "wherever it is mentioned it is marked contested",
    ),
    FieldSpec(
        "expect",
        COUNTS,
        help="counts this file must keep, e.g. {attendance: 9}, so that a loss shows",
        written=COUNTS,
        scalar=COUNTS,
        form=PLAIN,
        example="{agenda: 3}",
    ),
)


def of_a_value(schema: Schema) -> Mapping[str, FieldSpec]:
    """The keys of every value, with the kinds of record that may speak."""
    speakers = replace(OF_A_VALUE["according_to"], kinds=actors(schema))
    return {**OF_A_VALUE, speakers.name: speakers}


OF_A_NESTED = {"id": _of_type("id", "word", "its own id", required=True)}
"""What a record that is written inside another one has besides."""
