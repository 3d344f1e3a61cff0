"""Which briefs are stale, and why, and which are up to date: what a build finds that has nothing to do.

A brief is made again when an answer behind it changed, or a file is gone or behind. No clock is asked. What was made
with other answers is stale, whatever the times of files say.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import TYPE_CHECKING

from briefgen.facts.questions import Question
from briefgen.frozen import replace
from briefgen.incremental.build_state import BriefState, SharedFingerprints, States
from briefgen.incremental.results import BriefResult, BuildResult, Status
from briefgen.outputs.artifacts import BY_HAND, Artifacts, Condition
from briefgen.outputs.publishing import unresolved
from briefgen.workspace.workspace import Workspace

if TYPE_CHECKING:
    from briefgen.incremental.fingerprints import Fingerprints


def why_stale(
    state: BriefState | None, fingerprints: Fingerprints, artifacts: Artifacts, outdated: AbstractSet[int]
) -> list[str]:
    """The reasons to make a brief again, in words; none where it is fresh. `outdated` are numbers of pairs."""
    if state is None:
        return ["no build has made it here before"]
    known = state.fingerprints
    found = [] if rests_on_the_same(state, outdated) else list(dict.fromkeys(_changed(known, fingerprints, outdated)))
    if state.failed:
        return [*found, "the last attempt failed"]
    conditions = {name: artifacts.condition(name) for name in state.files}
    gone = [name for name in state.files if conditions[name] is Condition.MISSING]
    behind = [name for name in state.files if conditions[name] is Condition.EDITED and artifacts.is_behind(name)]
    older = (f"an earlier version of {name} was edited and saved over the new one" for name in behind)
    others = (name for name in state.files if name not in gone and not state.made(name, artifacts))
    put_back = (f"{name} is not what the last build made" for name in others)
    return [*found, *(f"{name} is missing" for name in gone), *put_back, *older]


def rests_on_the_same(state: BriefState, outdated: AbstractSet[int]) -> bool:
    """Whether no answer behind a brief is surely another one."""
    return isinstance(state.fingerprints, SharedFingerprints) and not state.fingerprints.has_any(outdated)


def _changed(known: Mapping[str, str], fingerprints: Fingerprints, outdated: AbstractSet[int]) -> Iterator[str]:
    if isinstance(known, SharedFingerprints):  # all others were found to be the same
        changed = known.questions(outdated)
    else:
        changed = [asked for asked, answer in known.items() if fingerprints.digest(asked) != answer]
    for question in sorted(map(Question, changed), key=lambda question: question.weight):
        key = question.alone
        how = "cannot be read" if fingerprints.cannot_read(key) else "is gone"
        yield f"{key} {how}" if key and fingerprints.has_no(key) else question.changed


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
