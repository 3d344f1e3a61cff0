"""What a page has said by the time a sentence comes: by headings above, by its block, of the record it is about.

A contested record, and a source that stands alone, are named once in a block and not in every sentence of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import field
from functools import cached_property
from itertools import takewhile

from briefgen.citations.uses import CitedRun, Speech, is_in_number, is_of
from briefgen.document.nodes import Block, Cite, Document, Heading, Paragraph
from briefgen.document.walk import Content, containers, inlines, plain_text
from briefgen.facts.caveats import Caveat, Owed
from briefgen.frozen import dataclass, replace

Paid = frozenset[tuple[Owed, str]]


@dataclass(slots=True)
class Said:
    """What is said for a block: words that stand over all of it, caveats paid, and what it names."""

    words: str = ""
    paid: set[tuple[Owed, str]] = field(default_factory=set)
    sides: frozenset[str] = frozenset()
    named: frozenset[str] = frozenset()
    is_title: bool = False

    def take(self, caveat: Caveat) -> None:
        """A caveat of a whole block is said now."""
        if caveat.owed is Owed.RECORD:
            self.paid.add((Owed.RECORD, caveat.record))
            if len(caveat.sources) == 1:
                self.paid.add((Owed.ALONE, caveat.sources[0]))
        elif caveat.owed is Owed.ALONE:
            self.paid.update((Owed.ALONE, source) for source in caveat.sources)


class PageSoFar:
    """What the page has said so far. `subject` is the key of the record that it is about."""

    def __init__(self, speech: Speech, subject: str, blocks: Sequence[Block] = ()) -> None:
        self.speech, self.subject, self._blocks = speech, subject, blocks
        self._account, is_named = _account(speech, subject, blocks)
        self._headings: list[tuple[int, Said]] = []
        # How often the title and the first blocks have said that the subject is contested, or whose account it is.
        self._front = 2 if is_named and self.contested(subject) is None else 0
        self._section: set[str] = set()  # records about which the section has said that they are contested
        self._in_full: set[Caveat] = set()
        self.attributed: set[str] = set()  # statements of which the page has said on whose word they rest
        self._printed: list[str] = []
        self._words: list[str] = []

    # --- as the page goes on ---

    def under(self, heading: Heading) -> None:
        """A heading begins: those of its level and below are over."""
        while self._headings and self._headings[-1][0] >= heading.level:
            self._headings.pop()
        self._section.clear()

    def headed(self, heading: Heading, said: Said) -> None:
        """What a heading has said counts for what follows; a title speaks for itself alone."""
        if heading.level > 1:
            self._headings.append((heading.level, Said(plain_text(heading.content).casefold(), said.paid)))

    def read(self, line: Content) -> None:
        """A line that rests on no fact may say whose account the section is."""
        if self._headings:
            self._headings[-1][1].words += "\n" + plain_text(line).casefold()

    def block(self, runs: Iterable[CitedRun], paid: Paid = frozenset()) -> Said:
        """What is said before the block at work begins, and by its own words."""
        runs = list(runs)
        uses = [met.use for run in runs for met in run.met]
        return Said(
            "\n".join(run.text.casefold() for run in runs),
            set(paid).union(*(said.paid for _, said in self._headings)),
            frozenset(use.of for use in uses if use.how == "side"),
            frozenset(use.of for use in uses if use.rests and not is_in_number(use)),
        )

    def has_below(self, values: Iterable[str]) -> bool:
        """Whether one of several values, and so all of them, stands anywhere but in the title."""
        return not self._below.isdisjoint(values)

    @cached_property
    def _below(self) -> frozenset[str]:
        page = (block for block in self._blocks if not (isinstance(block, Heading) and block.level == 1))
        nodes = (node for content in containers(Document(tuple(page))) for node in inlines(content))
        cites = (node for node in nodes if isinstance(node, Cite))
        return frozenset(of for cite in cites for of in (*cite.statements, *(u.of for u in cite.uses if u.rests)))

    def above(self) -> str:
        return "\n".join(said.words for _, said in self._headings)

    # --- what sentences refer to ---

    def goes_on(self, words: str, uses: Iterable[str] = ()) -> None:
        """Words stand on the page now, with the facts that they rest on."""
        self._words.append(words)
        self._printed.extend(uses)

    def has_said(self, words: str) -> bool:
        """Whether words stand on the page by now, the sentence at work apart."""
        return words.casefold() in "\n".join(self._words)

    def has_told(self, of: str, caveat: Caveat, words: str) -> bool:
        """Whether what a sentence refers to stands on the page by now: printed, named, or what the page is about."""
        if not caveat.record:
            return caveat.statements[0] in self._printed
        kind = caveat.record.partition("/")[0]
        named = [key for of in self._printed for key in self.speech.names(of) if key.startswith(f"{kind}/")]
        if caveat.record == self.subject or (named and named[-1] == caveat.record):
            return True  # of several meetings, "the meeting" is the one that was named last
        return self.is_named(words if named else "\n".join((*self._words, words)), of, caveat)

    # --- contested records ---

    def contested(self, of: str) -> Caveat | None:
        return next((caveat for caveat in self.speech.owed(of) if caveat.owed is Owed.RECORD), None)

    def knows_contested(self, key: str, said: Said) -> bool:
        """Whether it is said already that a record is contested."""
        if (Owed.RECORD, key) in said.paid:
            return True
        return key == self.subject and (self.is_front(said.named) or (self._front > 1 and key in self._section))

    def told_contested(self, key: str, said: Said) -> None:
        """From now on it is said that a record is contested."""
        if key == self.subject and not self.knows_contested(key, said):
            self._front += 1
        said.paid.add((Owed.RECORD, key))
        self._section.add(key)

    # --- whose account it is ---

    def as_told(self, of: str, caveat: Caveat, said: Said) -> Caveat:
        """A caveat as it is said now: whose account a contested record is, the page tells once, below its title.

        What is told of the record in a block that does not name it says so again.
        """
        if caveat.owed is not Owed.RECORD:
            return caveat
        below = said.is_title and any(is_of(use, caveat.record) for use in self._below)
        known = any((Owed.ALONE, source) in said.paid for source in caveat.sources)
        named = self.has_in_full(caveat) and not self.speech.is_told(of)
        return replace(caveat, sources=()) if below or known or named else caveat

    def has_in_full(self, caveat: Caveat) -> bool:
        """Whether the page has said by now, in full, what is owed."""
        return caveat in self._in_full

    def told_in_full(self, caveat: Caveat) -> None:
        self._in_full.add(caveat)

    def is_front(self, uses: Iterable[str]) -> bool:
        """Whether a block speaks of the record that the brief is about, and rests on the source whose account that is.

        The title and the first lines have said whose it is, and that it is contested where it is; neither need be said
        again where nothing else comes in.
        """
        own = self._account
        return self._front > 1 and all(
            is_of(of, self.subject) or any(c.sources == own for c in self.alone(of)) for of in uses
        )

    def is_account(self, caveat: Caveat) -> bool:
        """Whether the one source is the one whose account the subject is."""
        return self._account == caveat.sources

    def told_alone(self, caveat: Caveat) -> None:
        """A block has said on which one source it rests."""
        if self._account == caveat.sources and self.contested(self.subject) is None:
            self._front += 1

    def alone(self, of: str) -> list[Caveat]:
        return [caveat for caveat in self.speech.owed(of) if caveat.owed is Owed.ALONE]

    def is_named(self, words: str, of: str, caveat: Caveat) -> bool:
        return any(word.casefold() in words for word in self.speech.told(of, caveat))

    def shared(self, parts: Sequence[Sequence[CitedRun]]) -> tuple[str, Caveat] | None:
        """The one source that all parts of a list or table rest on alone, as a use and its caveat; None for none."""
        resting = [sources for part in parts if (sources := self._resting(part)) is not None]
        if len(resting) < 2 or not all(resting) or len(frozenset().union(*resting)) != 1:
            return None
        uses = (met.use.of for part in parts for run in part for met in run.met)
        return next((of, caveat) for of in uses for caveat in self.alone(of))

    def _resting(self, part: Sequence[CitedRun]) -> frozenset[str] | None:
        """The sources that facts of a part rest on alone; none where a fact rests on others, None without facts."""
        uses = [met.use for run in part for met in run.met if met.use.rests]
        if not uses:
            return None
        each = [frozenset(s for caveat in self.alone(use.of) for s in caveat.sources) for use in uses]
        return frozenset().union(*each) if all(each) else frozenset()


def _account(speech: Speech, subject: str, blocks: Sequence[Block]) -> tuple[tuple[str, ...], bool]:
    """The source that the subject rests on alone, and whether the lines above the first section name it."""
    if not subject or not (sources := speech.account(subject)):
        return (), False
    front = takewhile(lambda block: not (isinstance(block, Heading) and block.level > 1), blocks)
    lines = (block.content for block in front if isinstance(block, Paragraph))
    bare = (line for line in lines if not any(isinstance(node, Cite) for node in inlines(line)))
    words = "\n".join(plain_text(line).casefold() for line in bare)
    told = speech.told(subject, Caveat(Owed.ALONE, sources=sources))
    return sources, any(word.casefold() in words for word in told)
