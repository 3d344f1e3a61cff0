"""Hooks of a workspace that came from somebody else: they run where somebody has looked at them, and nowhere else."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.workspaces import Ran, Scratch

BRIEFS = """
[briefs.meeting]
formats = ["md"]
"""


@pytest.fixture
def desk(workspace: Scratch, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Scratch:
    """A workspace whose hook leaves a file."""
    monkeypatch.setenv("BRIEFGEN_CONFIG", str(tmp_path / "config"))
    workspace.write("hook.py", "open('ran', 'a').write('x')")
    hook(workspace, sys.executable, "hook.py")
    return workspace


def hook(desk: Scratch, *words: str) -> None:
    desk.write("briefgen.toml", f"[hooks]\ncommand = {list(words)!r}\n".replace("'", '"') + BRIEFS)


def build(desk: Scratch, *arguments: str) -> Ran:
    """A build that has something to tell."""
    (desk.root / "out/meeting/lisbon-2024.md").unlink(missing_ok=True)
    return desk.build(*arguments)


def runs(desk: Scratch) -> int:
    ran = desk.root / "ran"
    return len(ran.read_text()) if ran.exists() else 0


def test_a_hook_runs_only_once_it_is_trusted(desk: Scratch) -> None:
    ran = build(desk)
    assert (ran.code, runs(desk)) == (1, 0)
    assert "briefgen.toml:1:1: error: the hooks of this workspace were not run" in ran.err
    assert "[hooks-untrusted]" in ran.err
    assert (desk.root / "out/meeting/lisbon-2024.md").is_file()
    quiet = desk.build()
    assert (quiet.code, quiet.err) == (0, "")  # there is nothing to tell
    said = desk.do("trust")
    assert (said.code, said.out.startswith('command = ["')) == (0, True)
    assert (build(desk).code, runs(desk)) == (0, 1)


def test_hooks_that_change_are_to_be_trusted_again(desk: Scratch) -> None:
    desk.do("trust")
    hook(desk, sys.executable, "hook.py", "more")
    assert (build(desk).code, runs(desk)) == (1, 0)
    hook(desk, sys.executable, "hook.py")
    assert build(desk).code == 0
    desk.append("hook.py", "\n# changed")
    assert (build(desk).code, runs(desk)) == (1, 1)


def test_a_workspace_is_trusted_where_it_lies(desk: Scratch, tmp_path: Path) -> None:
    desk.do("trust")
    desk.root.rename(tmp_path / "moved")
    assert build(Scratch(tmp_path / "moved")).code == 1
    assert build(Scratch(tmp_path / "moved"), "--no-hooks").code == 0
    assert runs(Scratch(tmp_path / "moved")) == 0


def test_trust_can_be_taken_back(desk: Scratch) -> None:
    desk.do("trust")
    assert desk.do("trust", "--forget").code == 0
    assert (build(desk).code, runs(desk)) == (1, 0)


def test_the_owner_of_a_machine_may_trust_all(desk: Scratch, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BRIEFGEN_TRUST_HOOKS", "1")
    assert (build(desk).code, runs(desk)) == (0, 1)


@pytest.mark.parametrize("damage", ["[", "[]", "[" * 100_000, "{}"])
def test_what_is_trusted_may_be_damaged(desk: Scratch, tmp_path: Path, damage: str) -> None:
    desk.do("trust")
    (tmp_path / "config/trusted.json").write_text(damage)
    assert (build(desk).code, runs(desk)) == (1, 0)


def test_without_hooks_there_is_nothing_to_trust(desk: Scratch) -> None:
    desk.write("briefgen.toml", BRIEFS)
    ran = desk.do("trust")
    assert (ran.code, "this workspace has no hooks" in ran.err) == (2, True)
    assert build(desk).code == 0
