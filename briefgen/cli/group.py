"""The commands: a fixed set, and one for each kind of brief that the workspace's templates define."""

from __future__ import annotations

import signal
from collections.abc import Sequence
from contextlib import suppress
from importlib import import_module
from itertools import pairwise
from pathlib import Path

import click

from briefgen import __version__
from briefgen.diagnostics import did_you_mean
from briefgen.errors import Busy, Problems, ProgramFault, UsageProblem

NAMED = "briefgen.named-workspace"
# Name, module below briefgen.cli, and the line in the list of commands: help does not import them all.
COMMANDS: dict[str, str] = {
    "affected": "List the issued briefs that rest on a source, a record or a statement.",
    "build": "Make the standard briefs again, where anything behind them has changed.",
    "schedule": "Have the standard briefs made at set times.",
    "status": "Say how every standard brief stands: fresh, stale, edited, merged or failed.",
    "check": "Find everything that is wrong in facts and templates.",
    "facts": "List statements, filtered by what they are about and who says them.",
    "init": "Make a workspace of your own, with an example that builds.",
    "new": "Write a commented record to fill in.",
    "schema": "Write JSON Schemas, so that an editor completes and checks records.",
    "issue": "Publish briefs: each becomes its next issue, kept for good.",
    "verify": "Say whether a file is an issue of this workspace, and unchanged.",
    "redline": "Show what changed in a brief since an issue of it.",
    "list": "List records, or the kinds of brief.",
    "preview": "Show a brief in the browser, drawn anew whenever a file is saved.",
    "trace": "Say where a sentence of a brief comes from, or what rests on a source.",
    "template": "Make, list and check kinds of brief.",
    "show": "Show one record with its sources and conflicts.",
}


class Commands(click.Group):
    """A group that knows its commands by name and imports one when it is called."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        ctx.meta[NAMED] = _named_workspace(args)
        return super().parse_args(ctx, args)

    def list_commands(self, ctx: click.Context) -> list[str]:
        return [*sorted(COMMANDS), *self._kinds(ctx)]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name in COMMANDS:
            command: click.Command = import_module(f"briefgen.cli.{cmd_name}_command").command
            return command
        kinds = self._kinds(ctx)
        if cmd_name in kinds:
            from briefgen.cli.brief_command import command_for

            return command_for(cmd_name, kinds[cmd_name])
        return None

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and self.get_command(ctx, args[0]) is None:
            known = self.list_commands(ctx)
            hint = did_you_mean(args[0], known) or f"commands are: {', '.join(known)}"
            ctx.fail(f"there is no command '{args[0]}'; {hint}")
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        kinds = self._kinds(ctx)
        with formatter.section("Briefs (a folder under templates/ each)"):
            formatter.write_dl(
                [(name, _help_of(name, folder)) for name, folder in kinds.items()] or [("-", "none found")]
            )
        with formatter.section("Commands"):
            formatter.write_dl(sorted(COMMANDS.items()))

    def _kinds(self, ctx: click.Context) -> dict[str, tuple[str, Path]]:
        from briefgen.briefs.kind import find_kinds
        from briefgen.workspace.folder import find_workspace, shipped_templates

        try:
            home, _ = find_workspace(ctx.params.get("root") or ctx.meta.get(NAMED))
            folders = home.template_folders
        except UsageProblem:
            folders = [("(shipped) templates", shipped_templates())]
        return {name: found for name, found in find_kinds(folders).items() if name not in COMMANDS}


def _help_of(name: str, found: tuple[str, Path]) -> str:
    from briefgen.briefs.kind import read_kind

    return read_kind(name, *found)[0].settings["help"] or f"Make a {name} brief."


def _named_workspace(arguments: Sequence[str]) -> Path | None:
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
    epilog="Examples:\n\n\b\n  briefgen meeting samarkand-2025\n  briefgen list meeting\n  briefgen check",
)
@click.option(
    "--workspace",
    "-w",
    "root",
    type=click.Path(path_type=Path),
    envvar="BRIEFGEN_WORKSPACE",
    help="The folder to work in. Default: the nearest one at or above this folder with a briefgen.toml.",
)
@click.version_option(__version__, prog_name="briefgen", message="%(prog)s %(version)s")
@click.pass_context
def commands(ctx: click.Context, root: Path | None) -> None:
    """Cited briefings in Word and Markdown from validated facts."""
    ctx.obj = root


class _Terminated(BaseException):
    """The process was asked to end."""


def _end_like_an_interruption() -> None:
    """Let SIGTERM unwind like Ctrl-C, so that what was begun is tidied up."""

    def end(*_: object) -> None:
        raise _Terminated

    with suppress(ValueError):  # not the main thread, as in tests
        signal.signal(signal.SIGTERM, end)


def run(arguments: Sequence[str]) -> int:
    """The exit code of one call; problems are printed, never raised."""
    _end_like_an_interruption()
    try:
        result = commands.main(list(arguments), prog_name="briefgen", standalone_mode=False)
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
        from briefgen.cli.output import print_problems

        print_problems(found.diagnostics)
        return 1
    except (_Terminated, KeyboardInterrupt, click.Abort) as stop:
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
