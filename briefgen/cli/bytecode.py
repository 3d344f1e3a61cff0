"""Bytecode in the user's cache, where Python was told to leave none beside the modules.

Containers often say so (`PYTHONDONTWRITEBYTECODE`). To compile the program at each start takes longer than all that a
command does with it, so what Python has for this is used: `sys.pycache_prefix`, a folder for that of all modules.
"""

from __future__ import annotations

import os
import sys

from briefgen.version import __version__
from briefgen.workspace.cache_folder import own_cache_folder

FOLDER = "bytecode"


def keep_bytecode() -> None:
    """Have Python keep bytecode in the user's cache from here on, where it would keep none.

    What was installed with its bytecode is left alone, and so is Python where nothing may be kept.
    """
    if not sys.dont_write_bytecode or sys.pycache_prefix is not None or _is_compiled():
        return
    if not (folder := own_cache_folder(FOLDER)):
        return
    own = f"{folder}/{sys.implementation.cache_tag}-{__version__}"
    if not os.path.exists(own):
        _forget_others(folder)
    sys.pycache_prefix, sys.dont_write_bytecode = own, False


def _forget_others(folder: str) -> None:
    """Remove what other versions left, but for the last of them: two may take turns."""
    from shutil import rmtree

    try:
        for entry in sorted(os.scandir(folder), key=lambda entry: entry.stat().st_mtime_ns)[:-1]:
            rmtree(entry.path, ignore_errors=True)
    except OSError:  # another one removes them
        return


def _is_compiled() -> bool:
    """Whether this module's own bytecode lies where Python looks for it."""
    return __spec__ is not None and os.path.exists(__spec__.cached or "")
