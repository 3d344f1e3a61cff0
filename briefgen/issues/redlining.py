"""A redline of a brief as it is now against one of its issues, with the facts behind each change."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import field

from briefgen.briefs.issue import Ground, IssueContents, Issuing
from briefgen.briefs.kind import BriefKind
from briefgen.briefs.redline import ONE_BRIEF, Version, check_marking, reasons, redline, redline_markdown
from briefgen.errors import Problems, UsageProblem
from briefgen.frozen import dataclass
from briefgen.issues.issuing import find_issue, remade
from briefgen.outputs.manifest import Owner
from briefgen.production.assembling import draft_since_last
from briefgen.production.make import make_version
from briefgen.production.request import Request, resolve_request
from briefgen.sandbox.bounded import bounded
from briefgen.workspace.looks import word_writer
from briefgen.workspace.register import Issue
from briefgen.workspace.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Redlined:
    """The files of a redline by name below `out`; none where the brief says what the issue says."""

    issue: Issue
    files: dict[str, bytes]
    owner: Owner = field(default_factory=Owner)


def redline_since(
    workspace: Workspace,
    request: Request,
    number: int | None = None,
    formats: Sequence[str] = ("docx",),
    ceiling: str = "",
) -> Redlined:
    """The brief now against an issue of it, the last one where no number is given.

    `ceiling` is the highest marking that the readers may see, "" for the brief's audience, or where it has none for
    the marking of the brief now. Raises `UsageProblem` for an issue that there is not, and for one that is marked
    higher or rests on what these readers may not see any more; `Problems` for one that was changed since.
    """
    workspace = workspace.for_audience(request.audience)
    issue = find_issue(workspace, request, number)
    if damaged := issue.changed():
        raise Problems(damaged)
    if issue.provenance.name != issue.name:
        held = f"issue {issue.provenance.number} of {issue.provenance.name}"
        raise UsageProblem(f"{issue.shown} holds {held}, not {issue.called}; {ONE_BRIEF}")
    kind, key, _ = resolve_request(workspace, request)
    if remade(workspace, request, issue).document == issue.document:
        return Redlined(issue, {})
    made = make_version(workspace, request, draft_since_last(workspace, issue.name) or Issuing(), "redline")
    old = Version(issue.provenance.kind, issue.provenance.key, issue.called, issue.document)
    new = Version(kind.name, key, "the brief now", made.document)
    ceiling = ceiling or request.audience or new.marking
    for version in (new, old):
        _check_marking(workspace, version, ceiling)
    _check_released(workspace, issue, ceiling)
    file = f"{kind.shown}/{kind.file}"
    written = bounded(
        workspace.limits, file, _written, workspace, kind, (old, issue.contents), (new, made.contents), formats, ceiling
    )
    name = f"redlines/{issue.name}.since-issue-{issue.number}"
    files = {f"{name}.{format_}": content for format_, content in written.items()}
    if "md" in formats:
        folder = name.rpartition("/")[0]
        files |= {f"{folder}/{p.name}": p.png for v in (old, new) for p in v.document.pictures}
    grounds = (*issue.contents.grounds, *made.contents.grounds)
    return Redlined(issue, files, _owner(request.name, ceiling, grounds))


def _owner(name: str, audience: str, grounds: Sequence[Ground]) -> Owner:
    return Owner.of(name, audience, (g.id for g in grounds), (s for g in grounds for s in g.sources))


def _check_marking(workspace: Workspace, version: Version, ceiling: str) -> None:
    try:
        check_marking(version, workspace.home.settings["markings.scheme"], ceiling)
    except UsageProblem as refused:
        raise UsageProblem(f"{refused}; --for MARKING names who may read it") from None


def _check_released(workspace: Workspace, issue: Issue, ceiling: str) -> None:
    """Refuse an issue with words of what is marked higher by now: what was taken out of a text is read in a redline."""
    rests_on = _owner(issue.name, ceiling, issue.contents.grounds).rests_on
    if held_back := workspace.for_audience(ceiling).readers.held_back_among(rests_on):
        more = f" and {len(held_back) - 1} more" if len(held_back) > 1 else ""
        raise UsageProblem(
            f"{issue.called} rests on what readers of {ceiling} may not see any more: {held_back[0]}{more}; "
            "in a redline they could read what was taken out of it; --for MARKING names who may read it"
        )


def _written(
    workspace: Workspace,
    kind: BriefKind,
    before: tuple[Version, IssueContents],
    after: tuple[Version, IssueContents],
    formats: Sequence[str],
    ceiling: str,
) -> dict[str, bytes]:
    (old, was), (new, now) = before, after
    settings = workspace.home.settings
    scheme = settings["markings.scheme"]
    why = reasons(was.snapshot, was.sentences, now.snapshot, now.sentences)
    found: dict[str, bytes] = {}
    if "docx" in formats:
        found["docx"] = redline(
            old,
            new,
            writer=word_writer(workspace, kind),
            author=settings["author"],
            date=new.document.meta.date,
            scheme=scheme,
            ceiling=ceiling,
            why=why,
        )
    if "md" in formats:
        found["md"] = redline_markdown(old, new, scheme=scheme, ceiling=ceiling, why=why)
    return found
