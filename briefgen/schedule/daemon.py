"""The schedule kept by a process that stays: APScheduler's clockwork around builds in child processes.

Missed times are made up for by one build, a build that goes on past the next time is not joined by a second one,
builds of different times wait for each other, and a clock that is put forward or back is noticed within seconds.
As the first process of a container it stops within the ten seconds that one is given, and leaves no zombies.
"""

from __future__ import annotations

import os
import signal
import subprocess
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import field
from datetime import UTC, datetime, timedelta
from threading import Event, Lock, Thread
from typing import TYPE_CHECKING, Any

from briefgen.frozen import dataclass
from briefgen.settings.timetable import Timetable

if TYPE_CHECKING:
    from apscheduler.schedulers.blocking import BlockingScheduler

TICK = 10.0
"""Seconds between two looks at the clock."""
SLACK = timedelta(seconds=2)
PATIENCE = 8.0
"""Seconds that a build gets to tidy up when it is stopped."""
REST = 1.0
"""Seconds for the last words of a build that has left."""
MEANINGS = {0: "all is as it should be", 1: "there are problems; the next run tries again", 3: "another run is at work"}


def next_time(table: Timetable, now: datetime, since_last: timedelta) -> datetime:
    """The next time once the clock was put back: `since_last` is how long ago, by a steady clock, the last run was.

    A time that has been kept comes again when the clock is put back a little, and is then left out; when it is put
    back a lot, no more than one and a half intervals pass between two runs. A time that is over is due at once.
    """
    return table.after(now - since_last + timedelta(minutes=table.minutes) / 2)


@dataclass(slots=True)
class Clocks:
    """Notices when the clock is put back, by a steady one beside it."""

    wall: datetime
    steady: float

    def put_back(self, wall: datetime, steady: float) -> bool:
        """Whether the clock was put back since the last look."""
        drift = (wall - self.wall) - timedelta(seconds=steady - self.steady)
        self.wall, self.steady = wall, steady
        return drift < -SLACK


@dataclass(slots=True)
class ScheduledBuild:
    """One timetable with the build that it starts; `last` is when that last began, by the steady clock."""

    table: Timetable
    command: Sequence[str]
    name: str = "build"
    last: float = field(default_factory=time.monotonic)

    @property
    def shown(self) -> str:
        """The next time, for the log."""
        return f"{self.table.local(self.table.after(datetime.now(UTC))):%Y-%m-%d %H:%M %Z}"


class Daemon:
    """Keeps timetables until it is stopped; `log` gets a line for each run."""

    def __init__(self, watches: Sequence[ScheduledBuild], log: Callable[[str], None]) -> None:
        self.watches, self.log = {str(number): watch for number, watch in enumerate(watches)}, log
        self._child: subprocess.Popen[bytes] | None = None
        self._stopped, self._lock, self._turn = Event(), Lock(), Lock()

    def run(self) -> None:
        """Stay until an exception, as signals raise it, ends the stay; then end the build under way.

        Raises ImportError where APScheduler is not there.
        """
        scheduler = self.scheduler()
        watcher = Thread(target=self._watch, args=(scheduler,), daemon=True)
        for watch in self.watches.values():
            which = "the standard briefs are" if len(self.watches) == 1 else f"{watch.name} is"
            self.log(f"{which} made {watch.table.words}; now, then {watch.shown}")
        try:
            watcher.start()
            scheduler.start()
        finally:
            self._stop()
            with suppress(Exception):
                scheduler.shutdown(wait=True)

    def scheduler(self) -> BlockingScheduler:
        """The clockwork with a job for each timetable, all due at once; the first comes first."""
        import logging

        from apscheduler.schedulers.blocking import BlockingScheduler

        logging.getLogger("apscheduler").addHandler(logging.NullHandler())
        scheduler = BlockingScheduler(timezone=UTC)
        for id_, watch in self.watches.items():
            scheduler.add_job(
                self.build,
                args=(watch,),
                trigger=trigger(watch.table),
                id=id_,
                next_run_time=datetime.now(UTC),
                coalesce=True,
                max_instances=1,
                misfire_grace_time=None,
            )
        return scheduler

    def build(self, watch: ScheduledBuild) -> None:
        """One build in a process of its own, whose session keeps Ctrl-C from it: we end it.

        One that is due while another is under way comes after it.
        """
        with self._turn:
            child = self._start(watch)
            if child is None:
                return
            reader = Thread(target=self._repeat, args=(child,), daemon=True)
            reader.start()
            code = child.wait()
            reader.join(REST)
            if reader.is_alive():  # something that the build has started lives on and holds its output
                end_group(child)
            if not self._stopped.is_set():
                meaning = MEANINGS.get(code, "it failed; the next run tries again")
                self.log(f"{watch.name} left with {code}: {meaning}; next {watch.shown}")

    def _start(self, watch: ScheduledBuild) -> subprocess.Popen[bytes] | None:
        with self._lock:
            if self._stopped.is_set():
                return None
            watch.last = time.monotonic()
            try:
                self._child = subprocess.Popen(
                    watch.command,
                    stdin=subprocess.DEVNULL,
                    stdout=subprocess.PIPE,
                    stderr=subprocess.STDOUT,
                    start_new_session=True,
                )
            except OSError as bad:
                self.log(f"{watch.name} could not be started: {bad.strerror}; the next run tries again")
                return None
            return self._child

    def _repeat(self, child: subprocess.Popen[bytes]) -> None:
        """Log what a build prints, line by line."""
        assert child.stdout is not None
        for line in child.stdout:
            self.log(line.decode("utf-8", "replace").rstrip())

    def adjust(self, scheduler: Any, now: datetime, steady: float) -> None:
        """Set the next times anew, after the clock was put back."""
        for id_, watch in self.watches.items():
            due = next_time(watch.table, now, timedelta(seconds=steady - watch.last))
            scheduler.modify_job(id_, next_run_time=due)
            self.log(f"the clock was put back; {watch.name} comes next {watch.table.local(due):%Y-%m-%d %H:%M %Z}")

    def _watch(self, scheduler: Any) -> None:
        """Look at the clock now and then: a scheduler asleep sees neither a new time nor a machine that slept."""
        clocks = Clocks(datetime.now(UTC), time.monotonic())
        while not self._stopped.wait(TICK):
            now, steady = datetime.now(UTC), time.monotonic()
            if clocks.put_back(now, steady):
                self.adjust(scheduler, now, steady)
            else:
                scheduler.wakeup()
            if os.getpid() == 1:
                reap(self._child.pid if self._child else 0)

    def _stop(self) -> None:
        """End the build under way, which leaves every file whole."""
        self._stopped.set()
        with self._lock:
            child = self._child
        if child is None or child.poll() is not None:
            return
        child.terminate()
        try:
            child.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            end_group(child)


def end_group(child: subprocess.Popen[bytes]) -> None:
    """End a build at once, with all that it has started."""
    if hasattr(os, "killpg"):
        with suppress(OSError):  # the group has gone
            os.killpg(child.pid, signal.SIGKILL)
    else:
        child.kill()
    child.wait()


def reap(own: int) -> None:
    """Take leave of processes that ended after their parents, as the first process has to; not of `own`, our child."""
    with suppress(ChildProcessError, AttributeError):  # no children at all; no such call on this system
        while found := os.waitid(os.P_ALL, 0, os.WEXITED | os.WNOHANG | os.WNOWAIT):
            if found.si_pid == own:
                return
            os.waitpid(found.si_pid, 0)


def trigger(table: Timetable) -> Any:
    """The timetable as APScheduler asks for it."""
    from apscheduler.triggers.base import BaseTrigger

    class Times(BaseTrigger):  # type: ignore[misc]
        """Each time after the last one, or after now where there was none."""

        def get_next_fire_time(self, previous: datetime | None, now: datetime) -> datetime:
            return table.after(max(previous, now - timedelta(microseconds=1)) if previous else now)

    return Times()
