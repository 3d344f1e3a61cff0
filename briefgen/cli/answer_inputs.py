"""What the answer of a command rests on that has changed nothing: its workspace, its files, and their folders."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from briefgen.cli.answers import CodeWithInputs
from briefgen.cli.terminal import print_problems
from briefgen.diagnostics import has_errors
from briefgen.errors import UsageProblem
from briefgen.workspace.file_stat import FILE, NAMES

if TYPE_CHECKING:
    from briefgen.workspace.cache import Store
    from briefgen.workspace.folder import WorkspaceFolder
    from briefgen.workspace.workspace import Workspace


def with_inputs(code: int, workspace: Workspace, root: Path | None, more: Iterable[str] = ()) -> int:
    """The exit code of a command that says the same as long as its workspace and what else is watched looks as now.

    `root` is how the workspace was named, None where it was looked for.
    """
    return _with_inputs(code, workspace.home, workspace.store, root, more)


def facts_with_inputs(workspace: Workspace, root: Path | None) -> int:
    """The same of a command that shows facts, behind what is wrong with them, which it prints."""
    print_problems(workspace.facts.diagnostics)
    return with_inputs(1 if has_errors(workspace.facts.diagnostics) else 0, workspace, root)


def help_with_inputs(root: Path | None) -> int:
    """The same for help, which names what the templates of a workspace define."""
    from briefgen.workspace.cache import Store
    from briefgen.workspace.file_stat import BELOW
    from briefgen.workspace.folder import find_workspace, shipped_templates

    try:
        home, problems = find_workspace(root)
    except UsageProblem:
        if root is not None:
            return 0
        return CodeWithInputs(0, [*_not_nearer(""), f"{BELOW}{shipped_templates()}"])
    return 0 if problems else _with_inputs(0, home, Store(None), root, ())


def files_watched(out: Path, names: Iterable[str]) -> Iterator[str]:
    """What is watched of files below `out`: they, all that lies beside them, and the records of what was written."""
    from briefgen.outputs.manifest import RECORDS

    folders: dict[str, None] = {}
    for name in names:
        yield f"{FILE}{out}/{name}"
        while name:
            name = name.rpartition("/")[0]
            folders[name] = None
    yield from (f"{NAMES}{out}/{folder}" for folder in folders)
    yield from (f"{FILE}{out}/{own}" for own in RECORDS)


def _with_inputs(code: int, home: WorkspaceFolder, store: Store, root: Path | None, more: Iterable[str]) -> int:
    from briefgen.workspace.inputs import watched_inputs

    watched = watched_inputs(home, store)
    if watched is None:
        return code
    named = root is not None or os.environ.get("BRIEFGEN_WORKSPACE")
    return CodeWithInputs(code, [*watched, *([] if named else _not_nearer(str(home.root))), *more])


def _not_nearer(root: str) -> Iterator[str]:
    """What is watched so that a workspace is still the nearest one, or that there is still none (`root` is "")."""
    here, above = os.getcwd(), ""
    while here not in (root, above):
        yield f"{FILE}{here}/briefgen.toml"
        above, here = here, os.path.dirname(here)
