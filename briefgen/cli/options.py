"""What commands are made of: groups of them, and the options that many have."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from briefgen.diagnostics import did_you_mean_or

if TYPE_CHECKING:
    from briefgen.briefs.parameters import Parameter, Plain

Decorated = TypeVar("Decorated", bound=Callable[..., Any])


def examples(*lines: str) -> str:
    """Examples of what is typed, as they stand below the help of a command."""
    return "\n  ".join(("Examples:\n\n\b", *lines))


def plain_command(
    *typed: str, cls: type[click.Command] = click.Command, of: click.Command | None = None, **attributes: Any
) -> Callable[[Callable[..., Any]], click.Command]:
    """A command named as its function is, or as its module where that is `command`, with examples below its help.

    `of` is the group that it belongs to; `attributes` are those of click.
    """

    def made(function: Callable[..., Any]) -> click.Command:
        name = function.__name__.strip("_")
        name = function.__module__.rpartition(".")[2] if name == "command" else name
        command = click.command(name, cls, epilog=examples(*typed), **attributes)(function)
        if isinstance(of, click.Group):
            of.add_command(command)
        return command

    return made


def workspace_command(*typed: str, **attributes: Any) -> Callable[[Callable[..., Any]], click.Command]:
    """The same with `--workspace` behind it."""
    return lambda function: workspace_option(plain_command(*typed, **attributes)(function))


class Group(click.Group):
    """A group of commands that says which was meant by one that there is not."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if not args:
            return super().resolve_command(ctx, args)
        command = self.get_command(ctx, args[0])
        if command is None:
            known = self.list_commands(ctx)
            typed = args[0] if ctx.parent is None else f"{self.name} {args[0]}"
            hint = did_you_mean_or(args[0], known, "commands are")
            ctx.fail(f"there is no command '{typed}'; {hint}")
        return args[0], command, args[1:]


def _workspace(ctx: click.Context, _: click.Parameter, root: Path | None) -> Path | None:
    ctx.obj = root or ctx.obj
    return ctx.obj  # type: ignore[no-any-return]


def workspace_option(command: click.Command) -> click.Command:
    """`--workspace` behind a command as well as before it; the command gets as `root` the nearer one that is given."""
    path = click.Path(path_type=Path)
    option = click.Option(["--workspace", "-w", "root"], type=path, callback=_workspace, help="The folder to work in.")
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


wait_option = click.option(
    "--wait", type=click.FloatRange(0), default=0.0, metavar="SECONDS", help="Wait for another run to end."
)
json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON.")
by_option = click.option("--by", default="", metavar="NAME", help="Who you are. Default: the name that git knows.")
explain_option = click.option("--explain", metavar="CODE", help="Say what a code means and what to do, and stop.")


def report_options(command: Decorated) -> Decorated:
    """How a command that finds faults prints them, and whether warnings fail."""
    for option in (
        click.option("--strict", is_flag=True, help="Let warnings fail too."),
        click.option("--json", "as_json", is_flag=True, help="The same as --format json."),
        click.option(
            "--format",
            "-f",
            "form",
            type=click.Choice(["text", "json", "github", "sarif"]),
            default="text",
            help="How to print what was found. Default: text.",
        ),
    ):
        command = option(command)
    return command


# --- Options of commands that make briefs: what becomes of hand edits, and those that a kind of brief brings ---


def keep_edits_option(command: Decorated) -> Decorated:
    """`--keep-edits` of a command that replaces files."""
    from briefgen.outputs.publishing import KeepEdits  # which a command that makes nothing does without

    option = click.option(
        "--keep-edits",
        type=click.Choice([k.value for k in KeepEdits]),
        default=KeepEdits.MERGE.value,
        help="What becomes of a file that somebody edited and that would change: merge the edits with the new version, "
        "put a copy beside the new one, refuse to touch the file, or discard the edits (a copy is kept all the same). "
        "Default: merge.",
    )
    return option(command)


allow_stale_option = click.option(
    "--allow-stale", is_flag=True, help="Print and mark quotes of sources whose text has changed."
)

_METAVARS = {"text": "TEXT", "number": "N", "date": "DATE", "year": "YEAR", "list": "TEXT", "period": "PERIOD"}


class _ParameterType(click.ParamType):  # type: ignore[type-arg]  # generic in the newest click alone
    """A value of a parameter, checked as its type says."""

    name = "value"

    def __init__(self, parameter: Parameter) -> None:
        self.parameter = parameter

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        from briefgen.briefs.parameters import BadValue

        try:
            given = self.parameter.read((value,) if self.parameter.type == "list" else value)
        except BadValue as bad:
            self.fail(str(bad), param, ctx)
        return given[0] if isinstance(given, tuple) else given


def options(parameters: Mapping[str, Parameter]) -> list[click.Option]:
    """An option for each parameter; what is not given comes out as None, or as an empty tuple for a list."""
    return [_option(parameter) for parameter in parameters.values()]


def _option(parameter: Parameter) -> click.Option:
    help_ = f"{parameter.help.rstrip('.') or f'The parameter {parameter.name}'}. {_default(parameter)}".strip()
    name, choices = f"parameter_{parameter.key}", "|".join(parameter.choices)
    if parameter.type == "yes-no":
        return click.Option([name, f"--{parameter.name}/--no-{parameter.name}"], default=None, help=help_)
    return click.Option(
        [name, f"--{parameter.name}"],
        type=_ParameterType(parameter),
        multiple=parameter.type == "list",
        metavar=f"[{choices}]" if choices else _METAVARS.get(parameter.type, "ID"),
        help=help_,
    )


def _default(parameter: Parameter) -> str:
    many = "May be given more than once. " if parameter.type == "list" else ""
    default = parameter.default
    if default is None or default == ():
        return many.strip()
    if isinstance(default, bool):
        return f"Default: {'yes' if default else 'no'}."
    shown = ", ".join(default) if isinstance(default, tuple) else str(default)
    return f"{many}Default: {shown.removeprefix(f'{parameter.record_kind}/')}."


def given(parameters: Mapping[str, Parameter], values: Mapping[str, Any]) -> dict[str, Plain]:
    """The parameters that the command line gives, taken from what click calls the function with."""
    found = {name: values.get(f"parameter_{p.key}") for name, p in parameters.items()}
    return {name: value for name, value in found.items() if value is not None and value != ()}
