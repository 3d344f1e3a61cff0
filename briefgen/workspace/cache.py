"""What was worked out once and holds as long as its inputs do: a folder of the user's, never of the workspace.

Compiled templates are code, so a store must not travel with a workspace that came by mail. It lies in the
user's cache folder, is readable by the user alone, and is not used where somebody else could write to it.
Losing it costs time and nothing else: no failure to read or write it is ever an error. Every command waits for this
module, so it imports next to nothing.
"""

from __future__ import annotations

import os
import stat
from _thread import allocate_lock

from briefgen.workspace.cache_folder import own_cache_folder
from briefgen.workspace.file_stat import blake2b, file_stat_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from pathlib import Path
    from typing import Any

    from briefgen.workspace.file_stat import FileStat

DIGEST = 16
NEW = ".new-"
BUILD_STATES = "build.states"
"""The slot in which a build remembers what it made."""


class Store:
    """Bytes by name; `Store(None)` keeps nothing."""

    def __init__(self, folder: str | os.PathLike[str] | None) -> None:
        self.folder = os.fspath(folder or "")
        """Where they lie; "" where nothing is kept."""

    @classmethod
    def of(cls, root: Path) -> Store:
        """The store of a workspace."""
        name = blake2b(str(root).encode("utf-8", "surrogateescape"), digest_size=8).hexdigest()
        return cls(own_cache_folder(name))

    def get(self, name: str) -> bytes | None:
        """What was put under this name; None where there is nothing, or where it is damaged."""
        if not self.folder:
            return None
        try:
            handle = os.open(f"{self.folder}/{name}", os.O_RDONLY | _BINARY | _AT_ONCE)
            with open(handle, "rb", buffering=0) as file:  # closed in any case
                if not stat.S_ISREG(os.fstat(handle).st_mode):
                    return None
                digest, data = file.read(DIGEST), file.read()
        except OSError:
            return None
        return data if _digest(name, data) == digest else None

    def look(self, name: str) -> FileStat | None:
        """How the file looks that lies under a name: each that is put there looks other than those before."""
        return file_stat_of(f"{self.folder}/{name}") if self.folder else None

    def put(self, name: str, *data: bytes) -> None:
        """Put bytes under a name, whole or not at all: some behind others, which are not put together for it."""
        if not self.folder:
            return
        temporary = f"{self.folder}/{NEW}{os.getpid()}-{os.urandom(4).hex()}"
        try:
            handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _BINARY, 0o600)
            with open(handle, "wb") as file:
                file.write(_digest(name, *data))
                file.writelines(data)
            os.replace(temporary, f"{self.folder}/{name}")
        except BaseException as bad:
            _remove(temporary)
            if not isinstance(bad, OSError):
                raise

    def value(self, name: str, key: bytes) -> Any:
        """What was kept as a value under a name by the very same program, from what `key` stands for; else None."""
        data = self.get(name)
        if data is None or not data.startswith(key):
            return None
        from pickle import loads

        try:
            return loads(memoryview(data)[len(key) :])
        except Exception:  # whatever another program has put there
            return None

    def keep_value(self, name: str, key: bytes, value: object) -> None:
        """Keep a value; `key` changes with the program, so that nobody else makes anything of it."""
        if self.folder:
            from pickle import dumps

            self.put(name, key + dumps(value))

    def add(self, name: str, data: bytes, *, is_new: bool) -> int | None:
        """Put data behind what lies under a name, and say where it begins; None where that cannot be done.

        Under a name that `is_new` there is nothing so far; under every other there is, unless somebody has dropped it.
        Nothing vouches for it; whoever reads it (`view`) has a checksum of his own.
        """
        if not self.folder:
            return None
        making = os.O_CREAT | os.O_EXCL if is_new else 0
        flags = os.O_WRONLY | os.O_APPEND | making | _BINARY | getattr(os, "O_NOFOLLOW", 0)
        try:
            with open(os.open(f"{self.folder}/{name}", flags, 0o600), "ab") as file:
                file.write(data)
                file.flush()
                return file.tell() - len(data)
        except OSError:
            return None

    def view(self, name: str) -> KeptBytes:
        """The bytes that lie under a name, as `add` put them there; of which only those are read that are asked for."""
        try:
            return KeptBytes(os.open(f"{self.folder}/{name}", os.O_RDONLY | _BINARY | _AT_ONCE))
        except OSError:
            return KeptBytes(None)

    def drop(self, name: str) -> None:
        """Forget what lies under a name."""
        _remove(f"{self.folder}/{name}")

    def names(self) -> list[str]:
        """Every name under which something lies."""
        try:
            return os.listdir(self.folder) if self.folder else []
        except OSError:
            return []

    def sweep(self) -> None:
        """Remove what runs that were killed left half-written; a run that still writes keeps one thing less."""
        for name in self.names():
            if name.startswith(NEW):
                _remove(f"{self.folder}/{name}")

    def forget_oldest(self, most: int) -> None:
        """Remove the oldest files where there are more than `most`, so that half as many are left."""
        try:
            found = [(entry.stat().st_mtime_ns, entry.path) for entry in os.scandir(self.folder)]
            for _, path in sorted(found)[: len(found) - most // 2] if len(found) > most else ():
                os.unlink(path)
        except OSError:
            return


class KeptBytes:
    """The bytes of an open file, which is read wherever a part of it is asked for, also by copies of this process.

    It is not mapped into memory: of each page that is touched there, hundreds around it would be counted as held.
    """

    def __init__(self, handle: int | None) -> None:
        self._handle, self._turn = handle, allocate_lock()

    def __len__(self) -> int:
        return 0 if self._handle is None else os.fstat(self._handle).st_size

    def __getitem__(self, part: slice) -> bytes:
        if self._handle is None:
            return b""
        try:
            if _HAS_PLACES:
                return os.pread(self._handle, part.stop - part.start, part.start)
            with self._turn:  # Windows
                os.lseek(self._handle, part.start, os.SEEK_SET)
                return os.read(self._handle, part.stop - part.start)
        except OSError:
            return b""

    def __del__(self) -> None:
        if self._handle is not None:
            os.close(self._handle)


_HAS_PLACES = hasattr(os, "pread")
_BINARY, _AT_ONCE = getattr(os, "O_BINARY", 0), getattr(os, "O_NONBLOCK", 0)


def _remove(path: str) -> None:
    try:
        os.unlink(path)
    except OSError:
        return


def _digest(name: str, *data: bytes) -> bytes:
    digest = blake2b(name.encode() + b"\0", digest_size=DIGEST)
    for part in data:
        digest.update(part)  # some megabytes, which are not copied for it
    return digest.digest()
