"""What is found at the desk: records by any of their names, what has some words in it, and the sentences of briefs.

A brief is made in memory, by a child within limits, once for each state of the workspace.
"""

from __future__ import annotations

import time
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from anyascii import anyascii
from rapidfuzz.fuzz import partial_ratio

from briefgen.citations.resolve import NotedSentence
from briefgen.desk.recording.verdicts import Verdicts
from briefgen.desk.studio import ListedBrief, Studio
from briefgen.errors import Problems, UsageProblem
from briefgen.facts.factbase import FactBase, references
from briefgen.frozen import replace
from briefgen.model.statement import Record, Statement
from briefgen.production.trace import lines_that_print, sentences_of
from briefgen.query.whose import names_of, state_with_code, whose_name
from briefgen.workspace.open_facts import name_of, words_of
from briefgen.workspace.workspace import Workspace

_MOST = 12
"""How many records are offered for what was typed."""
_MOST_FOUND = 60
_SHORTEST = 2
_NEARLY = 80


@dataclass(frozen=True, slots=True)
class NamedRecord:
    """A record that may be meant: its key, and its name as a brief would print it."""

    key: str
    name: str

    def as_json(self) -> dict[str, str]:
        kind, _, id_ = self.key.partition("/")
        return {"key": self.key, "kind": kind, "id": id_, "name": self.name}


def records_named(workspace: Workspace, typed: str, kinds: Collection[str] = ()) -> list[NamedRecord]:
    """The records that what was typed may mean, the likeliest first; of `kinds` alone, where any are given."""
    base, wanted = workspace.facts.base, folded_name(typed)
    index = _index(workspace)
    coded = state_with_code(base, typed.strip().upper(), kinds)
    found = [(0, 0, coded)] if coded else []
    for key, names in index.items():
        if key != coded and (not kinds or key.partition("/")[0] in kinds):
            rank = min((_rank(wanted, name) for name in names), default=9)
            if rank < 9:
                found.append((rank, len(names[0]), key))
    if len(found) < _MOST and len(wanted) > _SHORTEST:
        known = {key for _, _, key in found}
        found += [(8, 0, one.record.key) for one in whose_name(base, typed, kinds) if one.record.key not in known]
        found += _nearly(wanted, index, kinds, {key for _, _, key in found})
    return [NamedRecord(key, name_of(workspace, key)) for _, _, key in sorted(found)[:_MOST]]


def _rank(wanted: str, name: str) -> int:
    if name == wanted:
        return 0
    if name.startswith(wanted):
        return 1
    if f" {wanted}" in name or f"-{wanted}" in name:
        return 2
    return 3 if wanted in name else 9


def _nearly(
    wanted: str, index: Mapping[str, tuple[str, ...]], kinds: Collection[str], known: Collection[str]
) -> Iterator[tuple[int, int, str]]:
    """Records of which a name is nearly what was typed so far."""
    for key, names in index.items():
        if key not in known and (not kinds or key.partition("/")[0] in kinds):
            likeness = max((partial_ratio(wanted, name) for name in names if len(name) > _SHORTEST), default=0)
            if likeness >= _NEARLY:
                yield 110 - int(likeness), 0, key


def folded_name(name: str) -> str:
    """A name in small Latin letters without marks."""
    return " ".join(anyascii(name).casefold().split())


def _index(workspace: Workspace) -> dict[str, tuple[str, ...]]:
    """Every name of every record, folded; worked out once for each state of the facts."""
    base = workspace.facts.base
    found: dict[str, tuple[str, ...]] | None = base.found.get("desk names")
    if found is None:
        found = {r.key: tuple(dict.fromkeys(_names(workspace, base, r))) for r in base.records.values()}
        base.found["desk names"] = found
    return found


def _names(workspace: Workspace, base: FactBase, record: Record) -> Iterator[str]:
    yield folded_name(name_of(workspace, record.key))
    yield record.id
    yield from map(folded_name, names_of(base, record))


# --- Facts and archived texts that have some words in them ---


@dataclass(frozen=True, slots=True)
class FoundFact:
    """A statement with the words that were looked for, in its value or in what it quotes."""

    record: str
    id: str
    property: str
    words: str
    sources: tuple[str, ...]


def facts_with(workspace: Workspace, words: str) -> list[FoundFact]:
    """The statements that say some words, then those whose quotes have them, then those whose record's id does."""
    wanted = folded_name(words).split()
    found: tuple[list[FoundFact], ...] = ([], [], [])
    for record in workspace.facts.base.records.values():
        for statement in record.statements:
            said, text = words_of(workspace, statement), ""
            quotes = " ".join(c.quote for c in statement.citations)
            for ranked, more in zip(found, (said, quotes, record.id), strict=True):
                text += f" {folded_name(more)}"
                if all(word in text for word in wanted):
                    sources = tuple(dict.fromkeys(c.source for c in statement.citations))
                    ranked.append(FoundFact(record.key, statement.id, statement.property, said, sources))
                    break
            if len(found[0]) >= _MOST_FOUND:
                return found[0]
    return [one for ranked in found for one in ranked][:_MOST_FOUND]


def passages_with(workspace: Workspace, words: str) -> list[tuple[str, str]]:
    """The paragraphs of archived texts in which some words stand: source and the words around the first of them."""
    wanted = folded_name(words)
    found = []
    for source, text in workspace.verification.archive.texts.items():
        for line in text.text.split("\n"):
            at = folded_name(line).find(wanted)
            if at >= 0:
                found.append((source, line[max(at - 80, 0) : at + 160].strip()))
                if len(found) >= _MOST_FOUND:
                    return found
    return found


# --- The sentences of briefs: those that print what a record states, now or as it would be, or have some words ---


_MOST_BRIEFS = 6
"""How many briefs are made to find the sentences that print a value."""
_WHILE_TYPING = 2
"""How many of them while somebody types."""
_PATIENCE = 2.5
"""Seconds for which a search goes on making briefs; the next one goes on from there."""

_Lines = Mapping[str, list[tuple[str, int]]]


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
    _lines: dict[tuple[int, str, str], _Lines] = field(default_factory=dict)

    def about(self, workspace: Workspace, key: str) -> list[ListedBrief]:
        """The briefs in which a record is likeliest to be told of: those about it, and about what it is tied to."""
        base = workspace.facts.base
        if (record := base.record(key)) is None:
            return []
        near = {key, *(s.subject for s in base.referring(key))}
        near |= {other for s in record.statements for other in references(s, base.schema)}
        kinds = {name: workspace.kind(name)[0].about for name in workspace.kinds}
        briefs = [b for b in self.studio.listing().briefs if f"{kinds.get(b.kind)}/{b.id}" in near]
        return sorted(briefs, key=lambda b: f"{kinds[b.kind]}/{b.id}" != key)[:_MOST_BRIEFS]

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
        then = _as_if(workspace, verdicts.base)
        briefs = self.about(workspace, key)[:_WHILE_TYPING] if fresh else []
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
        left, end = 0, time.monotonic() + _PATIENCE
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
        return found[:_MOST_FOUND], left


def _as_if(workspace: Workspace, base: FactBase) -> Workspace:
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
