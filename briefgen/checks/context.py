"""What rules look at: the facts, the archive and the lock, and what is worked out once for all rules."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import field
from functools import cached_property
from typing import Any

from briefgen.archive.archived import Archive
from briefgen.checks.lock import Lock
from briefgen.checks.settings import Settings, Vocabulary
from briefgen.checks.verification import Verification
from briefgen.diagnostics import Location, quoted
from briefgen.facts.conflicts.conflict import Conflict
from briefgen.facts.conflicts.find import find_conflicts
from briefgen.facts.factbase import FactBase, in_language
from briefgen.frozen import dataclass
from briefgen.model.schema import FieldSpec
from briefgen.model.statement import Citation, Rank, Record, Statement

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

    @cached_property
    def conflicts(self) -> tuple[Conflict, ...]:
        return find_conflicts(self.base, language=self.settings.language)

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
        return tuple(s for r in self.records for s in r.statements if s.rank is not Rank.DEPRECATED)

    @cached_property
    def sentences(self) -> tuple[Statement, ...]:
        """The sentences about meetings, documents and other subjects (what the models call items)."""
        kinds = self.base.schema
        items = {
            (k, name) for k, spec in kinds.items() for name, f in spec.fields.items() if "function" in f.qualifiers
        }
        return tuple(s for s in self.statements if (s.kind, s.property) in items)

    def acting(self, *parts: str) -> Iterator[Statement]:
        """The statements in force of records that act as one of `parts` (`schema.EVENT`, …)."""
        kinds = self.base.kinds_acting(*parts)
        return (s for s in self.statements if s.kind in kinds)

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
