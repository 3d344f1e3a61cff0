"""Files read and replaced whole; a disk that fails, in words: which file, and why.

`read_file` is the one door for reading: whatever lies under the name of a template, a look, a record, an archived text
or a state of the program may be a pipe, a device, a link to itself, or six gigabytes.
"""

from __future__ import annotations

import errno
import os
import stat
from _thread import LockType, allocate_lock, start_new_thread
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from glob import escape
from io import BufferedWriter
from pathlib import Path

from briefgen.diagnostics import Diagnostic, Location
from briefgen.errors import UsageProblem
from briefgen.frozen import dataclass

_NAMES = (
    "EACCES", "EDQUOT", "EFBIG", "EIO", "EMFILE", "ENFILE", "ENODEV", "ENOSPC", "EPERM", "EROFS", "ESTALE", "ETIMEDOUT"
)  # fmt: skip
_CAUSES = frozenset(getattr(errno, name) for name in _NAMES if hasattr(errno, name))
_NEW = os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
_UNKNOWN = frozenset(
    {errno.EINVAL, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS, errno.EPERM, errno.EACCES, errno.EBADF}
)
"""How a shared drive says that it knows no such call: modes of files, flushing of folders."""


HIDDEN = ("~$", ".", "#")
"""How names begin that are no files of a person's: what Word, editors and macOS leave beside them, hidden folders."""
LARGEST = 256 * 1024 * 1024
"""What is read where a caller names no limit of its own: a brief with many pictures, no disk image."""


class NotRead(OSError):
    """Something that is there and was not opened, or not read to its end; `strerror` says why."""

    def __init__(self, reason: str, path: Path | str) -> None:
        super().__init__(errno.EINVAL, reason, str(path))


class TooLarge(NotRead):
    """A file of `size` bytes, which are more than are read of its kind."""

    def __init__(self, path: Path | str, size: int, largest: int) -> None:
        super().__init__(f"has {size:,} bytes; at most {largest:,} are read", path)
        self.size = size


class Outside(NotRead):
    """A link that leads out of the folder that a file must lie in."""


def read_file(path: Path | str, largest: int = LARGEST, *, within: Path | None = None) -> bytes:
    """The bytes of a regular file of at most `largest` bytes that lies below the folder `within`, links followed.

    What is none is not opened. Raises `NotRead`, whose `strerror` is to stand behind the file's name, or any other
    `OSError`.
    """
    if within is not None and not resolved(Path(path)).is_relative_to(resolved(within)):
        raise Outside("lies outside its folder", path)
    _look(path, os.stat(path), largest)
    # Were it exchanged for a pipe just now, opening would not wait for somebody to write into it.
    flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOCTTY", 0) | getattr(os, "O_BINARY", 0)
    handle = os.open(path, flags)
    try:
        status = os.fstat(handle)
        _look(path, status, largest)
        pieces, size = [], 0
        while piece := os.read(handle, min(largest + 1 - size, max(status.st_size - size, 0) + 65536)):
            pieces.append(piece)
            size += len(piece)
            if size > largest:  # it grows, or the system tells no sizes here
                raise TooLarge(path, size, largest)
            if size == status.st_size:
                break
    finally:
        os.close(handle)
    return b"".join(pieces)


def _look(path: Path | str, status: os.stat_result, largest: int) -> None:
    if not stat.S_ISREG(status.st_mode):
        raise NotRead("is not a regular file", path)
    if status.st_size > largest:
        raise TooLarge(path, status.st_size, largest)


def content_of(path: Path, largest: int = LARGEST, *, within: Path | None = None) -> bytes | None:
    """The bytes of a file, None where there is none; raises `UsageProblem` with its name and the reason."""
    try:
        return read_file(path, largest, within=within)
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as bad:
        raise UsageProblem(f"{path} cannot be read: {reason(bad)}") from bad


def reason(bad: OSError) -> str:
    """Why a file cannot be read, to stand behind "cannot be read:"."""
    words = bad.strerror or str(bad)
    return f"it {words}" if isinstance(bad, NotRead) else words


def unreadable(shown: str, bad: OSError) -> Diagnostic:
    """What to say of a file that cannot be read."""
    return Diagnostic(Location(shown), f"cannot be read: {reason(bad)}", "unreadable")


def resolved(path: Path) -> Path:
    """Where a path leads, links followed; one that leads to itself is left as it is."""
    return Path(os.path.realpath(path))


def stay_inside(folder: Path, name: str, shown: str) -> None:
    """Refuses to write to `name` below a folder (`shown` to people) where a link there leads out of it."""
    if not resolved(folder / name).is_relative_to(resolved(folder)):
        raise UsageProblem(f"{shown}/{name} leads out of {shown}: put a folder in its place")


def is_there(path: Path) -> bool:
    """Whether anything lies under this name, also what cannot be read: a link to itself, a pipe, a folder."""
    return os.path.lexists(path)


def fault_of_disk(bad: OSError) -> UsageProblem | None:
    """What to say where a disk is full, broken or not ours to use; None where the program did something wrong."""
    if bad.errno not in _CAUSES:
        return None
    return UsageProblem(f"{bad.filename or 'a file'} cannot be read or written: {bad.strerror}")


@dataclass(frozen=True, slots=True)
class Replacement:
    """What a file is to become; `shown` is the file that a message names in its place."""

    path: Path
    content: bytes
    shown: Path | None = None


def replace_file(path: Path, content: bytes, *, shown: Path | None = None) -> None:
    """Put content in place in one step: a crash leaves the old file or the new one, never a part.

    The temporary file lies beside the target; it and the folder are flushed to disk. The mode of an old file
    is kept. Raises `UsageProblem` with the file's name (`shown` in its place) and the reason.
    """
    replace_files([Replacement(path, content, shown)])
    try:
        flush_folder(path.parent)
    except OSError as bad:
        raise UsageProblem(f"{shown or path} cannot be written: {bad.strerror or bad}") from bad


def replace_files(
    files: Sequence[Replacement], journal: BufferedWriter | None = None, last: Callable[[], None] = lambda: None
) -> None:
    """The same for several files, in their order, once the contents of all are on the disk; none where one is not.

    The disk is waited for once, for what a `journal` says of them too; then `last` is called, as somebody may have
    saved a file meanwhile, and may refuse. The folders are for the caller to flush
    (`flush_folder`); until then a crash may leave the old files.
    """
    temporaries: list[tuple[str, BufferedWriter]] = []
    at = files[0]
    try:
        for at in files:
            name, file = _temporary(at.path)
            temporaries.append((name, file))
            file.write(at.content)
            file.flush()
        written = [file for _, file in temporaries] + ([journal] if journal else [])
        for at, bad in zip((*files, *([files[0]] if journal else [])), _flushed(written), strict=True):  # noqa: B007  # named below
            if bad is not None:
                raise bad
        for at, (name, file) in zip(files, temporaries, strict=True):
            file.close()
            with where_known():
                os.chmod(name, _mode(at.path))
        last()
        for at, (name, _) in zip(files, temporaries, strict=True):
            os.replace(name, at.path)
    except BaseException as bad:
        for name, file in temporaries:
            with suppress(OSError):
                file.close()
            Path(name).unlink(missing_ok=True)
        if isinstance(bad, OSError):
            raise UsageProblem(f"{at.shown or at.path} cannot be written: {bad.strerror or bad}") from bad
        raise


def _temporary(path: Path) -> tuple[str, BufferedWriter]:
    """A new file beside another, in a folder that is made where it is missing, for its owner alone."""
    while True:
        name = f"{path.parent}/.{path.name}.{os.urandom(4).hex()}.new"
        try:
            return name, os.fdopen(os.open(name, _NEW, 0o600), "wb")
        except FileExistsError:
            continue
        except FileNotFoundError:
            if path.parent.is_dir():
                raise
            path.parent.mkdir(parents=True, exist_ok=True)


def _flushed(files: Sequence[BufferedWriter]) -> list[BaseException | None]:
    """Have the system write files down, all at once; why it could not, file by file.

    Bare threads: when one of `threading` is forgotten a piece of Python runs in which a Ctrl-C would go unheard.
    """
    found: list[BaseException | None] = [None] * len(files)

    def flush(number: int, done: LockType) -> None:
        try:
            with where_known():
                os.fsync(files[number].fileno())
        except BaseException as bad:
            found[number] = bad
        finally:
            done.release()

    locks = [allocate_lock() for _ in files]
    for number, lock in enumerate(locks):
        lock.acquire()
        if number:
            try:
                start_new_thread(flush, (number, lock))
            except RuntimeError:  # there is no room for another thread
                flush(number, lock)
    flush(0, locks[0])
    for lock in locks:
        lock.acquire()
    return found


def delete_file(path: Path) -> None:
    """Delete a file; raises `UsageProblem` with its name and the reason."""
    try:
        path.unlink(missing_ok=True)
    except OSError as bad:
        raise UsageProblem(f"{path} cannot be deleted: {bad.strerror}") from bad


def _mode(path: Path) -> int:
    if path.exists():
        return path.stat().st_mode & 0o777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask


def flush_folder(folder: Path) -> None:
    """Have the system write down which files a folder holds."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        with where_known():
            os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def where_known() -> Iterator[None]:
    """A call that a shared drive may not know, and without which the work is done all the same."""
    try:
        yield
    except OSError as bad:
        if bad.errno not in _UNKNOWN:
            raise


def sweep_beside(path: Path) -> None:
    """Remove what a killed run left half-written beside a file (`replace_file`)."""
    for rest in path.parent.glob(f".{escape(path.name)}.????????.new"):
        with suppress(OSError):
            rest.unlink()
