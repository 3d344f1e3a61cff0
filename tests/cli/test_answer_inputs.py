"""What a command that changed nothing names as what its answer rests on."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefgen.cli.answer_inputs import files_watched, help_with_inputs, with_inputs
from briefgen.cli.answers import CodeWithInputs
from briefgen.cli.terminal import open_workspace
from tests.workspaces import Scratch


def test_a_workspace_that_was_looked_for_may_be_hidden_by_a_nearer_one(
    workspace: Scratch, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(workspace.root / "facts/meetings")
    looked = with_inputs(1, open_workspace(None), None)
    assert isinstance(looked, CodeWithInputs)
    assert looked == 1
    assert f"file {workspace.root}/facts/briefgen.toml" in looked.watched
    named = with_inputs(1, open_workspace(workspace.root), workspace.root)
    assert isinstance(named, CodeWithInputs)
    assert f"file {workspace.root}/facts/briefgen.toml" not in named.watched


def test_help_without_a_workspace_rests_on_there_being_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    looked = help_with_inputs(None)
    assert isinstance(looked, CodeWithInputs)
    assert {f"file {tmp_path}/briefgen.toml", "file //briefgen.toml"} <= set(looked.watched)
    assert not isinstance(help_with_inputs(tmp_path), CodeWithInputs)  # it would be said to be no workspace


def test_a_file_is_watched_with_its_folders(tmp_path: Path) -> None:
    found = list(files_watched(tmp_path, ["board/meeting/x.md"]))
    assert found[:4] == [
        f"file {tmp_path}/board/meeting/x.md",
        f"names {tmp_path}/board/meeting",
        f"names {tmp_path}/board",
        f"names {tmp_path}/",
    ]
    assert f"file {tmp_path}/.briefgen/manifest.json" in found
