"""Where the user's cache lies, and whether nobody else can write to it.

Asked before all else where Python keeps no bytecode, so it is small and imports nothing of ours.
"""

from __future__ import annotations

import os
import stat
import sys


def own_cache_folder(name: str) -> str:
    """A folder of the user's own for what is kept, made where it is missing; "" where none can be used."""
    base = _cache_folder()
    folder = f"{base}/{name}"
    try:
        if not base:
            return ""
        os.makedirs(folder, mode=0o700, exist_ok=True)
        return folder if _is_private(folder) else ""
    except OSError:
        return ""


def _cache_folder() -> str:
    if named := os.environ.get("BRIEFGEN_CACHE"):
        return named if named != "off" else ""
    if sys.platform == "win32":
        place = os.environ.get("LOCALAPPDATA", "")
    elif sys.platform == "darwin":
        place = _at_home("Library/Caches")
    else:
        place = os.environ.get("XDG_CACHE_HOME") or _at_home(".cache")
    return f"{place}/briefgen" if place else ""


def _at_home(below: str) -> str:
    home = os.path.expanduser("~")
    return f"{home}/{below}" if home != "~" else ""


def _is_private(folder: str) -> bool:
    status = os.stat(folder)
    if not hasattr(os, "getuid"):
        return True
    return status.st_uid == os.getuid() and not status.st_mode & (stat.S_IWGRP | stat.S_IWOTH)
