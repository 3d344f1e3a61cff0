"""One thread that works off the event loop, a task after the other.

It is a daemon: a template that never ends holds up later drafts, but neither the pages nor the end of the program.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import Future
from queue import SimpleQueue
from threading import Thread
from typing import Any, TypeVar

_T = TypeVar("_T")


class Worker:
    """Tasks in the order in which they came; one that nobody waits for any more is not begun."""

    def __init__(self) -> None:
        self._tasks: SimpleQueue[tuple[Future[Any], Callable[[], Any]] | None] = SimpleQueue()
        Thread(target=self._run, name="briefgen-preview", daemon=True).start()

    async def do(self, task: Callable[[], _T]) -> _T:
        """What the task gives; it is done in the thread."""
        future: Future[_T] = Future()
        self._tasks.put((future, task))
        return await asyncio.wrap_future(future)

    def close(self) -> None:
        """End the thread as soon as it has done what is waiting."""
        self._tasks.put(None)

    def _run(self) -> None:
        while (entry := self._tasks.get()) is not None:
            future, task = entry
            if not future.set_running_or_notify_cancel():
                continue
            try:
                future.set_result(task())
            except BaseException as bad:
                future.set_exception(bad)
