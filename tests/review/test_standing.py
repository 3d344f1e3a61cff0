"""Approvals hold for one statement, its passages and the texts of its sources; files of reviews read back the same."""

from __future__ import annotations

import pytest

from briefgen.errors import UsageProblem
from briefgen.review.deciding import approve, find_statement, object_to, withdraw
from briefgen.review.standing import (
    APPROVED,
    HEAD,
    OBJECTED,
    Ledger,
    Opinion,
    Reviewed,
    Reviews,
    Standing,
    ledger_text,
    read_ledger,
)
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
    assert approved.do("check").code == 0


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


HASHES = (("statement", "a1"), ("passages", "b2"), ("sources", "c3"))
APPROVAL = Opinion(APPROVED, "Ana Lopes", "2026-11-29", HASHES, ("Bo Chen",), said='it is "so": #1')
OBJECTION = Opinion(OBJECTED, "no", "2026-11-30", HASHES, word="12 March – not 11")


def test_what_is_written_is_read_back() -> None:
    ledger = Ledger({"place/2": (APPROVAL, OBJECTION), "date/1": (APPROVAL,)}, ("Bo Chen", "Åsa: Ek"))
    assert read_ledger(ledger_text(ledger).encode(), "x.yaml") == (ledger, [])


def test_the_file_reads_like_the_facts_beside_it() -> None:
    assert ledger_text(Ledger().with_opinion("date/1", APPROVAL)) == HEAD + (
        "date/1:\n"
        '  - approved: "Ana Lopes"\n'
        "    on: 2026-11-29\n"
        '    said: "it is \\"so\\": #1"\n'
        '    wrote: ["Bo Chen"]\n'
        "    hashes: {statement: a1, passages: b2, sources: c3}\n"
    )


def test_two_who_look_at_different_statements_change_different_lines() -> None:
    before = Ledger({"date/1": (APPROVAL,), "place/2": (APPROVAL,)})
    one, two = before.with_opinion("date/1", OBJECTION), before.with_opinion("place/2", OBJECTION)
    both = one.with_opinion("place/2", OBJECTION)
    added = ledger_text(one).removeprefix(ledger_text(Ledger({"date/1": (APPROVAL,)})))
    assert ledger_text(both).startswith(ledger_text(one).removesuffix(ledger_text(Ledger()).removeprefix(HEAD)))
    assert added.endswith(ledger_text(Ledger({"place/2": (APPROVAL,)})).removeprefix(HEAD))
    assert len(ledger_text(both)) == len(ledger_text(one)) + len(ledger_text(two)) - len(ledger_text(before))


def test_an_entry_with_a_fault_counts_for_nothing_and_is_told_with_its_line() -> None:
    raw = (
        'date/1:\n  - approved: "A"\n    on: 2026-11-29\n'
        '  - approvd: "A"\n  - approved: "A"\n    hashes: {statement: a, passages: b, sources: c}\n'
        "place/2: approved\n"
    )
    ledger, problems = read_ledger(raw.encode(), "facts/_reviews/meetings/x.yaml")
    assert [(str(d.location).rpartition("yaml:")[2], d.code) for d in problems] == [
        ("2:5", "bad-review"),
        ("4:5", "bad-review"),
        ("7:1", "bad-review"),
    ]
    assert [one.by for one in ledger.opinions["date/1"]] == ["A"]


def test_an_approval_of_ones_own_is_known_as_such() -> None:
    assert Opinion(APPROVED, "Bo Chen", "", HASHES, ("Bo Chen",)).is_own
    assert not Opinion(OBJECTED, "Bo Chen", "", HASHES, ("Bo Chen",)).is_own
