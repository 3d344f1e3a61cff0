"""A kind of record of one's own: every command serves it, and no line of code knows of it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.workspaces import MEETING, Scratch

KIND = """\
folder: exercises
meaning: An exercise that armed forces held.
acts_as: [event]
roles: {name: title, date: date, place: place, parties: forces}
words:
  en: {one: exercise, many: exercises, article: an}
fields:
  title: {type: text, required: true, meaning: what it was called}
  date: {type: date, meaning: when it took place}
  place: {type: text, meaning: where}
  forces:
    type: reference
    to: party
    many: true
    meaning: who took part
    keys:
      troops: {type: number, meaning: how many it sent}
  course: {type: sentence, many: true, meaning: what happened; whole sentences}
"""
RECORD = """\
src: fish-weekly-2024-05
title: Sea Shield
date: 2024-06
place: Setúbal
forces: [{is: portugal, troops: 400}]
course: [The crews practised the towing of a trawler.]
"""


@pytest.fixture
def desk(workspace: Scratch) -> Scratch:
    workspace.write("facts/_kinds/exercise.yaml", KIND)
    return workspace


def run(desk: Scratch, *words: str, code: int = 0) -> str:
    ran = desk.run(*words, "-w", str(desk.root))
    assert ran.code == code, ran.err
    return ran.out + ran.err


def test_every_command_serves_a_kind_of_ones_own(desk: Scratch) -> None:
    assert "wrote " in run(desk, "new", "exercise", "sea-shield")
    form = desk.read("facts/exercises/sea-shield.yaml")
    assert form.startswith("# yaml-language-server: $schema=../.schemas/exercise.json\n# sea-shield: an exercise")
    assert "\ntitle: <text>\n" in form.replace("title:\n  - is: <text>", "title: <text>")
    desk.write("facts/exercises/sea-shield.yaml", RECORD.replace("fish-weekly-2024-05", source(desk)))
    assert "Sea Shield" in run(desk, "list", "exercise")
    assert "1 exercise\n" in run(desk, "list")
    assert "Setúbal" in run(desk, "facts", "--kind", "exercise", "--property", "place")
    assert "Sea Shield" in run(desk, "show", "exercise/sea-shield")
    run(desk, "schema")
    schema = json.loads(desk.read("facts/.schemas/exercise.json"))
    one_or_several = json.dumps(schema["properties"]["forces"]["anyOf"])
    forces = schema["definitions"][one_or_several.rpartition("/")[2].rstrip('"}]')]
    assert "(country|organisation|person)/" in json.dumps(forces)
    about = json.loads(desk.read("templates/.schemas/template.json"))["properties"]["about"]
    assert "exercise" in about["enum"]
    assert "#    troops: <1>" in form
    run(desk, "template", "new", "exercise")
    run(desk, "exercise", "sea-shield", "--format", "md")
    brief = desk.read("out/exercise/sea-shield.md")
    assert "Sea Shield" in brief
    assert "The crews practised the towing of a trawler.[^" in brief
    assert "Setúbal" in brief


def source(desk: Scratch) -> str:
    return next((desk.root / "facts" / "sources").glob("*.yaml")).stem


def test_a_change_of_a_description_makes_the_briefs_of_its_kind_anew(desk: Scratch) -> None:
    desk.write("facts/exercises/sea-shield.yaml", RECORD.replace("fish-weekly-2024-05", source(desk)))
    run(desk, "template", "new", "exercise")
    run(desk, "exercise", "sea-shield", "--format", "md")
    desk.write("facts/_kinds/exercise.yaml", KIND.replace("  place: {", "  site: {").replace("place: place, ", ""))
    said = run(desk, "exercise", "sea-shield", "--format", "md", code=1)
    assert "facts/exercises/sea-shield.yaml:4:1: error: unknown key 'place' [unknown-key]" in said


@pytest.mark.slow
def test_a_field_with_figures_for_meetings_and_a_kind_that_acts_as_a_party(workspace: Scratch) -> None:
    workspace.write(
        "facts/_kinds/meeting-figures.yaml",
        "extends: meeting\nfields:\n  turnout: {type: number, meaning: how many took part in all}\n"
        "  guests: {type: number, meaning: how many came as guests}\n",
    )
    workspace.write(
        "facts/_kinds/company.yaml",
        """\
        folder: companies
        meaning: A firm.
        acts_as: [party, actor]
        roles: {name: name}
        fields:
          name: {type: text, required: true, meaning: its name}
        """,
    )
    named = f'{source(workspace)}: "The Example Harvest Forum"'
    workspace.write("facts/companies/acme.yaml", f"name: Acme Mills\nsrc: {{{named}}}\n")
    workspace.write(
        "facts/meetings/porto-2025.yaml",
        f"""\
        src: {{{named}}}
        place: Porto
        turnout: [137, 145]
        attendance: {{status: listed, parties: [acme, portugal]}}
        claims: [{{id: of-acme, said_by: acme, says: mills are full, mode: reported}}]
        """,
    )
    assert "value-porto-2025-turnout" in (told := run(workspace, "check"))
    where = "facts/_kinds/meeting-figures.yaml:4:3: note: no meeting uses the field 'guests' [unused-field]"
    assert [line for line in told.splitlines() if "unused-field" in line] == [where]
    run(workspace, "meeting", "porto-2025", "--format", "md")
    brief = workspace.read("out/meeting/porto-2025.md")
    assert "Acme Mills" in brief
    assert "mills are full" in brief
    assert "## Also recorded" in brief
    assert "- **Turnout** (how many took part in all): 137" in brief
    assert "145" in brief
    where = (
        '{% extends "shipped/meeting/brief.md.j2" %}\n{% block participation %}\nIn all, {{ meeting.turnout }} came.\n'
    )
    workspace.write("templates/meeting/brief.md.j2", where + "{% endblock %}\n")
    run(workspace, "meeting", "porto-2025", "--format", "md")
    brief = workspace.read("out/meeting/porto-2025.md")
    assert "In all, 137" in brief
    assert "Also recorded" not in brief


@pytest.mark.slow
def test_a_new_template_has_every_field_and_check_tells_what_no_brief_prints(desk: Scratch) -> None:
    more = "".join(f"  detail_{n}: {{type: text, meaning: a detail}}\n" for n in range(9))
    desk.write("facts/_kinds/exercise.yaml", KIND + more)
    record = RECORD.replace("fish-weekly-2024-05", source(desk))
    desk.write("facts/exercises/sea-shield.yaml", record + "".join(f"detail_{n}: Word {n}\n" for n in range(9)))
    assert (
        "facts/_kinds/exercise.yaml:1:1: note: no brief is about an exercise, so its fields print only where others "
        "lead to them [unprinted-field]" in run(desk, "check")
    )
    run(desk, "template", "new", "exercise")
    run(desk, "exercise", "sea-shield", "--format", "md")
    brief = desk.read("out/exercise/sea-shield.md")
    assert all(f"| Word {n}[^" in brief for n in range(9))
    assert "- Portugal; troops: 400" in brief
    desk.write("facts/_kinds/exercise.yaml", KIND + more + "  phase: {type: text, meaning: which phase}\n")
    desk.write("facts/exercises/sea-shield.yaml", record + "phase: the second\n")
    run(desk, "exercise", "sea-shield", "--format", "md")
    assert "- **Phase** (which phase): the second" in desk.read("out/exercise/sea-shield.md")
    template = desk.read("templates/exercise/brief.md.j2")
    desk.write("templates/exercise/brief.md.j2", template.replace('{% include "_parts/added.md.j2" %}', ""))
    assert (
        "facts/_kinds/exercise.yaml:28:3: note: no brief about an exercise prints the field 'phase' [unprinted-field]"
        in run(desk, "check")
    )


def test_a_speaker_without_a_name_and_a_state_without_a_record_print(workspace: Scratch) -> None:
    workspace.write(
        "facts/claims/harvest-was-poor.yaml",
        f"""\
        src: {{{source(workspace)}: "The Example Harvest Forum"}}
        said_by: a delegate
        says: the harvest was poor
        mode: reported
        at: lisbon-2024
        about: uzbekistan
        """,
    )
    made = workspace.make()
    assert made.code == 0, made.err
    brief = workspace.read("out/meeting/lisbon-2024.md")
    assert "A delegate said that the harvest was poor." in brief
    run(workspace, "country", "uzbekistan", "--format", "md")
    assert "Uzbekistan" in workspace.read("out/country/uzbekistan.md")


def test_a_figure_stands_with_whose_it_is_and_with_those_of_something_else(workspace: Scratch) -> None:
    workspace.write(
        "facts/_kinds/more.yaml",
        """\
        extends: meeting
        fields:
          cases: {type: quantity, meaning: how many had fallen ill}
          pledges:
            type: money
            many: true
            meaning: what was pledged
            keys: {by: {type: reference, to: party, meaning: who}}
        """,
    )
    pledges = ", ".join(f"{{is: {n} million EUR, by: {who}}}" for n, who in ((3, "spain"), (4, "italy"), (5, "malta")))
    workspace.append(MEETING, "cases: [about 140, {is: over 100, of: confirmed cases}]\n")
    workspace.append(MEETING, f"pledges: [{pledges}, 1 EUR]\n")
    made = workspace.run("meeting", "lisbon-2024", "-w", str(workspace.root), "-f", "md")

    assert made.code == 0, made.err
    told = workspace.read("out/meeting/lisbon-2024.md").partition("## Also recorded")[2].partition("## ")[0]
    assert "about 140; over 100 confirmed cases." in told
    assert "€3 million (Spain); €4 million (Italy); €5 million (Malta)." in told
    assert "In the full account: what else is reported." in told


def test_a_field_added_to_a_meeting_is_printed_by_the_lines_of_the_handbook(workspace: Scratch) -> None:
    page = (Path(__file__).parents[1] / "docs/own-kinds.md").read_text("utf-8")
    lines = page.partition("```jinja\n")[2].partition("```")[0]
    workspace.write(
        "facts/_kinds/more.yaml", "extends: meeting\nfields:\n  turnout: {type: number, meaning: how many}\n"
    )
    workspace.append(MEETING, "turnout: 137\n")
    workspace.write("templates/meeting/brief.md.j2", lines)
    made = workspace.run("meeting", "lisbon-2024", "-w", str(workspace.root), "-f", "md")

    assert made.code == 0, made.err
    assert "In all, 137" in workspace.read("out/meeting/lisbon-2024.md")


def test_a_session_of_ones_own_stands_among_the_meetings_of_shipped_briefs(workspace: Scratch) -> None:
    """Templates ask for the fields of meetings; what plays the same part answers, what nothing plays is missing."""
    workspace.write(
        "facts/_kinds/press-event.yaml",
        """\
        folder: press-events
        meaning: An event for the press.
        acts_as: [event, session]
        roles: {name: name, date: day, parties: present, series: row, place: site}
        words:
          en: {one: press event, many: press events, article: a}
        fields:
          name: {type: text, required: true, meaning: its name}
          day: {type: date, meaning: when}
          site: {type: text, meaning: where}
          row: {type: reference, to: series, meaning: its series}
          present: {type: reference, to: party, many: true, meaning: who was there}
        """,
    )
    workspace.write(
        "facts/press-events/launch.yaml",
        f"""\
        src: {source(workspace)}
        name: Launch
        day: 2024-03-14
        site: Faro
        row: harvest-forum
        present: [norway, portugal]
        """,
    )
    run(workspace, "country", "norway", "--format", "md")
    brief = workspace.read("out/country/norway.md")
    assert "| Launch, Faro[^" in brief
    assert "14 March 2024" in brief
    run(workspace, "series", "harvest-forum", "--format", "md")
    assert "Faro" in workspace.read("out/series/harvest-forum.md")
    run(workspace, "template", "new", "press-event")
    assert 'label = "Press event brief"' in workspace.read("templates/press-event/template.toml")
    run(workspace, "press-event", "launch", "--format", "md")
    assert "- Portugal[^" in workspace.read("out/press-event/launch.md")
