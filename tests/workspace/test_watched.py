"""Files and folders that look as they did, and whatever is done to one of them."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from briefgen.workspace.watched import BELOW, FILE, NAMES, look_of


def rewritten(path: Path) -> None:
    """Other words of the same size, and the time of writing put back."""
    status = path.stat()
    path.write_text("b" * status.st_size, "utf-8")
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))


CHANGES: dict[str, Callable[[Path], object]] = {
    "written anew in secret": lambda root: rewritten(root / "a/x.yaml"),
    "gone": lambda root: (root / "a/x.yaml").unlink(),
    "one more": lambda root: (root / "a/y.yaml").write_text("", "utf-8"),
    "one more below": lambda root: (root / "a/b").mkdir(),
    "another name": lambda root: (root / "a/x.yaml").rename(root / "a/z.yaml"),
    "another mode": lambda root: (root / "a/x.yaml").chmod(0o400),
    "behind a link": lambda root: rewritten(root / "elsewhere"),
}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "a").mkdir()
    (tmp_path / "a/x.yaml").write_text("aaaa", "utf-8")
    (tmp_path / "elsewhere").write_text("aaaa", "utf-8")
    (tmp_path / "a/link").symlink_to(tmp_path / "elsewhere")
    (tmp_path / "a/nowhere").symlink_to(tmp_path / "none")
    (tmp_path / "a/round").symlink_to(tmp_path / "a")
    return tmp_path


@pytest.mark.parametrize("change", CHANGES)
def test_whatever_is_done_to_a_file_below_a_folder_is_seen(root: Path, change: str) -> None:
    lines = [f"{BELOW}{root}/a"]
    before = look_of(lines)
    assert look_of(lines) == before
    CHANGES[change](root)
    if change == "another mode":  # a file that cannot be read is told by who reads it
        assert look_of([f"{FILE}{root}/a/x.yaml"]) != b""
    assert look_of(lines) != before


@pytest.mark.parametrize("name", [".x.swp", "~$x.docx", "__pycache__"])
def test_what_is_hidden_below_a_folder_is_no_part_of_it(root: Path, name: str) -> None:
    lines = [f"{BELOW}{root}/a"]
    before = look_of(lines)
    (root / "a" / name).write_text("", "utf-8")
    assert look_of(lines) == before


def test_a_lock_beside_a_brief_is_among_the_names_of_its_folder(root: Path) -> None:
    lines = [f"{NAMES}{root}/a"]
    before = look_of(lines)
    (root / "a/~$x.docx").write_text("", "utf-8")
    assert look_of(lines) != before


def test_a_file_and_a_folder_that_are_not_there_are_missed_when_they_come(root: Path) -> None:
    for line, make in (
        (f"{FILE}{root}/new", Path.touch),
        (f"{BELOW}{root}/n", Path.mkdir),
        (f"{NAMES}{root}/m", Path.mkdir),
    ):
        before = look_of([line])
        make(Path(line.partition(" ")[2]))
        assert look_of([line]) != before


def test_a_link_in_the_place_of_a_file_is_seen(root: Path) -> None:
    lines = [f"{FILE}{root}/a/x.yaml"]
    before = look_of(lines)
    (root / "a/x.yaml").rename(root / "moved")
    (root / "a/x.yaml").symlink_to(root / "moved")
    assert look_of(lines) != before


def test_nothing_is_relied_on_that_was_changed_just_then(root: Path) -> None:
    lines = [f"{BELOW}{root}/a"]
    newest = max(path.stat().st_ctime_ns for path in (root / "a", root / "a/x.yaml", root / "elsewhere"))
    assert look_of(lines, newest) == b""
    assert look_of(lines, newest + 10**10) == look_of(lines)
