"""The few exceptions.

BriefgenError            anything briefgen raises on purpose
├── UsageProblem         the command line or the settings cannot be followed (exit 2)
├── Busy                 another run holds the lock (exit 3)
├── Problems             facts or templates have faults; carries the diagnostics (exit 1)
├── Overrun              a limit on time or memory is passed; becomes a problem of the file that is at work
└── ProgramFault         a fault of the program itself, met in a child process (exit 70)
"""

from __future__ import annotations

from collections.abc import Iterable

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


class ProgramFault(BriefgenError):
    """A fault of the program: the text is what its author needs to find it."""
