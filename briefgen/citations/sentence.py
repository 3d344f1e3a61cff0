"""One sentence, cell or heading: what the uses of facts in it owe, what its words say of that, and what is added."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from functools import cached_property

from briefgen.citations.said import PageSoFar, Said
from briefgen.citations.uses import Added, CitedRun, Met, Plan, is_in_number, is_of, stop_before
from briefgen.facts.caveats import Caveat, Owed
from briefgen.frozen import replace
from briefgen.regexes import without_case

_OF_SIDES = frozenset({Owed.CONTESTED, Owed.OTHERS, Owed.RECORD})
"""What is said of the sides of a conflict by showing them side by side."""


class OwingSentence:
    """The words of a run from `start` to `end`, with the uses of facts within them."""

    def __init__(
        self,
        page: PageSoFar,
        said: Said,
        run: CitedRun,
        plan: Plan,
        start: int,
        end: int,
        met: list[Met],
        added: list[Added],
    ) -> None:
        self.page, self.speech, self.said, self.run, self.plan = page, page.speech, said, run, plan
        self.start, self.end, self.met, self.added = start, end, met, added

    def settle(self) -> None:
        """Plans what is missing, and tells the block what is said now."""
        paid = {m.use.of for m in self.met if m.use.how == "said"}
        done = {(m.use.of, Owed(m.use.how[5:])) for m in self.met if m.use.how.startswith("said ")}
        alone: dict[tuple[str, ...], tuple[Met, Caveat]] = {}
        for m in self.met:
            for caveat in self.speech.owed(m.use.of):
                if m.use.how == "said":
                    self.page.told_in_full(caveat)
                    self._take_as_said(caveat)
                elif m.use.how.startswith("said "):
                    continue
                elif caveat.owed is Owed.ALONE:
                    if not self._is_one_of_several(m) and (not is_in_number(m.use) or self._all_rest_on(m, caveat)):
                        alone[caveat.sources] = m, caveat
                elif caveat.owed is Owed.REFERENT:
                    self._settle_referent(m, caveat)
                elif m.use.of in paid:
                    self._take_as_said(caveat)
                elif self._is_in_its_place(m, caveat):
                    continue
                elif caveat.owed is Owed.STATUS:
                    self._settle_status(m, caveat)
                elif caveat.owed is Owed.RECORD:
                    self._settle_contested(m, caveat)
                elif (of := _told_of(m.use.of, caveat), caveat.owed) not in done:
                    done.add((of, caveat.owed))
                    self._settle(m, caveat)
        for m, caveat in alone.values():
            self._settle_alone(m, caveat, paid)
        self._settle_statuses()
        self._settle_numbers()
        self.page.goes_on(self._words, (m.use.of for m in self.met if m.use.rests and not is_in_number(m.use)))

    def _take_as_said(self, caveat: Caveat) -> None:
        if caveat.owed is Owed.RECORD:
            self.page.told_contested(caveat.record, self.said)
        self.said.take(caveat)

    def _is_in_its_place(self, m: Met, caveat: Caveat) -> bool:
        """True for a side of a conflict beside another one, and for what a number counts, which says how many."""
        if m.use.how == "side":
            beside = caveat.owed in _OF_SIDES and any(_is_another_side(m.use.of, of) for of in self.said.sides)
            if caveat.owed is Owed.RECORD and beside:
                self.page.told_contested(caveat.record, self.said)
            elif beside and not self._names_sources(m.use.of):
                self._put(m, self.speech.sources(m.use.of), Owed.OTHERS)
            return beside
        return is_in_number(m.use) and not (caveat.owed is Owed.SPEAKER and self.speech.is_told(m.use.of))

    def _names_sources(self, of: str) -> bool:
        """Whether the block, or the head of the column, says whose side this is."""
        words = self.said.words + "\n" + self.page.above()
        return all(name.casefold() in words for name in self.speech.cited(of))

    def _settle_referent(self, m: Met, caveat: Caveat) -> None:
        """What is meant by "the report" or "these challenges", where the page has not told of it by now."""
        beside = any(other.use.of in caveat.statements for other in self.met)
        if not is_in_number(m.use) and not beside and not self.page.has_told(m.use.of, caveat, self._words):
            self._add(m, caveat)
            self.plan.besides[m.cite] = (*self.plan.besides.get(m.cite, ()), *caveat.statements)
            self.page.goes_on("", (caveat.record or caveat.statements[0],))

    # --- parties that are named though they are not known to have taken part ---

    def _settle_statuses(self) -> None:
        named = {m.use.of: m for m in reversed(self.met) if m.use.how.startswith("named ") and not is_in_number(m.use)}
        for m in sorted(named.values(), key=lambda m: m.offset):
            self._settle_status(m, Caveat(Owed.STATUS, status=m.use.how[6:]))

    def _settle_status(self, m: Met, caveat: Caveat) -> None:
        """The status of a party, unless the sentence, the row or a heading above has the word."""
        words = "\n".join((self._words, self.page.above(), self.said.words if self.plan.whole else ""))
        if not self.page.is_named(words, m.use.of, caveat):
            self._add(m, caveat)

    # --- numbers ---

    def _settle_numbers(self) -> None:
        """A number says how many of what it counts are contested, unless they stand beside it and say so themselves.

        So it does of those whom a list names as absent.
        """
        numbers: dict[int, list[Met]] = {}
        told: set[int] = set()
        for m in self.met:
            if m.use.how == "counted":
                numbers.setdefault(m.cite, []).append(m)
            elif m.use.how.startswith("named of "):
                many, _, status = m.use.how[9:].partition(" ")
                what = self.speech.remark(m.use.of, Caveat(Owed.STATUS, status=status)) if status else ""
                self._put_behind(m, self.speech.counted(int(many), what), Owed.STATUS if status else Owed.CONTESTED)
            elif m.use.how.startswith("weighed ") and (number := int(m.use.how[8:])) and number not in told:
                told.add(number)  # the same number once in a sentence
                self._put(m, self.speech.counted(number), Owed.CONTESTED)
        for counted in numbers.values():
            doubts = [[c for c in self.speech.owed(m.use.of) if c.owed in _OF_SIDES] for m in counted]
            owing = (m for m, doubt in zip(counted, doubts, strict=True) if doubt)
            contested = {m.use.of for m in owing if not self._stands_otherwise(m)}
            if whole := self._of_one_record(doubts):  # then it is the record that is contested, not one or the other
                self._settle_contested(counted[0], whole)
            elif not self.said.named.issuperset(contested):
                self._count(counted, contested, Caveat(Owed.CONTESTED))
            for caveat in dict.fromkeys(c for m in counted for c in self.speech.owed(m.use.of)):
                if caveat.owed is Owed.STATUS:
                    self._count(counted, {m.use.of for m in counted if caveat in self.speech.owed(m.use.of)}, caveat)

    def _count(self, counted: list[Met], some: set[str], caveat: Caveat) -> None:
        """Behind what is counted, where nothing else stands between and the end of the sentence."""
        first = counted[0]
        every = len(some) == len({m.use.of for m in counted})
        words = self.speech.remark(first.use.of, caveat)
        self._put_behind(first, words if every else self.speech.counted(len(some), words), caveat.owed)

    def _put_behind(self, number: Met, words: str, owed: Owed) -> None:
        """At the end of the sentence where that rests on nothing else, so that it is plain what is counted."""
        stop = -1 if self.plan.whole or any(m.cite != number.cite for m in self.met) else self._stop
        if stop > number.offset:
            self.plan.put(stop, words, owed, sentence=False)
        else:
            self._put(number, words, owed)

    @staticmethod
    def _of_one_record(doubts: list[list[Caveat]]) -> Caveat | None:
        """The caveat of a contested record that everything a number counts shares; None where there is more to it."""
        first = doubts[0][0] if doubts and doubts[0] else None
        return first if first and first.owed is Owed.RECORD and all(d == [first] for d in doubts) else None

    # --- what is said once in a block ---

    def _settle_contested(self, m: Met, caveat: Caveat) -> None:
        if not self.page.knows_contested(caveat.record, self.said) and not self._says(m, caveat):
            self._add(m, caveat)
            self._take_as_said(caveat)
        else:
            self.page.told_contested(caveat.record, self.said)

    def _all_rest_on(self, m: Met, caveat: Caveat) -> bool:
        """Whether everything that a number counts rests on one source alone."""
        counted = [other.use.of for other in self.met if other.cite == m.cite and is_in_number(other.use)]
        return all(self._rests_on(of, caveat) for of in counted)

    def _rests_on(self, of: str, caveat: Caveat) -> bool:
        return any(c.sources == caveat.sources for c in self.page.alone(of))

    def _settle_alone(self, m: Met, caveat: Caveat, paid: set[str]) -> None:
        known = all((Owed.ALONE, source) in self.said.paid for source in caveat.sources)
        words = self.said.words + "\n" + self.page.above()
        front = self.page.is_front(self.said.named) and self.page.is_account(caveat)
        if not known and not front and m.use.of not in paid and not self.page.is_named(words, m.use.of, caveat):
            self._add_alone(m, caveat)
            self.page.told_alone(caveat)
        self._take_as_said(caveat)

    def _add_alone(self, m: Met, caveat: Caveat) -> None:
        """At the end of the sentence, unless something stands in it that rests on other sources, or between."""
        relayed = any(c.owed is Owed.SPEAKER for c in self.speech.owed(m.use.of))  # "according to" stands there
        short = self.plan.whole or relayed or self.page.has_in_full(caveat)
        words = self.speech.remark(m.use.of, caveat, short=short)
        self.page.told_in_full(caveat)
        self.added.append(Added(m.use.of, caveat.owed, words, m.use))
        rests = [other for other in self.met if other.use.rests]
        if any(o.offset > m.offset or not self._rests_on(o.use.of, caveat) for o in rests):
            self._put(m, words, caveat.owed)
        else:
            sentence = self.speech.is_sentence(m.use.of)
            end = min(self.end, self.run.end)
            stop = self._stop if not self.plan.whole or sentence else -1
            self.plan.put(max(stop if stop >= 0 else end, m.offset), words, caveat.owed, sentence=sentence)

    # --- what is said of each value ---

    def _settle(self, m: Met, caveat: Caveat) -> None:
        if caveat.owed is Owed.CLAIM:
            self._settle_claim(m, caveat)
        elif caveat.owed is Owed.OTHERS:
            self._settle_others(m, caveat)
        elif caveat.owed is Owed.SPEAKER:
            self._settle_speaker(m, caveat)
        elif caveat.owed is Owed.JUDGED:
            self._settle_judged(m, caveat)
        elif not self._says(m, caveat) and not (caveat.owed is Owed.CONTESTED and self._stands_otherwise(m)):
            self._add(m, caveat)

    def _settle_speaker(self, m: Met, caveat: Caveat) -> None:
        """On whose word a sentence or a figure is, wherever it stands; any other value once on a page, or in a row."""
        words = self.speech.remark(m.use.of, caveat)
        told = all(name.casefold() in self._words for name in self.speech.told(m.use.of, caveat))
        if not told and not self.speech.is_told(m.use.of):
            row = (Owed.SPEAKER, words) in self.said.paid or words.casefold() in self.said.words
            above = self.said.is_title and self.page.has_below((m.use.of,))
            told = (self.plan.whole and row) or above or m.use.of in self.page.attributed
            told = told or self._is_said_behind(m, caveat)
        if not told:
            self._add(m, caveat)
        if not self.said.is_title:
            self.said.paid.add((Owed.SPEAKER, words))
            self.page.attributed.add(m.use.of)

    def _is_said_behind(self, m: Met, caveat: Caveat) -> bool:
        """Whether the next value owes the same, and says it for both: Porto, 3 March 2025 (according to A. Sample)."""
        of = next((o.use.of for o in self.met if o.offset > m.offset and o.use.rests), "")
        return bool(of) and of not in self.page.attributed and caveat in self.speech.owed(of)

    def _stands_otherwise(self, m: Met) -> bool:
        """Whether the same words, or the same number, rest on another statement of the same that nobody contests."""
        beside = (o.use.of for o in self.met if o.cite == m.cite and o.use.of != m.use.of)
        return any(self.speech.says_the_same(of, m.use.of) and not self._is_contested(of) for of in beside)

    def _is_contested(self, of: str) -> bool:
        return any(c.owed in _OF_SIDES for c in self.speech.owed(of))

    def _settle_judged(self, m: Met, caveat: Caveat) -> None:
        """That it is a judgement, and how likely it is held to be."""
        likely = self.speech.likely(caveat)
        if likely and (self.said.named.issuperset(caveat.statements) or likely.casefold() in self._words):
            caveat, likely = replace(caveat, statements=()), ""
        if not self.page.is_named(self._words + "\n" + self.page.above(), m.use.of, caveat):
            self._add(m, caveat)
        elif likely:
            self._put(m, likely, caveat.owed)
            self.added.append(Added(m.use.of, caveat.owed, likely, m.use))

    def _settle_others(self, m: Met, caveat: Caveat) -> None:
        """All values, each with its source; where all are printed here, each gets what it lacks."""
        sources = self._sources(m, caveat)
        if not self._used.issuperset(caveat.statements):
            self._add(m, caveat)
        elif sources.casefold() not in self._words:
            self._put(m, sources, caveat.owed)

    def _sources(self, m: Met, caveat: Caveat) -> str:
        """The sources of one of several values; none in a title, if the page below has the values with them."""
        below = self.said.is_title and self.page.has_below((m.use.of, *caveat.statements))
        return "" if below else self.speech.sources(m.use.of)

    def _is_one_of_several(self, m: Met) -> bool:
        """Whether a value stands among others, each with its source behind it."""
        others = (c for c in self.speech.owed(m.use.of) if c.owed is Owed.OTHERS)
        return m.use.how == "" and any(self._sources(m, caveat) for caveat in others)

    def _settle_claim(self, m: Met, caveat: Caveat) -> None:
        named = bool(self._used.intersection(caveat.statements)) or self.page.is_named(self._words, m.use.of, caveat)
        capacity = self.speech.capacity(caveat)
        if not named:
            self._add(m, caveat)
        elif caveat.speakers == (self.page.subject,) and self.page.has_said(capacity):
            pass  # a page about a person introduces them once
        elif capacity and caveat.capacity not in self._used and capacity.casefold() not in self._words:
            speaker = next((other for other in self.met if other.use.of in caveat.statements), m)
            self._put(speaker, capacity, Owed.CLAIM)
            self.added.append(Added(m.use.of, Owed.CLAIM, capacity, m.use))

    @cached_property
    def _stop(self) -> int:
        """Where the signs begin that end the sentence, -1 without any."""
        return stop_before(self.run.text, min(self.end, self.run.end))

    @cached_property
    def _words(self) -> str:
        return self.run.text[self.start : self.end].casefold()

    @cached_property
    def _used(self) -> frozenset[str]:
        return frozenset(m.use.of for m in self.met)

    def _says(self, m: Met, caveat: Caveat) -> bool:
        """Whether the template's own words say it: behind the value, in brackets around it, or announcing it."""
        behind = self.run.text[m.offset : next(self._later(m, caveat.record), self.end)]
        words = behind + "\n" + self._around(m.offset)
        first = bisect_left(self.met, m.offset, key=lambda other: other.offset)
        before = self.run.text[self.met[first - 1].offset if first else self.start : m.offset]
        told = self.speech.told(m.use.of, caveat)
        if self.speech.is_sentence(m.use.of):  # its own words may say it
            words += "\n" + before
        return any(_is_clause(word, words) or _announces(word, before) for word in told)

    def _later(self, m: Met, about: str) -> Iterator[int]:
        """Where other values stand behind this one; of a record, values of something else."""
        return (
            other.offset
            for other in self.met
            if other.offset > m.offset and (not is_of(other.use.of, about) if about else other.use.of != m.use.of)
        )

    def _around(self, offset: int) -> str:
        """What stands in the brackets around a value."""
        opened = self.run.opened(offset)
        if opened < self.start:
            return ""
        closed = self.run.text.find(")", offset, self.end)
        return self.run.text[opened : closed if closed >= 0 else self.end]

    def _add(self, m: Met, caveat: Caveat) -> None:
        words = self.speech.remark(m.use.of, self.page.as_told(m.use.of, caveat, self.said))
        if not self.said.is_title:
            self.page.told_in_full(caveat)
        self.added.append(Added(m.use.of, caveat.owed, words, m.use))
        if caveat.owed is Owed.OTHERS:
            sources = self._sources(m, caveat)
            self._put(m, sources, caveat.owed)
            self.plan.others[m.cite] = m.offset, m.use.of, caveat, bool(sources)
        else:
            self._put(self._said_of(m, caveat), words, caveat.owed)

    def _said_of(self, m: Met, caveat: Caveat) -> Met:
        """Behind which value a caveat stands: that of a whole claim behind what is said, not behind who says it."""
        own = (o for o in self.met if o.offset > m.offset and is_of(o.use.of, caveat.record)) if caveat.record else ()
        return next((o for o in own if any(c.owed is Owed.CLAIM for c in self.speech.owed(o.use.of))), m)

    def _put(self, m: Met, words: str, owed: Owed) -> None:
        self.plan.put(m.offset, words, owed, sentence=self.speech.is_sentence(m.use.of))


def _is_another_side(of: str, other: str) -> bool:
    """Whether two values are of two sides: of two records, or one property of one; a side may have several values."""
    mine, theirs = of.split("/"), other.split("/")
    return of != other and (mine[:2] != theirs[:2] or mine[2:3] == theirs[2:3])


def _told_of(of: str, caveat: Caveat) -> str:
    """Of what a caveat is told once in a sentence: of a judgement, with all that the desk says of it."""
    return of.rpartition("/")[0].rpartition("/")[0] if caveat.owed is Owed.JUDGED else of


def _is_clause(word: str, words: str) -> bool:
    """Whether the word stands by itself, in brackets or between commas, and not within what says something else."""
    found = rf"(?:^|[(;,:–—\n])\s*{re.escape(word)}\s*(?:[);,:.–—\n]|$)"
    return _has(word, words) and re.search(found, words, re.IGNORECASE) is not None


def _announces(word: str, before: str) -> bool:
    """Whether the word, with a colon, stands before a value and behind no other: contested: 3 March 2025."""
    found = rf"(?:^|[(;,–—\n])\s*{re.escape(word)}\s*[:：][^:：;()\n]*$"
    return _has(word, before) and re.search(found, before, re.IGNORECASE) is not None


def _has(word: str, words: str) -> bool:
    """Asked first, for patterns of many words are worth making where the word is there at all."""
    return without_case(word) in without_case(words)
