"""Whether files and folders are as they were when last looked at, told without reading them: by size, times and inode.

The rule is the one that git has for its index ("Use of index and Racy Git problem", technical/racy-git in git's own
documentation): a file can be written twice within one tick of the clock and then looks the same. So a state is
relied on only where both its times were clearly over when it was taken; every other file is read. The time of the
last change (`ctime`) can be set by nobody: `touch -r`, or a copy that keeps its times, gives it a new one. A clock
that was put back makes times that are not over yet, so that files are read; it makes no edit go unseen.

Every command waits for this, so it imports next to nothing.
"""

from __future__ import annotations

import os
import stat
from marshal import dumps
from time import time_ns

try:
    from _blake2 import blake2b as blake2b  # hashlib's own, without the library that brings the other digests
except ImportError:
    from hashlib import blake2b as blake2b

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    States = dict[str, "FileStat"]

FileStat = tuple[int, int, int, int]
"""Size, time of writing and time of change in nanoseconds, inode."""
TICK = 2_000_000_000
"""Nanoseconds between two times that a file system can tell apart, at the most: FAT counts in steps of two seconds."""
_BY_VALUE = 2
"""A form of `marshal` that is the same for what is equal: in later ones it counts which texts are one object."""
FINE_TICK = 100_000_000
"""The same where neither time is of whole milliseconds: such a system keeps finer ones, and sets its clock a hundred
times a second. Coarse ones count in seconds or hundredths. One fine time in a thousand is of whole microseconds, which
so says nothing: there is one among the files of many a build.
"""
_MILLISECOND = 1_000_000


def file_stat_of(path: str | os.PathLike[str]) -> FileStat | None:
    """The state of a file or of what a link leads to; None where there is none."""
    try:
        status = os.stat(path)
    except OSError:
        return None
    return (status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino)


class FileStats:
    """How files look, for one call that has to know it of thousands more than once.

    What `states` has by path is as it was when the last look at all files began; a look that was `taken` for something
    else stands for the first of them.
    """

    def __init__(self) -> None:
        self.taken, self.states = 0, dict[str, FileStat]()

    def again(self) -> int:
        """Look at all files; since when what is seen now may not hold any more, in nanoseconds."""
        begun, self.taken = self.taken, 0
        if not begun:
            self.states = {}
        return begun or time_ns()

    def state_of(self, path: str) -> FileStat | None:
        """The state of a file or of what a link leads to; None where there is none."""
        return self.states.get(path) or file_stat_of(path)


def is_over(state: FileStat | None, taken: int) -> bool:
    """Whether a state can be relied on that was taken at a time, in nanoseconds since 1970.

    Never on Windows, where no time says when a file was last changed.
    """
    if state is None:
        return True
    _, written, changed, _ = state
    tick = FINE_TICK if written % _MILLISECOND and changed % _MILLISECOND else TICK
    return max(written, changed) + min(tick, TICK) < taken and os.name != "nt"


def digest_of_stats(states: Iterable[tuple[str, FileStat | None]]) -> bytes:
    """Twenty bytes that stand for the names and states of many files."""
    return blake2b(dumps(list(states), _BY_VALUE), digest_size=20).digest()


# --- How many files and folders look, as one digest: what an answer is held against that was given before ---


FILE, NAMES, BELOW = "file ", "names ", "below "
"""How a line of what is watched begins: a file, a folder and what lies in it, or everything below a folder as
`inputs.py` goes through it; its path follows."""


def look_of(watched: Iterable[str], taken: int = 0, states: States | None = None) -> bytes:
    """Twenty bytes for how all of it looks now; `states` takes in how each file does, by its path.

    b"" where something was not over at `taken`, in nanoseconds: it may have been changed since and look the same.
    """
    shown: list[str] = []
    states = {} if states is None else states
    for line in watched:
        kind, _, path = line.partition(" ")
        {FILE: _file, NAMES: _names, BELOW: _below}[f"{kind} "](path, shown, states)
    if taken and not all(is_over(state, taken) for state in states.values()):
        return b""
    return blake2b("\0".join(shown).encode("utf-8", "surrogateescape"), digest_size=20).digest()


def shows(name: str) -> bool:
    """Whether a name among facts or templates is of interest: neither hidden nor a lock, nor Python's own."""
    return not name.startswith((".", "~$")) and name != "__pycache__"


def _file(path: str, shown: list[str], states: States) -> None:
    try:
        status = os.lstat(path)
        if stat.S_ISLNK(status.st_mode):
            shown.append(f"{os.readlink(path)} {_state(f'{path} ->', status, states)}")
            status = os.stat(path)
    except OSError as bad:
        shown.append(f"{path} {bad.errno}")
    else:
        shown.append(f"{path} {status.st_mode} {_state(path, status, states)}")


def _names(path: str, shown: list[str], states: States) -> None:
    _file(path, shown, states)
    try:
        shown += sorted(os.listdir(path))
    except OSError as bad:
        shown.append(f"{path} {bad.errno}")


def _below(path: str, shown: list[str], states: States) -> None:
    """The names and states of all files; of a folder its times are no part, for hidden files change them."""
    todo, seen = [path], set()
    while todo:
        place = todo.pop()
        try:
            status = os.stat(place)
            if (status.st_dev, status.st_ino) in seen:
                continue
            seen.add((status.st_dev, status.st_ino))
            names = sorted([name for name in os.listdir(place) if shows(name)])
        except OSError as bad:
            shown.append(f"{place} {bad.errno}")
            continue
        _state(place, status, states)
        shown.append(place)
        for name in names:
            entry = f"{place}/{name}"
            try:
                status = os.lstat(entry)
                if stat.S_ISLNK(status.st_mode):
                    shown.append(f"{entry} -> {os.readlink(entry)}")
                    status = os.stat(entry)
            except OSError as bad:
                shown.append(f"{entry} {bad.errno}")
                continue
            if stat.S_ISDIR(status.st_mode):
                todo.append(entry)
            else:
                shown.append(f"{name} {_state(entry, status, states)}")


def _state(path: str, status: os.stat_result, states: States) -> FileStat:
    state = states[path] = (status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino)
    return state
