"""A disk that fails: the n-th call that reaches it from now on is refused, or is where the process dies.

Opening, renaming, deleting, making folders and changing modes are heard of through the interpreter's audit hooks;
reading, writing and flushing through files of our own. Calls of other folders, such as imports, do not count.
Run as `python -m tests.faulty N FOLDER[:FOLDER…] ARGUMENTS…` it is the command `briefgen` that dies at call N.
"""

from __future__ import annotations

import errno
import gc
import io
import os
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

EVENTS = ("open", "os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.chmod", "os.scandir", "os.listdir")
Fault = Callable[[str], None]
"""What happens at a call; it is given the path, or "" where the system names none: reading, writing, flushing."""


def refuse(number: int) -> Fault:
    """The call fails as on a disk that is full (ENOSPC) or broken (EIO)."""

    def fault(path: str) -> None:
        raise OSError(number, os.strerror(number), *([path] if path else []))

    return fault


FULL, BROKEN = refuse(errno.ENOSPC), refuse(errno.EIO)


def die(_: str) -> None:
    """The process ends here, as with `kill -9`."""
    os.kill(os.getpid(), signal.SIGKILL)


def terminate(_: str) -> None:
    """Somebody asks the process to end."""
    os.kill(os.getpid(), signal.SIGTERM)


def interrupt(_: str) -> None:
    """Somebody presses Ctrl-C."""
    os.kill(os.getpid(), signal.SIGINT)


ENDING = (die, terminate, interrupt)


@dataclass
class Disk:
    """Counts the calls that concern `folders` and brings the fault at call number `at`, counted from 1."""

    folders: tuple[str, ...]
    at: int
    fault: Fault
    calls: int = 0
    call: str = ""
    """What the fault met."""
    only: int = 0
    """The one process that counts, where it is not every one that comes of this one."""

    def tick(self, call: str, path: object) -> bool:
        """Count a call; true where the fault is due, which is left to the caller."""
        if self.only not in (0, os.getpid()):
            return False
        if isinstance(path, bytes):
            path = os.fsdecode(path)
        if not isinstance(path, str | Path) or not str(path).startswith(self.folders):
            return False
        self.calls += 1
        if self.calls != self.at:
            return False
        self.call = f"{call} {path}"
        return True

    def hear(self, event: str, arguments: tuple[Any, ...]) -> None:
        if event in EVENTS and self.tick(event, arguments[0]):
            self.fault(os.fsdecode(arguments[0]))


_disks: list[Disk] = []
"""The one disk that fails, or none: a hook stays for as long as the process."""


def _hook(event: str, arguments: tuple[Any, ...]) -> None:
    for disk in _disks:
        disk.hear(event, arguments)


class _Raw(io.FileIO):
    """A file whose reading and writing counts; a fault in the midst of writing leaves half of it written."""

    def write(self, data: Any, /) -> int:
        if any(disk.tick("write", _path(self)) for disk in _disks):
            super().write(bytes(data)[: len(data) // 2])
            _disks[0].fault("")
        return super().write(data) or 0

    def readall(self) -> bytes:
        _meet("read", _path(self))
        return super().readall() or b""

    def readinto(self, buffer: Any, /) -> int:
        _meet("read", _path(self))
        return super().readinto(buffer) or 0


def _meet(call: str, path: object) -> None:
    for disk in _disks:
        if disk.tick(call, path):
            disk.fault("")


def _path(file: io.FileIO) -> str:
    try:
        return os.readlink(f"/proc/self/fd/{file.fileno()}")
    except OSError:  # no such folder on this system: count it all the same
        return str(file.name) if isinstance(file.name, str) else _disks[0].folders[0]


def _opened(file: Any, mode: str = "r", buffering: int = -1, encoding: Any = None, *more: Any, **named: Any) -> Any:
    """What the built-in `open` does, over files of ours."""
    if "b" not in mode or not _disks:
        return _real_open(file, mode, buffering, encoding, *more, **named)
    raw = _Raw(file, mode.replace("b", ""))
    if buffering == 0:
        return raw
    if "+" in mode:
        return io.BufferedRandom(raw)
    return io.BufferedReader(raw) if "r" in mode else io.BufferedWriter(raw)


def _flushed(handle: int) -> None:
    try:
        _meet("fsync", os.readlink(f"/proc/self/fd/{handle}"))
    except FileNotFoundError:
        _meet("fsync", _disks[0].folders[0] if _disks else "")


_real_open = io.open


@contextmanager
def failing(disk: Disk) -> Iterator[Disk]:
    """Within it the disk fails; flushing counts and does nothing.

    What others have called at each collection of garbage waits: an interrupt that came in it would be lost.
    """
    import builtins

    _listen()
    flush, called = os.fsync, gc.callbacks[:]
    gc.callbacks.clear()
    builtins.open, io.open, os.fsync = _opened, _opened, _flushed  # type: ignore[assignment]
    _disks.append(disk)
    try:
        yield disk
    finally:
        _disks.remove(disk)
        gc.callbacks[:] = called
        builtins.open, io.open, os.fsync = _real_open, _real_open, flush


@cache
def _listen() -> None:
    """A hook cannot be taken back, so there is one."""
    sys.addaudithook(_hook)


def main(at: str, folders: str, *arguments: str) -> int:
    from briefgen.cli.run import run

    with failing(Disk(tuple(folders.split(":")), int(at), die)):
        return run(arguments)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
