"""A file's size, times and inode stand for its content only where it cannot have been written again unseen."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from time import time_ns

import pytest

from briefgen.workspace.file_stat import (
    BELOW,
    FILE,
    FINE_TICK,
    NAMES,
    TICK,
    FileStat,
    digest_of_stats,
    file_stat_of,
    is_over,
    look_of,
)

NOW = 10**18
LONG_AGO = NOW - 10 * TICK


@pytest.mark.parametrize(
    ("written", "changed", "over"),
    [
        (LONG_AGO, LONG_AGO, True),
        (LONG_AGO, NOW - 1, False),  # touched with an old time just now
        (NOW - 1, LONG_AGO, False),
        (NOW - TICK, NOW - TICK, False),
        (NOW + 10 * TICK, LONG_AGO, False),  # by a clock that was put back since
        (NOW - FINE_TICK - 2, NOW - FINE_TICK - 3, True),  # fine times
        (NOW - FINE_TICK - 5000, NOW - FINE_TICK - 3, True),  # also of whole microseconds: one of a thousand is
        (NOW - FINE_TICK + 1, NOW - FINE_TICK - 3, False),
        (NOW - FINE_TICK - 10**6, NOW - FINE_TICK - 3, False),  # one that may be of a coarse system
    ],
)
def test_a_state_counts_when_both_its_times_were_over(written: int, changed: int, over: bool) -> None:
    assert is_over((5, written, changed, 7), NOW) is over


def test_a_file_just_written_is_not_over_and_none_is(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("x")
    assert not is_over(file_stat_of(tmp_path / "a"), time_ns())
    assert file_stat_of(tmp_path / "b") is None
    assert is_over(None, time_ns())


def test_an_edit_changes_the_state_whatever_is_done_about_its_time(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_text("x")
    os.utime(path, ns=(1, 1))
    before = file_stat_of(path)
    path.write_text("y")
    os.utime(path, ns=(1, 1))
    after = file_stat_of(path)
    assert before is not None
    assert after is not None
    assert (before[:2], before != after) == (after[:2], True)


def test_a_look_takes_in_names_and_states() -> None:
    looks: list[list[tuple[str, FileStat | None]]] = [
        [("a", None)],
        [("b", None)],
        [("a", (1, 2, 3, 4))],
        [("a", None), ("b", None)],
        [],
    ]
    assert len({digest_of_stats(look) for look in looks}) == len(looks)


def test_on_windows_no_time_can_be_relied_on(monkeypatch: pytest.MonkeyPatch) -> None:
    long_ago = (1, 1, 1, 1)
    assert is_over(long_ago, 10**18)
    with monkeypatch.context() as patch:
        patch.setattr("os.name", "nt")
        found = is_over(long_ago, 10**18), is_over(None, 10**18)
    assert found == (False, True)


def test_what_stands_for_many_files_has_twenty_bytes_and_is_of_their_names_states_and_order() -> None:
    one, two = ("a", (1, 2, 3, 4)), ("b\udc80", None)
    looks = [digest_of_stats(states) for states in ([one, two], [two, one], [one], [("a", None), two], [])]
    assert len(set(looks)) == len(looks)
    assert {len(look) for look in looks} == {20}


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
