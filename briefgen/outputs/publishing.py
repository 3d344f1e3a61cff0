"""The files of a brief put in place, as far as edits by hand allow.

What nobody edited is replaced. An edited file whose brief is as before is left alone. One whose brief has changed
is merged with it, copied, left or replaced, as was asked for (`KeepEdits`). Where the person's file has to stay as
it is - it cannot be merged, or is open in Word - the new version is put beside it, as x.new.docx.
"""

from __future__ import annotations

import os
import time
from collections.abc import Mapping
from dataclasses import field
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from briefgen.diagnostics import Diagnostic, Location
from briefgen.disk import content_of
from briefgen.errors import Problems
from briefgen.frozen import dataclass
from briefgen.outputs.artifacts import PATIENCE, Artifacts, Condition, Written
from briefgen.outputs.copied_briefs import stray_copies, told_of
from briefgen.outputs.manifest import PICTURE, Owner, digest_of, find_merge_base
from briefgen.regexes import pattern

if TYPE_CHECKING:
    from briefgen.outputs.merging import MergedFile, WithBrief

UNTIL_CLOSED = 2.0
"""Seconds to wait for a file to be closed."""
_PAUSE = 0.1
_ATTEMPTS = 3
_REASONS = 3
_CHANGED = pattern(r"(?:(\w+) of )?([a-z]+/[a-z0-9-]+) changed")


@dataclass(slots=True)
class Published:
    """The files of a brief as they were dealt with; names are relative to `out`.

    `held` are edited files that stay as their brief is as before, `merged` those into which edits were merged, now or
    earlier, `conflicts` those in which both versions stand. `failed` says why a file is not as it should be.
    """

    written: list[Written] = field(default_factory=list)
    held: list[str] = field(default_factory=list)
    merged: list[str] = field(default_factory=list)
    conflicts: list[str] = field(default_factory=list)
    findings: list[Diagnostic] = field(default_factory=list)
    failed: list[Diagnostic] = field(default_factory=list)

    @property
    def is_sound(self) -> bool:
        return not self.conflicts and not self.failed


class KeepEdits(StrEnum):
    """The ways to deal with a file that somebody edited and that would change; a copy is kept in every case."""

    MERGE = "merge"
    COPY = "copy"
    REFUSE = "refuse"
    DISCARD = "discard"


@dataclass(frozen=True, slots=True)
class Policy:
    """How to deal with edited files; `why` are the reasons for which the brief is made again, in words."""

    keep_edits: KeepEdits = KeepEdits.MERGE
    why: tuple[str, ...] = ()

    @property
    def because(self) -> str:
        """The reasons that say most, in one line."""
        return "; ".join(self._most[:_REASONS])

    @property
    def changed(self) -> tuple[str, ...]:
        """The records and properties that changed, by name and so in any language: meeting/lisbon-2024, date."""
        found = [match for reason in self._most if (match := _CHANGED.match(reason))]
        properties = {f"{match[2]}, {match[1]}": match[2] for match in found if match[1]}
        records = dict.fromkeys(match[2] for match in found if match[2] not in properties.values())
        return (*properties, *records)[:_REASONS]

    @property
    def _most(self) -> list[str]:
        return [reason for reason in self.why if not reason.startswith(("the verdict", "an earlier version"))]


@dataclass(frozen=True, slots=True)
class Publication:
    """A brief to be published: its files (name below `out` to content), and whose they are.

    `root` is the folder below which messages name files, `with_brief` puts the brief together once more for a merge.
    """

    owner: Owner
    files: Mapping[str, bytes]
    root: Path
    with_brief: WithBrief


def publish_alone(brief: Publication, artifacts: Artifacts, policy: Policy) -> Published:
    """`publish` for one brief by itself. Raises `Busy` where another run goes on writing."""
    if not any(_needs_care(name, artifacts) for name in brief.files):
        done = Published(artifacts.write(brief.files, brief.owner))
    else:
        with artifacts.batch(wait=PATIENCE):
            done = publish(brief, artifacts, policy)
    copies = stray_copies(brief.files, artifacts.out, artifacts.manifest.files)
    done.findings += told_of(copies, artifacts.out, _shown_folder(brief, artifacts))
    return done


def publish(brief: Publication, artifacts: Artifacts, policy: Policy) -> Published:
    """The files of a brief put in place, within a batch.

    Raises `UsageProblem` where files cannot be written.
    """
    return _Publishing(brief, artifacts, policy).run()


def unresolved(artifacts: Artifacts, name: str, shown: str) -> list[Diagnostic]:
    """The findings that both versions still stand in a file, where the program has put them there."""
    entry = artifacts.manifest.files.get(name)
    content = artifacts.edited(name) if entry is not None and entry.conflict else None
    if content is None:
        return []
    from briefgen.outputs.merging import still_open

    return still_open(name, content, shown, in_conflict=True)


def beside(name: str) -> str:
    """The name under which a new version stands beside a file that has to stay: x.new.docx."""
    stem, dot, suffix = name.rpartition(".")
    return f"{stem}.new{dot}{suffix}"


def _needs_care(name: str, artifacts: Artifacts) -> bool:
    waits = beside(name) in artifacts.manifest.files
    return waits or has_lock_beside(artifacts.out / name) or artifacts.edited(name) is not None


def _shown_folder(brief: Publication, artifacts: Artifacts) -> str:
    """The folder of a file as messages name it: below the workspace where it lies there."""
    out, root = artifacts.out, brief.root
    return out.relative_to(root).as_posix() if out.is_relative_to(root) else out.as_posix()


class _Publishing:
    """The files of one brief on their way into their places."""

    def __init__(self, brief: Publication, artifacts: Artifacts, policy: Policy) -> None:
        self._brief, self._artifacts, self._policy = brief, artifacts, policy
        self._done = Published()

    def run(self) -> Published:
        files = self._brief.files
        known = self._artifacts.manifest.files
        edited = [name for name in files if self._artifacts.edited(name) not in (None, files[name])]
        self._done.held = [
            name
            for name in edited
            if known[name].sha256 == digest_of(files[name]) and not self._artifacts.is_behind(name)
        ]
        due = [name for name in edited if name not in self._done.held]
        self._done.merged = [n for n in self._done.held if self._artifacts.condition(n) is Condition.MERGED]
        if self._policy.keep_edits is KeepEdits.REFUSE and due:
            self._done.failed = [self._refused(name) for name in due]
            return self._done
        merging = due if self._policy.keep_edits is KeepEdits.MERGE else []
        self._replace({n: c for n, c in files.items() if n not in (*self._done.held, *merging)})
        for name in merging:
            self._merge(name, files[name])
        for name in self._done.held:
            self._look(name)
        self._done.held = [name for name in self._done.held if name not in self._done.merged]
        return self._done

    def _shown(self, name: str) -> str:
        return f"{_shown_folder(self._brief, self._artifacts)}/{name}"

    def _replace(self, files: Mapping[str, bytes]) -> None:
        free = {name: content for name, content in files.items() if self._is_free(name, content)}
        self._done.written += self._artifacts.write(free, self._brief.owner)
        for name in free:
            self._artifacts.withdraw(beside(name))

    def _is_free(self, name: str, content: bytes) -> bool:
        """Whether a file can be replaced now; where somebody has it open, the content is put beside it."""
        path = self._artifacts.out / name
        if not stays_open(path) or content_of(path) == content:
            return True
        new = self._beside(name, content)
        message = f"the file is open in another program; the new version is in {new}"
        hint = f"close {path.name} in Word, then build again"
        self._done.failed.append(Diagnostic(Location(self._shown(name)), message, "brief-open", hint=hint))
        return False

    def _beside(self, name: str, content: bytes) -> str:
        self._done.written += self._artifacts.write({beside(name): content}, self._brief.owner)
        return Path(beside(name)).name

    # --- edited files ---

    def _merge(self, name: str, ours: bytes) -> None:
        from briefgen.outputs.merging import still_open

        for _ in range(_ATTEMPTS):
            theirs = self._artifacts.edited(name)
            if theirs is None:
                return self._replace({name: ours})
            conflict = self._artifacts.manifest.files[name].conflict
            if marks := still_open(name, theirs, self._shown(name), in_conflict=conflict):
                self._done.conflicts.append(name)
                self._done.failed += marks
                return None
            if self._is_merged(name, theirs, ours):
                return None
        return self._cannot(name, ours, "it was saved again and again meanwhile")

    def _is_merged(self, name: str, theirs: bytes, ours: bytes) -> bool:
        """Merge one file; False where somebody has saved it meanwhile."""
        from briefgen.outputs.merging import EditedFile, merge_file

        versions = self._artifacts.versions(name, beside(name))
        if name.endswith(PICTURE) or not versions:
            why = "it is a picture" if name.endswith(PICTURE) else "what was generated then is gone"
            self._cannot(name, ours, why)
            return True
        base = find_merge_base(name, theirs, versions)
        if base is None:
            self._cannot(name, ours, "it was made from another brief, or from a version too old to be kept")
            return True
        if digest_of(base) in self._artifacts.manifest.earlier.get(name, ()):
            self._done.findings.append(self._earlier(name))
        edited = EditedFile(self._shown(name), base, theirs, ours, self._policy.changed)
        try:
            merged: MergedFile = self._brief.with_brief(edited.shown, merge_file, edited)
        except Problems as found:
            self._cannot(name, ours, "it cannot be read", tuple(found.diagnostics))
            return True
        if merged.content is None:
            self._cannot(name, ours, merged.why, merged.findings)
            return True
        return not self._is_free(name, merged.content) or self._is_published(name, theirs, ours, merged)

    def _is_published(self, name: str, theirs: bytes, ours: bytes, merged: MergedFile) -> bool:
        assert merged.content is not None
        if merged.content == ours:
            written = self._artifacts.write({name: ours}, self._brief.owner)
        else:
            done = self._artifacts.write_merged(
                name, merged.content, ours, self._brief.owner, edited=theirs, conflict=bool(merged.conflicts)
            )
            if done is None:
                return False
            written = [done]
        self._artifacts.withdraw(beside(name))
        self._done.written += written
        self._done.merged.append(name)
        self._done.findings += merged.findings
        if merged.conflicts:
            self._done.conflicts.append(name)
            self._done.findings.append(self._conflict(name, merged.conflicts))
        return True

    def _look(self, name: str) -> None:
        """Say so where nobody has resolved a conflict in a file that stays."""
        if marks := unresolved(self._artifacts, name, self._shown(name)):
            self._done.conflicts.append(name)
            self._done.findings += marks

    # --- what is said ---

    def _refused(self, name: str) -> Diagnostic:
        message = "somebody has edited this file, and the brief has changed since"
        hint = "--keep-edits merge joins both, copy puts the edited one beside the new one"
        return Diagnostic(Location(self._shown(name)), message, "edited-by-hand", hint=hint)

    def _earlier(self, name: str) -> Diagnostic:
        message = (
            "an earlier version of the brief was edited here, and saved over a newer one; what changed since is in it"
        )
        hint = (
            "look whether it says what it should; words of the earlier version that you want back are to be typed anew"
        )
        return Diagnostic(Location(self._shown(name)), message, "edit-earlier", hint)

    def _cannot(self, name: str, ours: bytes, why: str, told: tuple[Diagnostic, ...] = ()) -> None:
        new = self._beside(name, ours)
        message = f"the edited file cannot be merged with the new version: {why}; the new version is in {new}"
        hint = f"put into {new} what is to stay and give it the name of the old one, or build with --keep-edits copy"
        self._done.failed += [*told, Diagnostic(Location(self._shown(name)), message, "edit-unmerged", hint=hint)]

    def _conflict(self, name: str, count: int) -> Diagnostic:
        places = "at one place" if count == 1 else f"at {count} places"
        because = f" ({self._policy.because})" if self._policy.because else ""
        message = f"{places} the same words were edited by hand and changed in the brief{because}; both stand there"
        hint = (
            "in Word, reject a tracked change for the words written by hand, accept it for the new ones"
            if name.endswith(".docx")
            else "keep one of the two versions and take away the three lines with marks"
        )
        return Diagnostic(Location(self._shown(name)), message, "edit-conflict", hint=hint)


# --- Whether somebody has a brief open in Word or LibreOffice right now ---
#
# Both leave a small file beside it, and a crash leaves that there for ever; so it says nothing alone. Where there is
# one, the operating system is asked: on Windows an open file cannot be opened for writing; on other systems LibreOffice
# holds a lock on it. Age says nothing: a file may be open for days.


def stays_open(path: Path) -> bool:
    """True where the file is open elsewhere and is not closed within a short while."""
    if not has_lock_beside(path):
        return False
    end = time.monotonic() + UNTIL_CLOSED
    while _is_held(path):
        if time.monotonic() >= end:
            return True
        time.sleep(_PAUSE)
    return False


def has_lock_beside(path: Path) -> bool:
    return any(path.with_name(name).exists() for name in lock_names(path.name))


def _is_held(path: Path) -> bool:
    """Whether another program holds the file, or the small one beside it."""
    beside = (path.with_name(name) for name in lock_names(path.name))
    return any(_is_locked(file) for file in (path, *beside) if file.is_file())


def _is_locked(file: Path) -> bool:
    try:
        with open(file, "r+b") as opened:
            return _refuses_lock(opened.fileno())
    except PermissionError:
        return os.name == "nt"  # elsewhere it is write-protected, which is told by others
    except OSError:
        return False


def _refuses_lock(handle: int) -> bool:
    try:
        import fcntl
    except ImportError:
        return False
    try:
        fcntl.lockf(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):
        return True
    except OSError:
        return False  # a file system without locks
    return False


def lock_names(name: str) -> tuple[str, ...]:
    """The names that a lock file may have which tells that the file of this name is open.

    Word puts `~$` in front of a short name, and in place of one or two letters of a longer one; LibreOffice writes
    `.~lock.` in front and `#` behind.
    """
    return (*(f"~${name[dropped:]}" for dropped in range(3)), f".~lock.{name}#")
