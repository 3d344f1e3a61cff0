"""Settings that are well written and with which no brief can be made are told where they stand."""

from __future__ import annotations

from briefgen.production.wrong_settings import wrong_settings
from briefgen.workspace.cache import Store
from briefgen.workspace.folder import find_workspace
from briefgen.workspace.workspace import Workspace
from tests.workspaces import Scratch


def told(workspace: Scratch) -> list[str]:
    folder, problems = find_workspace(workspace.root)
    assert problems == []
    return [f"{d.location} {d.code} {d.hint}" for d in wrong_settings(Workspace(folder, Store(None)))]


def test_the_shipped_settings_have_nothing_wrong(workspace: Scratch) -> None:
    assert told(workspace) == []


def test_a_marking_and_languages_that_there_are_not_are_told_where_they_stand(workspace: Scratch) -> None:
    workspace.write(
        "briefgen.toml",
        'language = "xx-yy-zz"\n[markings]\ndefault = "TLP:BLUE"\n[briefs.meeting]\n  language = "qq"\n',
    )
    workspace.write(
        "templates/theme/template.toml", 'language = "klingon"\n' + workspace.read("templates/theme/template.toml")
    )
    found = told(workspace)

    assert [line.split(" ")[:2] for line in found] == [
        ["briefgen.toml:3:1", "unknown-marking"],
        ["briefgen.toml:1:1", "unknown-language"],
        ["briefgen.toml:5:3", "unknown-language"],
        ["templates/theme/template.toml:1:1", "unknown-language"],
    ]
    assert "TLP:CLEAR" in found[0]
    assert "en-GB" in found[1]
