"""Editors complete the ids that there are; an id that is not there yet is no fault to them, but to `check`."""

from __future__ import annotations

import json
from typing import Any

import pytest
import yaml
from jsonschema import Draft7Validator
from referencing import Registry
from referencing.jsonschema import DRAFT7

from tests.workspaces import Scratch


def read(desk: Scratch, name: str) -> Any:
    return json.loads(desk.read(f"facts/.schemas/{name}.json"))


def completed(desk: Scratch, kind: str) -> dict[str, str]:
    found = read(desk, "ids")["definitions"][kind]
    return dict(zip(found["enum"], found["enumDescriptions"], strict=True))


def test_a_reference_offers_the_ids_of_its_kinds_with_their_names(workspace: Scratch) -> None:
    assert completed(workspace, "series") == {"harvest-forum": "Example Harvest Forum"}
    countries = completed(workspace, "country")
    assert {"portugal": "PT", "uzbekistan": "UZ", "soviet-union": "Soviet Union"}.items() <= countries.items()
    meeting = read(workspace, "meeting")
    (values,) = meeting["properties"]["series"]["anyOf"]
    field = json.dumps(meeting["definitions"][values["$ref"].rpartition("/")[2]])
    assert '"ids.json#/definitions/series"' in field
    src = read(workspace, "meeting")["definitions"]["src"]["anyOf"]
    assert {"$ref": "ids.json#/definitions/quoted-from"} in src
    assert "example-gazette" in read(workspace, "ids")["definitions"]["quoted-from"]["properties"]


def test_another_id_is_no_fault_to_an_editor(workspace: Scratch) -> None:
    resources = [(f"https://x/{n}.json", DRAFT7.create_resource(read(workspace, n))) for n in ("ids", "meeting")]
    registry: Registry[Any] = Registry().with_resources(resources)
    schema = {**read(workspace, "meeting"), "$id": "https://x/meeting.json"}
    text = workspace.read("facts/meetings/lisbon-2024.yaml")
    for record in (text, text.replace("series: harvest-forum", "series: not-written-yet")):
        faults = list(Draft7Validator(schema, registry=registry).iter_errors(yaml.load(record, yaml.BaseLoader)))
        assert faults == []


def test_commands_that_write_keep_the_ids_up_to_date(workspace: Scratch) -> None:
    workspace.do("new", "person", "ana-sample")
    assert completed(workspace, "person")["ana-sample"] == ""
    workspace.write("facts/themes/harbours.yaml", "label: harbours\n")
    workspace.do("check")
    assert completed(workspace, "theme")["harbours"] == "harbours"


@pytest.mark.slow
def test_where_nobody_asked_for_schemas_none_are_written(workspace: Scratch) -> None:
    (workspace.root / "facts/.schemas/ids.json").unlink()
    workspace.do("check")
    assert not (workspace.root / "facts/.schemas/ids.json").exists()


def test_an_id_that_two_kinds_share_is_offered_with_its_kind(workspace: Scratch) -> None:
    workspace.write("facts/themes/portugal.yaml", "label: Portugal as a theme\n")
    workspace.do("schema")
    assert "theme/portugal" in completed(workspace, "theme")
    assert "country/portugal" in completed(workspace, "country")
