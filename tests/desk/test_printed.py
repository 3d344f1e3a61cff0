"""Which sentences of briefs print what, found without drawing a page."""

from __future__ import annotations

import pytest

from briefgen.desk import printed
from briefgen.desk.printed import PrintedBriefs
from briefgen.desk.recording.verdicts import verdicts_on
from briefgen.desk.studio import Studio
from briefgen.workspace.folder import find_workspace
from tests.workspaces import MEETING, Scratch

KEY = "meeting/lisbon-2024"
AGREED = "Participants agreed to exchange crop figures every quarter."


@pytest.fixture
def briefs(workspace: Scratch) -> PrintedBriefs:
    return PrintedBriefs(Studio(find_workspace(workspace.root)[0]))


def test_a_brief_is_made_once_for_what_prints_a_value_and_what_has_words(
    briefs: PrintedBriefs, monkeypatch: pytest.MonkeyPatch
) -> None:
    workspace = briefs.studio.workspace()
    outcome = workspace.facts.base.records[KEY].values("outcomes")
    near = briefs.about(workspace, KEY)
    assert (near[0].kind, near[0].id) == ("meeting", "lisbon-2024")
    monkeypatch.setattr(printed, "MOST_BRIEFS", 1)
    (brief, said), *_ = briefs.printing(workspace, KEY, outcome)
    assert (brief.kind, said[0].text, said[0].statements) == ("meeting", AGREED, outcome)
    monkeypatch.setattr(printed, "sentences_of", None)  # what is made is not made again
    assert briefs.printing(workspace, KEY, outcome)[0][1] == said
    monkeypatch.setattr(printed, "PATIENCE", -1.0)
    found, left = briefs.with_words(workspace, "figures CROP")
    assert [b.kind for b, _ in found] == ["meeting"]
    assert AGREED in [one.text for one in found[0][1]]
    assert left == len(briefs.studio.listing().briefs) - 1


def test_only_what_is_new_would_be_printed_anew(briefs: PrintedBriefs, workspace: Scratch) -> None:
    known = briefs.studio.workspace()
    known.verification.prepare()
    text = workspace.read(MEETING)
    same = verdicts_on(known, "meetings/lisbon-2024.yaml", text.encode())
    assert briefs.would_print(known, KEY, same) == []
    other = text.replace("is: Participants agreed to exchange crop figures", "is: They agreed to exchange crop figures")
    found = briefs.would_print(known, KEY, verdicts_on(known, "meetings/lisbon-2024.yaml", other.encode()))
    assert [one.text for one in found[0][1]] == ["They agreed to exchange crop figures every quarter."]
    assert AGREED in [s.text for s in briefs.sentences(known, briefs.about(known, KEY)[0])]
