"""How files and folders look, as one digest: what an answer is held against that was given before.

Every command waits for this, so it imports next to nothing. What is watched are lines: `file PATH`, `names PATH` for a
folder and what lies in it, `below PATH` for everything below a folder as `inputs.py` goes through it.
"""

from __future__ import annotations

import os
import stat

from briefgen.workspace.file_stat import FileStat, blake2b, is_over

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    States = dict[str, FileStat]

FILE, NAMES, BELOW = "file ", "names ", "below "


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
