"""A redline of a brief as it is now against one of its issues, with the facts behind each change."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefgen.briefs.redline import Version, check_marking
from briefgen.errors import Problems, UsageProblem
from briefgen.issues.issuing import find_issue, remade
from briefgen.workspace.drafts import draft_since_last

if TYPE_CHECKING:
    from briefgen.briefs.issue import Contents
    from briefgen.briefs.kind import BriefKind
    from briefgen.issues.register import Issue
    from briefgen.production.request import Wish
    from briefgen.workspace.workspace import Desk

FORMATS = ("docx", "md")


@dataclass(frozen=True, slots=True)
class Redlined:
    """The files of a redline by name below `out`; none where the brief says what the issue says."""

    issue: Issue
    files: dict[str, bytes]


def redline_since(
    desk: Desk, wish: Wish, number: int | None = None, formats: Sequence[str] = ("docx",), ceiling: str = ""
) -> Redlined:
    """The brief now against an issue of it, the last one where no number is given.

    `ceiling` is the highest marking that the readers may see, "" for the brief's audience, or where it has none for
    the marking of the brief now. Raises `UsageProblem` for an issue that there is not, and for one that is marked
    higher or rests on what these readers may not see any more; `Problems` for one that was changed since.
    """
    from briefgen.briefs.issue import Issuing
    from briefgen.production.make import make_version, what_is_wished
    from briefgen.sandbox.bounded import bounded

    desk = desk.for_audience(wish.audience)
    issue = find_issue(desk, wish, number)
    if damaged := issue.changed():
        raise Problems(damaged)
    if issue.provenance.name != issue.name:
        held = f"issue {issue.provenance.number} of {issue.provenance.name}"
        raise UsageProblem(f"{issue.shown} holds {held}, not {issue.called}; a redline compares versions of one brief")
    kind, key, _ = what_is_wished(desk, wish)
    if remade(desk, wish, issue).document == issue.document:
        return Redlined(issue, {})
    made = make_version(desk, wish, draft_since_last(desk, issue.name) or Issuing(), "redline")
    old = Version(issue.provenance.kind, issue.provenance.key, issue.called, issue.document)
    new = Version(kind.name, key, "the brief now", made.document)
    ceiling = ceiling or wish.audience or new.marking
    for version in (new, old):
        _check_marking(desk, version, ceiling)
    _check_released(desk, issue, ceiling)
    file = f"{kind.shown}/{kind.file}"
    written = bounded(
        desk.limits, file, _written, desk, kind, (old, issue.contents), (new, made.contents), formats, ceiling
    )
    name = f"redlines/{issue.name}.since-issue-{issue.number}"
    files = {f"{name}.{format_}": content for format_, content in written.items()}
    if "md" in formats:
        folder = name.rpartition("/")[0]
        files |= {f"{folder}/{p.name}": p.png for v in (old, new) for p in v.document.pictures}
    return Redlined(issue, files)


def _check_marking(desk: Desk, version: Version, ceiling: str) -> None:
    try:
        check_marking(version, desk.workspace.settings["markings.scheme"], ceiling)
    except UsageProblem as refused:
        raise UsageProblem(f"{refused}; --for MARKING names who may read it") from None


def _check_released(desk: Desk, issue: Issue, ceiling: str) -> None:
    """Refuse an issue with words of what is marked higher by now: what was taken out of a text is read in a redline."""
    from briefgen.workspace.audience import AudienceDesk

    readers = desk.for_audience(ceiling)
    assert isinstance(readers, AudienceDesk)
    if held_back := readers.held_back_of(issue.contents.grounds):
        more = f" and {len(held_back) - 1} more" if len(held_back) > 1 else ""
        raise UsageProblem(
            f"{issue.called} rests on what readers of {ceiling} may not see any more: {held_back[0]}{more}; "
            "in a redline they could read what was taken out of it; --for MARKING names who may read it"
        )


def _written(
    desk: Desk,
    kind: BriefKind,
    before: tuple[Version, Contents],
    after: tuple[Version, Contents],
    formats: Sequence[str],
    ceiling: str,
) -> dict[str, bytes]:
    from briefgen.briefs.reasons import reasons
    from briefgen.briefs.redline import redline, redline_markdown
    from briefgen.workspace.looks import read_house
    from briefgen.workspace.word_templates import read_word

    (old, was), (new, now) = before, after
    settings = desk.workspace.settings
    scheme = settings["markings.scheme"]
    why = reasons(was.snapshot, was.sentences, now.snapshot, now.sentences)
    found: dict[str, bytes] = {}
    if "docx" in formats:
        found["docx"] = redline(
            old,
            new,
            house=read_house(desk, read_word(desk, kind)),
            author=settings["author"],
            date=new.document.meta.date,
            scheme=scheme,
            ceiling=ceiling,
            notes=kind.settings["notes"],
            why=why,
        )
    if "md" in formats:
        found["md"] = redline_markdown(old, new, scheme=scheme, ceiling=ceiling, why=why)
    return found
