"""Checking a workspace: what a check found is kept for as long as nothing it looks at has changed.

An editor wants `briefgen check` open all day: where the inputs are the very same, neither facts are read nor
rules run, and the modules for them are not even imported.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from hashlib import sha256

from briefgen.collector import collector_paused
from briefgen.diagnostics import Diagnostic, in_order
from briefgen.disk import content_of, replace_file, sweep_beside
from briefgen.errors import UsageProblem
from briefgen.frozen import replace
from briefgen.production.request import Checking
from briefgen.workspace.inputs import inputs_key
from briefgen.workspace.workspace import Workspace

SLOT = "check"


def check(
    workspace: Workspace, more: Callable[[Workspace], Iterable[Diagnostic]] = lambda _: (), rests_on: bytes = b""
) -> Checking:
    """All problems of the workspace, in order, each once; those of the last check where nothing has changed.

    `more` finds what else is to be told, from `rests_on` and from what every check looks at.
    """
    what = f"check {sha256(rests_on).hexdigest()}"
    key = inputs_key(workspace.home, what, store=workspace.store, look=workspace.look)
    checking: Checking | None = workspace.store.value(SLOT, key.encode())
    if checking is None:
        from briefgen.production.checking import check_workspace

        with collector_paused():
            checking = check_workspace(workspace)
            checking = replace(checking, diagnostics=tuple(in_order([*checking.diagnostics, *more(workspace)])))
        # Another key means that somebody has saved a file meanwhile.
        if inputs_key(workspace.home, what, store=workspace.store) == key:
            workspace.store.keep_value(SLOT, key.encode(), checking)
    return checking


def lock_quotes(workspace: Workspace, today: str) -> bool:
    """Write `quotes.lock` anew; True where it changed. Raises `UsageProblem` where there is no archive."""
    from briefgen.checks.verification import lock_after
    from briefgen.workspace.workspace import LOCK_FILE

    folder = workspace.home.folder("archive")
    if not folder.is_dir():
        raise UsageProblem(f"there is no archive at {folder}; set BRIEFGEN_ARCHIVE or archive in briefgen.toml")
    workspace.refuse_errors()
    path = workspace.home.folder("facts") / LOCK_FILE
    text = lock_after(workspace.verification.quotes, today).encode()
    if content_of(path) == text:
        return False
    sweep_beside(path)
    replace_file(path, text)
    return True
