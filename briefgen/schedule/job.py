"""A build to be run by the system's own timer: what, where and when."""

from __future__ import annotations

import re
from pathlib import Path

from briefgen.errors import UsageProblem
from briefgen.frozen import dataclass
from briefgen.settings.timetable import EVERY_DAY, Timetable
from briefgen.version import __version__

MARK = f"Written by briefgen {__version__} from briefgen.toml; change it there and export it anew."


@dataclass(frozen=True, slots=True)
class TimerJob:
    """A build to be run, and when: the program with its arguments, in the folder of the workspace.

    `arguments` are the last words of `command`, those of briefgen itself. `out` is a folder below the root,
    `readable` are folders that a build only reads. `is_only` is False where it is one of several, and `secrets` are
    the environment variables that hooks may need; `archive` is the folder that BRIEFGEN_ARCHIVE names, "" for none.
    """

    timetable: Timetable
    command: tuple[str, ...]
    root: Path
    out: str
    arguments: tuple[str, ...] = ("build",)
    readable: tuple[str, ...] = ()
    is_only: bool = True
    secrets: tuple[str, ...] = ()
    archive: str = ""

    @property
    def name(self) -> str:
        """The name of the unit, after the workspace's folder, and after the times where there are several."""
        return self.family if self.is_only else f"{self.family}-{_slug(self._times)}"

    @property
    def family(self) -> str:
        """The beginning of the names of all units of a workspace."""
        return f"briefgen-{_slug(self.root.name) or 'workspace'}"

    @property
    def _times(self) -> str:
        table = self.timetable
        if table.days != EVERY_DAY:
            return f"{table.days.words} {table.at.replace(':', '')}"
        return f"at {table.at.replace(':', '')}" if table.is_daily else f"every {table.minutes} minutes"


def _slug(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")


def refuse_zone(table: Timetable, target: str, allowed: str) -> None:
    """A zone decides nothing where a run comes every hour or more often."""
    if table.zone and table.zone != allowed and table.minutes > 60:
        instead = f'write time-zone = "{allowed}"' if allowed else "leave time-zone out"
        raise UsageProblem(f"{target} does not know the time zone {table.zone}; {instead}, or use systemd or run")
