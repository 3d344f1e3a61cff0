"""Briefs that a build does nothing about: how they stand, and what a build comes to that finds no others."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from briefgen.incremental.build_state import BriefState, States
from briefgen.incremental.results import Built, Entry, Standing
from briefgen.outputs.artifacts import Artifacts, Condition
from briefgen.outputs.publishing import unresolved
from briefgen.workspace.workspace import Workspace


def as_it_is(states: States, artifacts: Artifacts, workspace: Workspace, scope: str) -> Built | None:
    """What a build comes to that has nothing to do; None where that is not known, or a file is gone or behind."""
    if scope not in states.scopes:
        return None
    built = Built(orphans=find_orphans({*states.briefs, *states.others}, artifacts))
    for name in states.scopes[scope]:
        state = states.briefs.get(name)
        entry = untouched(name, state, artifacts, workspace)
        if state is None or any(artifacts.condition(file) is Condition.MISSING for file in state.files):
            return None
        if any(artifacts.is_behind(file) for file in entry.edited):
            return None
        built.entries.append(entry)
    return built


def untouched(name: str, state: BriefState | None, artifacts: Artifacts, workspace: Workspace) -> Entry:
    """A brief that nothing was done about."""
    files = state.files if state else ()
    found = {file: artifacts.condition(file) for file in files}
    edited, merged = (tuple(f for f in files if found[f] is how) for how in (Condition.EDITED, Condition.MERGED))
    entry = Entry(name, Standing.FRESH, edited=edited, merged=merged, told=state.told if state else ())
    files_by_hand = (*edited, *merged)
    if marks := [m for f in files_by_hand for m in unresolved(artifacts, f, f"{workspace.home.shown('out')}/{f}")]:
        return replace(entry, standing=Standing.CONFLICT, told=tuple(marks))
    return replace(entry, standing=standing_by_hand(edited, merged) or Standing.FRESH)


def standing_by_hand(edited: Sequence[str], merged: Sequence[str]) -> Standing | None:
    """How a brief stands that holds hand edits: those not merged yet count first."""
    return Standing.EDITED if edited else Standing.MERGED if merged else None


def find_orphans(names: set[str], artifacts: Artifacts) -> list[str]:
    """Files that the program wrote for briefs which are no standard briefs, or no more."""
    known = artifacts.manifest.files
    return [file for file, entry in known.items() if entry.brief not in names and (artifacts.out / file).exists()]
