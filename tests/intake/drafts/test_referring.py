"""Names in a proposal become ids where its field leads to records, and stay words elsewhere."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from briefgen.errors import UsageProblem
from briefgen.intake.drafts.proposal import DraftedValue
from briefgen.intake.drafts.referring import names_without_record, speaker_id, with_ids
from tests.facts.pages import load_page

PAGE = """
    === persons/ana-sample.yaml
    name: Ana Sample
    """


def test_ids_stand_where_names_stood(tmp_path: Path) -> None:
    base = load_page(tmp_path, PAGE).base
    people = DraftedValue("d1", "meeting", "people", "Ana Sample", "", keys={"post": "Director", "party": "Portugal"})
    found = with_ids(base, people)
    assert (found.value, found.keys) == ("ana-sample", {"post": "Director", "party": "portugal"})
    assert with_ids(base, DraftedValue("d1", "meeting", "place", "Portugal", "")).value == "Portugal"
    with pytest.raises(UsageProblem, match="briefgen new person bo-nobody"):
        with_ids(base, DraftedValue("d1", "meeting", "people", "Bo Nobody", ""))


def test_a_speaker_is_a_record_or_words_for_somebody_nameless(tmp_path: Path) -> None:
    base = load_page(tmp_path, PAGE).base
    assert speaker_id(base, "Ana Sample") == "ana-sample"
    assert speaker_id(base, "a delegate") == "a delegate"
    for unknown in ("nobody-here", "Bo Nobody", "ana sampel"):
        with pytest.raises(UsageProblem):
            speaker_id(base, unknown)


def test_states_are_found_in_whatever_case_the_words_have_them(tmp_path: Path) -> None:
    source = "{type: essay, language: ru, retrieved: 2026-01-01, label: A, descriptor: a text}"
    base = load_page(tmp_path, f"{PAGE}\n    === sources/paper.yaml\n    {source}\n").base
    said = DraftedValue("d1", "meeting", "attendance", ["Армении", "Казахстана"], "")
    with pytest.raises(UsageProblem):
        with_ids(base, replace(said, value=["Армении", "Примерии"]))
    assert with_ids(base, said).value == ["armenia", "kazakhstan"]


def test_a_host_who_published_a_source_can_have_a_record_made(tmp_path: Path) -> None:
    source = "{type: essay, language: en, retrieved: 2026-01-01, label: The Example House, descriptor: a page}"
    base = load_page(tmp_path, f"{PAGE}\n    === sources/house-2026.yaml\n    {source}\n").base
    for name in ("Example House", "The Example House"):
        host = DraftedValue("d1", "meeting", "host", name, "")
        assert names_without_record(base, host, "", "organisation") == [name]
