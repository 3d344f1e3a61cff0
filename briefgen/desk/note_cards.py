"""Where each note of a brief comes from: the exact words, the source, and the lines that an editor opens."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import TypeAlias
from urllib.parse import urlencode

from briefgen.checks.verification import Verdict, Verification
from briefgen.citations.resolve import NotedSentence, Resolved
from briefgen.document.nodes import Inline, NoteRef
from briefgen.document.walk import inlines, plain_text
from briefgen.facts.conflicts.conflict import Conflict
from briefgen.facts.factbase import FactBase, in_language
from briefgen.frozen import dataclass
from briefgen.language.in_words import date_in_words
from briefgen.model.dates import parse_date
from briefgen.model.schema import source_key
from briefgen.model.statement import Citation, Record, Statement
from briefgen.query.about import is_question
from briefgen.workspace.open_facts import words_of
from briefgen.workspace.workspace import Workspace
from briefgen.writers.html import Remark


@dataclass(frozen=True, slots=True)
class QuotedFact:
    """A statement that a note bears: what it says, and its line."""

    property: str
    words: str
    place: str
    basis: str = ""
    id: str = ""

    def at_desk(self, source: str) -> str:
        """Where the desk shows it, below its address: with the source that it is quoted from, or in the review."""
        record = "/".join(self.id.split("/")[:2])
        fact = urlencode({"record": record, "fact": self.id})
        return f"source/{source}/?{fact}" if source else f"review/{record}/"


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
            f"{statement.subject} {statement.property}", words_of(self.workspace, statement), place, basis, statement.id
        )

    def _source(self, id_: str) -> CitedSource:
        if id_ not in self.sources:
            record = self.workspace.facts.base.record(source_key(id_))
            self.sources[id_] = self._described(record) if record else CitedSource(id_, id_)
        return self.sources[id_]

    def _described(self, record: Record) -> CitedSource:
        base = self.workspace.facts.base
        publishers = [base.label(str(s.value), self.language) for s in record.values("publisher")]
        published = record.first("published")
        locale = self.workspace.locale(self.language)
        return CitedSource(
            record.id,
            base.label(record.key, self.language),
            record.first("title"),
            ", ".join(publishers),
            date_in_words(locale, parse_date(published)) if published else "",
            record.first("url"),
            record.first("language"),
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


VERDICTS = {
    Verdict.VERIFIED: "Verified: these words stand in the archived text",
    Verdict.IN_OCR: "Found in OCR: compare these words with the picture",
    Verdict.NOT_FOUND: "Not found in the archived text",
    Verdict.IN_BOILERPLATE: "Found only in the page furniture of the archived text",
    Verdict.STALE: "The archived text has changed since it was quoted",
    Verdict.UNCHECKED: "Cannot be checked: there is no archived text here",
}
"""What is said of a quote, by its verdict."""


# --- What an editor should see of each sentence: a conflict, a gap, a quote that does not stand, no note at all ---


Tally: TypeAlias = tuple[tuple[Remark, int], ...]

CONFLICT = Remark("conflict", "Sources conflict")
MISQUOTED = Remark("misquoted", "Quote not in its source")
STALE = Remark("stale-quote", "Source has changed since it was quoted")
GAP = Remark("gap", "Not known")
UNCITED = Remark("uncited", "No note")

_OF_VERDICT = {Verdict.NOT_FOUND: MISQUOTED, Verdict.IN_BOILERPLATE: MISQUOTED, Verdict.STALE: STALE}
_ENDED = re.compile(r"[.!?…。！？][\"”’»)\]]*\Z")


class Remarker:
    """Remarks on the sentences of one brief, with a tally of those that it made."""

    def __init__(
        self, base: FactBase, resolved: Resolved, conflicts: Iterable[Conflict], verification: Verification
    ) -> None:
        self.base = base
        self._counts: Counter[Remark] = Counter()
        self._sentences: dict[tuple[int, ...], list[NotedSentence]] = defaultdict(list)
        for sentence in resolved.sentences:
            self._sentences[sentence.notes].append(sentence)
        self._open = {id_ for c in conflicts if c.status == "open" for id_ in c.statements}
        self._verdicts: dict[str, set[Verdict]] = defaultdict(set)
        for quote in verification.quotes:
            self._verdicts[quote.statement.id].add(quote.verdict)

    def __call__(self, run: tuple[Inline, ...]) -> list[Remark]:
        """What there is to say of one sentence with its notes."""
        notes = tuple(sorted({node.number for node in inlines(run) if isinstance(node, NoteRef)}))
        text = plain_text(run).strip()
        # A whole sentence of the template's own rests on nothing; a label or a lead-in claims nothing.
        uncited = [UNCITED] if _ENDED.search(text) else []
        found = list(self._of_statements(self._statements(notes, text))) if notes else uncited
        self._counts.update(found)
        return found

    @property
    def tally(self) -> Tally:
        """Each remark that was made with the number of its sentences, the gravest first."""
        order = (MISQUOTED, STALE, CONFLICT, GAP, UNCITED)
        return tuple((remark, self._counts[remark]) for remark in order if self._counts[remark])

    def _statements(self, notes: tuple[int, ...], text: str) -> set[str]:
        """The statements of the sentence with these notes; where several have them, of the one with these words."""
        with_notes = self._sentences.get(notes, [])
        same = [s for s in with_notes if s.text.endswith(text)]
        return {id_ for sentence in same or with_notes for id_ in sentence.statements}

    def _of_statements(self, statements: set[str]) -> Iterable[Remark]:
        verdicts = {verdict for id_ in statements for verdict in self._verdicts.get(id_, ())}
        yield from dict.fromkeys(_OF_VERDICT[v] for v in sorted(verdicts) if v in _OF_VERDICT)
        if statements & self._open:
            yield CONFLICT
        if any(is_question(self.base, id_) for id_ in statements):
            yield GAP
