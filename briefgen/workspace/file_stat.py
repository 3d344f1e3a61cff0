"""Whether a file is as it was when it was last looked at, told without reading it: by its size, times and inode.

The rule is the one that git has for its index ("Use of index and Racy Git problem", technical/racy-git in git's own
documentation): a file can be written twice within one tick of the clock and then looks the same. So a state is
relied on only where both its times were clearly over when it was taken; every other file is read. The time of the
last change (`ctime`) can be set by nobody: `touch -r`, or a copy that keeps its times, gives it a new one. A clock
that was put back makes times that are not over yet, so that files are read; it makes no edit go unseen.
"""

from __future__ import annotations

import os
from marshal import dumps
from time import time_ns

try:
    from _blake2 import blake2b as blake2b  # hashlib's own, without the library that brings the other digests
except ImportError:
    from hashlib import blake2b as blake2b

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

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
