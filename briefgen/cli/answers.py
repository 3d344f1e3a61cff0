"""What a command said, kept for as long as nothing it looked at looks other than then: then it is said again.

A command that changes nothing - a brief that is up to date, a check, help - says the same as before, and to find that
out takes no more than a look at files. So this is asked first, before the library of the command line is imported, and
imports next to nothing itself. A command names what its answer rests on (`CodeWithInputs`); what would be
written or changed by another call is never kept. The answer is for these words, in this folder, on this terminal, with
these variables, and for these programs.
"""

from __future__ import annotations

import marshal
import os
import sys
from time import time_ns

from briefgen.version import __version__
from briefgen.workspace.cache import Store
from briefgen.workspace.cache_folder import own_cache_folder
from briefgen.workspace.file_stat import BELOW, FileStats, blake2b, look_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

FOLDER = "answers"
MOST = 200
"""How many answers are kept; then the oldest half is forgotten."""
HUSHED = 141
"""The exit code where the reader of the output has gone."""
_VARIABLES = ("BRIEFGEN_", "COLUMNS", "HOME", "LANG", "LC_", "NO_COLOR", "PATH", "PYTHON", "TERM", "XDG_")


class CodeWithInputs(int):
    """An exit code of a command that would do and say the very same as long as all that is watched looks as now."""

    watched: tuple[str, ...]

    def __new__(cls, code: int, watched: Iterable[str]) -> CodeWithInputs:
        self = super().__new__(cls, code)
        self.watched = tuple(watched)
        return self


class Answer:
    """The answer to one call: known, or to be kept when it was given."""

    def __init__(self, arguments: Sequence[str]) -> None:
        self.begun = time_ns()
        self.said: list[tuple[int, str]] = []
        """What was written to the standard output (1) and to the errors (2), in order."""
        self.look = FileStats()
        """How files look where something looks other than when this was last said."""
        self._name = _name_of(arguments)
        self._store = Store(own_cache_folder(FOLDER) if self._name else None)

    def recall(self) -> int | None:
        """Say again what was said; the exit code, None where that is not known any more."""
        kept = self._store.get(self._name)
        if kept is None:
            return None
        try:
            looks, code, said = marshal.loads(kept)
            if any(look_of(watched, states=self.look.states) != look for look, watched in looks):
                self.look.taken = self.begun
                return None
        except (ValueError, TypeError, EOFError, KeyError):
            return None
        return _say(said, code)

    def keep(self, code: CodeWithInputs) -> None:
        """Keep what was said, unless something was changed so late that it may have been changed meanwhile."""
        if not self._store.folder:
            return
        looks: list[tuple[bytes, tuple[str, ...]]] = []
        for watched in _in_turn(code.watched):
            look = look_of(watched, self.begun)
            if not look:
                return
            looks.append((look, watched))
        self._store.put(self._name, marshal.dumps((looks, int(code), self.said)))
        self._store.forget_oldest(MOST)


def _in_turn(watched: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """What is looked at first of all: what changes most often."""
    yield tuple([line for line in watched if line.startswith(BELOW)])  # facts and templates
    yield tuple([line for line in watched if not line.startswith(BELOW)])
    from briefgen.workspace.programs import watched_programs

    yield tuple(watched_programs())


def _name_of(arguments: Sequence[str]) -> str:
    """What tells this call from every other; "" where answers are not kept."""
    if sys.stdout is None or sys.stderr is None or os.name == "nt":
        return ""
    name = blake2b(digest_size=16)
    try:
        words = [os.getcwd(), sys.version, sys.prefix, __version__, _streams(), *arguments]
    except OSError:
        return ""
    variables = [f"{key}={value}" for key, value in sorted(os.environ.items()) if key.startswith(_VARIABLES)]
    for word in (*words, "", *variables):
        name.update(word.encode("utf-8", "surrogateescape") + b"\0")
    return name.hexdigest()


def _streams() -> str:
    found = [f"{s.encoding} {s.errors} {s.isatty()}" for s in (sys.stdout, sys.stderr)]
    try:
        columns = os.get_terminal_size().columns
    except OSError:
        columns = 0
    return f"{found} {columns} {sys.stdin is not None and sys.stdin.isatty()}"


def _say(said: Iterable[tuple[int, str]], code: int) -> int | None:
    try:
        for number, text in said:
            (sys.stdout if number == 1 else sys.stderr).write(text)
            (sys.stdout if number == 1 else sys.stderr).flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return HUSHED
    except OSError:  # said in words by the program itself
        return None
    return code
