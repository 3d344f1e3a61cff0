"""The law that work grows with its input, and no faster: ratios, so that no machine is too slow or too busy for it."""

from __future__ import annotations

import gc
from collections.abc import Callable
from time import process_time
from typing import TypeVar

T = TypeVar("T")

TIMES = 8
"""How much larger the larger input is."""

_BOUND = 3 * TIMES  # what is linear takes 8 times the seconds, what is quadratic 64 times
_LEAST = 0.002  # seconds; below them a first look at a page of memory counts for more than the work


def assert_linear(work: Callable[[T], object], few: T, many: T) -> None:
    """Holds that work on `many` takes about eight times the CPU time of work on `few`, which is an eighth of it.

    `many` must be large enough for the work on it to count: half a million characters, some thousand records. The
    quickest of several runs is taken, with one run on each where that is enough.
    """
    small, large = _seconds(work, few), _seconds(work, many)
    for _ in range(5):
        if large <= _BOUND * max(small, _LEAST):
            return
        # A run can only be too long, for what else the machine does: the shortest one is nearest to the truth.
        small, large = min(small, _seconds(work, few)), min(large, _seconds(work, many))
    raise AssertionError(f"{TIMES} times the input took {large / small:.0f} times the CPU time ({small:.3f} s before)")


def _seconds(work: Callable[[T], object], given: T) -> float:
    """CPU seconds of one run, without those of a collection of garbage that happens to come due."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        began = process_time()
        work(given)
        return process_time() - began
    finally:
        if collecting:
            gc.enable()
