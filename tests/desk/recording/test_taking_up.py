"""A proposal fills its form: ids in the place of names, and whoever has no record is asked about."""

from __future__ import annotations

from dataclasses import replace
from unittest.mock import Mock

import pytest

from briefgen.desk.recording import taking_up
from briefgen.desk.recording.taking_up import taken_up
from briefgen.intake.drafts.proposal import DraftedValue
from briefgen.intake.drafts.referring import id_named
from tests.desk.recording.test_verdicts import opened
from tests.workspaces import Scratch

QUOTE = "Delegations from Brazil, Colombia and Ethiopia attended the session"


def test_names_become_ids_and_unknown_ones_are_asked_about(workspace: Scratch) -> None:
    base = opened(workspace).facts.base
    names = ["Brazil", "Iceland", "Atlantis"]
    found = taken_up(base, DraftedValue("d1", "meeting", "attendance", names, QUOTE, keys={"status": "listed"}))
    assert found["form"]["is"][:2] == ["brazil", "iceland"]
    assert found["form"]["status"] == "listed"
    assert [(one["at"], one["name"]) for one in found["missing"]] == [("is", "Atlantis")]
    assert found["id"] == "d1"


def test_a_claim_fills_its_words_and_its_speaker(workspace: Scratch) -> None:
    workspace.write("facts/persons/ana-lopes.yaml", "src: example-gazette\nname: Ana Lopes\n")
    base = opened(workspace).facts.base
    said = DraftedValue("d2", "meeting", "claims", "prices would fall", "x", speaker="Ana Lopes")
    found = taken_up(base, said)
    assert (found["form"]["says"], found["form"]["said_by"], found["missing"]) == ("prices would fall", "ana-lopes", [])
    found = taken_up(base, replace(said, speaker="Lopes"))
    assert found["missing"][0]["at"] == "said_by"
    assert found["missing"][0]["near"] == [{"id": "person/ana-lopes", "name": "Ana Lopes"}]


def test_a_name_in_many_proposals_is_looked_up_once(workspace: Scratch, monkeypatch: pytest.MonkeyPatch) -> None:
    base, asked = opened(workspace).facts.base, Mock(wraps=id_named)
    monkeypatch.setattr(taking_up, "id_named", asked)
    said = DraftedValue("d2", "meeting", "claims", "prices would fall", "x", speaker="The clerk")
    found = [taken_up(base, said)["missing"] for _ in range(3)]
    assert asked.call_count == 1
    assert found == [[{"at": "said_by", "name": "The clerk", "kinds": found[0][0]["kinds"], "near": []}]] * 3


def test_a_text_stays_a_text_and_an_unknown_field_fills_nothing(workspace: Scratch) -> None:
    base = opened(workspace).facts.base
    assert taken_up(base, DraftedValue("d1", "meeting", "place", "Lisbon", "x"))["form"] == {"is": "Lisbon"}
    assert taken_up(base, DraftedValue("d1", "meeting", "plce", "Lisbon", "x"))["form"] == {}
    assert taken_up(base, DraftedValue("d1", "outage", "place", "Lisbon", "x"))["form"] == {}
