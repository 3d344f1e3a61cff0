"""Names in a proposal become ids where its field leads to records, and stay words elsewhere."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from briefgen.errors import UsageProblem
from briefgen.intake.drafts.proposal import DraftedValue
from briefgen.intake.drafts.referring import NoneNamed, id_named, names_without_record, speaker_id, with_ids
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


NAMESAKES = """
    === persons/ana-sample.yaml
    name: Ana Sample
    === persons/bo.yaml
    name: Bo Twin
    === persons/bo-2.yaml
    name: Bo Twin
    """
ALL = ("person", "country")


@pytest.mark.parametrize(
    ("text", "id_"),
    [
        ("ana-sample", "ana-sample"),
        ("Ana Sample", "ana-sample"),
        ("Portugal", "portugal"),
        ("Korea, Republic of", "south-korea"),
        ("portugal", "portugal"),
        ("country/portugal", "country/portugal"),
    ],
)
def test_an_id_or_the_very_name_leads_there(tmp_path: Path, text: str, id_: str) -> None:
    assert id_named(load_page(tmp_path, NAMESAKES).base, text, ALL) == id_


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("Bo Twin", "it is the name of person/bo, person/bo-2; write the id"),
        ("bo-22", "did you mean 'bo-2'?"),
        ("Nigera", "did you mean niger (Niger) or nigeria (Nigeria)? the same name in another spelling"),
        ("portugall", "did you mean portugal (Portugal)? the same name in another spelling"),
        ("Cy Nobody", "make its record first, as person or country: briefgen new person cy-nobody"),
    ],
)
def test_anything_else_is_refused_with_what_to_do(tmp_path: Path, text: str, hint: str) -> None:
    found = id_named(load_page(tmp_path, NAMESAKES).base, text, ALL)
    assert isinstance(found, NoneNamed)
    assert found.hint is not None
    assert hint in found.hint


def test_the_label_of_a_source_is_meant_only_where_nobody_else_has_the_name(tmp_path: Path) -> None:
    page = "{type: essay, language: en, retrieved: 2026-01-01, label: The Example House, descriptor: a page}"
    loaded = load_page(tmp_path, f"{NAMESAKES}\n    === sources/house-2026.yaml\n    {page}\n")
    kinds = ("organisation", "source")
    near = id_named(loaded.base, "Example House", kinds)
    assert isinstance(near, NoneNamed)
    assert near.hint is not None
    assert "source: briefgen new organisation example-house; or say house-2026 if the source itself" in near.hint
    assert id_named(loaded.base, "The Example House", kinds) == "house-2026"
    body = "=== organisations/example-house.yaml\n    name: The Example House"
    both = load_page(tmp_path, f"{NAMESAKES}\n    === sources/house-2026.yaml\n    {page}\n    {body}\n").base
    assert id_named(both, "The Example House", kinds) == "example-house"
