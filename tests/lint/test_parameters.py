"""Parameters that a kind's settings describe and its templates use."""

from __future__ import annotations

import pytest

from briefgen.cli.terminal import open_workspace
from briefgen.production.linting import lint_workspace
from tests.workspaces import Scratch

SETTINGS = """\
about = "meeting"

[parameters.since]
type = "year"
help = "From when on"

[parameters.max-points]
type = "number"
default = 3
help = "How many"

[parameters.unused]
type = "text"
help = "Nothing"
"""


def test_parameters_are_names_with_types_and_unused_ones_are_named_at_their_place(workspace: Scratch) -> None:
    workspace.write("templates/note/template.toml", SETTINGS)
    text = "{{ parameters.since }}{{ parameters.max_points }}{{ parameters.max_ponts }}{{ parameters.since|when }}"
    workspace.write("templates/note/brief.md.j2", text)
    found = lint_workspace(open_workspace(workspace.root), "note", with_facts=False).diagnostics
    assert [str(d).replace("templates/note/", "") for d in found] == [
        "brief.md.j2:1:15: warning: 'parameters.since' may be missing [may-be-missing]"
        "\n  hint: put {% if parameters.since %} around it",
        "brief.md.j2:1:64: error: 'parameters' has no 'max_ponts' [undefined-name]\n  hint: did you mean 'max_points'?",
        "brief.md.j2:1:90: warning: 'parameters.since' may be missing [may-be-missing]"
        "\n  hint: put {% if parameters.since %} around it",
        "template.toml:12:1: warning: the parameter 'unused' is never used [unused]"
        "\n  hint: write {{ parameters.unused }} where it belongs, or leave it out",
    ]


@pytest.mark.slow
def test_a_variant_that_overrides_a_block_and_a_macro_is_sound(workspace: Scratch) -> None:
    workspace.write("templates/note/template.toml", 'about = "meeting"\n')
    text = '{% extends "shipped/meeting/brief.md.j2" %}\n{% macro m() %}{% endmacro %}\n'
    text += "{% block nothing %}{% endblock %}\n"
    workspace.write("templates/note/brief.md.j2", text)
    said = [str(d) for d in lint_workspace(open_workspace(workspace.root), "note", with_facts=False).diagnostics]
    assert said[0].startswith("templates/note/brief.md.j2:2:10: warning: the macro 'm' is never called [unused]")
    assert said[1].startswith(
        "templates/note/brief.md.j2:3:10: warning: 'shipped/meeting/brief.md.j2' has no block 'nothing' [not-printed]"
    )
    assert len(said) == 2


@pytest.mark.usefixtures("in_children")
@pytest.mark.slow
def test_a_template_without_end_is_stopped_and_the_others_are_looked_at(workspace: Scratch) -> None:
    workspace.write("templates/note/template.toml", 'about = "meeting"\n')
    workspace.write("templates/note/brief.md.j2", "{{ " + "(" * 3000 + "1" + ")" * 3000 + " }}")
    workspace.write("templates/other/template.toml", 'about = "meeting"\n')
    workspace.write("templates/other/brief.md.j2", "{{ meeting.dtae }}")
    said = [str(d) for d in lint_workspace(open_workspace(workspace.root), with_facts=False).diagnostics]
    assert "templates/note/brief.md.j2:1:1: error: brackets or blocks are nested too deeply" in said[0]
    assert any("templates/other/brief.md.j2:1:12: error: a meeting has no 'dtae'" in one for one in said)


@pytest.mark.slow
def test_a_character_that_nobody_sees_is_named_at_its_place(workspace: Scratch) -> None:
    workspace.write("templates/note/template.toml", 'about = "meeting"\n')
    workspace.write("templates/note/brief.md.j2", "one\ntwo \ue000 three")
    said = [str(d) for d in lint_workspace(open_workspace(workspace.root), "note", with_facts=False).diagnostics]
    assert said[0].startswith("templates/note/brief.md.j2:2:5: error: ")
