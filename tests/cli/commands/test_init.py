"""briefgen init: a workspace of one's own that builds and checks clean, and nothing overwritten."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from briefgen.cli.commands.init import settings_text
from briefgen.settings.toml import ANY, read_settings
from briefgen.workspace.folder import SETTINGS
from tests.workspaces import REPOSITORY, Scratch


@pytest.fixture
def empty(tmp_path: Path) -> Scratch:
    return Scratch(tmp_path / "desk")


def test_the_example_builds_and_checks_clean(empty: Scratch) -> None:
    assert empty.run("init", str(empty.root)).code == 0
    made = empty.run("meeting", "lisbon-2024", "-w", str(empty.root))
    assert (made.code, made.err) == (0, "")
    checked = empty.run("check", "-w", str(empty.root), "--strict")
    assert (checked.code, checked.err) == (0, "")


def test_it_tells_what_to_type_next(empty: Scratch, monkeypatch: pytest.MonkeyPatch) -> None:
    empty.root.mkdir()
    monkeypatch.chdir(empty.root.parent)
    assert empty.run("init", "desk").out == "made a workspace in desk\nnext: cd desk && briefgen meeting lisbon-2024\n"
    assert empty.run("meeting", "lisbon-2024", "-w", "desk", "-f", "md").code == 0


def test_in_the_folder_itself(empty: Scratch, monkeypatch: pytest.MonkeyPatch) -> None:
    empty.root.mkdir()
    monkeypatch.chdir(empty.root)
    assert "next: briefgen meeting lisbon-2024" in empty.run("init").out
    assert empty.run("meeting", "lisbon-2024", "-f", "md").code == 0


def test_the_templates_are_the_shipped_ones(empty: Scratch) -> None:
    empty.run("init", str(empty.root))
    shipped = REPOSITORY / "templates"
    for path in shipped.rglob("*"):
        if path.is_file():
            assert (empty.root / "templates" / path.relative_to(shipped)).read_bytes() == path.read_bytes()


def test_a_workspace_is_not_made_twice(empty: Scratch) -> None:
    empty.run("init", str(empty.root))
    before = contents(empty.root)
    again = empty.run("init", str(empty.root))
    assert again.code == 2
    assert "is a workspace already: it has a briefgen.toml" in again.err
    assert contents(empty.root) == before


def test_what_is_there_is_left_as_it_is(empty: Scratch) -> None:
    mine = {"facts/countries/brazil.yaml": "code: BR\nname: Brasil\n", ".gitignore": "mine\n", "notes.txt": "mine\n"}
    for name, text in mine.items():
        empty.write(name, text)
    made = empty.run("init", str(empty.root))
    assert made.code == 0
    assert "left as it was: facts/countries/brazil.yaml\n" in made.out
    assert {name: empty.read(name) for name in mine} == mine


def test_a_file_in_the_way_is_named(empty: Scratch) -> None:
    empty.root.write_text("a file")
    made = empty.run("init", str(empty.root))
    assert made.code == 2
    assert "is a file" in made.err
    assert empty.root.read_text() == "a file"


def test_a_folder_that_was_removed_under_ones_feet_is_no_fault(
    empty: Scratch, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gone = tmp_path / "gone"
    gone.mkdir()
    monkeypatch.chdir(gone)
    gone.rmdir()
    made = empty.run("init", str(empty.root))
    assert (made.code, made.err) == (0, "")


def test_every_setting_is_explained_and_shown_at_its_default() -> None:
    text = settings_text()
    assert tomllib.loads(text) == {section: {} for section in SETTINGS if section and not section.endswith(ANY)}
    assert all(f"#   {key}: " in text for key in SETTINGS["briefs.*"])
    taken = "\n".join(
        line.removeprefix("# ") if " = " in line and line[:4] != "#   " else line for line in text.splitlines()
    )
    values, problems = read_settings(taken.encode(), "briefgen.toml", SETTINGS)
    assert problems == []
    assert values == read_settings(None, "briefgen.toml", SETTINGS)[0]


def contents(folder: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
