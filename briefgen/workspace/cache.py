"""What was worked out once and holds as long as its inputs do: a folder of the user's, never of the workspace.

Compiled templates are code, so a store must not travel with a workspace that came by mail. It lies in the
user's cache folder, is readable by the user alone, and is not used where somebody else could write to it.
Losing it costs time and nothing else: no failure to read or write it is ever an error.
"""

from __future__ import annotations

import os
import stat
import sys
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path

from briefgen.disk import read_file

DIGEST = 16
NEW = ".new-"
BUILD_STATES = "build.states"
"""The slot in which a build remembers what it made."""


class Store:
    """Bytes by name; `Store(None)` keeps nothing."""

    def __init__(self, folder: Path | None) -> None:
        self.folder = folder

    @classmethod
    def of(cls, root: Path) -> Store:
        """The store of a workspace."""
        base = _cache_folder()
        if base is None:
            return cls(None)
        folder = base / blake2b(str(root).encode("utf-8", "surrogateescape"), digest_size=8).hexdigest()
        try:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            return cls(folder if _is_private(folder) else None)
        except OSError:
            return cls(None)

    def get(self, name: str) -> bytes | None:
        """What was put under this name; None where there is nothing, or where it is damaged."""
        if self.folder is None:
            return None
        try:
            kept = read_file(self.folder / name)
        except OSError:
            return None
        digest, data = kept[:DIGEST], kept[DIGEST:]
        return data if _digest(name, data) == digest else None

    def put(self, name: str, data: bytes) -> None:
        if self.folder is None:
            return
        import tempfile

        temporary = ""
        try:
            handle, temporary = tempfile.mkstemp(dir=self.folder, prefix=NEW)
            with os.fdopen(handle, "wb") as file:
                file.write(_digest(name, data) + data)
            os.replace(temporary, self.folder / name)
        except BaseException as bad:
            if temporary:
                _remove(temporary)
            if not isinstance(bad, OSError):
                raise

    def sweep(self) -> None:
        """Remove what runs that were killed left half-written; a run that still writes keeps one thing less."""
        if self.folder is None:
            return
        try:
            for entry in os.scandir(self.folder):
                if entry.name.startswith(NEW):
                    _remove(entry.path)
        except OSError:
            return


def _remove(path: str) -> None:
    with suppress(OSError):
        os.unlink(path)


def _digest(name: str, data: bytes) -> bytes:
    return blake2b(name.encode() + b"\0" + data, digest_size=DIGEST).digest()


def _cache_folder() -> Path | None:
    if named := os.environ.get("BRIEFGEN_CACHE"):
        return Path(named) if named != "off" else None
    try:
        if sys.platform == "win32":
            return Path(os.environ["LOCALAPPDATA"]) / "briefgen"
        if sys.platform == "darwin":
            return Path.home() / "Library" / "Caches" / "briefgen"
        return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "briefgen"
    except (KeyError, RuntimeError):
        return None


def _is_private(folder: Path) -> bool:
    status = folder.stat()
    if not hasattr(os, "getuid"):
        return True
    return status.st_uid == os.getuid() and not status.st_mode & (stat.S_IWGRP | stat.S_IWOTH)
