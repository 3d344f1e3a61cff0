"""How names, conditions and parts are followed."""

from __future__ import annotations

import pytest

from briefgen.cli.terminal import open_workspace
from briefgen.production.linting import lint_workspace
from tests.lint.one import said_of
from tests.workspaces import Scratch

CLEAN = {
    "a condition around a field": "{% if meeting.venue %}{{ meeting.venue }}{% endif %}",
    "a condition that is denied": "{% if not meeting.venue %}-{% else %}{{ meeting.venue }}{% endif %}",
    "a condition before": "{% if not meeting.venue %}-{% elif meeting.date %}{{ meeting.venue }}{% endif %}",
    "a condition in the line": "{{ meeting.venue if meeting.venue else '-' }}",
    "one or the other": "{{ meeting.venue or meeting.place or '-' }}",
    "a comparison": "{% if meeting.status == 'held' %}{{ meeting.status }}{% endif %}",
    "a field of a field": "{% if meeting.series.short %}{{ meeting.series }}: {{ meeting.series.short }}{% endif %}",
    "another name": "{% set venue = meeting.venue %}{% if venue %}{{ meeting.venue }}{{ venue }}{% endif %}",
    "a condition with a name": "{% set x = meeting.venue and meeting.date %}{% if x %}{{ meeting.venue }}{% endif %}",
    "a condition of a loop": "{% for p in meeting.people if p.post %}{{ p.post }}{% endfor %}",
    "a filter that chooses": "{% for p in meeting.people|where('party') %}{{ p.party }}{% endfor %}",
    "the first of a list that is not empty": "{% if meeting.names %}{{ meeting.names|first }}{% endif %}",
    "a list that is long enough": "{% if meeting.names|length > 1 %}{{ meeting.names|last }}{% endif %}",
    "a condition before a macro": "{% macro m(x) %}{{ x.venue }}{% endmacro %}"
    "{% if meeting.venue %}{{ m(meeting) }}{% endif %}",
    "a name set in each branch": "{% if meeting.date %}{% set x = 'a' %}{% else %}{% set x = 'b' %}{% endif %}{{ x }}",
    "a name that may be there": "{% if other is defined %}{{ 'x' }}{% endif %}",
    "pairs in a loop": "{% for a, b in [('x', meeting.gaps), ('y', meeting.gaps)] %}{{ a }}{{ b|listing }}{% endfor %}",
    "a block that is overridden": "{% block a %}{{ meeting.label }}{% endblock %}",
    "a kind that is asked for": "{% for p in meeting.people if p.of.kind == 'meeting' %}{{ p.of.label }}{% endfor %}",
    "raw text": "{% raw %}{{ nothing }}{% endraw %}",
}


@pytest.mark.few(8)
@pytest.mark.parametrize("case", CLEAN)
def test_what_is_sound_is_not_complained_of(case: str) -> None:
    assert said_of(CLEAN[case]) == ""


def test_a_block_of_the_outer_template_sees_the_names_of_the_inner_one() -> None:
    parts = {"_parts/base.md.j2": "{% block body %}{{ meeting.nmae }}{% endblock %}{{ meeting.label }}\n"}
    text = "{% extends '_parts/base.md.j2' %}{% block body %}{{ super() }}{{ meeting.dtae }}{% endblock %}"
    said = said_of(text, parts)
    assert "1:74: error: a meeting has no 'dtae'" in said
    assert "_parts/base.md.j2:1:28: error: a meeting has no 'nmae'" in said


def test_a_part_is_walked_with_the_names_around_it() -> None:
    parts = {"_parts/mine.md.j2": "{{ gap.questoin }}"}
    said = said_of("{% for gap in meeting.gaps %}{% include '_parts/mine.md.j2' %}{% endfor %}", parts)
    assert said.startswith("_parts/mine.md.j2:1:8: error: a gap has no 'questoin'")


def test_a_part_that_no_brief_includes_is_looked_at_all_the_same() -> None:
    said = said_of("x", {"_parts/lost.md.j2": "{{ meeting.dtae }}{{ whatever.it }}{{ 'x'|nothing }}"})
    assert "_parts/lost.md.j2:1:12: error:" in said
    assert "_parts/lost.md.j2:1:43: error: there is no filter 'nothing'" in said
    assert "whatever" not in said


def test_an_imported_part_does_not_see_the_names_around_it() -> None:
    parts = {"_parts/mine.md.j2": "{% macro m() %}{{ brief.label }}{% endmacro %}"}
    text = "{% import '_parts/mine.md.j2' as mine %}{{ mine.m() }}"
    assert "_parts/mine.md.j2:1:19: error: there is no 'brief' here" in said_of(text, parts)
    assert said_of(text.replace(" as mine", " as mine with context"), parts) == ""


def test_lines_and_columns_hold_with_other_ends_of_lines_and_letters() -> None:
    assert said_of("é\r\n«»\r\n  äö {{ meeting.dtae }}").startswith("3:17: error: ")


BASE = {
    "_parts/base.md.j2": "{% block body %}{% block one %}{{ meeting.label }}{% endblock %}"
    "{% block two %}b{% endblock %}{% endblock %}\n"
}
EXTENDS = '{% extends "_parts/base.md.j2" %}\n'


@pytest.mark.parametrize(
    "text",
    [
        "{% block body %}{{ self.two() }}{{ self.one() }}{% endblock %}",
        "{% block body %}{{ self.own() }}{% endblock %}{% block own %}a{% endblock %}",
        "{% block body %}{{ self.two() }}{% endblock %}{% block two %}{{ super() }}c{% endblock %}",
    ],
)
def test_sections_in_another_order_are_sound(text: str) -> None:
    assert said_of(EXTENDS + text + "\n", BASE) == ""


CASES = {
    "{% block body %}{{ self.tow() }}{% endblock %}": """\
2:25: error: this brief has no 'tow' [undefined-name]
  hint: did you mean 'two'?
""",
    "{% block body %}{{ self.two }}{% endblock %}": """\
2:25: error: this is a macro, not a text [unprintable]
  hint: call it: write ( ) behind it
""",
    "{% block body %}{{ self.body() }}{% endblock %}": """\
2:25: error: the template calls itself without end [template-cycle]
  hint: {{ super() }} is the section 'body' as it was before
""",
    "{% block body %}{{ self.two() }}{% endblock %}{% block one %}a{% endblock %}": """\
2:56: warning: the block 'one' is printed nowhere [not-printed]
  hint: put {{ self.one() }} where it is to stand, or leave the block out
""",
    "{% block two %}{{ meeting.lable }}{% endblock %}": """\
2:27: error: a meeting has no 'lable' [undefined-name]
  hint: did you mean 'label' or 'place'?
""",
}


@pytest.mark.few(2)
@pytest.mark.parametrize("text", CASES)
def test_what_is_wrong_with_sections(text: str) -> None:
    assert said_of(EXTENDS + text + "\n", BASE) == CASES[text]


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
