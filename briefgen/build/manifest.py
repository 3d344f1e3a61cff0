"""Which files in `out/` the program wrote, and with which content.

`out/.briefgen/manifest.json` holds an entry for every file. Before files are replaced, what they are about to
become is added to a journal beside it; so after a crash in the midst of it, each file is still known to be the
program's own, old or new, and none is taken for one that somebody edited.
"""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from briefgen.errors import UsageProblem

FOLDER = ".briefgen"
MANIFEST, JOURNAL = "manifest.json", "journal"
FORMAT = 2

State = tuple[int, int, int, int]
"""Size, times and inode of a file: while they stay the same nobody has written to it."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A file as it was written: its hash, the brief it belongs to, and the state it had then."""

    sha256: str
    brief: str
    state: State = (0, 0, 0, 0)


class Manifest:
    """The entries by name below `out`."""

    def __init__(self, out: Path) -> None:
        self.folder = out / FOLDER
        self.files: dict[str, Entry] = _read(self.folder / MANIFEST)
        self._intended: dict[str, set[str]] = {}
        for name, digest in _read_journal(self.folder / JOURNAL):
            self._intended.setdefault(name, set()).add(digest)

    @property
    def is_interrupted(self) -> bool:
        """True where an earlier run did not come to its end."""
        return bool(self._intended)

    def owns(self, name: str, digest: str) -> bool:
        """Whether the program itself wrote this content to the file, or was about to."""
        entry = self.files.get(name)
        return (entry is not None and entry.sha256 == digest) or digest in self._intended.get(name, ())

    def intend(self, digests: dict[str, str]) -> None:
        """Write down, for good, what files are about to become."""
        if not digests:
            return
        lines = "".join(json.dumps([name, digest]) + "\n" for name, digest in digests.items())
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            with open(self.folder / JOURNAL, "ab") as journal:
                journal.write(lines.encode())
                journal.flush()
                os.fsync(journal.fileno())
        except OSError as bad:
            first = self.folder.parent / next(iter(digests))
            raise UsageProblem(f"{first} cannot be written: {bad.strerror or bad}") from bad
        for name, digest in digests.items():
            self._intended.setdefault(name, set()).add(digest)

    def to_bytes(self) -> bytes:
        files = {name: [e.sha256, e.brief, *e.state] for name, e in sorted(self.files.items())}
        return (json.dumps({"format": FORMAT, "files": files}, indent=1, ensure_ascii=False) + "\n").encode()

    def settled(self) -> None:
        """The entries are saved; the journal has done its work."""
        (self.folder / JOURNAL).unlink(missing_ok=True)
        self._intended.clear()


def digest_of(content: bytes) -> str:
    return sha256(content).hexdigest()


def state_of(path: Path) -> State | None:
    """The state of a file; None where there is none."""
    try:
        status = path.stat()
    except OSError:
        return None
    return (status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino)


def _read(path: Path) -> dict[str, Entry]:
    """The entries; none where there is no sound manifest, so that every file counts as somebody's own."""
    try:
        data = json.loads(path.read_bytes())
        if data["format"] != FORMAT:
            return {}
        return {str(n): Entry(str(e[0]), str(e[1]), _state(e[2:])) for n, e in data["files"].items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError, IndexError):
        return {}


def _state(numbers: list[int]) -> State:
    size, modified, changed, inode = numbers
    return (int(size), int(modified), int(changed), int(inode))


def _read_journal(path: Path) -> list[tuple[str, str]]:
    """The lines that were written whole; a last one that was cut off was never followed by anything."""
    try:
        lines = path.read_bytes().split(b"\n")[:-1]
    except OSError:
        return []
    found: list[tuple[str, str]] = []
    for line in lines:
        try:
            name, digest = json.loads(line)
        except (ValueError, TypeError):
            continue
        found.append((str(name), str(digest)))
    return found
