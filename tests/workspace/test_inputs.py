"""The key of a brief changes with whatever decides its bytes, and with nothing else."""

from __future__ import annotations

import os
import time
from pathlib import Path
from shutil import rmtree

import pytest

from briefgen.disk import read_file
from briefgen.facts.store.fact_rows import pack, unpack
from briefgen.workspace import file_stat
from briefgen.workspace.cache import Store
from briefgen.workspace.file_stat import BELOW, FileStats, look_of
from briefgen.workspace.folder import find_workspace
from briefgen.workspace.inputs import DIGESTS, LOOK, inputs_key, templates_are_shipped, templates_key
from briefgen.workspace.workspace import Workspace
from tests.workspaces import MEETING, REPOSITORY, Scratch


def key(workspace: Scratch, *words: str) -> str:
    return inputs_key(find_workspace(workspace.root)[0], *(words or ("meeting", "lisbon-2024", "md")))


@pytest.mark.parametrize(
    "name",
    [
        *(MEETING, "facts/countries/brazil.yaml", "archive/example-gazette.txt"),
        *("templates/meeting/brief.md.j2", "templates/_parts/words.md.j2"),
    ],
)
def test_an_edited_file_changes_the_key(workspace: Scratch, name: str) -> None:
    before = key(workspace)
    workspace.append(name, "\n")
    assert key(workspace) != before


@pytest.mark.parametrize("name", ["briefgen.toml", "templates/meeting/template.toml"])
def test_a_setting_changes_the_key(workspace: Scratch, name: str) -> None:
    before = key(workspace)
    workspace.write(name, 'author = "Somebody"\n' if name == "briefgen.toml" else 'label = "Other"\n')
    assert key(workspace) != before


def test_the_house_document_changes_the_key(workspace: Scratch) -> None:
    before = key(workspace)
    workspace.write("templates/house.docx", (workspace.root / "templates/house.docx").read_bytes() + b"\0")
    assert key(workspace) != before


@pytest.mark.parametrize("name", ["facts/countries/chile.yaml", "templates/new/brief.md.j2"])
def test_a_new_a_moved_and_a_removed_file_change_the_key(workspace: Scratch, name: str) -> None:
    without = key(workspace)
    path = workspace.write(name, "code: CL\n")
    with_it = key(workspace)
    renamed = path.rename(path.with_name("z" + path.name))
    moved = key(workspace)
    renamed.unlink()
    if not any(path.parent.iterdir()):
        path.parent.rmdir()
    assert len({without, with_it, moved}) == 3
    assert key(workspace) == without


def test_content_that_moves_from_one_file_to_the_next_changes_the_key(workspace: Scratch) -> None:
    workspace.write("facts/countries/a.yaml", "ab")
    workspace.write("facts/countries/b.yaml", "c")
    before = key(workspace)
    workspace.write("facts/countries/a.yaml", "a")
    workspace.write("facts/countries/b.yaml", "bc")
    assert key(workspace) != before


def test_what_is_asked_for_is_part_of_the_key(workspace: Scratch) -> None:
    asked = [("meeting", "a", "md"), ("meeting", "a"), ("meeting", "amd"), ("meetinga", "md"), ("country", "a", "md")]
    assert len({key(workspace, *words) for words in asked}) == len(asked)


def test_touching_and_unrelated_files_change_nothing(workspace: Scratch) -> None:
    before = key(workspace)
    for path in [*(workspace.root / "facts").rglob("*"), *(workspace.root / "templates").rglob("*")]:
        workspace.written_at(path, 1)
    workspace.write("out/meeting/lisbon-2024.md", "x")
    workspace.write("facts/meetings/.lisbon-2024.yaml.swp", "x")
    workspace.write("templates/~$house.docx", "x")
    assert key(workspace) == before


def test_a_folder_of_facts_behind_a_link_counts(workspace: Scratch, tmp_path: Path) -> None:
    elsewhere = tmp_path / "countries"
    (workspace.root / "facts/countries").rename(elsewhere)
    (workspace.root / "facts/countries").symlink_to(elsewhere)
    before = key(workspace)
    (elsewhere / "brazil.yaml").write_text("code: BR\nname: Brasil\n")
    assert key(workspace) != before


def test_links_in_a_circle_come_to_an_end(workspace: Scratch) -> None:
    (workspace.root / "facts/countries/again").symlink_to(workspace.root / "facts")
    assert key(workspace) == key(workspace)


def test_the_place_of_the_workspace_is_no_part_of_the_key(workspace: Scratch, tmp_path: Path) -> None:
    before = key(workspace)
    moved = Scratch(workspace.root.rename(tmp_path / "elsewhere"))
    assert key(moved) == before


def test_what_was_saved_after_a_look_counts_at_the_next(workspace: Scratch, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(file_stat, "TICK", -(10**18))  # files count as written long ago
    home, store, look = find_workspace(workspace.root)[0], Store(workspace.root / "kept"), FileStats()
    (workspace.root / "kept").mkdir()
    first = inputs_key(home, store=store)
    look.taken = time.time_ns()
    look_of([f"{BELOW}{workspace.root}/facts"], states=look.states)
    workspace.append(MEETING, "\n")
    assert inputs_key(home, store=store, look=look) == first
    assert inputs_key(home, store=store, look=look) != first
    edited = workspace.root / MEETING
    assert look.states[str(edited)] == file_stat.file_stat_of(edited)


def test_a_digest_is_only_kept_of_what_could_be_read_and_is_over(
    workspace: Scratch, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file written just now could be written again and look the same; one that cannot be read may be mended."""
    monkeypatch.setattr(file_stat, "FINE_TICK", file_stat.TICK)
    home, store = find_workspace(workspace.root)[0], Store(tmp_path)
    workspace.append(MEETING, "\n")
    first = inputs_key(home, store=store)
    assert store.get(LOOK) is None
    assert MEETING not in (unpack(store.get(DIGESTS)) or {})
    monkeypatch.setattr(file_stat, "TICK", -(10**18))  # files count as written long ago
    assert inputs_key(home, store=store) == first
    assert (store.get(LOOK) is None, MEETING in unpack(store.get(DIGESTS))) == (False, True)


@pytest.mark.parametrize("damage", [b"nothing of ours", pack([1]), pack(7), pack({})])
def test_digests_that_were_damaged_are_worked_out_again(tmp_path: Path, damage: bytes) -> None:
    (tmp_path / "briefgen.toml").write_text("")
    (tmp_path / "cache").mkdir()
    home, store = find_workspace(tmp_path)[0], Store(tmp_path / "cache")
    first = inputs_key(home, store=store)
    store.put(DIGESTS, damage)
    assert inputs_key(home, store=store) == first


# --- the key of the templates alone -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "counts"),
    [
        ("briefgen.toml", True),
        ("templates/meeting/brief.md.j2", True),
        ("templates/_parts/new.md.j2", True),
        ("facts/countries/brazil.yaml", False),
        ("archive/example-gazette.txt", False),
    ],
)
def test_the_key_of_templates_takes_in_templates_and_settings(workspace: Scratch, name: str, counts: bool) -> None:
    home, store = find_workspace(workspace.root)[0], Store(None)
    before = templates_key(home, store)
    path = workspace.root / name
    workspace.write(name, (path.read_text() if path.exists() else "") + "\n")
    assert (templates_key(home, store) != before) == counts
    assert templates_key(home, store, "x") != templates_key(home, store)


def test_digests_that_are_kept_give_the_same_key_of_templates(workspace: Scratch, tmp_path: Path) -> None:
    home, store = find_workspace(workspace.root)[0], Store(tmp_path)
    fresh = templates_key(home, Store(None))
    inputs_key(home, store=store)
    assert templates_key(home, store) == fresh


def test_a_file_of_facts_that_looks_as_it_did_is_not_read_and_one_that_does_not_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "facts/themes/tides.yaml"
    path.parent.mkdir(parents=True)
    path.write_text("label: tides\n", "utf-8")
    (tmp_path / "briefgen.toml").write_text("")
    (tmp_path / "kept").mkdir()
    old = time.time() - 60
    os.utime(path, (old, old))
    kept, (home, _) = Store(tmp_path / "kept"), find_workspace(tmp_path)
    monkeypatch.setattr("briefgen.workspace.inputs.is_over", lambda *_: True)  # as if all were long ago
    inputs_key(home, "build", store=kept)
    Workspace(home, kept).facts.base.prepare()
    read: list[str] = []
    plain = read_file

    def noted(one: str, limit: int) -> bytes:
        read.append(Path(one).name)
        return plain(one, limit)

    monkeypatch.setattr("briefgen.facts.files.read_file", noted)
    before = Workspace(home, kept).facts
    assert "tides.yaml" not in read
    path.write_text("label: tidal\n", "utf-8")  # as long as it was
    os.utime(path, (old, old))
    after = Workspace(home, kept).facts
    assert read.count("tides.yaml") == 1
    assert [one.base.label("theme/tides") for one in (before, after)] == ["tides", "tidal"]


def test_templates_that_came_with_the_program_are_told_from_those_that_were_changed(workspace: Scratch) -> None:
    def are_shipped() -> bool:
        return templates_are_shipped(find_workspace(workspace.root)[0])

    assert are_shipped()
    workspace.write("templates/README.md", "Ours.")
    assert are_shipped()
    workspace.append("templates/_parts/gaps.md.j2", "{# ours #}")
    assert not are_shipped()
    rmtree(workspace.root / "templates")
    assert are_shipped()
    workspace.write("templates/house.docx", b"one of our own")
    assert not are_shipped()
    assert not templates_are_shipped(find_workspace(REPOSITORY)[0])  # where they are written
