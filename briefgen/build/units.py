"""A timetable as units of the system's own timers: text for systemd, cron, Windows and GitHub Actions.

A run that was missed while the machine was off is caught up once where the timer can do so. Two runs never overlap:
timers start no second one, and a build that finds another at work leaves with 3, which is no failure.
"""

from __future__ import annotations

import re
import shlex
from dataclasses import dataclass
from pathlib import Path
from subprocess import list2cmdline
from xml.sax.saxutils import escape

from briefgen import __version__
from briefgen.errors import UsageProblem
from briefgen.timetable import DAY, Timetable

TARGETS = ("systemd", "cron", "github-actions", "windows")


@dataclass(frozen=True, slots=True)
class Job:
    """What to run, and when: the program with its arguments, in the folder of the workspace; `out` lies below it."""

    timetable: Timetable
    command: tuple[str, ...]
    root: Path
    out: str

    @property
    def name(self) -> str:
        """The name of the units, after the workspace's folder."""
        return f"briefgen-{re.sub(r'[^a-z0-9]+', '-', self.root.name.lower()).strip('-') or 'desk'}"


def units(job: Job, target: str) -> dict[str, str]:
    """The texts by file name. Raises `UsageProblem` where the target cannot keep this timetable."""
    if any(ord(c) < 32 for c in str(job.root)):
        raise UsageProblem("the name of the workspace's folder has a control character; no timer can hold it")
    if str(job.root).endswith("\\"):
        raise UsageProblem("the name of the workspace's folder ends in a backslash; no timer can hold it")
    return {"systemd": _systemd, "cron": _cron, "github-actions": _github, "windows": _windows}[target](job)


# --- systemd: systemd.service(5), systemd.timer(5), systemd.time(7) ---


def _systemd(job: Job) -> dict[str, str]:
    service = f"""\
# Written by briefgen {__version__} from briefgen.toml; change it there and export it anew.
[Unit]
Description=Standard briefs of {_specifiers(job.root.name)}

[Service]
Type=oneshot
WorkingDirectory={_specifiers(str(job.root))}
ExecStart={" ".join(_quoted(word) for word in job.command)}
# 1, problems in facts or templates, is a failure that systemctl --failed shows; the timer goes on all the same.
# 3, another run at work, and 143, stopped, are none.
SuccessExitStatus=3 143
"""
    timer = f"""\
# Written by briefgen {__version__} from briefgen.toml; change it there and export it anew.
[Unit]
Description=Standard briefs of {_specifiers(job.root.name)}: {job.timetable.words}

[Timer]
OnCalendar={_calendar(job.timetable)}
# A run that was missed while the machine was off is caught up, once.
Persistent=true

[Install]
WantedBy=timers.target
"""
    return {f"{job.name}.service": service, f"{job.name}.timer": timer}


def _calendar(table: Timetable) -> str:
    if table.is_daily:
        times = f"{table.at}:00"
    elif table.minutes >= 60:
        times = f"0/{table.minutes // 60}:00:00"
    else:
        times = f"*:0/{table.minutes}:00"
    return f"*-*-* {times} {table.zone}".rstrip()


def _specifiers(text: str) -> str:
    """Text in which systemd finds nothing to fill in."""
    return text.replace("%", "%%")


def _quoted(word: str) -> str:
    plain = _specifiers(word).replace("\\", "\\\\").replace('"', '\\"').replace("$", "$$")
    return f'"{plain}"'


# --- cron: crontab(5) ---


def _cron(job: Job) -> dict[str, str]:
    _refuse_zone(job.timetable, "cron", "")
    line = f"cd {shlex.quote(str(job.root))} && {shlex.join(job.command)}".replace("%", "\\%")
    text = f"""\
# Written by briefgen {__version__} from briefgen.toml; change it there and export it anew.
# Runs do not overlap, as briefgen takes a lock. Cron does not catch up what it missed; the build at start-up does.
{_five(job.timetable)} {line}
@reboot {line}
"""
    return {f"{job.name}.crontab": text}


def _five(table: Timetable) -> str:
    """The five fields of cron."""
    if table.is_daily:
        return f"{table.first % 60} {table.first // 60} * * *"
    if table.minutes >= 60:
        return f"0 */{table.minutes // 60} * * *" if table.minutes > 60 else "0 * * * *"
    return f"*/{table.minutes} * * * *" if table.minutes > 1 else "* * * * *"


def _refuse_zone(table: Timetable, target: str, allowed: str) -> None:
    """A zone decides nothing where a run comes every hour or more often."""
    if table.zone and table.zone != allowed and table.minutes > 60:
        instead = f'write time-zone = "{allowed}"' if allowed else "leave time-zone out"
        raise UsageProblem(f"{target} does not know the time zone {table.zone}; {instead}, or use systemd or run")


# --- GitHub Actions ---


def _github(job: Job) -> dict[str, str]:
    _refuse_zone(job.timetable, "github-actions", "UTC")
    below = _below_repository(job.root)
    out = f"{below}/{job.out}" if below != "." else job.out
    text = f"""\
# Written by briefgen {__version__} from briefgen.toml; change it there and export it anew. Times are UTC.
name: Standard briefs
on:
  schedule:
    - cron: "{_five(job.timetable)}"
  workflow_dispatch:
permissions:
  contents: read
concurrency:
  group: {job.name}
  cancel-in-progress: false
jobs:
  build:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - uses: actions/setup-python@v5
        with:
          python-version: "3.12"
      # Where your desk has briefgen elsewhere, name that place here.
      - run: python -m pip install 'briefgen=={__version__}'
      - run: briefgen build
        working-directory: {_yaml(below)}
      - uses: actions/upload-artifact@v4
        if: always()
        with:
          name: briefs
          path: {_yaml(out)}
"""
    return {f"{job.name}.yml": text}


def _below_repository(root: Path) -> str:
    """The folder of the workspace as seen from the repository that holds it."""
    for folder in (root, *root.parents):
        if (folder / ".git").exists():
            return root.relative_to(folder).as_posix()
    return "."


def _yaml(text: str) -> str:
    """A text as YAML in which GitHub finds no expression either."""
    plain = text.replace("${{", "${{ '${{' }}").replace("'", "''")
    return f"'{plain}'"


# --- Windows: Task Scheduler Schema 1.2 ---


def _windows(job: Job) -> dict[str, str]:
    _refuse_zone(job.timetable, "windows", "")
    repeated = "" if job.timetable.is_daily else _REPETITION.format(minutes=job.timetable.minutes)
    text = _TASK.format(
        words=escape(job.timetable.words),
        at=job.timetable.at,
        repeated=repeated,
        limit=max(60, min(job.timetable.minutes, DAY // 2)),
        program=escape(job.command[0]),
        arguments=escape(list2cmdline(job.command[1:])),
        root=escape(str(job.root)),
    )
    return {f"{job.name}.xml": text}


_REPETITION = """
      <Repetition>
        <Interval>PT{minutes}M</Interval>
        <Duration>P1D</Duration>
        <StopAtDurationEnd>false</StopAtDurationEnd>
      </Repetition>"""
_TASK = """\
<?xml version="1.0" encoding="UTF-16"?>
<Task version="1.2" xmlns="http://schemas.microsoft.com/windows/2004/02/mit/task">
  <RegistrationInfo>
    <Description>Standard briefs, {words}; written by briefgen from briefgen.toml</Description>
  </RegistrationInfo>
  <Triggers>
    <CalendarTrigger>{repeated}
      <StartBoundary>2020-01-01T{at}:00</StartBoundary>
      <Enabled>true</Enabled>
      <ScheduleByDay>
        <DaysInterval>1</DaysInterval>
      </ScheduleByDay>
    </CalendarTrigger>
  </Triggers>
  <Settings>
    <MultipleInstancesPolicy>IgnoreNew</MultipleInstancesPolicy>
    <DisallowStartIfOnBatteries>false</DisallowStartIfOnBatteries>
    <StartWhenAvailable>true</StartWhenAvailable>
    <ExecutionTimeLimit>PT{limit}M</ExecutionTimeLimit>
  </Settings>
  <Actions>
    <Exec>
      <Command>{program}</Command>
      <Arguments>{arguments}</Arguments>
      <WorkingDirectory>{root}</WorkingDirectory>
    </Exec>
  </Actions>
</Task>
"""
