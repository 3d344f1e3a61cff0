"""One brief by itself: made where it is not known yet, and published."""

from __future__ import annotations

from functools import partial

from briefgen.outputs.artifacts import Artifacts
from briefgen.outputs.publishing import Policy, Publication, Published, publish_alone
from briefgen.production.make import report_of, with_brief
from briefgen.production.report import Report
from briefgen.production.request import Wish
from briefgen.workspace.workspace import Desk


def make_brief(desk: Desk, wish: Wish, artifacts: Artifacts, policy: Policy) -> tuple[Report, Published]:
    """A brief made, and what became of its files; `policy` says what is done about edited ones.

    Raises `UsageProblem` for an unknown kind or id and for files that cannot be written, `Problems` where facts or
    templates have errors or a quote is not in its source; in both cases the last good files stay as they are.
    """
    report = report_of(desk, wish)
    return report, publish_alone(to_publish(desk, wish, report), artifacts, policy)


def to_publish(desk: Desk, wish: Wish, report: Report) -> Publication:
    """A brief that was made, as `outputs.publishing` asks for it."""
    return Publication(wish.name, report.files, desk.workspace.root, partial(with_brief, desk, wish))
