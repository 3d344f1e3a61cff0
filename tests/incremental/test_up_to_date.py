"""A build that has nothing to do looks at files from outside, and still sees whatever was done to one."""

from __future__ import annotations

import os
from pathlib import Path
from shutil import rmtree

import pytest

from briefgen.incremental.results import Status
from briefgen.incremental.up_to_date import status_by_hand
from briefgen.workspace import file_stat as stamps
from briefgen.workspace import inputs
from briefgen.workspace.cache import Store
from briefgen.workspace.folder import find_workspace
from briefgen.workspace.inputs import inputs_key
from tests.workspaces import MEETING, Ran, Scratch

OUTPUT = "out/meeting/lisbon-2024.md"
FRESH = "1 brief: 1 fresh\n"
BRIEFS = """
[briefs.meeting]
formats = ["md"]
"""


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Store:
    """A memory; files count as written long ago."""
    monkeypatch.setattr(stamps, "TICK", -(10**18))
    monkeypatch.setenv("BRIEFGEN_CACHE", str(tmp_path / "cache"))
    return Store(tmp_path)


def build(workspace: Scratch, *arguments: str) -> Ran:
    return workspace.run("build", "-w", str(workspace.root), "--jobs", "1", *arguments)


def rewrite(path: Path, old: str, new: str) -> None:
    """An edit in place that keeps the size and the time of writing."""
    assert len(old) == len(new)
    status, text = path.stat(), path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))


@pytest.fixture
def settled(workspace: Scratch, store: Store) -> Scratch:
    """A workspace with one standard brief, built; one more build has found nothing to do."""
    workspace.append("briefgen.toml", BRIEFS)
    assert build(workspace).code == 0
    assert build(workspace).out == FRESH
    return workspace


def test_an_edit_that_hides_its_size_and_time_is_seen(settled: Scratch) -> None:
    rewrite(settled.root / OUTPUT, "Lisbon", "Lisboa")
    assert "meeting/lisbon-2024.md was edited by hand" in build(settled).out
    assert "meeting/lisbon-2024.md was edited by hand" in build(settled).out
    rewrite(settled.root / OUTPUT, "Lisboa", "Lisbon")
    assert build(settled).out == FRESH


def test_an_edited_fact_that_hides_its_size_and_time_is_seen(settled: Scratch) -> None:
    rewrite(settled.root / MEETING, "status: listed", "status: absent")
    assert "attendance of meeting/lisbon-2024 changed" in build(settled, "--explain").out


@pytest.mark.few(1)
@pytest.mark.parametrize("name", [OUTPUT, "out/.briefgen/manifest.json"])
def test_a_file_that_is_gone_is_missed(settled: Scratch, name: str) -> None:
    (settled.root / name).unlink()
    built = build(settled)
    assert built.out != FRESH
    assert (settled.root / OUTPUT).is_file()


@pytest.mark.slow
def test_a_run_that_was_cut_off_is_seen(settled: Scratch) -> None:
    journal = settled.write("out/.briefgen/journal", '["meeting/lisbon-2024.md", "0", "meeting/lisbon-2024"]\n')
    assert build(settled).out == FRESH
    assert not journal.exists()


@pytest.mark.slow
def test_json_says_of_fresh_briefs_too_what_was_told(settled: Scratch) -> None:
    rmtree(settled.root / "archive")
    build(settled)
    assert build(settled).out == FRESH
    for entry in build(settled, "--json").json["briefs"]:
        assert (entry["standing"], entry["diagnostics"][0]["code"]) == ("fresh", "quote-unverified")


# --- the key of the inputs ---


def key(workspace: Scratch, store: Store) -> str:
    return inputs_key(find_workspace(workspace.root)[0], store=store)


def test_what_is_kept_gives_the_same_key_and_reads_nothing_again(
    workspace: Scratch, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = key(workspace, Store(None))
    assert key(workspace, store) == first
    monkeypatch.setattr(inputs, "_digest", lambda path: pytest.fail(f"{path} was read"))
    assert key(workspace, store) == first


def test_only_what_looks_other_is_read_again(workspace: Scratch, store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    first, real, read = key(workspace, store), inputs._digest, []
    rewrite(workspace.root / MEETING, "status: listed", "status: absent")

    def noting(path: str | None) -> str:
        read.append(path)
        return real(path)

    monkeypatch.setattr(inputs, "_digest", noting)
    assert key(workspace, store) != first
    assert [Path(path).name for path in read if path] == ["lisbon-2024.yaml"]


def test_a_file_so_new_that_an_edit_may_look_the_same_is_read(
    workspace: Scratch, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("TICK", "FINE_TICK"):
        monkeypatch.setattr(stamps, name, 10**12)
    real = stamps.file_stat_of(workspace.root / MEETING)
    monkeypatch.setattr(inputs, "file_stat_of", lambda _: real)  # a clock that stands still
    first = key(workspace, store)
    workspace.edit(MEETING, "status: listed", "status: absent")
    assert key(workspace, store) != first


def test_a_file_that_could_not_be_read_is_tried_again(
    workspace: Scratch, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = key(workspace, Store(None))
    with monkeypatch.context() as patch:
        patch.setattr(inputs, "_digest", lambda path: inputs.UNREADABLE if path else "")
        assert key(workspace, store) != whole
    assert key(workspace, store) == whole


def test_edits_that_are_not_merged_yet_count_before_those_that_are() -> None:
    found = [status_by_hand(edited, merged) for edited in ((), ("a",)) for merged in ((), ("b",))]
    assert found == [None, Status.MERGED, Status.EDITED, Status.EDITED]
