"""briefgen schedule: the standard briefs at set times. Each subcommand is a module of its own, schedule_NAME."""

from __future__ import annotations

import click

from briefgen.cli.subcommands import Subcommands
from briefgen.errors import UsageProblem
from briefgen.timetable import Timetable
from briefgen.workspace import Workspace


class ScheduleCommands(Subcommands):
    """The commands below `briefgen schedule`."""

    lines = {  # noqa: RUF012 - never changed
        "export": "Write the schedule as a unit of the system's own timer.",
        "run": "Stay and keep the schedule, as a container wants it.",
        "show": "Say when the standard briefs are made next.",
    }


@click.command(
    "schedule",
    cls=ScheduleCommands,
    epilog="Examples:\n\n\b\n  briefgen schedule show\n  briefgen schedule export --to systemd --out units"
    "\n  briefgen schedule run",
)
def command() -> None:
    """Have the standard briefs made at set times: [schedule] in briefgen.toml says which."""


def timetable_of(workspace: Workspace) -> Timetable:
    """The timetable; raises `UsageProblem` where briefgen.toml has none."""
    found = Timetable.of(workspace.settings)
    if found is None:
        raise UsageProblem(
            'there is no schedule; write in briefgen.toml a line [schedule] and below it at = "02:00" or'
            ' every = "15 minutes"'
        )
    return found
