"""What is found: records by their names, facts and texts by words, and the sentences of briefs that print a value."""

from __future__ import annotations

import pytest

from briefgen.desk import search
from briefgen.desk.recording.verdicts import verdicts_on
from briefgen.desk.search import PrintedBriefs, facts_with, folded_name, passages_with, records_named
from briefgen.desk.studio import Studio
from briefgen.workspace.folder import find_workspace
from tests.desk.recording.test_verdicts import opened
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
    monkeypatch.setattr(search, "_MOST_BRIEFS", 1)
    (brief, said), *_ = briefs.printing(workspace, KEY, outcome)
    assert (brief.kind, said[0].text, said[0].statements) == ("meeting", AGREED, outcome)
    monkeypatch.setattr(search, "sentences_of", None)  # what is made is not made again
    assert briefs.printing(workspace, KEY, outcome)[0][1] == said
    monkeypatch.setattr(search, "_PATIENCE", -1.0)
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


def test_a_record_is_found_by_its_name_its_id_and_nearly_so(workspace: Scratch) -> None:
    found = opened(workspace)
    for typed in ("Brazil", "brazil", "BRA", "braz", "Brasil"):
        assert records_named(found, typed)[0].key == "country/brazil", typed
    for typed, key in (("LK", "country/sri-lanka"), ("br", "country/brazil"), ("XX", "")):
        first = next((one.key for one in records_named(found, typed, ["country"])), "")
        assert first == key, typed
    assert [one.name for one in records_named(found, "LK", ["country"])] == ["Sri Lanka"]
    assert records_named(found, "LK", ["person"]) == []
    assert records_named(found, "example", ["organisation"])[0].key.startswith("organisation/")
    assert records_named(found, "zzzzzz") == []


def test_a_name_is_found_across_spellings(workspace: Scratch) -> None:
    workspace.write("facts/persons/ana.yaml", "name: {en: Tokayev, ru: Токаев}\naliases: [Tokaev, Toqaev]\n")
    found = opened(workspace)
    for typed in ("Токаев", "toqaev", "Tokayev", "Tokajev"):
        assert [one.key for one in records_named(found, typed, ["person"])] == ["person/ana"], typed


def test_a_kind_that_does_not_fit_is_not_offered(workspace: Scratch) -> None:
    assert records_named(opened(workspace), "brazil", ["person"]) == []


def test_facts_and_sources_are_searched(workspace: Scratch) -> None:
    found = opened(workspace)
    assert {one.id.rsplit("/", 1)[0] for one in facts_with(found, "crop quarter")} == {"meeting/lisbon-2024/outcomes"}
    assert passages_with(found, "Crop Figures")[0][0] == "example-gazette"
    assert passages_with(found, "no such words") == []


def test_what_says_the_words_comes_before_what_quotes_them_and_that_before_a_mere_id(workspace: Scratch) -> None:
    workspace.write("facts/themes/lisbon-lights.yaml", "label: lamps\n")
    told = [(one.record, one.property) for one in facts_with(opened(workspace), "lisbon")]
    said, quoted = told.index(("meeting/lisbon-2024", "place")), told.index(("meeting/lisbon-2024", "date"))
    assert said < quoted < told.index(("theme/lisbon-lights", "label"))


def test_names_are_folded() -> None:
    assert folded_name("  Łódź   São ") == "lodz sao"
