"""When Python's collector of garbage may walk over all that is there; with 100,000 facts that is what takes time."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def collector_paused() -> Iterator[None]:
    """While much is made and little thrown away."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


@contextmanager
def shared_with_copies() -> Iterator[None]:
    """While processes are copied from this one: passing over what is there writes to no page that all share."""
    was_on = gc.isenabled()
    own_garbage_only()
    try:
        yield
    finally:
        gc.unfreeze()
        if not was_on:
            gc.disable()


def own_garbage_only() -> None:
    """From here on, in this process, only what is made from now on is looked at."""
    gc.freeze()
    gc.enable()
