"""Copies of Word templates with what is wrong with them as comments, for editors who stay in Word."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from briefgen.briefs.kind import SETTINGS_FILE, BriefKind
from briefgen.diagnostics import Diagnostic, Location, Severity
from briefgen.disk import resolved
from briefgen.errors import Problems, UsageProblem
from briefgen.frozen import dataclass, replace
from briefgen.outputs.artifacts import Artifacts
from briefgen.sandbox.bounded import bounded
from briefgen.workspace.looks import word_content
from briefgen.workspace.workspace import Workspace

COPY = "brief.annotated.docx"
FOLDER = "annotated"


@dataclass(frozen=True, slots=True)
class Copy:
    """An annotated copy: the file, how many comments are in it, and where an edited one was kept."""

    path: Path
    comments: int
    kept: Path | None = None


def folder_of(workspace: Workspace, wanted: str = "") -> Path:
    """Where copies go: a folder that is named, else annotated/ beside out/.

    Raises `UsageProblem` for one among the templates or briefs, where a copy would be taken for one of them.
    """
    out = workspace.home.folder("out").absolute()
    folder = Path(wanted).absolute() if wanted else out.parent / FOLDER
    for shown, templates in workspace.home.template_folders:
        if resolved(folder).is_relative_to(resolved(templates)):
            raise UsageProblem(f"--annotate: {folder} is inside {shown}/; copies do not go among templates")
    if resolved(folder).is_relative_to(resolved(out)):
        raise UsageProblem(f"--annotate: {folder} is inside {workspace.home.shown('out')}/; that is for briefs alone")
    if folder.exists() and not folder.is_dir():
        raise UsageProblem(f"--annotate: {folder} is no folder")
    return folder


def write_copies(workspace: Workspace, found: Iterable[Diagnostic], folder: Path) -> list[Copy]:
    """A copy of each Word template with errors or warnings; nothing is written for the others.

    A copy that somebody has changed since is kept beside the new one. Raises `UsageProblem` for files that cannot
    be written.
    """
    found, artifacts = list(found), Artifacts(folder)
    copies = []
    for name in workspace.kinds:
        kind, _ = workspace.kind(name)
        mine = _about(kind, found) if kind.is_word else []
        if not mine:
            continue
        try:
            data = bounded(workspace.limits, f"{kind.shown}/{kind.file}", _annotated, workspace, kind, mine)
        except Problems:  # a file that cannot be read has been told of
            continue
        (written,) = artifacts.write({f"{name}/{COPY}": data})
        copies.append(Copy(written.path, len(mine), written.kept_copy))
    return copies


def _annotated(workspace: Workspace, kind: BriefKind, found: list[Diagnostic]) -> bytes:
    from briefgen.wordtemplates.annotate import annotate

    return annotate(word_content(workspace, kind), found, author=workspace.home.settings["author"])


def _about(kind: BriefKind, found: list[Diagnostic]) -> list[Diagnostic]:
    """Errors and warnings about a template, and about its settings, which have no place in Word."""
    file, settings = f"{kind.shown}/{kind.file}", f"{kind.shown}/{SETTINGS_FILE}"
    return [
        d if d.location.file == file else replace(d, location=Location(file), message=f"{d.location}: {d.message}")
        for d in found
        if d.location.file in (file, settings) and d.severity is not Severity.NOTE
    ]
