"""The schedule kept by a process that stays: builds in child processes, one after the other.

Missed times are made up for by one build, a build that goes on past the next time is not joined by a second one,
builds of different times wait for each other, and a clock that is put forward or back is noticed within seconds.
As the first process of a container it stops within the ten seconds that one is given, and leaves no zombies.
"""

from __future__ import annotations

import os
import signal
import subprocess
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import field
from datetime import UTC, datetime, timedelta
from threading import Thread

from briefgen.frozen import dataclass
from briefgen.settings.timetable import Timetable

TICK = 10.0
"""Seconds between two looks at the clock: who sleeps for longer sees neither a new time nor a machine that slept."""
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
    """One timetable with the build that it starts: when it is due, and when it last began, by the steady clock."""

    table: Timetable
    command: Sequence[str]
    name: str = "build"
    last: float = field(default_factory=time.monotonic)
    due: datetime = field(default_factory=lambda: datetime.now(UTC))

    @property
    def shown(self) -> str:
        """The time at which it is due, for the log."""
        return f"{self.table.local(self.due):%Y-%m-%d %H:%M %Z}"


class Daemon:
    """Keeps timetables until it is stopped; `log` gets a line for each run."""

    def __init__(self, watches: Sequence[ScheduledBuild], log: Callable[[str], None]) -> None:
        self.watches, self.log = watches, log
        self._clocks = Clocks(datetime.now(UTC), time.monotonic())

    def run(self) -> None:
        """Begin with each build, and stay until an exception, as signals raise it; a build under way ends with it."""
        for watch in self.watches:
            which = "the standard briefs are" if len(self.watches) == 1 else f"{watch.name} is"
            watch.due = watch.table.after(datetime.now(UTC))
            self.log(f"{which} made {watch.table.words}; now, then {watch.shown}")
        for watch in self.watches:
            self.build(watch)
        while True:
            left = min(watch.due for watch in self.watches) - datetime.now(UTC)
            time.sleep(min(max(left.total_seconds(), 0), TICK))
            self.look(datetime.now(UTC), time.monotonic())

    def look(self, now: datetime, steady: float) -> None:
        """Make what is due; after the clock was put back, set the next times anew."""
        if self._clocks.put_back(now, steady):
            for watch in self.watches:
                watch.due = next_time(watch.table, now, timedelta(seconds=steady - watch.last))
                self.log(f"the clock was put back; {watch.name} comes next {watch.shown}")
        for watch in self.watches:
            if watch.due <= now:
                self.build(watch)
        if os.getpid() == 1:
            reap()

    def build(self, watch: ScheduledBuild) -> None:
        """One build in a process of its own, whose session keeps Ctrl-C from it: we end it."""
        watch.last, child = time.monotonic(), None
        try:
            with put_off():  # whatever has begun is known here, and ends with this process
                child = subprocess.Popen(
                    watch.command,
                    stdin=subprocess.DEVNULL,
                    stdout=subprocess.PIPE,
                    stderr=subprocess.STDOUT,
                    start_new_session=True,
                )
            code = self._heard(child)
            said = f"left with {code}: {MEANINGS.get(code, 'it failed; the next run tries again')}"
        except OSError as bad:
            if child is not None:
                raise
            said = f"could not be started: {bad.strerror}; the next run tries again"
        finally:
            if child is not None:
                stop(child)
        watch.due = watch.table.after(datetime.now(UTC))
        self.log(f"{watch.name} {said}; next {watch.shown}")

    def _heard(self, child: subprocess.Popen[bytes]) -> int:
        """The exit code of a build whose words are logged as they come."""
        reader = Thread(target=self._repeat, args=(child,), daemon=True)
        reader.start()
        code = child.wait()
        reader.join(REST)
        if reader.is_alive():  # something that the build has started lives on and holds its output
            end_group(child)
        return code

    def _repeat(self, child: subprocess.Popen[bytes]) -> None:
        """Log what a build prints, line by line."""
        assert child.stdout is not None
        for line in child.stdout:
            self.log(line.decode("utf-8", "replace").rstrip())


@contextmanager
def put_off() -> Iterator[None]:
    """Heed what asks this process to end only after what is done meanwhile."""
    came: list[int] = []
    before = {which: signal.signal(which, lambda n, _: came.append(n)) for which in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for which, heeded in before.items():
            signal.signal(which, heeded)
        for number in came[:1]:
            signal.raise_signal(number)


def stop(child: subprocess.Popen[bytes]) -> None:
    """End a build, which leaves every file whole."""
    if child.poll() is None:
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


def reap() -> None:
    """Take leave of processes that ended after their parents, as the first process has to."""
    with suppress(ChildProcessError, AttributeError):  # no children at all; no such call on this system
        while os.waitpid(-1, os.WNOHANG)[0]:
            pass
