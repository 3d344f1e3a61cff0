"""Proposals in their file: what somebody decided is never lost, whatever befalls it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from briefgen.errors import Problems, UsageProblem
from briefgen.intake.drafts.proposal import DraftedValue, draft_file, keep_drafts, read_drafts

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
