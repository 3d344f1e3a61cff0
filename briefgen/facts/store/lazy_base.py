"""A fact base whose statements are read when somebody asks for them; it answers like any other.

Known from the start is what a record is called, where it stands, and to what its file refers: so it costs what was
asked for, not what there is.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from functools import cached_property

from briefgen.facts.factbase import FactBase, last_day_of, references
from briefgen.facts.store.fact_store import FileEntry
from briefgen.model.schema import SOURCE, Schema
from briefgen.model.statement import Record, Statement


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
