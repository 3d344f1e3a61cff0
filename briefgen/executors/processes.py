"""Briefs made in this process, or in a few that are copied from it: one brief is one task, here and on a cluster."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping, Sequence

from briefgen.diagnostics import Diagnostic, Location
from briefgen.errors import Overrun, Problems, ProgramFault, UsageProblem
from briefgen.frozen import dataclass, replace
from briefgen.production.make import make_report
from briefgen.production.request import Report, Request
from briefgen.workspace.looks import import_writers
from briefgen.workspace.workspace import Workspace
from briefgen.writers import FORMATS

MANY = 6
"""From how many briefs on writers are loaded beforehand, and not in every process that is copied from this one."""
ASKED = 50
"""Of so many records a brief asks, about: where all briefs together ask of most there are, all are read beforehand."""

Answers = Callable[[Request, Report], Mapping[str, str]]
"""What stands behind the questions that a brief asked, by question."""


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


def run_tasks(
    workspace: Workspace,
    requests: Sequence[Request],
    jobs: int = 0,
    answers: Answers | None = None,
    idle: Callable[[], None] = lambda: None,
) -> Iterator[TaskResult]:
    """The result of each request as it comes.

    `jobs` are processes, 0 for as many as there are cores. `answers` is asked where the brief was made. `idle` is
    called where the next result is not there yet.
    """
    if not requests:
        return
    for audience in dict.fromkeys(("", *(request.audience for request in requests))):
        one = workspace.for_audience(audience)
        one.prepare(whole=len(requests) * ASKED >= len(one.facts.base.heads))
    workspace.stays()

    def work(request: Request) -> TaskResult:
        result = result_of(request, lambda: make_report(workspace, request))
        if answers is None or result.report is None:
            return result
        return replace(result, answers=answers(request, result.report))

    if len(requests) == 1 or not hasattr(os, "fork"):
        for request in requests:
            yield work(request)
            idle()
        return
    if len(requests) >= MANY:
        import briefgen.checks.rules.quotes  # noqa: F401

        import_writers(FORMATS)
    from briefgen.sandbox.worker_pool import done_by_workers

    size = min(jobs or os.cpu_count() or 1, len(requests))
    # To compile the templates of a kind takes as long as twenty briefs: the others are given what the first compiled.
    is_first = not workspace.compiled.stored
    most = workspace.limits.megabytes << 18
    for done in done_by_workers(work, requests, size, most, idle, first_alone=is_first):
        if is_first:
            workspace.compiled_elsewhere()
            is_first = False
        kind, content = done.outcome
        if kind == "result":
            yield content
        else:  # whoever made it has ended, or said what no brief says
            over = content if isinstance(content, Overrun) else Overrun.big()
            yield TaskResult(done.thing, None, (over.diagnostic(Location(done.file or done.thing.name)),))
    workspace.compiled_elsewhere()
