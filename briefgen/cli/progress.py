"""How far a build is: a bar for somebody who watches, a line now and then in a log."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager

import click

from briefgen.cli.terminal import unguarded
from briefgen.incremental.results import Listener

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
