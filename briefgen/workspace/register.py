"""The register of issues: what was published, under `out/issued/`, each once and for good.

    out/issued/meeting/lisbon-2024/1/issue.json      what it rests on and the hash of each file, as PROV-JSON
                                     contents.json   statements, sentences, what later issues compare their news with
                                     document.json   the text, which a redline compares
                                     lisbon-2024.issue-1.docx, …

An issue is written to a folder out/issued/.new-… and takes its place in one step, so a half-written one never counts;
the next run removes it.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

from briefgen.briefs.kind import ISSUED
from briefgen.diagnostics import Diagnostic, Location
from briefgen.disk import flush_folder, read_file, where_known
from briefgen.errors import Problems, UsageProblem
from briefgen.frozen import dataclass

if TYPE_CHECKING:
    from briefgen.briefs.issue import IssueContents
    from briefgen.document.nodes import Document
    from briefgen.workspace.provenance import Provenance

FOLDER = ISSUED
LOCK, CONTENTS, DOCUMENT = "issue.json", "contents.json", "document.json"
_NEW = ".new-"
_DAMAGED = (
    OSError, ValueError, KeyError, TypeError, AttributeError, IndexError, StopIteration, OverflowError, RecursionError
)  # fmt: skip


@dataclass(eq=False)
class Issue:
    """Issue `number` of the brief `name` (meeting/lisbon-2024), in its folder; `shown` is that folder in messages."""

    name: str
    number: int
    folder: Path
    shown: str

    @property
    def called(self) -> str:
        return f"issue {self.number} of {self.name}"

    @cached_property
    def provenance(self) -> Provenance:
        """What the lock says; raises `Problems` where it is damaged or gone."""
        from briefgen.workspace.provenance import read_provenance

        try:
            return read_provenance(read_file(self.folder / LOCK, within=self.folder))
        except _DAMAGED:
            raise self._damaged(LOCK) from None
        except UsageProblem as newer:
            raise UsageProblem(f"{self.called}: {newer}") from None

    @property
    def digest(self) -> str:
        """The hash of the lock as it lies there; "" where there is none."""
        try:
            return sha256(read_file(self.folder / LOCK)).hexdigest()
        except OSError:
            return ""

    def file(self, name: str) -> bytes:
        """The content of a file, which must be as it was issued; raises `Problems` otherwise."""
        try:
            content = read_file(self.folder / name, within=self.folder)
        except (OSError, ValueError):
            content = b""
        if sha256(content).hexdigest() != self.provenance.files.get(name):
            raise self._damaged(name)
        return content

    @property
    def contents(self) -> IssueContents:
        from briefgen.briefs.issue import IssueContents

        try:
            return IssueContents.from_json(json.loads(self.file(CONTENTS)))
        except _DAMAGED:
            raise self._damaged(CONTENTS) from None

    @property
    def document(self) -> Document:
        from briefgen.document.nodes import document_from_json

        try:
            return document_from_json(json.loads(self.file(DOCUMENT)))
        except _DAMAGED:
            raise self._damaged(DOCUMENT) from None

    def changed(self) -> list[Diagnostic]:
        """What was changed or taken away since it was issued, file by file."""
        found: list[Diagnostic] = []
        try:
            for name in self.provenance.files:
                try:
                    self.file(name)
                except Problems as bad:
                    found.extend(bad.diagnostics)
        except Problems as bad:
            found.extend(bad.diagnostics)
        return found

    def _damaged(self, name: str) -> Problems:
        what = "is gone" if not (self.folder / name).is_file() else "was changed after it was issued"
        hint = "put back the file as it was issued, from a copy; nothing is compared with what was changed"
        return Problems([Diagnostic(Location(f"{self.shown}/{name}"), f"{what}", "issue-changed", hint=hint)])


class Register:
    """All issues below one folder `out`."""

    def __init__(self, out: Path, shown: str) -> None:
        self.folder, self.shown = out / FOLDER, f"{shown}/{FOLDER}"

    def numbers(self, name: str) -> list[int]:
        """The numbers of the issues of a brief, from the first on; none where it was never issued."""
        try:
            entries = os.listdir(self.folder / name)
        except OSError:
            return []
        return sorted(int(e) for e in entries if e.isascii() and e.isdigit() and not e.startswith("0"))

    def lost(self, name: str) -> list[Diagnostic]:
        """A warning for each issue of a brief that was taken away while later ones are there."""
        numbers = self.numbers(name)
        hint = "put it back from a copy: what was issued is kept for good"
        return [
            Diagnostic(Location(f"{self.shown}/{name}/{n}"), "is gone", "issue-gone", hint)
            for n in range(1, max(numbers, default=0))
            if n not in numbers
        ]

    def issue(self, name: str, number: int) -> Issue:
        return Issue(name, number, self.folder / name / str(number), f"{self.shown}/{name}/{number}")

    def last(self, name: str) -> Issue | None:
        numbers = self.numbers(name)
        return self.issue(name, numbers[-1]) if numbers else None

    def before(self, issue: Issue) -> Issue | None:
        """The issue before one, by number."""
        earlier = [n for n in self.numbers(issue.name) if n < issue.number]
        return self.issue(issue.name, earlier[-1]) if earlier else None

    def names(self) -> list[str]:
        """Every brief that was issued, by name."""
        kinds = self.folder.iterdir() if self.folder.is_dir() else ()
        folders = (brief for kind in kinds if kind.is_dir() and kind.name[0] != "." for brief in kind.iterdir())
        return sorted(name for f in folders if self.numbers(name := f.relative_to(self.folder).as_posix()))

    def all(self) -> Iterator[Issue]:
        """Every issue of every brief, in order."""
        for name in self.names():
            yield from (self.issue(name, number) for number in self.numbers(name))

    def publish(self, name: str, number: int, files: Mapping[str, bytes]) -> Issue:
        """Put an issue in its place, whole or not at all; the lock of `out` must be held.

        Raises `UsageProblem` where it cannot be written, or where there is an issue of this number.
        """
        issue = self.issue(name, number)
        self._refuse_links(issue.folder.parent)
        try:
            issue.folder.parent.mkdir(parents=True, exist_ok=True)
            self.sweep(issue.folder.parent)
            if issue.folder.exists():
                raise UsageProblem(f"{issue.shown} is there already; an issue is never written again")
            _place(self.folder, issue.folder, files)
        except OSError as bad:
            raise UsageProblem(f"{issue.shown} cannot be written: {bad.strerror or bad}") from bad
        return issue

    def _refuse_links(self, folder: Path) -> None:
        for place in (self.folder.parent, self.folder, folder.parent, folder):
            if place.is_symlink():
                raise UsageProblem(f"{place} is a link; issues are not written through links")

    def sweep(self, *folders: Path) -> None:
        """Remove what a run that was killed left half-written; the lock of `out` must be held."""
        from shutil import rmtree

        for folder in (self.folder, *folders):
            for entry in folder.iterdir() if folder.is_dir() and not folder.is_symlink() else ():
                if entry.name.startswith(_NEW) and entry.is_dir() and not entry.is_symlink():
                    rmtree(entry, ignore_errors=True)


def _place(beside: Path, folder: Path, files: Mapping[str, bytes]) -> None:
    """Write a folder of read-only files on the same disk, flush it, and move it to its place in one step."""
    from shutil import rmtree
    from tempfile import mkdtemp

    new = Path(mkdtemp(dir=beside, prefix=_NEW))
    try:
        for name, content in files.items():
            with open(new / name, "xb") as file:
                file.write(content)
                file.flush()
                with where_known():
                    os.fsync(file.fileno())
            with where_known():
                (new / name).chmod(0o444)
        with where_known():
            new.chmod(0o755)
        flush_folder(new)
        os.rename(new, folder)
        flush_folder(folder.parent)
    except BaseException:
        rmtree(new, ignore_errors=True)
        raise


def plain_json(data: Any) -> bytes:
    """JSON as it is kept: the same data, the same bytes."""
    return (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode("utf-8", "surrogatepass")
