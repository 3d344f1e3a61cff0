"""Which files in `out/` the program wrote, and with which content.

`out/.briefgen/manifest.json` holds an entry for every file. Before files are replaced, what they are about to
become is added to a journal beside it; so after a crash in the midst of it, each file is still known to be the
program's own, old or new, and none is taken for one that somebody edited.

A manifest of an older program is read as it is, and a copy of it is kept when it is written anew; one of a newer
program is left alone, for what it says cannot be known.

Of a file that people edit it also knows the hashes of the versions generated before, which are kept for who still has
one open.

A file into which hand edits were merged stays one that somebody edited: its entry has the hash of what was
generated, against which the next edit is told, and beside it the hash of the merged content.
"""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from hashlib import sha256
from io import BufferedWriter
from pathlib import Path
from stat import S_ISREG
from typing import Any

from briefgen.disk import Replacement, content_of
from briefgen.errors import UsageProblem
from briefgen.frozen import dataclass, replace
from briefgen.model.schema import source_key
from briefgen.regexes import pattern
from briefgen.workspace.file_stat import FileStat, file_stat_of

FOLDER = ".briefgen"
MANIFEST, JOURNAL = "manifest.json", "journal"
RECORDS = (f"{FOLDER}/{MANIFEST}", f"{FOLDER}/{JOURNAL}")
"""What the program records of files below `out`, by their names there."""
FORMAT = 3
_USUAL = 1 << 20  # bytes of a brief; larger ones are not held in memory for their checksum
PICTURE = ".png"
"""The files that nobody edits; of all others the last versions as generated are kept."""
DAMAGED = (ValueError, KeyError, TypeError, AttributeError, IndexError, OverflowError, RecursionError)
"""The exceptions of reading a file of our own that was damaged."""
EARLIER = 5
"""How many versions of a file are kept besides the last."""


@dataclass(frozen=True, slots=True)
class Owner:
    """Whose a file is: the name of its brief, "" for none.

    Where it is for readers who may not see all, `audience` is their marking, and `rests_on` has the ids of the
    statements in it and the keys of its sources: by them it is known once one of them is marked higher.
    """

    brief: str = ""
    audience: str = ""
    rests_on: tuple[str, ...] = ()

    @classmethod
    def of(cls, brief: str, audience: str, statements: Iterable[str], sources: Iterable[str]) -> Owner:
        """The owner of a brief's files; what they rest on is of no interest where its readers may see all."""
        if not audience:
            return cls(brief)
        return cls(brief, audience, tuple(dict.fromkeys([*statements, *(source_key(id_) for id_ in sources)])))


@dataclass(frozen=True, slots=True)
class ManifestEntry:
    """A file as it was written: its hash, whose it is, and the state it had then.

    `merged` is the hash of a merged content that stands there instead, "" where there is none; `conflict` says
    that both versions stand in it somewhere.
    """

    sha256: str
    owner: Owner
    state: FileStat = (0, 0, 0, 0)
    merged: str = ""
    conflict: bool = False


class Manifest:
    """The entries by name below `out`; `written` is when they were, by the clock of the file system itself."""

    def __init__(self, out: Path) -> None:
        self.folder = out / FOLDER
        written = file_stat_of(self.folder / MANIFEST)
        self.written = written[1] if written else 0  # before it is read, lest a newer one vouch for older entries
        content = content_of(self.folder / MANIFEST) or b""
        self._content = digest_of(content)
        self.is_damaged = False
        self.files: dict[str, ManifestEntry] = {}
        self.earlier: dict[str, list[str]] = {}
        self.older = b""
        if content:
            self._read(content)
        self._intended: dict[str, list[ManifestEntry]] = {}
        for name, entry in _read_journal(self.folder / JOURNAL):
            self._intended.setdefault(name, []).append(entry)
        self.recover()

    def _read(self, content: bytes) -> None:
        """Take up the entries; there are none where it is damaged, so that every file counts as somebody's own.

        Raises `UsageProblem` for what a newer program wrote. What an older one wrote is kept to be put aside.
        """
        try:
            data = json.loads(content)
            written = int(data["format"])
            if written > FORMAT:
                newer = f"a newer briefgen (format {written}; this one knows {FORMAT})"
                path = self.folder / MANIFEST
                raise UsageProblem(f"{path} was written by {newer}; update this one; nothing was changed")
            files = {name: _entry(row) for name, row in data["files"].items()}
            earlier = {name: list(map(str, found)) for name, found in data.get("earlier", {}).items()}
            if not all(map(is_below, (*files, *earlier))):
                raise ValueError("a name that leads out of the folder")
        except DAMAGED:
            self.is_damaged = True
        else:
            self.files, self.earlier, self.older = files, earlier, content if written < FORMAT else b""

    def is_the_last(self) -> bool:
        """Whether nobody has written since it was read, nor begun to."""
        begun = self.is_interrupted or (self.folder / JOURNAL).exists()
        return not begun and self._content == digest_of(content_of(self.folder / MANIFEST) or b"")

    @property
    def is_interrupted(self) -> bool:
        """True where an earlier run did not come to its end."""
        return bool(self._intended)

    @property
    def intended(self) -> Iterable[str]:
        """The names of the files that an interrupted run was about to write."""
        return self._intended.keys()

    def owns(self, name: str, digest: str) -> bool:
        """Whether the program itself wrote this content to the file, or was about to."""
        entry = self.files.get(name)
        known = [e.sha256 for e in self._intended.get(name, ()) if not e.merged]
        return (entry is not None and entry.sha256 == digest) or digest in known

    def enter(self, name: str, entry: ManifestEntry) -> None:
        """A file as it is now; of one that people edit the version before becomes an earlier one."""
        known = self.files.get(name)
        self.files[name] = entry
        if known is not None and known.sha256 != entry.sha256 and not name.endswith(PICTURE):
            before = [known.sha256, *self.earlier.get(name, ())]
            self.earlier[name] = [d for d in dict.fromkeys(before) if d != entry.sha256][:EARLIER]

    def versions(self, name: str) -> list[str]:
        """The hashes of what was generated for a file, the last first, then what a run cut off was about to write."""
        entry = self.files.get(name)
        last = [entry.sha256] if entry else []
        intended = sorted(e.sha256 for e in self._intended.get(name, ()))
        return list(dict.fromkeys([*last, *intended, *self.earlier.get(name, ())]))

    def recover(self) -> None:
        """Enter the files that were put in place before a run was cut off."""
        for name, entries in self._intended.items():
            path = self.folder.parent / name
            found = digest_of(content_of(path) or b"")
            for entry in entries:
                if found == (entry.merged or entry.sha256):
                    self.enter(name, replace(entry, state=file_stat_of(path) or entry.state))

    def intend(self, entries: Mapping[str, ManifestEntry]) -> BufferedWriter:
        """Write down what files are about to become: the program's own, or merged ones.

        It is for good once the journal, which is handed out, is flushed; `replace_files` does it before it replaces.
        """
        rows = [[name, entry.sha256, entry.owner.brief, *_more(entry)] for name, entry in entries.items()]
        try:
            journal = open(open_own(self.folder.parent, JOURNAL, os.O_WRONLY | os.O_APPEND), "ab")  # noqa: SIM115  # handed out
            begun = "\n"  # ends the line that a full disk may have cut off, which would swallow the first of these
            journal.write((begun + "".join(json.dumps(row) + "\n" for row in rows)).encode())
            journal.flush()
        except OSError as bad:
            first = self.folder.parent / next(iter(entries))
            raise UsageProblem(f"{first} cannot be written: {bad.strerror or bad}") from bad
        for name, entry in entries.items():
            self._intended.setdefault(name, []).append(entry)
        return journal

    def to_bytes(self) -> bytes:
        rows = sorted(self.files.items())
        files = {name: [e.sha256, e.owner.brief, *e.state, *_more(e)] for name, e in rows}
        data = {"format": FORMAT, "files": files, "earlier": dict(sorted(self.earlier.items()))}
        return compact_json(data, "surrogatepass")

    def clear_journal(self) -> None:
        """The entries are saved; the journal has done its work."""
        path = self.folder / JOURNAL
        try:
            path.unlink(missing_ok=True)
        except OSError as bad:
            raise UsageProblem(f"{path} cannot be deleted: {bad.strerror}") from bad
        self._intended.clear()


def own_folder(out: Path) -> Path:
    """The folder of the program's own files below `out`, which is there afterwards.

    Raises `UsageProblem` where it or anything in it is a link, by which files elsewhere would be written or deleted.
    """
    folder = out / FOLDER
    try:
        if not folder.is_dir():
            folder.mkdir(parents=True, exist_ok=True)
        found = [folder, *(Path(entry.path) for entry in os.scandir(folder) if entry.is_symlink())]
    except OSError as bad:
        raise UsageProblem(f"{out} cannot be written: {bad.strerror or bad}") from bad
    for link in (place for place in found if place.is_symlink()):
        raise UsageProblem(f"{link} is a link; briefgen keeps its own files there and nowhere else: delete the link")
    return folder


def open_own(out: Path, name: str, flags: int) -> int:
    """A handle of a file of the program's own that is written in place, made where it is missing.

    Raises `UsageProblem` for one that has another name elsewhere, or is no file.
    """
    path = own_folder(out) / name
    handle = os.open(path, flags | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0), 0o666)
    status = os.fstat(handle)
    if not S_ISREG(status.st_mode) or status.st_nlink > 1:
        os.close(handle)
        raise UsageProblem(f"{path} is no file of briefgen's own, or is linked to another one: delete it")
    return handle


def is_below(name: object) -> bool:
    """Whether a name out of a file of our own is one of a file below `out`: it may have been damaged, or planted."""
    if not isinstance(name, str) or not name or "\\" in name:
        return False
    return name.isprintable() and not {"", ".", ".."}.intersection(name.split("/"))


def digest_of(content: bytes) -> str:
    return _digest_of(content) if len(content) < _USUAL else sha256(content).hexdigest()


@lru_cache(32)  # what becomes of a brief is asked by several, one after the other
def _digest_of(content: bytes) -> str:
    return sha256(content).hexdigest()


def compact_json(data: Mapping[str, Any], half_characters: str) -> bytes:
    """JSON with a line for each entry of each part: to be read by people and compared line by line, and written fast.

    Python's own indentation is written without its C encoder; at ten thousand briefs that is seconds. What is listed
    may come one by one. `half_characters` says what becomes of halves of a pair, as `str.encode` has it.
    """

    return b"".join([piece.encode("utf-8", half_characters) for piece in _pieces(data)])


def _pieces(data: Mapping[str, Any]) -> Iterator[str]:
    """The text bit by bit: with a line for each of many thousands it stands in the memory once, not four times."""
    sign = "{"
    for name, part in data.items():
        yield f"{sign}\n {_json(name)}: "
        if isinstance(part, dict) and part:
            yield from _lines("{", (_json({key: value})[1:-1] for key, value in part.items()), "}")
        elif isinstance(part, list | Iterator):
            yield from _lines("[", map(_json, part), "]")
        else:
            yield _json(part)
        sign = ","
    yield "\n}\n"


def _lines(begin: str, lines: Iterable[str], end: str) -> Iterator[str]:
    sign = begin
    for line in lines:
        yield f"{sign}\n  {line}"
        sign = ","
    yield f"{begin}{end}" if sign == begin else f"\n {end}"


_json = json.JSONEncoder(ensure_ascii=False).encode


def _more(entry: ManifestEntry) -> list[object]:
    """The end of a row: of a merged file its own hash and whether it has both versions; then for whom it is."""
    readers = [entry.owner.audience, entry.owner.rests_on] if entry.owner.audience else []
    return [entry.merged, entry.conflict, *readers] if entry.merged or readers else []


def _entry(row: list[Any]) -> ManifestEntry:
    digest, brief, size, modified, changed, inode, *more = row
    return _read_entry(digest, brief, (int(size), int(modified), int(changed), int(inode)), more)


def _read_entry(digest: Any, brief: Any, state: FileStat, more: list[Any]) -> ManifestEntry:
    absent: list[Any] = ["", False, "", ()]
    merged, conflict, audience, rests_on = [*more, *absent[len(more) :]]
    owner = Owner(str(brief), str(audience), tuple(map(str, rests_on)))
    return ManifestEntry(str(digest), owner, state, str(merged), bool(conflict))


def _read_journal(path: Path) -> Iterator[tuple[str, ManifestEntry]]:
    """The lines that were written whole; a last one that was cut off was never followed by anything."""
    for line in (content_of(path) or b"").split(b"\n")[:-1]:
        try:
            name, digest, brief, *more = json.loads(line)
            entry = _read_entry(digest, brief, (0, 0, 0, 0), more)
        except DAMAGED:
            continue
        if is_below(name):  # else it is not ours
            yield name, entry


# --- The last versions of each file as they were generated, and which of them a hand-edited file began with ---
#
# Somebody leaves a brief open while a build replaces it, and then saves what was edited over the new one. Compared with
# what was generated last, all old facts in that file would look like edits. So the last few versions of each file are
# kept, and the edited one is held against that from which it was made.
#
# A Word file tells by its mark (`writers.docx.properties`). Markdown has no place for one that nobody sees; there the
# version counts that differs least, if it is clearly nearer than the last: a person may well put back an old word.


_SHA256 = pattern("[0-9a-f]{64}")
_CLEARLY = 4  # lines, went and came: two lines stand as they did in an earlier version


class Versions:
    """Contents by their hashes, in a folder of the program's own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def get(self, digests: Iterable[str]) -> list[bytes]:
        """Those that are kept, each once."""
        names = (digest for digest in dict.fromkeys(digests) if _SHA256.fullmatch(digest))
        found = (content_of(self.folder / name, within=self.folder) for name in names)
        return [content for content in found if content is not None]

    def to_keep(self, digest: str, content: bytes, shown: Path) -> list[Replacement]:
        """What is to be written to keep a content; where it cannot be, the message names the file `shown`."""
        if (self.folder / digest).is_file():
            return []
        return [Replacement(self.folder / digest, content, shown)]

    def sweep(self, known: Container[str]) -> None:
        """Remove what was generated so long ago that nobody is likely to have it open any more."""
        try:
            for entry in os.scandir(self.folder):
                if _SHA256.fullmatch(entry.name) and entry.name not in known:
                    os.unlink(entry.path)
        except OSError:
            return


def find_merge_base(name: str, edited: bytes, versions: Sequence[bytes]) -> bytes | None:
    """The version that somebody edited; `versions` are those known, the last one first.

    None for a Word file that is marked as made from none of them.
    """
    return _by_mark(edited, versions) if name.endswith(".docx") else _nearest(edited, versions)


def _by_mark(edited: bytes, versions: Sequence[bytes]) -> bytes | None:
    from briefgen.writers.docx.properties import origin_of

    origin = origin_of(edited)
    if not origin:
        return versions[0]
    return next((version for version in versions if origin_of(version) == origin), None)


def _nearest(edited: bytes, versions: Sequence[bytes]) -> bytes:
    lines = _counted_lines(edited)
    apart = [((lines - other).total() + (other - lines).total()) for other in map(_counted_lines, versions)]
    least = min(apart)
    return versions[apart.index(least)] if least + _CLEARLY <= apart[0] else versions[0]


def _counted_lines(text: bytes) -> Counter[bytes]:
    return Counter(line for line in text.removeprefix(b"\xef\xbb\xbf").splitlines() if line)
