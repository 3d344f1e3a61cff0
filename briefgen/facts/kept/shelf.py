"""What was read of files of facts, kept by file: an index that is read whole, and rows that are read when asked for.

The index has of each file what gathering the facts needs to know: its records without their statements, where its
references led, what it refers to. The statements lie behind each other in a file of their own that only grows, each
file's with a checksum; a changed file adds its own and nothing else is written. Where half of it is of no use any
more, it is written anew under another name, so that whoever reads the old one can go on.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import field
from hashlib import blake2b
from marshal import loads
from typing import Any, Protocol

from briefgen.facts.kept.stored import Row, diagnostic_from, flat, head_from, head_row, pack, schema_from, unpack
from briefgen.frozen import dataclass
from briefgen.model.schema import Schema
from briefgen.model.statement import Record

INDEX, ROWS = "facts.index", "facts.rows-"
_EARLIER = "facts.rows"  # where an earlier version of the program kept them
_CHECK = 8
_SPARE = 1 << 16
"""So many bytes without use are no reason to write all anew."""
Link = tuple[str, tuple[str, ...]]
"""A reference as it is written, and the kinds of record that it may lead to."""


class Slots(Protocol):
    """Where bytes are kept by name (`workspace/cache.py`); losing them costs time alone."""

    def get(self, name: str) -> bytes | None: ...
    def put(self, name: str, data: bytes) -> None: ...
    def add(self, name: str, data: bytes) -> int | None: ...
    def view(self, name: str) -> memoryview: ...
    def drop(self, name: str) -> None: ...


@dataclass(slots=True)
class Kept:
    """What is kept of a file that has no errors.

    `heads` are its records without statements. `links` says where each reference led. `refers` are the keys that its
    statements refer to, `registered` the states among them that have no record. `last` is the last day on which
    something of it was retrieved or recorded, `marked` are its statements with markings of their own, `codes` the keys
    of its states by their codes.
    """

    digest: str
    uses: list[Any]
    named: dict[str, Any]
    warnings: list[Row]
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


def packed(statements: Sequence[Sequence[Row]]) -> bytes:
    """The statements of the records of a file behind a checksum."""
    content = flat([list(rows) for rows in statements])
    return blake2b(content, digest_size=_CHECK).digest() + content


def mark_of(heads: Sequence[Record], rows: bytes) -> str:
    """Stands for records with these statements, as they were packed."""
    return blake2b(flat([head_row(head) for head in heads]) + rows[:_CHECK], digest_size=_CHECK).hexdigest()


class Shelf:
    """What an earlier run kept of a folder of facts, by the name of each file."""

    def __init__(self, slots: Slots | None, about: Mapping[str, str]) -> None:
        """`about` are the digests of what everything kept rests on; where one differs, nothing is known."""
        self.slots, self.about = slots, dict(about)
        index = unpack(found) if slots is not None and (found := slots.get(INDEX)) else None
        if not isinstance(index, dict) or index.get("about") != self.about:
            index = {"schema": [], "names": "", "rows": "", "size": 0, "files": {}}
        self.schema: Schema = schema_from(index["schema"])
        self.names_digest: str = index["names"]
        self._rows: str = index["rows"]
        self._size: int = index["size"]
        self._files: dict[str, Row] = index["files"]
        self._view = slots.view(self._rows) if slots is not None and self._rows else memoryview(b"")
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

    def uses(self, name: str) -> list[Any]:
        """The passages of sources that a file that is known names."""
        found: list[Any] = self._files[name][1]
        return found

    def kept(self, name: str) -> Kept:
        """What is kept of a file that is known."""
        digest, uses, named, warnings, heads, links, *rest = self._files[name]
        found = [head_from(head, name, self.schema[head[0]].roles) for head in heads]
        return Kept(digest, uses, named, warnings, found, _PackedLinks(links), *rest)

    def warnings(self, kept: Kept, name: str) -> list[Any]:
        return [diagnostic_from(w, name) for w in kept.warnings]

    def statements(self, kept: Kept) -> list[list[Row]] | None:
        """The statements of each record of a file; None where they are damaged."""
        at, length = kept.place
        raw = kept.rows or bytes(self._view[at : at + length])
        if blake2b(raw[_CHECK:], digest_size=_CHECK).digest() != raw[:_CHECK]:
            return None
        found: list[list[Row]] = loads(raw[_CHECK:])
        return found

    def keep(self, files: Mapping[str, Kept], schema: list[Row], names_digest: str) -> None:
        """Keep what is known of these files from now on, and of no others."""
        if self.slots is None:
            return
        new = {name: kept for name, kept in files.items() if kept.rows}
        added = sum(len(kept.rows) for kept in new.values())
        of_use = sum(kept.place[1] for name, kept in files.items() if name not in new) + added
        before = self._rows
        if not before or self._size + added > 2 * of_use + _SPARE or not self._files:
            new = dict(files)
            self._rows, self._size = f"{ROWS}{os.urandom(4).hex()}", 0
        begin = self.slots.add(self._rows, b"".join(self._raw(kept) for kept in new.values()))
        if begin is None:
            return
        for kept in new.values():
            length = len(kept.rows) or kept.place[1]
            kept.place, begin = (begin, length), begin + length
            self._size = begin
        rows = {name: _index_row(kept, self._files.get(name)) for name, kept in files.items()}
        index = {"about": self.about, "schema": schema, "names": names_digest, "rows": self._rows, "size": self._size}
        self.slots.put(INDEX, pack({**index, "files": rows}))
        self._files, self._view = rows, self.slots.view(self._rows)
        for kept in new.values():
            kept.rows = b""
        if before != self._rows:
            self.slots.drop(before or _EARLIER)

    def _raw(self, kept: Kept) -> bytes:
        at, length = kept.place
        return kept.rows or bytes(self._view[at : at + length])


class _PackedLinks(Mapping[Link, str]):
    """Where references led, as it is kept: most runs need not know."""

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


def _index_row(kept: Kept, known: Row | None) -> Row:
    if not kept.rows and known is not None:
        return [*known[:-1], kept.place]
    links = kept.links
    raw = links.raw if isinstance(links, _PackedLinks) else flat(_by_kinds(links))
    heads = [head_row(head) for head in kept.heads]
    rest = [list(kept.registered), kept.last, list(kept.marked), dict(kept.codes), kept.mark, kept.place]
    return [kept.digest, kept.uses, kept.named, kept.warnings, heads, raw, list(kept.refers), *rest]
