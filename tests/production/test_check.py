"""What a check found is kept as long as nothing has changed, and is always what a fresh check would find."""

from __future__ import annotations

import os
import random
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from shutil import copytree

import pytest

from briefgen.production.check import SLOT, check
from briefgen.production.checking import LINT, check_workspace
from briefgen.production.request import Checking
from briefgen.workspace.cache import Store
from briefgen.workspace.folder import find_workspace
from briefgen.workspace.workspace import Workspace
from tests.workspaces import MEETING, Scratch

TEXT = "archive/example-gazette.txt"
NAMES = [MEETING, "facts/countries/brazil.yaml", "facts/sources/example-gazette.yaml", "facts/quotes.lock"]
NAMES += ["facts/words.yaml", "facts/stray.yaml", TEXT, "templates/meeting/brief.md.j2", "briefgen.toml"]
LINES = ["place: Porto\n", "discussion: The regime fell.\n", "venue: TBD\n", "gibberish\n", "words: []\n", "{{ x }\n"]
Edit = Callable[[Scratch, random.Random], object]


def opened(workspace: Scratch, store: Path) -> Workspace:
    """The workspace with a store that begins with what is kept of the example."""
    if not store.is_dir():
        copytree(Store.of(workspace.root).folder or "", store)
    return Workspace(find_workspace(workspace.root)[0], Store(store))


def append(workspace: Scratch, chance: random.Random) -> None:
    name = chance.choice(NAMES)
    if (workspace.root / name).is_file():
        workspace.append(name, chance.choice(LINES))


def write(workspace: Scratch, chance: random.Random) -> None:
    name = chance.choice([n for n in NAMES if n != "briefgen.toml"])
    remove_file(workspace, name)
    workspace.write(name, chance.choice(LINES))


def remove(workspace: Scratch, chance: random.Random) -> None:
    remove_file(workspace, chance.choice([n for n in NAMES if n != "briefgen.toml"]))


def remove_file(workspace: Scratch, name: str) -> None:
    (workspace.root / name).unlink(missing_ok=True)


def pipe(workspace: Scratch, chance: random.Random) -> None:
    name = chance.choice(["facts/meetings/pipe.yaml", TEXT])
    remove_file(workspace, name)
    os.mkfifo(workspace.root / name)


def folder(workspace: Scratch, chance: random.Random) -> None:
    (workspace.root / chance.choice(["facts/meetings/more", "facts/odd", "templates/odd"])).mkdir(exist_ok=True)


def link(workspace: Scratch, chance: random.Random) -> None:
    remove_file(workspace, TEXT)
    (workspace.root / TEXT).symlink_to(chance.choice(["gone.txt", "../briefgen.toml", "/dev/null"]))


def restore(workspace: Scratch, chance: random.Random) -> None:
    """The archived text with other words of the same length, or as it was."""
    remove_file(workspace, TEXT)
    workspace.write(TEXT, chance.choice(["The gazette.\n", "Gazettes, I.\n"]))


EDITS: list[Edit] = [append, append, write, remove, pipe, folder, link, restore]


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(2))
def test_a_kept_result_equals_a_fresh_one_however_files_are_edited(
    workspace: Scratch, tmp_path: Path, seed: int
) -> None:
    chance = random.Random(seed)
    seen = set()
    for _ in range(9):
        kept = check(opened(workspace, tmp_path / "kept"))
        fresh = check_workspace(opened(workspace, tmp_path / "fresh"))
        assert kept == fresh
        assert check(opened(workspace, tmp_path / "kept")) == fresh
        seen.add(kept.diagnostics)
        chance.choice(EDITS)(workspace, chance)
    assert len(seen) > 3


def test_what_is_unchanged_is_not_checked_again(workspace: Scratch, tmp_path: Path) -> None:
    first = check(opened(workspace, tmp_path / "store"))
    again = opened(workspace, tmp_path / "store")
    assert check(again) == first
    assert "facts" not in vars(again)  # nobody has asked for them


@pytest.mark.slow
def test_a_file_saved_during_the_check_keeps_nothing(
    workspace: Scratch, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def saved_meanwhile(at: Workspace) -> Checking:
        workspace.append(MEETING, "venue: TBD\n")
        return check_workspace(at)

    monkeypatch.setattr("briefgen.production.checking.check_workspace", saved_meanwhile)
    before = workspace.read(MEETING)
    assert any(d.code == "placeholder" for d in check(opened(workspace, tmp_path / "store")).diagnostics)
    workspace.write(MEETING, before)
    monkeypatch.undo()
    assert not any(d.code == "placeholder" for d in check(opened(workspace, tmp_path / "store")).diagnostics)


@pytest.mark.slow
def test_a_damaged_or_foreign_result_is_no_result(workspace: Scratch, tmp_path: Path) -> None:
    first = check(opened(workspace, tmp_path / "store"))
    for key in (b"", b"another"):
        Store(tmp_path / "store").keep_value(SLOT, key, Checking((), {}, 0, 0))
        assert check(opened(workspace, tmp_path / "store")) == first


@pytest.mark.slow
def test_a_repeated_check_imports_neither_rules_nor_templates_nor_models(
    workspace: Scratch, tmp_path: Path, environment: dict[str, str]
) -> None:
    rooms = ("briefgen.facts", "briefgen.rendering", "briefgen.checks.")
    (tmp_path / "cache").mkdir(mode=0o700)
    variables = {**environment, "BRIEFGEN_CACHE": str(tmp_path / "cache")}
    imported_by_check(workspace, variables, rooms)
    packing = ["briefgen.facts", "briefgen.facts.store", "briefgen.facts.store.fact_rows"]  # how all is kept
    assert imported_by_check(workspace, variables, rooms) == f"0 {['briefgen.checks.report', *packing]}"


def imported_by_check(workspace: Scratch, variables: dict[str, str], rooms: tuple[str, ...]) -> str:
    """The exit code of a check, and what it imports of some rooms and of large libraries."""
    program = (
        "import sys; from briefgen.cli.run import run; code = run(['check']);"
        "print(code, sorted(m for m in sys.modules if m in ('jinja2', 'yaml', 'pydantic', 'docx', 'babel')"
        f" or m.startswith({rooms})))"
    )
    command = [sys.executable, "-c", program]
    ran = subprocess.run(command, cwd=workspace.root, env=variables, capture_output=True, text=True, check=True)
    return ran.stdout.splitlines()[-1]


# --- templates that did not change ------------------------------------------------------------------


def test_a_changed_fact_has_no_template_read_again(
    workspace: Scratch, tmp_path: Path, environment: dict[str, str]
) -> None:
    (tmp_path / "cache").mkdir(mode=0o700)
    variables = {**environment, "BRIEFGEN_CACHE": str(tmp_path / "cache")}
    imported_by_check(workspace, variables, ())
    workspace.append(MEETING, "# a note\n")
    said = imported_by_check(workspace, variables, ("briefgen.lint", "briefgen.wordtemplates"))
    assert "yaml" in said
    assert "jinja2" not in said
    assert "briefgen" not in said


@pytest.mark.slow
def test_what_a_template_has_wrong_is_told_again_while_facts_change(workspace: Scratch, tmp_path: Path) -> None:
    workspace.append("templates/meeting/brief.md.j2", "{{ meeting.dtae }}\n")
    store = tmp_path / "store"
    first = check(opened(workspace, store)).diagnostics
    workspace.append(MEETING, "# a note\n")
    assert check(opened(workspace, store)).diagnostics == first
    assert "undefined-name" in {d.code for d in first}


@pytest.mark.slow
def test_what_was_stopped_by_a_limit_is_tried_again(
    workspace: Scratch, tmp_path: Path, environment: dict[str, str]
) -> None:
    """In processes of their own: this one may have room at hand that no limit counts."""
    workspace.write("templates/large/template.toml", 'about = "meeting"\n')
    workspace.write("templates/large/brief.md.j2", "{{ meeting.date }}\n" * 50_000)
    workspace.write("briefgen.toml", "limits.megabytes = 100\n")
    (tmp_path / "cache").mkdir(mode=0o700)
    variables = {**environment, "BRIEFGEN_CACHE": str(tmp_path / "cache")}
    for _ in range(2):
        command = [sys.executable, "-m", "briefgen", "check"]
        ran = subprocess.run(command, cwd=workspace.root, env=variables, capture_output=True, text=True, check=False)
        assert ran.returncode == 1
        assert "[too-big]" in ran.stdout or "[too-slow]" in ran.stdout


@pytest.mark.few(1)
@pytest.mark.parametrize("content", [b"[]", b"{", b'["key", [{}]]'])
def test_a_damaged_memory_of_templates_is_none(workspace: Scratch, tmp_path: Path, content: bytes) -> None:
    store = tmp_path / "store"
    first = check_workspace(opened(workspace, store))
    Store(store).put(LINT, content)
    assert check_workspace(opened(workspace, store)) == first
