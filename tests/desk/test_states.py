"""How the preview says that a brief stands: what was merged is told from what was edited since."""

from __future__ import annotations

import pytest

from briefgen.desk.studio import ListedBrief, State, Studio, state_of
from briefgen.workspace.folder import find_workspace
from tests.workspaces import MEETING, Scratch

MD = "out/meeting/lisbon-2024.md"
BRIEF = ListedBrief("meeting", "lisbon-2024", "")


@pytest.mark.slow
def test_a_merged_brief_is_up_to_date_until_something_changes(workspace: Scratch) -> None:
    workspace.edit("templates/meeting/template.toml", 'formats = ["docx", "md"]', 'formats = ["md"]')
    workspace.make()
    studio = Studio(find_workspace(workspace.root)[0])
    assert state_of(studio, BRIEF) is State.FRESH
    workspace.append(MD, "\nMy own words.\n")
    assert state_of(studio, BRIEF) is State.EDITED
    workspace.edit(MEETING, "place: {is: Lisbon,", "place: {is: Lisboa,")
    assert workspace.make().code == 0
    studio.changed()
    assert state_of(studio, BRIEF) is State.MERGED
    workspace.edit(MEETING, "place: {is: Lisboa,", "place: {is: Lisbon,")
    studio.changed()
    assert state_of(studio, BRIEF) is State.OLD
    workspace.append(MD, "\nMore.\n")
    assert state_of(studio, BRIEF) is State.EDITED
