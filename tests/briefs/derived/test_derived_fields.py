"""What is derived for a record beyond its own fields; in a line it is the answer of its brief, wherever it stands."""

from __future__ import annotations

from briefgen.briefs.derived.derived_fields import EVERY, by_kind
from briefgen.facts.kinds import shipped_kinds
from briefgen.model.schema import SESSION
from tests.workspaces import Scratch


def test_what_every_kind_has_hides_no_field_of_a_record() -> None:
    schema = shipped_kinds().schema
    tables = {EVERY: {"documents": 1, "gaps": 2}, SESSION: {"claims": 3}}
    found = by_kind(schema, tables)
    assert found["meeting"] == {"gaps": 2, "claims": 3}
    assert found["organisation"] == {"documents": 1, "gaps": 2}
    assert found["gap"] == {}


OWN = """\
{% extends "shipped/meeting/brief.md.j2" %}
{% block answer %}
**{{ meeting.place }} {{ depth }}.** {{ parameters.own }}

**Twice.**
{% endblock %}
"""


def lines(workspace: Scratch) -> str:
    workspace.write("templates/note/template.toml", 'about = "selection"\nformats = ["md"]\n')
    template = "# x\n\n{% for row in selection.rows if row.line %}- {{ row.line }}\n{% endfor %}\n"
    workspace.write("templates/note/brief.md.j2", template)
    made = workspace.run("note", "-w", str(workspace.root))
    assert (made.code, made.err) == (0, "")
    return workspace.read("out/note/note.md").split("\n\n[^1]: ")[0]


def test_a_line_is_the_answer_of_the_brief_of_its_kind_with_its_notes(workspace: Scratch) -> None:
    assert "- The meeting took place in Lisbon on 11 March 2024" in lines(workspace)
    assert "[^1]" in lines(workspace)


def test_a_line_follows_the_template_and_the_parameters_of_the_workspace(workspace: Scratch) -> None:
    settings = (
        'about = "meeting"\n[parameters.depth]\ntype = "choice"\nchoices = ["line", "brief"]\ndefault = "brief"\n'
    )
    workspace.write("templates/meeting/template.toml", settings + '[parameters.own]\ndefault = "Mine."\n')
    workspace.write("templates/meeting/brief.md.j2", OWN)

    assert "- Lisbon line.[^1] Mine. Twice." in lines(workspace)


def test_a_kind_without_a_brief_has_no_line(workspace: Scratch) -> None:
    assert lines(workspace).count("- ") == 2  # the meeting and the document; what was claimed has no brief
