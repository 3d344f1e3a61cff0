"""Briefs that are up to date, and the result of a build that finds no others.

That result is kept for as long as nothing it looked at looks other than then. It is small and read first of all: where
all inputs and all files in `out/` look as they did, neither the manifest nor what is remembered of each brief is read.
What was told of briefs that are fresh is not kept in it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from time import time_ns

from briefgen.diagnostics import has_errors
from briefgen.frozen import dataclass, replace
from briefgen.incremental.build_state import BriefState, States
from briefgen.incremental.results import BriefResult, BuildResult, Status
from briefgen.outputs.artifacts import BY_HAND, Artifacts, Condition
from briefgen.outputs.manifest import RECORDS
from briefgen.outputs.publishing import unresolved
from briefgen.workspace.cache import Store
from briefgen.workspace.file_stat import FileStat, digest_of_stats, file_stat_of, is_over
from briefgen.workspace.workspace import Workspace

SLOT = "up-to-date"


@dataclass(frozen=True, slots=True)
class OutputStats:
    """How files below `out` look, at one time in nanoseconds."""

    names: tuple[str, ...]
    states: tuple[FileStat | None, ...]
    taken: int

    @classmethod
    def of(cls, out: Path, files: Iterable[str]) -> OutputStats:
        taken, names = time_ns(), tuple(files)
        return cls(names, tuple([file_stat_of(f"{out}/{name}") for name in names]), taken)

    def begins_like(self, other: OutputStats) -> bool:
        """Whether the files of an earlier view looked the same then."""
        return self.states[: len(other.states)] == other.states

    @property
    def look(self) -> str:
        return digest_of_stats(zip(self.names, self.states, strict=True)).hex()

    @property
    def is_over(self) -> bool:
        """Whether it can be relied on: no file is so new that it could be written again and look the same."""
        return all(is_over(state, self.taken) for state in self.states)


def output_stats(out: Path, files: Iterable[str]) -> OutputStats:
    """How the files, the folders that they lie in and the program's own records of them look now."""
    names = dict.fromkeys(files)
    return OutputStats.of(out, (*RECORDS, *names, *dict.fromkeys(name.rpartition("/")[0] for name in names)))


def keep(store: Store, key: str, seen: OutputStats, built: BuildResult) -> None:
    """Keep what a build came to that did nothing; `key` is that of its inputs, `seen` its files before it began."""
    if not seen.is_over or has_errors(built.problems):
        return
    untold = [BriefResult(e.name, Status.FRESH) if e.status is Status.FRESH else e for e in built.entries]
    kept = BuildResult(untold, built.orphans, built.problems, built.edited_orphans, looked_at=seen.names)
    store.keep_value(SLOT, key.encode(), (seen.look, kept))


def recall(store: Store, key: str, out: Path) -> BuildResult | None:
    """The result that was kept for these inputs; None where something looks other than then, or nothing was kept."""
    kept: tuple[str, BuildResult] | None = store.value(SLOT, key.encode())
    return kept[1] if kept and OutputStats.of(out, kept[1].looked_at).look == kept[0] else None


def forget(store: Store) -> None:
    """Have the next build look at everything again."""
    store.drop(SLOT)


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
