"""Work that a template steers, done in a child process within limits; a runaway ends there and nowhere else.

`bounded` calls a function in a copy of this process and gives what it returns. Where the child passes a limit,
it is ended, and what stands for it is a problem of the file it was busy with. Everything else a child says comes
through as if it had been done here: problems, wrong usage, and faults of the program.

A worker (`worker_pool.py`) is a copy already: there the work is done in place, within the same limits, and whoever has
passed one does nothing more.

Windows has no copies of processes: there the work is done in a fresh interpreter, with a limit on time alone.
"""

from __future__ import annotations

import os
import pickle
import select
import signal
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from threading import Lock, Thread
from typing import TYPE_CHECKING, Any, NoReturn, TypeVar, cast

from briefgen.collector import own_garbage_only
from briefgen.diagnostics import Location
from briefgen.disk import fault_of_disk
from briefgen.errors import Overrun, Problems, ProgramFault, UsageProblem, missing_library, regained
from briefgen.sandbox.limits import Limits, has_grown, lift_limits, set_limits

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

T = TypeVar("T")
Outcome = tuple[str, Any]

WORD_FILE = Limits(seconds=30, megabytes=1024)
"""What reading a Word file may cost that comes from anywhere: of any size that the gate lets in."""
START = 20
"""Seconds that a fresh interpreter may take to start and to read the facts."""
HEAD = 9  # a message: one letter, the length of the rest in eight bytes
_copying = Lock()  # a copy that another thread makes meanwhile would hold the end that a child writes to
_pipe: int | None = None  # where a child writes; None in a process that is no child


class Place:
    """What a worker knows of itself: whom it names where it fails, and whether it may go on."""

    def __init__(self) -> None:
        self.file, self.is_spent = "", False

    def done(self, limits: Limits, file: str, work: Callable[..., Any], arguments: tuple[object, ...]) -> Any:
        """As `bounded` does it, in this process."""
        self.file = file
        busy_with(file)
        try:
            set_limits(limits)
            found = outcome(work, arguments)
        except Overrun as over:  # between the two
            found = "overrun", over
        lift_limits()
        # Whatever it was at was left half-way; or much is left of it.
        self.is_spent = found[0] in ("overrun", "fault") or has_grown(limits)
        return _opened(found, self.file)


_place: Place | None = None  # set in a worker


def bounded(limits: Limits, file: str, work: Callable[..., T], *arguments: object) -> T:
    """What `work(*arguments)` returns, done within limits.

    `file` is whom to name where a limit is passed, until the work says otherwise (`busy_with`). Raises
    `Problems` for that as well as for those of the work itself, and `UsageProblem` and `ProgramFault` of the work.
    """
    if _place is not None:
        return cast(T, _place.done(limits, file, work, arguments))
    if not hasattr(os, "fork"):
        return cast(T, _opened(spawned(limits, work, arguments) or ("overrun", Overrun.slow()), file))
    return cast(T, _opened(*_by_copy(limits, limits.megabytes << 18, file, work, arguments)))


def by_worker(most: int, file: str, work: Callable[..., T], *arguments: object) -> T:
    """What `work(*arguments)` returns, done by a worker made for it: `bounded` bounds in place there what it does.

    Whoever has read and imported little so far has little copied, and nothing of what the worker reads. `most` is how
    many bytes that may come to; raises as `bounded` does.
    """
    if _place is not None or not hasattr(os, "fork"):
        return work(*arguments)
    return cast(T, _opened(*_by_copy(None, most, file, work, arguments)))


def _by_copy(
    limits: Limits | None, most: int, file: str, work: Callable[..., Any], arguments: tuple[object, ...]
) -> tuple[Outcome, str]:
    """What the work came to in a copy of this process, and the file that it was busy with last."""
    held = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT, signal.SIGTERM})  # until it can be ended
    try:
        with pipes_of_copy(1) as (ours, theirs):
            if (child := copied()) == 0:
                signal.pthread_sigmask(signal.SIG_SETMASK, held)
                os.close(ours)
                _run(theirs, limits, work, arguments)
            os.close(theirs)
    except UsageProblem:
        signal.pthread_sigmask(signal.SIG_SETMASK, held)
        raise
    try:
        signal.pthread_sigmask(signal.SIG_SETMASK, held)
        while (said := message(ours, most))[0] == b"F":
            file = said[1].decode()
    finally:
        os.close(ours)
        status = end(child)
    return pickle.loads(said[1]) if said[0] == b"R" else ("overrun", why_ended(status)), file


def busy_with(file: str) -> None:
    """Say which file the work is about now, as messages name it."""
    if _place is not None:
        _place.file = file
    if _pipe is not None:
        send(_pipe, b"F", file.encode())


def outcome(work: Callable[..., Any], arguments: tuple[object, ...]) -> Outcome:
    """What the work came to, as plain data."""
    try:
        return "result", work(*arguments)
    except Problems as found:
        return "problems", found.diagnostics
    except UsageProblem as wrong:
        return "usage", str(wrong)
    except ProgramFault as fault:
        return "fault", str(fault)
    except Overrun as over:
        return "overrun", over
    except MemoryError:
        return "overrun", Overrun.big()
    except RecursionError:
        return "overrun", Overrun.deep()
    except Exception as bad:
        known = regained(bad)
        if isinstance(known, OSError) and (said := fault_of_disk(known)):
            return "usage", str(said)
        if missing := missing_library(known):
            return "usage", missing
        if isinstance(known, Overrun):
            return "overrun", known
        from traceback import format_exc

        return "fault", format_exc()


def _opened(found: Outcome, file: str) -> Any:
    kind, content = found
    if kind == "result":
        return content
    if kind == "problems":
        raise Problems(content)
    if kind == "usage":
        raise UsageProblem(content)
    if kind == "fault":
        raise ProgramFault(content)
    raise Problems([content.diagnostic(Location(file))])


# --- the child ---


def settle(pipe: int) -> Place:
    """Make this process, a copy, a worker that writes to a pipe."""
    global _place
    _stand_alone(pipe)
    _place = Place()
    return _place


def _stand_alone(pipe: int) -> None:
    global _pipe, _copying
    _copying = Lock()  # that of the parent was held by whoever made this copy
    os.setpgid(0, 0)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent ends this group
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    own_garbage_only()
    _pipe = pipe
    Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    """Leave when nobody is there who could read: a parent that was killed has ended nobody, and its lock is free."""
    gone = select.poll()
    gone.register(cast(int, _pipe), 0)  # that the other end is closed is told unasked
    gone.poll()
    os._exit(1)


@contextmanager
def pipes_of_copy(count: int) -> Iterator[list[int]]:
    """The ends of pipes that go with a copy, which is made meanwhile and by no other thread.

    Raises `UsageProblem` where the system gives no pipe or no process; nothing is left open then.
    """
    pipes: list[int] = []
    with _copying:
        try:
            for _ in range(count):
                pipes += os.pipe()
            yield pipes
        except OSError as bad:
            for pipe in pipes:
                os.close(pipe)
            raise UsageProblem(f"no further process can be started here: {bad.strerror}") from bad


def copied() -> int:
    """As `os.fork`."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # 3.12 warns where there are threads: the child has one
        return os.fork()


def _run(pipe: int, limits: Limits | None, work: Callable[..., Any], arguments: tuple[object, ...]) -> NoReturn:
    """Do the work and leave, whatever happens; nothing of the parent's is flushed or cleaned up here.

    Without limits it is the work of a worker.
    """
    try:
        if limits is None:
            settle(pipe)
        else:
            _stand_alone(pipe)
            set_limits(limits)
        send(pipe, b"R", packed(work, arguments))
        os._exit(0)
    except BaseException:
        os._exit(70)


def packed(work: Callable[..., Any], arguments: tuple[object, ...]) -> bytes:
    """What the work came to, as it is sent; no limit holds for what is done after it."""
    try:
        found = pickle.dumps(outcome(work, arguments))
        lift_limits()
        return found
    except Overrun as over:
        return pickle.dumps(("overrun", over))
    except MemoryError:
        return pickle.dumps(("overrun", Overrun.big()))


def send(pipe: int, letter: bytes, content: bytes) -> None:
    left = memoryview(letter + len(content).to_bytes(8, "big") + content)
    while left:
        left = left[os.write(pipe, left) :]


# --- the parent ---


def message(pipe: int, most: int) -> tuple[bytes, bytes]:
    """What a child says next; no letter where it has gone, no content either where it says more than it may."""
    head = _exactly(pipe, HEAD)
    size = int.from_bytes(head[1:], "big")
    if len(head) == HEAD and size > most:
        return b"!", b""
    content = _exactly(pipe, size) if len(head) == HEAD else b""
    return (head[:1], content) if len(head) == HEAD and len(content) == size else (b"", b"")


def _exactly(pipe: int, size: int) -> bytes:
    chunks, left = [], size
    while left and (chunk := os.read(pipe, left)):
        chunks.append(chunk)
        left -= len(chunk)
    return b"".join(chunks)


def end(child: int) -> int:
    """End a child and all that it started; the exit code, or minus the signal that ended it."""
    done, status = os.waitpid(child, os.WNOHANG)
    with suppress(OSError):  # the group has gone, or is not made yet
        os.killpg(child, signal.SIGKILL)
    if not done:
        os.kill(child, signal.SIGKILL)
        _, status = os.waitpid(child, 0)
    return os.waitstatus_to_exitcode(status)


def why_ended(status: int) -> Overrun:
    """Why a child that said nothing has ended."""
    return Overrun.slow() if -status in (signal.SIGXCPU, signal.SIGPROF, signal.SIGALRM) else Overrun.big()


# --- where a process cannot be copied ---


def spawned(limits: Limits, work: Callable[..., Any], arguments: tuple[object, ...]) -> Outcome | None:
    """What the work came to; None where its time is over."""
    from multiprocessing import get_context

    context = get_context("spawn")
    ours, theirs = context.Pipe(duplex=False)
    child = context.Process(target=_run_spawned, args=(theirs, work, arguments), daemon=True)
    child.start()
    theirs.close()
    try:
        return ours.recv() if ours.poll(START + limits.seconds) else None
    except EOFError:
        return None
    finally:
        child.kill()
        child.join()


def _run_spawned(pipe: Connection, work: Callable[..., Any], arguments: tuple[object, ...]) -> None:
    pipe.send(outcome(work, arguments))
