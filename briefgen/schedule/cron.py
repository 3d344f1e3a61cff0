"""Timetables as the lines of a user's own table: crontab(5)."""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Sequence

from briefgen.schedule.job import MARK, TimerJob, refuse_zone
from briefgen.settings.timetable import Timetable


def units(jobs: Sequence[TimerJob]) -> dict[str, str]:
    """One text with a line for each timetable, and one for each at start-up."""
    for job in jobs:
        refuse_zone(job.timetable, "cron", "")
    return {f"{jobs[0].family}.crontab": "".join(f"{line}\n" for line in _text(jobs))}


def _text(jobs: Sequence[TimerJob]) -> Iterator[str]:
    yield f"# {MARK}"
    yield "# Runs do not overlap, as briefgen takes a lock. What cron missed, the build at start-up catches up."
    for name in jobs[0].secrets:
        yield f"# Cron does not know {name}: put the secret into a file that [hooks] names."
    for job in jobs:
        line = _command(job)
        yield f"{five_fields(job.timetable)} {line}"
        yield f"@reboot {line}"


def _command(job: TimerJob) -> str:
    """The command as cron hands it to a shell; a % that stands alone would end it."""
    archive = f"BRIEFGEN_ARCHIVE={shlex.quote(job.archive)} " if job.archive else ""
    return f"cd {shlex.quote(str(job.root))} && {archive}{shlex.join(job.command)}".replace("%", "\\%")


def five_fields(table: Timetable) -> str:
    """A timetable as crontab(5) has it, and GitHub after it."""
    if table.is_daily:
        days = table.days
        month = f"{days.month or '*'} {','.join(map(str, days.months)) or '*'}"
        return f"{table.first % 60} {table.first // 60} {month} {','.join(str((d + 1) % 7) for d in days.week) or '*'}"
    if table.minutes >= 60:
        return f"0 */{table.minutes // 60} * * *" if table.minutes > 60 else "0 * * * *"
    return f"*/{table.minutes} * * * *" if table.minutes > 1 else "* * * * *"
