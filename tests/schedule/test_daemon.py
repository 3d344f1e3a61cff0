"""A process that keeps the schedule: missed times caught up once, no overlap, clocks put wrong, a clean stop."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from briefgen.cli.commands.schedule import _log as log
from briefgen.schedule import daemon as keeper
from briefgen.schedule.daemon import Clocks, Daemon, ScheduledBuild, next_time
from briefgen.settings.timetable import CalendarDays, Timetable
from tests.workspaces import Scratch

DAILY = Timetable(120, 1440, "UTC")
QUARTERS = Timetable(0, 15, "UTC")


def at(text: str) -> datetime:
    return datetime.fromisoformat(f"2026-{text}:00+00:00")


def hours(count: float) -> timedelta:
    return timedelta(hours=count)


# --- what was missed ---


class Builds(Daemon):
    """Takes down what would be built, on clocks that the test sets."""

    def __init__(self, *tables: Timetable, now: datetime) -> None:
        super().__init__([ScheduledBuild(t, (), f"{n}", 0.0, t.after(now)) for n, t in enumerate(tables)], print)
        self.built: list[tuple[str, datetime]] = []
        self.begun, self._clocks = now, Clocks(now, 0.0)

    def at(self, now: datetime) -> None:
        self.now = now
        self.look(now, (now - self.begun).total_seconds())

    def build(self, watch: ScheduledBuild) -> None:
        self.built.append((watch.name, self.now))
        watch.due = watch.table.after(self.now)


def test_times_missed_in_a_long_sleep_make_one_run() -> None:
    kept = Builds(DAILY, now=at("06-01T02:30"))
    kept.at(at("06-08T09:00"))
    kept.at(at("06-08T09:01"))
    assert kept.built == [("0", at("06-08T09:00"))]
    assert kept.watches[0].due == at("06-09T02:00")


def test_a_weekly_digest_is_made_each_monday_morning_and_once_after_a_sleep() -> None:
    """Six weeks hour by hour, over the end of summer time; on the fourth Monday the machine sleeps until noon."""
    table = Timetable(360, 1440, "Europe/Berlin", CalendarDays(week=(0,)))
    now, end = at("10-05T00:30"), at("11-16T00:30")
    kept = Builds(table, now=now)
    while now < end:
        now += hours(1)
        if not at("10-25T12:00") < now < at("10-26T12:00"):
            kept.at(now)
    assert [f"{table.local(now):%a %d %b %H:%M}" for _, now in kept.built] == [
        "Mon 05 Oct 06:30",
        "Mon 12 Oct 06:30",
        "Mon 19 Oct 06:30",
        "Mon 26 Oct 13:30",
        "Mon 02 Nov 06:30",
        "Mon 09 Nov 06:30",
    ]


def test_what_is_due_of_several_timetables_is_made_one_after_the_other() -> None:
    kept = Builds(QUARTERS, DAILY, now=at("06-01T01:50"))
    for minute in ("01:59", "02:00", "02:14", "02:15"):
        kept.at(at(f"06-01T{minute}"))
    assert kept.built == [("0", at("06-01T02:00")), ("1", at("06-01T02:00")), ("0", at("06-01T02:15"))]


def test_a_run_longer_than_its_interval_is_joined_by_none() -> None:
    """The times that have passed when it ends are over: the next one is the first after that."""
    said: list[str] = []
    watch = ScheduledBuild(QUARTERS, ("true",), due=at("06-01T02:00"))
    Daemon([watch], said.append).build(watch)
    assert said[0].startswith("build left with 0: all is as it should be; next 20")
    assert watch.due > datetime.now(UTC)


# --- clocks ---


@pytest.mark.parametrize(
    ("now", "since_last", "due"),
    [
        ("06-10T01:00", 0.1, "06-11T02:00"),  # put back an hour just after the run: not a second time that night
        ("06-09T12:00", 10, "06-10T02:00"),  # put back a day at noon: the last run was ten hours ago, the next in 14
        ("06-10T01:50", 24.2, "06-10T02:00"),  # put back while a run was nearly due: it comes
        ("06-10T12:00", 40, "06-10T02:00"),  # put back over a time that was not kept: due at once
    ],
)
def test_a_clock_put_back_brings_no_run_twice_and_leaves_none_out(now: str, since_last: float, due: str) -> None:
    assert next_time(DAILY, at(now), hours(since_last)) == at(due)


@pytest.mark.parametrize("table", [DAILY, QUARTERS])
@pytest.mark.parametrize("back", [0.01, 0.2, 1, 23, 24, 25, 24 * 30])
@pytest.mark.parametrize("gone", [0.0, 0.1, 0.5, 0.9, 0.999])
def test_between_two_runs_lie_half_an_interval_to_one_and_a_half(table: Timetable, back: float, gone: float) -> None:
    """`gone` is the part of the interval that had passed since the last run when the clock was put back."""
    interval = timedelta(minutes=table.minutes)
    now = at("06-10T02:00") + interval * gone - hours(back)
    between = max(next_time(table, now, interval * gone), now) - now + interval * gone
    assert interval * 0.5 <= between <= interval * 1.5


def test_only_a_clock_put_back_is_taken_for_one() -> None:
    clocks = Clocks(at("06-10T02:00"), 100.0)
    assert not clocks.put_back(at("06-10T02:01"), 160.0)
    assert not clocks.put_back(at("06-10T02:10"), 161.0)  # asleep, or put forward: what is due is run
    assert clocks.put_back(at("06-10T01:10"), 171.0)
    assert not clocks.put_back(at("06-10T01:11"), 231.0)


def test_after_a_clock_was_put_back_a_build_is_due_as_worked_out() -> None:
    said: list[str] = []
    watches = [
        ScheduledBuild(DAILY, ("true",), "council", 1000.0, at("06-11T02:00")),
        ScheduledBuild(QUARTERS, ("true",), "countries", 1000.0, at("06-10T02:15")),
    ]
    keeper = Daemon(watches, said.append)
    keeper._clocks = Clocks(at("06-10T02:00"), 1059.0)
    keeper.look(at("06-10T01:00"), 1060.0)
    assert [watch.due for watch in watches] == [at("06-11T02:00"), at("06-10T01:15")]
    assert said[0] == "the clock was put back; council comes next 2026-06-11 02:00 UTC"


# --- the process ---


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="no such device on this system")
def test_a_log_that_takes_no_more_ends_no_schedule(monkeypatch: pytest.MonkeyPatch) -> None:
    logged = 0
    with suppress(OSError), open("/dev/full", "w") as full:  # closing tries to write once more
        monkeypatch.setattr(sys, "stdout", full)
        for line in ("a line", "another"):
            log(line)
            logged += 1
    assert logged == 2


@pytest.fixture
def kept(workspace: Scratch, environment: dict[str, str]) -> Iterator[subprocess.Popen[str]]:
    """A process that keeps a daily schedule for the example and makes one brief at once."""
    workspace.write(
        "briefgen.toml", '[schedule]\nat = "02:00"\n[briefs.meeting]\nformats = ["md"]\nrecords = ["lisbon-2024"]\n'
    )
    command = [sys.executable, "-m", "briefgen", "schedule", "run", "-w", str(workspace.root)]
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment, start_new_session=True
    )
    yield process
    if process.poll() is None:
        process.kill()
    process.communicate()


@pytest.mark.slow
@pytest.mark.parametrize(("how", "code"), [(signal.SIGTERM, 143), (signal.SIGINT, 130)])
def test_it_begins_with_a_build_and_stops_cleanly(
    workspace: Scratch, kept: subprocess.Popen[str], how: signal.Signals, code: int
) -> None:
    assert kept.stdout is not None
    lines = [kept.stdout.readline() for _ in range(4)]
    assert all(datetime.fromisoformat(line.partition(" ")[0]).tzinfo for line in lines)
    said = [line.partition(" ")[2] for line in lines]
    assert said[0].startswith("the standard briefs are made every day at 02:00; now, then 20")
    assert said[1].startswith("made       meeting/lisbon-2024")
    assert said[2] == "1 brief: 1 made\n"
    assert said[3].startswith("build left with 0: all is as it should be; next 20")
    assert (workspace.root / "out/meeting/lisbon-2024.md").is_file()
    kept.send_signal(how)
    _, err = kept.communicate(timeout=120)
    assert kept.returncode == code
    assert "Traceback" not in err


def test_a_stop_during_a_build_ends_the_build_too(tmp_path: Path) -> None:
    mark = tmp_path / "pid"
    os.mkfifo(mark)
    script = f"import os, signal; open({str(mark)!r}, 'w').write(str(os.getpid())); signal.pause()"

    class Stop(BaseException):
        pass

    def stop(*_: object) -> None:
        raise Stop

    before = signal.signal(signal.SIGUSR1, stop)
    try:
        keeper = Daemon([ScheduledBuild(DAILY, (sys.executable, "-c", script))], lambda _: None)
        watcher = subprocess.Popen(
            [sys.executable, "-c", f"import os, signal; print(open({str(mark)!r}).read()); os.kill({os.getpid()}, 10)"],
            stdout=subprocess.PIPE,
            text=True,
        )
        with pytest.raises(Stop):
            keeper.run()
        said, _ = watcher.communicate()
    finally:
        signal.signal(signal.SIGUSR1, before)
    with pytest.raises(ProcessLookupError):
        os.kill(int(said), 0)


def test_a_stop_while_a_build_is_being_started_ends_it_too(monkeypatch: pytest.MonkeyPatch) -> None:
    begun: list[subprocess.Popen[bytes]] = []

    class Asked(subprocess.Popen[bytes]):
        def __init__(self, *given: Any, **more: Any) -> None:
            super().__init__(*given, **more)
            begun.append(self)
            signal.raise_signal(signal.SIGINT)

    watch = ScheduledBuild(DAILY, ("sleep", "1000"))
    with monkeypatch.context() as patch:
        patch.setattr(subprocess, "Popen", Asked)
        with pytest.raises(KeyboardInterrupt):
            Daemon([watch], lambda _: None).build(watch)
    try:
        assert begun[0].poll() == -signal.SIGTERM
    finally:
        begun[0].kill()


def test_a_failing_build_is_told_and_the_schedule_goes_on(tmp_path: Path) -> None:
    said: list[str] = []
    for command in (
        (sys.executable, "-c", "raise SystemExit(1)"),
        (sys.executable, "-c", "raise SystemExit(3)"),
        (str(tmp_path / "gone"),),
    ):
        watch = ScheduledBuild(QUARTERS, command)
        Daemon([watch], said.append).build(watch)
    assert [line.partition("; next 20")[0] for line in said] == [
        "build left with 1: there are problems; the next run tries again",
        "build left with 3: another run is at work",
        "build could not be started: No such file or directory; the next run tries again",
    ]


# --- as the first process of a container ---

FIRST = """
import ctypes, os, subprocess
from briefgen.schedule.daemon import reap

ctypes.CDLL(None).prctl(36, 1, 0, 0, 0)  # PR_SET_CHILD_SUBREAPER: orphans come to us, as to a first process
subprocess.run(["sh", "-c", "true & true & exit 0"], check=True)
orphan = os.waitid(os.P_ALL, 0, os.WEXITED | os.WNOWAIT)
while True:  # until both have ended and been taken leave of
    reap()
    try:
        os.waitid(os.P_ALL, 0, os.WEXITED | os.WNOWAIT)
    except ChildProcessError:
        break
print(orphan.si_pid > 0)
"""


def test_orphans_leave_no_zombies(environment: dict[str, str]) -> None:
    ran = subprocess.run([sys.executable, "-c", FIRST], capture_output=True, text=True, env=environment, check=False)
    assert (ran.stdout, ran.stderr) == ("True\n", "")


def test_a_build_that_does_not_end_is_ended_with_all_it_started(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It holds off SIGTERM, and so does what it has started; both hold a pipe that closes when they are gone."""
    monkeypatch.setattr(keeper, "PATIENCE", 0.1)
    mark = tmp_path / "mark"
    os.mkfifo(mark)
    script = "import signal, subprocess; signal.signal(15, signal.SIG_IGN); subprocess.run(['sh', '-c', " + (
        f"\"trap '' TERM; exec 3>{mark}; echo up >&3; sleep 1000\"])"
    )
    child = subprocess.Popen((sys.executable, "-c", script), start_new_session=True)
    with mark.open() as pipe:
        assert pipe.readline() == "up\n"
        keeper.stop(child)
        assert pipe.read() == ""


def test_something_that_a_build_leaves_behind_holds_nothing_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keeper, "REST", 0.1)
    said: list[str] = []
    watch = ScheduledBuild(DAILY, ("sh", "-c", "echo done; sleep 1000 & exit 0"))
    Daemon([watch], said.append).build(watch)
    assert [line.partition(":")[0] for line in said] == ["done", "build left with 0"]
