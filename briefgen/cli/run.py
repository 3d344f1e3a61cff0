"""One call of the program: its command, and the exit code of whatever happens, said in words.

The command `briefgen` has a fixed set of commands, and one for each kind of brief that the templates define.
"""

from __future__ import annotations

import signal
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib import import_module
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import click

from briefgen.cli.answers import Answer, CodeWithInputs
from briefgen.cli.commands import COMMANDS, KIN
from briefgen.cli.options import Group, examples
from briefgen.cli.terminal import HOME, LOOK, guarded_streams, print_problems
from briefgen.diagnostics import with_article
from briefgen.errors import Busy, Problems, ProgramFault, UsageProblem, missing_library
from briefgen.version import __version__
from briefgen.workspace.file_stat import FileStats

if TYPE_CHECKING:
    from briefgen.workspace.folder import WorkspaceFolder

NAMED = "briefgen.named-workspace"
VERBOSE = "briefgen.verbose"


class Commands(Group):
    """The fixed commands, and one for each kind of brief that the workspace has."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        ctx.meta[LOOK], ctx.obj = ctx.obj, None
        ctx.meta[NAMED] = named_workspace(args)
        ctx.meta[VERBOSE] = "--verbose" in args
        return super().parse_args(ctx, args)

    def list_commands(self, ctx: click.Context) -> list[str]:
        return [*sorted(COMMANDS), *self._kinds(ctx)]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name in COMMANDS:
            module, _, name = KIN.get(cmd_name, f"{cmd_name}.command").partition(".")
            command: click.Command = getattr(import_module(f"briefgen.cli.commands.{module}"), name)
            return command
        kinds = self._kinds(ctx)
        if cmd_name in kinds:
            from briefgen.cli.commands.brief import command_for

            return command_for(cmd_name, kinds[cmd_name], _formats(ctx))
        return None

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        from briefgen.briefs.kind import read_kind

        told = {name: read_kind(name, *found)[0].settings["help"] for name, found in self._kinds(ctx).items()}
        lines = [(name, said or f"Make {with_article(name)} brief.") for name, said in told.items()]
        with formatter.section("Briefs (a folder under templates/ each)"):
            formatter.write_dl(lines or [("-", "none found")])
        with formatter.section("Commands"):
            formatter.write_dl(sorted(COMMANDS.items()))

    def _kinds(self, ctx: click.Context) -> dict[str, tuple[str, Path]]:
        from briefgen.briefs.kind import find_kinds
        from briefgen.workspace.folder import shipped_templates

        home = _home(ctx)
        folders = [("(shipped) templates", shipped_templates())] if home is None else home.template_folders
        return {name: found for name, found in find_kinds(folders).items() if name not in COMMANDS}


def _home(ctx: click.Context) -> WorkspaceFolder | None:
    """The workspace that the command line speaks of, or None; looked for once."""
    from briefgen.workspace.folder import find_workspace

    if HOME not in ctx.meta:
        named = ctx.params.get("root") or ctx.meta.get(NAMED)
        try:
            ctx.meta[HOME] = {named: find_workspace(named)}
        except UsageProblem:
            ctx.meta[HOME] = {}
    return next((home for home, _ in ctx.meta[HOME].values()), None)


def _formats(ctx: click.Context) -> tuple[str, ...]:
    """Every format that may be asked for in the workspace."""
    from briefgen.writers import FORMATS

    home = _home(ctx)
    return FORMATS if home is None else (*FORMATS, *home.settings["plugins.writers"])


def _print_version(ctx: click.Context, _: click.Parameter, wanted: bool) -> None:
    if not wanted or ctx.resilient_parsing:
        return
    click.echo(f"briefgen {__version__}")
    if ctx.meta.get(VERBOSE):
        _print_programs(ctx.params.get("root") or ctx.meta.get(NAMED))
    ctx.exit()


def _print_programs(root: Path | None) -> None:
    """The libraries that decide what a brief is, and the plugins that there are."""
    from briefgen.workspace.folder import find_workspace
    from briefgen.workspace.plugins import SORTS, installed
    from briefgen.workspace.programs import versions

    try:
        settings = find_workspace(root)[0].settings
    except UsageProblem:
        settings = {}
    click.echo("decided by:")
    for name, version in versions().items():
        if name != "briefgen":
            click.echo(f"  {name} {version}")
    used = {(sort, name) for sort in SORTS for name in settings.get(f"plugins.{sort}", ())}
    click.echo("plugins:")
    for plugin in (found := installed()):
        idle = "" if (plugin.sort, plugin.name) in used else ", not used here"
        click.echo(f"  {plugin.sort:<8}{plugin.name}  {plugin.package} {plugin.version}{idle}")
    if not found:
        click.echo("  none")


def named_workspace(arguments: Sequence[str]) -> Path | None:
    """The workspace named anywhere on the command line, so that its kinds of brief are known as commands."""
    for before, word in pairwise(["", *arguments]):
        if before in ("--workspace", "-w"):
            return Path(word)
        if word.startswith("--workspace="):
            return Path(word.partition("=")[2])
    return None


@click.command(
    cls=Commands,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog=examples("briefgen meeting samarkand-2025", "briefgen list meeting", "briefgen check"),
)
@click.option(
    "--workspace",
    "-w",
    "root",
    type=click.Path(path_type=Path),
    envvar="BRIEFGEN_WORKSPACE",
    help="The folder to work in. Default: the nearest one at or above this folder with a briefgen.toml.",
)
@click.option(
    "--version",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_print_version,
    help="Show the version and exit; with --verbose, the libraries and plugins too.",
)
@click.option("--verbose", is_flag=True, expose_value=False, hidden=True)
@click.pass_context
def commands(ctx: click.Context, root: Path | None) -> None:
    """Cited briefings in Word and Markdown from validated facts."""
    ctx.obj = root


_SAID_OF_ITSELF = ("-h", "--help", "--version")
"""Options, at the end of a call, by which it says something of the program and does nothing."""


class _Terminated(BaseException):
    """The process was asked to end."""


@contextmanager
def _ended_like_an_interruption() -> Iterator[None]:
    """Let SIGTERM unwind like Ctrl-C meanwhile, so that what was begun is tidied up."""

    def end(*_: object) -> None:
        raise _Terminated

    try:
        before = signal.signal(signal.SIGTERM, end)
    except ValueError:  # not the main thread, as in tests
        yield
        return
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def run(arguments: Sequence[str], answer: Answer | None = None) -> int:
    """The exit code of one call; problems are printed, never raised. An answer with its inputs is kept in `answer`."""
    with _ended_like_an_interruption(), guarded_streams([] if answer is None else answer.said):
        code = _run(arguments, None if answer is None else answer.look)
        if answer is not None and code == 0 and arguments and arguments[-1] in _SAID_OF_ITSELF:
            from briefgen.cli.answer_inputs import help_with_inputs

            code = help_with_inputs(named_workspace(arguments))
        if answer is not None and isinstance(code, CodeWithInputs):
            answer.keep(code)
    return code


def _run(arguments: Sequence[str], look: FileStats | None) -> int:
    try:
        result = commands.main(list(arguments), prog_name="briefgen", standalone_mode=False, obj=look)
        return result if isinstance(result, int) else 0
    except click.exceptions.Exit as leave:
        return leave.exit_code
    except click.ClickException as wrong:
        wrong.show()
        return 2
    except UsageProblem as wrong:
        click.echo(f"briefgen: {wrong}", err=True)
        return 2
    except Busy as busy:
        click.echo(f"briefgen: {busy}", err=True)
        return 3
    except Problems as found:
        print_problems(found.diagnostics)
        return 1
    except (_Terminated, KeyboardInterrupt, click.Abort) as stop:
        if isinstance(stop.__cause__, EOFError):  # which click takes for an end of typing: nothing is asked here
            return _own_fault(_trace())
        return _interrupted(stop)
    except ProgramFault as fault:
        return _own_fault(str(fault))
    except OSError as bad:
        from briefgen.disk import fault_of_disk

        if (said := fault_of_disk(bad)) is None:
            return _own_fault(_trace())
        click.echo(f"briefgen: {said}", err=True)
        return 2
    except SystemExit:  # the reader of our output has gone: click hushes the streams, then leaves with 1
        return 141
    except Exception as bad:
        if missing := missing_library(bad):
            click.echo(f"briefgen: {missing}", err=True)
            return 2
        return _interrupted(bad) or _own_fault(_trace())


def _interrupted(bad: BaseException) -> int:
    """The exit code of an interruption, also of one that something went wrong after; 0 where there was none."""
    stop: BaseException | None = bad
    while stop is not None:
        if isinstance(stop, _Terminated):
            click.echo("briefgen: ended by a signal; files that were there are as they were", err=True)
            return 143
        if isinstance(stop, KeyboardInterrupt | click.Abort):
            click.echo("briefgen: interrupted; files that were there are as they were", err=True)
            return 130
        stop = stop.__context__
    return 0


def _trace() -> str:
    from traceback import format_exc

    return format_exc()


def _own_fault(trace: str) -> int:
    """A fault that no editor can mend: said as such, with what its author needs to find it."""
    click.echo(trace.rstrip(), err=True)
    click.echo("briefgen: this is a fault of the program, not of your files; please report the lines above", err=True)
    return 70
