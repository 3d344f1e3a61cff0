"""How briefs word what is easily said twice, of too much, or in no words that a reader has."""

from __future__ import annotations

import re

import pytest

from tests.briefs.test_not_held import page, to_come
from tests.workspaces import MEETING, Scratch

PATROL = """\
folder: patrols
meaning: A patrol at sea.
acts_as: [event{session}]
roles: {{name: name, date: date, place: waters, parties: navies}}
words: {{en: {{one: patrol, many: patrols, article: a}}}}
fields:
  name: {{type: text, meaning: what it was called}}
  date: {{type: date, meaning: when it took place}}
  waters: {{type: text, meaning: where}}
  status: {{type: choice, choices: [held, cancelled], meaning: whether it took place}}
  navies: {{type: reference, to: party, many: true, meaning: who took part}}
"""
CLEAR_WAKE = """\
src: example-gazette
name: {is: Clear Wake, quote: Harvest}
date: {is: 2024-03-13, quote: 11 March 2024}
waters: {is: off Lisbon, quote: in Lisbon}
status: {is: cancelled, quote: in Lisbon}
navies: [{is: brazil, quote: Delegations from Brazil}]
"""


def patrol(workspace: Scratch, session: str = "") -> None:
    workspace.write("facts/_kinds/patrol.yaml", PATROL.format(session=session))
    workspace.write("facts/patrols/clear-wake.yaml", CLEAR_WAKE)


def selection(workspace: Scratch, kind: str) -> str:
    assert workspace.run(kind, "-f", "md", "--depth", "full", "-w", str(workspace.root)).code == 0
    return re.sub(r"\[\^\d+\]", "", workspace.read(f"out/{kind}/{kind}.depth_full.md"))


@pytest.mark.parametrize("name", ["Conference of Growers", "Annual Meeting of Growers", "Session of the Board"])
def test_a_series_that_is_called_a_meeting_has_no_meeting_of_its_own(workspace: Scratch, name: str) -> None:
    workspace.write("facts/series/harvest-forum.yaml", f"src: example-gazette\nname: {{is: {name}, quote: Harvest}}\n")
    assert f"# Lisbon, 11 March 2024: 7th {name}\n" in page(workspace, "meeting", "lisbon-2024")


def test_a_meeting_that_nothing_names_is_called_what_it_is(workspace: Scratch) -> None:
    workspace.write("facts/meetings/m-42.yaml", "src: example-gazette\nagenda: {is: tides, quote: Harvest}\n")
    assert "\n# Meeting\n" in page(workspace, "meeting", "m-42")
    workspace.append("facts/meetings/m-42.yaml", "country: {is: portugal, register: place register}\n")
    assert "\n# Meeting in Portugal (looked up)\n" in page(workspace, "meeting", "m-42")
    workspace.append("facts/meetings/m-42.yaml", "place: {is: Porto, quote: in Lisbon}\n")
    assert "\n# Porto\n" in page(workspace, "meeting", "m-42")
    assert "m-42" not in page(workspace, "country", "portugal")


@pytest.mark.parametrize("session", ["", ", session"])
def test_an_event_of_an_own_kind_that_was_cancelled_says_so(workspace: Scratch, session: str) -> None:
    patrol(workspace, session)
    assert "| 13 March 2024 | Clear Wake, off Lisbon (cancelled) |\n" in selection(workspace, "chronology")
    assert "- **Clear Wake**, off Lisbon, 13 March 2024 (cancelled).\n" in selection(workspace, "digest")
    brief = page(workspace, "country", "brazil")
    if session:
        assert "- **Where it was expected.** Announced: Clear Wake, off Lisbon, 13 March 2024 (cancelled).\n" in brief
        assert "| Clear Wake, off Lisbon (cancelled) | 13 March 2024 | announced |\n" in brief
    else:
        assert "- **Clear Wake**, 13 March 2024 (cancelled). Navies.\n" in brief


def test_a_status_that_was_withdrawn_does_not_count(workspace: Scratch) -> None:
    to_come(workspace)
    old = "[{is: cancelled, rank: deprecated, why: It was held., quote: in Lisbon}, {is: held, quote: in Lisbon}]"
    workspace.edit("facts/meetings/porto-12.yaml", "{is: cancelled, quote: in Lisbon}", old)
    assert "the last that was held: Porto, 12 March 2024.**" in page(workspace, "series", "harvest-forum")


def test_numbers_of_those_who_came_are_told_once(workspace: Scratch) -> None:
    workspace.write("facts/sources/paper.yaml", PAPER)
    counts = "headcount: [{is: 40, of: delegates, quote: Lisbon}, {is: 60, of: delegates, src: {paper: sixty}}]\n"
    workspace.append(MEETING, counts)
    brief = page(workspace, "meeting", "lisbon-2024")
    assert "Numbers given: 40 delegates (Example Gazette), 60 delegates (Paper). " in brief
    assert brief.split("## Source")[0].count("60 delegates") == 1


PAPER = "type: news-report\nlanguage: en\nretrieved: 2024-03-15\nlabel: Paper\ndescriptor: paper\nreliability: F\n"


def test_what_one_body_says_of_day_and_list_is_said_to_be_its_account_once(workspace: Scratch) -> None:
    workspace.edit(MEETING, "  - status: listed", "  - according_to: example-secretariat\n    status: listed")
    workspace.edit(MEETING, "date: {", "date: {according_to: example-secretariat, ")
    whose = "according to the secretariat of the Example Harvest Forum"
    mixed = f"took place in Lisbon on 11 March 2024 ({whose}); three states are listed as taking part, {whose}.**"
    assert mixed in page(workspace, "meeting", "lisbon-2024")
    workspace.edit(MEETING, "place: {", "place: {according_to: example-secretariat, ")
    assert (
        "**According to the secretariat of the Example Harvest Forum: The meeting took place in Lisbon on 11 March "
        "2024; three states are listed as taking part.**"
    ) in page(workspace, "meeting", "lisbon-2024")


def test_of_many_meetings_a_body_is_told_the_last_that_was_held(workspace: Scratch) -> None:
    for day in (12, 13, 14):
        to_come(workspace, "cancelled", "listed", day)
    workspace.edit("facts/persons/ana-sample.yaml", ", quote: Participants agreed", "")
    brief = page(workspace, "person", "ana-sample")
    assert (
        "Three meetings that concern this person are on record: Porto, 12 March 2024 (cancelled); Porto, 13 March 2024 "
        "(cancelled); Porto, 14 March 2024 (cancelled)."
    ) in brief
    workspace.append(MEETING, "chair: {is: ana-sample, quote: Lisbon}\n")
    brief = page(workspace, "person", "ana-sample")
    assert (
        "Four meetings that concern this person are on record, three of them cancelled; the last that was held: "
        "Lisbon, 11 March 2024."
    ) in brief


def test_a_day_is_not_said_beside_itself(workspace: Scratch) -> None:
    workspace.edit(MEETING, "    says: prices", "    on: 2024-03-11\n    says: prices")
    assert re.search(r"\| 11 March 2024 \| The secretariat[^|]* said that prices", selection(workspace, "chronology"))


def test_a_post_that_is_of_something_has_its_state_behind_a_comma(workspace: Scratch) -> None:
    post = "posts: {is: Head of Coffee Research, country: brazil, quote: Lisbon}\n"
    workspace.write("facts/persons/ana-sample.yaml", "name: Ana Sample\nsrc: example-gazette\n" + post)
    assert "**Head of Coffee Research, Brazil. " in page(workspace, "person", "ana-sample")


def test_what_rests_on_two_lists_of_which_one_is_contested_is_not(workspace: Scratch) -> None:
    doubted = "  - {quote: Delegations from Brazil, parties: [{is: brazil, contested: Doubted.}]}\n"
    workspace.edit(MEETING, "attendance:\n", f"attendance:\n{doubted}")
    brief = page(workspace, "country", "brazil")
    assert "Brazil is on its list of participants." in brief
    assert "contested" not in brief.split("\n[^1]:")[0].split("\n: ")[0]
    workspace.edit(MEETING, "parties: [brazil, colombia", "parties: [colombia")
    assert "| listed (contested) |\n" in page(workspace, "country", "brazil")


def test_a_source_that_says_of_itself_when_it_came_out_needs_no_note_without_words(workspace: Scratch) -> None:
    workspace.edit("facts/sources/example-gazette.yaml", "type: news", "src: example-gazette\ntype: news")
    brief = workspace.brief()
    assert "Example Gazette, 12 March 2024. It relays" in brief
    assert "no words quoted" not in brief


def test_a_meeting_by_video_has_no_place_that_is_not_on_record(workspace: Scratch) -> None:
    workspace.edit(MEETING, "place:", "format: {is: by video, quote: in Lisbon}\nplace:")
    brief = page(workspace, "meeting", "lisbon-2024")
    assert "Format: by video." in brief
    assert "Not on record: venue, host" in brief
    text = re.sub(r"(?m)^(place|country):.*\n", "", workspace.read(MEETING))
    workspace.write(MEETING, text.encode())
    brief = page(workspace, "meeting", "lisbon-2024")
    assert "**The meeting took place on 11 March 2024, by video; three states are listed as taking part.**" in brief
    assert "Format" not in brief
    assert "Not on record: host" in brief
    assert "it did not take place in Brazil." in page(workspace, "country", "brazil")
    workspace.write(MEETING, re.sub(r"(?m)^date:.*\n", "", text).encode())
    assert "**The meeting took place by video;" in page(workspace, "meeting", "lisbon-2024")


def test_in_person_and_online_a_meeting_has_a_place_too(workspace: Scratch) -> None:
    text = re.sub(r"(?m)^(place|country):.*\n", "", workspace.read(MEETING))
    workspace.write(MEETING, (text + "format: {is: in person and online, quote: in Lisbon}\n").encode())
    brief = page(workspace, "meeting", "lisbon-2024")
    assert "Format: in person and online." in brief
    assert "place" in brief.split("Not on record: ")[1].split("\n")[0]
    assert "did not take place in Brazil" not in page(workspace, "country", "brazil")


def test_behind_closed_doors_a_meeting_has_a_place_though_nobody_names_it(workspace: Scratch) -> None:
    text = re.sub(r"(?m)^(place|country):.*\n", "", workspace.read(MEETING))
    workspace.write(MEETING, (text + "format: {is: behind closed doors, quote: in Lisbon}\n").encode())
    brief = page(workspace, "meeting", "lisbon-2024")
    assert "**The meeting took place on 11 March 2024; three states are listed" in brief
    assert "Format: behind closed doors." in brief
    assert "Not on record: place, venue, host" in brief
    assert "it is not known to have taken place in Brazil." in page(workspace, "country", "brazil")


def test_a_theme_of_two_meetings_needs_no_table(workspace: Scratch) -> None:
    workspace.edit(MEETING, "discussion:\n", "agenda: {is: stocks, themes: stocks, quote: Lisbon}\ndiscussion:\n")
    brief = page(workspace, "theme", "stocks")
    assert "## What is reported\n\n- **Lisbon, 11 March 2024.** " in brief
    assert "| Meeting |" not in brief


def test_two_questions_about_one_meeting_name_it_once(workspace: Scratch) -> None:
    one = "{id: %s, question: Who %s?, about: [lisbon-2024, brazil], looked_in: example-gazette}"
    questions = "".join(f"  - {one % (word, word)}\n" for word in ("spoke", "signed"))
    workspace.edit(MEETING, "gaps:\n", f"gaps:\n{questions}")
    assert "- **Not known.** Lisbon: Who spoke? Who signed?\n" in page(workspace, "country", "brazil")


def test_a_conflict_is_told_once_in_the_front_with_its_sides_and_what_the_desk_says(workspace: Scratch) -> None:
    date = '{is: 2024-03-11, quote: "held its seventh session in Lisbon on 11 March 2024"}'
    workspace.edit(MEETING, date, f"[{date}, {date.replace('03-11', '03-12')}]")
    sides = "- **In doubt.** Date: 11 March 2024 (Example Gazette); 12 March 2024 (Example Gazette)."
    brief = page(workspace, "meeting", "lisbon-2024")
    assert f"{sides}\n" in brief
    assert "Where the sources differ" not in brief
    explained = "status: explained\nexplanation: It met twice.\n"
    workspace.write("facts/conflicts/value-lisbon-2024-date.yaml", explained)
    brief = page(workspace, "meeting", "lisbon-2024")
    assert f"{sides} It met twice.\n" in brief
    assert "Where the sources differ" not in brief


def test_a_failure_that_is_the_answer_is_not_told_again_as_no_decision(workspace: Scratch) -> None:
    workspace.edit(MEETING, "Participants agreed to exchange", "Participants could not agree to exchange")
    workspace.edit(MEETING, "function: agreement", "function: failure")
    workspace.edit("facts/documents/crop-statement.yaml", "status: {is: signed,", "status: {is: presented,")
    brief = page(workspace, "meeting", "lisbon-2024")
    assert "**Participants could not agree" in brief
    assert "What came of it" not in brief
    assert "No decision" not in brief


def test_a_post_told_with_those_who_took_part_is_not_told_again(workspace: Scratch) -> None:
    workspace.write("facts/persons/ana-sample.yaml", "name: Ana Sample\nsrc: example-gazette\n")
    people = "people: [{is: ana-sample, role: chair, post: Head of the Board, quote: Lisbon}]\n"
    workspace.edit(MEETING, "discussion:\n", f"{people}discussion:\n")
    workspace.edit(MEETING, "said_by: example-secretariat", "said_by: ana-sample")
    brief = page(workspace, "meeting", "lisbon-2024")
    assert "In the chair: Ana Sample, Head of the Board." in brief
    assert "Ana Sample said that prices" in brief
    workspace.edit(MEETING, "said_by: ana-sample", "said_by: ana-sample\n    capacity: Minister of Grain")
    assert "Ana Sample, Minister of Grain, said that prices" in page(workspace, "meeting", "lisbon-2024")


def test_who_is_contradicted_is_told_by_what(workspace: Scratch) -> None:
    workspace.write("facts/persons/ana-sample.yaml", "name: Ana Sample\nsrc: example-gazette\n")
    other = "said_by: ana-sample\nsays: prices would hold\nmode: reported\nsrc: {example-gazette: Lisbon}\n"
    workspace.write("facts/claims/hold.yaml", other)
    workspace.edit(MEETING, "    says: prices", "    disputed_by: hold\n    says: prices")
    doubt = page(workspace, "person", "ana-sample").partition("**In doubt.**")[2].partition("\n")[0]
    assert "The secretariat of the Example Harvest Forum said" in doubt
    assert "would hold" not in doubt


def test_a_contested_meeting_that_names_a_state_without_a_list_is_told(workspace: Scratch) -> None:
    to_come(workspace, "held", "present")
    workspace.edit("facts/meetings/porto-12.yaml", "src:", "contested: Only one text tells of it.\nsrc:")
    assert " It is listed at one of them; a contested one names it, without a list." in page(
        workspace, "country", "brazil"
    )


def test_many_sources_that_stand_in_the_table_are_counted_at_the_head(workspace: Scratch) -> None:
    for n in range(5):
        workspace.write(f"facts/sources/paper-{n}.yaml", PAPER.replace("Paper", f"Paper {n}"))
        line = f"  - {{is: Thing {n} was discussed., src: {{paper-{n}: thing}}}}\n"
        workspace.edit(MEETING, "discussion:\n", f"discussion:\n{line}")
    brief = page(workspace, "meeting", "lisbon-2024")
    assert "Cites six sources, which stand below with their grades.*" in brief
    assert "| Paper 4, undated | F |" in brief


def test_a_meeting_that_is_contested_says_why_where_nothing_else_does(workspace: Scratch) -> None:
    why = "The ministry says that it was no session."
    workspace.edit(MEETING, "recorded:", f"contested: {why}\nrecorded:")
    assert f"- **In doubt.** {why}\n" in page(workspace, "meeting", "lisbon-2024")
    workspace.edit(MEETING, "place:", "headcount: [20 delegates, 30 delegates]\nplace:")
    conflict = "status: explained\nexplanation: It met twice.\n"
    workspace.write("facts/conflicts/value-lisbon-2024-headcount-delegates.yaml", conflict)
    brief = page(workspace, "meeting", "lisbon-2024")
    assert "- **In doubt.** It met twice.\n" in brief
    assert why not in brief


def test_of_what_was_cancelled_nothing_is_missing(workspace: Scratch) -> None:
    to_come(workspace)
    assert "Not on record" not in page(workspace, "meeting", "porto-12")


def test_a_dispute_of_which_both_sides_are_told_has_no_table_in_the_full_account(workspace: Scratch) -> None:
    workspace.write("facts/persons/ana-sample.yaml", "name: Ana Sample\nsrc: example-gazette\ncountry: brazil\n")
    other = "said_by: ana-sample\nsays: prices would hold\nmode: reported\nsrc: {example-gazette: Lisbon}\n"
    workspace.write("facts/claims/hold.yaml", other)
    workspace.edit(MEETING, "    says: prices", "    disputed_by: hold\n    about: brazil\n    says: prices")
    made = workspace.run("country", "brazil", "-f", "md", "--depth", "full", "-w", str(workspace.root))
    assert made.code == 0, made.err
    brief = workspace.read("out/country/brazil.depth_full.md")
    assert brief.count("that prices would hold") == 1
    assert "Where the sources differ" not in brief


def test_two_that_are_compared_are_told_by_name_at_how_many_meetings_each_is_named(workspace: Scratch) -> None:
    to_come(workspace, "held")
    workspace.edit("facts/meetings/porto-12.yaml", "src:", "contested: Only one text tells of it.\nsrc:")
    made = workspace.run("compare", "brazil", "colombia", "-f", "md", "-w", str(workspace.root))
    assert made.code == 0, made.err
    text = workspace.read("out/compare/brazil-and-colombia.md")
    said = "**Brazil is named at two meetings (one of them contested). Colombia is named at one meeting.**"
    assert said in re.sub(r"\[\^\d+\]", "", text)


def test_the_shipped_templates_have_no_fault_of_their_own(workspace: Scratch) -> None:
    checked = workspace.run("template", "check", "-w", str(workspace.root))
    assert checked.code == 0, checked.err
    assert not re.search("error|warning", checked.out + checked.err), checked.err
