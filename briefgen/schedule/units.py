"""Timetables as units of the system's own timers: text for systemd, cron, Windows and GitHub Actions.

A run that was missed while the machine was off is caught up once where the timer can do so. Two runs never overlap:
timers start no second one, a build that finds another at work leaves with 3, which is no failure, and where several
timetables are kept, one build waits for the other.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from briefgen import __version__
from briefgen.errors import UsageProblem
from briefgen.settings.timetable import Timetable

TARGETS = ("systemd", "cron", "github-actions", "windows")
MARK = f"Written by briefgen {__version__} from briefgen.toml; change it there and export it anew."
_UNWRITABLE = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Job:
    """What to run, and when: the program with its arguments, in the folder of the workspace.

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
        """What the names of all units of a workspace begin with."""
        return f"briefgen-{_slug(self.root.name) or 'desk'}"

    @property
    def _times(self) -> str:
        table = self.timetable
        return f"at {table.at.replace(':', '')}" if table.is_daily else f"every {table.minutes} minutes"


def _slug(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")


def units(jobs: Sequence[Job], target: str) -> dict[str, str]:
    """The texts by file name. Raises `UsageProblem` where the target cannot keep a timetable, or write a name."""
    for job in jobs:
        _refuse_odd(job)
    from briefgen.schedule import cron as crontab
    from briefgen.schedule import github as github_workflow
    from briefgen.schedule import systemd as systemd_units
    from briefgen.schedule import windows as windows_task

    if target == "cron":  # a table of one's own has no second file
        return crontab.lines(jobs)
    writer = {"systemd": systemd_units, "github-actions": github_workflow, "windows": windows_task}[target]
    return {name: text for job in jobs for name, text in writer.unit(job).items()}


def _refuse_odd(job: Job) -> None:
    for text, what in ((str(job.root), "the workspace's folder"), (job.command[0], "the Python that runs briefgen")):
        if _UNWRITABLE.search(text):
            raise UsageProblem(f"the name of {what} has a character that no timer can hold; rename it")
        if text.endswith("\\"):
            raise UsageProblem(f"the name of {what} ends in a backslash; no timer can hold it")


def refuse_zone(table: Timetable, target: str, allowed: str) -> None:
    """A zone decides nothing where a run comes every hour or more often."""
    if table.zone and table.zone != allowed and table.minutes > 60:
        instead = f'write time-zone = "{allowed}"' if allowed else "leave time-zone out"
        raise UsageProblem(f"{target} does not know the time zone {table.zone}; {instead}, or use systemd or run")


def five_fields(table: Timetable) -> str:
    """A timetable as crontab(5) has it, and GitHub after it."""
    if table.is_daily:
        return f"{table.first % 60} {table.first // 60} * * *"
    if table.minutes >= 60:
        return f"0 */{table.minutes // 60} * * *" if table.minutes > 60 else "0 * * * *"
    return f"*/{table.minutes} * * * *" if table.minutes > 1 else "* * * * *"
