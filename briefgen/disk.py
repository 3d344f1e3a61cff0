"""A disk that fails, in words: which file, and why."""

from __future__ import annotations

import errno
from pathlib import Path

from briefgen.errors import UsageProblem

_NAMES = (
    "EACCES", "EDQUOT", "EFBIG", "EIO", "EMFILE", "ENFILE", "ENODEV", "ENOSPC", "EPERM", "EROFS", "ESTALE", "ETIMEDOUT"
)  # fmt: skip
_CAUSES = frozenset(getattr(errno, name) for name in _NAMES if hasattr(errno, name))


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
