"""Files that hold more than their readers may see by now, since something in them was marked higher after it was made.

Such a file is put where its readers do not come, edits and all, and named; then the brief is made again without what is
withheld. It is never merged with the new version: what a merge takes out of a text can be read in it. What was issued
stays as it was issued, and is named.
"""

from __future__ import annotations

import os
import re
from collections.abc import Collection, Iterator
from pathlib import Path

from briefgen.diagnostics import Diagnostic, Location
from briefgen.disk import content_of, delete_file, replace_file, resolved
from briefgen.errors import Problems, UsageProblem
from briefgen.model.schema import source_key
from briefgen.outputs.artifacts import PATIENCE, Artifacts, Condition
from briefgen.outputs.manifest import find_merge_base, own_folder
from briefgen.workspace.workspace import Workspace

CODE = "marking-raised"
WITHHELD = "withheld"
_HINT = "tell the readers who have it; put into the new version what was written by hand, as far as they may see it"
_BUILD = "briefgen build puts it out of their reach"


def withhold(workspace: Workspace, artifacts: Artifacts) -> list[Diagnostic]:
    """The findings of putting away such files, of all below `out`, within a batch."""
    return [_put_away(workspace, artifacts, name, what) for name, what in _raised(workspace, artifacts)]


def withhold_alone(workspace: Workspace, artifacts: Artifacts, names: Collection[str]) -> list[Diagnostic]:
    """The same for some files, by a run of its own. Raises `Busy` where another run goes on writing."""
    if not any(name in names for name, _ in _raised(workspace, artifacts)):
        return []
    with artifacts.batch(wait=PATIENCE):
        found = [(name, what) for name, what in _raised(workspace, artifacts) if name in names]
        return [_put_away(workspace, artifacts, name, what) for name, what in found]


def raised_files(workspace: Workspace, artifacts: Artifacts) -> list[Diagnostic]:
    """The files that a build would put away."""
    return [
        Diagnostic(_place(workspace, name), _message(artifacts, name, what), CODE, hint=_BUILD)
        for name, what in _raised(workspace, artifacts)
    ]


def raised_issues(workspace: Workspace) -> dict[str, Diagnostic]:
    """The issues whose readers may not see all of them any more, by the folder of the issue."""
    found: dict[str, Diagnostic] = {}
    for issue in workspace.register.all():
        try:
            issued = issue.provenance
            sources = {source_key(s): None for cited in issued.sources.values() for s in cited}
            held = _held_back(workspace, issued.audience, [*issued.statements, *sources])
        except (Problems, UsageProblem):  # damaged, or by a newer program: told where somebody asks for it
            continue
        if held:
            message = f"{issue.called} was issued to readers of {issued.audience}, and {_counted(held)}"
            hint = "it is kept as it was issued: tell its readers, and issue the brief again"
            found[issue.shown] = Diagnostic(Location(issue.shown), message, CODE, hint=hint)
    return found


def _raised(workspace: Workspace, artifacts: Artifacts) -> Iterator[tuple[str, list[str]]]:
    """The files with what their readers may not see any more, each with that, by id; none for one that came back."""
    for name, entry in list(artifacts.manifest.files.items()):
        owner = entry.owner
        if held := _held_back(workspace, owner.audience, owner.rests_on):
            yield name, held
        elif owner.audience and _has_come_back(artifacts, name):
            yield name, []


def _held_back(workspace: Workspace, audience: str, rests_on: Collection[str]) -> list[str]:
    if not audience or workspace.no_marking(audience):  # for all readers, or of a scheme that was given up
        return []
    return workspace.for_audience(audience).readers.held_back_among(rests_on)


def _put_away(workspace: Workspace, artifacts: Artifacts, name: str, held: list[str]) -> Diagnostic:
    message = _message(artifacts, name, held)
    try:
        moved = put_away(artifacts, name)
    except UsageProblem as bad:
        return Diagnostic(_place(workspace, name), f"{message}; it could not be put away: {bad}", CODE, hint=_HINT)
    if moved:
        message += f"; it is now {workspace.home.shown('out')}/{moved.relative_to(artifacts.out).as_posix()}"
    return Diagnostic(_place(workspace, name), message, CODE, hint=_HINT)


def _message(artifacts: Artifacts, name: str, held: list[str]) -> str:
    if not held:
        return "it was put away when a marking was raised, and has been saved again since from a window that was open"
    return f"readers of {artifacts.manifest.files[name].owner.audience} had this file, and {_counted(held)}"


def _counted(held: list[str]) -> str:
    more = f" and {len(held) - 1} more" if len(held) > 1 else ""
    return f"may not see any more what it says of {held[0]}{more}"


def _place(workspace: Workspace, name: str) -> Location:
    return Location(f"{workspace.home.shown('out')}/{name}")


# --- Where it is put: a folder for its owner alone, in which nothing is replaced ---


def put_away(artifacts: Artifacts, name: str) -> Path | None:
    """Put a file where its readers do not come, within a batch; where it is now, None where there is no such file.

    What was generated for it before and what was kept of edits goes too.
    """
    moved = None
    for own in (*_beside(artifacts.out, name), name):
        artifacts.refuse_unwritable(own)
        content = content_of(artifacts.out / own)
        if content is not None:
            moved = _kept(artifacts, own, content)
            delete_file(artifacts.out / own)
        artifacts.forget(own)
    return moved


def _has_come_back(artifacts: Artifacts, name: str) -> bool:
    """Whether a file is one that was put away: saved again from a window that was open meanwhile, edits and all.

    A Word file says what it was made from; any other has to be the very same.
    """
    folder = artifacts.manifest.folder / WITHHELD
    if not folder.is_dir() or artifacts.condition(name) is not Condition.EDITED:
        return False
    content = content_of(artifacts.out / name) or b""
    kept = [content_of(folder / number / name) for number in sorted(os.listdir(folder))]
    withheld = [found for found in kept if found is not None]
    if content in withheld or not name.endswith(".docx"):
        return content in withheld
    made_from = find_merge_base(name, content, [*artifacts.versions(name), *withheld]) if withheld else None
    return made_from in withheld


def _beside(out: Path, name: str) -> list[str]:
    """The copies that were kept of a file, and the new version that lies beside it."""
    folder, _, file = name.rpartition("/")
    stem, dot, suffix = file.rpartition(".")
    copies = re.compile(rf"{re.escape(stem)}\.(edited-[0-9]+|new){re.escape(dot + suffix)}")
    try:
        found = sorted(n for n in os.listdir(out / folder) if copies.fullmatch(n))
    except OSError:
        return []
    return [f"{folder}/{n}" if folder else n for n in found]


def _kept(artifacts: Artifacts, name: str, content: bytes) -> Path:
    """Keep a file in a folder for its owner alone, beside what was put there before."""
    folder, number = artifacts.manifest.folder / WITHHELD, 1
    while not _is_free(folder, place := folder / str(number) / name, content):
        number += 1
    own_folder(artifacts.out)
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
    except OSError as bad:
        raise UsageProblem(f"{folder} cannot be made: {bad.strerror}") from bad
    replace_file(place, content)
    return place


def _is_free(folder: Path, place: Path, content: bytes) -> bool:
    """Whether a file can be put away there: no link leads elsewhere, and nothing else is there."""
    if not resolved(place).is_relative_to(resolved(folder)):
        return False
    return not place.exists() or (place.is_file() and content_of(place) == content)
