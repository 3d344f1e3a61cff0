"""Bounded work where a process cannot be copied (Windows): a fresh interpreter, with a limit on time alone."""

from __future__ import annotations

from collections.abc import Callable
from multiprocessing import get_context
from typing import TYPE_CHECKING, Any

from briefgen.sandbox.bounded import Outcome, outcome
from briefgen.sandbox.limits import Limits

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

START = 20
"""Seconds that an interpreter may take to start and to read the facts."""


def spawned(limits: Limits, work: Callable[..., Any], arguments: tuple[object, ...]) -> Outcome | None:
    """What the work came to; None where its time is over."""
    context = get_context("spawn")
    ours, theirs = context.Pipe(duplex=False)
    child = context.Process(target=_run, args=(theirs, work, arguments), daemon=True)
    child.start()
    theirs.close()
    try:
        return ours.recv() if ours.poll(START + limits.seconds) else None
    except EOFError:
        return None
    finally:
        child.kill()
        child.join()


def _run(pipe: Connection, work: Callable[..., Any], arguments: tuple[object, ...]) -> None:
    pipe.send(outcome(work, arguments))
