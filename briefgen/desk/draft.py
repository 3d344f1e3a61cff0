"""A brief as the preview shows it: never written to `out/`, and whole, or not at all.

Beside it stands what an editor should know: where each note comes from, and what is amiss with a sentence.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from functools import partial
from hashlib import blake2b
from typing import TypeAlias
from urllib.parse import urlencode

from briefgen.briefs.assemble import Brief
from briefgen.briefs.kind import BriefKind
from briefgen.briefs.parameters import Plain
from briefgen.checks.verification import Verdict, Verification
from briefgen.citations.resolve import NotedSentence, Resolved
from briefgen.diagnostics import Diagnostic, has_errors
from briefgen.document.nodes import Document, Inline, Marking, NoteRef, Picture
from briefgen.document.walk import inlines, plain_text
from briefgen.errors import Problems
from briefgen.facts.conflicts.conflict import Conflict
from briefgen.facts.factbase import FactBase, in_language
from briefgen.frozen import dataclass, replace
from briefgen.language.in_words import date_in_words
from briefgen.model.dates import parse_date
from briefgen.model.schema import source_key
from briefgen.model.statement import Citation, Record, Statement
from briefgen.production.assembling import assemble
from briefgen.production.quote_gate import QuoteGate
from briefgen.production.request import find_record
from briefgen.query.about import is_question
from briefgen.sandbox.bounded import bounded
from briefgen.workspace.looks import word_writer
from briefgen.workspace.open_facts import words_of
from briefgen.workspace.workspace import HOUSE_FILE, Workspace
from briefgen.writers.html import HtmlWriter, Remark
from briefgen.writers.markdown import MarkdownWriter


@dataclass(frozen=True, slots=True)
class Draft:
    """A brief that could be rendered.

    `problems` are what a run would say of it; with an error among them it would write no file. `cards` say for
    each note where it comes from; `page` and `markdown` are its two views; `tally` counts the marked sentences;
    `sentences` are those with notes, each with its statements.
    """

    kind: str
    id: str
    language: str
    document: Document
    cards: tuple[Card, ...]
    problems: tuple[Diagnostic, ...]
    tally: Tally
    statements: int
    sources: int
    page: str
    markdown: str
    sentences: tuple[NotedSentence, ...] = ()

    @property
    def refused(self) -> bool:
        """Whether a run would write no file."""
        return has_errors(self.problems)


def _compose(workspace: Workspace, kind: BriefKind, key: str, stale: frozenset[str]) -> Brief:
    """The brief from facts and template, made by a child process within limits: here alone a template runs."""
    workspace.prepare()
    brief = bounded(workspace.limits, f"{kind.shown}/{kind.file}", partial(assemble, stale=stale), workspace, kind, key)
    if brief.document.pictures:
        from briefgen.figures.sheet import load

        load()  # so that the next child has it
    return brief


def draw(
    workspace: Workspace, kind_name: str, id_: str, language: str, values: Mapping[str, Plain] | None = None
) -> Draft:
    """The brief of a kind about one record as facts and templates are now; `values` are those of its parameters.

    Raises `Problems` where these have errors and `UsageProblem` where there is no such kind or record. A quote
    that is not in its source is shown, and told, for here an editor is at work.
    """
    kind, problems = workspace.kind(kind_name)
    problems = [*problems, *workspace.facts.diagnostics]
    if has_errors(problems):
        raise Problems(problems)
    kind = kind.in_language(language).with_values(values or {}).for_audience(workspace.audience)
    if above := workspace.floor_too_high(kind):
        raise Problems([above])
    verification = workspace.verification
    gate = QuoteGate(workspace, verification)
    brief = _compose(workspace, kind, find_record(workspace, kind, id_), gate.stale)
    resolved = brief.resolved
    remarks = Remarker(workspace.facts.base, resolved, brief.conflicts, verification)
    page = HtmlWriter(pictures=picture_address, remarks=remarks).write(below_header(brief.document))
    return Draft(
        kind_name,
        id_,
        language,
        brief.document,
        cards(workspace, resolved, verification),
        (*problems, *gate.problems(resolved.statements, allow_stale=False), *brief.diagnostics),
        remarks.tally,
        len(resolved.statements),
        len(resolved.sources),
        page.decode(),
        MarkdownWriter().write(brief.document).decode(),
        resolved.sentences,
    )


def below_header(document: Document) -> Document:
    """The document without the marking that begins it: the page carries that in its header, as in Word."""
    marking = document.meta.marking
    begins = document.blocks[:1] == (Marking(marking),)
    return replace(document, blocks=document.blocks[1:]) if begins else document


def picture_address(picture: Picture) -> str:
    """Where a page finds a picture, below its own address; another picture has another address."""
    return f"picture/{blake2b(picture.png, digest_size=8).hexdigest()}/{picture.name}"


def word_file(workspace: Workspace, draft: Draft) -> bytes:
    """The draft as a Word file, the same bytes that a run would write; its looks are read within limits."""
    return bounded(workspace.limits, f"{workspace.home.shown('templates')}/{HOUSE_FILE}", _as_word, workspace, draft)


def _as_word(workspace: Workspace, draft: Draft) -> bytes:
    return word_writer(workspace, workspace.kind(draft.kind)[0]).write(draft.document)


# --- Where each note comes from: the exact words, the source, and the lines that an editor opens ---


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

_CONFLICT = Remark("conflict", "Sources conflict")
_MISQUOTED = Remark("misquoted", "Quote not in its source")
_STALE = Remark("stale-quote", "Source has changed since it was quoted")
_GAP = Remark("gap", "Not known")
_UNCITED = Remark("uncited", "No note")

_OF_VERDICT = {Verdict.NOT_FOUND: _MISQUOTED, Verdict.IN_BOILERPLATE: _MISQUOTED, Verdict.STALE: _STALE}
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
        uncited = [_UNCITED] if _ENDED.search(text) else []
        found = list(self._of_statements(self._statements(notes, text))) if notes else uncited
        self._counts.update(found)
        return found

    @property
    def tally(self) -> Tally:
        """Each remark that was made with the number of its sentences, the gravest first."""
        order = (_MISQUOTED, _STALE, _CONFLICT, _GAP, _UNCITED)
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
            yield _CONFLICT
        if any(is_question(self.base, id_) for id_ in statements):
            yield _GAP
