"""Records found by any of their names, in any spelling, and everything in a workspace that has some words in it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from anyascii import anyascii
from rapidfuzz.fuzz import partial_ratio

from briefgen.facts.factbase import FactBase
from briefgen.model.statement import Record
from briefgen.query.whose import names_of, state_with_code, whose_name
from briefgen.workspace.open_facts import name_of, words_of
from briefgen.workspace.workspace import Workspace

MOST = 12
"""How many records are offered for what was typed."""
MOST_FOUND = 60
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
    if len(found) < MOST and len(wanted) > _SHORTEST:
        known = {key for _, _, key in found}
        found += [(8, 0, one.record.key) for one in whose_name(base, typed, kinds) if one.record.key not in known]
        found += _nearly(wanted, index, kinds, {key for _, _, key in found})
    return [NamedRecord(key, name_of(workspace, key)) for _, _, key in sorted(found)[:MOST]]


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


# --- Search ---


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
            if len(found[0]) >= MOST_FOUND:
                return found[0]
    return [one for ranked in found for one in ranked][:MOST_FOUND]


def passages_with(workspace: Workspace, words: str) -> list[tuple[str, str]]:
    """The paragraphs of archived texts in which some words stand: source and the words around the first of them."""
    wanted = folded_name(words)
    found = []
    for source, text in workspace.verification.archive.texts.items():
        for line in text.text.split("\n"):
            at = folded_name(line).find(wanted)
            if at >= 0:
                found.append((source, line[max(at - 80, 0) : at + 160].strip()))
                if len(found) >= MOST_FOUND:
                    return found
    return found
