"""The command line. Each command is a module that is imported when it is called.

Bytecode is kept in the user's cache where Python was told to leave none beside the modules, as containers often say
(`PYTHONDONTWRITEBYTECODE`). To compile the program at each start takes longer than all that a command does with it, so
what Python has for this is used: `sys.pycache_prefix`, a folder for that of all modules. What is imported before that
is compiled each time, so it is little.
"""

from __future__ import annotations

import os
import sys

from briefgen.version import __version__
from briefgen.workspace.cache_folder import own_cache_folder

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import NoReturn

BYTECODE = "bytecode"


def main() -> None:
    """Run briefgen with the arguments of the process and leave with its exit code.

    0 all well; 1 problems in facts or templates; 2 wrong usage, something could not be written, or a library is not
    installed; 3 another run is
    at work; 70 a fault of the program; 130 interrupted; 143 ended by a signal.
    """
    keep_bytecode()
    from briefgen.cli.answers import Answer

    answer = Answer(sys.argv[1:])
    if (code := answer.recall()) is not None:
        sys.exit(code)
    from briefgen.collector import walk_seldom

    walk_seldom()
    try:
        from briefgen.cli.run import run
    except ModuleNotFoundError as bad:
        from briefgen.errors import missing_library

        if not (missing := missing_library(bad)):
            raise
        sys.stderr.write(f"briefgen: {missing}\n")
        sys.exit(2)
    _leave(run(sys.argv[1:], answer))


def _leave(code: int) -> NoReturn:
    """End the process; Python's own end takes every object apart first, which is a sixth of making a brief."""
    import atexit
    import threading

    try:
        for stream in (sys.stdout, sys.stderr):
            if stream is not None:
                stream.flush()
    except (OSError, ValueError):  # told by Python itself, with a code of its own
        sys.exit(code)
    if threading.active_count() > 1:
        sys.exit(code)
    atexit._run_exitfuncs()
    os._exit(code)


def keep_bytecode() -> None:
    """Have Python keep bytecode in the user's cache from here on, where it would keep none.

    What was installed with its bytecode is left alone, and so is Python where nothing may be kept.
    """
    if not sys.dont_write_bytecode or sys.pycache_prefix is not None or _is_compiled():
        return
    if not (folder := own_cache_folder(BYTECODE)):
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


__all__ = ["main"]
