"""Uses of facts become notes, numbered in reading order; the same evidence keeps its number.

Editors quote for each fact the words that bear it, often parts of one sentence. A quote that stands inside a
longer one from the same place needs no note of its own: the reader finds the words in the longer quote.

A remark, a note that the template itself gives, is numbered among them; two with the same words are one.

Headings carry no notes, which would stand in a table of contents as well: what a heading says is cited where
the text says it again. Evidence that stands nowhere else in the brief is noted behind the first sentence below the
heading that has a note, and at the heading itself only where no sentence below it has one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import partial

from briefgen.citations.csl_item import StyledReferences
from briefgen.citations.evidence import Evidence, Evidences
from briefgen.citations.gather import gather, merged
from briefgen.document.nodes import (
    Cite,
    Document,
    Emphasis,
    Heading,
    Inline,
    Link,
    Note,
    NoteRef,
    Paragraph,
    Strong,
    TemplateNote,
)
from briefgen.document.sentences import sentence_ends
from briefgen.document.walk import blocks, containers, inlines, plain_text, rewrite
from briefgen.frozen import dataclass
from briefgen.language.cldr import abbreviations, days_are_stopped
from briefgen.model.schema import source_key

Content = tuple[Inline, ...]
_NOTED = (Cite, TemplateNote)


@dataclass(frozen=True, slots=True)
class NotedSentence:
    """A sentence (or cell, or list item) with a note: its words, the statements used in it, their notes."""

    text: str
    statements: tuple[str, ...]
    notes: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Resolved:
    """A document with its notes, and what it rests on: statements and sources in order of first use.

    `notes_of` gives the numbers of the notes of each statement, `notes_by_source` how many notes cite each
    source, `named` the keys of the records that notes name, their sources among them; `sentences` are those
    that carry notes, in reading order; `cited` has the source of each note in order, "" where it has none.
    """

    document: Document
    statements: tuple[str, ...]
    sources: tuple[str, ...]
    notes_of: dict[str, tuple[int, ...]]
    notes_by_source: tuple[tuple[str, int], ...]
    named: tuple[str, ...] = ()
    sentences: tuple[NotedSentence, ...] = ()
    cited: tuple[str, ...] = ()


def resolve(document: Document, evidences: Evidences, references: StyledReferences | None = None) -> Resolved:
    """Turn every `Cite` into references to notes and append the notes.

    `references` word the sources in a citation style; they count where they were made for this run of notes.
    """
    evidences.begin()
    numbering, locale = _NoteNumbers(evidences), evidences.locale
    ends = partial(
        sentence_ends,
        abbreviations=abbreviations(locale.language) | locale.abbreviations,
        days_stopped=days_are_stopped(locale.language),
    )
    gathered = rewrite(document, partial(gather, ends_of=ends))
    statements = dict.fromkeys(s for content in containers(gathered) for c in _cites(content) for s in c.statements)
    numbering.merge_parts(statements)
    bare = numbering.without_repeated_headings(gathered)
    numbered = rewrite(bare, numbering.number)
    cited = tuple(e.source if isinstance(e, Evidence) else "" for e in numbering.numbers)
    styled = references or StyledReferences()
    notes = tuple(Note(n, *numbering.note(of, styled.in_note(n, cited))) for n, of in enumerate(numbering.numbers, 1))
    sentences = tuple(s for content in containers(bare) for s in numbering.sentences(content))
    sources = Counter(e.source for e in numbering.numbers if isinstance(e, Evidence) and e.source)
    numbering.note_in_headings(statements)
    return Resolved(
        replace(numbered, notes=notes),
        tuple(statements),
        tuple(sources),
        numbering.notes_of,
        tuple(sources.items()),
        tuple(dict.fromkeys((*(source_key(s) for s in sources), *numbering.evidences.named))),
        sentences,
        cited,
    )


class _NoteNumbers:
    def __init__(self, evidences: Evidences) -> None:
        self.base, self.evidences = evidences.base, evidences
        self.numbers: dict[Evidence | TemplateNote, int] = {}
        self.notes_of: dict[str, tuple[int, ...]] = {}
        self._known: dict[str, tuple[Evidence, ...]] = {}

    def evidence(self, statement: str) -> tuple[Evidence, ...]:
        if statement not in self._known:
            self._known[statement] = self.evidences.of(self.base.statement(statement))
        return self._known[statement]

    def merge_parts(self, statements: Iterable[str]) -> None:
        """A passage has one note: words that stand inside other words quoted share that of the longer quote.

        What some of them are inferred from stands in it as well.
        """
        groups: dict[tuple[str, str], list[Evidence]] = {}
        for evidence in dict.fromkeys(e for s in dict.fromkeys(statements) for e in self.evidence(s)):
            if evidence.quote:
                groups.setdefault((evidence.source, evidence.locator), []).append(evidence)
        whole: dict[Evidence, Evidence] = {}
        for group in groups.values():
            passages: dict[str, list[Evidence]] = {}
            for part in sorted(group, key=lambda e: -len(e.quote)):
                passage = next((quote for quote in passages if part.quote in quote), part.quote)
                passages.setdefault(passage, []).append(part)
            for passage, parts in passages.items():
                bases = dict.fromkeys(e.basis for e in group if e in parts and e.basis)
                whole |= dict.fromkeys(parts, replace(parts[0], quote=passage, basis=" ".join(bases)))
        self._known = {s: tuple(dict.fromkeys(whole.get(e, e) for e in found)) for s, found in self._known.items()}

    def note_in_headings(self, statements: Iterable[str]) -> None:
        """What only a heading says has the notes of the same evidence elsewhere, which the heading does not repeat."""
        for statement in statements:
            if statement not in self.notes_of:
                self.notes_of[statement] = tuple(sorted(self.numbers[e] for e in self.evidence(statement)))

    def number(self, content: Content) -> Content:
        """One run of inlines with numbers in place of citations, ascending in each place."""
        if not any(isinstance(node, _NOTED) for node in inlines(content)):
            return content
        return merged([new for node in content for new in self._numbered(node)])

    def _numbered(self, node: Inline) -> list[Inline]:
        if isinstance(node, Cite):
            found: dict[int, None] = {}
            for statement in node.statements:
                numbers = tuple(self.numbers.setdefault(e, len(self.numbers) + 1) for e in self.evidence(statement))
                self.notes_of[statement] = numbers
                found.update(dict.fromkeys(numbers))
            return [NoteRef(n) for n in sorted(found)]
        if isinstance(node, TemplateNote):
            return [NoteRef(self.numbers.setdefault(node, len(self.numbers) + 1))]
        if isinstance(node, Strong | Emphasis | Link):
            return [replace(node, content=self.number(node.content))]
        return [node]

    def note(self, of: Evidence | TemplateNote, reference: Content) -> tuple[Content, int]:
        """What a note says: the evidence, its source in the words of a style; or what the template says itself."""
        return (of.content, 0) if isinstance(of, TemplateNote) else self.evidences.note(of, reference)

    def sentences(self, content: Content) -> Iterator[NotedSentence]:
        """The sentences of one run of inlines that carry notes; `number` has been called on it."""
        if not _cites(content):
            return
        text = ""
        for node in _opened(content):
            if isinstance(node, Cite):
                notes = sorted({n for s in node.statements for n in self.notes_of[s]})
                yield NotedSentence(text.strip(), node.statements, tuple(notes))
                text = ""
            else:
                text += plain_text((node,))

    def without_repeated_headings(self, document: Document) -> Document:
        """The document whose headings cite only what nothing else in it cites."""
        headings = {id(b.content) for b in blocks(document.blocks) if isinstance(b, Heading)}
        elsewhere = {
            e
            for content in containers(document)
            if id(content) not in headings
            for cite in _cites(content)
            for statement in cite.statements
            for e in self.evidence(statement)
        }

        def own(content: Content) -> tuple[str, ...]:
            """The statements of a heading whose evidence nothing else cites."""
            uses = (s for cite in _cites(content) for s in cite.statements)
            return tuple(s for s in uses if not elsewhere.issuperset(self.evidence(s)))

        handed: dict[int, tuple[str, ...]] = {}
        kept: set[int] = set()
        above: Content = ()
        for block in blocks(document.blocks):
            if isinstance(block, Heading):
                above = block.content if own(block.content) else ()
                kept.add(id(above))
            elif isinstance(block, Paragraph) and above and _cites(block.content):
                handed[id(block.content)] = own(above)
                kept.discard(id(above))
                above = ()

        def lighten(content: Content) -> Content:
            if id(content) in handed:
                return _with_first(content, handed[id(content)])
            if id(content) not in headings or not _cites(content):
                return content
            if id(content) not in kept:
                return merged([node for node in content if not isinstance(node, Cite)])
            left = [
                Cite(tuple(s for s in node.statements if s in own(content))) if isinstance(node, Cite) else node
                for node in content
            ]
            return merged([node for node in left if not isinstance(node, Cite) or node.statements])

        return rewrite(document, lighten)


def _with_first(content: Content, statements: tuple[str, ...]) -> Content:
    """The run whose first citation has these statements as well."""
    out = list(content)
    for place, node in enumerate(content):
        if isinstance(node, Cite):
            out[place] = Cite(tuple(dict.fromkeys((*statements, *node.statements))))
            break
        if isinstance(node, Strong | Emphasis | Link) and _cites(node.content):
            out[place] = replace(node, content=_with_first(node.content, statements))
            break
    return tuple(out)


def _opened(content: Content) -> Iterator[Inline]:
    """The inlines of a run; one with a citation in it, such as two sentences in bold, in its parts."""
    for node in content:
        if isinstance(node, Strong | Emphasis | Link) and _cites(node.content):
            yield from _opened(node.content)
        else:
            yield node


def _cites(content: Content) -> list[Cite]:
    return [node for node in inlines(content) if isinstance(node, Cite)]
