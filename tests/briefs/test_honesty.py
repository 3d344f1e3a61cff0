"""What a brief says, and does not say, of the example's meeting."""

from __future__ import annotations

from tests.workspaces import MEETING, Scratch

OTHER = """
src: example-gazette
names: [{is: another session, quote: held its seventh session}]
attendance: [{parties: [brazil, portugal], quote: "Delegations from Brazil"}]
"""


def test_a_party_that_no_list_names_is_not_listed_and_never_absent(workspace: Scratch) -> None:
    workspace.write("facts/meetings/porto-2023.yaml", OTHER + "series: harvest-forum\n")
    brief = workspace.brief()
    assert "| Portugal | not listed[^2] |" in brief
    assert "Not listed does not mean absent" in brief
    assert "absent" not in brief.replace("Not listed does not mean absent", "")


def test_a_party_of_another_field_is_not_missed(workspace: Scratch) -> None:
    workspace.write("facts/meetings/porto-2023.yaml", OTHER)
    assert "| Portugal |" not in workspace.brief()


def test_without_a_list_nothing_is_said_of_those_that_are_not_named(workspace: Scratch) -> None:
    workspace.write("facts/meetings/porto-2023.yaml", OTHER)
    workspace.edit(MEETING, "  - status: listed", "  - status: present")
    brief = workspace.brief()
    assert "No list of participants is held, so nothing can be said of those that are not named here." in brief
    assert "Portugal | not listed" not in brief


def test_an_organisation_on_a_list_makes_the_parties_parties(workspace: Scratch) -> None:
    workspace.edit(MEETING, "parties: [brazil, colombia, ethiopia]", "parties: [brazil, example-secretariat]")
    brief = workspace.brief()
    assert (
        "- Two parties are listed as taking part: Brazil and the secretariat of the Example Harvest Forum.[^" in brief
    )
    assert "| Party | Status |" in brief


def test_what_is_not_known_is_named(workspace: Scratch) -> None:
    brief = workspace.brief()
    assert "| Not stated in any source held | venue, host, chair |" in brief
    assert "- Who chaired the session?[^8] *Would tell:* the forum's minutes." in brief


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
