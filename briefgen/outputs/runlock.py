"""One run at a time writes to `out/`: a lock that the system gives back when its holder dies, however it dies.

The file holds the holder's process id for others to name; it is never deleted, since deleting a lock file lets
two holders in.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

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
        while not _take(file):
            if time.monotonic() >= until:
                raise Busy(f"another run of briefgen writes to {out}{_holder(path)}; try again when it has ended")
            time.sleep(_PAUSE)
        _sign(file, path)
        _held.append(file)
        try:
            yield
        finally:
            _held.remove(file)


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


def _holder(path: Path) -> str:
    try:
        words = path.read_bytes()[:20].decode("ascii", "ignore").strip()
    except OSError:
        return ""
    return f" (process {words})" if words.isdigit() else ""


if os.name == "posix":
    import fcntl

    def _take(file: IO[bytes]) -> bool:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False
        return True

else:
    import msvcrt

    def _take(file: IO[bytes]) -> bool:
        try:
            file.seek(1 << 20)  # far behind the id, which others read meanwhile
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined,unused-ignore]
        except OSError:
            return False
        return True
