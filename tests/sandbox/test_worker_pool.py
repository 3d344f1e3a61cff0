"""A few processes do many things one after another; what fails there costs one thing, and leaves nobody behind."""

from __future__ import annotations

import os
import resource
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from briefgen.diagnostics import Diagnostic, Location
from briefgen.errors import Overrun, Problems, UsageProblem
from briefgen.sandbox import bounded as sandbox
from briefgen.sandbox import worker_pool
from briefgen.sandbox.bounded import bounded, busy_with
from briefgen.sandbox.limits import Limits, own_limits
from briefgen.sandbox.worker_pool import done_by_workers
from tests.sandbox.test_bounded import _runs, grow, no_copy, spin
from tests.workspaces import REPOSITORY

pytestmark = pytest.mark.usefixtures("in_children")

MOST = 10_000_000
LIMITS = Limits(1, 300)
FILE = "templates/x/brief.md.j2"


def came(work: Callable[[int], object], count: int = 9, size: int = 2, most: int = MOST) -> dict[int, object]:
    """What came of each number: what was returned, or what kind of failure it is and whom it names."""
    found = {}
    for done in done_by_workers(work, range(count), size, most):
        kind, content = done.outcome
        if isinstance(content, Overrun):
            content = content.code
        found[done.thing] = content if kind == "result" else (kind, content, done.file)
    return found


def test_each_thing_is_done_once_by_few() -> None:
    found = came(lambda n: (n * n, os.getpid()), 40)
    assert {n: value[0] for n, value in found.items()} == {n: n * n for n in range(40)}  # type: ignore[index]
    assert len({value[1] for value in found.values()}) == 2  # type: ignore[index]


def test_a_process_with_more_than_a_thousand_open_files_has_its_work_done() -> None:
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, min(hard, 2048)), hard))
    taken = [os.open(os.devnull, os.O_RDONLY) for _ in range(1030)]
    try:
        assert came(lambda n: n * n, 4) == {n: n * n for n in range(4)}
    finally:
        for one in taken:
            os.close(one)
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


def test_few_things_are_shared_out_and_nobody_has_many_before_him_while_another_has_none() -> None:
    found = list(came(lambda _: os.getpid(), 4).values())
    assert sorted(map(found.count, set(found))) == [2, 2]


def test_neighbours_are_done_by_the_same_one_and_who_has_done_his_own_takes_from_the_other_end() -> None:
    begun = os.pipe()

    def work(n: int) -> int:
        if n == 0:  # until the other has done its own share and most of this one
            os.read(begun[0], 1)
        if n == 3:
            os.write(begun[1], b"x")
        return os.getpid()

    found = came(work, 20)
    assert len({found[n] for n in (0, 1)}) == 1
    assert len({found[n] for n in range(9, 20)}) == 1
    assert found[0] != found[19]


def test_where_the_first_is_done_alone_the_others_are_copied_after_it() -> None:
    seen, found = list[int](), list[tuple[int, int]]()
    for done in done_by_workers(lambda _: (os.getpid(), len(seen)), range(9), 2, MOST, first_alone=True):
        seen.append(done.thing)
        found.append(done.outcome[1])
    known = dict(found)
    assert (seen[0], len(known), known[found[0][0]]) == (0, 2, 0)
    assert max(known.values()) > 0


def test_who_would_wait_for_the_next_is_told_so() -> None:
    told, found, begun = list[int](), list[int](), os.pipe()
    for done in done_by_workers(
        lambda _: os.read(begun[0], 1), range(2), 1, MOST, lambda: told.append(os.write(begun[1], b"x"))
    ):
        found.append(done.thing)
    assert (found, bool(told)) == ([0, 1], True)


def test_nothing_to_do_needs_nobody() -> None:
    assert came(lambda n: n, 0) == {}


def test_what_bounded_does_is_done_in_place() -> None:
    assert came(lambda _: bounded(LIMITS, FILE, os.getpid) == os.getpid()) == dict.fromkeys(range(9), True)


def said(work: Callable[[], object]) -> str:
    """What is said of some work within limits: its code and whom it names, or that it was done."""
    try:
        bounded(LIMITS, FILE, work)
    except Problems as bad:
        (diagnostic,) = bad.diagnostics
        return f"{diagnostic.location}: {diagnostic.code}"
    return "done"


def spin_elsewhere() -> None:
    busy_with("templates/y/brief.md.j2")
    spin()


def refuse() -> None:
    raise Problems([Diagnostic(Location("facts/x.yaml"), "no", "no-template")])


@pytest.mark.slow
def test_a_runaway_costs_one_thing_and_another_copy_does_the_rest() -> None:
    found = came(lambda n: (said(spin_elsewhere if n == 3 else int), os.getpid()))
    assert {n: value[0] for n, value in found.items()} == {  # type: ignore[index]
        **dict.fromkeys(range(9), "done"),
        3: "templates/y/brief.md.j2: too-slow",
    }
    gone = found[3][1]  # type: ignore[index]
    assert [n for n, value in found.items() if value[1] == gone][-1] == 3  # type: ignore[index]


@pytest.mark.few(1)
@pytest.mark.parametrize(("work", "code"), [(grow, "too-big"), (lambda: "x" * (900 << 20), "too-big")])
def test_what_takes_too_much_memory_costs_one_thing(work: Callable[[], object], code: str) -> None:
    found = came(lambda n: said(work if n == 2 else int), 5)
    assert found == {**dict.fromkeys(range(5), "done"), 2: f"{FILE}: {code}"}


def test_problems_are_told_and_the_same_copy_goes_on() -> None:
    found = came(lambda n: (said(refuse if n % 2 else int), os.getpid()), size=1)
    assert {value[0] for value in found.values()} == {"done", "facts/x.yaml: no-template"}  # type: ignore[index]
    assert len({value[1] for value in found.values()}) == 1  # type: ignore[index]


@pytest.mark.slow
def test_limits_are_those_of_each_thing_and_not_of_all() -> None:
    def long(_: int) -> str:
        return said(lambda: sum(range(6_000_000)))

    assert set(came(long, 10, 1).values()) == {"done"}


def test_a_time_of_waiting_does_not_count_and_no_alarm_is_left() -> None:
    def left(_: int) -> object:
        said(int)
        return signal.getitimer(signal.ITIMER_REAL), signal.getitimer(signal.ITIMER_PROF)

    assert set(came(left, 3).values()) == {((0.0, 0.0), (0.0, 0.0))}


@pytest.mark.slow
def test_what_has_limits_of_its_own_may_take_longer() -> None:
    def drawn(_: int) -> str:
        def work() -> None:
            with own_limits():
                sum(range(60_000_000))

        return said(work)

    assert came(drawn, 1, 1) == {0: "done"}


@pytest.mark.parametrize("size", [1, 2])
def test_what_one_was_at_that_is_killed_is_done_by_another(size: int, tmp_path: Path) -> None:
    def work(n: int) -> int:
        if n in (0, 4) and not (mark := tmp_path / f"{n}").exists():
            mark.touch()
            os.kill(os.getpid(), signal.SIGKILL)
        return n

    assert came(work, size=size) == {n: n for n in range(9)}


def test_where_no_other_process_can_be_made_the_one_that_is_there_does_all(monkeypatch: pytest.MonkeyPatch) -> None:
    made = iter([sandbox.copied])
    monkeypatch.setattr(worker_pool, "copied", lambda: next(made, no_copy)())
    found = came(lambda _: os.getpid(), size=3)
    assert (set(found), len(set(found.values()))) == (set(range(9)), 1)
    with pytest.raises(UsageProblem, match=r"^no further process can be started here"):
        came(lambda n: n)


def test_no_process_is_made_while_a_thread_makes_another(monkeypatch: pytest.MonkeyPatch) -> None:
    held = list[bool]()

    def copied() -> int:
        held.append(sandbox._copying.locked())
        return sandbox.copied()

    monkeypatch.setattr(worker_pool, "copied", copied)
    came(lambda n: n)
    assert held == [True, True]


def test_what_says_too_much_is_not_done_again(tmp_path: Path) -> None:
    def work(n: int) -> bytes:
        with (tmp_path / f"{n}").open("ab") as done:
            done.write(b"x")
        return bytes(2000 if n == 1 else 1)

    assert came(work, 3, most=1000)[1] == ("overrun", "too-big", "")
    assert (tmp_path / "1").read_bytes() == b"x"


@pytest.mark.parametrize("size", [1, 2])
def test_what_two_are_killed_over_is_lost_and_no_more(size: int) -> None:
    def work(n: int) -> int:
        busy_with(f"file {n}")
        if n in (0, 4):
            os.kill(os.getpid(), signal.SIGKILL)
        return n

    lost = {n: ("overrun", "too-big", f"file {n}") for n in (0, 4)}
    assert came(work, size=size) == {**{n: n for n in range(9)}, **lost}


def test_one_that_says_more_than_it_may_is_ended() -> None:
    found = came(lambda n: "x" * (2000 if n == 1 else 1), 3, most=1000)
    assert found == {0: "x", 1: ("overrun", "too-big", ""), 2: "x"}


def test_a_fault_of_the_program_is_a_fault_with_its_trace() -> None:
    failed = came(lambda n: 1 // n, 2)[0]
    assert failed[0] == "fault"  # type: ignore[index]
    assert "ZeroDivisionError" in failed[1]  # type: ignore[index]


HOARD: list[bytes] = []


def room() -> int:
    """How many pieces of ten megabytes can be had."""
    held: list[bytes] = []
    try:
        while len(held) < 100:
            held.append(bytes(range(250)) * 40_000)
    except MemoryError:
        pass
    return len(held)


@pytest.mark.slow
@pytest.mark.parametrize("law", ["a_later_one_has_as_much_memory", "one_that_has_grown_gives_its_place"])
def test_memory_is_shared_out_fairly(law: str) -> None:
    """Seen in an interpreter of its own: a copy of this process has room left by whatever tests came before."""
    script = f"from tests.sandbox import test_worker_pool; test_worker_pool.{law}()"
    ran = subprocess.run([sys.executable, "-c", script], cwd=REPOSITORY, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr


def a_later_one_has_as_much_memory() -> None:
    def work(_: int) -> int:
        def limited() -> int:
            found = room()
            HOARD.extend(bytes(range(250)) * 40_000 for _ in range(4))  # and what it had is not given back
            return found

        return bounded(Limits(5, 300), FILE, limited)

    found = list(came(work, 3, 1).values())
    assert found[0] > 4  # type: ignore[operator]
    assert max(found) - min(found) <= 1  # type: ignore[type-var,operator]


def one_that_has_grown_gives_its_place() -> None:
    def work(_: int) -> int:
        def limited() -> int:
            HOARD.extend(bytes(range(250)) * 40_000 for _ in range(16))
            return os.getpid()

        return bounded(Limits(5, 300), FILE, limited)

    assert len(set(came(work, 3, 1).values())) == 3


def test_whoever_leaves_off_early_ends_all() -> None:
    pool = done_by_workers(lambda n: (n, os.getpid()), range(50), 3, MOST)
    _, content = next(pool).outcome
    pool.close()  # type: ignore[attr-defined]
    assert not _runs(content[1])


def test_none_outlives_its_parent(tmp_path: Path) -> None:
    script = (
        "import os, sys\n"
        "from briefgen.sandbox.worker_pool import done_by_workers\n"
        "for done in done_by_workers(lambda n: os.getpid(), range(9), 2, 10000):\n"
        "    print(done.outcome[1], flush=True)\n"
        "    sys.stdin.readline()\n"
    )
    command = [sys.executable, "-c", script]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stdin=subprocess.PIPE, text=True) as parent:
        assert parent.stdout is not None
        one = int(parent.stdout.readline())
        watched = os.pidfd_open(one)
        parent.kill()
        parent.wait(120)
    import select

    assert select.select([watched], [], [], 120)[0]
    os.close(watched)
