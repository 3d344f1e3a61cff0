"""What all ways of telling people share: why one did not work, how long it may take, how often it is tried."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from threading import Thread

PAUSES = (1.0, 4.0)
"""Seconds before the second attempt and before the third, which is the last."""


class Failed(Exception):
    """Somebody could not be told; the message says why, and holds no secret."""


class Later(Failed):
    """It may go well a moment later, and nothing has arrived."""


def in_time(work: Callable[[], None], seconds: float) -> None:
    """Do the work, or give it up where a server keeps it waiting: its answers may come drop by drop."""
    came_to: list[Exception | None] = []

    def run() -> None:
        try:
            work()
            came_to.append(None)
        except Exception as bad:  # handed over, as a thread has nobody to raise it to
            came_to.append(bad)

    thread = Thread(target=run, daemon=True)
    thread.start()
    thread.join(seconds)
    if not came_to:
        raise Failed(f"no answer within {seconds:g} seconds")
    if came_to[0] is not None:
        raise came_to[0]


def tried(work: Callable[[], None], pauses: Sequence[float] = PAUSES) -> None:
    """Do the work, and once more after each pause where it fails with `Later`."""
    for pause in pauses:
        try:
            return work()
        except Later:
            time.sleep(pause)
    return work()
