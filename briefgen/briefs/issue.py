"""An issue of a brief: what it was made as, what is kept of it to compare later ones with, and its news.

A draft is made with the last issue behind it, an issue also with a number and a day of its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, field
from hashlib import sha256
from typing import Any

from briefgen.briefs.news import Fact, News, Snapshot, called
from briefgen.citations.resolve import NotedSentence
from briefgen.facts.factbase import FactBase, in_language
from briefgen.frozen import dataclass
from briefgen.language.in_words import date_in_words
from briefgen.model.dates import parse_date
from briefgen.model.statement import Statement, strings_in
from briefgen.rendering.scope import Scope, StatementValue
from briefgen.rendering.views import Missing, Value


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


# --- News since an issue as a template sees them: `brief.news`, for `_parts/news.md.j2` ---


def news_view(scope: Scope, found: Sequence[News], issuing: Issuing | None, key: str) -> dict[str, object]:
    """The news since an issue of the brief about `key`: each with its sort, its subject, the values then and now.

    What is still on record, deprecated values too, carries its note; what is not, such as a value that was taken
    out of the facts, is printed in the words of the issue, to which `note` points.
    """
    since = issuing.since if issuing else 0
    return {
        "issue": Value(str(since), raw=since),
        "note": _note(scope, issuing) if issuing and found else Value(""),
        "entries": tuple(_entry(scope, news, key) for news in found),
    }


def _note(scope: Scope, issuing: Issuing) -> Value:
    """Nothing but a note that names the issue."""
    words = scope.translation.text("Issue {n} of this brief, {day}.")
    day = date_in_words(scope.locale, parse_date(issuing.day)) if issuing.day else ""
    return Value("", scope.note(words.replace("{n}", str(issuing.since)).replace("{day}", day)))


def _entry(scope: Scope, news: News, key: str) -> dict[str, object]:
    return {
        "sort": str(news.sort),
        "kind": news.subject.partition("/")[0],
        "about": _about(scope, news, key),
        "property": scope.word("property", news.property),
        "was": _values(scope, news.was, news.now),
        "now": _values(scope, news.now, news.was),
        "values": (tuple(Value(words) for words in news.dispute.values) if news.dispute else ()),
        "why": _why(scope, news.was),
    }


def _about(scope: Scope, news: News, key: str) -> object:
    """What the subject is called; nothing for that of the brief, nor for a record that is its text, such as a gap."""
    kind = scope.base.schema.get(news.subject.partition("/")[0])
    if news.subject == key or (kind and kind.label == news.property):
        return Missing(f"{news.subject}: a name")
    if scope.base.record(news.subject) is None:
        return Value(next((f.about for f in news.was if f.about), scope.label(news.subject)))
    return Value(called(scope, news.subject))


def _values(scope: Scope, facts: Iterable[Fact], others: Sequence[Fact]) -> tuple[Value, ...]:
    known = {s.id: s for f in facts if (r := scope.base.record(f.subject)) for s in r.values(f.property)}
    found = []
    for fact in facts:
        told = _in_full(fact, [f for f in others if f.words == fact.words])
        value = StatementValue(scope, known[fact.id]) if fact.id in known else Value(fact.words)
        if fact.id in known and scope.shown(known[fact.id], scope.spec(known[fact.id])) == fact.words:
            told = f"{value.text}{told.removeprefix(fact.words)}"  # what it owes, such as "inferred", its note brings
        found.append(value.with_text(told))
    return tuple(found)


def _in_full(fact: Fact, others: Sequence[Fact]) -> str:
    """The words of a value; where it is only a detail that changed, with that detail, else with its status."""
    details = fact.details or ()
    shown = [words for f in others for name, words in details if (name, words) not in (f.details or ())]
    shown = shown if others else [words for name, words in details if name == "status"]
    return f"{fact.words} ({', '.join(shown)})" if shown else fact.words


def _why(scope: Scope, facts: Iterable[Fact]) -> object:
    """Why a value was deprecated, where that is on record."""
    for fact in facts:
        record = scope.base.record(fact.subject)
        for statement in record.values(fact.property) if record else ():
            if statement.id == fact.id and (statement.rank == "deprecated" or (record and record.deprecated)):
                words = statement.why or (record.deprecated if record else {})
                if words:
                    return Value(in_language(words, scope.locale.tag), scope.mark(statement), (statement.id,))
    return Missing("the reason")
