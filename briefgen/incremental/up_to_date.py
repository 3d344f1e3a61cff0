"""Briefs that are up to date, and the result of a build that finds no others."""

from __future__ import annotations

from collections.abc import Sequence

from briefgen.frozen import replace
from briefgen.incremental.build_state import BriefState, States
from briefgen.incremental.results import BriefResult, BuildResult, Status
from briefgen.outputs.artifacts import BY_HAND, Artifacts, Condition
from briefgen.outputs.publishing import unresolved
from briefgen.workspace.workspace import Workspace


def result_without_work(states: States, artifacts: Artifacts, workspace: Workspace, scope: str) -> BuildResult | None:
    """The result of a build that has nothing to do; None where that is not known, or a file is gone or behind."""
    if scope not in states.scopes:
        return None
    built = with_orphans(BuildResult(), {*states.briefs, *states.others}, artifacts)
    for name in states.scopes[scope]:
        state = states.briefs.get(name)
        entry = up_to_date_result(name, state, artifacts, workspace)
        if state is None or not all(state.made(file, artifacts) for file in state.files):
            return None
        if any(artifacts.condition(file) is Condition.MISSING for file in state.files):
            return None
        if any(artifacts.is_behind(file) for file in entry.edited):
            return None
        built.entries.append(entry)
    return built


def up_to_date_result(name: str, state: BriefState | None, artifacts: Artifacts, workspace: Workspace) -> BriefResult:
    """A brief that nothing was done about."""
    files = tuple(state.files) if state else ()
    found = {file: artifacts.condition(file) for file in files}
    edited, merged = (tuple(f for f in files if found[f] is how) for how in (Condition.EDITED, Condition.MERGED))
    entry = BriefResult(name, Status.FRESH, edited=edited, merged=merged, findings=state.findings if state else ())
    files_by_hand = (*edited, *merged)
    if marks := [m for f in files_by_hand for m in unresolved(artifacts, f, f"{workspace.home.shown('out')}/{f}")]:
        return replace(entry, status=Status.CONFLICT, findings=tuple(marks))
    return replace(entry, status=status_by_hand(edited, merged) or Status.FRESH)


def status_by_hand(edited: Sequence[str], merged: Sequence[str]) -> Status | None:
    """How a brief stands that holds hand edits: those not merged yet count first."""
    return Status.EDITED if edited else Status.MERGED if merged else None


def with_orphans(built: BuildResult, names: set[str], artifacts: Artifacts) -> BuildResult:
    """The result with the files that the program wrote for briefs which are not among these standard briefs."""
    known = artifacts.manifest.files
    built.orphans = [
        file for file, entry in known.items() if entry.owner.brief not in names and (artifacts.out / file).exists()
    ]
    built.edited_orphans = [file for file in built.orphans if artifacts.condition(file) in BY_HAND]
    return built
