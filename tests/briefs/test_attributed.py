"""Whose view, whose account and whose post a brief prints, and that it counts whoever it names as taking part."""

from __future__ import annotations

import re

from tests.briefs.test_not_held import page, to_come
from tests.briefs.test_phrases import PAPER
from tests.workspaces import MEETING, Scratch

VIEW = """\
significance: {is: The session was a defeat for Brazil., about: brazil, src: {paper: a defeat}}
background: {is: Brazil grows coffee., about: brazil, quote: Delegations from Brazil}
"""
CLAIM = "said_by: ana-sample\nsays: prices fall\nmode: reported\nat: lisbon-2024\nsrc: {paper: prices fall}\n"
POSTS = "posts: {is: Minister of Ports, country: brazil, on: 2026-05-01, quote: in Lisbon}\n"
PLACE = 'place: {is: Lisbon, quote: "held its seventh session in Lisbon on 11 March 2024"'
ANA_SAMPLE = "name: {is: Ana Sample, quote: discussed stocks of green coffee}\nsrc: example-gazette\n"
BRIBE = "src: example-gazette\nsaid_by: a delegate\nsays: Ana Sample took a bribe\nmode: reported\nabout: ana-sample\n"
GAP = "question: Was anybody charged?\nabout: bribe\nlooked_in: example-gazette\ncloses: the register of the court\n"


def compared(workspace: Scratch, one: str, other: str) -> str:
    made = workspace.run("compare", one, other, "-f", "md", "-w", str(workspace.root))
    assert made.code == 0, made.err
    return workspace.read(f"out/compare/{one}-and-{other}.md")


def test_what_an_author_thinks_stands_behind_whose_view_it_is_wherever_it_is_printed(workspace: Scratch) -> None:
    to_come(workspace)
    workspace.write("facts/sources/paper.yaml", PAPER)
    workspace.append(MEETING, VIEW)
    assert "According to Paper: The session was a defeat for Brazil." in compared(workspace, "lisbon-2024", "porto-12")
    brief = page(workspace, "country", "brazil")
    assert "According to Paper: The session was a defeat for Brazil." in brief
    assert "According to Paper: Brazil grows" not in brief


def test_a_post_of_another_day_that_another_source_gives_is_not_that_of_a_statement(workspace: Scratch) -> None:
    workspace.write("facts/sources/paper.yaml", PAPER)
    workspace.write("facts/claims/fall.yaml", CLAIM)
    workspace.write("facts/persons/ana-sample.yaml", f"src: example-gazette\nname: Ana Sample\n{POSTS}")
    assert "Ana Sample said that prices fall" in page(workspace, "meeting", "lisbon-2024")
    workspace.edit("facts/persons/ana-sample.yaml", "src: example-gazette", "src: paper")
    workspace.edit("facts/persons/ana-sample.yaml", ", quote: in Lisbon", "")
    assert "Ana Sample, Minister of Ports, Brazil (1 May 2026), said that prices" in page(
        workspace, "meeting", "lisbon-2024"
    )


def test_a_country_brief_says_so_where_it_leaves_out_a_single_sentence(workspace: Scratch) -> None:
    long = [f"{{is: Brazil {verb} {'coffee ' * 55}., about: brazil, quote: in Lisbon}}" for verb in ("grows", "sells")]
    workspace.append(MEETING, f"background: [{long[0]}]\n")
    assert "In the full account" not in page(workspace, "country", "brazil")
    workspace.edit(MEETING, f"background: [{long[0]}]", f"background: [{long[0]}, {long[1]}]")
    brief = page(workspace, "country", "brazil")
    assert "Brazil sells" not in brief
    assert "In the full account: what else is reported." in brief


def test_what_was_said_is_compared_and_says_where_and_when_if_that_was_elsewhere(workspace: Scratch) -> None:
    to_come(workspace)
    claim = CLAIM.replace("src: {paper: prices fall}", "src: example-gazette")
    workspace.write("facts/claims/well.yaml", claim.replace("at: lisbon-2024", "with: lisbon-2024\nat: porto-12"))
    both = re.sub(r"\[\^\d+\]", "", compared(workspace, "lisbon-2024", "porto-12"))
    told = "Ana Sample said in Porto on 12 March 2024 that prices fall."
    assert "- **Statements, Lisbon, 11 March 2024.** The secretariat of the Example Harvest Forum said" in both
    assert f"- **Statements, Porto, 12 March 2024 (cancelled).** {told}" in both
    assert f"- {told}\n" in page(workspace, "meeting", "lisbon-2024").split("## Reported with it")[1]


def test_a_country_that_a_post_names_is_on_record_where_persons_are_compared(workspace: Scratch) -> None:
    workspace.write("facts/persons/ana-sample.yaml", f"{ANA_SAMPLE}country: portugal\n")
    post = "posts: {is: Head of Ports, country: brazil, quote: in Lisbon}\n"
    workspace.write("facts/persons/ben-sample.yaml", ANA_SAMPLE.replace("Ana", "Ben") + post)
    both = re.sub(r"\[\^\d+\]", "", compared(workspace, "ana-sample", "ben-sample"))
    assert "| Country | Portugal | Head of Ports, Brazil |" in both


def test_what_somebody_said_on_two_days_is_told_of_each(workspace: Scratch) -> None:
    workspace.write("facts/persons/ana-sample.yaml", ANA_SAMPLE)
    for day, says in ((11, "prices fall"), (12, "prices rise")):
        claim = CLAIM.replace("src: {paper: prices fall}", "src: example-gazette").replace("prices fall", says)
        workspace.write(f"facts/claims/of-{day}.yaml", f"{claim}on: 2024-03-{day}\n")
    told = "Ana Sample said on 11 March 2024 that prices fall. Ana Sample said on 12 March 2024 that prices rise."
    assert told in page(workspace, "meeting", "lisbon-2024")
    assert told in page(workspace, "person", "ana-sample")


def test_a_post_says_of_which_day_it_is_told_wherever_that_is_not_the_day_of_the_page(workspace: Scratch) -> None:
    workspace.write("facts/organisations/board.yaml", "name: Ports Board\nsrc: example-gazette\n")
    post = "posts: {is: Head of Ports, organisation: board, on: 2019-05-03, quote: in Lisbon}\n"
    workspace.write("facts/persons/ana-sample.yaml", f"src: example-gazette\nname: Ana Sample\n{post}")
    assert "**Head of Ports (3 May 2019). No meeting" in page(workspace, "person", "ana-sample")
    assert "**Who acted for it.** Ana Sample, Head of Ports (3 May 2019)." in page(workspace, "organisation", "board")
    workspace.write("facts/claims/fall.yaml", CLAIM.replace("src: {paper: prices fall}", "src: example-gazette"))
    assert "Ana Sample, Head of Ports (3 May 2019), said that prices" in page(workspace, "meeting", "lisbon-2024")
    workspace.edit("facts/persons/ana-sample.yaml", "2019-05-03", "2024-03-11")
    assert "Ana Sample, Head of Ports, said that prices fall" in page(workspace, "meeting", "lisbon-2024")


def test_accounts_of_two_sources_name_them(workspace: Scratch) -> None:
    workspace.write("facts/sources/paper.yaml", PAPER)
    accounts = "[{is: It rained., src: example-gazette}, {is: The sun shone., src: paper}]"
    conflict = f"status: open\nexplanation: The sources differ on the rain.\nabout: lisbon-2024\naccounts: {accounts}\n"
    workspace.write("facts/conflicts/rain.yaml", conflict)
    brief = page(workspace, "meeting", "lisbon-2024")
    to_come(workspace)
    workspace.edit("facts/conflicts/rain.yaml", "lisbon-2024", "[lisbon-2024, porto-12]")
    assert compared(workspace, "lisbon-2024", "porto-12").count("The sources differ on the rain.") == 1
    assert "- Example Gazette: It rained.\n" in brief
    assert "- Paper: The sun shone" in brief


def test_accounts_set_against_each_other_are_told_wherever_the_words_of_one_are_printed(workspace: Scratch) -> None:
    workspace.write("facts/sources/paper.yaml", PAPER)
    words = "agreed to exchange crop figures every quarter"
    told = f'  - {{is: They agreed on it., src: {{example-gazette: "{words}"}}}}\n'
    accounts = f"status: open\nexplanation: They may have agreed.\nabout: lisbon-2024\naccounts:\n{told}"
    workspace.write(
        "facts/conflicts/doubt.yaml", f"{accounts}  - {{is: Nobody agreed., src: {{paper: none agreed}}}}\n"
    )
    assert "- **In doubt.** They may have agreed.\n" in page(workspace, "theme", "stocks")
    to_come(workspace)
    assert "- **In doubt.** They may have agreed.\n" in compared(workspace, "lisbon-2024", "porto-12").replace(
        "[^", "\n[^"
    )


def test_accounts_of_what_came_of_a_meeting_are_told_in_the_brief_on_its_state(workspace: Scratch) -> None:
    workspace.write("facts/sources/paper.yaml", PAPER)
    told = '[{is: They did., src: {example-gazette: "agreed to exchange crop figures"}}, {is: No., src: {paper: none}}]'
    conflict = f"status: open\nexplanation: They may have agreed.\nabout: lisbon-2024\naccounts: {told}\n"
    workspace.write("facts/conflicts/doubt.yaml", conflict)
    assert "- **In doubt.** They may have agreed.\n" in page(workspace, "country", "portugal")
    assert "They may have" not in page(workspace, "country", "brazil")


def test_where_sources_differ_on_whether_a_meeting_was_held_the_answer_says_so(workspace: Scratch) -> None:
    workspace.write("facts/sources/paper.yaml", PAPER)
    workspace.append(MEETING, "status: [{is: held, quote: in Lisbon}, {is: cancelled, src: {paper: cancelled}}]\n")
    doubt = "whether it did is disputed: held (Example Gazette) or cancelled (Paper)"
    assert f"on 11 March 2024; {doubt}" in page(workspace, "meeting", "lisbon-2024")
    assert "- **In doubt.** Lisbon, status: held (Example Gazette); cancelled (Paper).\n" in page(
        workspace, "series", "harvest-forum"
    )


def test_that_a_meeting_was_announced_leaves_no_doubt_that_it_was_held(workspace: Scratch) -> None:
    workspace.write("facts/sources/paper.yaml", PAPER)
    workspace.append(MEETING, "status: [{is: announced, src: {paper: planned}}, {is: held, quote: in Lisbon}]\n")
    brief = page(workspace, "meeting", "lisbon-2024")
    assert "The meeting took place in Lisbon on 11 March 2024" in brief
    assert "disputed" not in brief
    assert "held)" not in brief


def test_what_a_meeting_adopted_is_not_the_text_of_whoever_put_it_forward(workspace: Scratch) -> None:
    document = "facts/documents/crop-statement.yaml"
    workspace.append(document, "author: {is: brazil, quote: Delegations from Brazil}\n")
    brief = page(workspace, "meeting", "lisbon-2024")
    assert "put forward by Brazil" in page(workspace, "document", "crop-statement")
    assert "## The statement of Brazil" not in brief


def test_what_several_presented_together_is_all_of_theirs(workspace: Scratch) -> None:
    document = "facts/documents/crop-statement.yaml"
    workspace.edit(document, "status: {is: signed", "status: {is: presented")
    workspace.append(document, "author: [{is: brazil, quote: Delegations from Brazil}, {is: peru, quote: in Lisbon}]\n")
    assert "presented, by Brazil and Peru" in page(workspace, "document", "crop-statement")
    workspace.write("facts/sources/paper.yaml", PAPER)
    workspace.edit(document, "{is: peru, quote: in Lisbon}", "{is: peru, src: paper}")
    assert "presented, by Brazil (Example Gazette), Peru (Paper)" in page(workspace, "document", "crop-statement")


def test_a_remark_on_one_source_does_not_stand_behind_another(workspace: Scratch) -> None:
    workspace.write("facts/sources/paper.yaml", PAPER.replace("reliability: F", "reliability: D"))
    coming = "src: paper\ndate: 2024-09-01\nplace: Porto\nstatus: announced\n"
    workspace.write("facts/meetings/porto.yaml", coming + "purpose: {is: Stocks are to be counted., themes: stocks}\n")
    told = "".join(f"  - {{is: It rained {n} times., themes: stocks, quote: Lisbon}}\n" for n in range(3))
    workspace.edit(MEETING, "discussion:\n", f"discussion:\n{told}")
    brief = page(workspace, "theme", "stocks")
    assert "(announced, according to Paper alone). The fullest account comes from Example Gazette" in brief


def test_what_one_party_signed_or_enacted_is_its_own(workspace: Scratch) -> None:
    order = "title: Order 5\ntype: decision\nstatus: in-force\nauthor: brazil\nparties: brazil\n"
    workspace.write("facts/documents/order.yaml", f"src: example-gazette\n{order}")
    assert "Order 5, in force, by Brazil." in page(workspace, "country", "brazil")
    workspace.edit("facts/documents/order.yaml", "parties: brazil", "parties: [brazil, colombia]")
    assert "Order 5, in force, put forward by Brazil." in page(workspace, "country", "brazil")


def test_a_speaker_of_a_kind_of_ones_own_is_not_unnamed(workspace: Scratch) -> None:
    fields = "fields: {name: {type: text, required: true, meaning: its name}}\n"
    words = "words: {en: {one: agency, many: agencies, article: an}}\n"
    head = "folder: agencies\nmeaning: An agency.\nroles: {name: name}\nacts_as: [actor]\n"
    workspace.write("facts/_kinds/agency.yaml", head + words + fields)
    workspace.write("facts/agencies/port.yaml", "src: example-gazette\nname: Port Agency\n")
    claim = "src: example-gazette\nsaid_by: port\nsays: harvests fall\nmode: reported\nabout: colombia\n"
    workspace.write("facts/claims/port.yaml", claim)
    assert "No position of its own is on record; others spoke of it." in page(workspace, "country", "colombia")
    workspace.write("facts/claims/port.yaml", claim.replace(": port", ": a delegate"))
    assert "whom unnamed speakers stood for is not recorded." in page(workspace, "country", "colombia")


def test_values_that_the_desk_explains_say_whose_they_are(workspace: Scratch) -> None:
    workspace.write("facts/sources/paper.yaml", PAPER)
    workspace.edit(MEETING, "date: {", "date:\n  - {is: 2024-03-12, src: paper}\n  - {")
    explained = "status: explained\nexplanation: The paper counts the eve.\n"
    workspace.write("facts/conflicts/value-lisbon-2024-date.yaml", explained)
    doubt = "Lisbon, date: 12 March 2024 (Paper); 11 March 2024 (Example Gazette). The paper counts the eve."
    assert doubt in page(workspace, "country", "brazil")
    assert doubt.replace("Lisbon, date", "Date") in page(workspace, "meeting", "lisbon-2024")


def test_who_came_for_several_is_told_once_and_of_the_absent_nobody_came(workspace: Scratch) -> None:
    listed = "    delegation: a consul\n    parties: [{is: brazil, delegation: an envoy}, colombia, ethiopia]\n"
    absent = "  - {status: absent, quote: from Brazil, parties: [{is: fiji, delegation: left before noon}]}\n"
    workspace.edit(MEETING, "    parties: [brazil, colombia, ethiopia]\n", listed + absent)
    brief = page(workspace, "meeting", "lisbon-2024")
    assert "For Brazil: an envoy. For Colombia and Ethiopia: a consul. " in brief
    assert "left before noon" not in brief


def test_that_no_chair_is_known_of_any_meeting_of_a_place_is_told_once(workspace: Scratch) -> None:
    again = (
        workspace.read(MEETING).replace("2024-03-11", "2024-03-12").replace("in Lisbon on 11 March 2024", "in Lisbon")
    )
    for old, new in (("unsteady-prices", "steady-prices"), ("lisbon-chair", "chair-2"), ("at: lisbon-2024", "at: two")):
        again = again.replace(old, new)
    workspace.write("facts/meetings/two.yaml", again)
    assert page(workspace, "country", "portugal").count("No chair is on record.") == 1


def test_who_spoke_or_was_represented_where_no_list_is_held_is_counted_among_those_who_took_part(
    workspace: Scratch,
) -> None:
    workspace.edit(MEETING, "status: listed", "status: present")
    workspace.edit(MEETING, "said_by: example-secretariat", "said_by: peru")
    people = "people: {is: ana-sample, role: delegate, party: chile, quote: in Lisbon}\n"
    workspace.append(MEETING, people)
    workspace.write("facts/persons/ana-sample.yaml", "src: example-gazette\nname: Ana Sample\n")
    workspace.write("facts/countries/peru.yaml", "code: PE\n")
    workspace.write("facts/countries/chile.yaml", "code: CL\n")
    assert "It is named as taking part, without a list." in page(workspace, "country", "chile")
    assert "**Peru is named at one meeting. Chile is named at one meeting.**" in compared(workspace, "peru", "chile")


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


def test_on_whose_word_a_place_and_a_person_are_stands_in_tables_and_lists_too(workspace: Scratch) -> None:
    workspace.edit(MEETING, PLACE, f"{PLACE}, according_to: a clerk")
    to_come(workspace)
    people = "{is: ana-sample, role: delegate, according_to: a porter, quote: A joint}"
    workspace.append(MEETING, f"people: [{people}]\n")
    assert "| Lisbon (according to a clerk) | 11 March 2024 | listed |" in page(workspace, "country", "brazil")
    brief = page(workspace, "meeting", "lisbon-2024")
    assert "\n# Lisbon, 11 March" in brief
    assert "Also named: Ana Sample (according to a porter; delegate)" in brief
    both = compared(workspace, "lisbon-2024", "porto-12")
    assert "| | Lisbon (according to a clerk), 11 March 2024 |" in re.sub(r"\[\^\d+\]", "", both)
    assert "Ana Sample (according to a porter)" in both
    assert workspace.do("chronology", "-f", "md").code == 0
    told = re.sub(r"\[\^\d+\]", "", workspace.read("out/chronology/chronology.md"))
    assert "| 11 March 2024 | Lisbon (according to a clerk): 7th" in told


def test_that_a_meeting_was_put_off_says_on_whose_word_and_says_it_once(workspace: Scratch) -> None:
    workspace.edit(MEETING, PLACE, f"{PLACE}, according_to: a clerk")
    workspace.append(MEETING, "status: {is: postponed, quote: in Lisbon, according_to: a clerk}\n")
    clerk = "(according to a clerk)"
    told = f"was postponed {clerk}; it was, or is, to take place in Lisbon {clerk} on 11 March 2024;"
    assert told in page(workspace, "meeting", "lisbon-2024")
    workspace.edit(MEETING, "date: {", "date: {according_to: a clerk, ")
    assert "to take place in Lisbon on 11 March 2024, according to a clerk" in page(workspace, "meeting", "lisbon-2024")


def test_where_somebody_is_named_it_is_not_said_that_nobody_tells_who_came(workspace: Scratch) -> None:
    workspace.write("facts/persons/ana-sample.yaml", ANA_SAMPLE)
    workspace.edit(MEETING, "status: listed", "status: announced")
    workspace.append(MEETING, "people: [{is: ana-sample, role: delegate, party: brazil, quote: A joint}]\n")
    assert "Who took part in the end is not reported." in page(workspace, "meeting", "lisbon-2024")
    workspace.edit(MEETING, "party: brazil", "party: portugal")
    brief = page(workspace, "meeting", "lisbon-2024")
    assert "For Portugal: Ana Sample. No list of participants is held." in brief


def test_what_sources_report_of_a_state_may_be_its_position_though_others_spoke_of_it(workspace: Scratch) -> None:
    workspace.write("facts/claims/bribe.yaml", BRIBE.replace("ana-sample", "brazil").replace("Ana Sample", "Brazil"))
    assert "No position of its own is on record; others" not in page(workspace, "country", "colombia")
    claim = BRIBE.replace("about: ana-sample", "about: colombia").replace("a delegate", "portugal")
    workspace.write("facts/claims/bribe.yaml", claim)
    assert "No position of its own is on record; others spoke" in page(workspace, "country", "colombia")
    workspace.append(MEETING, "background: {is: Colombia objected., about: colombia, quote: A joint}\n")
    assert "No statement of its own is on record, but sources report of it." in page(workspace, "country", "colombia")


def test_what_is_asked_of_an_allegation_stands_wherever_the_allegation_does(workspace: Scratch) -> None:
    workspace.write("facts/persons/ana-sample.yaml", ANA_SAMPLE)
    workspace.write("facts/claims/bribe.yaml", BRIBE)
    workspace.write("facts/gaps/charged.yaml", GAP)
    brief = page(workspace, "person", "ana-sample")
    assert "Ana Sample took a bribe" in brief
    assert "- **Not known.** Was anybody charged?" in brief


def test_where_it_is_in_doubt_that_a_meeting_was_held_every_brief_that_names_it_says_so(workspace: Scratch) -> None:
    workspace.write("facts/sources/paper.yaml", PAPER)
    workspace.append(MEETING, "status: [{is: held, quote: in Lisbon}, {is: cancelled, src: {paper: cancelled}}]\n")
    assert "| Lisbon (held, Example Gazette, or cancelled, Paper) |" in page(workspace, "country", "brazil")


def test_what_a_meeting_has_as_background_was_not_at_it(workspace: Scratch) -> None:
    to_come(workspace)
    union = "is: The union suspended Brazil., about: [brazil, example-secretariat], themes: stocks"
    workspace.append(MEETING, f"background: {{{union}, function: decision, quote: Delegations from Brazil}}\n")
    told = ": The union suspended Brazil."
    for kind, id_ in (("country", "brazil"), ("theme", "stocks")):
        assert f" Reported with Lisbon{told}" in page(workspace, kind, id_)
    body = page(workspace, "organisation", "example-secretariat")
    assert f"**What else is reported.** Reported with Lisbon, 11 March 2024{told}" in body


def test_what_a_document_says_stands_behind_its_name_wherever_it_is_printed(workspace: Scratch) -> None:
    document = "title: Order 5\ntype: decision\nmeeting: {is: lisbon-2024, quote: in Lisbon}\nsrc: example-gazette\n"
    point = "points: {is: Brazil must pay., about: [brazil, example-secretariat], quote: Delegations from Brazil}\n"
    workspace.write("facts/documents/order.yaml", document + point)
    assert " Order 5 (Lisbon): Brazil must pay." in page(workspace, "country", "brazil")
    assert " Order 5 (Lisbon, 11 March 2024): Brazil must pay." in page(
        workspace, "organisation", "example-secretariat"
    )


def test_what_a_record_says_of_its_own_subject_stands_behind_its_name_on_another_page(workspace: Scratch) -> None:
    told = "{is: Brazil asked for a ban on her., about: [brazil, example-secretariat], quote: Delegations from Brazil}"
    workspace.write("facts/persons/eva-sample.yaml", f"name: Eva Sample\nsrc: example-gazette\nbackground: {told}\n")
    for kind, id_ in (("country", "brazil"), ("organisation", "example-secretariat")):
        assert " Eva Sample: Brazil asked for a ban on her." in page(workspace, kind, id_)
    assert "Eva Sample: Brazil" not in page(workspace, "person", "eva-sample")


def test_a_member_of_the_series_that_no_list_names_is_missing_and_the_meeting_concerns_it(workspace: Scratch) -> None:
    assert "Ghana" not in page(workspace, "meeting", "lisbon-2024")
    members = "members: [{is: ghana, quote: in Lisbon}, {is: peru, during: ../2020, quote: in Lisbon}]\n"
    workspace.append("facts/series/harvest-forum.yaml", members)
    brief = page(workspace, "meeting", "lisbon-2024")
    assert "Not listed, which does not mean absent: Ghana." in brief
    assert "One meeting is on record; it did not take place in Ghana." in page(workspace, "country", "ghana")


def test_a_meeting_called_by_small_letters_begins_a_sentence_that_has_notes_of_its_own(workspace: Scratch) -> None:
    series = workspace.read("facts/series/harvest-forum.yaml")
    workspace.write("facts/series/harvest-forum.yaml", series.replace("Example Harvest Forum", "talks on the harvest"))
    for day in (12, 13):
        file = f"facts/meetings/porto-{day}.yaml"
        to_come(workspace, "held", day=day)
        workspace.edit(file, "place: {is: Porto, quote: in Lisbon}\n", "")
        workspace.append(
            file, f"outcomes: {{is: They called for {day}., function: call, themes: stocks, quote: Lisbon}}\n"
        )
    told = workspace.page("theme", "stocks")
    assert "for 12.[^" in told
    assert ". talks" not in told


def test_a_speaker_of_whom_no_statement_is_recorded_is_named_beside_those_who_are_heard(workspace: Scratch) -> None:
    for key, name in (("ana-sample", "Ana Sample"), ("ben-beispiel", "Ben Beispiel")):
        workspace.write(f"facts/persons/{key}.yaml", f"name: {name}\nsrc: example-gazette\n")
    workspace.write("facts/claims/fall.yaml", CLAIM.replace("{paper: prices fall}", "example-gazette"))
    speakers = ", ".join(f"{{is: {key}, role: speaker}}" for key in ("ana-sample", "ben-beispiel"))
    workspace.append(MEETING, f"people: [{speakers}]\n")
    brief = page(workspace, "meeting", "lisbon-2024")
    assert "Ana Sample said that prices fall" in brief
    assert "Also named: Ben Beispiel (speaker)." in brief


def test_what_two_say_whom_no_source_names_is_not_told_as_the_words_of_one(workspace: Scratch) -> None:
    for key, says in (("rise", "prices rise"), ("fall", "prices fall")):
        said = f"says: {says}\nmode: reported\nat: lisbon-2024\nsrc: example-gazette\n"
        workspace.write(f"facts/claims/{key}.yaml", f"said_by: a delegate\n{said}")
    brief = page(workspace, "meeting", "lisbon-2024")
    assert "A delegate said that prices fall.\n" in brief
    assert "A delegate said that prices rise.\n" in brief


def test_a_meeting_of_a_kindred_series_to_which_no_list_says_that_states_come_concerns_none(workspace: Scratch) -> None:
    parent = "parent: {is: example-secretariat, quote: in Lisbon}\n"
    workspace.append("facts/series/harvest-forum.yaml", parent)
    workspace.write(
        "facts/series/experts.yaml", f"src: example-gazette\nname: Example Experts\ntype: committee\n{parent}"
    )
    meeting = "src: example-gazette\nseries: experts\ndate: {is: 2024-04-02, quote: 11 March 2024}\nplace: Porto\n"
    workspace.write("facts/meetings/porto-2.yaml", meeting)
    assert "2 April 2024" not in page(workspace, "country", "brazil")
    workspace.append("facts/meetings/porto-2.yaml", "attendance: {status: listed, parties: portugal}\n")
    assert "| 2 April 2024 | not listed |" in page(workspace, "country", "brazil")
