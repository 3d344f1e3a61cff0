"""Files in `out/`: replaced whole or not at all, and never over what a person wrote.

The manifest (`out/.briefgen.json`) holds the hash of every file the program wrote. A file that differs from
its entry was changed by somebody: before it is replaced, a copy is kept beside it.
"""

from __future__ import annotations

import json
import os
import stat
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from briefgen.errors import UsageProblem

MANIFEST = ".briefgen.json"


@dataclass(frozen=True, slots=True)
class Written:
    """What became of one file: whether it was written, and where a copy of an edited one was kept."""

    path: Path
    changed: bool
    kept_copy: Path | None = None


class Artifacts:
    """The files below one folder `out`, with their manifest."""

    def __init__(self, out: Path) -> None:
        self.out = out
        self._hashes = self._read_manifest()

    def write(self, files: dict[str, bytes]) -> list[Written]:
        """Put files (name below `out` to content) in place; those that are right already are left alone.

        Raises `UsageProblem` where a file or folder cannot be written, before any file is replaced if it is
        a matter of permissions.
        """
        for name in files:
            self._refuse_unwritable(self.out / name)
        written = [self._write(name, content) for name, content in files.items()]
        hashes = {**self._hashes, **{name: _hash(content) for name, content in files.items()}}
        if hashes != self._hashes:
            self._hashes = hashes
            text = json.dumps(dict(sorted(hashes.items())), indent=1) + "\n"
            replace_file(self.out / MANIFEST, text.encode())
        return written

    def is_own(self, name: str) -> bool | None:
        """Whether a file is still what the program wrote; None where there is no such file."""
        present = _content(self.out / name)
        return None if present is None else self._hashes.get(name) == _hash(present)

    def _write(self, name: str, content: bytes) -> Written:
        path = self.out / name
        present = _content(path)
        if present == content:
            return Written(path, changed=False)
        copy = (
            self._keep_copy(path, present) if present is not None and self._hashes.get(name) != _hash(present) else None
        )
        replace_file(path, content)
        return Written(path, changed=True, kept_copy=copy)

    def _keep_copy(self, path: Path, content: bytes) -> Path:
        number = 1
        while (copy := path.with_name(f"{path.stem}.edited-{number}{path.suffix}")).exists():
            if _content(copy) == content:
                return copy
            number += 1
        replace_file(copy, content)
        return copy

    def _refuse_unwritable(self, path: Path) -> None:
        folders = [path, *path.parents]
        for place in folders[: folders.index(self.out) + 1]:
            if place.is_symlink():
                raise UsageProblem(f"{place} is a link; briefs are not written through links")
        if path.exists() and not (path.stat().st_mode & stat.S_IWUSR and os.access(path, os.W_OK)):
            raise UsageProblem(f"{path} is write-protected; it was left as it is")

    def _read_manifest(self) -> dict[str, str]:
        try:
            data = json.loads((self.out / MANIFEST).read_bytes())
        except (OSError, ValueError):
            return {}
        return {str(k): str(v) for k, v in data.items()} if isinstance(data, dict) else {}


def replace_file(path: Path, content: bytes) -> None:
    """Put content in place in one step: a crash leaves the old file or the new one, never a part.

    The temporary file lies beside the target; it and the folder are flushed to disk. The mode of an old file
    is kept. Raises `UsageProblem` with the file's name and the reason.
    """
    import tempfile

    temporary = ""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".new")
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(temporary, _mode(path))
        os.replace(temporary, path)
        _flush_folder(path.parent)
    except OSError as bad:
        if temporary:
            Path(temporary).unlink(missing_ok=True)
        raise UsageProblem(f"{path} cannot be written: {bad.strerror or bad}") from bad
    except BaseException:
        if temporary:
            Path(temporary).unlink(missing_ok=True)
        raise


def _mode(path: Path) -> int:
    if path.exists():
        return path.stat().st_mode & 0o777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask


def _flush_folder(folder: Path) -> None:
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _content(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as bad:
        raise UsageProblem(f"{path} cannot be read: {bad.strerror}") from bad


def _hash(content: bytes) -> str:
    return sha256(content).hexdigest()
