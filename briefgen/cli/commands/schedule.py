"""briefgen schedule: the standard briefs at set times, and the commands below it."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterable, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from briefgen.cli.options import Group, plain_command, workspace_command
from briefgen.cli.terminal import open_workspace, print_json, shown_path
from briefgen.errors import UsageProblem
from briefgen.settings.timetable import NEVER, ScheduledTables, Timetable, scheduled_tables

if TYPE_CHECKING:
    from briefgen.schedule.job import TimerJob
    from briefgen.workspace.folder import WorkspaceFolder

LONGEST = 3600
"""Seconds that a build of one plan waits for that of another."""
KNOW_VARIABLES = ("systemd", "cron")
"""Timers whose units can set a variable of the environment."""
NEXT = {
    "systemd": "systemctl --user daemon-reload, then systemctl --user enable --now {name}.timer",
    "cron": "put the lines into your table with crontab -e",
    "github-actions": "put the file into .github/workflows/ of the repository and commit it",
    "windows": "schtasks /Create /TN {name} /XML {out}\\{name}.xml",
}
"""What is done next with the units of each timer."""


@plain_command(
    "briefgen schedule show",
    "briefgen schedule export --to systemd --out units",
    "briefgen schedule run",
    cls=Group,
)
def command() -> None:
    """Have the standard briefs made at set times: [schedule] in briefgen.toml says which."""


def _plans_of(home: WorkspaceFolder) -> list[ScheduledTables]:
    """Which standard briefs are made when; raises `UsageProblem` where briefgen.toml has no times at all."""
    found = scheduled_tables(home.settings)
    if not any(plan.timetable for plan in found):
        raise UsageProblem(
            'there is no schedule; write in briefgen.toml, below the line [schedule], at = "02:00" or'
            ' every = "15 minutes"; without that line, add it'
        )
    return found


def _kept(found: Sequence[ScheduledTables]) -> list[tuple[Timetable, tuple[str, ...]]]:
    """The plans that have times, each with the arguments of the build that it starts.

    Where there are several, a build waits for one of another plan, but never until it is due again.
    """
    timed = [(plan.timetable, plan.tables) for plan in found if plan.timetable]
    return [
        (table, ("build", *(word for name in tables for word in ("--only", name)), *_waiting(table, len(timed))))
        for table, tables in timed
    ]


def _own(home: WorkspaceFolder) -> tuple[str, ...]:
    """The program as it is installed here, for this workspace."""
    return (sys.executable, "-P", "-m", "briefgen", "--workspace", str(home.root))


def _waiting(table: Timetable, count: int) -> tuple[str, ...]:
    return ("--wait", str(min(LONGEST, table.minutes * 30))) if count > 1 else ()


@workspace_command(
    "briefgen schedule export --to cron",
    "briefgen schedule export --to systemd --out ~/.config/systemd/user",
    of=command,
    short_help="Write the schedule as a unit of the system's own timer.",
)
@click.option("--to", "target", type=click.Choice(list(NEXT)), required=True, help="The timer that is to keep it.")
@click.option("--out", type=click.Path(path_type=Path), help="Write files to this folder instead of printing them.")
@click.option("--force", is_flag=True, help="Replace files that are there already and are different.")
def export(target: str, out: Path | None, force: bool, root: Path | None) -> int:
    """Write the schedule of briefgen.toml as units of the system's own timer.

    There is one for all tables [briefs.NAME] that share their times. It starts briefgen build as it is installed
    here, for this workspace and these tables.
    """
    from briefgen.disk import content_of, replace_file
    from briefgen.schedule.units import units

    found = open_workspace(root).home
    jobs = _jobs(found)
    texts = units(jobs, target)
    if jobs[0].archive and target not in KNOW_VARIABLES:
        click.echo(f"set BRIEFGEN_ARCHIVE for {target} as well: without it new quotes cannot be verified", err=True)
    if out is None:
        for name, text in texts.items():
            if len(texts) > 1:
                click.echo(f"# --- {name} ---")
            click.echo(text, nl=False)
        return 0
    contents = {out / name: text.encode("utf-16" if target == "windows" else "utf-8") for name, text in texts.items()}
    for path, content in contents.items():
        if path.exists() and not force and content_of(path) != content:
            raise UsageProblem(f"{shown_path(path)} is there already and is different; --force replaces it")
    for path, content in contents.items():
        replace_file(path, content)
        click.echo(f"wrote {shown_path(path)}")
    names = [name.rpartition(".")[0] for name in texts]
    for said in dict.fromkeys(NEXT[target].format(name=name, out=shown_path(out)) for name in names):
        click.echo(f"next: {said}")
    for path in _left_over(out, jobs[0].family, contents):
        click.echo(f"{shown_path(path)} is of an earlier export and of no schedule any more: disable it and delete it")
    return 0


def _jobs(home: WorkspaceFolder) -> list[TimerJob]:
    """A job for each timetable of briefgen.toml."""
    from briefgen.schedule.job import TimerJob
    from briefgen.settings.hook_settings import secret_names

    found = _kept(_plans_of(home))
    readable = (home.shown("facts"), home.shown("templates"))
    return [
        TimerJob(
            timetable=table,
            command=(*_own(home), *arguments),
            root=home.root,
            out=home.shown("out"),
            arguments=arguments,
            readable=readable,
            is_only=len(found) == 1,
            secrets=secret_names(home.settings),
            archive=str(home.folder("archive")) if os.environ.get("BRIEFGEN_ARCHIVE") else "",
        )
        for table, arguments in found
    ]


def _left_over(out: Path, family: str, written: Iterable[Path]) -> list[Path]:
    """Units of this workspace beside those written now, which go on working until somebody removes them."""
    suffixes = "|".join(re.escape(suffix) for suffix in sorted({path.suffix for path in written}))
    names = re.compile(rf"{re.escape(family)}(-at-\d{{4}}|-every-\d+-minutes)?({suffixes})")
    return sorted(p for p in out.iterdir() if names.fullmatch(p.name) and p not in set(written))


@workspace_command(
    "briefgen schedule run",
    "briefgen schedule run -w my-desk",
    of=command,
    short_help="Stay and keep the schedule, as a container wants it.",
)
def run(root: Path | None) -> int:
    """Stay and keep the schedule of briefgen.toml, as a container wants it; Ctrl-C or SIGTERM ends it.

    It begins with a build, which catches up what was missed, and makes each build in a process of its own. Tables
    [briefs.NAME] with times of their own are built at these, one after the other. A build that fails is told; the next
    one tries again. What it says goes to standard output, each line with its time.
    """
    from briefgen.schedule.daemon import Daemon, ScheduledBuild

    found = open_workspace(root).home
    plans = _plans_of(found)
    named = {plan.timetable: plan.words for plan in plans if plan.tables}
    watches = [ScheduledBuild(table, (*_own(found), *rest), named.get(table, "build")) for table, rest in _kept(plans)]
    Daemon(watches, _log).run()
    return 0


def _log(line: str) -> None:
    with suppress(OSError):  # a log that is full, or read by nobody any more, ends no schedule
        click.echo(f"{datetime.now().astimezone().isoformat(timespec='seconds')} {line}")
        sys.stdout.flush()


@workspace_command(
    "briefgen schedule show",
    "briefgen schedule show --count 10",
    of=command,
    short_help="Say when the standard briefs are made next.",
)
@click.option("--count", "-n", type=click.IntRange(1, 1000), default=5, help="How many times. Default: 5.")
@click.option("--json", "as_json", is_flag=True, help="Print the times as JSON.")
def show(count: int, as_json: bool, root: Path | None) -> int:
    """Say when the standard briefs are made next, as [schedule] and [briefs.NAME] in briefgen.toml have it."""
    home = open_workspace(root).home
    found = _plans_of(home)
    if as_json:
        print_json({"schedules": [_as_json(plan, count) for plan in found]})
        return 0
    for plan in found:
        when = plan.timetable.words if plan.timetable else NEVER
        click.echo(f"{when}: {plan.words}" if plan.tables else when)
        for moment in _next(plan, count):
            click.echo(f"  {moment:%Y-%m-%d %H:%M} {moment.tzname()}")
    for key in ("at", "every"):
        if home.settings[f"schedule.{key}"] and scheduled_tables({**home.settings, f"schedule.{key}": ""}) == found:
            click.echo(f"{key} in [schedule] serves nothing: each table in [briefs] has times of its own")
    return 0


def _next(plan: ScheduledTables, count: int) -> list[datetime]:
    """The next times on the clocks that are meant."""
    table, moment, moments = plan.timetable, datetime.now(UTC), []
    for _ in range(count if table else 0):
        assert table is not None
        moment = table.after(moment)
        moments.append(table.local(moment))
    return moments


def _as_json(plan: ScheduledTables, count: int) -> dict[str, object]:
    return {
        "schedule": plan.timetable.words if plan.timetable else NEVER,
        "briefs": list(plan.tables) or "all",
        "next": [moment.isoformat(timespec="minutes") for moment in _next(plan, count)],
    }
