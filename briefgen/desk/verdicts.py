"""What `briefgen check` would say of a record that is not saved yet: of this file alone, so that it can follow a hand.

The file is read as it would be, its references are looked for among all records, its quotes in the archived texts, and
the rules look at its statements. What only all records together show (conflicts, names that two records share) is said
when it is saved.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from hashlib import blake2b

from briefgen.checks.context import Context
from briefgen.checks.registry import OF_ONE_FILE, run_checks
from briefgen.checks.settings import Settings
from briefgen.checks.verification import Checked, SourceText, Verification
from briefgen.diagnostics import Diagnostic, has_errors, in_order
from briefgen.facts.conflicts.conflict import Conflict
from briefgen.facts.factbase import FactBase
from briefgen.facts.files import FactFile
from briefgen.facts.kinds import Kinds
from briefgen.facts.loader import read_beside
from briefgen.model.schema import source_key
from briefgen.model.statement import Record, Statement
from briefgen.production.checking import check_settings, read_loaded_words
from briefgen.workspace.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Verdicts:
    """The records that a text gives, in a base with all others, and what is wrong with it."""

    records: tuple[Record, ...]
    base: FactBase
    diagnostics: tuple[Diagnostic, ...]

    @property
    def may_be_saved(self) -> bool:
        return not has_errors(self.diagnostics)


def verdicts_on(workspace: Workspace, name: str, raw: bytes, kinds: Kinds | None = None) -> Verdicts:
    """What is to be said of a file of facts by its name below the folder of facts, with this content.

    `kinds` are those of the workspace, where somebody keeps them.
    """
    home, base = workspace.home, workspace.facts.base
    shown = f"{home.shown('facts')}/{name}"
    digest = blake2b(raw, digest_size=16).hexdigest()
    file = FactFile(home.folder("facts") / name, shown, name.partition("/")[0], raw, digest)
    found, problems = read_beside(file, base, kinds or Kinds(base.schema, {}))
    others = [record for record in base.records.values() if record.file != shown]
    beside = FactBase(base.schema, [*others, *(r for r in found if base.records.get(r.key, r).file in (shown, r.file))])
    if not has_errors(problems):
        focus = _OneFile(beside, workspace.verification.archive, workspace.verification.lock, _settings(workspace))
        focus.look_at(shown, workspace.verification)
        problems = [*problems, *(d for d in run_checks(focus, OF_ONE_FILE) if d.location.file == shown)]
    return Verdicts(tuple(found), beside, tuple(in_order(problems)))


def _settings(workspace: Workspace) -> Settings:
    """What the rules are told of the workspace, worked out once for each of its states."""
    found: dict[object, Settings] = workspace.facts.base.found
    if _settings not in found:
        found[_settings] = check_settings(workspace, read_loaded_words(workspace)[0])
    return found[_settings]


class _OneFile(Context):
    """What rules see of one file: its records and statements, among all others that they may be looked up in."""

    def look_at(self, file: str, known: Verification) -> None:
        mine = tuple(r for r in self.base.records.values() if r.file == file)
        self.__dict__["records"] = tuple(r for r in mine if not r.deprecated)
        self.__dict__["verification"] = _QuotesOf(self.base, known, mine)

    @cached_property
    def conflicts(self) -> tuple[Conflict, ...]:
        return ()


class _QuotesOf(Verification):
    """The quotes of some records alone; texts that are folded already are not folded again."""

    def __init__(self, base: FactBase, known: Verification, records: tuple[Record, ...]) -> None:
        super().__init__(base, known.archive, known.lock)
        self.known, self.records = known, records

    def text(self, source: str) -> SourceText | None:
        key = source_key(source)
        is_as_before = self.base.record(key) is self.known.base.record(key)
        return self.known.text(source) if is_as_before else super().text(source)

    def _statements(self) -> Iterator[Statement]:
        return (s for record in self.records for s in record.statements)

    @cached_property
    def quotes(self) -> tuple[Checked, ...]:
        return tuple(self.of(s, c) for s in self._statements() for c in s.citations if c.quote)
