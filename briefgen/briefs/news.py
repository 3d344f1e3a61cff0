"""What is new in a brief since an earlier one: statement by statement, as plain data.

A snapshot is what a brief rested on, in values that can be kept as JSON. Comparing two says what was added,
changed, newly contested, resolved or withdrawn. A new citation of the same value is no news; another detail of it,
such as the status of somebody on a list, is.
"""

from __future__ import annotations

import builtins
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import asdict
from enum import StrEnum
from typing import Any

from briefgen.citations.evidence import Evidences
from briefgen.facts.conflicts.conflict import Conflict
from briefgen.facts.factbase import FactBase, in_language
from briefgen.frozen import dataclass
from briefgen.model.schema import NUMBER, SOURCE, TOPIC, FieldSpec
from briefgen.model.statement import CUT, Rank, Statement
from briefgen.query.about import Disputes
from briefgen.rendering.scope import Scope

OPEN = "open"
SCOPE = "scope"
"""Qualifies a list of participants: whether it names all."""
REWORDED = 0.5
"""From which share of equal words on, two texts are one that was worded anew."""


@dataclass(frozen=True, slots=True)
class Fact:
    """A statement as a brief printed it: `words` are its value in the brief's language.

    `single` says that its subject has one value of this property, so that another one takes its place. `about` is
    what the subject is called; `details` are the words of what qualifies the value, None where that was not kept.
    """

    id: str
    subject: str
    property: str
    words: str
    sources: tuple[str, ...] = ()
    single: bool = True
    about: str = ""
    details: tuple[tuple[str, str], ...] | None = None

    def says_as(self, other: Fact) -> bool:
        """Whether a reader is told the same; where details were not kept, two of one id are."""
        known = self.details is not None and other.details is not None
        return self.words == other.words and (self.details == other.details if known else self.id == other.id)


@dataclass(frozen=True, slots=True)
class Dispute:
    """A conflict that a brief showed; `status` is open or explained, `said` how the desk explains it."""

    id: str
    subjects: tuple[str, ...]
    property: str
    status: str
    values: tuple[str, ...] = ()
    said: str = ""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """What a brief rested on, in the order of the brief."""

    facts: tuple[Fact, ...] = ()
    disputes: tuple[Dispute, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """The snapshot as plain JSON data; `from_json` gives an equal one."""
        return asdict(self)

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Snapshot:
        """Raises KeyError or TypeError for what `as_json` did not give."""
        facts = (Fact(**{**f, "sources": tuple(f["sources"]), "details": _pairs(f)}) for f in data["facts"])
        lists = ("subjects", "values")
        disputes = (Dispute(**{**d, **{name: tuple(d[name]) for name in lists}}) for d in data["disputes"])
        return cls(tuple(facts), tuple(disputes))


def _pairs(fact: Mapping[str, Any]) -> tuple[tuple[str, str], ...] | None:
    details = fact.get("details")
    return None if details is None else tuple((name, words) for name, words in details)


class Sort(StrEnum):
    """What sort of news it is."""

    ADDED = "added"
    CHANGED = "changed"
    CONTESTED = "contested"
    RESOLVED = "resolved"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class News:
    """One piece of news about a property of a subject: the facts that were, those that are, or the dispute."""

    sort: Sort
    subject: str
    property: str
    was: tuple[Fact, ...] = ()
    now: tuple[Fact, ...] = ()
    dispute: Dispute | None = None

    @builtins.property  # `property` is a field of this class
    def statements(self) -> tuple[str, ...]:
        """The ids of the statements that came or went."""
        return tuple(fact.id for fact in (*self.was, *self.now))


def take_snapshot(scope: Scope, statements: Iterable[str], conflicts: Iterable[Conflict]) -> Snapshot:
    """What a brief rests on: its statements by id (`Resolved.statements`) and its conflicts, in a scope's words."""
    facts = tuple(_fact(scope, scope.base.statement(id_)) for id_ in statements)
    return Snapshot(facts, tuple(_dispute(scope, conflict) for conflict in conflicts))


def _fact(scope: Scope, statement: Statement) -> Fact:
    spec = scope.spec(statement)
    sources = tuple(dict.fromkeys(c.source for c in statement.citations))
    words = scope.shown(statement, spec)
    details = tuple((name, text) for name, text in _details(scope, statement, spec) if text)
    about = called(scope, statement.subject)
    return Fact(statement.id, statement.subject, statement.property, words, sources, not spec.many, about, details)


def called(scope: Scope, key: str) -> str:
    """What a record is called in a few words: what took place by place and date, a claim by who made it."""
    evidences = Evidences(scope.base, scope.locale)
    words = evidences.called(key)
    scope.looked.named.update(evidences.named)
    return words


def _details(scope: Scope, statement: Statement, spec: FieldSpec) -> Iterator[tuple[str, str]]:
    """What qualifies a value, in words; not its rank among others and not the themes it is found by."""
    for name, value in sorted(statement.qualifiers.items()):
        if CUT in statement.qualifiers and name in (CUT, SCOPE):
            continue  # that something was held back from a list is no news of the rest
        of = spec.qualifiers[name]
        if of.type != NUMBER and not (of.kinds and all(scope.base.acts(kind, TOPIC) for kind in of.kinds)):
            yield name, ", ".join(scope.words(of, one) for one in (value if of.many else [value]))


def _dispute(scope: Scope, conflict: Conflict) -> Dispute:
    found = (scope.base.statement(id_) for id_ in conflict.statements)
    values = tuple(dict.fromkeys(scope.shown(s, scope.spec(s)) for s in found))
    said = in_language(conflict.explanation, scope.locale.tag) if conflict.explanation else ""
    return Dispute(conflict.id, conflict.subjects, conflict.property, conflict.status, values, said)


def find_news(old: Snapshot, new: Snapshot) -> tuple[News, ...]:
    """What is new: facts in the order of the new brief, disputes, then what was withdrawn in the order of the old."""
    reworded = _reworded(old, new)
    found = (*_facts(old, new, reworded), *_disputes(old, new), *_withdrawn(old, new, reworded))
    subjects = {fact.subject for fact in old.facts}
    return tuple(news for news in found if not _says_the_same(news) and not _is_said_already(news, subjects))


def only_fell_out(base: FactBase, disputes: Disputes, news: News) -> bool:
    """Whether a brief has no room any more for what is on record as before: it is not withdrawn, nor is it settled."""
    if news.sort is Sort.RESOLVED:
        assert news.dispute is not None
        return any(c.status == OPEN for c in disputes.named((news.dispute.id,)))
    return news.sort is Sort.WITHDRAWN and not any(_is_gone(base, fact.id) for fact in news.was)


def _is_gone(base: FactBase, id_: str) -> bool:
    """Whether a statement is on record no more, or is deprecated."""
    statement = base.statement_or_none(id_)
    record = base.record(statement.subject) if statement is not None else None
    return statement is None or statement.rank is Rank.DEPRECATED or record is None or bool(record.deprecated)


def _is_said_already(news: News, subjects: Collection[str]) -> bool:
    """Whether it only says of a source that the brief did not have, when it appeared, or who makes a new claim."""
    is_beside = news.subject.startswith(f"{SOURCE}/") or news.property == "said_by"
    return news.sort is Sort.ADDED and is_beside and news.subject not in subjects


def _says_the_same(news: News) -> bool:
    """Whether a reader would see no difference, as with a value that has only got another rank in its list."""
    both = list(zip(news.was, news.now, strict=False))
    return len(news.was) == len(news.now) > 0 and all(was.says_as(now) for was, now in both)


def _facts(old: Snapshot, new: Snapshot, reworded: Mapping[str, Fact]) -> Iterator[News]:
    known = {fact.id: fact for fact in old.facts}
    replaced = _gone(old, new)
    told: set[tuple[str, str]] = set()
    for fact in new.facts:
        key = (fact.subject, fact.property)
        if fact.id in known:
            yield News(Sort.CHANGED, *key, (known[fact.id],), (fact,))
        elif not fact.single:
            yield _news_of(key, tuple([reworded[fact.id]] if fact.id in reworded else ()), (fact,))
        elif key not in told:
            told.add(key)
            came = tuple(f for f in new.facts if (f.subject, f.property) == key and f.id not in known)
            yield _news_of(key, replaced.get(key, ()), came)


def _news_of(key: tuple[str, str], was: tuple[Fact, ...], now: tuple[Fact, ...]) -> News:
    return News(Sort.CHANGED if was else Sort.ADDED, *key, was, now)


def _gone(old: Snapshot, new: Snapshot) -> dict[tuple[str, str], tuple[Fact, ...]]:
    """The facts of the old brief that are not in the new one, by subject and property."""
    return _by_key(old.facts, {fact.id for fact in new.facts})


def _by_key(facts: Iterable[Fact], without: Collection[str]) -> dict[tuple[str, str], tuple[Fact, ...]]:
    found: dict[tuple[str, str], tuple[Fact, ...]] = {}
    for fact in facts:
        if fact.id not in without:
            key = (fact.subject, fact.property)
            found[key] = (*found.get(key, ()), fact)
    return found


def _reworded(old: Snapshot, new: Snapshot) -> dict[str, Fact]:
    """Of values that may stand beside others, which came in the place of which: by id of the new one.

    What shares most words goes together first; an old value is taken once.
    """
    gone, came = _gone(old, new), _by_key(new.facts, {fact.id for fact in old.facts})
    alike = [
        (share, now, was)
        for key, facts in came.items()
        for now in facts
        for was in gone.get(key, ())
        if not now.single and (share := _share(was.words, now.words)) >= REWORDED
    ]
    found: dict[str, Fact] = {}
    for _, now, was in sorted(alike, key=lambda pair: -pair[0]):
        if now.id not in found and was not in found.values():
            found[now.id] = was
    return found


def _share(one: str, other: str) -> float:
    from difflib import SequenceMatcher

    return SequenceMatcher(None, one.split(), other.split(), autojunk=False).ratio()


def _withdrawn(old: Snapshot, new: Snapshot, reworded: Mapping[str, Fact]) -> Iterator[News]:
    known = {fact.id for fact in old.facts}
    replaced = {(f.subject, f.property) for f in new.facts if f.single and f.id not in known}
    kept = {fact.id for fact in reworded.values()}
    for key, facts in _gone(old, new).items():
        if key not in replaced:
            yield from (News(Sort.WITHDRAWN, *key, was=(fact,)) for fact in facts if fact.id not in kept)


def _explanation(dispute: Dispute, words: str) -> Fact:
    """What the desk says of a conflict, told like a fact."""
    return Fact(dispute.id, dispute.subjects[0], dispute.property, words)


def _disputes(old: Snapshot, new: Snapshot) -> Iterator[News]:
    before = {d.id: d for d in old.disputes}
    after = {d.id: d for d in new.disputes}
    for dispute in new.disputes:
        was_open = dispute.id in before and before[dispute.id].status == OPEN
        if dispute.status == OPEN and not was_open:
            yield News(Sort.CONTESTED, dispute.subjects[0], dispute.property, dispute=dispute)
        elif dispute.id in before and (said := before[dispute.id].said) not in ("", dispute.said) and dispute.said:
            was, now = (_explanation(dispute, words) for words in (said, dispute.said))
            yield News(Sort.CHANGED, dispute.subjects[0], dispute.property, (was,), (now,), dispute)
    for dispute in old.disputes:
        is_open = dispute.id in after and after[dispute.id].status == OPEN
        if dispute.status == OPEN and not is_open:
            yield News(Sort.RESOLVED, dispute.subjects[0], dispute.property, dispute=dispute)
