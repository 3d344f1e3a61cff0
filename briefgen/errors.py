"""The few exceptions.

BriefgenError            anything briefgen raises on purpose
├── UsageProblem         the command line or the settings cannot be followed (exit 2)
├── Busy                 another run holds the lock (exit 3)
└── Problems             facts or templates have faults; carries the diagnostics (exit 1)
"""

from __future__ import annotations

from collections.abc import Iterable

from briefgen.diagnostics import Diagnostic


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
