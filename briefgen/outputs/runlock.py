"""One run at a time writes to `out/`: a lock that the system gives back when its holder dies, however it dies.

The file holds the holder's process id for others to name; it is never deleted, since deleting a lock file lets
two holders in.
"""

from __future__ import annotations

import errno
import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

from briefgen.disk import read_file
from briefgen.errors import Busy, UsageProblem
from briefgen.outputs.manifest import FOLDER, open_own

LOCK = "lock"
_PAUSE = 0.05
_held: list[IO[bytes]] = []
"""The locks of this process. A copy of it would hold them as well, and beyond its end: it closes them."""


@contextmanager
def running(out: Path, *, wait: float = 0.0) -> Iterator[None]:
    """Hold the lock of `out`; where another run holds it, wait that many seconds, then raise `Busy`."""
    path = out / FOLDER / LOCK
    try:
        file = open(open_own(out, LOCK, os.O_RDWR), "r+b", buffering=0)  # noqa: SIM115 - closed below, where the lock ends
    except OSError as bad:
        raise UsageProblem(f"{out} cannot be written: {bad.strerror or bad}") from bad
    with file:
        until = time.monotonic() + wait
        while not _take(file, path):
            if time.monotonic() >= until:
                raise Busy(f"another run of briefgen writes to {out}{_holder(path)}; try again when it has ended")
            time.sleep(_PAUSE)
        _sign(file, path)
        _held.append(file)
        try:
            yield
        finally:
            _held.remove(file)
            _unsign(file)


def _let_go() -> None:
    for file in _held:
        file.close()
    _held.clear()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_let_go)


def _sign(file: IO[bytes], path: Path) -> None:
    """Write down who holds the lock."""
    try:
        file.seek(0)
        file.truncate()
        file.write(f"{os.getpid()}\n".encode())
    except OSError as bad:
        raise UsageProblem(f"{path} cannot be written: {bad.strerror}") from bad


def _unsign(file: IO[bytes]) -> None:
    """Nobody holds the lock any more; where drives know no locks, that is all that says so."""
    with suppress(OSError):
        file.seek(0)
        file.truncate()


def _holder(path: Path) -> str:
    try:
        words = read_file(path, 100).decode("ascii", "ignore").strip()
    except OSError:
        return ""
    return f" (process {words})" if words.isdigit() else ""


def _take(file: IO[bytes], path: Path) -> bool:
    """Whether the lock is ours now; on a drive that knows no locks, whether its file names nobody who is alive."""
    try:
        _lock(file)
    except OSError as bad:
        if bad.errno in _UNKNOWN:
            words = read_file(path, 100).decode("ascii", "ignore").strip()
            return words == str(os.getpid()) or not lives(words)
        if bad.errno in _HELD:
            return False
        raise UsageProblem(f"{path} cannot be locked: {bad.strerror or bad}") from bad
    return True


def lives(process: str) -> bool:
    """Whether the process with an id, as it was written down, is at work on this machine; False where none can tell."""
    if not process.isdecimal() or int(process) == 0 or os.name != "posix":
        return False
    try:
        os.kill(int(process), 0)
    except (ProcessLookupError, OverflowError):
        return False
    except OSError:  # somebody else's
        return True
    return True


_HELD = frozenset({errno.EAGAIN, errno.EWOULDBLOCK, errno.EACCES, errno.EDEADLK})
_UNKNOWN = frozenset({errno.ENOLCK, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS, errno.EINVAL})

if sys.platform != "win32":
    import fcntl

    def _lock(file: IO[bytes]) -> None:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)

else:
    import msvcrt

    def _lock(file: IO[bytes]) -> None:
        file.seek(1 << 20)  # far behind the id, which others read meanwhile
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined,unused-ignore]
