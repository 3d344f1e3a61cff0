"""briefgen build, status and trust: standard briefs made again where they are stale; how each stands; who is told."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import click

from briefgen.cli.answer_inputs import files_watched, with_inputs
from briefgen.cli.options import allow_stale_option, json_option, keep_edits_option, wait_option, workspace_command
from briefgen.cli.terminal import kept_copy, merged_edits, open_workspace, print_json, print_problems, unguarded
from briefgen.diagnostics import Diagnostic, counted, has_errors
from briefgen.errors import UsageProblem
from briefgen.incremental.build import build, report_missed, status_of_briefs
from briefgen.incremental.results import WRONG, BriefResult, BuildResult, Choices, Listener, Status
from briefgen.outputs.publishing import KeepEdits
from briefgen.workspace.file_stat import FILE
from briefgen.workspace.workspace import Workspace

FEW = 3
MANY = 5
_ORPHAN = (
    "orphaned files belong to no standard brief (a command made them, or their record is gone); delete what nobody "
    "needs, or name the brief in briefgen.toml"
)
_EDITED = "it belongs to no standard brief and holds what somebody wrote; name its brief in briefgen.toml, or keep it"


@workspace_command(
    "briefgen build",
    "briefgen build --dry-run --explain",
    "briefgen build meeting/samarkand-2025 --jobs 1",
    "briefgen build --only country",
)
@click.argument("briefs", nargs=-1, metavar="[BRIEF]...")
@click.option(
    "--only", "tables", multiple=True, metavar="NAME", help="Only the briefs of [briefs.NAME]. May be repeated."
)
@click.option("--dry-run", is_flag=True, help="Only say what is stale.")
@click.option("--explain", is_flag=True, help="Give every reason why a brief is stale.")
@click.option("--jobs", "-j", type=click.IntRange(1), default=None, help="Processes at once. Default: all cores.")
@click.option("--executor", default="", metavar="ADDRESS", help="Make the briefs on a Dask cluster: dask://HOST:PORT.")
@keep_edits_option
@allow_stale_option
@click.option("--no-hooks", is_flag=True, help="Tell nobody that [hooks] names.")
@wait_option
@click.option(
    "--json", "as_json", is_flag=True, help="Print what was done as JSON; out/.briefgen/report.json says more."
)
def command(
    briefs: tuple[str, ...],
    tables: tuple[str, ...],
    dry_run: bool,
    explain: bool,
    jobs: int | None,
    executor: str,
    keep_edits: str,
    allow_stale: bool,
    no_hooks: bool,
    wait: float,
    as_json: bool,
    root: Path | None,
) -> int:
    """Make the standard briefs again, where anything behind them has changed.

    BRIEF restricts it to some, named as in the output: meeting/samarkand-2025. Leaves with 0 when all are as they
    should be, with 1 where one is not or a hook could not be told, with 2 when nothing could be done or files may not
    be written, with 3 while another run goes on.
    """
    workspace = open_workspace(root)
    choices = Choices(briefs, tables, jobs or 0, executor, KeepEdits(keep_edits), allow_stale, wait)
    if dry_run:
        built = status_of_briefs(workspace, choices)
    else:
        with progress(quiet=as_json) as listener, _missed(workspace, choices, no_hooks=no_hooks):
            built = build(workspace, choices, listener)
    unheard = [] if dry_run or no_hooks else _told(built, workspace, choices)
    if as_json:
        print_json(as_data(built))
    else:
        _tell(built, explain=explain or dry_run, all_=dry_run)
    print_problems(unheard)
    if built.refused and not dry_run:
        return 2
    code = 1 if built.failed or has_errors(unheard) else 0
    if unheard or not built.looked_at:
        return code
    watched = [*files_watched(workspace.home.folder("out"), built.looked_at), *_hooks_watched(workspace)]
    return with_inputs(code, workspace, root, watched)


@contextmanager
def _missed(workspace: Workspace, choices: Choices, *, no_hooks: bool) -> Iterator[None]:
    """Report a build that could do nothing; and tell it, where nobody watches, as a timer has started it."""
    try:
        yield
    except UsageProblem as wrong:
        if not choices.wanted:
            built = report_missed(workspace, str(wrong))
            print_problems([] if no_hooks or sys.stderr.isatty() else _told(built, workspace, choices))
        raise


def _told(built: BuildResult, workspace: Workspace, choices: Choices) -> list[Diagnostic]:
    """Tell whom `[hooks]` names; what went wrong with it."""
    if not hooked(workspace):
        return []
    from briefgen.notify.hooks import notify

    return notify(built, workspace, whole=not (choices.wanted or choices.tables))


def _hooks_watched(workspace: Workspace) -> list[str]:
    """What is watched so that there is still nothing to tell."""
    if not hooked(workspace):
        return []
    from briefgen.notify.hooks import files_asked

    return [f"{FILE}{file}" for file in files_asked(workspace)]


def hooked(workspace: Workspace) -> bool:
    """Whether somebody is to be told of builds."""
    return any(workspace.home.settings[f"hooks.{key}"] for key in ("command", "webhook", "mail-to"))


def as_data(built: BuildResult) -> dict[str, object]:
    """A build as plain data, for --json and the report."""
    return {
        "briefs": [
            {
                "name": entry.name,
                "standing": entry.status.value,
                "reasons": list(entry.reasons),
                "written": list(entry.written),
                "kept_copies": list(entry.copies),
                "edited": list(entry.edited),
                "merged": list(entry.merged),
                "diagnostics": [d.as_json() for d in entry.findings],
            }
            for entry in built.entries
        ],
        "orphans": built.orphans,
        "edited_orphans": built.edited_orphans,
        "problems": [d.as_json() for d in built.problems],
    }


def _tell(built: BuildResult, *, explain: bool, all_: bool) -> None:
    heard: set[Diagnostic] = set()
    for entry in built.entries:
        _tell_entry(entry, heard, explain=explain, all_=all_)
    tell_orphans(built)
    print_problems(d for d in built.problems if d not in heard)
    counts = [f"{n} {status}" for status in Status if (n := built.count(status))]
    briefs = counted(len(built.entries), "brief")
    click.echo(f"{briefs}: {', '.join(counts)}" if counts else "no standard briefs")


def _tell_entry(entry: BriefResult, heard: set[Diagnostic], *, explain: bool, all_: bool) -> None:
    is_as_before = entry.status is Status.FRESH or (entry.status is Status.MERGED and not entry.reasons)
    if is_as_before and not all_:
        return
    reasons = entry.reasons if explain else entry.reasons[:FEW]
    more = f", and {len(entry.reasons) - FEW} more (--explain)" if len(entry.reasons) > len(reasons) else ""
    why = f": {'; '.join(reasons)}{more}" if reasons else ""
    click.echo(f"{entry.status.value:<10} {entry.name}{why}")
    for copy in entry.copies:
        click.echo(f"{'':<10} kept {kept_copy(copy)}")
    for file in entry.merged:
        click.echo(f"{'':<10} {merged_edits(file)}")
    for file in entry.edited:
        what = "; a build merges that" if entry.status is Status.STALE else " and is left as it is"
        click.echo(f"{'':<10} {file} was edited by hand{what}")
    if entry.status in (*WRONG, Status.MERGED):
        print_problems(d for d in entry.findings if d not in heard)  # many briefs may have a problem in common
        heard.update(entry.findings)


def tell_orphans(built: BuildResult, most: int = MANY) -> None:
    """Say of files that belong to no standard brief; of more than `most`, how many they are.

    A file that holds what a person wrote is named by itself, and nobody is told to delete it.
    """
    others = [file for file in built.orphans if file not in built.edited_orphans]
    for file in built.edited_orphans:
        click.echo(f"orphaned   {file}: {_EDITED}")
    if len(others) > most:
        click.echo(f"orphaned   {len(others)} files, which belong to no standard brief; briefgen status names them")
    elif others:
        for file in others:
            click.echo(f"orphaned   {file}")
        click.echo(f"           {_ORPHAN}")


# --- How far a build is: a bar for somebody who watches, a line now and then in a log ---


EVERY = 30.0
"""Seconds between two lines in a log; a build that takes less says nothing before its end."""


@contextmanager
def progress(*, quiet: bool) -> Iterator[Listener]:
    """Who is to be told how far a build is; nothing is loaded or shown before there is something to make."""
    with ExitStack() as stack:
        if quiet:
            yield lambda *_: None
        elif sys.stderr.isatty():
            yield _Bar(stack)
        else:
            yield _log(time.monotonic)


class _Bar:
    """What is being made, how much is done, and how long the rest takes; gone when all is done."""

    def __init__(self, stack: ExitStack) -> None:
        self._stack = stack
        self._update: Callable[[str, int], None] | None = None

    def __call__(self, name: str, done: int, of: int) -> None:
        if self._update is None:
            self._update = self._start(of)
        self._update(name, done)

    def _start(self, of: int) -> Callable[[str, int], None]:
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

        said = TextColumn("{task.description}", markup=False)
        columns = (said, BarColumn(), MofNCompleteColumn(), TimeRemainingColumn(), TextColumn("left"))
        bar = self._stack.enter_context(Progress(*columns, console=Console(file=unguarded(sys.stderr)), transient=True))
        task = bar.add_task("", total=of)
        return lambda name, done: bar.update(task, description=f"making {name}", completed=done)


def _log(clock: Callable[[], float]) -> Listener:
    last = clock()

    def tell(name: str, done: int, of: int) -> None:
        nonlocal last
        if done < of and clock() - last >= EVERY:
            last = clock()
            click.echo(f"{done} of {of} briefs are done; making {name}", err=True)

    return tell


# --- briefgen status ---


@workspace_command("briefgen status", "briefgen status --json")
@json_option
def status(as_json: bool, root: Path | None) -> int:
    """Say of every standard brief how it stands, and which files are orphaned.

    fresh, stale or failed; edited: a file was changed by hand since the last build; merged: it holds hand edits and
    all that is new; conflict: both versions stand in it. Where anybody reviews, a line counts what is open. Nothing
    is made or written. Leaves with 0 when all are fresh, edited or merged, with 1 otherwise.
    """
    from briefgen.review.standing import Reviews

    workspace = open_workspace(root)
    built = status_of_briefs(workspace, Choices())
    reviews = Reviews(workspace)
    counts = {str(standing): count for standing, count in reviews.counts.items()} if reviews.is_in_use else {}
    if as_json:
        review = {"review": {**counts, "required": reviews.is_required}} if counts else {}
        print_json({**as_data(built), **review})
    else:
        for entry in built.entries:
            why = f"  {entry.reasons[0]}" if entry.reasons else ""
            click.echo(f"{entry.status.value:<10} {entry.name}{why}")
        tell_orphans(built, most=len(built.orphans))
        if counts:
            click.echo(f"{'review':<10} {', '.join(f'{count} {standing}' for standing, count in counts.items())}")
        print_problems([*built.problems, *reviews.problems])
    stale = built.count(Status.STALE)
    return 1 if built.failed or stale else 0


# --- briefgen trust: the hooks that a build runs ---


@workspace_command("briefgen trust", "briefgen trust --forget")
@click.option("--forget", is_flag=True, help="Let them run no more.")
def trust(forget: bool, root: Path | None) -> int:
    """Let the hooks of this workspace run after a build, as briefgen.toml has them now.

    A workspace that came from somebody else could run any program. So hooks run only where somebody has looked at them
    and said so, on this machine and as this user; when they change, they have to be trusted again.
    """
    import json

    from briefgen.notify import hooks

    home = open_workspace(root).home
    named = hooks.named_hooks(home)
    if not named and not forget:
        raise UsageProblem("this workspace has no hooks; [hooks] in briefgen.toml names some")
    for name, value in named.items():
        click.echo(f"{name} = {json.dumps(value, ensure_ascii=False)}")
    hooks.trust(home, forget=forget)
    click.echo("they run no more after a build" if forget else "they run after a build from now on, until they change")
    return 0
