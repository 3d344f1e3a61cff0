"""Finding the workspace, and the folders in it."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefgen.errors import UsageProblem
from briefgen.workspace.folder import SETTINGS_FILE, find_workspace, shipped_templates


def test_the_nearest_folder_with_settings_at_or_above(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    deep = tmp_path / "desk/facts/meetings"
    deep.mkdir(parents=True)
    (tmp_path / SETTINGS_FILE).touch()
    (tmp_path / "desk" / SETTINGS_FILE).touch()
    for here in (deep, tmp_path / "desk"):
        monkeypatch.chdir(here)
        assert find_workspace(None)[0].root == tmp_path / "desk"
    monkeypatch.chdir(tmp_path)
    assert find_workspace(None)[0].root == tmp_path


def test_a_named_folder_needs_settings_or_facts(tmp_path: Path) -> None:
    with pytest.raises(UsageProblem, match="is no workspace"):
        find_workspace(tmp_path)
    (tmp_path / "facts").mkdir()
    assert find_workspace(tmp_path)[0].root == tmp_path
    with pytest.raises(UsageProblem, match="there is no folder"):
        find_workspace(tmp_path / "nowhere")


def test_folders_are_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("BRIEFGEN_ARCHIVE", raising=False)
    (tmp_path / SETTINGS_FILE).write_text('[folders]\nfacts = "records/"\n')
    workspace, problems = find_workspace(tmp_path)
    assert problems == []
    assert (workspace.folder("facts"), workspace.shown("facts")) == (tmp_path / "records", "records")
    assert workspace.folder("out") == tmp_path / "out"
    assert workspace.folder("archive") == tmp_path / "archive"
    monkeypatch.setenv("BRIEFGEN_ARCHIVE", "/elsewhere")
    assert workspace.folder("archive") == Path("/elsewhere")


def test_a_workspace_s_own_templates_go_first(tmp_path: Path) -> None:
    (tmp_path / SETTINGS_FILE).touch()
    workspace, _ = find_workspace(tmp_path)
    assert workspace.template_folders == [("(shipped) templates", shipped_templates())]
    (tmp_path / "templates").mkdir()
    assert [shown for shown, _ in workspace.template_folders] == ["templates", "(shipped) templates"]


def test_in_the_checkout_the_shipped_templates_are_its_own() -> None:
    workspace, _ = find_workspace(shipped_templates().parent)
    assert workspace.template_folders == [("templates", shipped_templates())]


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ('out = "../elsewhere"', "the folder '../elsewhere' of out is not a folder inside the workspace"),
        ('out = ""', "the folder '' of out is not a folder inside the workspace"),
        ('out = "facts/made"', "the folder 'facts/made' for briefs lies among facts or templates"),
        ('facts = "/"', "the folder '/' of facts is not a folder inside the workspace"),
    ],
)
def test_folders_lie_inside_the_workspace_and_apart(tmp_path: Path, settings: str, message: str) -> None:
    (tmp_path / SETTINGS_FILE).write_text(f"[folders]\n{settings}\n")
    _, problems = find_workspace(tmp_path)
    assert [(d.message, d.code) for d in problems] == [(message, "bad-folder")]


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ('[schedule]\nat = "25:99"', [("2:1", "bad-schedule")]),
        ('[schedule]\nevery = "7 minutes"', [("2:1", "bad-schedule")]),
        ('[schedule]\nat = "02:00"\nevery = "15 minutes"', [("3:1", "bad-schedule")]),
        ('[schedule]\nat = "02:00"', []),
        ('[briefs.meeting]\nschedule = "sometimes"', [("2:1", "bad-schedule")]),
        ('[hooks]\nwebhook = "http://example.org"', [("2:1", "bad-hook")]),
        ('[briefs."a b"]\nrecords = ["all"]', [("1:1", "bad-brief")]),
        ("[limits]\nseconds = 0", [("", "bad-choice")]),
        ("[limits]\nseconds = 1", []),
        ("[limits]\nmegabytes = 1000001", [("", "bad-choice")]),
    ],
)
def test_what_is_wrong_with_times_hooks_names_and_limits_is_told_at_its_line(
    tmp_path: Path, settings: str, said: list[tuple[str, str]]
) -> None:
    (tmp_path / SETTINGS_FILE).write_text(settings + "\n")
    _, problems = find_workspace(tmp_path)
    found = [(str(d.location).removeprefix(SETTINGS_FILE).lstrip(":"), d.code) for d in problems]
    assert found == said


def test_without_settings_a_workspace_has_those_that_the_manual_names(tmp_path: Path) -> None:
    (tmp_path / SETTINGS_FILE).touch()
    settings = find_workspace(tmp_path)[0].settings
    assert (settings["limits.seconds"], settings["limits.megabytes"]) == (6, 800)
    assert (settings["language"], settings["citation-style"]) == ("en-GB", "evidence")
    assert (settings["markings.scheme"][0], settings["markings.default"]) == ("TLP:CLEAR", "TLP:CLEAR")
    assert not any(settings[name] for name in settings if name.startswith(("hooks.", "schedule.", "plugins.")))


def test_an_empty_file_of_settings_marks_a_workspace_with_the_defaults(tmp_path: Path) -> None:
    (tmp_path / SETTINGS_FILE).touch()
    home, problems = find_workspace(tmp_path)
    assert (problems, home.settings["language"]) == ([], "en-GB")
