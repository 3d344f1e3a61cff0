"""What a brief owes with what it prints: for each sentence, cell and heading, caveats owed, paid and added.

A template chooses and places values; whether a value is contested, inferred, one of several, or somebody's claim
is said with it whatever the template does. It is paid by the template's own words beside the value, by printing
`value.caveat`, or by printing what the caveat names: the speaker, the other values. What is left is added here in
brackets behind the value. What is said once in a block (a contested meeting, a source that stands alone) may be
said by a heading above it, and for a list or table by the line before it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Protocol

from briefgen.citations.gather import merged, without_cites
from briefgen.document.nodes import (
    Block,
    BlockQuote,
    BulletList,
    Cite,
    Document,
    Emphasis,
    Figure,
    Heading,
    Inline,
    LineBreak,
    Link,
    OrderedList,
    Paragraph,
    Strong,
    Subscript,
    Superscript,
    Table,
    TemplateNote,
    Text,
    Use,
)
from briefgen.document.sentences import sentence_ends
from briefgen.document.walk import inlines, plain_text
from briefgen.facts.caveats import Caveat, Owed

Content = tuple[Inline, ...]
Paid = frozenset[tuple[Owed, str]]
_STOP = re.compile(r"[.!?…。．！？｡।॥۔؟።]+[\"”’»)\]」』）]*\Z")
_BRACKET = re.compile(r"[ \u00a0]\((?=[^()]*\))")
_OF_SIDES = frozenset({Owed.CONTESTED, Owed.OTHERS, Owed.RECORD})
"""What is said of the sides of a conflict by showing them side by side."""


def _is_in_number(use: Use) -> bool:
    """Whether a use is one of several that a number, or the desk's own words, take together."""
    return use.how.startswith(("counted", "weighed"))


class Speech(Protocol):
    """What statements owe, in the words of a language."""

    def owed(self, of: str) -> tuple[Caveat, ...]: ...
    def remark(self, of: str, caveat: Caveat, *, short: bool = False) -> str: ...
    def told(self, of: str, caveat: Caveat) -> tuple[str, ...]: ...
    def capacity(self, caveat: Caveat) -> str: ...
    def alternatives(self, caveat: Caveat, printed: str, like: str) -> Iterator[tuple[str, str, str]]: ...
    def sources(self, of: str) -> str: ...
    def either(self, words: str) -> str: ...
    def is_sentence(self, of: str) -> bool: ...
    def counted(self, contested: int) -> str: ...


@dataclass(frozen=True, slots=True)
class Added:
    """A caveat that the template had not said: of what, in which words, and the use of it in the template."""

    of: str
    owed: Owed
    words: str
    use: Use


def pay(document: Document, speech: Speech, subject: str = "") -> tuple[Document, tuple[Added, ...]]:
    """The document in which every use of a fact has its caveats, and those that were added.

    `subject` is the key of the record that the brief is about: that it is contested is said once in a section.
    """
    payer = _Payer(speech, subject)
    blocks = payer.blocks(document.blocks)
    return (document if blocks == document.blocks else replace(document, blocks=blocks)), tuple(payer.added)


@dataclass(slots=True)
class _Said:
    """What is said already: in the section by headings or lines that name a source, and in the block at work."""

    words: str = ""
    paid: set[tuple[Owed, str]] = field(default_factory=set)
    sides: frozenset[str] = frozenset()
    named: frozenset[str] = frozenset()


@dataclass(slots=True)
class _Met:
    """A use of a fact in a run of inlines: where it stands, and in which of its citations."""

    offset: int
    cite: int
    use: Use


class _Payer:
    def __init__(self, speech: Speech, subject: str) -> None:
        self.speech, self.subject = speech, subject
        self.added: list[Added] = []
        self._headings: list[tuple[int, _Said]] = []
        self._front = 0  # how often the title and the first blocks have said it of the subject
        self._section: set[str] = set()  # records about which the section has said that they are contested

    # --- blocks ---

    def blocks(self, blocks: Sequence[Block]) -> tuple[Block, ...]:
        out: list[Block] = []
        for block in blocks:
            if isinstance(block, Heading):
                out.append(self._heading(block))
            elif isinstance(block, Paragraph):
                out.append(self._paragraph(block))
            elif isinstance(block, Figure):
                out.append(replace(block, caption=self.run(block.caption, self._block([block.caption]))))
            elif isinstance(block, BlockQuote):
                out.append(BlockQuote(self.blocks(block.blocks)))
            elif isinstance(block, BulletList | OrderedList):
                paid = self._introduced(out, [_contents(item) for item in block.items])
                items = tuple(self._item(item, paid) for item in block.items)
                out.append(replace(block, items=items))
            elif isinstance(block, Table):
                paid = self._introduced(out, [list(row) for row in (block.head, *block.rows)])
                head, *rows = (self._row(row, block.head, paid) for row in (block.head, *block.rows))
                out.append(replace(block, head=head, rows=tuple(rows)))
            else:
                out.append(block)
        return tuple(out)

    def _heading(self, heading: Heading) -> Heading:
        while self._headings and self._headings[-1][0] >= heading.level:
            self._headings.pop()
        self._section.clear()
        said = _Said(plain_text(heading.content).casefold())
        content = self.run(heading.content, said, whole=True)
        if heading.level > 1:  # a title speaks for itself alone
            self._headings.append((heading.level, _Said(plain_text(content).casefold(), said.paid)))
        return heading if content == heading.content else replace(heading, content=content)

    def _paragraph(self, paragraph: Paragraph) -> Paragraph:
        content = self.run(paragraph.content, self._block([paragraph.content]))
        if self._headings and not any(isinstance(n, Cite) for n in inlines(content)):  # it may say whose account it is
            self._headings[-1][1].words += "\n" + plain_text(content).casefold()
        return paragraph if content == paragraph.content else replace(paragraph, content=content)

    def _item(self, item: tuple[Block, ...], paid: Paid) -> tuple[Block, ...]:
        said = self._block(_contents(item), paid)
        out: list[Block] = []
        for block in item:
            if isinstance(block, Paragraph):
                out.append(replace(block, content=self.run(block.content, said)))
            else:
                out.extend(self.blocks((block,)))
        return tuple(out)

    def _row(self, row: Sequence[Content], head: Sequence[Content], paid: Paid) -> tuple[Content, ...]:
        """A row; whose account a column is, its head may say."""
        said = self._block(row, paid)
        said.words += "\n" + "\n".join(plain_text(cell).casefold() for cell in head)
        return tuple(self.run(cell, said, whole=True) for cell in row)

    def _block(self, contents: Iterable[Content], paid: Paid = frozenset()) -> _Said:
        """What is said before the block at work begins, and by its own words."""
        contents = list(contents)
        words = "\n".join(plain_text(content).casefold() for content in contents)
        uses = [m.use for content in contents for m in _scan(content)[1]]
        sides = frozenset(use.of for use in uses if use.how == "side")
        named = frozenset(use.of for use in uses if use.rests and not _is_in_number(use))
        return _Said(words, set(paid).union(*(said.paid for _, said in self._headings)), sides, named)

    def _above(self) -> str:
        return "\n".join(said.words for _, said in self._headings)

    # --- one source alone, of a whole list or table ---

    def _introduced(self, out: list[Block], parts: Sequence[Sequence[Content]]) -> Paid:
        """What all parts of a list or table share, one source alone and a contested record; the line before says it."""
        resting = [owed for part in parts if (owed := self._resting(part)) is not None]
        sources = frozenset().union(*resting)
        if len(resting) < 2 or len(sources) != 1 or not all(resting):
            return frozenset()
        uses = [m.use.of for part in parts for content in part for m in _scan(content)[1]]
        of, caveat = next((of, caveat) for of in uses for caveat in self._alone(of))
        paid = frozenset((Owed.ALONE, source) for source in sources)
        before = out[-1] if out and isinstance(out[-1], Paragraph) else None
        intro = plain_text(before.content).rstrip() if before is not None else ""
        introduces = before is not None and intro.endswith((":", "："))
        named = introduces and any(word.casefold() in intro.casefold() for word in self.speech.told(of, caveat))
        if named or self._is_named(self._above(), of, caveat) or self.is_front(uses):
            return paid
        shared = [self._contested(use) for use in uses]
        if shared[0] is not None and all(c == shared[0] for c in shared) and shared[0].sources == caveat.sources:
            caveat = shared[0]
            if (Owed.RECORD, caveat.record) not in self._block(()).paid:
                paid |= {(Owed.RECORD, caveat.record)}
        words = self.speech.remark(of, caveat)
        if before is not None and introduces:
            out[-1] = replace(before, content=_before_the_colon(before.content, f" ({words})"))
        else:
            out.append(Paragraph((Text(f"{words[:1].upper()}{words[1:]}:"),)))
        self.added.append(Added(of, caveat.owed, words, Use(of)))
        return paid

    def _contested(self, of: str) -> Caveat | None:
        return next((caveat for caveat in self.speech.owed(of) if caveat.owed is Owed.RECORD), None)

    def is_account(self, caveat: Caveat) -> bool:
        """Whether the one source is the one whose account the subject is."""
        own = self._contested(self.subject)
        return own is not None and own.sources == caveat.sources

    def is_front(self, uses: Iterable[str]) -> bool:
        """Whether a block speaks of the contested record that the brief is about, and rests on whose account it is.

        The title and the first lines have said both; they need not be said again where nothing else comes in.
        """
        own = self._contested(self.subject) if self.subject else None
        return (
            own is not None
            and self._front > 1
            and all(_is_of(of, self.subject) or any(c.sources == own.sources for c in self._alone(of)) for of in uses)
        )

    def _resting(self, part: Sequence[Content]) -> frozenset[str] | None:
        """The sources that facts of a part rest on alone; none where a fact rests on others, None without facts."""
        uses = [m.use for content in part for m in _scan(content)[1] if m.use.rests]
        if not uses:
            return None
        each = [frozenset(s for caveat in self._alone(use.of) for s in caveat.sources) for use in uses]
        return frozenset().union(*each) if all(each) else frozenset()

    def _alone(self, of: str) -> list[Caveat]:
        return [caveat for caveat in self.speech.owed(of) if caveat.owed is Owed.ALONE]

    def _is_named(self, words: str, of: str, caveat: Caveat) -> bool:
        return any(word.casefold() in words for word in self.speech.told(of, caveat))

    # --- one run of inlines ---

    def run(self, content: Content, said: _Said, *, whole: bool = False) -> Content:
        """A run of inlines with what it owes; `whole`: a cell or heading, which is one sentence."""
        if any(isinstance(node, TemplateNote) for node in inlines(content)):
            content = self._with_notes(content)
        text, met = _scan(content)
        if not met:
            return content
        plan = _Plan(whole)
        ends = [len(text)] if whole else sentence_ends(text) or [len(text)]
        start = 0
        for n, end in enumerate(ends):
            last = n == len(ends) - 1
            within = [m for m in met if (m.offset > start or n == 0) and (m.offset <= end or last)]
            _Sentence(self, said, text, start, end if not last else len(text), within, plan, whole).settle()
            start = end
        return merged(_Writer(self.speech, plan, text).write(content))

    def _with_notes(self, content: Content) -> Content:
        """The run whose own notes say what their words owe; what these rest on is cited behind them."""
        out: list[Inline] = []
        for node in content:
            if isinstance(node, Strong | Emphasis | Link):
                out.append(replace(node, content=self._with_notes(node.content)))
            elif isinstance(node, TemplateNote):
                paid = self.run(node.content, self._block([node.content]))
                out.extend([TemplateNote(bare)] if (bare := without_cites(paid)) else [])
                statements = (of for cite in inlines(paid) if isinstance(cite, Cite) for of in cite.statements)
                out.append(Cite((), tuple(Use(of, "weighed") for of in dict.fromkeys(statements))))
            else:
                out.append(node)
        return tuple(out)

    def contested(self, key: str, said: _Said) -> bool:
        """Whether it is said already that a record is contested; from now on it is."""
        known = (Owed.RECORD, key) in said.paid
        if key == self.subject and not known:
            front = self.is_front(said.named)
            known = front or (self._front > 1 and key in self._section)
            self._front += not known
        said.paid.add((Owed.RECORD, key))
        self._section.add(key)
        return known


@dataclass(slots=True)
class _Plan:
    """What is put into a run: remarks by the place they belong to, and other values behind a citation.

    A remark knows what it qualifies: the text of a sentence has a full stop of its own, a date such as 2025 г. has not.
    """

    whole: bool
    remarks: dict[int, dict[str, Owed]] = field(default_factory=dict)
    sentences: dict[int, bool] = field(default_factory=dict)
    others: dict[int, tuple[int, str, Caveat]] = field(default_factory=dict)

    def put(self, place: int, words: str, owed: Owed, *, sentence: bool) -> None:
        remarks = self.remarks.setdefault(place, {})
        if words:
            remarks[words] = owed
        self.sentences[place] = sentence

    def insertions(self, text: str) -> list[tuple[int, str]]:
        """What is put where into the text, in the order of places."""
        found = [self._insertion(text, place, remarks) for place, remarks in self.remarks.items()]
        return sorted((i for i in found if i[1]), key=lambda i: i[0])

    def _insertion(self, text: str, place: int, remarks: dict[str, Owed]) -> tuple[int, str]:
        if Owed.RECORD in remarks.values():
            remarks = {words: owed for words, owed in remarks.items() if owed is not Owed.CONTESTED}
        words, before = "; ".join(remarks), text[:place]
        if not words or not before.strip():
            return place, ""
        if _opened(before) >= 0:
            return place, f", {words}," if Owed.OTHERS in remarks.values() else f"; {words}"
        if before.endswith(")"):
            return place - 1, f", {words}"
        if (bracket := _BRACKET.match(text, place)) and Owed.OTHERS not in remarks.values():
            return bracket.end(), f"{words}; "
        stop = _STOP.search(before) if self.sentences[place] else None
        last = before.endswith(".") and not text[place:].strip() and Owed.OTHERS not in remarks.values()
        if last and not stop and not self.whole:
            return place, f" ({words})."  # 2025 г. ended the sentence with its own stop
        return (stop.start() if stop else place), f" ({words})"


@dataclass(slots=True)
class _Sentence:
    """One sentence, cell or heading: the uses of facts in it, and what is already said of them."""

    payer: _Payer
    said: _Said
    text: str
    start: int
    end: int
    met: list[_Met]
    plan: _Plan
    whole: bool

    def settle(self) -> None:
        paid = {m.use.of for m in self.met if m.use.how == "said"}
        done = {(m.use.of, Owed(m.use.how[5:])) for m in self.met if m.use.how.startswith("said ")}
        alone: dict[tuple[str, ...], tuple[_Met, Caveat]] = {}
        for m in self.met:
            for caveat in self.payer.speech.owed(m.use.of):
                if m.use.how == "said":
                    self._take_as_said(caveat)
                elif m.use.how.startswith("said "):
                    continue
                elif caveat.owed is Owed.ALONE:
                    if not _is_in_number(m.use) or self._all_rest_on(m, caveat):
                        alone[caveat.sources] = m, caveat
                elif m.use.of in paid:
                    self._take_as_said(caveat)
                elif self._is_in_its_place(m, caveat):
                    continue
                elif caveat.owed is Owed.RECORD:
                    self._settle_contested(m, caveat)
                elif (m.use.of, caveat.owed) not in done:
                    done.add((m.use.of, caveat.owed))
                    self._settle(m, caveat)
        for m, caveat in alone.values():
            self._settle_alone(m, caveat, paid)
        self._settle_numbers()

    def _settle_numbers(self) -> None:
        """A number says how many of what it counts are contested, unless they stand beside it and say so themselves."""
        numbers: dict[int, list[_Met]] = {}
        told: set[int] = set()
        for m in self.met:
            if m.use.how == "counted":
                numbers.setdefault(m.cite, []).append(m)
            elif m.use.how.startswith("weighed ") and (number := int(m.use.how[8:])) and number not in told:
                told.add(number)  # the same number once in a sentence
                self._put(m, self.payer.speech.counted(number), Owed.CONTESTED)
        for counted in numbers.values():
            doubts = [[c for c in self.payer.speech.owed(m.use.of) if c.owed in _OF_SIDES] for m in counted]
            contested = {m.use.of for m, doubt in zip(counted, doubts, strict=True) if doubt}
            if whole := self._of_one_record(doubts):  # then it is the record that is contested, not one or the other
                self._settle_contested(counted[0], whole)
            elif contested and not self.said.named.issuperset(contested):
                speech, every = self.payer.speech, len(contested) == len(counted)
                in_words = speech.remark(counted[0].use.of, Caveat(Owed.CONTESTED))
                self._put(counted[0], in_words if every else speech.counted(len(contested)), Owed.CONTESTED)

    @staticmethod
    def _of_one_record(doubts: list[list[Caveat]]) -> Caveat | None:
        """The caveat of a contested record that everything a number counts shares; None where there is more to it."""
        first = doubts[0][0] if doubts and doubts[0] else None
        return first if first and first.owed is Owed.RECORD and all(d == [first] for d in doubts) else None

    def _is_in_its_place(self, m: _Met, caveat: Caveat) -> bool:
        """True for a side of a conflict beside another one, and for what a number counts, which says how many."""
        if m.use.how == "side":
            if caveat.owed is Owed.RECORD and len(self.said.sides) > 1:
                self.payer.contested(caveat.record, self.said)
            return caveat.owed in _OF_SIDES and len(self.said.sides) > 1
        return _is_in_number(m.use) and caveat.owed is not Owed.SPEAKER

    def _settle_contested(self, m: _Met, caveat: Caveat) -> None:
        if self._says(m, caveat):
            self.payer.contested(caveat.record, self.said)
        elif not self.payer.contested(caveat.record, self.said):
            self._add(m, caveat)
            self._take_as_said(caveat)

    def _all_rest_on(self, m: _Met, caveat: Caveat) -> bool:
        """Whether everything that a number counts rests on one source alone."""
        counted = [other.use.of for other in self.met if other.cite == m.cite and _is_in_number(other.use)]
        return all(any(c.sources == caveat.sources for c in self.payer._alone(of)) for of in counted)

    def _take_as_said(self, caveat: Caveat) -> None:
        if caveat.owed is Owed.RECORD:
            self.payer.contested(caveat.record, self.said)
            if len(caveat.sources) == 1:
                self.said.paid.add((Owed.ALONE, caveat.sources[0]))
        elif caveat.owed is Owed.ALONE:
            self.said.paid.update((Owed.ALONE, source) for source in caveat.sources)

    def _settle_alone(self, m: _Met, caveat: Caveat, paid: set[str]) -> None:
        known = all((Owed.ALONE, source) in self.said.paid for source in caveat.sources)
        words = self.said.words + "\n" + self.payer._above()
        front = self.payer.is_front(self.said.named) and self.payer.is_account(caveat)
        if not known and not front and m.use.of not in paid and not self.payer._is_named(words, m.use.of, caveat):
            self._add_alone(m, caveat)
        self._take_as_said(caveat)

    def _add_alone(self, m: _Met, caveat: Caveat) -> None:
        """At the end of the sentence, unless something that rests on other sources stands between."""
        speech = self.payer.speech
        words = speech.remark(m.use.of, caveat, short=self.whole)
        self.payer.added.append(Added(m.use.of, caveat.owed, words, m.use))
        if any(other.offset > m.offset and other.use.rests for other in self.met):
            self._put(m, words, caveat.owed)
        else:
            own = self.text[self.start : self.end].rstrip()
            stop = _STOP.search(own) if not self.whole or speech.is_sentence(m.use.of) else None
            place = self.start + (stop.start() if stop else len(own))
            self.plan.put(max(place, m.offset), words, caveat.owed, sentence=speech.is_sentence(m.use.of))

    def _settle(self, m: _Met, caveat: Caveat) -> None:
        used = {other.use.of for other in self.met}
        if caveat.owed is Owed.CLAIM:
            self._settle_claim(m, caveat, used)
        elif caveat.owed is Owed.OTHERS:
            self._settle_others(m, caveat, used)
        elif caveat.owed is Owed.SPEAKER:
            if not all(word.casefold() in self._words() for word in self.payer.speech.told(m.use.of, caveat)):
                self._add(m, caveat)
        elif caveat.owed is Owed.JUDGED:
            if not self.payer._is_named(self._words() + "\n" + self.payer._above(), m.use.of, caveat):
                self._add(m, caveat)
        elif not self._says(m, caveat):
            self._add(m, caveat)

    def _settle_others(self, m: _Met, caveat: Caveat, used: set[str]) -> None:
        """All values, each with its source; where all are printed here, each gets what it lacks."""
        sources = self.payer.speech.sources(m.use.of)
        if not used.issuperset(caveat.statements):
            self._add(m, caveat)
        elif sources.casefold() not in self._words():
            self._put(m, sources, caveat.owed)

    def _settle_claim(self, m: _Met, caveat: Caveat, used: set[str]) -> None:
        speech, words = self.payer.speech, self._words()
        named = bool(used.intersection(caveat.statements)) or self.payer._is_named(words, m.use.of, caveat)
        capacity = speech.capacity(caveat)
        if not named:
            self._add(m, caveat)
        elif capacity and caveat.capacity not in used and capacity.casefold() not in words:
            speaker = next((other for other in self.met if other.use.of in caveat.statements), m)
            self._put(speaker, capacity, Owed.CLAIM)
            self.payer.added.append(Added(m.use.of, Owed.CLAIM, capacity, m.use))

    def _words(self) -> str:
        return self.text[self.start : self.end].casefold()

    def _says(self, m: _Met, caveat: Caveat) -> bool:
        """Whether the template's own words say it: behind the value, up to the next one, or in brackets around it."""
        about = caveat.record
        later = [
            other.offset
            for other in self.met
            if other.offset > m.offset and (not _is_of(other.use.of, about) if about else other.use.of != m.use.of)
        ]
        words = self.text[m.offset : min([*later, self.end])] + "\n" + self._brackets(m.offset)
        return any(_is_clause(word, words) for word in self.payer.speech.told(m.use.of, caveat))

    def _brackets(self, offset: int) -> str:
        opened = _opened(self.text[self.start : offset])
        if opened < 0:
            return ""
        closed = self.text.find(")", offset, self.end)
        return self.text[self.start + opened : closed if closed >= 0 else self.end]

    def _add(self, m: _Met, caveat: Caveat) -> None:
        speech = self.payer.speech
        known = caveat.owed is Owed.RECORD and any((Owed.ALONE, s) in self.said.paid for s in caveat.sources)
        words = speech.remark(m.use.of, replace(caveat, sources=()) if known else caveat)
        self.payer.added.append(Added(m.use.of, caveat.owed, words, m.use))
        if caveat.owed is Owed.OTHERS:
            self._put(m, speech.sources(m.use.of), caveat.owed)
            self.plan.others[m.cite] = m.offset, m.use.of, caveat
        else:
            self._put(m, words, caveat.owed)

    def _put(self, m: _Met, words: str, owed: Owed) -> None:
        self.plan.put(m.offset, words, owed, sentence=self.payer.speech.is_sentence(m.use.of))


class _Writer:
    """Writes a run anew: remarks at their places, and its citations without what is settled now."""

    def __init__(self, speech: Speech, plan: _Plan, text: str) -> None:
        self.speech, self.plan, self.text = speech, plan, text
        self._due = plan.insertions(text)
        self._offset, self._cite = 0, -1

    def write(self, content: Content) -> list[Inline]:
        out: list[Inline] = []
        for node in content:
            if isinstance(node, Cite):
                self._cite += 1
                resting = dict.fromkeys((*node.statements, *(use.of for use in node.uses if use.rests)))
                if resting:
                    out.append(Cite(tuple(resting)))
                self._others(out, self._cite)
            elif isinstance(node, Strong | Emphasis | Link):
                if inner := merged(self.write(node.content)):
                    out.append(replace(node, content=inner))
            elif isinstance(node, Text):
                out.append(Text(self._with_remarks(node.value)))
            else:
                self._offset += (
                    len(node.value) if isinstance(node, Superscript | Subscript) else isinstance(node, LineBreak)
                )
                out.append(node)
        return out

    def _with_remarks(self, text: str) -> str:
        parts: list[str] = []
        start, cut = self._offset, 0
        self._offset += len(text)
        while self._due and self._due[0][0] <= self._offset:
            place, words = self._due.pop(0)
            parts.extend((text[cut : place - start], words))
            cut = max(place - start, cut)
        return "".join((*parts, text[cut:]))

    def _others(self, out: list[Inline], cite: int) -> None:
        if cite not in self.plan.others:
            return
        place, of, caveat = self.plan.others[cite]
        printed = self.text[:place]
        inside = _opened(printed) >= 0
        for words, sources, other in self.speech.alternatives(caveat, printed, of):
            named = f", {sources}" if inside else f" ({sources})"
            out.extend((Text(f" {self.speech.either(words)}{named if sources else ''}"), Cite((other,))))


def _scan(content: Content) -> tuple[str, list[_Met]]:
    """The words of a run, and every use of a fact in it."""
    text: list[str] = []
    met: list[_Met] = []
    offset, cite = 0, -1
    for node in inlines(content):
        if isinstance(node, Text | Superscript | Subscript | LineBreak):
            words = "\n" if isinstance(node, LineBreak) else node.value
            text.append(words)
            offset += len(words)
        elif isinstance(node, Cite):
            cite += 1
            told = {use.of for use in node.uses if use.rests}
            met.extend(_Met(offset, cite, Use(of)) for of in node.statements if of not in told)
            met.extend(_Met(offset, cite, use) for use in node.uses)
    return "".join(text), met


def _contents(item: Iterable[Block]) -> list[Content]:
    return [block.content for block in item if isinstance(block, Paragraph)]


def _is_clause(word: str, words: str) -> bool:
    """Whether the word stands by itself, in brackets or between commas, and not within what says something else."""
    return re.search(rf"(?:^|[(;,:–—\n])\s*{re.escape(word)}\s*(?:[);,:.–—\n]|$)", words, re.IGNORECASE) is not None


def _is_of(of: str, record: str) -> bool:
    return of == record or of.startswith(f"{record}/")


def _opened(text: str) -> int:
    """The place of the last bracket that is still open; -1 for none."""
    depth = 0
    for at in range(len(text) - 1, -1, -1):
        if text[at] == ")":
            depth += 1
        elif text[at] == "(":
            if not depth:
                return at
            depth -= 1
    return -1


def _before_the_colon(content: Content, words: str) -> Content:
    last = content[-1]
    if isinstance(last, Text) and last.value.rstrip().endswith((":", "：")):
        bare = last.value.rstrip()
        return (*content[:-1], Text(f"{bare[:-1]}{words}{bare[-1]}"))
    if isinstance(last, Strong | Emphasis):
        return (*content[:-1], replace(last, content=_before_the_colon(last.content, words)))
    return (*content, Text(words))
