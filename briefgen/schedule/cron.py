"""Timetables as crontab(5) has them: lines of a user's own table, and a workflow of GitHub Actions.

The workflow may do little, what it uses is pinned, what it made is kept.
"""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Sequence
from pathlib import Path

from briefgen.schedule.job import MARK, TimerJob, refuse_zone
from briefgen.settings.timetable import Timetable
from briefgen.version import __version__


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


CHECKOUT = "actions/checkout@11bd71901bbe5b1630ceea73d27597364c9af683 # v4.2.2"
PYTHON = "actions/setup-python@a26af69be951a213d495a4c3e4e4022e16d87065 # v5.6.0"
CACHE = "actions/cache@5a3ec84eff668545956fd18022155c47e93e2684 # v4.2.3"
UPLOAD = "actions/upload-artifact@ea165f8d65b6e75b540449e92b4886f43607fa02 # v4.6.2"


def workflow(job: TimerJob) -> dict[str, str]:
    """The text of the workflow, by file name."""
    refuse_zone(job.timetable, "github-actions", "UTC")
    below = _below_repository(job.root)
    out = f"{below}/{job.out}" if below != "." else job.out
    text = f"""\
# {MARK} Times are UTC.
name: {_yaml("Standard briefs" if job.is_only else f"Standard briefs, {job.timetable.words}")}
on:
  schedule:
    - cron: "{five_fields(job.timetable)}"
  workflow_dispatch:
permissions:
  contents: read
concurrency:
  group: {job.name}
  cancel-in-progress: false
jobs:
  build:
    runs-on: ubuntu-latest
    timeout-minutes: 60
    steps:
      - uses: {CHECKOUT}
        with:
          persist-credentials: false
      - uses: {PYTHON}
        with:
          python-version: "3.12"
      # What the last run made, so that this one makes only what has changed.
      - uses: {CACHE}
        with:
          path: |
            .briefgen-cache
            {_glob(out)}
            !{_glob(out)}/issued
          key: {job.name}-${{{{ github.run_id }}}}
          restore-keys: {job.name}-
      # Where your desk has briefgen elsewhere, name that place here.
      - run: python -m pip install 'briefgen=={__version__}'
      - run: {_yaml(f"briefgen {shlex.join(job.arguments)}")}
        working-directory: {_yaml(below)}
        env:
          BRIEFGEN_CACHE: ${{{{ github.workspace }}}}/.briefgen-cache
          BRIEFGEN_TRUST_HOOKS: "1"
{_secrets(job)}\
      - uses: {UPLOAD}
        if: always()
        with:
          name: {job.name}
          path: {_yaml(_glob(out))}
"""
    return {f"{job.name}.yml": text}


def _secrets(job: TimerJob) -> str:
    return "".join(f"          {name}: ${{{{ secrets.{name} }}}}\n" for name in job.secrets)


def _below_repository(root: Path) -> str:
    """The folder of the workspace as seen from the repository that holds it."""
    for folder in (root, *root.parents):
        if (folder / ".git").exists():
            return root.relative_to(folder).as_posix()
    return "."


def _glob(path: str) -> str:
    """A path in which an action finds no pattern."""
    return "".join(f"[{c}]" if c in "*?[" else c for c in path)


def _yaml(text: str) -> str:
    """A text as YAML in which GitHub finds no expression either."""
    plain = text.replace("${{", "${{ '${{' }}").replace("'", "''")
    return f"'{plain}'"
