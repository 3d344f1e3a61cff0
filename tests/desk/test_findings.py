"""Records found by any of their names, and a search over facts, sources and briefs."""

from __future__ import annotations

from briefgen.desk.findings import facts_with, folded_name, passages_with, records_named
from tests.desk.recording.test_verdicts import opened
from tests.workspaces import Scratch


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
