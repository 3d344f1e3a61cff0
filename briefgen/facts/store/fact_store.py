"""What was read of files of facts, kept by file, and a base that reads of it what it is asked.

The index, which is read whole, has of each file what gathering the facts needs to know: its records without their
statements, where its references led, what it refers to. The statements lie behind each other in a file of their own
that only grows, each file's with a checksum; a changed file adds its own and nothing else is written. Where half of it
is of no use any more, it is written anew under another name, so that whoever reads the old one can go on.

Several processes may write at once, of several versions of the program, and each may be killed: the index is replaced
as a whole and the last one counts; it is of one version, and names the file of rows; what stands there is of use only
to the name of the file whose checksum it has. Whoever loses reads some files anew.
"""

from __future__ import annotations

import os
import pickle
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from hashlib import blake2b
from marshal import loads
from typing import Any, NamedTuple, Protocol

from briefgen.facts.factbase import FactBase, last_day_of, references
from briefgen.facts.store.fact_rows import HeadRow, Row, diagnostic_from, pack, unpack
from briefgen.model.schema import SOURCE, Schema
from briefgen.model.statement import Record, Statement

INDEX, ROWS = "facts.index", "facts.rows"
_CHECK = 8
_SPARE = 1 << 16
"""So many bytes without use are no reason to write all anew."""
Link = tuple[str, tuple[str, ...]]
"""A reference as it is written, and the kinds of record that it may lead to."""


class _PartlyRead(Protocol):
    """Bytes of which parts are read."""

    def __len__(self) -> int: ...
    def __getitem__(self, part: slice, /) -> bytes | memoryview: ...


class Cache(Protocol):
    """Where bytes are kept by name (`workspace/cache.py`), and come back whole or not; losing them costs time alone."""

    def get(self, name: str) -> bytes | None: ...
    def put(self, name: str, data: bytes) -> None: ...
    def add(self, name: str, data: bytes, *, is_new: bool) -> int | None: ...
    def view(self, name: str) -> _PartlyRead: ...
    def drop(self, name: str) -> None: ...
    def names(self) -> Iterable[str]: ...


class FileEntry(NamedTuple):
    """What is kept of a file that has no errors; of thousands the index has these very rows.

    `uses` are the passages of sources that it names, `named` where its own stand, `heads` its records without
    statements. `registered` are the states that its statements refer to and that have no record. `last` is the last day
    on which something of it was retrieved or recorded, `marked` are its statements with markings of their own, `codes`
    the keys of its states by their codes.
    """

    digest: str
    uses: tuple[Any, ...] = ()
    named: tuple[tuple[str, Any], ...] = ()
    warnings: tuple[Row, ...] = ()
    heads: tuple[HeadRow, ...] = ()
    references: bytes = b""
    """Where each reference led, and the keys that its statements refer to, packed: most runs need not know."""
    registered: tuple[str, ...] = ()
    last: str = ""
    marked: tuple[tuple[str, str], ...] = ()
    codes: tuple[tuple[str, str], ...] = ()
    mark: str = ""
    """Stands for its records as they are with each reference followed."""
    begin: int = 0
    size: int = -1
    """Where its statements begin among the rows, and how many bytes they are; -1 where they are not there yet."""

    def where_led(self) -> dict[Link, str]:
        """Where each reference led."""
        found: dict[Link, str] = {}
        for kinds, same, others in loads(self.references)[0] if self.references else ():
            for word in same:
                found[word, kinds] = word
            for word, key in others:
                found[word, kinds] = key
        return found

    def refers(self) -> list[str]:
        """The keys that its statements refer to."""
        found: list[str] = loads(self.references)[1] if self.references else []
        return found


def packed(name: str, statements: Sequence[Sequence[Row]]) -> bytes:
    """The statements of the records of a file, by its name, behind a checksum."""
    content = pack([list(rows) for rows in statements])
    return _checksum(name, content) + content


def _checksum(name: str, content: bytes) -> bytes:
    return blake2b(name.encode("utf-8", "surrogatepass") + b"\0" + content, digest_size=_CHECK).digest()


def mark_of(heads: Sequence[HeadRow], rows: bytes) -> str:
    """Stands for records with these statements, as they were packed."""
    return blake2b(pack(list(heads)) + rows[:_CHECK], digest_size=_CHECK).hexdigest()


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
        self._files = {name: FileEntry._make(row) for name, row in index["files"].items()}
        self._view: _PartlyRead = cache.view(self._rows) if cache is not None and self._rows else memoryview(b"")
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
        entry = self._files.get(name)
        return entry.digest if entry else ""

    def entry(self, name: str) -> FileEntry:
        """What is kept of a file that is known."""
        return self._files[name]

    def warnings(self, entry: FileEntry, name: str) -> list[Any]:
        return [diagnostic_from(w, name) for w in entry.warnings]

    def statements(self, entry: FileEntry, name: str) -> list[list[Row]] | None:
        """The statements of each record of a file; None where they are damaged: then the next run reads all anew."""
        raw = self._raw(entry)
        if _checksum(name, raw[_CHECK:]) != raw[:_CHECK]:
            if self.cache is not None:
                self.cache.drop(INDEX)
            return None
        found: list[list[Row]] = loads(raw[_CHECK:])
        return found

    def keep(self, files: dict[str, FileEntry], rows: Mapping[str, bytes], schema: Schema, names_digest: str) -> None:
        """Keep what is known of these files from now on, and of no others; each entry is told its place.

        `rows` are the packed statements of those that are new.
        """
        if self.cache is None:
            return
        added = sum(map(len, rows.values()))
        of_use = sum(entry.size for name, entry in files.items() if name not in rows) + added
        is_new = not self._rows or self._size + added > 2 * of_use + _SPARE or not self._files
        new = {name: rows.get(name) or self._raw(files[name]) for name in (files if is_new else rows)}
        if is_new:
            self._rows, self._size = f"{ROWS}-{os.urandom(4).hex()}", 0
        begin = self.cache.add(self._rows, b"".join(new.values()), is_new=is_new)
        if begin is None:
            return
        for name, raw in new.items():
            files[name] = files[name]._replace(begin=begin, size=len(raw))
            self._size = begin = begin + len(raw)
        if schema is not self.schema:
            self.schema, self._kinds = schema, pickle.dumps(schema)
        index = {"about": self.about, "schema": self._kinds, "names": names_digest, "rows": self._rows}
        kept = {name: tuple(entry) for name, entry in files.items()}
        self.cache.put(INDEX, pack({**index, "size": self._size, "files": kept}))
        self._view = self.cache.view(self._rows)
        if is_new:  # those before, of other versions, and of runs that were killed
            for name in self.cache.names():
                if name.startswith(ROWS) and name != self._rows:
                    self.cache.drop(name)

    def let_go(self) -> None:
        """Hold the index no longer: from now on statements alone are asked for."""
        self._files = {}

    def _raw(self, entry: FileEntry) -> bytes:
        return bytes(self._view[entry.begin : entry.begin + entry.size])


def packed_references(links: Mapping[Link, str], refers: Iterable[str]) -> bytes:
    """What a file refers to, and where references led, by the kinds that they may lead to.

    Those that lead to what they say are apart from the others.
    """
    found: dict[tuple[str, ...], tuple[list[str], list[tuple[str, str]]]] = {}
    for (word, kinds), key in links.items():
        same, others = found.setdefault(kinds, ([], []))
        if word == key:
            same.append(word)
        else:
            others.append((word, key))
    return pack(([(kinds, *both) for kinds, both in found.items()], list(refers)))


# --- a base that reads what it is asked ---


class LazyRecords(Mapping[str, Record]):
    """Records by key; those of a file are read together, when the first of them is asked for.

    `heads` are all records without their statements, `known` those that are here already, `read` gives those of a file.
    """

    def __init__(
        self, heads: Mapping[str, Record], known: dict[str, Record], read: Callable[[str], list[Record]]
    ) -> None:
        self.heads = {head.key: head for head in sorted(heads.values(), key=lambda head: (head.kind, head.id))}
        self._known, self._read = known, read

    def __getitem__(self, key: str) -> Record:
        found = self._known.get(key)
        if found is not None:
            return found
        file = self.heads[key].file
        for record in self._read(file):
            if (head := self.heads.get(record.key)) is not None and head.file == file:
                self._known.setdefault(record.key, record)  # who asked at the same time has the same one
        return self._known[key]

    def get(self, key: str, default: Record | None = None) -> Record | None:  # type: ignore[override]
        found = self._known.get(key)
        return found if found is not None else self[key] if key in self.heads else default

    def __contains__(self, key: object) -> bool:
        return key in self.heads

    def __iter__(self) -> Iterator[str]:
        return iter(self.heads)

    def __len__(self) -> int:
        return len(self.heads)


class LazyFactBase(FactBase):
    """The base of such records; `entries` are what is known of files by name, `kinds_digest` stands for the kinds."""

    _records: LazyRecords

    def __init__(
        self, schema: Schema, records: LazyRecords, digest: str, entries: Mapping[str, FileEntry], kinds_digest: str
    ) -> None:
        super().__init__(schema, (), digest)
        self._records, self._entries, self.kinds_digest = records, entries, kinds_digest
        self._own: dict[str, dict[str, Statement]] = {}
        self._from: dict[str, dict[str, list[Statement]]] = {}

    @property
    def heads(self) -> Mapping[str, Record]:
        return self._records.heads

    def of_kind(self, kind: str) -> tuple[Record, ...]:
        if "_by_kind" in self.__dict__:
            return super().of_kind(kind)
        return tuple([self._records[key] for key in self._keys.get(kind, ())])

    def heads_of(self, kind: str) -> tuple[Record, ...]:
        if "_by_kind" in self.__dict__:
            return super().of_kind(kind)
        return tuple([self.heads[key] for key in self._keys.get(kind, ())])

    def statement_or_none(self, id_: str) -> Statement | None:
        if "_statements" in self.__dict__:
            return super().statement_or_none(id_)
        return self._of("/".join(id_.split("/", 2)[:2])).get(id_)

    def statement(self, id_: str) -> Statement:
        if (found := self.statement_or_none(id_)) is None:
            raise KeyError(id_)
        return found

    def referring(self, key: str) -> tuple[Statement, ...]:
        if "_referring" in self.__dict__:
            return super().referring(key)
        subjects = sorted((self.heads[one] for one in self._refer.get(key, ())), key=lambda head: (head.kind, head.id))
        return tuple([s for subject in subjects for s in self._to(subject.key).get(key, ())])

    def citing(self, sources: Collection[str]) -> set[str]:
        wanted = {(key, (SOURCE,)) for key in sources}
        files = {name for name, entry in self._entries.items() if not wanted.isdisjoint(entry.where_led())}
        return {key for key, head in self.heads.items() if head.file in files or head.file not in self._entries}

    @cached_property
    def deprecated_sources(self) -> frozenset[str]:
        return frozenset(head.id for head in self.heads.values() if head.kind == SOURCE and head.deprecated)

    @cached_property
    def last_day(self) -> str:
        return max([last_day_of(self._others), *(entry.last for entry in self._entries.values())])

    @property
    def marked(self) -> list[tuple[str, str]]:
        marked = [(s.id, s.marking) for record in self._others for s in record.statements if s.marking]
        return marked + [(id_, marking) for entry in self._entries.values() for id_, marking in entry.marked]

    def marks(self) -> dict[str, str]:
        """What stands for each record, by its key: one word for all of a file; "" where that cannot be told."""
        entries = self._entries
        return {key: entry.mark if (entry := entries.get(head.file)) else "" for key, head in self.heads.items()}

    # --- what is known of records that need not be read for it ---

    @cached_property
    def _others(self) -> list[Record]:
        """The records of files of which nothing is kept: those with faults, and the register of states."""
        return [self._records[key] for key, head in self.heads.items() if head.file not in self._entries]

    @cached_property
    def _keys(self) -> Mapping[str, list[str]]:
        """The keys of the records of each kind that are not deprecated, by id."""
        found: dict[str, list[str]] = {}
        for key, head in self.heads.items():
            if not head.deprecated:
                found.setdefault(head.kind, []).append(key)
        return found

    @cached_property
    def _of_file(self) -> Mapping[str, list[str]]:
        """The keys of the records of each file."""
        found: dict[str, list[str]] = {}
        for key, head in self.heads.items():
            found.setdefault(head.file, []).append(key)
        return found

    @cached_property
    def _refer(self) -> Mapping[str, list[str]]:
        """The records of the files that refer to a record, by its key."""
        found: dict[str, list[str]] = {}
        for name, entry in self._entries.items():
            for key in entry.refers():
                found.setdefault(key, []).extend(self._of_file.get(name, ()))
        for record in self._others:
            for key in dict.fromkeys(k for s in record.statements for k in references(s, self.schema)):
                found.setdefault(key, []).append(record.key)
        return found

    def _of(self, subject: str) -> Mapping[str, Statement]:
        """The statements of a record by id, in its order."""
        found = self._own.get(subject)
        if found is None:
            record = self._records.get(subject)
            found = self._own[subject] = {s.id: s for s in record.statements} if record is not None else {}
        return found

    def _to(self, subject: str) -> Mapping[str, list[Statement]]:
        """The statements of a record by the keys of what they refer to."""
        found = self._from.get(subject)
        if found is None:
            found = {}
            for statement in self._of(subject).values():
                for key in dict.fromkeys(references(statement, self.schema)):
                    found.setdefault(key, []).append(statement)
            self._from[subject] = found
        return found
