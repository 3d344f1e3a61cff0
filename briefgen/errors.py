"""The few exceptions.

BriefgenError            anything briefgen raises on purpose
├── UsageProblem         the command line or the settings cannot be followed (exit 2)
├── Busy                 another run holds the lock (exit 3)
├── Problems             facts or templates have faults; carries the diagnostics (exit 1)
├── Overrun              a limit on time or memory is passed; becomes a problem of the file that is at work
└── ProgramFault         a fault of the program itself, met in a child process (exit 70)
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from typing import ClassVar

from briefgen.diagnostics import Diagnostic, Location


class BriefgenError(Exception):
    """Anything briefgen raises on purpose."""


class UsageProblem(BriefgenError):
    """What was asked for cannot be done as asked; the message says why and what to do."""


class Busy(BriefgenError):
    """Another run writes to the same folder; the message names it."""


class Problems(BriefgenError):
    """Work stopped because of faults that a person can fix in a file."""

    def __init__(self, diagnostics: Iterable[Diagnostic]) -> None:
        self.diagnostics = tuple(diagnostics)
        super().__init__("\n".join(str(d) for d in self.diagnostics))


class Overrun(BriefgenError):
    """What a template asks for passes a limit; `code` and `hint` are those of the diagnostic it becomes."""

    last: ClassVar[Overrun | None] = None
    """The one that a signal raised in this process."""

    def __init__(self, message: str, code: str, hint: str) -> None:
        super().__init__(message, code, hint)
        self.code, self.hint = code, hint

    def __str__(self) -> str:
        return str(self.args[0])

    def diagnostic(self, place: Location) -> Diagnostic:
        """The overrun as a problem of a file."""
        return Diagnostic(place, str(self), self.code, hint=self.hint)

    @staticmethod
    def slow() -> Overrun:
        return Overrun(
            "this takes too long and was stopped",
            "too-slow",
            "look for loops inside loops and macros that call each other; limits.seconds in briefgen.toml allows more",
        )

    @staticmethod
    def big() -> Overrun:
        return Overrun(
            "this needs too much memory and was stopped",
            "too-big",
            "look for a text or list that grows in a loop; limits.megabytes in briefgen.toml allows more",
        )

    @staticmethod
    def deep() -> Overrun:
        return Overrun(
            "this is nested too deeply",
            "too-big",
            "look for quotes, lists or brackets inside each other, and macros that call each other",
        )


OVER_LIMITS = frozenset({"too-slow", "too-big"})
"""The codes of such problems."""


def regained(bad: Exception) -> Exception:
    """The overrun behind an exception that comes of one.

    Raised while the interpreter frees memory, an exception can be dropped on the way: what was called then fails
    "without exception set".
    """
    if not isinstance(bad, SystemError) or "without exception set" not in str(bad):
        return bad
    return (Overrun.last or Overrun.big()).with_traceback(bad.__traceback__)


class ProgramFault(BriefgenError):
    """A fault of the program: the text is what its author needs to find it."""

    @property
    def in_short(self) -> str:
        """The last line alone, for whom one of many briefs could not be made."""
        return f"a fault of briefgen: {str(self).strip().splitlines()[-1]}"


def missing_library(bad: BaseException) -> str:
    """What to do where a library is not installed that the program stands on; "" where `bad` is anything else."""
    library = (bad.name or "").partition(".")[0] if isinstance(bad, ModuleNotFoundError) else ""
    if library in ("", "briefgen", *sys.stdlib_module_names):
        return ""
    return (
        f"the library {library} is not installed: this environment is older than the program; "
        "make renews it, and so does pip install for the installed program"
    )
