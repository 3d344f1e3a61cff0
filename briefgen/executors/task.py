"""What became of one brief, wherever it was made: in this process, in one of a pool, or on another machine."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from briefgen.diagnostics import Diagnostic, Location
from briefgen.errors import Problems, ProgramFault, UsageProblem
from briefgen.frozen import dataclass
from briefgen.production.request import Report, Request


@dataclass(frozen=True, slots=True)
class TaskResult:
    """What became of a request: a report, or why there is none.

    `answers` are what stands behind the questions that it asked, where whoever made it was asked for them.
    """

    request: Request
    report: Report | None
    failed: tuple[Diagnostic, ...] = ()
    answers: Mapping[str, str] | None = None


def result_of(request: Request, make: Callable[[], Report]) -> TaskResult:
    """What comes of making a brief; faults come back as data."""
    try:
        return TaskResult(request, make())
    except Problems as found:
        return TaskResult(request, None, found.diagnostics)
    except UsageProblem as wrong:
        return TaskResult(request, None, (Diagnostic(Location(request.name), str(wrong), "cannot-make"),))
    except ProgramFault as fault:
        return TaskResult(request, None, (Diagnostic(Location(request.name), fault.in_short, "program-fault"),))
