"""A build that could do nothing, as one that did: with a report, where that can be written, and something to tell."""

from __future__ import annotations

from contextlib import suppress

from briefgen.diagnostics import Diagnostic, Location
from briefgen.errors import UsageProblem
from briefgen.incremental import up_to_date as settled
from briefgen.incremental.build_state import States
from briefgen.incremental.report import write_report
from briefgen.incremental.results import Built
from briefgen.outputs.manifest import Manifest
from briefgen.workspace.folder import SETTINGS_FILE
from briefgen.workspace.workspace import Workspace


def report_missed(workspace: Workspace, why: str) -> Built:
    """The build as it is reported and told; `why` is said to who reads the log, as it may name folders."""
    built = Built(problems=[Diagnostic(Location(SETTINGS_FILE), why, "cannot-build")], ran=False)
    out = workspace.home.folder("out")
    with suppress(UsageProblem, OSError):
        write_report(built, out, Manifest(out))
    states = States.read(workspace.store)
    states.settled = ""  # the next build looks at everything, and takes the report back
    states.write(workspace.store)
    settled.forget(workspace.store)
    return built
