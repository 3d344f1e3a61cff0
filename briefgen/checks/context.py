"""What rules look at: the facts, the archive and the lock, and what is worked out once for all rules."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import field
from functools import cached_property, partial
from typing import Any

from briefgen.archive.archived import Archive
from briefgen.checks.settings import Settings, Vocabulary
from briefgen.checks.verification import Lock, Verification
from briefgen.diagnostics import Location, quoted
from briefgen.facts.conflicts.conflict import Conflict
from briefgen.facts.conflicts.find import find_conflicts
from briefgen.facts.factbase import FactBase, in_language
from briefgen.frozen import dataclass
from briefgen.model.schema import FieldSpec, KindSpec
from briefgen.model.statement import Citation, Rank, Record, Statement

_DEPRECATED = Rank.DEPRECATED  # to be looked up once: each look takes long
BY_LANGUAGE = (dict, Mapping)
"""What a text is; nearly each is a plain mapping, which is told in no time."""
WordsAt = Callable[[str, Citation, int], tuple[int, int] | None]
"""The line and column at which a file has the words of a citation, nearest to a line; None for nowhere."""


def nowhere(_file: str, _citation: Citation, _near: int) -> None:
    """No file is looked into."""


@dataclass(frozen=True)
class Context:
    """All that rules may look at; what several rules need is worked out once."""

    base: FactBase
    archive: Archive = field(default_factory=Archive)
    lock: Lock = field(default_factory=dict)
    settings: Settings = field(default_factory=Settings)
    incomplete: bool = False  # some records could not be read: what seems to be missing may only be unread
    unread: frozenset[str] = frozenset()  # the words of files with errors, ids among them
    words_at: WordsAt = nowhere
    known_conflicts: Callable[[], tuple[Conflict, ...]] | None = None

    @cached_property
    def conflicts(self) -> tuple[Conflict, ...]:
        return (self.known_conflicts or partial(find_conflicts, self.base, language=self.settings.language))()

    @cached_property
    def verification(self) -> Verification:
        return Verification(self.base, self.archive, self.lock)

    @cached_property
    def vocabulary(self) -> Vocabulary:
        return Vocabulary(self.base)

    @cached_property
    def records(self) -> tuple[Record, ...]:
        """The records in force, by kind and id."""
        return tuple(r for r in self.base.records.values() if not r.deprecated)

    @cached_property
    def statements(self) -> tuple[Statement, ...]:
        """The statements in force: neither they nor their records are deprecated."""
        return tuple([s for r in self.records for s in r.statements if s.rank is not _DEPRECATED])

    @cached_property
    def sentences(self) -> tuple[Statement, ...]:
        """The sentences about meetings, documents and other subjects (what the models call items)."""
        return tuple(self.stated(lambda _, field: "function" in field.qualifiers))

    def stated(self, is_meant: Callable[[KindSpec, FieldSpec], bool]) -> Iterator[Statement]:
        """The statements in force of those fields that are meant; what has none of them is not looked at."""
        kinds = self.base.schema.items()
        meant = {kind: {name for name, field in spec.fields.items() if is_meant(spec, field)} for kind, spec in kinds}
        for record in self.records:
            if fields := meant.get(record.kind):
                yield from [s for s in record.statements if s.property in fields and s.rank is not _DEPRECATED]

    def acting(self, *parts: str) -> Iterator[Statement]:
        """The statements in force of records that act as one of `parts` (`schema.EVENT`, …)."""
        kinds = self.base.kinds_acting(*parts)
        own = (s for r in self.records if r.kind in kinds for s in r.statements)
        return (s for s in own if s.rank is not _DEPRECATED)

    def spec(self, statement: Statement) -> FieldSpec | None:
        """What the statement's property holds; None for a link that the loader added."""
        return self.base.schema[statement.kind].fields.get(statement.property)

    def place(self, statement: Statement) -> Location:
        return Location(self.base.heads[statement.subject].file, statement.line, statement.column)

    def place_of_words(self, statement: Statement, citation: Citation) -> Location:
        """Where a file has the words of a citation; the place of the statement where they are not to be found."""
        place = self.place(statement)
        at = self.words_at(place.file, citation, place.line)
        return Location(place.file, *at) if at else place

    def place_of(self, record: Record) -> Location:
        return Location(record.file, record.line, record.column)

    def show(self, value: Any) -> str:
        """A value as an editor wrote it, in quotation marks and short enough for a message."""
        text = in_language(value, self.settings.language) if isinstance(value, Mapping) else value
        return quoted(text, 80)


def texts_of(statement: Statement) -> Iterator[str]:
    """The words of a text value, in each of its languages."""
    if isinstance(statement.value, BY_LANGUAGE):
        yield from statement.value.values()
