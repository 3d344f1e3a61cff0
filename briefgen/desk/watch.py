"""Noticing that somebody has saved something that briefs are made of.

Editors save by writing a new file beside the old one and renaming it, in several steps; changes are gathered for a
few hundredths of a second, and what they leave lying about (hidden files, locks of Word) is no change.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Callable
from pathlib import Path

from watchfiles import Change, awatch

from briefgen.disk import resolved
from briefgen.workspace.folder import SETTINGS_FILE, WorkspaceFolder, find_workspace

STEP = 30
"""Milliseconds of quiet after which changes are told."""
LONGEST = 200
"""Milliseconds after which changes are told although there is no quiet."""


SETTLING = (0.3, 2.0)
"""Seconds after which the system tells of changes in folders that it was asked to watch: as a rule, and surely."""


class Watch:
    """The folders of facts, archived texts and templates, the settings, and `out`.

    `on_inputs` is called when a brief may look different, with False where templates alone were saved; `on_files`
    when something in `out` has changed.
    """

    def __init__(self, home: WorkspaceFolder, on_inputs: Callable[[bool], None], on_files: Callable[[], None]) -> None:
        self.root, self.on_inputs, self.on_files = home.root, on_inputs, on_files
        self._name_folders(home)
        self.polling: bool | None = None  # None: as WATCHFILES_FORCE_POLLING says

    async def run(self, stop: asyncio.Event) -> None:
        """Watch until `stop`. A folder that appears, or that is replaced by another, is watched anew.

        Where the system cannot tell of changes (too many folders, some network drives), it is asked regularly.
        """
        while not stop.is_set():
            self._name_folders(find_workspace(self.root)[0])
            # What was saved before the system listens is heard of all the same.
            for seconds in SETTLING:
                asyncio.get_running_loop().call_later(seconds, self.on_inputs, True)
            watching = [asyncio.create_task(task) for task in (self._root(), self._folders())]
            tasks = [asyncio.create_task(stop.wait()), *watching]
            await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
            for task in tasks:
                task.cancel()
            ended = await asyncio.gather(*tasks, return_exceptions=True)
            if failed := [bad for bad in ended if isinstance(bad, OSError | RuntimeError)]:
                if self.polling and not isinstance(failed[0], FileNotFoundError):
                    raise failed[0]
                self.polling = not isinstance(failed[0], FileNotFoundError)
                await asyncio.sleep(0.1)

    def _name_folders(self, home: WorkspaceFolder) -> None:
        """The folders that the settings name; those of facts, and of the texts that they quote, stand first."""
        self.quoted = tuple(resolved(home.folder(name)) for name in ("facts", "archive"))
        named = (*self.quoted, home.folder("templates"), *(folder for _, folder in home.template_folders))
        self.inputs = tuple(dict.fromkeys(resolved(folder) for folder in named))
        self.out = resolved(home.folder("out"))

    async def _root(self) -> None:
        """The settings, and the folders themselves, which lie in the root as a rule."""
        parents = {resolved(self.root), *(folder.parent for folder in self.inputs if folder.parent.is_dir())}
        async for changes in self._changes(*parents, recursive=False):
            settings = any(Path(path).name == SETTINGS_FILE for _, path in changes)
            if settings or any(change is not Change.modified and self._is_folder(path) for change, path in changes):
                self.on_inputs(True)
                return

    async def _folders(self) -> None:
        there = [folder for folder in (*self.inputs, self.out) if folder.is_dir()]
        async for changes in self._changes(*there):
            paths = [Path(path) for _, path in changes]
            inputs = [folder for folder in self.inputs if any(path.is_relative_to(folder) for path in paths)]
            if inputs:
                self.on_inputs(any(folder in inputs for folder in self.quoted))
            if any(path.is_relative_to(self.out) for path in paths):
                self.on_files()

    def _changes(self, *paths: Path, recursive: bool = True) -> AsyncGenerator[set[tuple[Change, str]], None]:
        return awatch(
            *paths,
            watch_filter=_counts,
            step=STEP,
            debounce=LONGEST,
            recursive=recursive,
            force_polling=self.polling or None,
            ignore_permission_denied=True,
        )

    def _is_folder(self, path: str) -> bool:
        return Path(path) in (*self.inputs, self.out)


def _counts(_: Change, path: str) -> bool:
    """Whether a file is one that briefs are made of, or a brief."""
    name = Path(path).name
    return not name.startswith((".", "~$", "#")) and not name.endswith(("~", ".tmp", ".swp", ".pyc"))
