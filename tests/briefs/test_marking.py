"""A brief's marking is that of the most restricted thing printed in it, never less."""

from __future__ import annotations

import pytest

from tests.workspaces import MEETING, Scratch

SECRET = "type: essay\nlanguage: en\nretrieved: 2024-03-15\nlabel: Cable\ndescriptor: a cable\nmarking: TLP:RED\n"


def marking(workspace: Scratch) -> str:
    """The marking on top of the example's brief, which the report must give as well."""
    brief = workspace.brief()
    top = brief.splitlines()[0].strip("*")
    assert workspace.make("-f", "md", "--json").json["marking"] == top
    return top


def test_what_carries_no_marking_has_the_workspace_s_default(workspace: Scratch) -> None:
    assert marking(workspace) == "TLP:CLEAR"
    workspace.edit("briefgen.toml", '# default = "TLP:CLEAR"', 'default = "TLP:AMBER"')
    assert marking(workspace) == "TLP:AMBER"


def test_a_marked_value_marks_the_brief(workspace: Scratch) -> None:
    workspace.edit(MEETING, "place: {is: Lisbon,", "place: {is: Lisbon, marking: TLP:GREEN,")
    assert marking(workspace) == "TLP:GREEN"
    workspace.edit(MEETING, "date: {is: 2024-03-11,", "date: {is: 2024-03-11, marking: TLP:AMBER+STRICT,")
    assert marking(workspace) == "TLP:AMBER+STRICT"


@pytest.mark.few(3)
@pytest.mark.parametrize(
    "record",
    [
        MEETING,
        "facts/sources/example-gazette.yaml",
        "facts/countries/brazil.yaml",
        "facts/documents/crop-statement.yaml",
        "facts/organisations/example-secretariat.yaml",
        "facts/series/harvest-forum.yaml",
    ],
)
def test_a_marked_record_marks_a_brief_that_names_it(workspace: Scratch, record: str) -> None:
    workspace.append(record, "marking: TLP:RED\n")
    assert marking(workspace) == "TLP:RED"


def test_a_marked_source_that_only_a_note_names_marks_the_brief(workspace: Scratch) -> None:
    workspace.write("facts/sources/cable.yaml", SECRET)
    assert marking(workspace) == "TLP:CLEAR"
    workspace.edit(MEETING, "looked_in: example-gazette", "looked_in: [example-gazette, cable]")
    assert "Cable" in workspace.brief()
    assert marking(workspace) == "TLP:RED"


def test_what_is_not_printed_does_not_mark_the_brief(workspace: Scratch) -> None:
    workspace.edit(MEETING, "place: {is: Lisbon,", "place: {is: Lisbon, marking: TLP:RED,")
    workspace.rendered("# A\n\n**{{ brief.marking }}**\n\nOn {{ meeting.date }}.")
    assert "TLP:CLEAR" in workspace.read("out/note/lisbon-2024.md")
    workspace.rendered("# A\n\n**{{ brief.marking }}**\n\nIn {{ meeting.place }}.")
    assert "TLP:RED" in workspace.read("out/note/lisbon-2024.md")


def test_what_is_printed_without_a_note_marks_the_brief_too(workspace: Scratch) -> None:
    workspace.write("templates/note/template.toml", 'about = "theme"\nformats = ["md"]\n')
    workspace.write("templates/note/brief.md.j2", "# A\n\n{{ theme.scope }}\n")
    workspace.write("facts/themes/tides.yaml", "label: tides\nscope: How high they are.\nmarking: TLP:RED\n")
    assert workspace.run("note", "tides", "-w", str(workspace.root)).code == 0
    assert workspace.read("out/note/tides.md").startswith("**TLP:RED**")


def test_the_floor_of_a_kind_of_brief_is_never_undercut(workspace: Scratch) -> None:
    workspace.edit("templates/meeting/template.toml", "about =", 'marking-floor = "TLP:AMBER"\nabout =')
    assert marking(workspace) == "TLP:AMBER"
    workspace.append(MEETING, "marking: TLP:RED\n")
    assert marking(workspace) == "TLP:RED"


def test_a_misspelt_marking_of_a_fact_is_an_error_and_not_silence(workspace: Scratch) -> None:
    workspace.edit(MEETING, "place: {is: Lisbon,", "place: {is: Lisbon, marking: TLP:REDD,")
    made = workspace.make()
    assert made.code == 1
    line = workspace.read(MEETING)[: workspace.read(MEETING).index("place:")].count("\n") + 1
    assert made.err.startswith(f"{MEETING}:{line}:8: error: ")
    assert "'TLP:REDD' is no marking here [unknown-marking]\n  hint: did you mean 'TLP:RED'" in made.err


def test_a_misspelt_floor_is_an_error_and_not_silence(workspace: Scratch) -> None:
    workspace.edit("templates/meeting/template.toml", "about =", 'marking-floor = "TLP:AMBR"\nabout =')
    made = workspace.make()
    assert made.code == 1
    assert "template.toml:5:1: error: marking-floor: 'TLP:AMBR' is no marking here" in made.err


def test_a_default_that_is_not_in_the_scheme_is_refused(workspace: Scratch) -> None:
    workspace.edit("briefgen.toml", '# default = "TLP:CLEAR"', 'default = "SECRET"')
    made = workspace.make()
    assert made.code == 2
    assert "the default marking 'SECRET' is not in the scheme" in made.err


def test_a_scheme_of_one_s_own(workspace: Scratch) -> None:
    workspace.edit("briefgen.toml", "[markings]", '[markings]\nscheme = ["OPEN", "CLOSED"]\ndefault = "OPEN"')
    assert marking(workspace) == "OPEN"
    workspace.append(MEETING, "marking: CLOSED\n")
    assert marking(workspace) == "CLOSED"
