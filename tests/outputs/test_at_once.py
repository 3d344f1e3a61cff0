"""Several runs at once: one state, one number for each issue, and no lock that outlives its holder."""

from __future__ import annotations

import os
import re
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from briefgen.executors import processes as executors
from briefgen.outputs.runlock import running
from tests.bench import Bench
from tests.faulty import die
from tests.incremental.test_build import outputs

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("wait", ["0", "60"])
def test_four_builds_at_once_come_to_exactly_the_new_state(bench: Bench, wait: str) -> None:
    bench.restore()
    children = [bench.start("build", "--jobs", "1", "--wait", wait) for _ in range(4)]
    ran = [bench.end(child) for child in children]
    assert {r.code for r in ran} <= ({0} if wait == "60" else {0, 3})
    assert any("2 briefs: 1 made, 1 merged" in r.out for r in ran)
    if wait == "60":
        assert sum("2 briefs: 1 fresh, 1 merged\n" in r.out for r in ran) == 3, ran
    for busy in (r.err for r in ran if r.code == 3):
        holder = re.search(r"another run of briefgen writes to .* \(process (\d+)\); try again when it has ended", busy)
        assert holder is not None
        assert int(holder[1]) in children
    assert outputs(bench.desk) == bench.new


def test_two_issues_at_once_make_one(bench: Bench) -> None:
    bench.restore()
    children = [bench.start("issue", "note", "one", "--without-edits", "--date", "2026-03-01") for _ in range(2)]
    ran = [bench.end(child) for child in children]
    assert {r.code for r in ran} <= {0, 3}
    assert sum("issue 1 in" in r.out for r in ran) == 1
    assert [p.name for p in (bench.desk.root / "out/issued/note/one").iterdir()] == ["1"]


def never_done(*_: object) -> None:
    """A task that says that it has begun, and goes on for ever."""
    with open(os.environ["BUSY"], "wb") as file:
        file.write(b"x")
    signal.pause()


@pytest.fixture
def alive() -> Iterator[tuple[int, int]]:
    """A pipe whose reading end comes to an end when no process holds the other one any more."""
    ours, theirs = os.pipe()
    yield ours, theirs
    os.close(ours)


def test_the_workers_of_a_killed_build_end_with_it_and_the_next_one_starts_at_once(
    bench: Bench, alive: tuple[int, int], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bench.restore()
    ours, theirs = alive
    busy = tmp_path / "busy"
    os.mkfifo(busy)
    monkeypatch.setenv("BUSY", str(busy))
    with monkeypatch.context() as patch:
        patch.setattr(executors, "make_report", never_done)
        child = bench.start("build", "--jobs", "2")
    os.close(theirs)
    with open(busy, "rb") as file:
        assert file.read(1) == b"x"
    os.kill(child, signal.SIGKILL)
    assert bench.end(child).code == -signal.SIGKILL
    with running(bench.desk.root / "out"):
        pass
    assert os.read(ours, 1) == b""
    assert bench.run("build", "--jobs", "2").code == 0
    assert outputs(bench.desk) == bench.new


def test_a_reader_always_has_a_whole_file_while_a_build_writes(bench: Bench) -> None:
    bench.restore()
    path = bench.desk.root / "out/note/two.md"
    child, seen = bench.start("build", "--jobs", "1"), set()
    while os.waitid(os.P_PID, child, os.WEXITED | os.WNOHANG | os.WNOWAIT) is None:
        seen.add(path.read_bytes())
    assert bench.end(child).code == 0
    assert seen <= {bench.old["note/two.md"], bench.new["note/two.md"]}
    assert bench.old["note/two.md"] in seen


def test_a_killed_holder_leaves_a_lock_that_is_free(bench: Bench) -> None:
    bench.restore()
    ran, _ = bench.build(60, die)
    assert ran.code == -signal.SIGKILL
    assert bench.run("build", "--jobs", "1").code == 0
