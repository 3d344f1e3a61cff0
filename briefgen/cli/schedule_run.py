"""briefgen schedule run: the schedule kept by this very process."""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path

import click

from briefgen.build.keeper import Keeper
from briefgen.cli.output import open_desk, workspace_option
from briefgen.cli.schedule_command import timetable_of
from briefgen.errors import UsageProblem


@click.command("run", epilog="Examples:\n\n\b\n  briefgen schedule run\n  briefgen schedule run -w my-desk")
@click.pass_context
def command(ctx: click.Context, workspace: Path | None) -> int:
    """Stay and keep the schedule of briefgen.toml, as a container wants it; Ctrl-C or SIGTERM ends it.

    It begins with a build, which catches up what was missed, and makes each build in a process of its own. A build
    that fails is told; the next one tries again.
    """
    found = open_desk(workspace or ctx.obj).workspace
    own = (sys.executable, "-P", "-m", "briefgen", "--workspace", str(found.root), "build")
    keeper = Keeper(timetable_of(found), own, _log)
    try:
        keeper.run()
    except ImportError as bad:
        raise UsageProblem("run needs APScheduler; install it with: pip install 'briefgen[schedule]'") from bad
    return 0


def _log(line: str) -> None:
    click.echo(f"{datetime.now().astimezone():%Y-%m-%d %H:%M:%S%z} {line}", err=True)
    sys.stderr.flush()


command = workspace_option(command)
