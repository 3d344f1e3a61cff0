"""The sentences of briefs: those that print what a record states, now or as it would be, and those with some words.

A brief is made in memory, by a child within limits, once for each state of the workspace.
"""

from __future__ import annotations

import time
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from briefgen.citations.resolve import NotedSentence
from briefgen.desk.findings import folded_name
from briefgen.desk.recording.verdicts import Verdicts
from briefgen.desk.studio import ListedBrief, Studio
from briefgen.errors import Problems, UsageProblem
from briefgen.facts.factbase import FactBase, references
from briefgen.frozen import replace
from briefgen.model.statement import Statement
from briefgen.production.trace import lines_that_print, sentences_of
from briefgen.workspace.workspace import Workspace

MOST_BRIEFS = 6
"""How many briefs are made to find the sentences that print a value."""
WHILE_TYPING = 2
"""How many of them while somebody types."""
PATIENCE = 2.5
"""Seconds for which a search goes on making briefs; the next one goes on from there."""
MOST_FOUND = 60

Lines = Mapping[str, list[tuple[str, int]]]


@dataclass(frozen=True, slots=True)
class PrintedSentence:
    """A sentence of a brief, and the statements asked about that it prints."""

    text: str
    statements: tuple[Statement, ...]


Printed = list[tuple[ListedBrief, tuple[PrintedSentence, ...]]]


@dataclass
class PrintedBriefs:
    """The briefs of a workspace as their sentences; what was made is kept until something is saved."""

    studio: Studio
    _made: dict[tuple[int, str, str], tuple[NotedSentence, ...]] = field(default_factory=dict)
    _lines: dict[tuple[int, str, str], Lines] = field(default_factory=dict)

    def about(self, workspace: Workspace, key: str) -> list[ListedBrief]:
        """The briefs in which a record is likeliest to be told of: those about it, and about what it is tied to."""
        base = workspace.facts.base
        if (record := base.record(key)) is None:
            return []
        near = {key, *(s.subject for s in base.referring(key))}
        near |= {other for s in record.statements for other in references(s, base.schema)}
        kinds = {name: workspace.kind(name)[0].about for name in workspace.kinds}
        briefs = [b for b in self.studio.listing().briefs if f"{kinds.get(b.kind)}/{b.id}" in near]
        return sorted(briefs, key=lambda b: f"{kinds[b.kind]}/{b.id}" != key)[:MOST_BRIEFS]

    def sentences(self, workspace: Workspace, brief: ListedBrief) -> tuple[NotedSentence, ...]:
        """The sentences of a brief that have notes; none where it cannot be made."""
        asked = (self.studio.generation, brief.kind, brief.id)
        if asked not in self._made:
            self._made = {key: said for key, said in self._made.items() if key[0] == asked[0]}
            self._made[asked] = _sentences(workspace, brief)
        return self._made[asked]

    def printing(self, workspace: Workspace, key: str, wanted: Collection[Statement]) -> Printed:
        """The sentences that print some of the statements, in the briefs near a record."""
        by_id = {s.id: s for s in wanted}
        briefs = self.about(workspace, key)
        return _with((brief, _among(self.sentences(workspace, brief), by_id)) for brief in briefs)

    def would_print(self, workspace: Workspace, key: str, verdicts: Verdicts) -> Printed:
        """The sentences that would print what is new or changed in a file that is not saved yet."""
        known = workspace.facts.base
        fresh = {s.id: s for record in verdicts.records for s in record.statements if _is_new(known, s)}
        then = as_if(workspace, verdicts.base)
        briefs = self.about(workspace, key)[:WHILE_TYPING] if fresh else []
        return _with((brief, _among(_sentences(then, brief), fresh)) for brief in briefs)

    def lines(self, workspace: Workspace, statement: Statement) -> list[tuple[ListedBrief, list[tuple[str, int]]]]:
        """The lines of templates that print a statement, by the brief in which they do."""
        found = []
        for brief in self.about(workspace, statement.subject):
            kind = workspace.kind(brief.kind)[0]
            asked = (self.studio.generation, brief.kind, brief.id)
            if asked not in self._lines:
                self._lines = {key: lines for key, lines in self._lines.items() if key[0] == asked[0]}
                self._lines[asked] = lines_that_print(workspace, kind, f"{kind.about}/{brief.id}")
            if places := self._lines[asked].get(statement.id, []):
                found.append((brief, places))
        return found

    def with_words(self, workspace: Workspace, words: str) -> tuple[Printed, int]:
        """The sentences of all briefs in which some words stand, and how many briefs were not looked through yet."""
        wanted, base = folded_name(words).split(), workspace.facts.base
        found: Printed = []
        left, end = 0, time.monotonic() + PATIENCE
        for brief in self.studio.listing().briefs:
            is_made = (self.studio.generation, brief.kind, brief.id) in self._made
            if not is_made and time.monotonic() > end:
                left += 1
                continue
            said = {}
            for one in self.sentences(workspace, brief):
                if all(word in folded_name(one.text) for word in wanted):
                    statements = (base.statement_or_none(id_) for id_ in one.statements)
                    said[one.text] = PrintedSentence(one.text, tuple(s for s in statements if s is not None))
            if said:
                found.append((brief, tuple(said.values())))
        return found[:MOST_FOUND], left


def as_if(workspace: Workspace, base: FactBase) -> Workspace:
    """The workspace with other facts, for what is made in memory; its templates are not read again.

    Quotes are those that are known: what is made of it is looked at for its sentences alone.
    """
    then = Workspace(workspace.home, workspace.store)
    then.facts = replace(workspace.facts, base=base)
    then.verification, then.compiled = workspace.verification, workspace.compiled
    return then


def _sentences(workspace: Workspace, brief: ListedBrief) -> tuple[NotedSentence, ...]:
    kind = workspace.kind(brief.kind)[0].for_audience(workspace.audience)
    try:
        return sentences_of(workspace, kind, f"{kind.about}/{brief.id}").sentences
    except (Problems, UsageProblem):
        return ()


def _among(sentences: Collection[NotedSentence], wanted: Mapping[str, Statement]) -> tuple[PrintedSentence, ...]:
    """The sentences that print some of the statements, each text once."""
    found: dict[str, PrintedSentence] = {}
    for sentence in sentences:
        if said := tuple(wanted[id_] for id_ in sentence.statements if id_ in wanted):
            found.setdefault(sentence.text, PrintedSentence(sentence.text, said))
    return tuple(found.values())


def _with(found: Iterable[tuple[ListedBrief, tuple[PrintedSentence, ...]]]) -> Printed:
    return [(brief, said) for brief, said in found if said]


def _is_new(base: FactBase, statement: Statement) -> bool:
    """Whether a statement is not there yet, or says or rests on something else."""
    known = base.statement_or_none(statement.id)
    return known is None or (known.as_data(), known.citations) != (statement.as_data(), statement.citations)
