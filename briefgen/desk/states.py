"""How each brief stands to its files in `out/`: looked at one by one, when nothing else is to be done."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum

from briefgen.desk.draft import Draft, word_file
from briefgen.desk.studio import ListedBrief, Studio
from briefgen.diagnostics import has_errors
from briefgen.outputs.artifacts import Artifacts, Condition
from briefgen.outputs.manifest import digest_of
from briefgen.workspace.workspace import Workspace


class State(StrEnum):
    """What a list of briefs says of one."""

    FRESH = "up to date"
    OLD = "out of date"
    MISSING = "not made"
    EDITED = "edited by hand"
    MERGED = "up to date, with edits by hand"
    PROBLEMS = "has problems"


def state_of(studio: Studio, brief: ListedBrief) -> State:
    """Whether the files of a brief are there, untouched, and what a run would write now."""
    workspace = studio.workspace()
    kind = workspace.kind(brief.kind)[0].for_audience(workspace.audience)
    names = {format_: f"{kind.output_name(brief.id)}.{format_}" for format_ in kind.settings["formats"]}
    artifacts = Artifacts(workspace.home.folder("out"))
    found = [artifacts.condition(name) for name in names.values()]
    if Condition.EDITED in found:
        return State.EDITED
    view = studio.glance(brief.kind, brief.id)
    if view.draft is None or view.stale or has_errors(p.diagnostic for p in view.problems):
        return State.PROBLEMS
    if Condition.MISSING in found:
        return State.MISSING
    files, known = dict(_files(workspace, view.draft)), artifacts.manifest.files
    if any(known[name].sha256 != digest_of(files[format_]) for format_, name in names.items()):
        return State.OLD
    return State.MERGED if Condition.MERGED in found else State.FRESH


def _files(workspace: Workspace, draft: Draft) -> Iterator[tuple[str, bytes]]:
    yield "md", draft.markdown.encode()
    yield "docx", word_file(workspace, draft)
