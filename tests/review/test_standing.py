"""An approval holds for one statement, its passages and the texts of its sources, and for nothing else."""

from __future__ import annotations

import pytest

from briefgen.errors import UsageProblem
from briefgen.review.deciding import approve, find_statement, object_to, withdraw
from briefgen.review.standing import Reviewed, Reviews, Standing
from tests.review.conftest import OTHER, opened
from tests.workspaces import MEETING, Scratch

DATE, PLACE = "meeting/lisbon-2024/date", "meeting/lisbon-2024/place"


def reviews(workspace: Scratch) -> Reviews:
    return Reviews(opened(workspace))


def stands(workspace: Scratch, named: str) -> Reviewed:
    found = reviews(workspace)
    return found.of(find_statement(found, named))


@pytest.fixture
def approved(kept: Scratch) -> Scratch:
    """The date was approved, the place objected to."""
    found = reviews(kept)
    approve(found, [find_statement(found, DATE)], OTHER, "2026-11-29")
    object_to(found, [find_statement(found, PLACE)], OTHER, "2026-11-29", "which Lisbon?")
    return kept


def test_what_was_looked_at_stands_so_and_the_rest_is_open(approved: Scratch) -> None:
    found = reviews(approved)
    assert stands(approved, DATE).standing is Standing.APPROVED
    assert (stands(approved, PLACE).standing, stands(approved, PLACE).opinions[0].word) == (
        Standing.OBJECTED,
        "which Lisbon?",
    )
    assert found.counts[Standing.OPEN] == len(found.all) - 2


def test_what_is_taken_back_stands_as_if_nobody_had_looked(approved: Scratch) -> None:
    found = reviews(approved)
    both = [find_statement(found, named) for named in (DATE, PLACE)]
    withdraw(found, both, OTHER, "2026-11-30")
    assert [(stands(approved, n).standing, stands(approved, n).opinions) for n in (DATE, PLACE)] == [
        (Standing.OPEN, ())
    ] * 2
    assert "which Lisbon?" in approved.read("facts/_reviews/meetings/lisbon-2024.yaml")  # it was said, and is kept
    with pytest.raises(UsageProblem, match="nothing to take back"):
        withdraw(reviews(approved), both, OTHER, "2026-11-30")
    approve(reviews(approved), both[:1], OTHER, "2026-12-01")
    assert stands(approved, DATE).standing is Standing.APPROVED


def test_of_a_value_that_was_changed_an_approval_that_was_taken_back_is_not_told(approved: Scratch) -> None:
    found = reviews(approved)
    withdraw(found, [find_statement(found, DATE)], OTHER, "2026-11-30")
    approved.edit(MEETING, "date: {is: 2024-03-11,", "date: {is: 2024-03-12,")
    assert stands(approved, DATE).standing is Standing.OPEN


@pytest.mark.slow
def test_reviews_are_no_records(approved: Scratch) -> None:
    assert approved.run("check", "-w", str(approved.root)).code == 0


@pytest.mark.parametrize(
    ("file", "old", "new", "what"),
    [
        (MEETING, "date: {is: 2024-03-11,", "date: {is: 2024-03-12,", "it said “2024-03-11” when it was approved"),
        (MEETING, "date: {is: 2024-03-11,", "date: {is: 2024-03-11, marking: TLP:GREEN,", "the statement has changed"),
        (MEETING, 'quote: "held its seventh session in Lisbon on 11 March 2024"}\nplace',
         'quote: "seventh session in Lisbon on 11 March 2024"}\nplace', "its passage has changed"),
        ("archive/example-gazette.txt", "Participants", "The participants", "the text of its source has changed"),
    ],
)  # fmt: skip
def test_it_is_void_as_soon_as_one_of_them_changes(approved: Scratch, file: str, old: str, new: str, what: str) -> None:
    approved.edit(file, old, new)
    found = stands(approved, DATE)
    assert found.standing is Standing.VOID
    assert what in found.why


def test_a_change_beside_it_leaves_it_as_it_is(approved: Scratch) -> None:
    approved.edit(MEETING, "# A meeting.", "# One meeting.")
    approved.edit(MEETING, "key: 1\n", "key: 2\n")
    assert stands(approved, DATE).standing is Standing.APPROVED


def test_an_objection_lasts_until_who_objected_approves_or_it_is_changed(approved: Scratch) -> None:
    found = reviews(approved)
    approve(found, [find_statement(found, PLACE)], "Cy Dee", "2026-11-30")
    assert stands(approved, PLACE).standing is Standing.OBJECTED
    found = reviews(approved)
    approve(found, [find_statement(found, PLACE)], OTHER, "2026-12-01")
    assert stands(approved, PLACE).standing is Standing.APPROVED


def test_an_approval_of_ones_own_that_was_written_by_hand_counts_for_nothing(approved: Scratch) -> None:
    approved.edit("facts/_reviews/meetings/lisbon-2024.yaml", 'approved: "Ana Lopes"', 'approved: "Bo Chen"')
    assert stands(approved, DATE).standing is Standing.OPEN


def test_a_broken_file_is_told(approved: Scratch) -> None:
    approved.edit("facts/_reviews/meetings/lisbon-2024.yaml", "hashes", "hash")
    found = reviews(approved)
    assert found.counts[Standing.APPROVED] == 0
    assert [d.code for d in found.problems] == ["bad-review"]


def test_judgements_and_what_sources_bear_are_looked_at_names_of_the_desk_are_not(workspace: Scratch) -> None:
    workspace.write(
        "facts/assessments/early.yaml",
        "text: It is early.\nrests_on: [meeting/lisbon-2024]\nreviewed: 2024-03-15\n",
    )
    ids = [one.statement.id for one in reviews(workspace).all]
    assert any(id_.startswith("assessment/early/text/") for id_ in ids)
    assert not any(id_.startswith(("theme/", "assessment/early/reviewed")) for id_ in ids)
