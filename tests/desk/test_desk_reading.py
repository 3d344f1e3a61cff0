"""What the desk shows of a record and its values."""

from __future__ import annotations

import json
from typing import Any

import pytest
from starlette.requests import Request

from briefgen.desk.desk_reading import DeskReading
from briefgen.desk.evidence_desk import EvidenceDesk
from briefgen.desk.studio import Studio
from briefgen.errors import Problems, UsageProblem
from briefgen.workspace.folder import find_workspace
from tests.workspaces import MEETING, Scratch


@pytest.fixture
def reading(workspace: Scratch) -> DeskReading:
    studio = Studio(find_workspace(workspace.root)[0])
    return DeskReading(studio, EvidenceDesk(studio, "Ana Lopes").writing, "/t", "mark")


def asked(query: str = "", **path: str) -> Request:
    return Request({"type": "http", "path_params": path, "query_string": query.encode(), "headers": []})


def said(answer: Any) -> dict[str, Any]:
    return json.loads(bytes(answer.body))  # type: ignore[no-any-return]


def test_a_record_inside_another_is_shown_with_that_one(reading: DeskReading) -> None:
    found = said(reading.record(asked(kind="claim", id="unsteady-prices")))
    assert found["record"] == "meeting/lisbon-2024"
    assert "prices would remain unsteady" in found["facts"]
    assert "Who chaired the session?" in found["facts"]


def test_a_record_whose_file_has_errors_is_shown_with_these(reading: DeskReading, workspace: Scratch) -> None:
    workspace.edit(MEETING, "place:", "plaec:")
    with pytest.raises(Problems, match="unknown key 'plaec'"):
        reading.record(asked(kind="meeting", id="lisbon-2024"))
    with pytest.raises(Problems, match="unknown key 'plaec'"):
        reading.at(asked("record=meeting/lisbon-2024"))


def test_a_value_is_shown_as_its_form_has_it_or_with_its_line(reading: DeskReading, workspace: Scratch) -> None:
    base = reading.workspace().facts.base
    question = base.records["gap/lisbon-chair"].values("question")[0]
    found = said(reading.fact(asked(f"id={question.id}")))
    assert (found["record"], found["field"], found["parts"]["id"]) == ("meeting/lisbon-2024", "gaps", "lisbon-chair")
    workspace.edit(MEETING, "themes: stocks\noutcomes", "themes: [{is: stocks}]\noutcomes")  # by an editor, just now
    discussed = base.records["meeting/lisbon-2024"].values("discussion")[0]
    found = said(reading.fact(asked(f"id={discussed.id}")))
    assert ("change it in the file itself" in found["problem"], found["line"]) == (True, discussed.line)
    with pytest.raises(UsageProblem, match="no such statement"):
        reading.fact(asked("id=meeting/none/date/1"))
