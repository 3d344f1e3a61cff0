# ruff: noqa: E501  (a diagnostic is one line)
"""Conflicts are explained or open; an ordinal used twice is an error until an editor has seen it."""

from __future__ import annotations

from pathlib import Path

from briefgen.checks.rules import disagreements
from tests.checks.pages import context, expect
from tests.facts.pages import SOURCE

TWO_DATES = """
        === meetings/m.yaml
        date:
          - 2025-10-17
          - 2024-10-16/2024-10-17
        """
COLLISION = """
        === series/heads.yaml
        name: Heads
        === meetings/a.yaml
        series: heads
        ordinal: {is: 21%s}
        place: Example City
        === meetings/b.yaml
        series: heads
        ordinal: {is: 21%s}
        place: Another City
        """


def test_an_open_conflict_is_a_note_that_names_its_record(tmp_path: Path) -> None:
    expected = """
        facts/meetings/m.yaml:2:5: note: the values of 'date' do not agree: 2025-10-17 (line 2) and 2024-10-16/2024-10-17 (line 3) [conflict-open]
          hint: explain it in facts/conflicts/value-m-date.yaml, or correct a value
        """
    expect(disagreements.check, context(tmp_path, TWO_DATES), expected)


def test_accounts_that_an_editor_set_side_by_side_are_a_note(tmp_path: Path) -> None:
    page = """
        === meetings/m.yaml
        place: Example City
        === conflicts/two-openings.yaml
        status: open
        explanation: The report opens the meeting twice.
        about: m
        accounts: [It was opened at noon., It was opened at dawn.]
        """
    expected = """
        facts/conflicts/two-openings.yaml:4:12: note: 2 accounts of m differ [conflict-open]
          hint: facts/conflicts/two-openings.yaml leaves it open
        """
    expect(disagreements.check, context(tmp_path, page), expected)


def test_an_explained_conflict_is_silent(tmp_path: Path) -> None:
    page = """
        === conflicts/value-m-date.yaml
        status: explained
        explanation: The second date is that of another meeting.
        """
    expect(disagreements.check, context(tmp_path, TWO_DATES + page), "")


def test_a_conflict_that_its_record_leaves_open_stays_a_note(tmp_path: Path) -> None:
    page = """
        === conflicts/value-m-date.yaml
        status: open
        explanation: Nobody knows yet.
        """
    expected = """
        facts/meetings/m.yaml:2:5: note: the values of 'date' do not agree: 2025-10-17 (line 2) and 2024-10-16/2024-10-17 (line 3) [conflict-open]
          hint: facts/conflicts/value-m-date.yaml leaves it open
        """
    expect(disagreements.check, context(tmp_path, TWO_DATES + page), expected)


def test_the_record_of_a_conflict_that_is_none_is_named(tmp_path: Path) -> None:
    page = """
        === conflicts/value-m-dates.yaml
        status: explained
        explanation: The second date is that of another meeting.
        """
    expected = """
        facts/conflicts/value-m-dates.yaml:1:1: warning: there is no conflict 'value-m-dates' [conflict-unknown]
          hint: did you mean 'value-m-date'?
        facts/meetings/m.yaml:2:5: note: the values of 'date' do not agree: 2025-10-17 (line 2) and 2024-10-16/2024-10-17 (line 3) [conflict-open]
          hint: explain it in facts/conflicts/value-m-date.yaml, or correct a value
        """
    expect(disagreements.check, context(tmp_path, TWO_DATES + page), expected)


def test_an_ordinal_used_twice_is_an_error_until_both_are_contested(tmp_path: Path) -> None:
    contested = ", contested: two meetings are called the 21st"
    half = """
        facts/meetings/b.yaml:2:10: error: b and a both have the number 21 in one series (ordinal-collision-heads-21) [ordinal-collision]
          hint: mark both ordinals contested: with the reason, or correct the series or the number
        """
    settled = """
        facts/meetings/a.yaml:2:10: note: a and b have the same number (ordinal-collision-heads-21) [conflict-open]
          hint: explain it in facts/conflicts/ordinal-collision-heads-21.yaml, or correct a value
        """
    expect(disagreements.check, context(tmp_path / "half", COLLISION % (contested, "")), half)
    expect(disagreements.check, context(tmp_path / "both", COLLISION % (contested, contested)), settled)


def test_a_day_of_the_week_that_does_not_fit_is_a_warning(tmp_path: Path) -> None:
    page = f"""
        === meetings/m.yaml
        src: paper
        date: {{is: 2024-10-04, quote: "On Thursday, October 4, heads of agencies met"}}
        === sources/paper.yaml
        {SOURCE.replace(chr(10), chr(10) + "        ")}
        """
    expected = """
        facts/meetings/m.yaml:2:7: warning: the quote says Thursday, but 2024-10-04 is a Friday [weekday]
          hint: explain it in facts/conflicts/weekday-m-date.yaml, or correct a value
        """
    expect(disagreements.check, context(tmp_path, page), expected)


def test_a_report_older_than_its_event_is_a_warning(tmp_path: Path) -> None:
    page = f"""
        === meetings/m.yaml
        src: paper
        date: 2025-10-17
        status: held
        === sources/paper.yaml
        published: 2025-10-16
        {SOURCE.replace(chr(10), chr(10) + "        ")}
        """
    expected = """
        facts/meetings/m.yaml:2:7: warning: paper was published on 2025-10-16, before the day it reports, 2025-10-17 [published-before-event]
          hint: explain it in facts/conflicts/published-before-event-m-paper.yaml, or correct a value
        """
    expect(disagreements.check, context(tmp_path, page), expected)


def test_each_type_of_conflict_has_its_words(tmp_path: Path) -> None:
    page = """
        === series/heads.yaml
        name: Heads
        not_to_confuse_with: chiefs
        === series/chiefs.yaml
        name: Chiefs
        === countries/belarus.yaml
        code: BY
        === persons/p.yaml
        name: P
        === meetings/a.yaml
        series: heads
        ordinal: 1
        date: 2025-03-01
        attendance:
          - parties: [belarus]
          - {status: absent, parties: [belarus]}
        === meetings/b.yaml
        series: heads
        ordinal: 2
        date: 2024
        === meetings/c.yaml
        series: chiefs
        ordinal: 1
        === claims/yes.yaml
        {said_by: p, says: it was so, mode: reported, disputed_by: no-claim}
        === claims/no-claim.yaml
        {said_by: p, says: it was not so, mode: reported}
        """
    expected = """
        facts/claims/no-claim.yaml:1:20: note: the claims no-claim and yes contradict each other [conflict-open]
          hint: explain it in facts/conflicts/claim-dispute-no-claim-yes.yaml, or correct a value
        facts/meetings/a.yaml:2:10: note: a (number 1) took place after b (number 2) [conflict-open]
          hint: explain it in facts/conflicts/series-order-a-b.yaml, or correct a value
        facts/meetings/a.yaml:5:15: note: belarus is listed in line 5 and absent in line 6 [conflict-open]
          hint: explain it in facts/conflicts/attendance-a-belarus.yaml, or correct a value
        facts/meetings/c.yaml:2:10: note: c and a have the same number (same-ordinal-chiefs-heads-1) [conflict-open]
          hint: explain it in facts/conflicts/same-ordinal-chiefs-heads-1.yaml, or correct a value
        """
    expect(disagreements.check, context(tmp_path, page), expected)
