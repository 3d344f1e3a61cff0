"""Files of reviews: readable, read back the same, and told of where somebody broke one."""

from __future__ import annotations

from briefgen.review.ledger import APPROVED, HEAD, OBJECTED, Ledger, Opinion, ledger_text, read_ledger

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
