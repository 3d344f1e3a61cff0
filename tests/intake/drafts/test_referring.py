"""Names become ids where a field leads to records; a proposal becomes a value of its record beside what is there."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from briefgen.errors import UsageProblem
from briefgen.facts.kinds import shipped_kinds
from briefgen.facts.parse import parse_yaml
from briefgen.intake.drafts.proposal import DraftedValue
from briefgen.intake.drafts.referring import NoneNamed, accepted, id_named, names_without_record, speaker_id, with_ids
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


def put_into(text: str, proposal: DraftedValue, speaker: str = "") -> str:
    """The text of a record with a proposal of the source `herald` in it."""
    return accepted(text, proposal, "herald", shipped_kinds().schema, speaker, f"forum-{proposal.id}")


@pytest.mark.parametrize(
    "there",
    [
        "date: 2031-06-11\n",
        "date: {is: 2031-06-11, quote: on 11 June}\n",
        "passages:\n  - {quote: on 11 June, date: 2031-06-11}\n",
    ],
)
def test_what_another_source_says_stands_beside_what_is_there(there: str) -> None:
    proposal = DraftedValue("d3", "meeting", "date", "2031-06-12", "on 12 June", by="rules 1")
    text = put_into(f"src: paper\n{there}", proposal)
    data = parse_yaml(text.encode(), "").data
    assert data is not None
    assert there.strip().removeprefix("date: ") in text
    new = data["date"][-1] if isinstance(data["date"], list) else data["date"]
    assert (new["is"], new["src"]) == ("2031-06-12", {"herald": "on 12 June"})


@pytest.mark.parametrize(
    ("there", "cited"),
    [
        ("date: 2031-06-11\n", ["paper", {"herald": "on the eleventh"}]),
        ("date: {is: 2031-06-11, quote: on 11 June}\n", {"paper": "on 11 June", "herald": "on the eleventh"}),
        ("date: {is: 2031-06-11, src: {page: 11 June}}\n", {"page": "11 June", "herald": "on the eleventh"}),
        ("date: [2031-06-12, {is: 2031-06-11, src: page}]\n", ["page", {"herald": "on the eleventh"}]),
        (
            "date: {is: 2031-06-11, src: {herald: 11 June}}\n",
            [{"herald": "11 June"}, {"herald": "on the eleventh"}],
        ),
        (
            "passages:\n  - {quote: on 11 June, date: 2031-06-11}\n",
            {"paper": "on 11 June", "herald": "on the eleventh"},
        ),
        ("passages: {day: on 11 June}\ndate: {is: 2031-06-11, from: day}\n", [{"herald": "on the eleventh"}]),
    ],
)
def test_a_value_that_stands_already_rests_on_the_new_source_too(there: str, cited: object) -> None:
    proposal = DraftedValue("d3", "meeting", "date", "2031-06-11", "on the eleventh", by="rules 1")
    data = parse_yaml(put_into(f"src: paper\n{there}", proposal).encode(), "").data
    assert data is not None
    found = data["passages"][0]["date"] if "date" not in data else data["date"]
    value = found[-1] if isinstance(found, list) else found
    assert (value["is"], value["src"]) == ("2031-06-11", cited)
    assert "quote" not in value
    assert value.get("from") == ("day" if "from" in there else None)


@pytest.mark.parametrize(
    ("there", "why"),
    [
        ("date: {is: 2031-06-11, register: calendar}\n", "says so"),
        ("date: {is: 2031-06-11, src: {page: on 11 June}, according_to: ministry}\n", "with according_to: ministry;"),
        ("date: {is: 2031-06-11, src: {herald: held on the eleventh of June}}\n", "says so"),
        ("passages:\n  - {quote: on 11 June, according_to: ministry, date: 2031-06-11}\n", "says so"),
    ],
)
def test_a_value_that_means_something_else_takes_no_further_source(there: str, why: str) -> None:
    proposal = DraftedValue("d3", "meeting", "date", "2031-06-11", "on the eleventh", by="rules 1")
    with pytest.raises(UsageProblem, match=f"date .*{why}"):
        put_into(f"src: paper\n{there}", proposal)


def test_a_person_whom_another_source_gives_another_post_is_told_with_that_post() -> None:
    person = DraftedValue("d3", "meeting", "people", "ana", "Minister Ana", keys={"post": "Minister"}, by="rules 1")
    with pytest.raises(UsageProblem, match="people has ana already, with post: Mayor; correct that one, or discard"):
        put_into("src: paper\npeople: {is: ana, post: Mayor}\n", person)
    with pytest.raises(UsageProblem, match="people has ana already, with no post;"):
        put_into("src: paper\npeople: [ana]\n", person)


def test_claims_of_two_sources_with_one_number_have_two_ids() -> None:
    said = DraftedValue("d1", "meeting", "claims", "walls are low", "walls are low", by="rules 1")
    text = put_into("src: paper\nclaims:\n  - {id: forum-d1, said_by: a, says: no}\n", said, "ana-sample")
    assert "id: forum-d1-2" in text
    assert "id: forum-d1-3" in put_into(text, said, "ana-sample")


def test_a_denial_keeps_its_verb() -> None:
    said = DraftedValue("d1", "meeting", "claims", "they failed", "denied that they failed", keys={"verb": "denied"})
    assert "verb: denied" in put_into("src: paper\n", said, "ana-sample")
