"""The files of a fact base: found in one order, and only what is a plain file of a sane size is opened."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import field
from hashlib import blake2b
from os.path import splitext
from pathlib import Path, PurePath
from typing import Any

from briefgen.diagnostics import Diagnostic, Location, did_you_mean, not_utf8, printable
from briefgen.disk import HIDDEN, NotRead, TooLarge, content_of, read_file
from briefgen.facts.store.fact_rows import NOTHING
from briefgen.facts.store.fact_store import FileEntry
from briefgen.frozen import dataclass
from briefgen.model.statement import Record
from briefgen.regexes import pattern

LARGEST = 10 * 1024 * 1024
ENDINGS = (".yaml", ".yml")
EXCERPT = ".txt"
"""The ending of the text beside a source's record that holds what is quoted of it."""
NUMBERED = "¶"
"""How passages of such a text are known, with their number, among those that have names."""
_LIKE_A_RECORD = pattern(r"^[^.]+(?:\.ya?ml\.txt|\.ya?m|\.yalm|\.json)?\Z", re.IGNORECASE)
"""Names of files that hide their true ending, or have none, beside records."""
BESIDE = "_"
"""How the name of a folder begins that holds no records: descriptions of kinds, reviews, drafts."""
DEFAULTS = "defaults.yaml"
_LIKE_DEFAULTS = pattern(r"[_.]?defaults?\.ya?ml(?:\.txt)?", re.IGNORECASE)
_MARKING = pattern(rb"^[ \t]*[\"']?marking[\"']?[ \t]*:", re.MULTILINE)
LISTS = ("words.yaml", "distinct.yaml", DEFAULTS)
"""What lies beside the folders of records and is read by somebody else."""


@dataclass(slots=True)
class FactFile:
    """One file: where it is, how diagnostics name it, its bytes (None where it cannot be read), and what it gave.

    `excerpt` is the content of the text beside it, in which the passages of a source stand; `digest` counts it in.
    `heads` are its records without their statements; `records` those with them, of a file that was parsed. `entry` is
    what is kept of it; None for a file with errors, which is read anew each time. `uses` are the
    passages of sources that it names: [id of the source, digest of its file, names]; `named` where its own stand.
    """

    place: str
    name: str
    folder: str
    content: bytes | None = None
    digest: str = ""
    excerpt: bytes = b""
    records: Sequence[Record] = ()
    heads: Sequence[Record] = ()
    entry: FileEntry | None = None
    is_let_go: bool = False
    uses: Sequence[Any] = ()
    named: Mapping[str, Any] = field(default_factory=lambda: NOTHING)

    @property
    def path(self) -> Path:
        return Path(self.place)

    @property
    def stem(self) -> str:
        return self.place.rpartition("/")[2].rpartition(".")[0]

    @property
    def raw(self) -> bytes | None:
        """Its bytes; None where it cannot be read."""
        if self.is_let_go:
            self.content, self.is_let_go = content_of(self.path), False
        return self.content

    def let_go(self) -> None:
        """Do not hold its bytes any longer; who wants them reads them again."""
        self.content, self.is_let_go = None, self.is_let_go or self.content is not None


KnownDigest = Callable[[str, str], str]
"""Says of a file, by name and path, what its digest surely is still; "" where it must be read for that."""


def read_files(
    folder: Path, shown_as: str, problems: list[Diagnostic], known_digest: KnownDigest = lambda *_: ""
) -> Iterator[FactFile]:
    """Every record file below `folder`, by name; what cannot be read is yielded without bytes, and reported."""
    for name in _entries(folder, shown_as, problems, "briefgen init makes one"):
        sub = folder / name
        shown = f"{shown_as}/{printable(sub.name)}"
        if _LIKE_DEFAULTS.fullmatch(sub.name) and sub.name != DEFAULTS and not _is_folder(sub):
            problems.append(_not_the_defaults(shown, sub, shown_as))
            continue
        if sub.name.startswith((*HIDDEN, BESIDE)):
            continue
        if not _is_folder(sub):
            if sub.suffix.lower() in ENDINGS and sub.name not in LISTS:
                problems.append(_in_no_folder(shown, sub))
            continue
        yield from read_folder(sub, shown, problems, known_digest)


def read_folder(
    folder: Path, shown: str, problems: list[Diagnostic], known_digest: KnownDigest = lambda *_: ""
) -> Iterator[FactFile]:
    """Every record file directly in `folder`, by name."""
    entries = _entries(folder, shown, problems, "check the permissions of the folder")
    parts = [(entry, *splitext(entry)) for entry in entries]
    texts = {stem: folder / entry for entry, stem, ending in parts if ending == EXCERPT}
    records = [stem for _, stem, ending in parts if ending.lower() in ENDINGS and not stem.startswith(HIDDEN)]
    below, of_kind = str(folder), folder.name  # texts: a `Path` for each of many thousands takes longer than all else
    for entry, stem, ending in parts:
        if entry.startswith(HIDDEN):
            continue
        name = f"{shown}/{printable(entry)}"
        if ending.lower() in ENDINGS:
            excerpt, file = texts.get(stem), FactFile(f"{below}/{entry}", name, of_kind)
            if excerpt is None and (digest := known_digest(name, file.place)):
                file.digest, file.is_let_go = digest, True
                yield file
            else:
                yield _read(file, excerpt, problems)
        elif _is_folder(folder / entry):
            message, hint = "a folder inside a folder of records is not read", f"move its records to {shown}"
            problems.append(Diagnostic(Location(name), message, "stray-folder", hint))
        elif _LIKE_A_RECORD.search(entry):
            hint = f"rename it to {printable(entry.partition('.')[0])}.yaml"
            problems.append(Diagnostic(Location(name), "is not read: a record ends in .yaml", "stray-file", hint))
        elif ending == EXCERPT and folder.name == "sources" and stem not in records:
            hint = did_you_mean(stem, records) or "name it like the record of its source, or delete it"
            problems.append(Diagnostic(Location(name), "keeps passages of no source that there is", "stray-file", hint))


def too_large(size: int, name: str) -> Diagnostic:
    message = f"the file has {size:,} bytes; at most {LARGEST:,} are read"
    return Diagnostic(Location(name), message, "too-large", hint="split it into several records")


def _entries(folder: Path, shown: str, problems: list[Diagnostic], hint: str) -> list[str]:
    try:
        return sorted(os.listdir(folder))
    except OSError as bad:
        message = f"the folder cannot be read: {bad.strerror}"
        problems.append(Diagnostic(Location(shown), message, "unreadable", hint=hint))
        return []


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except OSError:  # what cannot even be looked at is reported when it is opened
        return True


def _in_no_folder(name: str, path: Path) -> Diagnostic:
    hint = did_you_mean(path.name, LISTS) or "move a record to the folder of its kind: meetings, persons, …"
    return Diagnostic(Location(name), "is in no folder of records and is not read", "stray-file", hint)


def _not_the_defaults(name: str, path: Path, shown_as: str) -> Diagnostic:
    """What nearly is called as the shared values are; where it says who may read them all, no brief may be made."""
    told: list[Diagnostic] = []
    content = _content(path, name, told)
    hint = f"rename it to {shown_as}/{DEFAULTS}"
    if told:
        return told[0]
    if _MARKING.search(content or b""):
        message = "gives all records a marking, and is not read under this name"
        return Diagnostic(Location(name), message, "unread-marking", hint)
    return Diagnostic(Location(name), "is in no folder of records and is not read", "stray-file", hint)


def excerpt_of(path: Path | str) -> str:
    """The name of the text beside a record's file, given the file's."""
    return str(PurePath(path).with_suffix(EXCERPT))


def _read(file: FactFile, excerpt: Path | None, problems: list[Diagnostic]) -> FactFile:
    """The file with its bytes, and those of the text beside it."""
    file.content = _content(file.place, file.name, problems)
    if excerpt is not None:
        file.excerpt = _content(excerpt, excerpt_of(file.name), problems) or b""
        if not is_utf8(file.excerpt):
            problems.append(not_utf8(Location(excerpt_of(file.name))))
    if file.content is not None:
        file.digest = blake2b(file.content + file.excerpt, digest_size=16).hexdigest()
    return file


def is_utf8(raw: bytes) -> bool:
    """Whether bytes are text in UTF-8."""
    try:
        raw.decode()
    except UnicodeDecodeError:
        return False
    return True


def _content(path: Path | str, name: str, problems: list[Diagnostic]) -> bytes | None:
    """The bytes of a file; a folder, a pipe, a dead link or a giant is reported and not opened."""
    try:
        return read_file(path, LARGEST)
    except TooLarge as bad:
        problems.append(too_large(bad.size, name))
    except NotRead as bad:
        hint = "a record is a plain text file"
        problems.append(Diagnostic(Location(name), str(bad.strerror), "unreadable", hint=hint))
    except OSError as bad:
        hint = "the link leads nowhere" if Path(path).is_symlink() else "check the permissions of the file"
        problems.append(Diagnostic(Location(name), f"cannot be read: {bad.strerror}", "unreadable", hint=hint))
    return None
