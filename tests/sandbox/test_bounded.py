"""A runaway ends in a child process: in time, under its memory, named, and leaving nothing behind."""

from __future__ import annotations

import os
import re
import resource
import select
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from errno import EAGAIN
from pathlib import Path
from threading import Event, Thread, Timer, current_thread

import pytest

from briefgen.diagnostics import Diagnostic, Location
from briefgen.errors import Problems, ProgramFault, UsageProblem
from briefgen.sandbox import bounded as sandbox
from briefgen.sandbox.bounded import bounded, busy_with, by_worker, spawned
from briefgen.sandbox.limits import Limits, own_limits

pytestmark = pytest.mark.usefixtures("in_children")

LIMITS = Limits(1, 300)
SMALL = Limits(1, 100)
FILE = "templates/x/brief.md.j2"


def code_of(limits: Limits, work: object, *arguments: object) -> str:
    with pytest.raises(Problems) as raised:
        bounded(limits, FILE, work, *arguments)  # type: ignore[arg-type]
    (diagnostic,) = raised.value.diagnostics
    assert str(diagnostic.location) == FILE
    return diagnostic.code


def fail(what: BaseException) -> None:
    raise what


def test_a_thread_does_not_wait_for_what_another_has_done_at_the_same_time(monkeypatch: pytest.MonkeyPatch) -> None:
    pipe, copied = os.pipe, sandbox.copied
    gate, opens = pipe()
    other = Thread(target=lambda: bounded(Limits(60, 300), FILE, os.read, gate, 1))
    is_made = Event()
    in_vain: list[int] = []
    in_the_end = Timer(5, lambda: in_vain.append(os.write(opens, b"x")))

    def at_once() -> tuple[int, int]:
        found = pipe()
        if not other.ident:
            other.start()
            is_made.wait(1)  # with its copy made while this pipe is open
        return found

    def copy() -> int:
        child = copied()
        if child and current_thread() is other:
            is_made.set()
        return child

    monkeypatch.setattr(os, "pipe", at_once)
    monkeypatch.setattr(sandbox, "copied", copy)
    in_the_end.start()
    assert bounded(Limits(60, 300), FILE, int) == 0
    in_the_end.cancel()
    os.write(opens, b"x")
    other.join()
    assert in_vain == []


def no_copy() -> int:
    raise BlockingIOError(EAGAIN, "Resource temporarily unavailable")


def test_where_no_process_can_be_made_that_is_said_and_all_is_as_it_was(monkeypatch: pytest.MonkeyPatch) -> None:
    descriptors, held = len(os.listdir("/proc/self/fd")), signal.pthread_sigmask(signal.SIG_BLOCK, ())
    monkeypatch.setattr(sandbox, "copied", no_copy)
    with pytest.raises(UsageProblem, match=r"^no further process can be started here: Resource temp"):
        bounded(LIMITS, FILE, int)
    assert len(os.listdir("/proc/self/fd")) == descriptors
    assert signal.pthread_sigmask(signal.SIG_SETMASK, held) == held


def spin() -> None:
    while True:
        pass


def spin_in_c() -> None:
    """Work that never comes back to Python before the limit."""
    (3**10_000_000) ** 10


def swallow() -> None:
    """Code that lets no exception through."""
    while True:
        try:
            spin()
        except Exception:
            continue


def grow() -> None:
    held = [b"x"]
    while True:
        held.append(held[-1] * 2)


def grow_slowly() -> list[list[object]]:
    held: list[list[object]] = []
    while True:
        held.append([])


def test_what_the_work_returns_comes_back() -> None:
    assert bounded(LIMITS, FILE, lambda a, b: (a, b, "x" * 3_000_000), 1, [2]) == (1, [2], "x" * 3_000_000)


@pytest.mark.few(1)
@pytest.mark.parametrize("work", [spin, spin_in_c, swallow])
def test_what_takes_too_long_is_stopped(work: object) -> None:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    assert code_of(SMALL if work is spin else LIMITS, work) == "too-slow"
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    assert after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime < 5


@pytest.mark.few(1)
@pytest.mark.parametrize("work", [grow, grow_slowly])
def test_what_needs_too_much_memory_is_stopped(work: object) -> None:
    assert code_of(Limits(20, 100), work) == "too-big"


def test_a_result_that_is_too_large_is_not_taken() -> None:
    assert code_of(Limits(5, 100), lambda: "x" * (60 << 20)) == "too-big"


def test_a_call_without_end_is_too_deep() -> None:
    def deeper() -> None:
        deeper()

    assert code_of(LIMITS, deeper) == "too-big"


def test_a_child_that_is_killed_is_a_problem_of_its_file() -> None:
    assert code_of(LIMITS, lambda: os.kill(os.getpid(), signal.SIGKILL)) == "too-big"
    assert code_of(LIMITS, lambda: os._exit(0)) == "too-big"


@pytest.mark.slow
def test_what_the_work_was_busy_with_is_named() -> None:
    def work() -> None:
        busy_with("templates/other.md.j2")
        spin()

    with pytest.raises(Problems, match=r"^templates/other.md.j2: error: this takes too long"):
        bounded(LIMITS, FILE, work)


def test_problems_and_faults_come_through() -> None:
    found = Diagnostic(Location("a", 1, 2), "message", "code", hint="hint")
    with pytest.raises(Problems) as problems:
        bounded(LIMITS, FILE, fail, Problems([found]))
    assert problems.value.diagnostics == (found,)
    with pytest.raises(UsageProblem, match=r"^wrong$"):
        bounded(LIMITS, FILE, fail, UsageProblem("wrong"))
    with pytest.raises(ProgramFault, match="KeyError: 'gone'"):
        bounded(LIMITS, FILE, fail, KeyError("gone"))


@pytest.mark.slow
def test_what_has_limits_of_its_own_does_not_count() -> None:
    def work() -> str:
        with own_limits():
            until = time.process_time() + 1.5
            while time.process_time() < until:
                len(bytearray(400 << 20))
        return "done"

    assert bounded(SMALL, FILE, work) == "done"


@pytest.mark.slow
def test_after_limits_of_its_own_those_of_the_work_hold_again() -> None:
    def work() -> None:
        with own_limits():
            pass
        spin()

    def hog() -> None:
        with own_limits():
            pass
        grow()

    assert code_of(SMALL, work) == "too-slow"
    assert code_of(SMALL, hog) == "too-big"


def test_own_limits_outside_of_a_child_are_nothing() -> None:
    with own_limits():
        assert signal.getitimer(signal.ITIMER_PROF) == (0.0, 0.0)


def test_children_of_the_child_end_with_it() -> None:
    ours, theirs = os.pipe()

    def work() -> None:
        subprocess.Popen(["sleep", "600"], pass_fds=[theirs])

    bounded(LIMITS, FILE, work)
    os.close(theirs)
    assert os.read(ours, 1) == b""  # nobody holds the other end any more
    os.close(ours)


@pytest.mark.slow
def test_nothing_is_left_of_a_child() -> None:
    descriptors, children = len(os.listdir("/proc/self/fd")), _children()
    for work in (spin, grow, int):
        if work is int:
            bounded(SMALL, FILE, work)
        else:
            code_of(SMALL, work)
    assert len(os.listdir("/proc/self/fd")) == descriptors
    assert _children() <= children  # other tests of this process may have some of their own


def test_an_interrupt_ends_the_child_and_leaves_130(tmp_path: Path) -> None:
    script = (
        "import os, sys, signal, time\n"
        "from briefgen.sandbox.bounded import bounded\n"
        "from briefgen.sandbox.limits import Limits\n"
        "def work():\n"
        "    print(os.getpid(), flush=True)\n"
        "    while True: pass\n"
        "try:\n"
        "    bounded(Limits(60, 300), 'x', work)\n"
        "except KeyboardInterrupt:\n"
        "    sys.exit(130)\n"
    )
    with subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout is not None
        child = int(parent.stdout.readline())
        parent.send_signal(signal.SIGINT)
        assert parent.wait(120) == 130
    assert not _runs(child)


@pytest.mark.parametrize("done", ["bounded(Limits(600, 300), 'x', work)", "by_worker(1 << 20, 'x', work)"])
def test_no_child_outlives_a_parent_that_was_killed(done: str) -> None:
    script = (
        "import os, time\n"
        "from briefgen.sandbox.bounded import bounded, by_worker\n"
        "from briefgen.sandbox.limits import Limits\n"
        "def work():\n"
        "    print(os.getpid(), flush=True)\n"
        "    while True: time.sleep(600)\n"
        f"{done}\n"
    )
    with subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout is not None
        watched = os.pidfd_open(int(parent.stdout.readline()))
        parent.kill()
        parent.wait(120)
    assert select.select([watched], [], [], 30)[0]
    os.close(watched)


# --- a worker that is made for one thing ---


def limited(work: object, file: str = FILE) -> object:
    return bounded(LIMITS, file, work, os.getpid())  # type: ignore[arg-type]


def test_a_worker_does_in_place_what_is_bounded() -> None:
    asked, done = by_worker(1 << 20, "facts", lambda: (os.getpid(), limited(lambda _: os.getpid())))
    assert asked == done != os.getpid()


@pytest.mark.few(1)
@pytest.mark.parametrize(("work", "code"), [(spin, "too-slow"), (spin_in_c, "too-slow"), (grow, "too-big")])
def test_a_worker_that_passes_a_limit_names_what_it_was_busy_with(work: Callable[[], None], code: str) -> None:
    with pytest.raises(Problems) as raised:
        by_worker(1 << 20, "facts", limited, lambda _: work())
    assert [(str(d.location), d.code) for d in raised.value.diagnostics] == [(FILE, code)]


def test_a_worker_that_is_killed_is_a_problem_of_what_it_was_at() -> None:
    with pytest.raises(Problems, match=r"^facts: error: this needs too much memory"):
        by_worker(1 << 20, "facts", lambda: os.kill(os.getpid(), signal.SIGKILL))


def test_faults_in_a_worker_come_through_as_they_were_met() -> None:
    with pytest.raises(ProgramFault, match=r"^Traceback[^$]*KeyError: 'gone'\n\Z") as raised:
        by_worker(1 << 20, "facts", limited, lambda _: fail(KeyError("gone")))
    assert str(raised.value).count("Traceback") == 1
    with pytest.raises(UsageProblem, match=r"^wrong$"):
        by_worker(1 << 20, "facts", fail, UsageProblem("wrong"))


# --- where processes cannot be copied ---


@pytest.mark.slow
def test_a_fresh_interpreter_does_the_work_and_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("briefgen.sandbox.bounded.START", 0)
    assert spawned(Limits(60, 300), len, ("four",)) == ("result", 4)
    assert spawned(LIMITS, time.sleep, (600,)) is None


def dropped() -> None:
    raise SystemError("<built-in method extend of list object> returned NULL without exception set")


def test_an_overrun_that_the_interpreter_dropped_is_one_all_the_same() -> None:
    assert code_of(LIMITS, dropped) == "too-big"


def _children() -> set[int]:
    """Of this process, those that have ended and were not waited for as well."""
    found = set()
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            if int(stat.read_text().rpartition(") ")[2].split()[1]) == os.getpid():
                found.add(int(stat.parent.name))
    return found


def _runs(pid: int) -> bool:
    try:
        return not re.search(r"\) [ZX] ", Path(f"/proc/{pid}/stat").read_text())
    except OSError:
        return False
