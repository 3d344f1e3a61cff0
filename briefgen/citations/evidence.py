"""The words of a note: our own style for evidence, made for checking a sentence against its source.

    first use      nCa, 17 October 2025 (author, report on the meeting, “Title”, text retrieved …): “exact words”.
    further uses   nCa, 17 October 2025, p. 3: “other words”.

A citation style words the reference to the source in its own way; the evidence stays behind it.

An inferred value adds its basis; one from a register names the register; a gap names the sources that were
read without an answer; an assessment says that it is the desk's, and what it rests on.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import field
from functools import partial
from typing import Any

from briefgen.citations.csl_item import named_in, names_of_authors
from briefgen.citations.uses import merged
from briefgen.document.direction import isolated
from briefgen.document.nodes import Inline, Link, Text
from briefgen.document.sentences import capitalised, ended, is_ended
from briefgen.document.walk import Content, plain_text
from briefgen.facts.factbase import FactBase, in_language
from briefgen.frozen import dataclass, replace
from briefgen.language.cldr import Locale
from briefgen.language.in_words import date_in_words
from briefgen.language.phrases import phrase, place_in_words
from briefgen.model.dates import parse_date
from briefgen.model.schema import ASSERTION, JUDGEMENT, QUESTION, is_source, source_key
from briefgen.model.statement import Citation, Origin, Rank, Record, Statement

Places = Callable[[str], Mapping[Citation, str]]
"""Where the quotes of a statement stand in their texts: the locator of each of its citations, as far as it is known."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """What one note says: two uses with the same evidence share a note. `source` is "" for a basis alone.

    `further` are other parts of the passage that `quote` begins. `place` is the locator of where the words were found,
    for citations that name none. `passage` is what is kept of the source around them, where that is more.
    """

    source: str
    locator: str = ""
    quote: str = ""
    basis: str = ""
    place: str = ""
    passage: str = field(default="", compare=False)
    further: tuple[str, ...] = ()


class Evidences:
    """The evidence of statements, and notes for it, in one language.

    `named` collects the keys of all records that notes name. `others` has the words for what other sources have where
    one value of several is preferred; notes on `stale` sources say that they are; `places` tells where quotes stand in
    their texts. `kept` are those of briefs that were made before.
    """

    def __init__(
        self,
        base: FactBase,
        locale: Locale,
        stale: frozenset[str] = frozenset(),
        others: Callable[[str], str] = lambda _: "",
        places: Places = lambda _: {},
        kept: dict[Any, Any] | None = None,
    ) -> None:
        self.base, self.locale, self.stale, self.others = base, locale, stale, others
        self.places = places
        self.named: dict[str, None] = {}
        self._introduced: set[str] = set()
        self._kept = {} if kept is None else kept
        self._known: dict[str, tuple[tuple[Evidence, ...], dict[str, None]]] = {}
        self.merged: tuple[tuple[str, ...], dict[str, tuple[Evidence, ...]], dict[str, None]] | None = None
        """The statements of a brief last asked for, the evidence of each with one note a passage, and what it names."""

    def begin(self) -> None:
        """No note is made yet, and nothing is named; what notes say is known already where one was made before."""
        self.named, self._introduced = {}, set()

    def of(self, statement: Statement) -> tuple[Evidence, ...]:
        """The evidence that a statement rests on, one entry a citation; its basis stands with the last."""
        known = self._known.get(statement.id)
        if known is None:
            if others := self.others(statement.id):
                named, self.named = self.named, {}
                known = self._of(statement, others), self.named
                self.named = named
            else:
                known = self.base.remembered(self._kept, statement.id, partial(self._of_itself, statement))
            self._known[statement.id] = known
        self.named.update(known[1])
        return known[0]

    def _of_itself(self, statement: Statement, base: FactBase) -> tuple[tuple[Evidence, ...], dict[str, None]]:
        """The same where no other sources have something else, and what it names."""
        own = Evidences(base, self.locale, places=self.places)
        return own._of(statement, ""), own.named

    def _of(self, statement: Statement, others: str) -> tuple[Evidence, ...]:
        basis = self._basis(statement, others)
        places = self.places(statement.id)
        cited = [c for c in statement.citations if c.quote or source_key(c.source) != statement.subject]
        # That a source says of itself when it came out, in no words that could be quoted, is told by naming it.
        in_one_line = ((c, " ".join(c.quote.split())) for c in cited)
        found = [Evidence(c.source, c.locator, quote, "", places.get(c, ""), c.passage) for c, quote in in_one_line]
        if not found:
            return (Evidence("", basis=basis),) if basis else ()
        if basis:
            last = found[-1]
            found[-1] = replace(last, basis=basis)
        return tuple(found)

    def note(self, evidence: Evidence, styled: Content = ()) -> tuple[Content, int]:
        """The content of a note, and how many characters of it tell where; the first for a source says more of it.

        `styled` is the reference to the source as a citation style has it; () for our own words.
        """
        key = evidence, styled, evidence.source in self._introduced
        content, lead, named = self.base.remembered(self._kept, key, partial(self._made, *key))
        self._introduced.add(evidence.source)
        self.named.update(named)
        return content, lead

    def _made(
        self, evidence: Evidence, styled: Content, is_known: bool, base: FactBase
    ) -> tuple[Content, int, dict[str, None]]:
        own = Evidences(base, self.locale, self.stale, kept=self._kept)
        if is_known:
            own._introduced.add(evidence.source)
        return *own._note(evidence, styled), own.named

    def _note(self, evidence: Evidence, styled: Content) -> tuple[Content, int]:
        if not evidence.source:
            return (Text(ended(evidence.basis)),), 0
        where = evidence.locator or evidence.place
        place = f", {place_in_words(self.locale, where)}" if where else ""
        content: list[Inline] = [*(styled or [Text(self._first(evidence.source))]), Text(place)]
        lead = len(plain_text(content))
        content += self._introduction(evidence.source, bool(styled))
        tail = ""
        if evidence.quote:
            opening, closing = self.locale.quotes
            parts = (evidence.quote, *evidence.further)
            tail += ": " + "; ".join(f"{opening}{self._isolated(part)}{closing}" for part in parts)
            tail += "" if is_ended(parts[-1]) else "."
        else:
            tail += f"; {phrase(self.locale, 'not-quoted')}."
        if evidence.source in self.stale:
            tail += f" {phrase(self.locale, 'stale')}"
        if evidence.basis:
            tail += f" {ended(evidence.basis)}"
        content.append(Text(tail))
        return merged(content), lead

    def short(self, source: str) -> str:
        """A source in a few words: nCa, 17 October 2025."""
        self.named[source_key(source)] = None
        return self.base.remembered(self._kept, ("short", source), partial(self._in_short, source))

    def _in_short(self, source: str, base: FactBase) -> str:
        record = base.record(source_key(source))
        if record is None:
            return source
        return f"{self._isolated(base.label(record.key, self.locale.tag))}, {self._date(record)}"

    def _first(self, source: str) -> str:
        """The same at the head of a note, with a capital where its first word has none."""
        self.named[source_key(source)] = None
        return self.base.remembered(self._kept, ("first", source), partial(self._with_capital, source))

    def _with_capital(self, source: str, base: FactBase) -> str:
        words, label = self._in_short(source, base), base.label(source_key(source), self.locale.tag)
        is_id = label == source  # which stays as it is written
        return words if is_id else words.replace(label, capitalised(label, self.locale.language), 1)

    def _introduction(self, source: str, styled: bool) -> Sequence[Inline]:
        """What the first note on a source says of it, in brackets: who wrote it, what it is, when it was retrieved."""
        if source in self._introduced:
            return ()
        key = "introduction", source, styled
        content, named = self.base.remembered(self._kept, key, partial(self._introduced_as, source, styled))
        self.named.update(named)
        return content

    def _introduced_as(self, source: str, styled: bool, base: FactBase) -> tuple[Sequence[Inline], dict[str, None]]:
        own = Evidences(base, self.locale)
        return own._in_brackets(source, styled), own.named

    def _in_brackets(self, source: str, styled: bool) -> Sequence[Inline]:
        record = self.base.record(source_key(source))
        if record is None:
            return ()
        retrieved = phrase(self.locale, "retrieved", self._day(record.first("retrieved")))
        if styled:
            self.named.update(dict.fromkeys(named_in(self.base, record)))
            return [Text(f" ({self._descriptor(record)}, {retrieved})")]
        opening, closing = self.locale.quotes
        parts = [
            *map(self._isolated, names_of_authors(self.base, record, self.locale.tag)),
            self._isolated(self._descriptor(record)),
        ]
        title = record.first("title")
        if title and title != self.base.label(record.key, self.locale.tag) and f"“{title}”" not in parts[-1]:
            parts.append(f"{opening}{self._isolated(title)}{closing}")
        said = ", ".join(p for p in parts if p)
        if url := record.first("url"):
            return [Text(f" ({said}, " if said else " ("), Link(url, (Text(url),)), Text(f", {retrieved})")]
        return [Text(f" ({said}, {retrieved})" if said else f" ({retrieved})")]

    def _descriptor(self, record: Record) -> str:
        found = record.values("descriptor")
        return in_language(found[0].value, self.locale.tag) if found else ""

    def _isolated(self, text: str) -> str:
        return isolated(text, self.locale.tag)

    def _date(self, record: Record) -> str:
        published = record.first("published")
        return self._day(published) if published else phrase(self.locale, "undated")

    def _day(self, date: str) -> str:
        return date_in_words(self.locale, parse_date(date))

    def _basis(self, statement: Statement, others: str) -> str:
        parts = [self._reason(statement), others]
        if statement.contested and isinstance(statement.value, Mapping):  # a sentence; other values show as conflicts
            parts.append(phrase(self.locale, "contested", in_language(statement.contested, self.locale.tag)))
        return " ".join(ended(part) for part in parts if part)

    def _reason(self, statement: Statement) -> str:
        why = in_language(statement.why, self.locale.tag) if statement.why else ""
        if statement.origin is Origin.INFERRED:
            return phrase(self.locale, "basis", why)
        if statement.origin is Origin.REGISTER and statement.register:
            name = self.locale.phrases.get(f"register {statement.register}", statement.register)
            return phrase(self.locale, "register", capitalised(name, self.locale.language))
        if self.base.acts(statement.kind, QUESTION):
            return self._not_in(statement)
        if self.base.acts(statement.kind, JUDGEMENT):
            return self._judgement(statement)
        if statement.rank is Rank.PREFERRED and why:
            return phrase(self.locale, "preferred", why)
        return ""

    def _not_in(self, statement: Statement) -> str:
        record = self.base.record(statement.subject)
        looked_in = [s.value.partition("/")[2] for s in record.values("looked_in")] if record else []
        return phrase(self.locale, "not-in", "; ".join(self.short(s) for s in looked_in)) if looked_in else ""

    def _judgement(self, statement: Statement) -> str:
        record = self.base.record(statement.subject)
        if record is None:
            return ""
        rests_on = [self.called(s.value) for s in record.values("rests_on")]
        return phrase(self.locale, "judgement", self._day(record.first("reviewed")), "; ".join(rests_on))

    def _claim(self, key: str) -> str:
        """A claim goes by its speaker: its words would stand in the brief's own voice."""
        self.named[key] = None
        record = self.base.record(key)
        said_by = record.values(record.role("speaker")) if record else ()
        return phrase(self.locale, "claim-of", self.base.label(said_by[0].value, self.locale.tag) if said_by else key)

    def called(self, key: str) -> str:
        """A record in a few words: what took place by place and date, a claim by who made it."""
        if is_source(key):
            return self.short(key.partition("/")[2])
        if self.base.acts(key, ASSERTION):
            return self._claim(key)
        self.named[key] = None
        record = self.base.record(key)
        where = [self.base.label(key, self.locale.tag)]
        if record and (place := record.values(record.role("place"))):
            where = [in_language(place[0].value, self.locale.tag)]
        if record and (date := record.values(record.role("date"))):
            where.append(self._day(str(date[0].value)))
        return ", ".join(where)
