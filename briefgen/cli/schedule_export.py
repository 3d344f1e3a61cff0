"""briefgen schedule export: units for the system's own timer."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from briefgen.build.artifacts import replace_file
from briefgen.build.units import TARGETS, Job, units
from briefgen.cli.output import open_desk, shown_path, workspace_option
from briefgen.cli.schedule_command import timetable_of
from briefgen.errors import UsageProblem


@click.command(
    "export",
    epilog="Examples:\n\n\b\n  briefgen schedule export --to cron"
    "\n  briefgen schedule export --to systemd --out ~/.config/systemd/user",
)
@click.option("--to", "target", type=click.Choice(TARGETS), required=True, help="The timer that is to keep it.")
@click.option("--out", type=click.Path(path_type=Path), help="Write files to this folder instead of printing them.")
@click.option("--force", is_flag=True, help="Replace files that are there already and are different.")
@click.pass_context
def command(ctx: click.Context, target: str, out: Path | None, force: bool, workspace: Path | None) -> int:
    """Write the schedule of briefgen.toml as a unit of the system's own timer.

    The unit starts briefgen build as it is installed here, for this workspace.
    """
    found = open_desk(workspace or ctx.obj).workspace
    own = (sys.executable, "-P", "-m", "briefgen", "--workspace", str(found.root), "build")
    texts = units(Job(timetable_of(found), own, found.root, found.shown("out")), target)
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
    click.echo(f"next: {NEXT[target].format(name=next(iter(texts)).rsplit('.', 1)[0], out=shown_path(out))}")
    return 0


NEXT = {
    "systemd": "systemctl --user daemon-reload, then systemctl --user enable --now {name}.timer",
    "cron": "put the lines into your table with crontab -e",
    "github-actions": "put the file into .github/workflows/ of the repository and commit it",
    "windows": "schtasks /Create /TN {name} /XML {out}\\{name}.xml",
}

command = workspace_option(command)


def _refuse_other(path: Path, content: bytes, *, force: bool) -> None:
    if path.exists() and not force and not (path.is_file() and path.read_bytes() == content):
        raise UsageProblem(f"{shown_path(path)} is there already and is different; --force replaces it")
