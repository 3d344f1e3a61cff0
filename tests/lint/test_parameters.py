"""Parameters that a kind's settings describe and its templates use."""

from __future__ import annotations

from dataclasses import replace

import pytest

from briefgen.briefs.kind import BriefKind
from briefgen.build.desk import Desk
from briefgen.build.linting import lint_workspace
from briefgen.build.store import Store
from briefgen.workspace import find_workspace
from tests.workspaces import Workspace


def test_a_parameter_that_no_template_uses_is_named_at_its_place(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = 'about = "meeting"\n\n[parameters.since]\nhelp = "x"\n[parameters.unused]\n'
    workspace.write("templates/note/template.toml", settings)
    workspace.write("templates/note/brief.md.j2", "{{ parameters.since }}{{ parameters.sicne }}")
    desk = Desk(find_workspace(workspace.root)[0], Store.of(workspace.root))
    plain = Desk.kind

    def kind(self: Desk, name: str) -> tuple[BriefKind, list[object]]:
        found, _ = plain(self, name)
        given = {"parameters": {"since": {"help": "x"}, "unused": {"help": ""}}} if name == "note" else {}
        return replace(found, settings={**found.settings, **given}), []

    monkeypatch.setattr(Desk, "kind", kind)
    said = [str(d) for d in lint_workspace(desk, "note", with_facts=False).diagnostics]
    assert said == [
        "templates/note/brief.md.j2:1:37: error: 'parameters' has no 'sicne' [undefined-name]"
        "\n  hint: did you mean 'since'?",
        "templates/note/template.toml:5:1: warning: the parameter 'unused' is never used [unused]"
        "\n  hint: write {{ parameters.unused }} where it belongs, or leave it out",
    ]
