"""One brief by itself: made where it is not known yet, and published."""

from __future__ import annotations

from functools import partial

from briefgen.incremental.withholding import withhold_alone
from briefgen.outputs.artifacts import Artifacts
from briefgen.outputs.manifest import Owner
from briefgen.outputs.publishing import Policy, Publication, Published, publish_alone
from briefgen.production.request import Report, Request
from briefgen.workspace.workspace import Workspace


def make_brief(
    workspace: Workspace, request: Request, artifacts: Artifacts, policy: Policy
) -> tuple[Report, Published]:
    """A brief made, and what became of its files; `policy` says what is done about edited ones.

    Raises `UsageProblem` for an unknown kind or id and for files that cannot be written, `Problems` where facts or
    templates have errors or a quote is not in its source; in both cases the last good files stay as they are.
    """
    from briefgen.production.make import report_of

    held_back = any(entry.owner.audience for entry in artifacts.manifest.files.values())  # which facts would say
    report = report_of(workspace, request, alone=not held_back)
    publication = to_publish(workspace, request, report)
    withheld = withhold_alone(workspace, artifacts, publication.files)
    done = publish_alone(publication, artifacts, policy)
    done.failed[:0] = withheld
    return report, done


def to_publish(workspace: Workspace, request: Request, report: Report) -> Publication:
    """A brief that was made, as `outputs.publishing` asks for it."""
    from briefgen.production.make import with_brief

    owner = Owner.of(request.name, request.audience, report.statements, report.sources)
    return Publication(owner, report.files, workspace.home.root, partial(with_brief, workspace, request))
