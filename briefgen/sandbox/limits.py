"""The limits that a child process sets itself before it does what a template asks.

Time is processor time, so that a slow or busy machine stops nobody's brief. A signal ends a runaway in Python
code, where the template's line is still known; the kernel ends one that never comes back to Python. Memory is
the address space that may be taken beyond what the program itself has: a request for more fails.

Drawing a picture and running another program are no template's doing and may be large or slow on some machines:
they run with `own_limits`.
"""

from __future__ import annotations

import signal
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

from briefgen.errors import Overrun
from briefgen.frozen import dataclass

if sys.platform != "win32":
    import resource

OWN_SECONDS = 120
"""Seconds of processor time for each thing that has limits of its own."""
_AGAIN = 1.0
_WALL = 10  # a process that waits for something that never comes is ended after so many times its seconds


@dataclass(frozen=True, slots=True)
class Limits:
    """Seconds of processor time, and megabytes of memory in all."""

    seconds: int
    megabytes: int


_limits: Limits | None = None  # those of this process; None in one that is free
_whole = 0  # bytes that this process may hold while these limits stand
_begun: dict[Limits, tuple[int, int]] = {}  # bytes held when limits were first set here, and how many more it might


def set_limits(limits: Limits) -> None:
    """Limit this process from now on. Passing the time raises `Overrun` in its main thread, then ends the process."""
    global _limits, _whole
    _limits = limits
    empty, held = _own_sizes()
    allowed = limits.megabytes << 20
    # A process that has grown large before, such as one that serves pages, keeps room for work all the same; and what
    # does one thing after another has for each as much room as it had for the first.
    _, room = _begun.setdefault(limits, (held, max(allowed - held, allowed // 2)))
    _whole = held + room
    signal.signal(signal.SIGPROF, _late)
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.signal(signal.SIGXCPU, signal.SIG_DFL)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    signal.setitimer(signal.ITIMER_REAL, limits.seconds * _WALL + OWN_SECONDS)
    _clamp(limits.seconds, empty, held)


def lift_limits() -> None:
    """Let the process finish: what it does from now on is not a template's doing."""
    global _limits
    if _limits is not None:
        _loosen()
        signal.setitimer(signal.ITIMER_REAL, 0)
        _limits = None


def has_grown(limits: Limits) -> bool:
    """Whether this process holds so much more than when it began that another should take its place."""
    held, _ = _begun.get(limits, (sys.maxsize, 0))
    most = held + (limits.megabytes << 19)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss << 10  # which is known at once
    return peak > most and _own_sizes()[1] > most


@contextmanager
def own_limits() -> Iterator[None]:
    """Run a block with limits of its own; in a process that has none, just run it."""
    if _limits is None:
        yield
        return
    left = _loosen()
    try:
        yield
    finally:
        _clamp(max(left, 0.01), *_own_sizes())


def _clamp(seconds: float, empty: int, held: int) -> None:
    assert _limits is not None
    _set_soft(resource.RLIMIT_CPU, int(time.process_time() + seconds) + 2)
    _set_soft(resource.RLIMIT_AS, empty + max(_whole, held + (_limits.megabytes << 19)))
    signal.setitimer(signal.ITIMER_PROF, seconds, _AGAIN)


def _loosen() -> float:
    """Take the limits off; the seconds that were left."""
    left, _ = signal.setitimer(signal.ITIMER_PROF, 0)
    _set_soft(resource.RLIMIT_CPU, int(time.process_time()) + OWN_SECONDS)
    _set_soft(resource.RLIMIT_AS, resource.RLIM_INFINITY)
    return left


def _set_soft(kind: int, wanted: int) -> None:
    """Set a limit that can be lifted again, never above what the user's system allows."""
    _, hard = resource.getrlimit(kind)
    both = [limit for limit in (wanted, hard) if limit != resource.RLIM_INFINITY]
    resource.setrlimit(kind, (min(both, default=resource.RLIM_INFINITY), hard))


def _own_sizes() -> tuple[int, int]:
    """Bytes of address space that hold no memory (code not yet read, room that libraries keep free), and that do."""
    try:
        with open("/proc/self/statm", "rb") as file:
            size, resident = (int(word) for word in file.read().split()[:2])
    except (OSError, ValueError):  # no Linux
        return 0, 0
    return (size - resident) * resource.getpagesize(), resident * resource.getpagesize()


def _late(signal_: int, frame: object) -> None:
    Overrun.last = Overrun.slow()
    raise Overrun.last
