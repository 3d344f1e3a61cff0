"""Where each note of a brief comes from: the exact words, the source, and the lines that an editor opens."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from briefgen.checks.verification import Verdict, Verification
from briefgen.citations.resolve import Resolved
from briefgen.facts.factbase import in_language
from briefgen.language.dates import date_in_words
from briefgen.model.dates import parse_date
from briefgen.model.statement import Citation, Record, Statement
from briefgen.workspace.words import words_of
from briefgen.workspace.workspace import Workspace


@dataclass(frozen=True, slots=True)
class QuotedFact:
    """A statement that a note bears: what it says, and its line."""

    property: str
    words: str
    place: str
    basis: str = ""


@dataclass(frozen=True, slots=True)
class CitedSource:
    """A source as its record describes it; `place` is the record's file and line."""

    id: str
    label: str
    title: str = ""
    publisher: str = ""
    date: str = ""
    url: str = ""
    language: str = ""
    place: str = ""


@dataclass(frozen=True, slots=True)
class CardEntry:
    """Words quoted from a source, whether they stand there, and the facts they bear.

    `source` is None for what rests on a basis alone; `verdict` is "" where no words are quoted.
    """

    source: CitedSource | None
    locator: str
    quote: str
    verdict: str
    verified_on: str
    facts: tuple[QuotedFact, ...]


@dataclass(frozen=True, slots=True)
class Card:
    """All that is known of one note."""

    number: int
    evidence: tuple[CardEntry, ...]


def cards(workspace: Workspace, resolved: Resolved, verification: Verification) -> tuple[Card, ...]:
    """A card for each note, by number."""
    return tuple(_Cards(workspace, resolved, verification).all())


class _Cards:
    def __init__(self, workspace: Workspace, resolved: Resolved, verification: Verification) -> None:
        self.workspace, self.resolved = workspace, resolved
        self.verdicts = {(q.statement.id, q.citation): q for q in verification.quotes}
        self.language = workspace.home.settings["language"]
        self.sources: dict[str, CitedSource] = {}

    def all(self) -> list[Card]:
        bearing: dict[int, dict[Citation | None, list[Statement]]] = defaultdict(lambda: defaultdict(list))
        for id_, numbers in self.resolved.notes_of.items():
            statement = self.workspace.facts.base.statement(id_)
            for number, citation in _by_note(statement, numbers):
                bearing[number][citation].append(statement)
        return [Card(n, tuple(self._evidence(c, found) for c, found in bearing[n].items())) for n in sorted(bearing)]

    def _evidence(self, citation: Citation | None, statements: list[Statement]) -> CardEntry:
        facts = tuple(self._fact(s) for s in statements)
        if citation is None:
            return CardEntry(None, "", "", "", "", facts)
        checked = self.verdicts.get((statements[0].id, citation))
        verdict, day = (checked.verdict.value, checked.verified_on) if checked else ("", "")
        return CardEntry(self._source(citation.source), citation.locator, citation.quote, verdict, day, facts)

    def _fact(self, statement: Statement) -> QuotedFact:
        record = self.workspace.facts.base.records[statement.subject]
        basis = in_language(statement.why, self.language) if statement.why else statement.register
        place = f"{record.file}:{statement.line}"
        return QuotedFact(
            f"{statement.subject} {statement.property}", words_of(self.workspace, statement), place, basis
        )

    def _source(self, id_: str) -> CitedSource:
        if id_ not in self.sources:
            record = self.workspace.facts.base.record(f"source/{id_}")
            self.sources[id_] = self._described(record) if record else CitedSource(id_, id_)
        return self.sources[id_]

    def _described(self, record: Record) -> CitedSource:
        base = self.workspace.facts.base
        publishers = [base.label(str(s.value), self.language) for s in record.values("publisher")]
        published = _word(record, "published")
        locale = self.workspace.locale(self.language)
        return CitedSource(
            record.id,
            base.label(record.key, self.language),
            _word(record, "title"),
            ", ".join(publishers),
            date_in_words(locale, parse_date(published)) if published else "",
            _word(record, "url"),
            _word(record, "language"),
            f"{record.file}:{record.line}",
        )


def _by_note(statement: Statement, numbers: tuple[int, ...]) -> list[tuple[int, Citation | None]]:
    """Which citation each note of a statement stands for; several, where notes were merged."""
    cited = statement.citations
    if len(cited) == len(numbers):
        return list(zip(numbers, cited, strict=True))
    if not cited:
        return [(number, None) for number in numbers]
    return [(number, citation) for number in numbers for citation in cited]


def _word(record: Record, property_: str) -> str:
    found = record.values(property_)
    return str(found[0].value) if found else ""


VERDICTS = {
    Verdict.VERIFIED: "Verified: these words stand in the archived text",
    Verdict.NOT_FOUND: "Not found in the archived text",
    Verdict.IN_BOILERPLATE: "Found only in the page furniture of the archived text",
    Verdict.STALE: "The archived text has changed since it was quoted",
    Verdict.UNCHECKED: "Cannot be checked: there is no archived text here",
}
"""What is said of a quote, by its verdict."""
