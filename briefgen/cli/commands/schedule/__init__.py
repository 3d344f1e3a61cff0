"""briefgen schedule: the standard briefs at set times. Each command below it is a module here."""

from __future__ import annotations

from collections.abc import Sequence

from briefgen.cli.group import Group
from briefgen.cli.options import plain_command
from briefgen.errors import UsageProblem
from briefgen.settings.timetable import ScheduledTables, Timetable, scheduled_tables
from briefgen.workspace.folder import WorkspaceFolder

LONGEST = 3600
"""Seconds that a build of one plan waits for that of another."""


LINES = {
    "export": "Write the schedule as a unit of the system's own timer.",
    "run": "Stay and keep the schedule, as a container wants it.",
    "show": "Say when the standard briefs are made next.",
}


@plain_command(
    "briefgen schedule show",
    "briefgen schedule export --to systemd --out units",
    "briefgen schedule run",
    cls=Group,
    lines=LINES,
    package=__name__,
)
def command() -> None:
    """Have the standard briefs made at set times: [schedule] in briefgen.toml says which."""


def plans_of(home: WorkspaceFolder) -> list[ScheduledTables]:
    """Which standard briefs are made when; raises `UsageProblem` where briefgen.toml has no times at all."""
    found = scheduled_tables(home.settings)
    if not any(plan.timetable for plan in found):
        raise UsageProblem(
            'there is no schedule; write in briefgen.toml, below the line [schedule], at = "02:00" or'
            ' every = "15 minutes"; without that line, add it'
        )
    return found


def kept(found: Sequence[ScheduledTables]) -> list[tuple[Timetable, tuple[str, ...]]]:
    """The plans that have times, each with the arguments of the build that it starts.

    Where there are several, a build waits for one of another plan, but never until it is due again.
    """
    timed = [(plan.timetable, plan.tables) for plan in found if plan.timetable]
    return [
        (table, ("build", *(word for name in tables for word in ("--only", name)), *_waiting(table, len(timed))))
        for table, tables in timed
    ]


def _waiting(table: Timetable, count: int) -> tuple[str, ...]:
    return ("--wait", str(min(LONGEST, table.minutes * 30))) if count > 1 else ()
