"""briefgen schedule run: the schedule kept by this very process."""

from __future__ import annotations

import sys
from contextlib import suppress
from datetime import datetime
from pathlib import Path

import click

from briefgen.cli.commands.schedule import kept, plans_of
from briefgen.cli.options import workspace_command
from briefgen.cli.terminal import open_workspace
from briefgen.schedule.daemon import Daemon, ScheduledBuild


@workspace_command("briefgen schedule run", "briefgen schedule run -w my-desk")
def command(root: Path | None) -> int:
    """Stay and keep the schedule of briefgen.toml, as a container wants it; Ctrl-C or SIGTERM ends it.

    It begins with a build, which catches up what was missed, and makes each build in a process of its own. Tables
    [briefs.NAME] with times of their own are built at these, one after the other. A build that fails is told; the next
    one tries again. What it says goes to standard output, each line with its time.
    """
    found = open_workspace(root).home
    own = (sys.executable, "-P", "-m", "briefgen", "--workspace", str(found.root))
    plans = plans_of(found)
    named = {plan.timetable: plan.words for plan in plans if plan.tables}
    watches = [ScheduledBuild(table, (*own, *rest), named.get(table, "build")) for table, rest in kept(plans)]
    Daemon(watches, _log).run()
    return 0


def _log(line: str) -> None:
    with suppress(OSError):  # a log that is full, or read by nobody any more, ends no schedule
        click.echo(f"{datetime.now().astimezone().isoformat(timespec='seconds')} {line}")
        sys.stdout.flush()
