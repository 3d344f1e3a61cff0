"""What an editor's schema of descriptions accepts is what the program reads."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from jsonschema import Draft7Validator

from briefgen.facts.kinds import SHIPPED, shipped_kinds
from briefgen.model.kind_forms import KindForm, description_schema
from tests.model.test_jsonschema import Typed

PACKS = SHIPPED.parents[1] / "starter/packs"
DESCRIPTIONS = [*sorted(SHIPPED.glob("*.yaml")), *sorted(PACKS.glob("*/facts/_kinds/*.yaml"))]
SCHEMA = description_schema(shipped_kinds().schema)


def faults(text: str) -> list[str]:
    """What the schema says of a description, as an editor reads it."""
    return [error.message for error in Draft7Validator(SCHEMA).iter_errors(yaml.load(text, Typed))]


def test_it_is_a_schema_with_every_key_and_its_meaning() -> None:
    Draft7Validator.check_schema(SCHEMA)
    assert set(SCHEMA["properties"]) == set(KindForm.model_fields)
    assert all(part.get("description") or "$ref" in part for part in SCHEMA["properties"].values())


@pytest.mark.parametrize("path", DESCRIPTIONS, ids=lambda path: path.stem)
def test_every_description_that_there_is_passes(path: Path) -> None:
    assert faults(path.read_text("utf-8")) == []


@pytest.mark.parametrize(
    "line",
    [
        "folderr: visits",
        "roles: {naem: title}",
        "fields: {title: {type: text}}",
        "fields: {Title: {type: text, meaning: x}}",
        "fields: {title: {type: text, meaning: x, manny: true}}",
        "desk: maybe",
        "words: {en: {one: visit}}",
    ],
)
def test_what_the_program_refuses_is_underlined(line: str) -> None:
    assert faults(f"meaning: x\n{line}\n")


def test_types_and_kinds_are_completed_and_one_to_come_is_no_fault() -> None:
    field = SCHEMA["definitions"]["FieldForm"]["properties"]
    assert {"text", "amount", "reference", "choice"} <= set(field["type"]["anyOf"][0]["enum"])
    assert {"meeting", "party", "any"} <= set(field["to"]["anyOf"][0]["anyOf"][0]["enum"])
    assert faults("fields: {ship: {type: vessel-name, meaning: x, to: vessel}}") == []
