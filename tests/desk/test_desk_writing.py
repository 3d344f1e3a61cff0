"""Where what is written at the desk goes."""

from __future__ import annotations

from base64 import b64encode
from unittest.mock import Mock

import pytest

from briefgen.desk import desk_writing
from briefgen.desk.desk_writing import file_name_of, home_of, records_in
from briefgen.desk.evidence_desk import EvidenceDesk
from briefgen.desk.studio import Studio
from briefgen.diagnostics import Diagnostic, Location
from briefgen.errors import Problems, UsageProblem
from briefgen.intake.adding import TakenIn
from briefgen.workspace.folder import find_workspace
from tests.desk.recording.test_verdicts import opened
from tests.workspaces import Scratch


def test_a_record_lies_where_its_file_does(workspace: Scratch) -> None:
    found = opened(workspace)
    assert file_name_of(found, "meeting/lisbon-2024") == "meetings/lisbon-2024.yaml"
    assert file_name_of(found, "claim/unsteady-prices") == "meetings/lisbon-2024.yaml"  # written inside it


def test_a_file_is_that_of_one_record_and_holds_those_inside_it(workspace: Scratch) -> None:
    found, name = opened(workspace), "meetings/lisbon-2024.yaml"
    assert home_of(found, name) == "meeting/lisbon-2024"
    assert home_of(found, "meetings/none.yaml") == ""
    inner = ["meeting/lisbon-2024", "claim/unsteady-prices", "gap/lisbon-chair"]
    assert [record.key for record in records_in(found, name)] == inner


def test_what_is_told_of_a_source_that_is_taken_in_is_told_with_what_to_do(
    workspace: Scratch, monkeypatch: pytest.MonkeyPatch
) -> None:
    writing = EvidenceDesk(Studio(find_workspace(workspace.root)[0])).writing
    sent = {"name": "report.pdf", "content": b64encode(b"%PDF-1.4").decode()}
    wrong = Problems([Diagnostic(Location("report.pdf"), "report.pdf is damaged", "bad", hint="look for another copy")])
    monkeypatch.setattr(desk_writing, "add", Mock(side_effect=wrong))
    with pytest.raises(UsageProblem, match=r"^report.pdf is damaged \(look for another copy\)$"):
        writing.add(sent)
    taken = TakenIn("report", "restored", questions=("does one relay the other?",), remarks=("page 2 is empty",))
    monkeypatch.setattr(desk_writing, "add", Mock(return_value=taken))
    assert writing.add(sent)["told"] == ["page 2 is empty", "does one relay the other?"]
