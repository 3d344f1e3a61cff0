"""What was read of files of facts, kept by file: an index that is read whole, and rows that are read when asked for.

The index has of each file what gathering the facts needs to know: its records without their statements, where its
references led, what it refers to. The statements lie behind each other in a file of their own that only grows, each
file's with a checksum; a changed file adds its own and nothing else is written. Where half of it is of no use any
more, it is written anew under another name, so that whoever reads the old one can go on.

Several processes may write at once, of several versions of the program, and each may be killed: the index is replaced
as a whole and the last one counts; it is of one version, and names the file of rows; what stands there is of use only
to the name of the file whose checksum it has. Whoever loses reads some files anew.
"""

from __future__ import annotations

import os
import pickle
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import field
from hashlib import blake2b
from marshal import loads
from sys import intern
from typing import Any, Protocol

from briefgen.facts.store.fact_rows import NOTHING, Row, diagnostic_from, head_from, head_row, pack, unpack
from briefgen.frozen import dataclass
from briefgen.model.schema import Schema
from briefgen.model.statement import Record

INDEX, ROWS = "facts.index", "facts.rows"
_CHECK = 8
_SPARE = 1 << 16
"""So many bytes without use are no reason to write all anew."""
Link = tuple[str, tuple[str, ...]]
"""A reference as it is written, and the kinds of record that it may lead to."""


class PartlyRead(Protocol):
    """Bytes of which parts are read."""

    def __len__(self) -> int: ...
    def __getitem__(self, part: slice, /) -> bytes | memoryview: ...


class Cache(Protocol):
    """Where bytes are kept by name (`workspace/cache.py`), and come back whole or not; losing them costs time alone."""

    def get(self, name: str) -> bytes | None: ...
    def put(self, name: str, data: bytes) -> None: ...
    def add(self, name: str, data: bytes, *, is_new: bool) -> int | None: ...
    def view(self, name: str) -> PartlyRead: ...
    def drop(self, name: str) -> None: ...
    def names(self) -> Iterable[str]: ...


@dataclass(slots=True)
class FileEntry:
    """What is kept of a file that has no errors.

    `heads` are its records without statements. `links` says where each reference led. `refers` are the keys that its
    statements refer to, `registered` the states among them that have no record. `last` is the last day on which
    something of it was retrieved or recorded, `marked` are its statements with markings of their own, `codes` the keys
    of its states by their codes.
    """

    digest: str
    uses: Sequence[Any]
    named: Mapping[str, Any]
    warnings: Sequence[Row]
    heads: list[Record]
    links: Mapping[Link, str]
    refers: Sequence[str] = ()
    registered: Sequence[str] = ()
    last: str = ""
    marked: Sequence[tuple[str, str]] = ()
    codes: Mapping[str, str] = field(default_factory=dict)
    mark: str = ""
    """Stands for its records as they are with each reference followed."""
    place: tuple[int, int] = (0, -1)
    """Where its statements begin among the rows, and how many bytes they are; -1 where they are not there yet."""
    rows: bytes = b""
    """The statements of its records, until they are kept."""


def packed(name: str, statements: Sequence[Sequence[Row]]) -> bytes:
    """The statements of the records of a file, by its name, behind a checksum."""
    content = pack([list(rows) for rows in statements])
    return _checksum(name, content) + content


def _checksum(name: str, content: bytes) -> bytes:
    return blake2b(name.encode("utf-8", "surrogatepass") + b"\0" + content, digest_size=_CHECK).digest()


def mark_of(heads: Sequence[Record], rows: bytes) -> str:
    """Stands for records with these statements, as they were packed."""
    return blake2b(pack([head_row(head) for head in heads]) + rows[:_CHECK], digest_size=_CHECK).hexdigest()


class FactStore:
    """What an earlier run kept of a folder of facts, by the name of each file."""

    def __init__(self, cache: Cache | None, about: Mapping[str, str]) -> None:
        """`about` are the digests of what everything kept rests on; where one differs, nothing is known."""
        self.cache, self.about = cache, dict(about)
        index = unpack(cache.get(INDEX)) if cache is not None else None
        if not isinstance(index, dict) or index.get("about") != self.about:
            index = {"schema": b"", "names": "", "rows": "", "size": 0, "files": {}}
        self._kinds: bytes = index["schema"]
        self.schema: Schema = pickle.loads(self._kinds) if self._kinds else {}
        self.names_digest: str = index["names"]
        self._rows: str = index["rows"]
        self._size: int = index["size"]
        self._files: dict[str, _IndexRow] = index["files"]
        self._view: PartlyRead = cache.view(self._rows) if cache is not None and self._rows else memoryview(b"")
        if len(self._view) < self._size:  # it is gone, or shorter than it was
            self._files.clear()

    def __bool__(self) -> bool:
        return bool(self.schema)

    @property
    def names(self) -> Iterable[str]:
        """The names of the files that are known."""
        return self._files.keys()

    def digest(self, name: str) -> str:
        """The digest of a file when it was read; "" for one that is not known."""
        row = self._files.get(name)
        return row[0] if row else ""

    def entry(self, name: str) -> FileEntry:
        """What is kept of a file that is known."""
        digest, place, row = self._files[name]
        uses, named, warnings, heads, links, *rest = loads(row)
        found = [head_from(head, name, self.schema[head[0]].roles) for head in heads]
        rest = [one or _NOTHING_LIKE.get(one.__class__, one) for one in rest]
        entry = FileEntry(digest, uses or (), named or NOTHING, warnings or (), found, _PackedLinks(links), *rest)
        entry.place = place
        return entry

    def warnings(self, entry: FileEntry, name: str) -> list[Any]:
        return [diagnostic_from(w, name) for w in entry.warnings]

    def statements(self, entry: FileEntry, name: str) -> list[list[Row]] | None:
        """The statements of each record of a file; None where they are damaged: then the next run reads all anew."""
        at, length = entry.place
        raw = entry.rows or bytes(self._view[at : at + length])
        if _checksum(name, raw[_CHECK:]) != raw[:_CHECK]:
            if self.cache is not None:
                self.cache.drop(INDEX)
            return None
        found: list[list[Row]] = loads(raw[_CHECK:])
        return found

    def keep(self, files: Mapping[str, FileEntry], schema: Schema, names_digest: str) -> None:
        """Keep what is known of these files from now on, and of no others."""
        if self.cache is None:
            return
        new = {name: entry for name, entry in files.items() if entry.rows}
        added = sum(len(entry.rows) for entry in new.values())
        of_use = sum(entry.place[1] for name, entry in files.items() if name not in new) + added
        is_new = not self._rows or self._size + added > 2 * of_use + _SPARE or not self._files
        if is_new:
            new = dict(files)
            self._rows, self._size = f"{ROWS}-{os.urandom(4).hex()}", 0
        content = b"".join(self._raw(entry) for entry in new.values())
        begin = self.cache.add(self._rows, content, is_new=is_new)
        if begin is None:
            return
        for entry in new.values():
            length = len(entry.rows) or entry.place[1]
            entry.place, begin = (begin, length), begin + length
            self._size = begin
        rows = {name: _index_row(entry, self._files.get(name)) for name, entry in files.items()}
        if schema is not self.schema:
            self.schema, self._kinds = schema, pickle.dumps(schema)
        index = {
            "about": self.about,
            "schema": self._kinds,
            "names": names_digest,
            "rows": self._rows,
            "size": self._size,
        }
        self.cache.put(INDEX, pack({**index, "files": rows}))
        self._view = self.cache.view(self._rows)
        for entry in new.values():
            entry.rows = b""
        if is_new:  # those before, of other versions, and of runs that were killed
            for name in self.cache.names():
                if name.startswith(ROWS) and name != self._rows:
                    self.cache.drop(name)

    def let_go(self) -> None:
        """Hold the index no longer: from now on statements alone are asked for."""
        self._files = {}

    def _raw(self, entry: FileEntry) -> bytes:
        at, length = entry.place
        return entry.rows or bytes(self._view[at : at + length])


_NOTHING_LIKE: Mapping[type, Any] = {list: (), dict: NOTHING}


class _PackedLinks(Mapping[Link, str]):
    """Where references led, as it is kept: most runs need not know."""

    __slots__ = ("raw",)

    def __init__(self, raw: bytes) -> None:
        self.raw = raw

    def _all(self) -> dict[Link, str]:
        found: dict[Link, str] = {}
        for kinds, same, others in loads(self.raw):
            for word in same:
                found[word, kinds] = word
            for word, key in others:
                found[word, kinds] = key
        return found

    def __getitem__(self, link: Link) -> str:
        return self._all()[link]

    def __iter__(self) -> Any:
        return iter(self._all())

    def __len__(self) -> int:
        return len(self._all())

    def items(self) -> Any:
        return self._all().items()


def _by_kinds(links: Mapping[Link, str]) -> list[Any]:
    """Where references led, by the kinds that they may lead to: those that lead to what they say, and the others."""
    found: dict[tuple[str, ...], tuple[list[str], list[tuple[str, str]]]] = {}
    for (word, kinds), key in links.items():
        same, others = found.setdefault(kinds, ([], []))
        if word == key:
            same.append(word)
        else:
            others.append((word, key))
    return [(kinds, *both) for kinds, both in found.items()]


_IndexRow = tuple[str, tuple[int, int], bytes]
"""The digest of a file, the place of its statements, and all else that the index has of it, packed."""


def _index_row(entry: FileEntry, known: _IndexRow | None) -> _IndexRow:
    if not entry.rows and known is not None:
        return known[0], entry.place, known[2]
    links = entry.links
    raw = links.raw if isinstance(links, _PackedLinks) else pack(_by_kinds(links))
    heads = [head_row(head) for head in entry.heads]
    rest = [list(entry.registered), entry.last, list(entry.marked), dict(entry.codes), entry.mark]
    refers = [intern(key) for key in entry.refers]  # thousands of files refer to the same: read back, they are one text
    row: Row = [list(entry.uses), dict(entry.named), list(entry.warnings), heads, raw, refers, *rest]
    return entry.digest, entry.place, pack(row)
