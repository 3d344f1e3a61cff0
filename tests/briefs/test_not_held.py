"""What briefs say of a meeting that was not held, or is still to come, and of what was no subject at one."""

from __future__ import annotations

import re

import pytest

from tests.workspaces import MEETING, Scratch

NEXT = """
src: example-gazette
series: {{is: harvest-forum, quote: held its seventh session}}
date: {{is: 2024-03-{day}, quote: 11 March 2024}}
place: {{is: Porto, quote: in Lisbon}}
status: {{is: {status}, quote: in Lisbon}}
country: {{is: portugal, register: place register}}
attendance: [{{status: {listed}, parties: [brazil, portugal], quote: "Delegations from Brazil"}}]
chair: {{is: ana-sample, quote: Lisbon}}
agenda: {{is: stocks, themes: stocks, quote: discussed stocks}}
"""
ANA = "name: {is: Ana Sample, quote: Participants agreed}\nsrc: example-gazette\ncountry: portugal\n"


def page(workspace: Scratch, kind: str, id_: str) -> str:
    """A brief without the marks of its notes."""
    return re.sub(r"\[\^\d+\]", "", workspace.page(kind, id_))


def to_come(workspace: Scratch, status: str = "cancelled", listed: str = "listed", day: int = 12) -> None:
    """A second meeting, in Porto, that was not held."""
    workspace.write("facts/persons/ana-sample.yaml", ANA)
    workspace.write(f"facts/meetings/porto-{day}.yaml", NEXT.format(status=status, listed=listed, day=day))


@pytest.mark.parametrize("status", ["cancelled", "postponed"])
def test_who_is_listed_for_a_meeting_that_was_not_held_did_not_take_part(workspace: Scratch, status: str) -> None:
    to_come(workspace, status)
    brief = page(workspace, "meeting", "porto-12")
    assert "in Porto on 12 March 2024; two states are listed for it.**" in brief
    assert "**Who was to take part.** Brazil and Portugal are listed. To be in the chair: Ana Sample.\n" in brief
    for said in ("taking part", "Not listed", "No delegate", "calls the list complete"):
        assert said not in brief


def test_of_whom_somebody_lists_for_it_the_account_is_theirs(workspace: Scratch) -> None:
    to_come(workspace)
    workspace.edit(
        "facts/meetings/porto-12.yaml", "{status: listed", "{according_to: example-secretariat, status: listed"
    )
    brief = page(workspace, "meeting", "porto-12")
    assert "; two states are listed for it, according to the secretariat of the Example Harvest Forum.**" in brief


def test_who_is_announced_for_what_is_still_to_come_need_not_be_told_from_who_came(workspace: Scratch) -> None:
    to_come(workspace, "announced", "announced")
    brief = page(workspace, "meeting", "porto-12")
    assert "**Who was to take part.** Announced: Brazil and Portugal. To be in the chair: Ana Sample.\n" in brief


@pytest.mark.parametrize(("day", "told"), [(12, True), (16, False)])
def test_of_a_day_that_is_past_it_is_told_that_nobody_says_what_became_of_it(
    workspace: Scratch, day: int, told: bool
) -> None:
    to_come(workspace, "announced", "announced", day)
    brief = page(workspace, "meeting", f"porto-{day}")
    assert ("Information to 15 March 2024" in brief, "Whether it took place is not on record." in brief) == (True, told)


def test_a_country_is_not_listed_at_a_meeting_that_was_not_held(workspace: Scratch) -> None:
    to_come(workspace)
    to_come(workspace, "announced", "announced", 13)
    brief = page(workspace, "country", "brazil")
    assert "**Three meetings are on record, one of them cancelled, one announced; none took place in Brazil." in brief
    assert " It is listed at one of them." in brief
    assert "- **Where it is expected.** Announced: Porto, 13 March 2024.\n" in brief
    workspace.edit(MEETING, "parties: [brazil, colombia, ethiopia]", "parties: [colombia, ethiopia]")
    assert " It is listed only for what was not, or not yet, held." in page(workspace, "country", "brazil")


def test_what_not_listed_means_is_told_of_what_was_not_held_where_it_was_to_meet(workspace: Scratch) -> None:
    to_come(workspace)
    workspace.edit("facts/meetings/porto-12.yaml", "[brazil, portugal]", "[brazil]")
    workspace.edit(MEETING, "[brazil, colombia, ethiopia]", "[brazil, colombia, ethiopia, portugal]")
    brief = page(workspace, "country", "portugal")
    assert "| Porto (cancelled) | 12 March 2024 | place; not listed |\n" in brief
    assert "\nNot listed does not mean absent: the list held does not name it.\n" in brief


def test_the_places_of_a_country_are_one_point_and_so_are_those_who_sat_in_the_chair_for_it(workspace: Scratch) -> None:
    to_come(workspace)
    to_come(workspace, "announced", "announced", 13)
    brief = page(workspace, "country", "portugal")
    assert re.search(
        r"- \*\*Place\.\*\* Lisbon, 11 March 2024, in Portugal \(looked up\)\. .*"
        r" Porto, 12 March 2024 \(cancelled\), in Portugal \(looked up\)\. To be in the chair: Ana Sample\."
        r" Porto, 13 March 2024 \(announced\), in Portugal \(looked up\)\. To be in the chair: Ana Sample\.\n",
        brief,
    )
    assert brief.count("**Place.**") == 1


def test_the_last_session_is_the_last_that_was_held(workspace: Scratch) -> None:
    to_come(workspace)
    brief = page(workspace, "series", "harvest-forum")
    assert (
        "**Two meetings are on record, one of them cancelled; the last that was held: Lisbon, 11 March 2024.**" in brief
    )


def test_what_is_contested_is_none_of_those_that_are_counted_before_it(workspace: Scratch) -> None:
    to_come(workspace)
    workspace.edit("facts/meetings/porto-12.yaml", "src:", "contested: one paper alone tells of it\nsrc:")
    brief = page(workspace, "series", "harvest-forum")
    assert "**One meeting is on record, and one contested; the last that was held: Lisbon, 11 March 2024.**" in brief


def test_what_was_not_held_dealt_with_nothing(workspace: Scratch) -> None:
    to_come(workspace, "announced", "announced")
    brief = page(workspace, "theme", "stocks")
    assert "**One of the meetings on record is reported to have dealt with stocks of green coffee: Lisbon," in brief
    assert " It comes up in what is reported of Porto, 12 March 2024 (announced)." in brief


def test_what_was_left_out_was_not_dealt_with(workspace: Scratch) -> None:
    workspace.write("facts/themes/weather.yaml", "label: weather\n")
    left_out = "  - {is: The weather was no subject., function: omission, themes: weather, quote: Lisbon}\n"
    workspace.edit(MEETING, "discussion:\n", f"discussion:\n{left_out}")
    brief = page(workspace, "theme", "weather")
    assert (
        "**No meeting on record is reported to have dealt with weather. It is said to have been no subject at" in brief
    )
    assert "\nThe weather was no subject.\n" in brief
    brief = page(workspace, "meeting", "lisbon-2024")
    assert "**What it was about.** Stocks of green coffee: Participants discussed stocks" in brief
    assert "## Discussion\n\nThe weather was no subject.\n" in brief


def test_pictures_say_so_of_what_was_not_held(workspace: Scratch) -> None:
    to_come(workspace)
    assert workspace.run("chronology", "-f", "md", "-w", str(workspace.root)).code == 0
    assert "Porto (cancelled), 12 March 2024" in workspace.read("out/chronology/chronology.md")


def test_where_persons_are_the_parties_no_delegate_is_missed(workspace: Scratch) -> None:
    workspace.write("facts/persons/ana-sample.yaml", ANA)
    parties = "    parties: [brazil, colombia, ethiopia]\n"
    assert "No delegate is named." in page(workspace, "meeting", "lisbon-2024")
    workspace.edit(MEETING, parties, "    parties: [ana-sample]\n")
    assert "No delegate is named." not in page(workspace, "meeting", "lisbon-2024")
