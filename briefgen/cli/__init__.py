"""The command line. Each command is a small module that is imported when it is called."""

from __future__ import annotations

import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import NoReturn


def main() -> None:
    """Run briefgen with the arguments of the process and leave with its exit code.

    0 all well; 1 problems in facts or templates; 2 wrong usage, something could not be written, or a library is not
    installed; 3 another run is
    at work; 70 a fault of the program; 130 interrupted; 143 ended by a signal.
    """
    from briefgen.cli.bytecode import keep_bytecode

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
    import os
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


__all__ = ["main"]
