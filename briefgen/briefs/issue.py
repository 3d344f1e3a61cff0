"""An issue of a brief: what it was made as, and what is kept of it so that later ones can be compared with it.

A draft is made with the last issue behind it, an issue also with a number and a day of its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, field
from hashlib import sha256
from typing import Any

from briefgen.briefs.news import Snapshot
from briefgen.citations.resolve import NotedSentence
from briefgen.facts.factbase import FactBase
from briefgen.frozen import dataclass
from briefgen.model.statement import Statement, strings_in


@dataclass(frozen=True, slots=True)
class Issuing:
    """What a brief is made as: issue `number` of `date` (YYYY-MM-DD), or a draft where `number` is 0.

    `since` is the number of the issue before it, 0 for none, `day` its date, `last` what that rested on and `marking`
    how it was marked.
    """

    number: int = 0
    date: str = ""
    since: int = 0
    last: Snapshot = field(default_factory=Snapshot)
    marking: str = ""
    day: str = ""


@dataclass(frozen=True, slots=True)
class Ground:
    """A statement that a brief rests on: whose it is, its sources, the records it names, a hash of all it says."""

    id: str
    subject: str
    sources: tuple[str, ...]
    names: tuple[str, ...]
    sha256: str


@dataclass(frozen=True, slots=True)
class IssueContents:
    """What a brief rested on: every statement, the same as a snapshot for news, and the sentences with notes."""

    grounds: tuple[Ground, ...]
    snapshot: Snapshot
    sentences: tuple[NotedSentence, ...]

    def as_json(self) -> dict[str, Any]:
        """Plain JSON data; `from_json` gives an equal one."""
        return {
            "statements": [asdict(ground) for ground in self.grounds],
            "snapshot": self.snapshot.as_json(),
            "sentences": [asdict(sentence) for sentence in self.sentences],
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> IssueContents:
        """Raises KeyError or TypeError for what `as_json` did not give."""
        lists = ("sources", "names")
        grounds = (Ground(**{**g, **{name: tuple(g[name]) for name in lists}}) for g in data["statements"])
        sentences = (NotedSentence(s["text"], tuple(s["statements"]), tuple(s["notes"])) for s in data["sentences"])
        return cls(tuple(grounds), Snapshot.from_json(data["snapshot"]), tuple(sentences))


def grounds(base: FactBase, statements: Iterable[str]) -> tuple[Ground, ...]:
    """What stands behind the statements of a brief, by id."""
    return tuple(_ground(base, base.statement(id_)) for id_ in statements)


def _ground(base: FactBase, statement: Statement) -> Ground:
    sources = tuple(dict.fromkeys(c.source for c in statement.citations))
    said = [statement.id, statement.value, [[c.source, c.locator, c.quote] for c in statement.citations]]
    said += [statement.rank, statement.origin, statement.inferred, dict(statement.qualifiers), statement.marking]
    texts = strings_in((statement.value, dict(statement.qualifiers)))
    names = dict.fromkeys(key for key in texts if "/" in key and base.record(key))
    return Ground(statement.id, statement.subject, sources, tuple(names), sha256(repr(said).encode()).hexdigest())
