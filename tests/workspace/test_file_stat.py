"""A file's size, times and inode stand for its content only where it cannot have been written again unseen."""

from __future__ import annotations

import os
from pathlib import Path
from time import time_ns

import pytest

from briefgen.workspace.file_stat import FINE_TICK, TICK, FileStat, digest_of_stats, file_stat_of, is_over

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
