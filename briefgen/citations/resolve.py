"""Uses of facts become notes, numbered in reading order; the same evidence keeps its number.

Editors quote for each fact the words that bear it, often parts of one sentence: a passage has one note.

A remark, a note that the template itself gives, is numbered among them; two with the same words are one.

Headings carry no notes, which would stand in a table of contents as well: what a heading says is cited where
the text says it again. Evidence that stands nowhere else in the brief is noted behind the first sentence below the
heading that has a note, and at the heading itself only where no sentence below it has one.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property, partial

from briefgen.citations.csl_item import StyledReferences
from briefgen.citations.evidence import Evidence, Evidences
from briefgen.citations.uses import gather, merged
from briefgen.document.nodes import Cite, Document, Heading, Inline, Note, NoteRef, Paragraph, TemplateNote, Text
from briefgen.document.sentences import is_ended, sentence_ends
from briefgen.document.walk import SPANS, Content, blocks, containers, inlines, plain_text, rewrite, with_content
from briefgen.facts.passages.excerpt import ELISION, TextsByWord, span_of
from briefgen.frozen import dataclass, replace
from briefgen.model.schema import source_key

_NOTED = (Cite, TemplateNote)


@dataclass(frozen=True, slots=True)
class NotedSentence:
    """A sentence (or cell, or list item) with a note: its words, the statements used in it, their notes."""

    text: str
    statements: tuple[str, ...]
    notes: tuple[int, ...]


@dataclass(frozen=True)
class Resolved:
    """A document with its notes, and what it rests on: statements and sources in order of first use.

    `notes_of` gives the numbers of the notes of each statement, `notes_by_source` how many notes cite each source,
    `passages_by_source` how many of its passages these have, `named` the keys of the records that notes name, their
    sources among them; `cited` has the source of each note in order, "" where it has none; `runs` are those that cite,
    before they were numbered.
    """

    document: Document
    statements: tuple[str, ...]
    sources: tuple[str, ...]
    notes_of: dict[str, tuple[int, ...]]
    notes_by_source: tuple[tuple[str, int], ...]
    passages_by_source: tuple[tuple[str, int], ...]
    named: tuple[str, ...] = ()
    cited: tuple[str, ...] = ()
    runs: tuple[Content, ...] = ()

    @cached_property
    def sentences(self) -> tuple[NotedSentence, ...]:
        """Those that carry notes, in reading order."""
        return tuple(s for content in self.runs for s in _sentences(content, self.notes_of))


def resolve(document: Document, evidences: Evidences, references: StyledReferences | None = None) -> Resolved:
    """Turn every `Cite` into references to notes and append the notes.

    `references` word the sources in a citation style; they count where they were made for this run of notes.
    """
    evidences.begin()
    numbering, locale = _NoteNumbers(evidences), evidences.locale
    ends = partial(sentence_ends, abbreviations=locale.abbreviations, days_stopped=locale.days_stopped)
    gathered = rewrite(document, partial(gather, ends_of=ends))
    runs = [(content, cites) for content in containers(gathered) if (cites := _cites(content))]
    statements = dict.fromkeys(s for _, cites in runs for cite in cites for s in cite.statements)
    numbering.merge_parts(statements)
    bare = numbering.without_repeated_headings(gathered, runs)
    numbered = rewrite(bare, numbering.number)
    return numbering.resolved(
        numbered,
        statements,
        references or StyledReferences(),
        tuple(content for content, _ in runs) if bare is gathered else tuple(containers(bare)),
    )


def likely_notes(cited: Iterable[tuple[bool, str]], evidences: Evidences) -> Resolved:
    """What `resolve` is likely to find, without the document, where a text cites these statements in this order.

    Each comes with whether a heading cites it. It is so unless remarks cite further ones.
    """
    evidences.begin()
    numbering, cited = _NoteNumbers(evidences), list(cited)
    statements = dict.fromkeys(statement for _, statement in cited)
    numbering.merge_parts(statements)
    elsewhere = {e for in_heading, s in cited if not in_heading for e in numbering.evidence(s)}
    for in_heading, statement in cited:
        found = numbering.evidence(statement)
        if not in_heading or not elsewhere.issuperset(found):
            numbering.cite(statement)
    return numbering.resolved(Document(()), statements, StyledReferences())


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
        """A passage has one note (`one_of_each_passage`); what was foreseen of the same statements is so."""
        asked, evidences = tuple(statements), self.evidences
        if evidences.merged is None or evidences.merged[0] != asked:
            found = dict.fromkeys([e for s in asked for e in self.evidence(s)])
            if whole := one_of_each_passage(found):
                for statement, parts in self._known.items():
                    self._known[statement] = tuple(dict.fromkeys(whole.get(e, e) for e in parts))
            evidences.merged = asked, self._known.copy(), evidences.named.copy()
        else:
            _, known, named = evidences.merged
            self._known = known.copy()
            evidences.named.update(named)

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
        if isinstance(node, Text):
            return [node]
        if isinstance(node, Cite):
            found: dict[int, None] = {}
            for statement in node.statements:
                found.update(dict.fromkeys(self.cite(statement)))
            return [NoteRef(n) for n in sorted(found)]
        if isinstance(node, TemplateNote):
            return [NoteRef(self.numbers.setdefault(node, len(self.numbers) + 1))]
        if isinstance(node, SPANS):
            return [with_content(node, self.number(node.content))]
        return [node]

    def cite(self, statement: str) -> tuple[int, ...]:
        """The numbers of the notes on a statement."""
        numbers = tuple([self.numbers.setdefault(e, len(self.numbers) + 1) for e in self.evidence(statement)])
        self.notes_of[statement] = numbers
        return numbers

    def resolved(
        self,
        document: Document,
        statements: Iterable[str],
        references: StyledReferences,
        runs: tuple[Content, ...] = (),
    ) -> Resolved:
        """The document, numbered, with its notes, and what was found on the way."""
        cited = tuple(e.source if isinstance(e, Evidence) else "" for e in self.numbers)
        notes = tuple(Note(n, *self.note(of, references.in_note(n, cited))) for n, of in enumerate(self.numbers, 1))
        sources = Counter(filter(None, cited))
        passages = Counter(dict.fromkeys(sources, 0))
        for evidence in (e for e in self.numbers if isinstance(e, Evidence) and e.source):
            passages[evidence.source] += 1 + len(evidence.further)
        named = tuple(dict.fromkeys((*map(source_key, sources), *self.evidences.named)))
        self.note_in_headings(statements)
        document = replace(document, notes=notes)
        counted = tuple(sources.items()), tuple(passages.items())
        return Resolved(document, tuple(statements), tuple(sources), self.notes_of, *counted, named, cited, runs)

    def note(self, of: Evidence | TemplateNote, reference: Content) -> tuple[Content, int]:
        """What a note says: the evidence, its source in the words of a style; or what the template says itself."""
        return (of.content, 0) if isinstance(of, TemplateNote) else self.evidences.note(of, reference)

    def without_repeated_headings(self, document: Document, runs: Sequence[tuple[Content, list[Cite]]]) -> Document:
        """The document whose headings cite only what nothing else in it cites; `runs` are those that cite."""
        headings = {id(b.content) for b in blocks(document.blocks) if isinstance(b, Heading)}
        others = (cite for content, cites in runs if id(content) not in headings for cite in cites)
        elsewhere = {e for s in dict.fromkeys(s for cite in others for s in cite.statements) for e in self.evidence(s)}

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
        if isinstance(node, SPANS) and _cites(node.content):
            out[place] = with_content(node, _with_first(node.content, statements))
            break
    return tuple(out)


def _opened(content: Content) -> Iterator[Inline]:
    """The inlines of a run; one with a citation in it, such as two sentences in bold, in its parts."""
    for node in content:
        if isinstance(node, SPANS) and _cites(node.content):
            yield from _opened(node.content)
        else:
            yield node


def _cites(content: Content) -> list[Cite]:
    return [node for node in inlines(content) if isinstance(node, Cite)]


def _sentences(content: Content, notes_of: Mapping[str, tuple[int, ...]]) -> Iterator[NotedSentence]:
    """The sentences of one run of inlines that carry notes."""
    text = ""
    for node in _opened(content):
        if isinstance(node, Cite):
            notes = sorted({n for s in node.statements for n in notes_of[s]})
            yield NotedSentence(text.strip(), node.statements, tuple(notes))
            text = ""
        else:
            text += plain_text((node,))


# --- One note for a passage, or a paragraph: what several facts quote of the same words stands in it once. Words that
# stand inside a longer quote from the same place share its note. Separate parts of a passage that is kept of the source
# (`Citation.passage`) stand in one note, in their order, each in quotation marks of its own: what nobody quoted is
# neither printed nor left out between words that then seem to belong together. Quotes that begin with one sentence and
# go on elsewhere, “She spoke. […] She left.”, share its note, too: the sentence stands in it once. So do passages of
# one paragraph, for their notes would name the same place, and nothing would tell which is which. ---


_WORD = re.compile(r"\w")
_PARAGRAPH = "par"
_RULES = tuple("/*|•·=#~_—–-")


def one_of_each_passage(evidences: Iterable[Evidence]) -> Mapping[Evidence, Evidence]:
    """What stands for each evidence with a quote: one for all of a passage, with what any of them is inferred from."""
    groups: dict[tuple[str, str], list[Evidence]] = {}
    for evidence in evidences:
        if evidence.quote:
            groups.setdefault((evidence.source, evidence.locator), []).append(evidence)
    whole: dict[Evidence, Evidence] = {}
    for group in groups.values():
        if len(group) == 1:
            continue
        quotes: dict[str, list[Evidence]] = {}
        order = {e: n for n, e in reversed([*enumerate(group)]) if e.basis}
        met = {e.quote: n for n, e in reversed([*enumerate(group)])}
        group.sort(key=lambda e: -len(e.quote))
        among = TextsByWord(list(dict.fromkeys(e.quote for e in group)))
        for part in group:
            longer = (among.texts[n] for n in among.holding(part.quote))
            quotes.setdefault(next((q for q in longer if q in quotes), part.quote), []).append(part)
        for (quote, *further), parts in _joined({q: quotes[q] for q in sorted(quotes, key=met.__getitem__)}):
            bases = dict.fromkeys(e.basis for e in sorted([e for e in parts if e.basis], key=order.__getitem__))
            one = replace(parts[0], quote=quote, further=tuple(further), basis=" ".join(bases))
            whole |= dict.fromkeys(parts, one)
    return whole


def _joined(quotes: dict[str, list[Evidence]]) -> list[tuple[list[str], list[Evidence]]]:
    """What is quoted of each passage and place, part by part, and the evidences that it is for."""
    passages = list(dict.fromkeys(one.passage for parts in quotes.values() for one in parts if one.passage))
    among = TextsByWord(passages)
    found: dict[tuple[str, str], list[str]] = {}
    notes: dict[object, list[tuple[str, str]]] = {}
    for quote, parts in quotes.items():
        likely = (parts[0].passage, *(passages[n] for n in among.likely(quote)))
        passage = next((words for words in likely if words and _spans(words, quote)), "")
        if not passage and is_ended(first := quote.split(ELISION)[0]):
            passage = next((words for n in among.likely(first) if span_of(words := passages[n], first)), first)
        of = passage or quote, parts[0].place
        found.setdefault(of, []).append(quote)
        where = parts[0].locator or parts[0].place
        note = notes.setdefault(where if where.startswith(_PARAGRAPH) else of, [])
        note.extend([] if of in note else [of])
    return [
        (
            [part for of in note for part in _parts(of[0], found[of])],
            [e for of in note for quote in found[of] for e in quotes[quote]],
        )
        for note in notes.values()
    ]


def _parts(passage: str, quotes: list[str]) -> list[str]:
    """The words of a passage that some quotes of it need, in their order; those that touch or overlap are one part.

    What a rule sets off from the words before ("///Example News, 3 May") stays a part of its own.
    Within a part […] stands for what a quote leaves out itself.
    """
    if len(quotes) == 1:
        return quotes
    found: list[list[tuple[int, int]]] = []
    for spans in sorted(filter(None, (_spans(passage, quote) for quote in quotes))):
        end = max(end for _, end in found[-1]) if found else 0
        ruled_off = spans[0][0] >= end and passage.startswith(_RULES, spans[0][0])
        if found and not ruled_off and not _apart(passage, end, spans[0][0]):
            found[-1] = sorted([*found[-1], *spans])
        else:
            found.append(spans)
    parts = [_words(passage, spans) for spans in found]
    for pieces in (quote.split(ELISION) for quote in quotes if not _spans(passage, quote)):
        is_told = len(pieces) > 1 and any(span_of(part, pieces[0]) for part in parts)
        parts.append(ELISION.join(pieces[1:] if is_told else pieces))
    return parts


def _words(passage: str, spans: list[tuple[int, int]]) -> str:
    words, (start, end) = "", spans[0]
    for begin, until in spans:
        if _apart(passage, end, begin):
            words += passage[start:end] + ELISION
            start = begin
        end = max(end, until)
    return words + passage[start:end]


def _apart(passage: str, end: int, begin: int) -> bool:
    """Whether words stand between the end of one part and the beginning of another."""
    return begin > end and _WORD.search(passage, end, begin) is not None


def _spans(passage: str, quote: str) -> list[tuple[int, int]]:
    """Where the pieces of a quote stand in a passage, in their order; none where one of them does not."""
    found: list[tuple[int, int]] = []
    for piece in quote.split(ELISION):
        span = span_of(passage, piece, found[-1][1] if found else 0)
        if span is None:
            return []
        found.append(span)
    return found
