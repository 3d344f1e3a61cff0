"""On whose word a meeting was held, and where; what is said of one that was not; and what is asked of an allegation."""

from __future__ import annotations

from tests.briefs.test_not_held import page
from tests.briefs.test_phrases import PAPER
from tests.workspaces import MEETING, Scratch

PLACE = 'place: {is: Lisbon, quote: "held its seventh session in Lisbon on 11 March 2024"'
ANA = "name: {is: Ana Sample, quote: discussed stocks of green coffee}\nsrc: example-gazette\n"
CLAIM = "src: example-gazette\nsaid_by: a delegate\nsays: Ana Sample took a bribe\nmode: reported\nabout: ana-sample\n"
GAP = "question: Was anybody charged?\nabout: bribe\nlooked_in: example-gazette\ncloses: the register of the court\n"


def test_what_was_put_off_or_called_off_is_not_said_to_have_been_held_by_somebody(workspace: Scratch) -> None:
    workspace.write("facts/sources/paper.yaml", PAPER)
    status = "[{is: postponed, quote: in Lisbon}, {is: cancelled, src: {paper: cancelled}}]"
    workspace.append(MEETING, f"status: {status}\n")
    brief = page(workspace, "meeting", "lisbon-2024")
    assert "The meeting was postponed (Example Gazette) or cancelled (Paper); it was, or is, to take place" in brief
    assert "whether it did" not in brief


def test_a_place_on_the_word_of_somebody_says_so_and_the_day_beside_it_does_not(workspace: Scratch) -> None:
    assert "took place in Lisbon on 11" in page(workspace, "meeting", "lisbon-2024")
    workspace.edit(MEETING, PLACE, f"{PLACE}, according_to: a clerk")
    assert "took place in Lisbon (according to a clerk) on 11" in page(workspace, "meeting", "lisbon-2024")


def test_that_a_meeting_was_put_off_says_on_whose_word_and_says_it_once(workspace: Scratch) -> None:
    workspace.edit(MEETING, PLACE, f"{PLACE}, according_to: a clerk")
    workspace.append(MEETING, "status: {is: postponed, quote: in Lisbon, according_to: a clerk}\n")
    assert "to take place in Lisbon on 11 March 2024, according to a clerk" in page(workspace, "meeting", "lisbon-2024")


def test_where_somebody_is_named_it_is_not_said_that_nobody_tells_who_came(workspace: Scratch) -> None:
    workspace.write("facts/persons/ana-sample.yaml", ANA)
    workspace.edit(MEETING, "status: listed", "status: announced")
    workspace.append(MEETING, "people: [{is: ana-sample, role: delegate, party: brazil, quote: A joint}]\n")
    assert "Who took part in the end is not reported." in page(workspace, "meeting", "lisbon-2024")
    workspace.edit(MEETING, "party: brazil", "party: portugal")
    brief = page(workspace, "meeting", "lisbon-2024")
    assert "For Portugal: Ana Sample. No list of participants is held." in brief


def test_what_sources_report_of_a_state_may_be_its_position_though_others_spoke_of_it(workspace: Scratch) -> None:
    workspace.write("facts/claims/bribe.yaml", CLAIM.replace("ana-sample", "brazil").replace("Ana Sample", "Brazil"))
    assert "No position of its own is on record; others" not in page(workspace, "country", "colombia")
    claim = CLAIM.replace("about: ana-sample", "about: colombia").replace("a delegate", "portugal")
    workspace.write("facts/claims/bribe.yaml", claim)
    assert "No position of its own is on record; others spoke" in page(workspace, "country", "colombia")
    workspace.append(MEETING, "background: {is: Colombia objected., about: colombia, quote: A joint}\n")
    assert "No statement of its own is on record, but sources report of it." in page(workspace, "country", "colombia")


def test_what_is_asked_of_an_allegation_stands_wherever_the_allegation_does(workspace: Scratch) -> None:
    workspace.write("facts/persons/ana-sample.yaml", ANA)
    workspace.write("facts/claims/bribe.yaml", CLAIM)
    workspace.write("facts/gaps/charged.yaml", GAP)
    brief = page(workspace, "person", "ana-sample")
    assert "Ana Sample took a bribe" in brief
    assert "- **Not known.** Was anybody charged?" in brief
