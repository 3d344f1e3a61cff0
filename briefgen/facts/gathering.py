"""The records of all files joined into one base: what refers to what, what stands twice, what rests on nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from hashlib import blake2b
from typing import TYPE_CHECKING, Protocol

from briefgen.diagnostics import Diagnostic, Location, has_errors, quoted
from briefgen.facts.broken import keys_of_broken
from briefgen.facts.factbase import FactBase, last_day_of, references, with_roles
from briefgen.facts.files import NUMBERED, FactFile, excerpt_of
from briefgen.facts.kept.shelf import Shelf, mark_of, packed
from briefgen.facts.kept.shelved import ShelvedFacts, ShelvedRecords
from briefgen.facts.kept.stored import schema_row, statement_rows, with_statements
from briefgen.facts.references import Locate, UnknownReferences, codes_of, state_of
from briefgen.model.statement import Record

if TYPE_CHECKING:
    from briefgen.facts.kinds import Kinds


class FileReader(Protocol):
    """Who reads files, and keeps what is left of those with faults."""

    kinds: Kinds

    @property
    def remains(self) -> Mapping[str, tuple[list[Record], object]]: ...

    def read(self, file: FactFile) -> None: ...


class Gathering:
    """The records of all files; of those that the shelf knows references are followed again only where they may lead
    elsewhere by now, and their statements are not read.
    """

    def __init__(self, files: list[FactFile], parsing: FileReader, place: Locate, shelf: Shelf) -> None:
        self.files, self.parsing, self.shelf = files, parsing, shelf
        self.schema = parsing.kinds.schema
        self.heads: dict[str, Record] = {}
        self.twice: list[tuple[str, Record]] = []
        for file in files:
            for head in file.heads:
                if self.heads.setdefault(head.key, head) is not head:
                    self.twice.append((file.name, head))
        remains = (record.key for records, _ in parsing.remains.values() for record in records)
        broken = [*keys_of_broken(files, parsing.kinds), *remains]
        codes = {code: key for file in files for code, key in self._codes(file).items()}
        self.references = UnknownReferences(self.schema, self.heads, broken, place, codes, parsing.kinds.unread)
        self.names_digest = self.references.names_digest
        self.left: tuple[Record, ...] = ()

    def _codes(self, file: FactFile) -> Mapping[str, str]:
        if file.records or file.kept is None:
            return codes_of(self.schema, file.records)
        return file.kept.codes

    def base(self, problems: list[Diagnostic], kinds_digest: str) -> FactBase:
        """The base of all sound records; `kinds_digest` stands for their kinds."""
        problems.extend(twice(head, self.heads[head.key]) for _, head in self.twice)
        is_as_before = self.names_digest == self.shelf.names_digest
        known: dict[str, Record] = {}
        registered: dict[str, None] = {}
        for file in self.files:
            if file.kept is not None and not file.records:
                if is_as_before or self.references.hold(file.kept.links, file.kept.registered):
                    problems.extend(self.shelf.warnings(file.kept, file.name))
                    registered.update(dict.fromkeys(file.kept.registered))
                    continue
                self.parsing.read(file)
            known.update((record.key, record) for record in self._followed(file))
            registered.update(self.references.registered)
        self.references.links, self.references.registered = {}, {}
        remains = [record for records, _ in self.parsing.remains.values() for record in records]
        self.left = tuple([self.references.resolve(record) for record in remains])
        registered.update(self.references.registered)
        problems.extend(self.references.problems)
        if not has_errors(problems):  # else what rests on a passage may stand in a record that could not be read
            problems.extend(_unused(self.files))
        for key in registered:
            known[key] = with_roles(state_of(key), self.schema)
        content = "\n".join([kinds_digest, *(f"{f.name} {f.digest}" for f in self.files)])
        digest = blake2b(content.encode(), digest_size=16).hexdigest()
        if self.shelf.slots is None:
            return FactBase(self.schema, known.values(), digest)
        by_name = {file.name: file for file in self.files}
        heads = {**{key: record for key, record in known.items() if key not in self.heads}, **self.heads}
        shelved = ShelvedRecords(heads, known, lambda name: self._records(by_name[name]))
        return ShelvedFacts(self.schema, shelved, digest, {f.name: f.kept for f in self.files if f.kept})

    def _followed(self, file: FactFile) -> list[Record]:
        """The records of a file that was parsed, with each reference followed; then it is known what to keep of it."""
        links, self.references.links, self.references.registered = self.references, {}, {}
        before = len(links.problems)
        own: dict[str, Record] = {}
        for record in file.records:
            if record.key not in own and self.heads[record.key].file == file.name:
                own[record.key] = links.resolve(record)
        found = list(own.values())
        if len(links.problems) > before or any(name == file.name for name, _ in self.twice):
            file.kept = None
        if file.kept is None or self.shelf.slots is None:
            return found
        statements = [s for record in found for s in record.statements]
        kept, file.kept.heads = file.kept, file.heads
        kept.links, kept.registered = links.links, list(links.registered)
        kept.refers = list(dict.fromkeys(key for s in statements for key in references(s, self.schema)))
        kept.last, kept.codes = last_day_of(found), codes_of(self.schema, found)
        kept.marked = [(s.id, s.marking) for s in statements if s.marking]
        kept.rows = packed([statement_rows(record) for record in found])
        kept.mark = mark_of(kept.heads, kept.rows)
        return found

    def _records(self, file: FactFile) -> list[Record]:
        """The records of a file that is known, with their statements."""
        rows = self.shelf.statements(file.kept) if file.kept is not None else None
        if rows is None:  # what was kept of it is damaged
            self.parsing.read(file)
            return [self.references.resolve(record) for record in file.records]
        return [with_statements(head, found) for head, found in zip(file.heads, rows, strict=True)]

    def keep(self) -> None:
        """Keep what is new on the shelf, and no file that is gone or at fault."""
        files = {file.name: file.kept for file in self.files if file.kept is not None}
        is_new = any(kept.rows for kept in files.values()) or self.names_digest != self.shelf.names_digest
        if is_new or files.keys() != self.shelf.names:
            self.shelf.keep(files, schema_row(self.schema), self.names_digest)


def _unused(files: list[FactFile]) -> Iterable[Diagnostic]:
    """Passages that stand with a source and on which no record rests."""
    used = {(id_, name) for f in files for id_, _, names in f.uses for name in names}
    for file in files:
        for name, at in file.named.items():
            if (file.stem, name) in used:
                continue
            if name.startswith(NUMBERED):
                message, hint = "no quote is read off this passage", "quote it by its first and last words"
                yield Diagnostic(Location(excerpt_of(file.name), *at), message, "unused-passage", hint)
            else:
                message, hint = f"no record rests on the passage {quoted(name)}", f"name it: from: {file.stem}#{name}"
                yield Diagnostic(Location(file.name, *at), message, "unused-passage", hint)


def twice(record: Record, first: Record) -> Diagnostic:
    message = f"the {record.kind} '{record.id}' stands twice, first at {first.file}:{first.line}:{first.column}"
    place = Location(record.file, record.line, record.column)
    return Diagnostic(place, message, "duplicate-id", hint="give one of them another id")
