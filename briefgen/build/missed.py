"""A build that could do nothing, as one that did: with a report, where that can be written, and something to tell."""

from __future__ import annotations

from contextlib import suppress

from briefgen.build import settled
from briefgen.build.build_report import write_report
from briefgen.build.built import Built
from briefgen.build.desk import Desk
from briefgen.build.manifest import Manifest
from briefgen.build.states import States
from briefgen.diagnostics import Diagnostic, Location
from briefgen.errors import UsageProblem
from briefgen.workspace import SETTINGS_FILE


def report_missed(desk: Desk, why: str) -> Built:
    """The build as it is reported and told; `why` is said to who reads the log, as it may name folders."""
    built = Built(problems=[Diagnostic(Location(SETTINGS_FILE), why, "cannot-build")], ran=False)
    out = desk.workspace.folder("out")
    with suppress(UsageProblem, OSError):
        write_report(built, out, Manifest(out))
    states = States.read(desk.store)
    states.settled = ""  # the next build looks at everything, and takes the report back
    states.write(desk.store)
    settled.forget(desk.store)
    return built
