"""Files read and replaced whole; a disk that fails, in words: which file, and why."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from glob import escape
from pathlib import Path

from briefgen.errors import UsageProblem

_NAMES = (
    "EACCES", "EDQUOT", "EFBIG", "EIO", "EMFILE", "ENFILE", "ENODEV", "ENOSPC", "EPERM", "EROFS", "ESTALE", "ETIMEDOUT"
)  # fmt: skip
_CAUSES = frozenset(getattr(errno, name) for name in _NAMES if hasattr(errno, name))
_UNKNOWN = frozenset(
    {errno.EINVAL, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS, errno.EPERM, errno.EACCES, errno.EBADF}
)
"""How a shared drive says that it knows no such call: modes of files, flushing of folders."""


def content_of(path: Path) -> bytes | None:
    """The bytes of a file, None where there is none; raises `UsageProblem` with its name and the reason."""
    try:
        return path.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as bad:
        raise UsageProblem(f"{path} cannot be read: {bad.strerror}") from bad


def fault_of_disk(bad: OSError) -> UsageProblem | None:
    """What to say where a disk is full, broken or not ours to use; None where the program did something wrong."""
    if bad.errno not in _CAUSES:
        return None
    return UsageProblem(f"{bad.filename or 'a file'} cannot be read or written: {bad.strerror}")


def replace_file(path: Path, content: bytes, *, shown: Path | None = None) -> None:
    """Put content in place in one step: a crash leaves the old file or the new one, never a part.

    The temporary file lies beside the target; it and the folder are flushed to disk. The mode of an old file
    is kept. Raises `UsageProblem` with the file's name (`shown` in its place) and the reason.
    """
    import tempfile

    temporary = ""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".new")
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            with where_known():
                os.fsync(file.fileno())
        with where_known():
            os.chmod(temporary, _mode(path))
        os.replace(temporary, path)
        flush_folder(path.parent)
    except OSError as bad:
        if temporary:
            Path(temporary).unlink(missing_ok=True)
        raise UsageProblem(f"{shown or path} cannot be written: {bad.strerror or bad}") from bad
    except BaseException:
        if temporary:
            Path(temporary).unlink(missing_ok=True)
        raise


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
