"""briefgen schedule show: the next times."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import click

from briefgen.cli.commands.schedule import plans_of
from briefgen.cli.options import workspace_command
from briefgen.cli.terminal import open_workspace, print_json
from briefgen.settings.timetable import NEVER, ScheduledTables, scheduled_tables


@workspace_command("briefgen schedule show", "briefgen schedule show --count 10")
@click.option("--count", "-n", type=click.IntRange(1, 1000), default=5, help="How many times. Default: 5.")
@click.option("--json", "as_json", is_flag=True, help="Print the times as JSON.")
def command(count: int, as_json: bool, root: Path | None) -> int:
    """Say when the standard briefs are made next, as [schedule] and [briefs.NAME] in briefgen.toml have it."""
    home = open_workspace(root).home
    found = plans_of(home)
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
