"""Where what is written at the desk goes."""

from __future__ import annotations

from briefgen.desk.desk_writing import file_name_of, home_of, records_in
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
