"""The command `briefgen`: a fixed set of commands, and one for each kind of brief that the templates define."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import click

from briefgen.cli.commands import COMMANDS
from briefgen.cli.group import Group
from briefgen.cli.options import examples
from briefgen.cli.terminal import HOME, LOOK
from briefgen.diagnostics import with_article
from briefgen.errors import UsageProblem
from briefgen.version import __version__

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
            return super().get_command(ctx, cmd_name)
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
        super().format_commands(ctx, formatter)

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
    lines=COMMANDS,
    package="briefgen.cli.commands",
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
