"""What the desk shows of a workspace that has faults, or nothing in it yet."""

from __future__ import annotations

from briefgen.desk.desk_reading import file_name_of
from tests.desk.test_verdicts import opened
from tests.workspaces import Scratch


def test_a_record_lies_where_its_file_does(workspace: Scratch) -> None:
    found = opened(workspace)
    assert file_name_of(found, "meeting/lisbon-2024") == "meetings/lisbon-2024.yaml"
    assert file_name_of(found, "claim/unsteady-prices") == "meetings/lisbon-2024.yaml"  # written inside it
