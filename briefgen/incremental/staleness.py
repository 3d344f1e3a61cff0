"""Which briefs are stale, and why: a brief is made again when an answer behind it changed, or a file is gone or behind.

No clock is asked. What was made with other answers is stale, whatever the times of files say.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet

from briefgen.facts.questions import Question
from briefgen.incremental.build_state import BriefState
from briefgen.incremental.fingerprints import Fingerprints
from briefgen.incremental.pairs import SharedFingerprints
from briefgen.outputs.artifacts import Artifacts, Condition


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
