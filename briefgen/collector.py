"""When Python's collector of garbage may walk over all that is there; with 100,000 facts that is what takes.

What reading and importing make stays, and a command ends before its garbage would matter.
"""

from __future__ import annotations

import gc

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import TracebackType

_MADE_AT_ONCE = 100_000
"""Objects that may be made before the young ones are walked: more than one brief needs, some ten megabytes. Python's
own number is 700."""


def walk_seldom() -> None:
    """From here on, in this process, young objects are walked after many thousands and not after hundreds."""
    gc.set_threshold(_MADE_AT_ONCE, *gc.get_threshold()[1:])


class _Passed:
    """Whether what was there is passed over in this process. `gc.get_freeze_count` would count it all to say so."""

    over = False


class collector_paused:
    """While much is made and little thrown away. What was made counts as old then: it is not walked at once."""

    def __enter__(self) -> None:
        self.was_on = gc.isenabled()
        gc.disable()

    def __exit__(self, *_: BaseException | type[BaseException] | TracebackType | None) -> None:
        if not self.was_on:
            return
        if not _Passed.over:  # else it would be taken for garbage of this process, in one that is a copy
            gc.freeze()
            gc.unfreeze()
        gc.enable()


class shared_with_copies:
    """While processes are copied from this one: passing over what is there writes to no page that all share."""

    def __enter__(self) -> None:
        self.was_on = gc.isenabled()
        own_garbage_only()

    def __exit__(self, *_: BaseException | type[BaseException] | TracebackType | None) -> None:
        gc.unfreeze()
        _Passed.over = False
        if not self.was_on:
            gc.disable()


def own_garbage_only() -> None:
    """From here on, in this process, only what is made from now on is looked at."""
    gc.freeze()
    gc.enable()
    _Passed.over = True
