"""briefgen schedule export: units for the system's own timer."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterable
from pathlib import Path

import click

from briefgen.cli.commands.schedule import kept, plans_of
from briefgen.cli.options import workspace_command
from briefgen.cli.terminal import open_workspace, shown_path
from briefgen.disk import content_of, replace_file
from briefgen.errors import UsageProblem
from briefgen.schedule.job import TimerJob
from briefgen.schedule.units import TARGETS, units
from briefgen.settings.hook_settings import secret_names
from briefgen.workspace.folder import WorkspaceFolder


@workspace_command(
    "briefgen schedule export --to cron", "briefgen schedule export --to systemd --out ~/.config/systemd/user"
)
@click.option("--to", "target", type=click.Choice(list(TARGETS)), required=True, help="The timer that is to keep it.")
@click.option("--out", type=click.Path(path_type=Path), help="Write files to this folder instead of printing them.")
@click.option("--force", is_flag=True, help="Replace files that are there already and are different.")
def command(target: str, out: Path | None, force: bool, root: Path | None) -> int:
    """Write the schedule of briefgen.toml as units of the system's own timer.

    There is one for all tables [briefs.NAME] that share their times. It starts briefgen build as it is installed
    here, for this workspace and these tables.
    """
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
        _refuse_other(path, content, force=force)
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
    own = (sys.executable, "-P", "-m", "briefgen", "--workspace", str(home.root))
    found = kept(plans_of(home))
    readable = (home.shown("facts"), home.shown("templates"))
    return [
        TimerJob(
            timetable=table,
            command=(*own, *arguments),
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


KNOW_VARIABLES = ("systemd", "cron")
"""Timers whose units can set a variable of the environment."""
NEXT = {
    "systemd": "systemctl --user daemon-reload, then systemctl --user enable --now {name}.timer",
    "cron": "put the lines into your table with crontab -e",
    "github-actions": "put the file into .github/workflows/ of the repository and commit it",
    "windows": "schtasks /Create /TN {name} /XML {out}\\{name}.xml",
}


def _refuse_other(path: Path, content: bytes, *, force: bool) -> None:
    if path.exists() and not force and content_of(path) != content:
        raise UsageProblem(f"{shown_path(path)} is there already and is different; --force replaces it")
