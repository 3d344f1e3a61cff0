"""What a brief says, and does not say, of the example's meeting."""

from __future__ import annotations

import re

import pytest

from tests.workspaces import MEETING, Scratch

ORDINAL = (
    "series: {is: harvest-forum, quote: held its seventh session}\nordinal: {is: 6, quote: held its seventh session}\n"
)
OTHER = """
src: example-gazette
names: [{is: another session, quote: held its seventh session}]
attendance: [{parties: [brazil, portugal], quote: "Delegations from Brazil"}]
"""


def test_a_party_that_no_list_names_is_not_listed_and_never_absent(workspace: Scratch) -> None:
    workspace.write("facts/meetings/porto-2023.yaml", OTHER + "series: harvest-forum\n")
    brief = workspace.brief()
    assert "Not listed, which does not mean absent: Portugal (where it met).[^" in brief
    assert "absent" not in brief.replace("which does not mean absent", "")


def test_a_party_of_another_field_is_not_missed(workspace: Scratch) -> None:
    workspace.write("facts/meetings/porto-2023.yaml", OTHER)
    assert "Portugal" not in workspace.brief()


def test_without_a_list_nothing_is_said_of_those_that_are_not_named(workspace: Scratch) -> None:
    workspace.write("facts/meetings/porto-2023.yaml", OTHER)
    workspace.edit(MEETING, "  - status: listed", "  - status: present")
    brief = workspace.brief()
    assert "Named as taking part, without a list: Brazil, Colombia and Ethiopia.[^" in brief
    assert "No list of participants is held." in brief
    assert "Portugal" not in brief


def test_an_organisation_on_a_list_makes_the_parties_parties(workspace: Scratch) -> None:
    workspace.edit(MEETING, "parties: [brazil, colombia, ethiopia]", "parties: [brazil, example-secretariat]")
    brief = workspace.brief()
    assert "two parties are listed as taking part.**[^" in brief
    assert "Brazil and the secretariat of the Example Harvest Forum are listed.[^" in brief


def test_what_is_not_known_is_named(workspace: Scratch) -> None:
    brief = workspace.brief()
    assert re.search(r"- \*\*Not known\.\*\* Who chaired the session\?\[\^\d\] Not on record: venue, host\.\n", brief)


def test_what_a_question_asks_for_is_not_named_a_second_time(workspace: Scratch) -> None:
    workspace.edit(MEETING, "    field: chair\n", "")
    assert "Not on record: venue, host, chair." in workspace.brief()


def test_numbers_that_sources_give_stand_with_those_who_came(workspace: Scratch) -> None:
    numbers = 'headcount: [{is: about 200 delegates, quote: "11 March"}, {is: 40 states, quote: "11 March"}]\n'
    workspace.append(MEETING, numbers)
    assert "are listed.[^1] Numbers given: about 200 delegates, 40 states.[^" in workspace.brief()


LIST = "    parties: [brazil, colombia, ethiopia]\n"
PERSON = "name: {is: Ana Sample, quote: Participants agreed}\nsrc: example-gazette\n"
DENIALS = [
    ("No delegate is named.", MEETING, LIST, "    parties: [{is: brazil, head: ana-sample}, colombia, ethiopia]\n"),
    (
        "No delegate is named.",
        MEETING,
        "discussion:\n",
        "people: [{is: ana-sample, party: brazil, quote: Lisbon}]\ndiscussion:\n",
    ),
    ("No source calls the list complete.", MEETING, "scope: unknown", "scope: exhaustive"),
    ("No source calls the list complete.", MEETING, "scope: unknown", "scope: partial"),
    ("No session with another number is on record.", "facts/meetings/porto-2023.yaml", "", OTHER + ORDINAL),
    (
        "Not on record: venue, host.",
        MEETING,
        "discussion:\n",
        "venue: {is: the hall, quote: Lisbon}\ndiscussion:\n",
    ),
    (
        "Not on record: venue, host.",
        MEETING,
        "discussion:\n",
        "host: {is: portugal, quote: Lisbon}\ndiscussion:\n",
    ),
]


@pytest.mark.few(2)
@pytest.mark.parametrize(("denial", "file", "old", "new"), DENIALS)
def test_what_is_denied_goes_when_the_fact_comes(
    workspace: Scratch, denial: str, file: str, old: str, new: str
) -> None:
    workspace.write("facts/persons/ana-sample.yaml", PERSON)
    assert denial in workspace.brief()
    if old:
        workspace.edit(file, old, new)
    else:
        workspace.write(file, new)
    assert denial not in workspace.brief()


def test_a_complete_list_of_those_present_is_a_list(workspace: Scratch) -> None:
    workspace.edit(MEETING, "  - status: listed", "  - status: present")
    assert "No list of participants is held." in workspace.brief()
    workspace.edit(MEETING, "scope: unknown", "scope: exhaustive")
    brief = workspace.brief()
    assert "No list of participants is held." not in brief
    assert "The list is said to be complete." in brief


def test_of_several_lists_the_whole_one_tells_how_many(workspace: Scratch) -> None:
    few = '  - {status: listed, quote: "Delegations from Brazil", parties: brazil}\n  - status: listed'
    workspace.edit(MEETING, "  - status: listed", few)
    assert "three states are listed as taking part.**[^" in workspace.brief()
    workspace.edit(MEETING, "scope: unknown", "scope: exhaustive")
    brief = workspace.brief()
    assert "three states are listed as taking part.**[^" in brief
    assert "The list of three states is said to be complete.[^" in brief


def test_a_country_takes_its_article_and_those_who_led_its_delegation_acted_for_it(workspace: Scratch) -> None:
    workspace.write("facts/persons/ana-sample.yaml", PERSON)
    workspace.edit(MEETING, LIST, "    parties: [{is: united-kingdom, head: ana-sample}, colombia, ethiopia]\n")
    brief = workspace.page("country", "united-kingdom")
    assert "# The United Kingdom and the meetings on record" in brief
    assert "it did not take place in the United Kingdom." in brief
    assert re.search(r"Who acted for it.*Lisbon.*: Ana Sample \(head of delegation\)\.", brief), brief
    assert "obody is named for it" not in brief


def test_who_led_a_delegation_is_named_once_with_the_post(workspace: Scratch) -> None:
    workspace.write("facts/persons/ana-sample.yaml", PERSON)
    workspace.edit(MEETING, LIST, "    parties: [{is: brazil, head: ana-sample}, colombia, ethiopia]\n")
    people = "people: [{is: ana-sample, post: Minister of Grain, quote: Lisbon}]\n"
    workspace.edit(MEETING, "discussion:\n", f"{people}discussion:\n")
    brief = workspace.brief().partition("\n[^1]:")[0]
    assert "For Brazil: Ana Sample, Minister of Grain." in brief
    assert "Also named" not in brief


def test_who_led_a_delegation_and_is_named_for_it_is_named_once(workspace: Scratch) -> None:
    workspace.write("facts/persons/ana-sample.yaml", PERSON)
    workspace.edit(MEETING, LIST, "    parties: [{is: brazil, head: ana-sample}, colombia, ethiopia]\n")
    people = "people: [{is: ana-sample, party: brazil, post: Minister of Grain, quote: Lisbon}]\n"
    workspace.edit(MEETING, "discussion:\n", f"{people}discussion:\n")
    assert re.findall(r"For Brazil: [^.]*\.", workspace.brief()) == ["For Brazil: Ana Sample, Minister of Grain."]


def test_a_stated_day_is_followed_where_the_desk_had_inferred_another(workspace: Scratch) -> None:
    workspace.write(
        "facts/meetings/porto-2023.yaml",
        "src: example-gazette\nnames: [{is: talks, quote: held its seventh session}]\n"
        "date:\n  - {is: 2023-11, inferred: all, why: The report says this week.}\n"
        "  - {is: 2023-10-30/2023-11-01, quote: held its seventh session}\n",
    )
    brief = workspace.page("meeting", "porto-2023")
    assert "# 30 October – 1 November 2023: talks" in brief
    assert "inferred" not in brief.partition("## Sources")[0]


def test_where_the_parties_committed_themselves_it_is_not_said_that_nothing_was_decided(workspace: Scratch) -> None:
    workspace.edit(MEETING, "    function: agreement\n", "    function: commitment\n")
    workspace.edit("facts/documents/crop-statement.yaml", "status: {is: signed", "status: {is: presented")
    assert "No decision" not in workspace.brief()


def test_a_country_that_took_part_without_a_list_is_not_told_of_its_lists_alone(workspace: Scratch) -> None:
    other = "src: example-gazette\nnames: [{is: talks, quote: held its seventh session}]\n"
    for name in ("porto-2023", "braga-2023"):
        present = "attendance: [{status: present, parties: [brazil], quote: Delegations from Brazil}]\n"
        workspace.write(f"facts/meetings/{name}.yaml", other + present)
    assert "It is listed at one of them; it is named as taking part in two more, without a list.[^" in workspace.page(
        "country", "brazil"
    )
    workspace.edit(MEETING, "  - status: listed", "  - status: present")
    assert "It is named as taking part in each of the three, without a list.[^" in workspace.page("country", "brazil")
    assert "No list of participants is held." not in workspace.page("country", "brazil")
    for name in ("porto-2023", "braga-2023"):
        workspace.edit(f"facts/meetings/{name}.yaml", "status: present", "status: listed")
    workspace.edit(MEETING, "  - status: present", "  - status: listed")
    assert "It is listed at each of the three.[^" in workspace.page("country", "brazil")


def test_a_title_begins_with_a_capital_as_a_sentence_does(workspace: Scratch) -> None:
    record = "name: office of the example talks\ntype: office\nsrc: example-gazette\n"
    workspace.write("facts/organisations/office.yaml", record)
    assert workspace.run("template", "new", "note", "--about", "organisation", "-w", str(workspace.root)).code == 0
    for kind in ("organisation", "note"):
        assert workspace.run(kind, "office", "-f", "md", "-w", str(workspace.root)).code == 0
        assert "\n# Office of the example talks" in workspace.read(f"out/{kind}/office.md")


def test_no_decision_is_reported_only_where_none_is(workspace: Scratch) -> None:
    workspace.edit(MEETING, "    function: agreement\n", "    function: call\n")
    workspace.edit("facts/documents/crop-statement.yaml", "status: {is: signed", "status: {is: presented")
    assert "No decision is on record." in workspace.brief()
    workspace.edit(MEETING, "documents:\n", "")
    workspace.edit(
        MEETING,
        '  - {is: crop-statement, quote: "A joint statement on crop figures was signed at the end of the session"}\n',
        "",
    )
    assert "No decision and no document is on record." in workspace.brief()
    workspace.edit(MEETING, "    function: call\n", "")  # what nobody has sorted may be a decision
    assert "No decision" not in workspace.brief()
    workspace.edit(MEETING, 'every quarter"\n', 'every quarter"\n    function: decision\n')
    assert "No decision" not in workspace.brief()


def test_a_country_without_a_position_gets_one_with_its_first_statement(workspace: Scratch) -> None:
    assert "No position of its own is on record." in workspace.page("country", "brazil")
    assert "Nobody is named for it." in workspace.page("country", "brazil")
    workspace.write("facts/persons/ana-sample.yaml", PERSON + "country: {is: brazil, quote: Lisbon}\n")
    workspace.edit(MEETING, "    said_by: example-secretariat", "    said_by: ana-sample")
    workspace.edit(MEETING, "discussion:\n", "people: [{is: ana-sample, party: brazil, quote: Lisbon}]\ndiscussion:\n")
    said = workspace.page("country", "brazil")
    assert "No position of its own is on record." not in said
    assert "Nobody is named for it." not in said
    assert "A statement by Ana Sample is reported." in said


@pytest.mark.slow
def test_nothing_is_denied_of_a_country_that_a_speaker_may_have_acted_for(workspace: Scratch) -> None:
    assert "Nobody is named for it." in workspace.page("country", "brazil")
    workspace.write("facts/persons/ana-sample.yaml", PERSON.replace("agreed", "discussed"))
    workspace.edit(MEETING, "    said_by: example-secretariat", "    said_by: ana-sample")
    workspace.edit(
        MEETING, "discussion:\n", "people: [{is: ana-sample, post: Minister of Brazil, quote: Lisbon}]\ndiscussion:\n"
    )
    page = workspace.page("country", "brazil")
    assert re.search(r"Whether Ana Sample(\[\^\d+\])* acted for it is not recorded\.", page)
    assert "Nobody is named for it." not in page
    assert "No position of its own" not in page
    checked = workspace.run("check", "-w", str(workspace.root)).out
    assert "a post of ana-sample names brazil, and facts/persons/ana-sample.yaml has no country [no-country]" in checked
    workspace.append("facts/persons/ana-sample.yaml", "country: {is: brazil, quote: Lisbon}\n")
    assert "is not recorded" not in workspace.page("country", "brazil")
    assert "[no-country]" not in workspace.run("check", "-w", str(workspace.root)).out


def test_a_theme_is_undecided_until_a_source_reports_a_decision(workspace: Scratch) -> None:
    assert "No decision on it is on record." not in workspace.page("theme", "stocks")
    workspace.edit(MEETING, "    function: agreement\n", "    function: call\n")
    assert "No decision on it is on record." in workspace.page("theme", "stocks")


def test_a_meeting_of_which_almost_nothing_is_known_makes_a_brief(workspace: Scratch) -> None:
    workspace.write("facts/meetings/bare.yaml", "src: example-gazette\nplace: {is: Porto, quote: in Lisbon}\n")
    made = workspace.run("meeting", "bare", "-f", "md", "-w", str(workspace.root))
    assert (made.code, made.err) == (0, "")
    assert workspace.read("out/meeting/bare.md").startswith("**TLP:CLEAR**\n\n# Porto")


def test_facts_with_errors_make_no_brief_and_leave_the_old_one(workspace: Scratch) -> None:
    before = workspace.brief()
    workspace.edit(MEETING, "date: {is: 2024-03-11,", "date: {is: 2024-02-30,")
    made = workspace.make()
    assert made.code == 1
    assert made.err.startswith(f"{MEETING}:")
    assert "error: '2024-02-30' is not in the calendar" in made.err
    assert workspace.read("out/meeting/lisbon-2024.md") == before


def test_faults_in_the_rendered_markdown_make_no_brief(workspace: Scratch) -> None:
    said = workspace.fault("# A\n\n<b>bold</b>\n\n![x](y)\n\n    code\n\nA note.[^7]\n")
    for code in ("raw-html", "image", "code-block", "note-undefined"):
        assert f"[{code}]" in said
    assert said.startswith("templates/note/brief.md.j2 (as rendered):3:1: error: raw HTML is not read")


def test_a_brief_that_never_settles_is_refused(workspace: Scratch) -> None:
    said = workspace.fault("{% if brief.notes %}x{% else %}{{ meeting.date }}{% endif %}")
    assert "what the brief says of itself never settles [unsettled]" in said


CONFLICTS = [
    ("person", "ana-sample", "persons", "name: Ana Sample\ncountry: [brazil, portugal]\n", "Brazil", "Portugal"),
    (
        "organisation",
        "growers",
        "organisations",
        "name: The Growers\ntype: association\ncountry: [brazil, portugal]\n",
        "Brazil",
        "Portugal",
    ),
    (
        "document",
        "charter",
        "documents",
        "title: Charter\ntype: treaty\nparties: brazil\ndate: [2025-03-01, 2026-03-01]\n",
        "1 March 2025",
        "1 March 2026",
    ),
]


@pytest.mark.parametrize(("kind", "id_", "folder", "record", "one", "other"), CONFLICTS, ids=lambda c: str(c)[:12])
def test_conflicts_of_persons_organisations_and_documents_show_in_the_briefs_about_them(
    workspace: Scratch, kind: str, id_: str, folder: str, record: str, one: str, other: str
) -> None:
    head = "src: example-gazette\n"
    workspace.write(f"facts/{folder}/{id_}.yaml", head + record)
    workspace.write("templates/note/template.toml", f'about = "{kind}"\nformats = ["md"]\n')
    sides = "{% for side in c.sides %}{{ side['values']|listing }}; {% endfor %}"

    def told(template: str) -> tuple[str, list[str]]:
        text = f"Open: {{{{ brief.open_conflicts }}}}.\n\n{template}\n"
        workspace.write("templates/note/brief.md.j2", text.encode())
        ran = workspace.run("note", id_, "-w", str(workspace.root), "--json")
        assert ran.code == 0, ran.err
        return workspace.read(f"out/note/{id_}.md"), [c["status"] for c in ran.json["conflicts"]]

    page, conflicts = told(f"{{% for c in subject.conflicts %}}{sides}{{% endfor %}}")
    assert all(words in page for words in ("Open: 1.", one, other))
    assert conflicts == ["open"]
    field = "date" if kind == "document" else "country"
    page, conflicts = told(f"{{{{ subject.{field} }}}}")  # no word of conflicts in the template
    assert all(words in page for words in ("Open: 1.", one, other))
    assert conflicts == ["open"]
    page, conflicts = told("{% if subject.conflicts %}Sources differ on something.{% endif %}")
    assert "Open: 0." in page
    assert conflicts == []


def test_a_country_that_held_a_meeting_has_its_documents_and_is_not_said_to_have_had_nobody(workspace: Scratch) -> None:
    """The country took the chair and stands on no list of that meeting; another one lists it."""

    assert "Documents of its meetings:" in workspace.page("country", "portugal")
    assert "nobody is named for it" not in workspace.page("country", "portugal")
    other = "place: {is: Porto, quote: Lisbon}\nattendance: [{status: listed, quote: Lisbon, parties: [portugal]}]\n"
    porto = f"src: example-gazette\ndate: {{is: 2024-02-01, quote: Lisbon}}\n{other}"
    workspace.write("facts/meetings/porto-2024.yaml", porto)
    workspace.write("facts/persons/ana-sample.yaml", PERSON + "country: {is: portugal, quote: Lisbon}\n")
    workspace.edit(MEETING, "discussion:\n", "chair: {is: ana-sample, quote: Lisbon}\ndiscussion:\n")
    assert "Besides who was in the chair, nobody is named for it." in workspace.page("country", "portugal")
    workspace.edit("facts/persons/ana-sample.yaml", "country: {is: portugal, quote: Lisbon}\n", "")
    assert "At the meetings that list it, nobody is named for it." in workspace.page(
        "country", "portugal"
    )  # the chair may be one of its own


def test_a_value_in_doubt_says_of_which_meeting_where_there_are_several(workspace: Scratch) -> None:
    dates = "date: [{is: 2024-02-01, quote: Lisbon}, {is: 2024-02-03, quote: Lisbon on 11 March}]\n"
    listed = "attendance: [{status: listed, quote: Lisbon, parties: [brazil]}]\n"
    porto = f"src: example-gazette\nplace: {{is: Porto, quote: Lisbon}}\n{dates}{listed}"
    workspace.write("facts/meetings/porto-2024.yaml", porto)
    assert "- **In doubt.** Porto, date: 1 February 2024 " in workspace.page("country", "brazil")
    assert "- **In doubt.** Date: 1 February 2024 " in workspace.page("meeting", "porto-2024")


def test_where_a_chair_is_named_nobody_says_that_no_delegate_is(workspace: Scratch) -> None:
    assert "No delegate is named." in workspace.brief()
    workspace.write("facts/persons/ana-sample.yaml", PERSON + "country: {is: brazil, quote: Lisbon}\n")
    workspace.edit(MEETING, "discussion:\n", "chair: {is: ana-sample, quote: Lisbon}\ndiscussion:\n")
    assert "No delegate is named." not in workspace.brief()


def three_named(workspace: Scratch) -> None:
    """Somebody for each of the three parties of the example."""
    named = {"ana-sample": "brazil", "ben-beispiel": "colombia", "cleo-example": "ethiopia"}
    for person in named:
        name = person.replace("-", " ").title()
        workspace.write(f"facts/persons/{person}.yaml", f"name: {name}\nsrc: example-gazette\n")
    people = (f"{{is: {person}, party: {party}, quote: Lisbon}}" for person, party in named.items())
    workspace.append(MEETING, f"people: [{', '.join(people)}]\n")


def test_where_a_table_tells_who_was_what_the_front_counts_them(workspace: Scratch) -> None:
    workspace.write("facts/meetings/porto-2023.yaml", OTHER + "series: harvest-forum\n")
    absent = "  - {status: absent, quote: Delegations from Brazil, parties: [example-secretariat]}\n"
    workspace.edit(MEETING, "attendance:\n", f"attendance:\n{absent}")
    brief = re.sub(r"\[\^\d+\]", "", workspace.brief())
    assert "Brazil, Colombia and Ethiopia are listed." in brief
    assert "## Participation" not in brief  # of a few, sentences say it
    workspace.edit(MEETING, "brazil, colombia, ethiopia", "brazil, chad, colombia, ethiopia, ghana, kenya, peru")
    assert "## Participation" not in workspace.brief()  # nor of many of whom it would tell nothing else
    three_named(workspace)
    brief = re.sub(r"\[\^\d+\]", "", workspace.brief())
    front, _, table = brief.partition("## Participation")
    counted = "Absent: one; listed: seven; not listed: one; the table below names them."
    assert "**Who took part.** " + counted in front
    assert "Brazil" not in front
    assert "| Brazil | listed | Ana Sample |" in table


MANY = (
    "albania, argentina, austria, bahrain, belgium, brazil, bulgaria, cameroon, canada, chad, colombia, denmark, "
    "egypt, ethiopia, fiji, france, ghana, greece, hungary, iceland, india, ireland, italy, japan, jordan, kenya, "
    "latvia, malta, mexico, norway, oman, panama, peru"
)


def test_a_long_list_takes_no_room_from_what_was_said_and_stands_in_a_section_of_its_own(workspace: Scratch) -> None:
    workspace.edit(MEETING, LIST, f"    parties: [{MANY}]\n")
    workspace.edit(
        MEETING,
        "attendance:\n",
        'attendance:\n  - {status: listed, parties: [kenya, brazil], quote: "Delegations from Brazil"}\n',
    )
    long = workspace.brief()
    assert "- **Who took part.** Listed: 33; they are named below.[^" in long
    front, section = long.split("\n## Participation\n")
    assert "Albania, Argentina" not in front
    assert re.search(
        r"Oman, Panama and Peru are listed\.\[\^\d\] A shorter list, of Example Gazette, .* has two of them\.", section
    )
    assert "said that prices would remain unsteady" in section


def test_sixteen_parties_stand_in_a_section_that_tells_who_came_for_them(workspace: Scratch) -> None:
    many = ", ".join(MANY.split(", ")[:16])
    workspace.write("facts/persons/ana-sample.yaml", PERSON)
    workspace.edit(MEETING, LIST, f"    parties: [{many}]\n  - {{status: absent, parties: peru, quote: in Lisbon}}\n")
    people = "people: [{is: ana-sample, party: brazil, post: Minister, quote: in Lisbon}]\n"
    workspace.edit(MEETING, "discussion:\n", f"{people}discussion:\n")
    page = re.sub(r"\[\^\d+\]", "", workspace.brief())
    assert "- **Who took part.** Listed: 16; absent: one; they are named below. No source calls" in page
    assert "Said to have been absent: Peru.\n\nFor Brazil: Ana Sample, Minister.\n" in page


def test_of_many_whom_no_list_names_a_brief_tells_how_many(workspace: Scratch) -> None:
    of_forum = "series: {is: harvest-forum, quote: its seventh session}\n"
    parties = ", ".join(["portugal", *MANY.split(", ")[:15]])
    workspace.write(
        "facts/meetings/porto-2023.yaml",
        f"src: example-gazette\n{of_forum}attendance: [{{parties: [{parties}], quote: Delegations from Brazil}}]\n",
    )
    missing = "Not listed, which does not mean absent: Portugal (where it met), 12 that lists of kindred meetings name."
    assert missing in re.sub(r"\[\^\d+\]", "", workspace.brief())
    wrote = workspace.make("--depth", "full", "-f", "md").out.rpartition("wrote ")[2].strip()
    full = re.sub(r"\[\^\d+\]", "", workspace.read(wrote))
    assert "Not listed, which does not mean absent: Albania, Argentina, Austria," in full


def test_what_was_decided_and_who_did_not_agree_is_on_the_front_unranked(workspace: Scratch) -> None:
    more = "  - {is: Brazil did not agree., function: disagreement, about: brazil, quote: crop figures}\n"
    more += "  - {is: Ships are to be counted., function: decision, quote: crop figures}\n"
    more += "  - {is: It rained., quote: crop figures}\n"
    workspace.edit(MEETING, "    key: 1\n", more)
    front, _, body = re.sub(r"\[\^\d+\]", "", workspace.brief()).partition("\n## ")
    assert "**Participants agreed to exchange crop figures every quarter.**" in front
    assert "- **What came of it.** Brazil did not agree. Ships are to be counted.\n" in front
    assert "It rained." in body


def test_what_is_disputed_of_a_country_itself_is_told_before_what_else_is(workspace: Scratch) -> None:
    said = "said_by: example-secretariat, mode: reported, quote: The secretariat said, at: lisbon-2024"
    two = "  - {{id: {0}-1, says: {0} sold much, about: {0}, disputed_by: {0}-2, {1}}}\n"
    two += "  - {{id: {0}-2, says: {0} sold little, about: {0}, disputed_by: {0}-1, {1}}}\n"
    workspace.edit(MEETING, "claims:\n", "claims:\n" + two.format("brazil", said) + two.format("ethiopia", said))
    workspace.append(MEETING, "\n")
    workspace.edit(
        MEETING, "date: {is: 2024-03-11,", "date:\n  - {is: 2024-03-10, quote: in Lisbon}\n  - {is: 2024-03-11,"
    )
    for country in ("Brazil", "Ethiopia"):
        page = workspace.page("country", country.lower())
        assert f"- **In doubt.** Speakers contradict one another on {country}: " in page


def test_a_theme_tells_what_was_undertaken_and_where_they_differed(workspace: Scratch) -> None:
    told = "".join(f"  - {{is: It rained {n} times., themes: stocks, quote: Lisbon}}\n" for n in range(3))
    workspace.edit(MEETING, "discussion:\n", f"discussion:\n{told}")
    for function, lead in (
        ("commitment", "What was undertaken, or meant to be done."),
        ("disagreement", "Where they differed."),
        ("failure", "What was not agreed."),
        ("principle", "Principles voiced."),
    ):
        text = re.sub(r"function: \w+", f"function: {function}", workspace.read(MEETING))
        workspace.write(MEETING, text)
        page = workspace.page("theme", "stocks")
        assert f"- **{lead}** Participants agreed to exchange crop figures" in page
        assert ("o decision on it is on record" in page) == (function != "commitment")


def test_a_document_is_named_by_its_name_where_that_is_short(workspace: Scratch) -> None:
    def told() -> str:
        page = re.sub(r"\[\^\d+\]", "", workspace.page("country", "brazil"))
        return page.partition("Documents of its meetings: ")[2].partition(";")[0]

    workspace.append("facts/documents/crop-statement.yaml", "meeting: lisbon-2024\n")
    assert told() == "joint statement on crop figures (Lisbon)"
    workspace.edit(
        "facts/documents/crop-statement.yaml", "on crop figures", "of the forum on the crop figures of members"
    )
    assert told() == "statement (Lisbon)"


def test_a_document_has_parties_and_is_not_said_to_bind_them(workspace: Scratch) -> None:
    assert "- **Parties.** Its parties are not on record." in workspace.page("document", "crop-statement")
    page = re.sub(r"\[\^\d+\]", "", workspace.page("country", "brazil"))
    assert "Documents of its meetings: joint statement on crop figures; its parties are not on record.\n" in page
    workspace.append("facts/documents/crop-statement.yaml", "parties: [{is: colombia, quote: on crop figures}]\n")
    assert "No document that is held names it as a party." in workspace.page("country", "brazil")


def test_two_sources_of_one_label_are_told_apart_by_their_days(workspace: Scratch) -> None:
    workspace.write(
        "facts/sources/later.yaml",
        "type: news-report\nlanguage: en\npublished: 2024-03-19\nretrieved: 2024-03-20\nlabel: Example Gazette\n"
        "descriptor: report\n",
    )
    workspace.edit(MEETING, "discussion:\n", "venue: {is: the hall, src: later}\ndiscussion:\n")
    line = workspace.brief().split("\n\n")[2]
    assert "Example Gazette of 12 March 2024" in line
    assert "Example Gazette of 19 March 2024" in line
    assert "[^" not in line


def test_a_shorter_list_is_told_behind_the_longer_one_that_it_is_in(workspace: Scratch) -> None:
    more = [("declined", "kenya, peru"), ("listed", "brazil, ethiopia")]
    lists = "".join(f"  - {{status: {s}, parties: [{p}], quote: Lisbon}}\n" for s, p in more)
    workspace.edit(MEETING, LIST, f"{LIST}{lists}")
    told = r"Ethiopia are listed\.\[\^\d\] A shorter list, .* has two of them\.(\[\^\d\])? Said to have declined"
    assert re.search(told, workspace.brief())


def test_lists_that_name_the_same_parties_are_told_once_and_rest_on_each(workspace: Scratch) -> None:
    again = "  - {status: listed, parties: [ethiopia, brazil, colombia], quote: Lisbon}\n"
    away = "  - {status: absent, parties: [colombia], quote: Participants discussed}\n"
    workspace.edit(MEETING, LIST, f"{LIST}{again}{away}")
    brief = workspace.brief()
    assert re.search(r"\*\* Brazil, Colombia \(contested\) and Ethiopia are listed\.\[\^1\] Said to have", brief)
    assert re.search(r"\[\^1\]: .*¶3 .*: “held its seventh session in Lisbon .*”; “Delegations from Brazil", brief)
    assert "Attendance: Colombia: listed; Colombia: absent" in brief.replace(" (Example Gazette)", "")


def test_of_equal_lists_one_may_say_more_of_a_party(workspace: Scratch) -> None:
    workspace.write("facts/persons/ana-sample.yaml", "name: Ana Sample\nsrc: example-gazette\n")
    fuller = "[{is: brazil, head: ana-sample}, colombia, {is: ethiopia, delegation: two clerks}]"
    again = "  - {status: listed, parties: %s, quote: Lisbon}\n"
    workspace.edit(MEETING, LIST, LIST + again % fuller)
    brief = workspace.brief()
    assert "** Brazil, Colombia and Ethiopia are listed.[^1] For Ethiopia" in brief
    assert re.search(
        r" For Ethiopia: two clerks\.\[\^\d\] For Brazil: Ana Sample\.\[\^\d\] No", brief
    )  # of that list alone
    assert brief.count("are listed.") == 1
    workspace.write("facts/persons/ben-beispiel.yaml", "name: Ben Beispiel\nsrc: example-gazette\n")
    workspace.edit(MEETING, LIST, LIST + again % "[{is: brazil, head: ben-beispiel}, colombia, ethiopia]")
    assert workspace.brief().count("are listed.") == 2  # who led the delegation is in dispute


def test_of_several_statements_one_may_be_contested(workspace: Scratch) -> None:
    claim = "at: lisbon-2024, said_by: example-secretariat, mode: reported, quote: said"
    more = f"  - {{id: rain, says: it would rain, contested: Others saw sun., {claim}}}\n"
    workspace.edit(MEETING, "claims:\n", f"claims:\n{more}")
    brief = workspace.page("organisation", "example-secretariat")
    assert "Statements by the secretariat of the Example Harvest Forum" in brief
    assert "that it would rain (contested" in brief


def test_two_disputes_on_numbers_say_of_what_where_the_numbers_stand(workspace: Scratch) -> None:
    numbers = "headcount: [20 delegates, 30 delegates, 4 countries, {is: 5, of: countries}, 6 ships]\n"
    workspace.write("facts/meetings/m.yaml", f"src: {{example-gazette: Participants discussed}}\n{numbers}")
    brief = workspace.page("meeting", "m").replace(" (Example Gazette)", "")
    assert "Numbers given: 20 delegates, 30 delegates, 4 countries, 5 countries, 6 ships." in brief
    assert "Headcount" not in brief
    made = workspace.run("chronology", "-f", "md", "-w", str(workspace.root))
    assert made.code == 0, made.err
    assert "Headcount (delegates): 20 delegates" in workspace.read("out/chronology/chronology.md")


def test_which_meeting_it_was_is_in_doubt_on_the_front_whatever_else_is(workspace: Scratch) -> None:
    values = {"date": "[2024-03-11, 2024-03-12]", "ordinal": "[7, 8]", "place": "[Lisbon, Porto]"}
    fields = "".join(f"{name}: {value}\n" for name, value in values.items())
    numbers = "headcount: [20 delegates, 30 delegates]\n"
    workspace.write("facts/meetings/m.yaml", f"src: {{example-gazette: Participants discussed}}\n{fields}{numbers}")
    doubt = workspace.page("meeting", "m").partition("**In doubt.**")[2].partition("\n")[0]
    assert re.findall(r"(?<= )[A-Z][a-z ]+(?=:)", doubt) == ["Date", "Number in the series", "Place"]


def test_what_came_of_a_meeting_is_told_apart_from_what_was_discussed(workspace: Scratch) -> None:
    workspace.edit(MEETING, "outcomes:\n", "outcomes:\n  - {is: Participants named a rapporteur., quote: Lisbon}\n")
    discussion = workspace.brief().partition("## Discussion")[2].partition("\n## ")[0]
    assert "\n\n**What came of it.** Participants named a rapporteur." in discussion


def test_where_no_town_is_known_the_country_is_told(workspace: Scratch) -> None:
    workspace.edit(MEETING, 'place: {is: Lisbon, quote: "held its seventh session in Lisbon on 11 March 2024"}\n', "")
    first = workspace.brief().split("\n\n**")[1]
    assert first.startswith("The meeting took place in Portugal (looked up) on 11 March 2024")


OF_OTHERS = """
src: example-gazette
date: {is: 2024-03-12, quote: 11 March 2024}
attendance: [{status: listed, parties: [chad], quote: "Delegations from Brazil"}]
"""


def test_of_some_meetings_among_others_is_said_that_they_concern_it(workspace: Scratch) -> None:
    workspace.write("facts/meetings/of-others.yaml", OF_OTHERS)
    assert "**One meeting that concerns it is on record; it did not" in workspace.page("country", "brazil")


def test_without_a_country_on_record_nothing_is_said_of_where_it_took_place(workspace: Scratch) -> None:
    assert "it did not take place in Brazil" in workspace.page("country", "brazil")
    workspace.edit(MEETING, "country: {is: portugal, register: place register}\n", "")
    page = workspace.page("country", "brazil")
    assert "**One meeting is on record; it is not known to have taken place in Brazil. Brazil is on its list" in page


def test_that_a_party_stayed_away_is_somebody_s_account(workspace: Scratch) -> None:
    workspace.edit(
        MEETING,
        "attendance:\n",
        "passages:\n  - quote: the forum's secretariat said\n    according_to: two diplomats\n"
        "    attendance: {status: absent, parties: peru}\nattendance:\n",
    )
    assert "Absent, according to two diplomats: Peru.[^" in workspace.page("meeting", "lisbon-2024")
    country = workspace.page("country", "peru")
    assert "absent (according to two diplomats): Lisbon" in country
    assert "| absent (according to two diplomats)[^" in country


def test_what_one_speaker_said_is_one_list(workspace: Scratch) -> None:
    said = "  - {id: %s, said_by: example-secretariat, says: %s, mode: reported, quote: prices would remain unsteady}\n"
    more = "".join(said % pair for pair in (("b", "it was late"), ("c", "it rained"), ("d", "it was cold")))
    workspace.edit(MEETING, "claims:\n", f"claims:\n{more}")
    page = workspace.page("meeting", "lisbon-2024")
    assert "said that it was late; that it rained; and that it was cold." in page


def test_the_day_of_one_statement_is_not_that_of_another(workspace: Scratch) -> None:
    said = (
        "  - {id: %s, said_by: example-secretariat, says: %s, mode: reported, quote: prices would remain unsteady%s}\n"
    )
    rows = [("b", "it was late", ", on: 2024-03-12"), ("c", "it rained", ""), ("d", "it was cold", ", on: 2024-03-12")]
    stated = ("e", "it was over", ", on_stated: afterwards")
    workspace.edit(MEETING, "claims:\n", "claims:\n" + "".join(said % row for row in [*rows, stated]))
    page = workspace.page("meeting", "lisbon-2024")
    found = re.findall(r"Harvest Forum said (.*?)\.\[", page)
    assert found[1:] == [
        "on 12 March 2024 that it was late; and that it was cold",
        "afterwards that it was over",
        "that it rained",
    ]


def test_what_was_denied_is_told_from_what_was_said(workspace: Scratch) -> None:
    """One verb does not go on to what stands behind it, and none is left out before a quotation."""
    said = "  - {id: %s, said_by: example-secretariat, says: %s, mode: reported, quote: Lisbon%s}\n"
    rows = [("b", "it was late", ", verb: denied"), ("c", "it rained", ""), ("d", "“We wait.”", ", verb: denied")]
    more = "".join(said % row for row in [*rows, ("e", "“We go”", "")])
    workspace.edit(MEETING, "claims:\n", f"claims:\n{more}")
    page = workspace.page("meeting", "lisbon-2024")
    assert "denied that it was late; and said that it rained; and denied: “We wait”; and said: “We go”" in page
    assert "; and that" not in page


def test_of_a_party_that_is_listed_and_absent_it_is_not_said_that_no_list_has_it(workspace: Scratch) -> None:
    workspace.edit(
        MEETING, "attendance:\n", "attendance:\n  - {status: absent, parties: brazil, quote: attended the session}\n"
    )
    page = workspace.page("country", "brazil")
    assert "is on no list" not in page
    assert "did not take place in Brazil. Absent (contested): Lisbon, 11 March 2024." in page


def test_a_title_takes_no_side_where_the_number_of_a_session_is_disputed(workspace: Scratch) -> None:
    paper = "type: news-report\nlanguage: en\nretrieved: 2024-03-15\nlabel: Other\ndescriptor: paper\n"
    workspace.write("facts/sources/other.yaml", paper)
    workspace.edit(MEETING, "names:\n", "names:\n  - {is: eighth session, src: other}\n")
    lines = workspace.read(MEETING).splitlines(keepends=True)
    kept = "".join(line for line in lines if not line.startswith(("series:", "ordinal:")))
    number = "ordinal: [{is: 7, quote: held its seventh session}, {is: 8, src: other}]\n"
    workspace.write(MEETING, kept + number)
    head = workspace.page("meeting", "lisbon-2024").splitlines()[2]
    assert head.endswith(": eighth session or seventh session of the Example Harvest Forum")


def test_who_sat_in_the_chair_is_named_once(workspace: Scratch) -> None:
    workspace.write("facts/persons/ana-sample.yaml", PERSON)
    workspace.write("facts/persons/ben-beispiel.yaml", PERSON.replace("Ana Sample", "Ben Beispiel"))
    named = "people:\n  - {is: ana-sample, post: Minister, quote: A joint}\n  - {is: ben-beispiel, quote: Lisbon}\n"
    workspace.append(MEETING, f"\nchair: {{is: ana-sample, quote: its seventh session in Lisbon}}\n{named}")
    page = workspace.page("meeting", "lisbon-2024")
    assert re.search(r"In the chair: Ana Sample, Minister\.\[\^\d+\]\[\^\d+\] Also named: Ben Beispiel\.", page)


def test_a_role_that_nobody_recorded_is_not_printed(workspace: Scratch) -> None:
    workspace.write("facts/persons/ana-sample.yaml", PERSON)
    workspace.edit(MEETING, "discussion:\n", "people: [{is: ana-sample, quote: Participants}]\ndiscussion:\n")
    assert "Also named: Ana Sample." in re.sub(r"\[\^\d+\]", "", workspace.brief())
    workspace.edit(MEETING, "{is: ana-sample, ", "{is: ana-sample, role: guest, ")
    assert "Also named: Ana Sample (guest)." in re.sub(r"\[\^\d+\]", "", workspace.brief())


@pytest.mark.slow
def test_what_the_same_sources_differ_on_stands_in_one_table(workspace: Scratch) -> None:
    paper = "type: news-report\nlanguage: en\nretrieved: 2031-06-20\nlabel: Port News\ndescriptor: a report\n"
    workspace.write("facts/sources/port-news.yaml", paper)
    workspace.write("facts/organisations/bureau.yaml", "name: Bureau\nsrc: example-gazette\n")
    both = "{key}: [{{is: {one}, src: example-gazette}}, {{is: {other}, src: port-news}}]\n"
    record = "src: example-gazette\nname: Ana Sample\n"
    record += both.format(key="country", one="brazil", other="portugal")
    record += both.format(key="title", one="Dr", other="Professor")
    workspace.write("facts/persons/ana.yaml", record)
    assert "## Where the sources differ" not in workspace.page("person", "ana")  # the front tells both
    assert workspace.run("person", "ana", "-f", "md", "--depth", "full", "-w", str(workspace.root)).code == 0
    told = (
        workspace.read("out/person/ana.depth_full.md")
        .partition("## Where the sources differ")[2]
        .partition("## Sources")[0]
    )
    assert len(re.findall(r"^\| -", told, re.MULTILINE)) == 1
    assert [row.split("|")[1].strip() for row in told.splitlines() if row.startswith("| ")][2:] == ["Country", "Title"]


@pytest.mark.slow
def test_a_document_is_in_the_brief_on_the_meeting_that_its_own_record_names(workspace: Scratch) -> None:
    listed = workspace.page("meeting", "lisbon-2024")
    words = "A joint statement on crop figures was signed at the end of the session"
    workspace.edit(MEETING, "documents:\n", "")
    workspace.edit(MEETING, f'  - {{is: crop-statement, quote: "{words}"}}\n', "")
    assert "crop figures was signed" not in workspace.page("meeting", "lisbon-2024")
    workspace.append("facts/documents/crop-statement.yaml", f'meeting: {{is: lisbon-2024, quote: "{words}"}}\n')
    assert workspace.page("meeting", "lisbon-2024") == listed


def test_who_is_listed_need_not_have_been_announced_as_well(workspace: Scratch) -> None:
    workspace.edit(
        MEETING,
        "attendance:\n",
        "attendance:\n  - {status: announced, parties: [brazil], quote: Delegations from Brazil}\n",
    )
    page = workspace.page("country", "brazil")
    assert "Brazil is on its list of participants." in page
    assert "announced" not in page


def test_meetings_in_one_town_are_told_apart_by_their_days(workspace: Scratch) -> None:
    workspace.edit(MEETING, "every quarter.\n", "every quarter.\n    about: brazil\n")
    assert "\n- Lisbon: Participants agreed" in re.sub(r"\[\^\d+\]", "", workspace.page("country", "brazil"))
    there = (
        "place: {is: Lisbon, quote: in Lisbon}\ndate: {is: 2025-03, inferred: all, why: Sample., quote: in Lisbon}\n"
    )
    workspace.write("facts/meetings/lisbon-2025.yaml", OTHER + there)
    assert "\n- Lisbon, 11 March 2024: Participants agreed" in re.sub(
        r"\[\^\d+\]", "", workspace.page("country", "brazil")
    )


def test_an_outcome_that_nobody_has_marked_may_be_a_decision(workspace: Scratch) -> None:
    workspace.edit(MEETING, "    function: agreement\n", "    function: call\n")
    assert "No decision on it is on record" in workspace.page("theme", "stocks")
    workspace.edit(MEETING, "    function: call\n", "")
    assert "decision on it" not in workspace.page("theme", "stocks")


def test_who_stayed_away_is_told_so_on_the_front_where_there_is_no_list(workspace: Scratch) -> None:
    workspace.edit(MEETING, "  - status: listed", "  - status: absent")
    front = workspace.page("country", "brazil").partition("\n- **")[0]
    assert "Absent: Lisbon, 11 March 2024." in front
    assert "No list of participants" not in front


SECOND = """\
type: news-report
language: en
published: 2024-03-19
retrieved: 2024-03-20
label: Port News
descriptor: paper
"""


def test_whom_different_sources_seat_or_make_the_host_did_so_together_by_nobody_s_account(workspace: Scratch) -> None:
    workspace.write("facts/sources/port-news.yaml", SECOND)
    for key, name in (("ana-sample", "Ana Sample"), ("ben-beispiel", "Ben Beispiel"), ("carla-sample", "Carla Sample")):
        workspace.write(f"facts/persons/{key}.yaml", PERSON.replace("Ana Sample", name))
    seats = "  - {is: %s, quote: its seventh session}\n"
    both = seats % "ana-sample" + seats % "ben-beispiel"
    workspace.append(MEETING, f"\nchair:\n{both}")
    assert "In the chair: Ana Sample and Ben Beispiel." in workspace.page("meeting", "lisbon-2024")
    other = "  - {is: carla-sample, src: port-news}\n"
    host = "host:\n  - {is: portugal, quote: in Lisbon}\n  - {is: example-secretariat, src: port-news}\n"
    workspace.append(MEETING, other + host)
    page = workspace.page("meeting", "lisbon-2024")
    one, two = "Ana Sample (Example Gazette); Ben Beispiel (Example Gazette)", "Carla Sample (Port News)"
    assert f"In the chair: {one}; {two}." in page
    secretariat = "the secretariat of the Example Harvest Forum (Port News)"
    assert f"Host: Portugal (Example Gazette); {secretariat}." in page
    assert f"{one}; {two}" in workspace.page("series", "harvest-forum")
    workspace.edit("facts/persons/carla-sample.yaml", "Participants agreed", "Participants discussed")
    bare = re.sub(r"\[\^\d+\]", "", workspace.page("person", "carla-sample"))
    assert "Lisbon, 11 March 2024 (chair (according to Port News))" in bare
    workspace.append("facts/persons/carla-sample.yaml", "country: {is: brazil, quote: Participants discussed}\n")
    bare = re.sub(r"\[\^\d+\]", "", workspace.page("country", "brazil"))
    assert "**In the chair.** Carla Sample (Port News): Lisbon, 11 March 2024.\n" in bare
    named = "people: [{is: ana-sample, role: chair, post: Minister, quote: A joint}]\n"
    workspace.append(MEETING, named)
    assert f"In the chair: Ana Sample, Minister{one[10:]}; {two}." in workspace.page("meeting", "lisbon-2024")


def test_a_party_that_is_listed_and_was_there_is_on_a_list(workspace: Scratch) -> None:
    there = "  - {status: present, parties: brazil, quote: attended the session}\n"
    away = "  - {status: absent, parties: brazil, src: port-news}\n"
    workspace.write("facts/sources/port-news.yaml", SECOND)
    workspace.edit(MEETING, "attendance:\n", f"attendance:\n{there}{away}")
    page = re.sub(r"\[\^\d+\]", "", workspace.page("country", "brazil"))
    assert "Brazil is on its list of participants" in page
    assert "on no list" not in page
    assert "| present (contested) |" in page


def test_a_party_on_no_list_that_is_held_may_have_been_there(workspace: Scratch) -> None:
    other = "src: example-gazette\nnames: [{is: talks, quote: held its seventh session}]\n"
    there = "attendance: [{status: present, parties: [peru], quote: Delegations from Brazil}]\n"
    workspace.write("facts/meetings/braga-2023.yaml", f"{other}{there}series: harvest-forum\n")
    page = re.sub(r"\[\^\d+\]", "", workspace.page("country", "peru"))
    assert "is on no list of participants that is held. It is named as taking part in one of them" in page


def test_what_a_state_says_leaves_room_for_what_others_say_of_it(workspace: Scratch) -> None:
    own = "  - {id: own-%d, said_by: ana-sample, says: '%s', mode: reported, quote: Lisbon}\n"
    workspace.write("facts/persons/ana-sample.yaml", PERSON + "country: {is: brazil, quote: Lisbon}\n")
    workspace.edit(MEETING, "    said_by: example-secretariat", "    said_by: example-secretariat\n    about: brazil")
    said = "".join(own % (n, f"{n} of them were " + "very " * 30 + "late") for n in range(8))
    workspace.edit(MEETING, "claims:\n", f"claims:\n{said}")
    for n in range(12):
        workspace.write(f"facts/meetings/porto-{n}.yaml", f"{OTHER}date: {2000 + n}\n")
    page = workspace.page("country", "brazil")
    assert "## What others said about it\n\n- The secretariat of the Example Harvest Forum" in page


def test_who_has_a_post_of_a_state_speaks_for_it(workspace: Scratch) -> None:
    post = "posts: {is: Minister, country: brazil, quote: Lisbon}\n"
    workspace.write("facts/persons/ana-sample.yaml", PERSON + post)
    workspace.edit(MEETING, "    said_by: example-secretariat", "    said_by: ana-sample\n    about: brazil")
    page = workspace.page("country", "brazil")
    assert "A statement by Ana Sample is reported." in page
    assert "What others said" not in page
    workspace.append("facts/persons/ana-sample.yaml", "country: {is: peru, quote: Lisbon}\n")
    page = workspace.page("country", "brazil")
    assert "A statement by Ana Sample" not in page
    assert "What others said" in page


def test_an_observer_is_no_member_and_no_other_list_contradicts_that_of_the_members(workspace: Scratch) -> None:
    workspace.edit(MEETING, "scope: unknown", "scope: exhaustive")
    watching = "  - {status: observer, parties: [peru, example-secretariat], quote: attended the session}\n"
    workspace.edit(MEETING, "attendance:\n", f"attendance:\n{watching}")
    page = re.sub(r"\[\^\d+\]", "", workspace.page("meeting", "lisbon-2024"))
    assert "three states are listed as taking part." in page
    assert "As observers: Peru and the secretariat of the Example Harvest Forum. Brazil, Colombia" in page
    assert "**In doubt.**" not in page
    peru = re.sub(r"\[\^\d+\]", "", workspace.page("country", "peru"))
    assert "It is on no list of participants that is held. It was an observer." in peru
    assert "| observer |" in peru


def test_an_observer_that_a_list_has_too_is_on_that_list(workspace: Scratch) -> None:
    watching = "  - {status: observer, parties: [brazil, peru], quote: attended the session}\n"
    workspace.edit(MEETING, "attendance:\n", f"attendance:\n{watching}")
    page = re.sub(r"\[\^\d+\]", "", workspace.page("country", "brazil"))
    assert "Brazil is on its list of participants. It was an observer." in page


def test_a_list_that_a_source_has_from_somebody_is_theirs(workspace: Scratch) -> None:
    workspace.edit(MEETING, "  - status: listed", "  - status: listed\n    according_to: two diplomats")
    assert "| listed (according to two diplomats)" in workspace.page("country", "brazil")
    assert workspace.run("meeting", "lisbon-2024", "-f", "md", "-l", "ru", "-w", str(workspace.root)).code == 0
    assert "**Кто участвовал.** В списке, по данным: two diplomats" in workspace.read("out/meeting/lisbon-2024.ru.md")
    page = re.sub(r"\[\^\d+\]", "", workspace.page("meeting", "lisbon-2024"))
    assert "three states are listed as taking part, according to two diplomats." in page
    assert "Listed, according to two diplomats: Brazil, Colombia and Ethiopia." in page
    passage = (
        "passages:\n  - quote: attended the session\n    according_to: a clerk\n    attendance: {%sparties: peru}\n"
    )
    workspace.append(MEETING, passage % "according_to: example-secretariat, ")
    page = workspace.page("meeting", "lisbon-2024")
    assert "Listed, according to the secretariat of the Example Harvest Forum: Peru." in page


def test_what_somebody_says_of_observers_is_theirs_in_a_sentence_and_in_a_table(workspace: Scratch) -> None:
    seen = "  - {status: observer, according_to: example-secretariat, quote: attended the session, parties: [%s]}\n"
    workspace.edit(MEETING, "attendance:\n", "attendance:\n" + seen % "peru, chile")
    who = "according to the secretariat of the Example Harvest Forum"
    assert f"As observers, {who}: Peru and Chile." in workspace.brief()
    away = "  - {status: absent, quote: attended the session, parties: [fiji, ghana, kenya, spain]}\n"
    workspace.edit(MEETING, "attendance:\n", "attendance:\n" + away)
    three_named(workspace)
    assert f"| Chile | observer ({who})[^" in workspace.brief()


TWO_POSTS = """
name: {is: Ana Sample, quote: Participants discussed}
src: example-gazette
posts:
  - {is: Minister of Grain, country: brazil, quote: Lisbon}
  - {is: Chair of the Board, organisation: board, quote: Lisbon}
"""


def test_who_has_two_posts_speaks_under_the_one_that_is_told(workspace: Scratch) -> None:
    workspace.write("facts/persons/ana-sample.yaml", TWO_POSTS)
    workspace.write("facts/organisations/board.yaml", "name: {is: Grain Board, quote: Harvest}\nsrc: example-gazette\n")
    workspace.edit(MEETING, "said_by: example-secretariat", "capacity: Minister of Grain\n    said_by: ana-sample")
    people = "people: [{is: ana-sample, role: speaker, party: brazil, quote: Lisbon}]\n"
    workspace.edit(MEETING, "discussion:\n", f"chair: {{is: ana-sample, quote: Lisbon}}\n{people}discussion:\n")
    brief = re.sub(r"\[\^\d+\]", "", workspace.page("organisation", "board"))
    assert "Lisbon, 11 March 2024 (Ana Sample, chair). No position of its own is on record.**" in brief
    assert "**Who acted for it.** Ana Sample, Chair of the Board.\n" in brief
    assert "A statement by Ana Sample is reported." in workspace.page("country", "brazil")
    workspace.edit(MEETING, "capacity: Minister of Grain\n", "capacity: Chair of the Board\n")
    assert "A statement by Ana Sample is reported." in workspace.page("organisation", "board")


def test_sides_of_a_conflict_whose_sources_are_called_alike_are_told_apart_by_their_days(workspace: Scratch) -> None:
    workspace.write("facts/sources/later.yaml", SECOND.replace("Port News", "Example Gazette"))
    away = "  - {status: absent, parties: brazil, src: later}\n"
    there = "  - {status: present, parties: brazil, quote: attended the session}\n"
    workspace.edit(MEETING, "attendance:\n", f"attendance:\n{away}{there}")
    page = re.sub(r"\[\^\d+\]", "", workspace.page("meeting", "lisbon-2024"))
    there = "Brazil: present, listed (Example Gazette of 12 March 2024)"
    assert f"{there}; Brazil: absent (Example Gazette of 19 March 2024)" in page


def test_those_who_are_said_to_have_stayed_away_are_named_in_one_sentence(workspace: Scratch) -> None:
    away = "  - {status: absent, parties: %s, quote: attended the session}\n"
    workspace.edit(MEETING, "attendance:\n", "attendance:\n" + away % "[peru, kenya]" + away % "peru" + away % "ghana")
    page = re.sub(r"\[\^\d+\]", "", workspace.page("meeting", "lisbon-2024"))
    assert "Said to have been absent: Peru, Kenya and Ghana. Brazil" in page
    assert "shorter list" not in page


def test_a_document_speaks_for_itself_and_what_is_told_of_it_stands_in_its_brief(workspace: Scratch) -> None:
    workspace.edit(MEETING, "every quarter.\n", "every quarter.\n    document: crop-statement\n")
    workspace.append("facts/documents/crop-statement.yaml", "points: {is: Crops are bad., quote: Lisbon}\n")
    page = re.sub(r"\[\^\d+\]", "", workspace.page("document", "crop-statement"))
    assert "2024. It says: Crops are bad." in page.partition("\n- **")[0]
    assert "## What is reported about it\n\n- Lisbon: Participants agreed" in page


def test_a_theme_tells_what_was_decided_from_what_was_agreed(workspace: Scratch) -> None:
    told = "".join(f"  - {{is: It rained {n} times., themes: stocks, quote: Lisbon}}\n" for n in range(3))
    workspace.edit(MEETING, "discussion:\n", f"discussion:\n{told}")
    assert "**What was agreed.**" in workspace.page("theme", "stocks")
    workspace.edit(MEETING, "    function: agreement\n", "    function: decision\n")
    assert "**What was decided.**" in workspace.page("theme", "stocks")


@pytest.mark.parametrize("status", ["announced", "cancelled"])
def test_a_country_is_not_the_place_of_what_did_not_take_place(workspace: Scratch, status: str) -> None:
    workspace.append(MEETING, f"status: {{is: {status}, quote: Lisbon}}\n")
    page = re.sub(r"\[\^\d+\]", "", workspace.page("country", "portugal"))
    assert f"Meant to take place there: Lisbon, 11 March 2024 ({status})." in page
    assert "it took place in Portugal" not in page
    assert "**Who was to take part.**" in workspace.page("meeting", "lisbon-2024")


def test_what_lasts_days_has_one_form_wherever_it_stands(workspace: Scratch) -> None:
    date = '{is: 2024-03-11, quote: "held its seventh session in Lisbon on 11 March 2024"}'
    one, other = (date.replace("03-11", days) for days in ("03-11/2024-03-13", "03-12/2024-03-14"))
    workspace.edit(MEETING, date, f"[{one}, {other}]")
    made = re.sub(r"\[\^\d+\]", "", workspace.brief())
    assert "took place in Lisbon on 11–13 March 2024 (Example Gazette) or 12–14 March 2024" in made
    workspace.make("-f", "md", "-l", "ru")
    assert "прошла: 11–13\xa0марта 2024" in workspace.read("out/meeting/lisbon-2024.ru.md")
    workspace.edit(MEETING, f"[{one}, {other}]", date.replace("2024-03-11", "2024-03/2024-04"))
    workspace.make("-f", "md", "-l", "ru")
    assert "прошла: март 2024\xa0года – апрель" in workspace.read("out/meeting/lisbon-2024.ru.md")


def test_claims_that_contradict_each_other_are_told_together_or_not_at_all(workspace: Scratch) -> None:
    said = "  - {id: %s, said_by: example-secretariat, says: %s, mode: reported, quote: Lisbon%s}\n"
    long = "the harvest of the year before had been far better than anybody in any of the ports had been told of it "
    rows = [(f"c{n}", f"{long * 2}{n}", ", disputed_by: last" if not n else "") for n in range(6)]
    workspace.edit(MEETING, "claims:\n", "claims:\n" + "".join(said % r for r in [*rows, ("last", "it was bad", "")]))
    page = workspace.page("meeting", "lisbon-2024")
    assert (f"{long * 2}0" in page) is ("it was bad" in page)
    assert "it was bad" in page


def test_a_meeting_that_was_put_off_was_or_is_to_be_held(workspace: Scratch) -> None:
    workspace.append(MEETING, "\nstatus: {is: postponed, quote: in Lisbon}\n")
    assert "The meeting was postponed; it was, or is, to take place in Lisbon on 11" in workspace.brief()


def test_whoever_sat_in_the_chair_is_named_for_a_state_and_those_who_hosted_with_it(workspace: Scratch) -> None:
    workspace.write("facts/persons/ana-sample.yaml", f"{PERSON}country: {{is: brazil, quote: Participants agreed}}\n")
    host = "host:\n  - {is: brazil, quote: in Lisbon}\n  - {is: portugal, quote: in Lisbon}\n"
    workspace.append(MEETING, "\nchair: {is: ana-sample, quote: its seventh session}\n" + host)
    page = workspace.page("country", "brazil")
    assert "**Who acted for it.** Besides who was in the chair, nobody is named for it." in page
    assert "**Host.** Brazil, with Portugal: Lisbon" in page


def test_who_sat_in_the_chair_for_a_state_is_a_delegate_who_is_named(workspace: Scratch) -> None:
    workspace.write("facts/persons/ana-sample.yaml", PERSON)
    chair = "people: [{is: ana-sample, role: chair, post: Minister, party: brazil, quote: A joint}]\n"
    workspace.append(MEETING, f"\n{chair}")
    brief = workspace.brief()
    assert "No delegate is named" not in brief
    assert "In the chair: Ana Sample, Minister (Brazil)." in brief
    assert "**In the chair.** Ana Sample: Lisbon, 11 March 2024." in workspace.page("country", "brazil")
    workspace.write("facts/persons/ben-beispiel.yaml", "name: Ben Beispiel\nsrc: example-gazette\n")
    workspace.append(MEETING, "chair: {is: ben-beispiel, quote: A joint}\n")
    assert "**In the chair.** Ana Sample, with Ben Beispiel: Lisbon," in workspace.page("country", "brazil")


def test_a_table_of_parties_tells_who_came_for_them(workspace: Scratch) -> None:
    lists = (
        "  - {status: observer, quote: its seventh session, parties: [peru, kenya, fiji, ghana, malta]}\n"
        "  - {status: absent, quote: its seventh session, parties: chad}\n"
    )
    workspace.edit(MEETING, "attendance:\n", f"attendance:\n{lists}")
    workspace.edit(MEETING, "    scope: unknown\n", "    scope: unknown\n    delegation: ministers\n")
    three_named(workspace)
    brief = re.sub(r"\[\^\d+\]", "", workspace.brief())
    assert "| Brazil | listed: ministers | Ana Sample |" in brief
    assert brief.count("ministers") == 3


def test_what_speakers_contradict_one_another_on_is_told(workspace: Scratch) -> None:
    other = """
  - id: steady-prices
    said_by: a delegate
    says: prices had been steady
    mode: reported
    themes: stocks
    disputed_by: unsteady-prices
    quote: A joint statement
gaps:
"""
    workspace.edit(MEETING, "    says: prices would remain", "    themes: stocks\n    says: prices would remain")
    workspace.edit(MEETING, "\ngaps:\n", other)
    assert "Speakers contradict one another on stocks of green coffee: a delegate" in workspace.brief()


def test_that_more_is_in_doubt_is_told_where_it_stands(workspace: Scratch) -> None:
    other = """
  - {id: %s, said_by: a delegate, says: they fell %s, mode: reported, disputed_by: unsteady-prices, quote: A joint}
"""
    told = "what else is in doubt"
    three = [other % pair for pair in (("one", "once"), ("two", "twice"), ("three", "for ever"))]
    workspace.edit(MEETING, "\ngaps:\n", "".join(three[:2]) + "gaps:\n")
    for kind, record in (("organisation", "example-secretariat"), ("meeting", "lisbon-2024")):
        assert told not in workspace.page(kind, record)
    workspace.edit(MEETING, "\ngaps:\n", f"{three[2]}gaps:\n")
    for kind, record in (("organisation", "example-secretariat"), ("meeting", "lisbon-2024")):
        assert told in workspace.page(kind, record)


def test_the_last_post_that_a_source_gives_somebody_goes_before(workspace: Scratch) -> None:
    one = "  - {is: %s, country: brazil, on: 2024-03-%d, quote: Lisbon}\n"
    posts = "posts:\n" + one % ("deputy minister", 10) + one % ("acting minister", 13)
    workspace.write("facts/persons/ana-sample.yaml", PERSON.replace("agreed", "discussed") + posts)
    page = re.sub(r"\[\^\d+\]", "", workspace.page("person", "ana-sample"))
    assert "**Acting minister of Brazil (13 March 2024)." in page
    assert "**Other posts.** deputy minister of Brazil (10 March 2024)." in page


def test_of_what_is_still_to_come_nobody_says_where_it_did_not_take_place(workspace: Scratch) -> None:
    workspace.append(MEETING, "\nstatus: {is: announced, quote: in Lisbon}\n")
    for country in ("portugal", "brazil"):
        page = workspace.page("country", country)
        assert "One meeting is on record (announced)." in re.sub(r"\[\^\d+\]", "", page)
        assert "take place in Portugal" not in page
        assert "take place in Brazil" not in page
    assert "Meant to take place there: Lisbon" in workspace.page("country", "portugal")
