"""Timetables as units of the system's own timers: text for systemd, cron, Windows and GitHub Actions.

A run that was missed while the machine was off is caught up once where the timer can do so. Two runs never overlap:
timers start no second one, a build that finds another at work leaves with 3, which is no failure, and where several
timetables are kept, one build waits for the other.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

from briefgen.errors import UsageProblem
from briefgen.schedule import cron, systemd, windows
from briefgen.schedule.job import TimerJob

Units = Mapping[str, str]
"""Texts by the names of their files."""


def _each(unit: Callable[[TimerJob], Units]) -> Callable[[Sequence[TimerJob]], Units]:
    return lambda jobs: {name: text for job in jobs for name, text in unit(job).items()}


TARGETS: Mapping[str, Callable[[Sequence[TimerJob]], Units]] = {
    "systemd": _each(systemd.unit),
    "cron": cron.units,
    "github-actions": _each(cron.workflow),
    "windows": _each(windows.unit),
}
_UNWRITABLE = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]")


def units(jobs: Sequence[TimerJob], target: str) -> Units:
    """The texts by file name. Raises `UsageProblem` where the target cannot keep a timetable, or write a name."""
    for job in jobs:
        _refuse_odd(job)
    return TARGETS[target](jobs)


def _refuse_odd(job: TimerJob) -> None:
    named = [
        (str(job.root), "the workspace's folder"),
        (job.command[0], "the Python that runs briefgen"),
        (job.archive, "the archive's folder"),
        *((folder, "a folder of briefgen.toml") for folder in (job.out, *job.readable)),
        *((word, "a table of briefgen.toml") for word in job.arguments),
        *((name, "a variable") for name in job.secrets),
    ]
    for text, what in named:
        if _UNWRITABLE.search(text):
            raise UsageProblem(f"the name of {what} has a character that no timer can hold; rename it")
        if text.endswith("\\"):
            raise UsageProblem(f"the name of {what} ends in a backslash; no timer can hold it")
