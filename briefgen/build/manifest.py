"""Which files in `out/` the program wrote, and with which content.

`out/.briefgen/manifest.json` holds an entry for every file. Before files are replaced, what they are about to
become is added to a journal beside it; so after a crash in the midst of it, each file is still known to be the
program's own, old or new, and none is taken for one that somebody edited.

Of a file that people edit it also knows the hashes of the versions generated before, for who still has one open.

A file into which hand edits were merged stays one that somebody edited: its entry has the hash of what was
generated, against which the next edit is told, and beside it the hash of the merged content.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from typing import Any

from briefgen.errors import UsageProblem

FOLDER = ".briefgen"
MANIFEST, JOURNAL = "manifest.json", "journal"
FORMAT = 2
EDITABLE = (".docx", ".md")
"""The files that people edit, of which the last versions as generated are kept."""
EARLIER = 5
"""How many versions of a file are kept besides the last."""

State = tuple[int, int, int, int]
"""Size, times and inode of a file: while they stay the same nobody has written to it."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A file as it was written: its hash, the brief it belongs to, and the state it had then.

    `placed` is the hash of a merged content that stands there instead, "" where there is none; `conflict` says
    that both versions stand in it somewhere.
    """

    sha256: str
    brief: str
    state: State = (0, 0, 0, 0)
    placed: str = ""
    conflict: bool = False


class Manifest:
    """The entries by name below `out`."""

    def __init__(self, out: Path) -> None:
        self.folder = out / FOLDER
        self.files, self.earlier = _read(self.folder / MANIFEST)
        self._intended: dict[str, set[str]] = {}
        for name, digest, *merged in _read_journal(self.folder / JOURNAL):
            known = self._intended.setdefault(name, set())
            if merged:
                self._recover(out, name, Entry(str(merged[0]), str(merged[1]), placed=digest, conflict=bool(merged[2])))
            else:
                known.add(digest)

    @property
    def is_interrupted(self) -> bool:
        """True where an earlier run did not come to its end."""
        return bool(self._intended)

    def owns(self, name: str, digest: str) -> bool:
        """Whether the program itself wrote this content to the file, or was about to."""
        entry = self.files.get(name)
        return (entry is not None and entry.sha256 == digest) or digest in self._intended.get(name, ())

    def versions(self, name: str) -> list[str]:
        """The hashes of what was generated for a file, the last first, then what a run cut off was about to write."""
        entry = self.files.get(name)
        last = [entry.sha256] if entry else []
        return list(dict.fromkeys([*last, *sorted(self._intended.get(name, ())), *self.earlier.get(name, ())]))

    def enter(self, name: str, entry: Entry) -> None:
        """Know a file by this entry from now on, and by the one before as an earlier version."""
        known = self.files.get(name)
        self.files[name] = entry
        if known is not None and known.sha256 != entry.sha256 and name.endswith(EDITABLE):
            before = dict.fromkeys([known.sha256, *self.earlier.get(name, ())])
            self.earlier[name] = [digest for digest in before if digest != entry.sha256][:EARLIER]

    def intend(self, digests: dict[str, str]) -> None:
        """Write down, for good, what files are about to become."""
        if digests:
            self._add([name, digest] for name, digest in digests.items())
        for name, digest in digests.items():
            self._intended.setdefault(name, set()).add(digest)

    def intend_merged(self, name: str, entry: Entry) -> None:
        """Write down that a file is about to become a merged one, whose content is not the program's own."""
        self._add([[name, entry.placed, entry.sha256, entry.brief, entry.conflict]])
        self._intended.setdefault(name, set())

    def _recover(self, out: Path, name: str, entry: Entry) -> None:
        """Enter a merged file that was put in place before a run was cut off."""
        try:
            if digest_of((out / name).read_bytes()) == entry.placed:
                self.enter(name, replace(entry, state=state_of(out / name) or entry.state))
        except OSError:
            return

    def _add(self, rows: Iterable[list[object]]) -> None:
        """Lines to the journal, for good."""
        rows = list(rows)
        lines = "".join(json.dumps(row) + "\n" for row in rows)
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            with open(self.folder / JOURNAL, "ab") as journal:
                journal.write(lines.encode())
                journal.flush()
                os.fsync(journal.fileno())
        except OSError as bad:
            first = self.folder.parent / str(rows[0][0])
            raise UsageProblem(f"{first} cannot be written: {bad.strerror or bad}") from bad

    def to_bytes(self) -> bytes:
        files = {name: _row(entry) for name, entry in sorted(self.files.items())}
        data = {"format": FORMAT, "files": files, "earlier": dict(sorted(self.earlier.items()))}
        return (json.dumps(data, indent=1, ensure_ascii=False) + "\n").encode()

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


def _read(path: Path) -> tuple[dict[str, Entry], dict[str, list[str]]]:
    """The entries, and the hashes of earlier versions; none where there is no sound manifest.

    Then every file counts as somebody's own.
    """
    try:
        data = json.loads(path.read_bytes())
        if data["format"] != FORMAT:
            return {}, {}
        files = {str(name): _entry(row) for name, row in data["files"].items()}
        return files, {str(name): list(map(str, found)) for name, found in data.get("earlier", {}).items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError, IndexError):
        return {}, {}


def _row(entry: Entry) -> list[object]:
    merged = [entry.placed, entry.conflict] if entry.placed else []
    return [entry.sha256, entry.brief, *entry.state, *merged]


def _entry(row: list[Any]) -> Entry:
    placed, conflict = row[6:] or ("", False)
    return Entry(str(row[0]), str(row[1]), _state(row[2:6]), str(placed), bool(conflict))


def _state(numbers: list[int]) -> State:
    size, modified, changed, inode = numbers
    return (int(size), int(modified), int(changed), int(inode))


def _read_journal(path: Path) -> list[list[Any]]:
    """The lines that were written whole; a last one that was cut off was never followed by anything.

    Each has a name and a hash; of a merged file also the hash of what was generated, the brief, and whether
    both versions stand in it.
    """
    try:
        lines = path.read_bytes().split(b"\n")[:-1]
    except OSError:
        return []
    found: list[list[Any]] = []
    for line in lines:
        try:
            name, digest, *merged = json.loads(line)
        except (ValueError, TypeError):
            continue
        if len(merged) in (0, 3):
            found.append([str(name), str(digest), *merged])
    return found
