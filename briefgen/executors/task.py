"""One brief as a task for an executor: in this process, in one of a pool, or on another machine.

A worker reads the workspace itself, once for as long as its inputs stay the same; in a pool of forked
processes it has what the parent had read.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from briefgen.diagnostics import Diagnostic, Location
from briefgen.errors import Problems, ProgramFault, UsageProblem
from briefgen.frozen import dataclass
from briefgen.production.make import make_report
from briefgen.production.request import Report, Request
from briefgen.workspace.cache import Store
from briefgen.workspace.folder import SETTINGS_FILE, find_workspace
from briefgen.workspace.inputs import shared_key
from briefgen.workspace.workspace import Workspace

_workspaces: dict[str, tuple[str, Workspace]] = {}
"""Each workspace that this process has worked for, by its root, with the key of its inputs."""


@dataclass(frozen=True, slots=True)
class TaskResult:
    """What became of a request: a report, or why there is none.

    `answers` are what stands behind the questions that it asked, where whoever made it was asked for them.
    """

    request: Request
    report: Report | None
    failed: tuple[Diagnostic, ...] = ()
    answers: Mapping[str, str] | None = None


def share(workspace: Workspace, inputs: str) -> None:
    """Let tasks of this process, and of those forked from it, use a workspace as long as the inputs have this key."""
    workspace.stays()
    _workspaces[str(workspace.home.root)] = (inputs, workspace)


def run_task(root: str, inputs: str, request: Request, shared: str = "") -> TaskResult:
    """Make one brief of the workspace at `root`, whose inputs have the key `inputs`; faults come back as data.

    Where `shared` is given, the key of what all machines see alike, a machine that sees something else makes nothing.
    """
    try:
        report = make_report(_workspace(root, inputs, shared), request)
        if shared and any(name.endswith(".png") for name in report.files):
            from briefgen.figures.sheet import load

            load()  # once for this worker: each brief is made in a copy of it
        return TaskResult(request, report)
    except Problems as found:
        return TaskResult(request, None, found.diagnostics)
    except UsageProblem as wrong:
        return TaskResult(request, None, (Diagnostic(Location(request.name), str(wrong), "cannot-make"),))
    except ProgramFault as fault:
        return TaskResult(request, None, (Diagnostic(Location(request.name), fault.in_short, "program-fault"),))


def _workspace(root: str, inputs: str, shared: str) -> Workspace:
    known = _workspaces.get(root)
    if known is not None and known[0] == inputs:
        return known[1]
    home, _ = find_workspace(Path(root))
    if shared and shared_key(home) != shared:
        hint = "the next build tries again; a worker needs the very same workspace under the same path"
        message = "the worker sees other facts, templates or settings than this machine, or they were saved meanwhile"
        raise Problems([Diagnostic(Location(SETTINGS_FILE), message, "other-inputs", hint=hint)])
    workspace = Workspace(home, Store.of(home.root))
    _workspaces[root] = (inputs, workspace)
    return workspace
