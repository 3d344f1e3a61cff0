"""The records of all files joined into one base: what refers to what, what stands twice, what rests on nothing.

Files with errors are told with it, and which briefs they concern: those may not be made as if nothing were missing.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from hashlib import blake2b
from sys import intern
from typing import Protocol

from briefgen.diagnostics import Diagnostic, Location, Severity, has_errors, nearest, quoted
from briefgen.facts.factbase import FactBase, last_day_of, with_roles
from briefgen.facts.files import NUMBERED, FactFile, excerpt_of
from briefgen.facts.kinds import Kinds
from briefgen.facts.questions import About, Question
from briefgen.facts.references import Locate, UnknownReferences, codes_of, state_of
from briefgen.facts.store.fact_rows import head_row, statement_rows, with_statements
from briefgen.facts.store.fact_store import (
    FactStore,
    FileEntry,
    LazyFactBase,
    LazyRecords,
    mark_of,
    packed,
    packed_references,
)
from briefgen.frozen import dataclass
from briefgen.model.schema import NESTED
from briefgen.model.statement import Record
from briefgen.regexes import pattern


class FileReader(Protocol):
    """Who reads files, and keeps what is left of those with faults."""

    kinds: Kinds

    @property
    def remains(self) -> Mapping[str, tuple[list[Record], object]]: ...

    def read(self, file: FactFile) -> None: ...


class Gathering:
    """The records of all files; of those that the store knows, references are followed again only where they may lead
    elsewhere by now, and their statements are not read.
    """

    def __init__(self, files: list[FactFile], parsing: FileReader, place: Locate, store: FactStore) -> None:
        self.files, self.parsing, self.store = files, parsing, store
        self.schema = parsing.kinds.schema
        self.heads: dict[str, Record] = {}
        self.twice: list[tuple[str, Record]] = []
        for file in files:
            for head in file.heads:
                if self.heads.setdefault(head.key, head) is not head:
                    self.twice.append((file.name, head))
        remains = (record.key for records, _ in parsing.remains.values() for record in records)
        broken = [*_keys_of_broken(files, parsing.kinds), *remains]
        codes = {code: key for file in files for code, key in self._codes(file).items()}
        self.references = UnknownReferences(self.schema, self.heads, broken, place, codes, parsing.kinds.unread)
        self.names_digest = self.references.names_digest
        self.left: tuple[Record, ...] = ()
        self.entries: dict[str, FileEntry] = {}
        self._rows: dict[str, bytes] = {}

    def _codes(self, file: FactFile) -> Mapping[str, str]:
        if file.records or file.entry is None:
            return codes_of(self.schema, file.records)
        return dict(file.entry.codes)

    def base(self, problems: list[Diagnostic], kinds_digest: str) -> FactBase:
        """The base of all sound records; `kinds_digest` stands for their kinds."""
        problems.extend(twice(head, self.heads[head.key]) for _, head in self.twice)
        is_as_before = self.names_digest == self.store.names_digest
        known: dict[str, Record] = {}
        registered: dict[str, None] = {}
        for file in self.files:
            if file.entry is not None and not file.records:
                if is_as_before or self.references.hold(file.entry.where_led(), file.entry.registered):
                    problems.extend(self.store.warnings(file.entry, file.name))
                    registered.update(dict.fromkeys(file.entry.registered))
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
        if self.store.cache is None:
            return FactBase(self.schema, known.values(), digest)
        by_name = {file.name: file for file in self.files}
        heads = {**{key: record for key, record in known.items() if key not in self.heads}, **self.heads}
        lazy = LazyRecords(heads, known, lambda name: self._records(by_name[name]))
        self.entries = {file.name: file.entry for file in self.files if file.entry is not None}
        return LazyFactBase(self.schema, lazy, digest, self.entries, kinds_digest)

    def _followed(self, file: FactFile) -> list[Record]:
        """The records of a file that was parsed, with each reference followed; then it is known what to keep of it."""
        links = self.references
        links.links, links.registered, links.refers = {}, {}, {}
        before = len(links.problems)
        own: dict[str, Record] = {}
        for record in file.records:
            if record.key not in own and self.heads[record.key].file == file.name:
                own[record.key] = links.resolve(record)
        found = list(own.values())
        if len(links.problems) > before or any(name == file.name for name, _ in self.twice):
            file.entry = None
        if file.entry is None or self.store.cache is None:
            return found
        statements = [s for record in found for s in record.statements]
        rows = self._rows[file.name] = packed(file.name, [statement_rows(record) for record in found])
        heads = tuple(map(head_row, file.heads))
        file.entry = file.entry._replace(
            heads=heads,
            references=packed_references(links.links, links.refers),
            registered=tuple(links.registered),
            last=intern(last_day_of(found)),  # of thousands it is the same: read back, it is one text
            marked=tuple([(s.id, s.marking) for s in statements if s.marking]),
            codes=tuple(codes_of(self.schema, found).items()),
            mark=mark_of(heads, rows),
        )
        return found

    def _records(self, file: FactFile) -> list[Record]:
        """The records of a file that is known, with their statements."""
        entry = self.entries.get(file.name)
        rows = self.store.statements(entry, file.name) if entry is not None else None
        if rows is None:  # what was kept of it is damaged
            self.parsing.read(file)
            return [self.references.resolve(record) for record in file.records]
        return [with_statements(head, found) for head, found in zip(file.heads, rows, strict=True)]

    def keep(self) -> None:
        """Keep in the store what is new, and no file that is gone or at fault."""
        is_new = self._rows or self.names_digest != self.store.names_digest
        if is_new or self.entries.keys() != self.store.names:
            self.store.keep(self.entries, self._rows, self.schema, self.names_digest)
        self.store.let_go()
        self._rows = {}


def _unused(files: list[FactFile]) -> Iterable[Diagnostic]:
    """Passages that stand with a source and on which no record rests."""
    used = {(id_, name) for f in files for id_, _, names in f.uses for name in names}
    for file in files:
        for name, at in file.named.items():
            if (file.stem, name) in used:
                continue
            if name.startswith(NUMBERED):
                message, hint = (
                    "no quote is read off this passage",
                    "take it out, or quote it by its first and last words",
                )
                yield Diagnostic(Location(excerpt_of(file.name), *at), message, "unused-passage", hint)
            else:
                message, hint = f"no record rests on the passage {quoted(name)}", f"name it: from: {file.stem}#{name}"
                yield Diagnostic(Location(file.name, *at), message, "unused-passage", hint)


def twice(record: Record, first: Record) -> Diagnostic:
    message = f"the {record.kind} '{record.id}' stands twice, first at {first.file}:{first.line}:{first.column}"
    place = Location(record.file, record.line, record.column)
    return Diagnostic(place, message, "duplicate-id", hint="give one of them another id")


# --- files with errors ---

_WORD = pattern(rb"[a-z0-9]+(?:-[a-z0-9]+)*")
_ID = pattern(rb"\bid: *[\"']?([a-z0-9-]+)")


@dataclass(frozen=True, slots=True)
class BrokenFile:
    """A file with errors: the keys of its records, whether they are missing from the base, the words in it."""

    file: str
    keys: frozenset[str]
    missing: bool
    words: frozenset[str]

    def concerns(self, questions: Iterable[str]) -> bool:
        """Whether a brief that asked these questions would be another if the file were sound."""
        kinds = {key.partition("/")[0] for key in self.keys} if self.missing else set[str]()
        return any(self._matters(Question(question), kinds) for question in questions)

    def _matters(self, question: Question, kinds: Collection[str]) -> bool:
        if question.about is About.RECORD or question.verb == "statement":
            return question.record in self.keys
        if question.about is About.KIND:
            return question.kind in kinds
        if question.about is About.REFERRING:
            id_ = question.record.partition("/")[2]
            return question.record in self.keys or (self.missing and id_ in self.words)
        return question.verb in ("everything", "chosen")


def broken_files(files: Iterable[FactFile], kinds: Kinds, problems: Iterable[Diagnostic]) -> Iterable[BrokenFile]:
    """The files in which an error was found."""
    faulty = {d.location.file for d in problems if d.severity is Severity.ERROR}
    for file in files:
        if file.name in faulty:
            keys = [r.key for r in file.heads] or list(_keys_of_broken([file], kinds))
            yield BrokenFile(file.name, frozenset(keys), not file.heads, words_in((file.raw or b"").lower()))


def _keys_of_broken(files: Iterable[FactFile], kinds: Kinds) -> Iterable[str]:
    """The keys of records that exist but could not be read, with those written inside them."""
    specs = {spec.folder: spec for spec in kinds.schema.values()}
    for file in files:
        if file.folder in kinds.broken:
            yield f"{kinds.broken[file.folder]}/{file.stem.lower()}"
        spec = specs.get(file.folder)
        if file.heads or spec is None:
            continue
        yield f"{spec.kind}/{file.stem.lower()}"
        inner = [kind for field in spec.fields.values() if field.type == NESTED for kind in field.kinds]
        for id_ in _ID.findall(file.raw or b"") if inner else ():
            yield from (f"{kind}/{id_.decode()}" for kind in inner)


def files_meant(broken: Iterable[BrokenFile], kind: str, named: str, known: Iterable[str]) -> frozenset[str]:
    """The files with errors that somebody means who names a record that is not there; none where another is nearer.

    It is the file of this id, in any case, be it in a folder of another kind, or of the id nearest to it. `known` are
    the ids that are there; `kind` is "" for any.
    """
    word = named.rpartition("/")[2].removesuffix(".yaml").lower()  # a shell completes the names of files
    files: dict[str, set[str]] = {}
    for file in broken:
        own = {id_ for of, _, id_ in (key.partition("/") for key in file.keys) if kind in ("", of)}
        stem = file.file.rpartition("/")[2].rpartition(".")[0].lower()
        for id_ in own | ({stem} & {word}):
            files.setdefault(id_, set()).add(file.file)
    near = [word] if word in files else nearest(word, dict.fromkeys([*known, *files]))
    return frozenset(files.get(near[0], ()) if near else ())


def words_in(raw: bytes) -> frozenset[str]:
    """The words of a file that may be ids."""
    return frozenset(word.decode() for word in _WORD.findall(raw))
