"""briefgen schedule show: the next times."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import click

from briefgen.cli.output import open_desk, print_json, workspace_option
from briefgen.cli.schedule_command import timetable_of


@click.command("show", epilog="Examples:\n\n\b\n  briefgen schedule show\n  briefgen schedule show --count 10")
@click.option("--count", "-n", type=click.IntRange(1, 1000), default=5, help="How many times. Default: 5.")
@click.option("--json", "as_json", is_flag=True, help="Print the times as JSON.")
@click.pass_context
def command(ctx: click.Context, count: int, as_json: bool, workspace: Path | None) -> int:
    """Say when the standard briefs are made next, as [schedule] in briefgen.toml has it."""
    timetable = timetable_of(open_desk(workspace or ctx.obj).workspace)
    moment, moments = datetime.now(UTC), []
    for _ in range(count):
        moment = timetable.after(moment)
        moments.append(timetable.local(moment))
    if as_json:
        print_json({"schedule": timetable.words, "next": [m.isoformat(timespec="minutes") for m in moments]})
        return 0
    click.echo(timetable.words)
    for moment in moments:
        click.echo(f"  {moment:%Y-%m-%d %H:%M} {moment.tzname()}")
    return 0


command = workspace_option(command)
