"""One call of the program: the exit code of whatever happens, said in words."""

from __future__ import annotations

import signal
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import click

from briefgen.cli.answers import Answer, CodeWithInputs
from briefgen.cli.root import commands, named_workspace
from briefgen.cli.terminal import guarded_streams
from briefgen.errors import Busy, Problems, ProgramFault, UsageProblem, missing_library
from briefgen.workspace.file_stat import FileStats

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
        from briefgen.cli.terminal import print_problems

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
