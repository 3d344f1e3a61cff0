"""Issues that rest on a source, a record or a statement: for when it is withdrawn.

The register fingerprints, not the facts, so that what has gone from the facts is found as well.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import field
from pathlib import PurePath

from briefgen.briefs.issue import Ground, grounds
from briefgen.citations.resolve import NotedSentence
from briefgen.diagnostics import Diagnostic, did_you_mean
from briefgen.errors import Problems, UsageProblem
from briefgen.facts.questions import Question
from briefgen.frozen import dataclass
from briefgen.incremental.build_state import States
from briefgen.model.schema import source_key
from briefgen.workspace.register import Issue
from briefgen.workspace.workspace import Workspace


@dataclass(frozen=True, slots=True)
class AffectedIssue:
    """An issue with its sentences that rest on what was asked for; `is_last` where no other has followed."""

    issue: Issue
    sentences: tuple[NotedSentence, ...]
    is_last: bool


@dataclass(slots=True)
class Affected:
    """All affected issues, the standard briefs affected as they were last built, and what could not be read."""

    id: str
    issues: list[AffectedIssue] = field(default_factory=list)
    drafts: list[str] = field(default_factory=list)
    problems: list[Diagnostic] = field(default_factory=list)


def affected_by(workspace: Workspace, id_: str) -> Affected:
    """All that rests on a source (its id), a record (meeting/lisbon-2024, its id alone, or its file) or a statement.

    Issues that nothing has followed come first. Raises `UsageProblem` for an id that neither the facts nor any issue
    knows.
    """
    id_ = PurePath(id_).stem if id_.endswith((".yaml", ".yml")) else id_
    found, known = Affected(id_), _known(workspace)
    register = workspace.register
    for issue in register.all():
        try:
            contents = issue.contents
        except Problems as bad:
            found.problems.extend(bad.diagnostics)
            continue
        known |= {name for ground in contents.grounds for name in _names(ground)}
        resting = {ground.id for ground in contents.grounds if id_ in _names(ground)}
        if resting:
            sentences = tuple(s for s in contents.sentences if resting.intersection(s.statements))
            last = register.numbers(issue.name)[-1] == issue.number
            found.issues.append(AffectedIssue(issue, sentences, last))
    if id_ not in known:
        hint = did_you_mean(id_, sorted(known)) or "briefgen list names the records"
        raise UsageProblem(f"neither the facts nor any issue knows '{id_}'; {hint}")
    found.issues.sort(key=lambda one: (not one.is_last, one.issue.name, one.issue.number))
    found.drafts = _drafts(workspace, id_)
    return found


def _names(ground: Ground) -> set[str]:
    """Everything by which one can ask for a statement."""
    keys = (ground.subject, *ground.names, *(source_key(source) for source in ground.sources))
    return {ground.id, *keys, *(key.partition("/")[2] for key in keys)}


def _known(workspace: Workspace) -> set[str]:
    base = workspace.facts.base
    records = {name for key in base.records for name in (key, key.partition("/")[2])}
    return records | {statement.id for statement in base.statements}


def _drafts(workspace: Workspace, id_: str) -> list[str]:
    """The standard briefs that print something which rests on it, as the last build remembers them."""
    base = workspace.facts.base
    resting = {g.id for g in grounds(base, (s.id for s in base.statements)) if id_ in _names(g)}
    briefs = States.read(workspace.store).briefs
    return sorted(name for name, state in briefs.items() if not resting.isdisjoint(_printed(state.fingerprints)))


def _printed(questions: Iterable[str]) -> list[str]:
    return [asked.rest for asked in map(Question, questions) if asked.verb == "verdict"]
