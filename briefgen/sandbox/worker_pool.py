"""Processes copied from this one that do one thing after another; what `bounded` bounds is bounded in place there.

A copy for each thing takes longer than most things do: pages are copied, caches are cold. So a few copies are made, and
each is told by numbers which of the things to do, which it knows from before it was copied. One that passes a limit
loses the thing it was at; another copy takes its place and does the rest. Where somebody kills one, or the system that
is short of memory, the other does that thing as well; it is lost where that one is killed over it, too.

Each has a share of things that follow one another, as neighbours have much in common that is worked out once by whoever
makes both; who has done its own takes from the end of the longest that is left.
"""

from __future__ import annotations

import fcntl
import os
import pickle
import select
import signal
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import nullcontext, suppress
from dataclasses import field
from typing import Generic, NoReturn, TypeVar

from briefgen.collector import shared_with_copies
from briefgen.errors import UsageProblem
from briefgen.frozen import dataclass
from briefgen.sandbox.bounded import Outcome, copied, end, message, packed, pipes_of_copy, send, settle, why_ended

T = TypeVar("T")

AHEAD = 2, 8
"""How many things each has before it, so that nobody waits while this process is busy with what came: more where many
are left, as a disk may keep it waiting."""
_ROOM = 1 << 20
"""Bytes that may be on their way from each, where the system can be told so."""
_PATIENCE = 0.2
"""Seconds in which nothing comes before this process does what can wait."""
_NUMBER = 4


@dataclass(frozen=True, slots=True)
class Done(Generic[T]):
    """One thing, what came of it, and the file it was busy with last, as `busy_with` was told."""

    thing: T
    outcome: Outcome
    file: str


@dataclass(slots=True)
class _PoolWorker:
    """One process: the ends of its pipes here, its share, and the numbers of the things before it, the first begun."""

    process: int
    told: int
    tells: int
    share: deque[int]
    numbers: deque[int] = field(default_factory=deque)
    file: str = ""


def done_by_workers(
    work: Callable[[T], object],
    things: Sequence[T],
    size: int,
    most: int,
    idle: Callable[[], None] = lambda: None,
    *,
    first_alone: bool = False,
) -> Iterator[Done[T]]:
    """What comes of `work` for each of the things, as it comes; `most` is how many bytes one may come to.

    `idle` is called where this process would wait for what comes next. `first_alone`: all but one are copied once the
    first thing is done, and have what this process has by then. Whoever leaves off early ends all that are at work.
    """
    shares, workers, killed = _shares(len(things), size), list[_PoolWorker](), set[int]()
    with shared_with_copies():
        try:
            while any(shares) or workers:
                for share in shares[: 1 if first_alone else size]:
                    if any(shares) and all(worker.share is not share for worker in workers):
                        with suppress(UsageProblem) if workers else nullcontext():  # those that are there do the rest
                            workers.append(_started(work, things, workers, share))
                            _tell(workers[-1], shares)
                at_work = [worker.tells for worker in workers]
                readable = _readable(at_work, _PATIENCE)
                if not readable:
                    idle()
                    readable = _readable(at_work)
                for worker in [worker for worker in workers if worker.tells in readable]:
                    letter, content = message(worker.tells, most)
                    if letter == b"F":
                        worker.file = content.decode()
                        continue
                    number, first_alone = worker.numbers.popleft(), False
                    if letter == b"R":
                        _tell(worker, shares)
                    if letter != b"R" or not worker.numbers:
                        workers.remove(worker)
                        worker.share.extendleft(reversed(worker.numbers))
                        status = _dismissed(worker)
                        if not letter and status == -signal.SIGKILL and number not in killed:
                            killed.add(number)
                            worker.share.appendleft(number)
                            continue
                    found = pickle.loads(content) if content else ("overrun", why_ended(status))
                    yield Done(things[number], found, worker.file)
        finally:
            for worker in workers:
                _dismissed(worker)


def _shares(count: int, size: int) -> list[deque[int]]:
    """The numbers of so many things in as many rows as there are to be processes."""
    size = max(size, 1)
    return [deque(range(count * n // size, count * (n + 1) // size)) for n in range(size)]


def _tell(worker: _PoolWorker, shares: Sequence[deque[int]]) -> None:
    """Have a few of its own share before it always; where none is left of that, one of another's."""
    (least, most), own = AHEAD, worker.share
    numbers: list[int] = []
    while own and len(worker.numbers) + len(numbers) < min(most, max(least, len(own) // 2)):
        numbers.append(own.popleft())
    if not (worker.numbers or numbers) and (longest := max(shares, key=len)):
        numbers.append(longest.pop())
    worker.numbers.extend(numbers)
    with suppress(BrokenPipeError):  # it has gone, which is seen where it is listened to
        os.write(worker.told, b"".join(number.to_bytes(_NUMBER, "big") for number in numbers))


def _dismissed(worker: _PoolWorker) -> int:
    """How a process has ended, by itself or now."""
    os.close(worker.told)
    os.close(worker.tells)
    return end(worker.process)


def _readable(pipes: list[int], seconds: float | None = None) -> set[int]:
    """Which pipes have something to read, or have ended; none if nothing comes in time."""
    poll = select.poll()  # unlike select, whatever number a pipe has
    for pipe in pipes:
        poll.register(pipe, select.POLLIN)
    return {pipe for pipe, _ in poll.poll(None if seconds is None else seconds * 1000)}


def _started(
    work: Callable[[T], object], things: Sequence[T], others: Sequence[_PoolWorker], share: deque[int]
) -> _PoolWorker:
    with pipes_of_copy(2) as (here, told, tells, there):
        with suppress(AttributeError, OSError):
            fcntl.fcntl(tells, fcntl.F_SETPIPE_SZ, _ROOM)
        if (process := copied()) == 0:
            for one in (told, tells, *(pipe for worker in others for pipe in (worker.told, worker.tells))):
                os.close(one)  # so that each has an end that nobody else holds, and ends when this process does
            _serve(here, there, work, things)
        os.close(here)
        os.close(there)
    return _PoolWorker(process, told, tells, share)


# --- the copy ---


def _serve(here: int, there: int, work: Callable[[T], object], things: Sequence[T]) -> NoReturn:
    """Do what one is told until nobody tells, or a limit was passed; nothing of the parent's is cleaned up here."""
    try:
        place = settle(there)
        while number := os.read(here, _NUMBER):
            found = packed(work, (things[int.from_bytes(number, "big")],))
            send(there, b"L" if place.is_spent else b"R", found)
            if place.is_spent:
                break
        os._exit(0)
    except BaseException:
        os._exit(70)
