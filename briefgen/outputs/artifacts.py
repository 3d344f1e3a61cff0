"""Files in `out/`: replaced whole or not at all, and never over what a person wrote.

The manifest knows the hash of every file the program wrote. A file that is not as it was written was changed by
somebody: before it is replaced, a copy is kept beside it. What the program itself last put into a file is kept
too, by its hash, so that an edit can be told from what the program changed since.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from enum import StrEnum
from io import BufferedWriter
from pathlib import Path

from briefgen.briefs.kind import ISSUED
from briefgen.disk import Replacement, content_of, delete_file, flush_folder, replace_file, replace_files
from briefgen.errors import UsageProblem
from briefgen.frozen import dataclass, replace
from briefgen.outputs.manifest import (
    FOLDER,
    MANIFEST,
    PICTURE,
    Manifest,
    ManifestEntry,
    Owner,
    Versions,
    digest_of,
    find_merge_base,
)
from briefgen.outputs.runlock import running
from briefgen.regexes import pattern
from briefgen.workspace.file_stat import file_stat_of, is_over

PATIENCE = 10.0
"""Seconds that one brief waits for another run to end."""
GENERATED = "generated"
TOGETHER = 32
"""So many files the disk is waited for at once, where a batch is of many briefs: each wait takes threads and time."""
NOBODY = Owner()
_TEMPORARY = pattern(r"\.(.+)\.[a-z0-9_]{8}\.new")
_COPY = pattern(r"\.edited-[0-9]+(?=\.[^.]*$)")


class Condition(StrEnum):
    """How a file stands to what the program last wrote there.

    A merged file holds hand edits, and nobody has edited it since they were merged.
    """

    AS_WRITTEN = "as-written"
    EDITED = "edited"
    MERGED = "merged"
    MISSING = "missing"


BY_HAND = (Condition.EDITED, Condition.MERGED)
"""The conditions of a file in which a person has written."""


@dataclass(slots=True)
class Written:
    """One file as it was dealt with: whether it was written, and where a copy of an edited one was kept.

    It is known once the file is in its place.
    """

    path: Path
    changed: bool
    kept_copy: Path | None = None


@dataclass(frozen=True, slots=True)
class _Waiting:
    """What is to become of one file: its content, what was generated for it, and its entry in the manifest.

    Into another content than the generated one somebody's `edited` file was merged, which is kept unless an earlier
    merging had put it there (`is_own`).
    """

    content: bytes
    generated: bytes
    entry: ManifestEntry
    written: Written
    edited: bytes | None = None
    is_own: bool = False


class Artifacts:
    """The files below one folder `out`, with their manifest."""

    def __init__(self, out: Path) -> None:
        self.out = out
        self.manifest = Manifest(out)
        self._versions = Versions(self.manifest.folder / GENERATED)
        self._batch = self._together = False
        self._waiting: dict[str, _Waiting] = {}
        self._dirty = self.manifest.is_interrupted
        self._unflushed: set[Path] = set()
        """Folders whose files the system has not been told to write down for good."""

    @contextmanager
    def batch(self, *, wait: float = 0.0, together: bool = False) -> Iterator[None]:
        """Many calls of `write` under one lock and with one manifest at the end; a crash in between loses nothing.

        `together`: the files of several calls are put in place at once, which spares waiting for the disk; until then
        (`has_waiting`) they are as they were. Raises `Busy` where another run holds the lock for longer than `wait`
        seconds.
        """
        with running(self.out, wait=wait):
            self._begin()
            self._batch, self._together = True, together
            try:
                yield
                self.commit()
            except BaseException:
                self._waiting = {}
                with suppress(UsageProblem):  # then the journal stays, and the next run knows all the same
                    self.manifest.recover()
                    self._save()
                raise
            else:
                self._save()
            finally:
                self._batch = self._together = False

    def condition(self, name: str) -> Condition:
        """How a file stands; one that looks as it was written, by times that were over then, is not read."""
        entry, state = self.manifest.files.get(name), file_stat_of(f"{self.out}/{name}")
        if state is None:
            return Condition.MISSING
        if entry is not None and entry.state == state and is_over(state, self.manifest.written):
            return Condition.MERGED if entry.merged else Condition.AS_WRITTEN
        content = content_of(self.out / name)
        digest = digest_of(content) if content is not None else ""
        if entry is not None and digest and entry.merged == digest:
            return Condition.MERGED
        return Condition.AS_WRITTEN if digest and self.manifest.owns(name, digest) else Condition.EDITED

    def versions(self, *names: str) -> list[bytes]:
        """The contents generated for a file under these names, the last one first, as far as they are kept."""
        return self._versions.get(digest for name in names for digest in self.manifest.versions(name))

    def is_behind(self, name: str) -> bool:
        """Whether an edited file was made from an earlier version than the last: one left open during a build."""
        if not self.manifest.earlier.get(name) or self.condition(name) is not Condition.EDITED:
            return False
        content = content_of(self.out / name) or b""
        versions = self.versions(name)
        return bool(versions) and find_merge_base(name, content, versions) not in (None, versions[0])

    def edited(self, name: str) -> bytes | None:
        """The content of a file that the program wrote and that holds hand edits; None for every other file."""
        if name not in self.manifest.files or self.condition(name) not in BY_HAND:
            return None
        return content_of(self.out / name)

    def write(self, files: Mapping[str, bytes], owner: Owner = NOBODY) -> list[Written]:
        """Put the files of a brief (name below `out` to content) in place; those that are right are left alone.

        Raises `UsageProblem` where a file or folder cannot be written, before any file is replaced if it is
        a matter of permissions, and `Busy` where another run goes on writing.
        """
        for name in files:
            self._refuse_elsewhere(name)
            self.refuse_unwritable(name)
        waiting = {
            name: _Waiting(content, content, ManifestEntry(digest_of(content), owner), Written(self.out / name, False))
            for name, content in files.items()
        }
        if self._batch:
            self._put_off(waiting)
        elif not self._is_as_wanted(files, owner):
            with self.batch(wait=PATIENCE):
                self._put_off(waiting)
        return [one.written for one in waiting.values()]

    def _put_off(self, waiting: Mapping[str, _Waiting]) -> None:
        if not self._waiting.keys().isdisjoint(waiting):
            self.commit()
        self._waiting.update(waiting)
        if not self._together or len(self._waiting) >= TOGETHER:
            self.commit()

    @property
    def has_waiting(self) -> bool:
        """Whether files are not in their places yet."""
        return bool(self._waiting)

    def _is_as_wanted(self, files: Mapping[str, bytes], owner: Owner) -> bool:
        """True where files and manifest are as `commit` would leave them."""
        known = self.manifest.files
        return not self.manifest.is_interrupted and all(
            content_of(self.out / name) == content
            and name in known
            and (known[name].sha256, known[name].owner, known[name].merged) == (digest_of(content), owner, "")
            for name, content in files.items()
        )

    def _begin(self) -> None:
        """Read what another run may have written before the lock was ours."""
        if self._dirty or not self.manifest.is_the_last():
            self.manifest = Manifest(self.out)
        self._dirty = self.manifest.is_interrupted
        sweep_temporaries(self.out, self.manifest.intended)

    def commit(self) -> None:
        """Put in place what waits for it, within a batch."""
        waiting, self._waiting = self._waiting, {}
        states = {name: file_stat_of(self.out / name) for name in waiting}  # before it is read: it may be saved later
        present = {name: content_of(self.out / name) for name in waiting}
        due = {name: one for name, one in waiting.items() if present[name] != one.content}
        jobs: list[Replacement] = []

        def keep_edited() -> None:
            for name, one in due.items():
                old, one.written.changed = content_of(self.out / name), True
                if old not in (None, one.edited) and not self.manifest.owns(name, digest_of(old)):
                    one.written.kept_copy = self._keep_copy(self.out / name, old)

        begun = {name: one.entry for name, one in waiting.items() if name in due or one.edited is not None}
        with self._intending(begun) as journal:
            for name, one in waiting.items():
                if one.edited is not None and not one.is_own:
                    one.written.kept_copy = self._keep_copy(self.out / name, one.edited)
                jobs.extend(self._version(name, one.generated, one.entry.sha256))
            jobs.extend(Replacement(self.out / name, one.content) for name, one in due.items())
            if jobs:
                replace_files(jobs, journal, keep_edited)
        self._unflushed.update(job.path.parent for job in jobs)
        states |= {name: file_stat_of(self.out / name) for name in due}
        entries = {name: one.entry for name, one in waiting.items()}
        self._enter({name: replace(entry, state=states[name] or entry.state) for name, entry in entries.items()})

    def write_merged(
        self, name: str, content: bytes, generated: bytes, owner: Owner, *, edited: bytes, conflict: bool = False
    ) -> Written | None:
        """Put a merged content over an edited file, within a batch; None where somebody has saved it again meanwhile.

        `conflict` says that both versions stand in it somewhere. A copy of the edited file is kept, unless it is what
        an earlier merging put there.
        """
        self.commit()
        path, known = self.out / name, self.manifest.files.get(name)
        self.refuse_unwritable(name)
        if content_of(path) != edited:
            return None
        is_own = known is not None and known.merged == digest_of(edited)
        written = Written(path, False)
        entry = ManifestEntry(digest_of(generated), owner, merged=digest_of(content), conflict=conflict)
        self._waiting[name] = _Waiting(content, generated, entry, written, edited, is_own)
        self.commit()
        return written

    def withdraw(self, name: str) -> None:
        """Delete a file that the program wrote, within a batch; one that somebody edited becomes somebody's own."""
        if name in self.manifest.files:
            self.commit()
            if self.condition(name) is Condition.AS_WRITTEN:
                delete_file(self.out / name)
            self.forget(name)

    def forget(self, name: str) -> None:
        """Take a file out of the manifest; it becomes somebody's own."""
        if self.manifest.files.pop(name, None) is not None:
            self.manifest.earlier.pop(name, None)
            self._dirty = True

    @contextmanager
    def _intending(self, entries: Mapping[str, ManifestEntry]) -> Iterator[BufferedWriter | None]:
        """The journal holds what is about to be written, if anything is; it is taken back where nothing was."""
        if not entries:
            yield None
            return
        was_interrupted = self.manifest.is_interrupted
        before = {name: file_stat_of(self.out / name) for name in entries}
        try:
            with self.manifest.intend(entries) as journal:
                yield journal
        except BaseException:
            if not was_interrupted and all(file_stat_of(self.out / n) == s for n, s in before.items()):
                with suppress(UsageProblem):
                    self.manifest.clear_journal()
            raise

    def _enter(self, entries: Mapping[str, ManifestEntry]) -> None:
        for name, entry in entries.items():
            known = self.manifest.files.get(name)
            if known != entry:
                self.manifest.enter(name, entry)
                # Times alone are not worth a writing: a touched file is hashed again the next time.
                self._dirty |= known is None or replace(known, state=entry.state) != entry

    def _save(self) -> None:
        while self._unflushed:  # before it is said that the files are there
            folder = self._unflushed.pop()
            try:
                flush_folder(folder)
            except OSError as bad:
                raise UsageProblem(f"{folder} cannot be written: {bad.strerror or bad}") from bad
        if not self._dirty and not self.manifest.is_interrupted:
            return
        if self.manifest.older:
            replace_file(self.manifest.folder / f"older-{MANIFEST}", self.manifest.older)
        replace_file(self.manifest.folder / MANIFEST, self.manifest.to_bytes())
        self.manifest.clear_journal()
        self._dirty = False
        known = {entry.sha256 for entry in self.manifest.files.values()}
        self._versions.sweep(known.union(*self.manifest.earlier.values()))

    def _version(self, name: str, content: bytes, digest: str) -> list[Replacement]:
        """What is to be written so that a content is kept as a version of a file."""
        return [] if name.endswith(PICTURE) else self._versions.to_keep(digest, content, self.out / name)

    # --- writing ---------------------------------------------------------------------------------

    def _keep_copy(self, path: Path, content: bytes) -> Path:
        number = 1
        while (copy := path.with_name(f"{path.stem}.edited-{number}{path.suffix}")).exists():
            if content_of(copy) == content:
                return copy
            number += 1
        replace_file(copy, content)
        return copy

    def _refuse_elsewhere(self, name: str) -> None:
        """No brief is written outside `out`, among what was issued, or where the program keeps its own."""
        first, *rest = name.split("/")
        if first in (ISSUED, FOLDER, "") or ".." in (first, *rest):
            raise UsageProblem(f"{self.out / name} is no place for a brief; give it another folder")

    def refuse_unwritable(self, name: str) -> None:
        """Raises `UsageProblem` for a file that may not be replaced, or whose folder may not be written to."""
        places = [str(self.out)]
        for part in name.split("/"):
            places.append(os.path.join(places[-1], part))
        for place in reversed(places):
            if os.path.islink(place):
                raise UsageProblem(f"{place} is a link; briefs are not written through links")
        folder, path = places[-2:]
        if os.path.exists(path) and not (os.stat(path).st_mode & stat.S_IWUSR and os.access(path, os.W_OK)):
            raise UsageProblem(f"{path} is write-protected; it was left as it is")
        if os.path.isdir(folder) and not os.access(folder, os.W_OK | os.X_OK):
            raise UsageProblem(f"the folder {folder} is write-protected; nothing was written to it")

    def protected(self, names: Iterable[str]) -> list[str]:
        """Why files may not be replaced now; nothing where they may."""
        found = []
        for name in names:
            try:
                self.refuse_unwritable(name)
            except UsageProblem as bad:
                found.append(str(bad))
        return list(dict.fromkeys(found))


def sweep_temporaries(out: Path, names: Iterable[str]) -> None:
    """Remove the temporary files that a killed run left beside these files, and in the program's own folder."""
    targets: dict[Path, set[str]] = {out / FOLDER: set(), out / FOLDER / GENERATED: set()}
    for name in names:
        targets.setdefault((out / name).parent, set()).add(Path(name).name)
    for folder, known in targets.items():
        if folder.is_symlink():
            continue
        with suppress(OSError):
            for entry in os.scandir(folder):
                found = _TEMPORARY.fullmatch(entry.name)
                if found and (not known or _COPY.sub("", found[1]) in known):
                    os.unlink(entry.path)
