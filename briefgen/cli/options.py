"""Options that many commands have."""

from __future__ import annotations

from pathlib import Path

import click


def workspace_option(command: click.Command) -> click.Command:
    """`--workspace` behind a command as well as before it."""
    option = click.Option(["--workspace", "-w", "root"], type=click.Path(path_type=Path), help="The folder to work in.")
    command.params.append(option)
    return command


audience_option = click.option(
    "--audience",
    "-a",
    default="",
    metavar="MARKING",
    help="The highest marking that its readers may see, such as TLP:GREEN: what is marked higher is as if it were "
    "not there, and the audience stands in the names of the files. Default: nothing is held back.",
)
"""`--audience` of a command that makes briefs."""
