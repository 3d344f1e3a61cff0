"""Proposals in their file: what somebody decided is never lost, whatever befalls it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from briefgen.errors import Problems, UsageProblem
from briefgen.facts.kinds import shipped_kinds
from briefgen.facts.parse import parse_yaml
from briefgen.intake.drafts.proposal import DraftedValue
from briefgen.intake.drafts.store import accepted, draft_file, keep_drafts, read_drafts

ONE = DraftedValue("d1", "meeting", "place", "Port Example", "in Port Example", by="rules 1")


def test_what_is_kept_is_read_again(tmp_path: Path) -> None:
    assert read_drafts(tmp_path, "paper") == []
    keep_drafts(tmp_path, "paper", [ONE])
    assert read_drafts(tmp_path, "paper") == [ONE]
    keep_drafts(tmp_path, "paper", [])
    assert read_drafts(tmp_path, "paper") == []


@pytest.mark.parametrize(
    "text", ["proposals:\n  - {id: d1\n", "", "proposals: d1\n", "source: paper\n", "proposals: [d1]\n"]
)
def test_a_file_with_a_fault_is_told_and_never_taken_for_an_empty_one(tmp_path: Path, text: str) -> None:
    keep_drafts(tmp_path, "paper", [ONE])
    draft_file(tmp_path, "paper").write_text(text)
    with pytest.raises(Problems, match=r"_drafts/paper\.yaml:.*error"):
        read_drafts(tmp_path, "paper")


def test_a_pipe_in_its_place_is_refused_at_once(tmp_path: Path) -> None:
    draft_file(tmp_path, "paper").parent.mkdir()
    os.mkfifo(draft_file(tmp_path, "paper"))
    with pytest.raises(UsageProblem, match="not a regular file"):
        read_drafts(tmp_path, "paper")


@pytest.mark.parametrize("linked", ["_drafts", "_drafts/one.yaml"])
def test_nothing_is_kept_behind_a_link_that_leads_out_of_the_facts(tmp_path: Path, linked: str) -> None:
    facts, elsewhere = tmp_path / "facts", tmp_path / "elsewhere"
    elsewhere.mkdir()
    (facts / linked).parent.mkdir(parents=True)
    (facts / linked).symlink_to(elsewhere / Path(linked).name if "." in linked else elsewhere)
    for keep_or_read in (lambda: keep_drafts(facts, "one", []), lambda: read_drafts(facts, "one")):
        with pytest.raises(UsageProblem, match=r"facts/_drafts/one\.yaml leads out of facts: put"):
            keep_or_read()
    assert list(elsewhere.iterdir()) == []


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
