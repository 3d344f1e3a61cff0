"""The schedule kept by a process that stays: APScheduler's clockwork around builds in child processes.

Missed times are made up for by one build, a build that goes on past the next time is not joined by a second one,
and a clock that is put forward or back is noticed within seconds.
"""

from __future__ import annotations

import subprocess
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from threading import Event, Lock, Thread
from typing import TYPE_CHECKING, Any

from briefgen.timetable import Timetable

if TYPE_CHECKING:
    from apscheduler.schedulers.blocking import BlockingScheduler

TICK = 10.0
"""Seconds between two looks at the clock."""
SLACK = timedelta(seconds=2)
PATIENCE = 30.0
"""Seconds that a build gets to tidy up when it is stopped."""
JOB = "build"
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


class Keeper:
    """Keeps a timetable until it is stopped; `log` gets a line for each run."""

    def __init__(self, table: Timetable, command: Sequence[str], log: Callable[[str], None]) -> None:
        self.table, self.command, self.log = table, command, log
        self.last = time.monotonic()
        self._child: subprocess.Popen[bytes] | None = None
        self._stopped, self._lock = Event(), Lock()

    def run(self) -> None:
        """Stay until an exception, as signals raise it, ends the stay; then end the build under way.

        Raises ImportError where APScheduler is not there.
        """
        scheduler = self.scheduler()
        watcher = Thread(target=self._watch, args=(scheduler,), daemon=True)
        self.log(f"the standard briefs are made {self.table.words}; now, then {self._shown()}")
        try:
            watcher.start()
            scheduler.start()
        finally:
            self._stop()
            with suppress(Exception):
                scheduler.shutdown(wait=True)

    def scheduler(self) -> BlockingScheduler:
        """The clockwork with its one job, which is due at once."""
        import logging

        from apscheduler.schedulers.blocking import BlockingScheduler

        logging.getLogger("apscheduler").addHandler(logging.NullHandler())
        scheduler = BlockingScheduler(timezone=UTC)
        scheduler.add_job(
            self.build,
            trigger=trigger(self.table),
            id=JOB,
            next_run_time=datetime.now(UTC),
            coalesce=True,
            max_instances=1,
            misfire_grace_time=None,
        )
        return scheduler

    def build(self) -> None:
        """One build in a process of its own, whose session keeps Ctrl-C from it: we end it."""
        with self._lock:
            if self._stopped.is_set():
                return
            self.last = time.monotonic()
            try:
                self._child = subprocess.Popen(self.command, stdin=subprocess.DEVNULL, start_new_session=True)
            except OSError as bad:
                self.log(f"the build could not be started: {bad.strerror}; the next run tries again")
                return
        code = self._child.wait()
        if not self._stopped.is_set():
            meaning = MEANINGS.get(code, "it failed; the next run tries again")
            self.log(f"build left with {code}: {meaning}; next {self._shown()}")

    def adjust(self, scheduler: Any, now: datetime, steady: float) -> None:
        """Set the next time anew, after the clock was put back."""
        due = next_time(self.table, now, timedelta(seconds=steady - self.last))
        scheduler.modify_job(JOB, next_run_time=due)
        self.log(f"the clock was put back; next {self.table.local(due):%Y-%m-%d %H:%M %Z}")

    def _watch(self, scheduler: Any) -> None:
        """Look at the clock now and then: a scheduler asleep sees neither a new time nor a machine that slept."""
        clocks = Clocks(datetime.now(UTC), time.monotonic())
        while not self._stopped.wait(TICK):
            now, steady = datetime.now(UTC), time.monotonic()
            if clocks.put_back(now, steady):
                self.adjust(scheduler, now, steady)
            else:
                scheduler.wakeup()

    def _shown(self) -> str:
        return f"{self.table.local(self.table.after(datetime.now(UTC))):%Y-%m-%d %H:%M %Z}"

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
            child.kill()


def trigger(table: Timetable) -> Any:
    """The timetable as APScheduler asks for it."""
    from apscheduler.triggers.base import BaseTrigger

    class Times(BaseTrigger):  # type: ignore[misc]
        """Each time after the last one, or after now where there was none."""

        def get_next_fire_time(self, previous: datetime | None, now: datetime) -> datetime:
            return table.after(max(previous, now - timedelta(microseconds=1)) if previous else now)

    return Times()
