"""Whether somebody has a brief open in Word or LibreOffice right now.

Both leave a small file beside it (`lock_names`), and a crash leaves that there for ever; so it says nothing
alone. Where there is one, the operating system is asked: on Windows an open file cannot be opened for writing; on
other systems LibreOffice holds a lock on it. Age says nothing: a file may be open for days.
"""

from __future__ import annotations

import os
import time
from pathlib import Path

PATIENCE = 2.0
"""Seconds to wait for a file to be closed."""
_PAUSE = 0.1


def stays_open(path: Path) -> bool:
    """True where the file is open elsewhere and is not closed within a short while."""
    if not has_lock_beside(path):
        return False
    end = time.monotonic() + PATIENCE
    while _is_held(path):
        if time.monotonic() >= end:
            return True
        time.sleep(_PAUSE)
    return False


def has_lock_beside(path: Path) -> bool:
    return any(path.with_name(name).exists() for name in lock_names(path.name))


def _is_held(path: Path) -> bool:
    """Whether another program holds the file, or the small one beside it."""
    beside = (path.with_name(name) for name in lock_names(path.name))
    return any(_is_locked(file) for file in (path, *beside) if file.is_file())


def _is_locked(file: Path) -> bool:
    try:
        with open(file, "r+b") as opened:
            return _refuses_lock(opened.fileno())
    except PermissionError:
        return os.name == "nt"  # elsewhere it is write-protected, which is told by others
    except OSError:
        return False


def _refuses_lock(handle: int) -> bool:
    try:
        import fcntl
    except ImportError:
        return False
    try:
        fcntl.lockf(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):
        return True
    except OSError:
        return False  # a file system without locks
    return False


# --- The small files that Word and LibreOffice keep beside a file while it is open ---


def lock_names(name: str) -> tuple[str, ...]:
    """The names that a lock file may have which tells that the file of this name is open.

    Word puts `~$` in front of a short name, and in place of one or two letters of a longer one; LibreOffice writes
    `.~lock.` in front and `#` behind.
    """
    return (*(f"~${name[dropped:]}" for dropped in range(3)), f".~lock.{name}#")
