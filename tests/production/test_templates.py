"""What templates type is held against what records are called, by id and by name."""

from __future__ import annotations

import shutil

import pytest

from briefgen.production.templates import Templates, names_of
from briefgen.rendering.environment import Environment
from briefgen.workspace.cache import Store
from briefgen.workspace.folder import find_workspace
from briefgen.workspace.workspace import Workspace
from tests.workspaces import MEETING, Scratch

TYPED = """\
{% if "brasil" in meeting.lists[0].parties %}1{% endif %}
{% if meeting.country == "spane" %}2{% endif %}
{% for claim in meeting.claims|where("said_by", "example-secretary") %}3{% endfor %}
{% if meeting.series.record == "example-harvest" %}4{% endif %}
"""
RIGHT = """\
{% if "brazil" in meeting.lists[0].parties %}1{% endif %}
{% if meeting.country == "spain" or meeting.country == "Spain" %}2{% endif %}
{% for claim in meeting.claims|where("said_by", "example-secretariat") %}3{% endfor %}
{% if meeting.series.record == "Example Harvest Forum" %}4{% endif %}
"""


def told(desk: Scratch, text: str) -> list[str]:
    desk.write("templates/note/template.toml", 'about = "meeting"\n')
    desk.write("templates/note/brief.md.j2", text)
    found = Templates(Workspace(find_workspace(desk.root)[0], Store(None))).lint().diagnostics
    ours = [d for d in found if d.location.file == "templates/note/brief.md.j2" and d.code == "never-equal"]
    return [f"{d.location.line}: {d.message}; {d.hint}" for d in ours]


def test_an_id_that_no_record_has_is_told_with_the_nearest(workspace: Scratch) -> None:
    lines = told(workspace, TYPED + RIGHT)
    assert [line.partition("'; ")[0].partition(":")[0] for line in lines] == ["1", "2", "3", "4"]
    assert lines[0].startswith("1: 'an item of this' is never 'brasil': no record has this id or name; did you mean")
    assert "'brazil'" in lines[0]
    assert "'spain'" in lines[1]
    assert "'example-secretariat'" in lines[2]


def test_while_facts_cannot_be_read_no_id_is_called_wrong(workspace: Scratch) -> None:
    workspace.append(MEETING, "dtae: 2024\n")
    assert told(workspace, TYPED) == []
    assert names_of(Workspace(find_workspace(workspace.root)[0], Store(None)), frozenset({"meeting"})) is None


@pytest.mark.slow
def test_only_templates_that_somebody_can_mend_are_compiled_to_find_faults(
    workspace: Scratch, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.rmtree(workspace.root / "templates")  # those of the workspace; the program has its own
    compiled, compile_ = list[str](), Environment.compile

    def noting(self: Environment, source: object, name: str, **more: object) -> object:
        compiled.append(name)
        return compile_(self, source, name, **more)  # type: ignore[call-overload]

    monkeypatch.setattr(Environment, "compile", noting)
    told(workspace, "{{ meeting.date }}")
    assert compiled == ["note/brief.md.j2"]


@pytest.mark.slow
def test_a_check_looks_again_once_a_record_is_called_so(workspace: Scratch) -> None:
    workspace.write("templates/note/template.toml", 'about = "meeting"\n')
    workspace.write("templates/note/brief.md.j2", '{% if meeting.series == "sample-forum" %}x{% endif %}\n')
    assert "no record has this id or name" in workspace.do("check").out
    workspace.write("facts/series/sample-forum.yaml", workspace.read("facts/series/harvest-forum.yaml"))
    assert "no record has this id or name" not in workspace.do("check").out
