"""What a text tells of the meeting itself: its number and name, its days, its town and country, its hall and host.

A sentence that tells of it decides; what others only suggest is kept to the end, and asked about.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import field

from briefgen.frozen import dataclass, replace
from briefgen.intake.drafts import meeting_names as naming
from briefgen.intake.drafts import occasion_reading as occasion
from briefgen.intake.drafts import place_reading as where
from briefgen.intake.drafts.cldr_reading import by_weekday, countries, dates, months, towns
from briefgen.intake.drafts.proposal import DraftedValue, of_meeting
from briefgen.intake.drafts.text_reading import LONGEST_SENTENCE, TextSentence
from briefgen.intake.drafts.wordlists import CAPITAL, HEAD_LAST, WordList, cased, compiled, word_list

FEWEST_WORDS, SHORTEST = 3, 15  # as the gate has them
_BY_ITS_NAME = 2  # how surely a sentence names it
_MET = ("meetings", "discussed", "comes_together")
_BARE_NAME = 2  # words of a number and a meeting, and no more: second session
_FAR = 600  # characters behind the day of a report, from which on a passage does not begin with it
_EARLY = 400  # characters in which a report tells where it was
_HEAD = 8  # sentences that may show when a report was written
_WHICH_YEAR = "which year? the passage names none"
_THAT_YEAR = "the year stands at the head of the report: is it that of the meeting?"
_NOT_THEN = "the passage does not say that it was held then: is it the day of the meeting?"
_NOT_CALLED = "the passage does not say that it was held: is it the name of the meeting?"
_OF_WHAT = "the passage does not say of what: is it the number of the meeting, and not one of its own sessions?"
_WHICH_TOWN = "the report was written at two towns: at which of them was the meeting?"
_NOT_SAID = "the passage does not say that it was held there: is it the place of the meeting?"
GUESSES = (_NOT_THEN, _NOT_CALLED, _NOT_SAID)
"""What is asked about a day, a name, a place that stands in a text by itself."""
_TOWN_ALONE = "the passage names it, and not that the town is there: is it the country of the meeting?"
_COUNTED_BACK = "the day is counted back from that of the report: is it right?"


@dataclass(slots=True)
class MeetingReading:
    """What is known of the meeting so far, and what may be it, each with its passage.

    `places` are the first towns that stand beside the name of a meeting, in front of it, or elsewhere, with their
    countries; `days` the first ones beside a meeting, in any sentence, and a month without a day.
    """

    lists: WordList
    known: dict[str, str] = field(default_factory=dict)
    places: dict[str, tuple[str, str, str, str]] = field(default_factory=dict)
    days: dict[str, tuple[str, str]] = field(default_factory=dict)
    named: tuple[tuple[bool, int, bool], str, str] = ((False, -2, False), "", "")
    undated: list[tuple[str, TextSentence]] = field(default_factory=list)
    lands: dict[str, tuple[str, str]] = field(default_factory=dict)
    land: tuple[str, str, str] = ("", "", "")

    def of(self, words: str, told: str, sentence: TextSentence) -> Iterator[DraftedValue]:
        """What a sentence tells of the meeting; what stands in quotation marks speaks of something else, mostly."""
        lists, is_headline = self.lists, sentence.is_headline
        for code, land, _ in countries(words, lists.language):
            self.lands.setdefault(code, (land, words))
        if margin := lists.finds("margins", words):  # a meeting there is in that town
            self._perhaps_in("elsewhere", *where.place(words[margin.start() :], lists), words)
        told = occasion.of_this_meeting(told, lists, is_headline=is_headline)
        is_due = occasion.is_due(told, lists)
        is_held = occasion.is_held(told, lists) or (is_headline and lists.finds("meetings", told) is not None)
        yield from self._names(words, told, is_told_of=is_held or is_headline, is_headline=is_headline)
        if (found := where.venue(told, lists)) and not is_due:
            aside = lists.finds("side_events", told[: told.find(found)])
            asks = f"the passage names it beside “{aside[0]}”: was the meeting there, too?" if aside else ""
            yield of_meeting("venue", found, words, asks=asks)
        for host in occasion.hosts(told, lists) if not is_due else ():
            yield of_meeting("host", host, words)
        if is_due:
            return
        days = [value for value, at in dates(told, lists.language) if not occasion.is_of_paper(told[:at], lists)]
        if days and not lists.finds(("elsewhen", "published"), told):
            self.days.setdefault("beside" if lists.finds("meetings", told) else "any", (days[0], words))
        if not is_held:
            yield from self._perhaps(words, told, is_early=sentence.start < _EARLY)
            return
        if days and self.known.setdefault("date", days[0]) == days[0]:
            yield of_meeting("date", days[0], words, asks=_asks(days[0]))
        elif not days:
            self.undated.append((told, sentence))
            for month in (m for m, at in months(told, lists.language) if not occasion.is_of_paper(told[:at], lists)):
                self.days.setdefault("month", (month, words))
        town, land, code = where.place(told, lists)
        if town and where.is_far(told, town, lists):
            self._perhaps_in("elsewhere", town, land, code, words)
            town = land = ""
        if town and self.known.setdefault("place", town) == town:
            yield of_meeting("place", town, words)
        if land and (not town or self.known["place"] == town):
            yield from self._country(land, code, words)
        for _, name, at in towns(told, lists.language):
            if where.is_in_front_of_meeting(told[at + len(name) :], lists):
                self._perhaps_in("in front", name, "", "", words)

    def _names(self, words: str, told: str, *, is_told_of: bool, is_headline: bool) -> Iterator[DraftedValue]:
        lists = self.lists
        is_due = occasion.is_due(told, lists)
        count, name = naming.number(told, lists)
        name = naming.marked(name, words)
        if is_headline and name and naming.is_all_name(words, name, lists) and not any(where.place(words, lists)):
            name = words
        if count and not is_due and self.known.setdefault("ordinal", str(count)) == str(count):
            is_its = is_told_of or is_headline or len(name.split()) != _BARE_NAME
            yield of_meeting("ordinal", str(count), words, asks="" if is_its else _OF_WHAT)
            if naming.is_whole(name) and self.known.setdefault("names", name) == name:
                yield of_meeting("names", name, words)
        name, certainty = ("", 0) if is_due else naming.unnumbered(told, lists)
        name = re.split(r"\s{2,}", name.strip())[0]  # without blanks for what is said
        if not is_due and (title := naming.titled(words, lists)):
            name, certainty = title, _BY_ITS_NAME
        if not name and not is_due and self.named[0][1] < _BY_ITS_NAME and "names" not in self.known:
            name, certainty = occasion.event(told, lists, is_headline=is_headline), _BY_ITS_NAME
        is_one = (is_told_of or certainty > 0) and not lists.finds("press", name)
        is_one = is_one and not lists.has("several", name.rpartition(" ")[2])  # committee meetings are boring
        if is_headline and " " in name:
            name = naming.to_the_end(name, words, lists)
        name = naming.without_people(name, words, lists) if name and is_one else name
        name = compiled(rf"(?:\s(?:{lists['name_joins']}|{lists['in']}))+$").sub("", name)  # a meeting with
        is_one = is_one and bool(name)
        sure = is_told_of, certainty, where.place(told, lists)[0] != ""  # of two, that which was somewhere
        if is_one and told.strip() and sure > self.named[0]:
            self.named = sure, naming.marked(name, words), words

    def other_named(self, words: str) -> str:
        """Another meeting than the one that is known, by its number or its name: no word of one is in the other."""
        lists = self.lists
        count, name = naming.number(words, lists)
        if count and str(count) != self.known.get("ordinal", str(count)):
            return name
        loud = cased(rf"(?:{CAPITAL} )+(?i:{lists['meetings']})(?! ?\p{{Lu}}|\p{{L}})")
        name = found[0] if HEAD_LAST in lists.traits and (found := loud.search(words)) else ""
        ours, theirs = (
            {w for w in one.split() if w[0].isupper() and not lists.has(("meetings", "little"), w)}
            for one in (name, self.known.get("names") or self.named[1])
        )
        return name if ours and theirs and not ours & theirs else ""

    def _perhaps(self, words: str, told: str, *, is_early: bool) -> Iterator[DraftedValue]:
        """What a sentence suggests that does not say that the meeting was held."""
        lists = self.lists
        perhaps = where.place(told, lists)
        if perhaps[0] and perhaps[0] == self.known.get("place") and perhaps[1]:
            yield from self._country(perhaps[1], perhaps[2], words)
        elif (is_early or lists.finds(_MET, told)) and not where.is_behind_venue_word(told, perhaps[0], lists):
            self._perhaps_in("elsewhere", *perhaps, words)
        if perhaps[1] and not self.land[0] and lists.finds(_MET, told):
            self.land = (perhaps[1], perhaps[2], words)
        if perhaps[0] and where.is_beside_meeting(told, perhaps[0], lists):
            self._perhaps_in("beside", *perhaps, words)

    def _perhaps_in(self, how: str, town: str, land: str, code: str, words: str) -> None:
        if town:
            self.places.setdefault(how, (town, land, code, words))

    def _country(self, land: str, code: str, words: str, asks: str = "") -> Iterator[DraftedValue]:
        if land and self.known.setdefault("country", code) == code:
            yield of_meeting("country", land, words, keys={"code": code}, asks=asks)

    # --- at the end of the text ---

    def at_the_end(self, text: str, every: list[TextSentence]) -> Iterator[DraftedValue]:
        """What the whole tells of it: a place named beside it, or else where and when the report was written."""
        (is_held, *_), name, quote = self.named
        if name and "names" not in self.known:
            yield of_meeting("names", name, quote, asks="" if is_held else _NOT_CALLED)
        yield from self._place("beside")
        yield from self._place("in front")
        yield from self._by_weekday(text, every)
        yield from self._day("beside")
        yield from self._by_dateline(text, every)
        yield from self._day("any")
        yield from self._day("month")
        yield from self._place("elsewhere")
        code = next((code for code, _, _ in towns(self.known.get("place", ""), self.lists.language)), "")
        if "country" not in self.known and code in self.lands:
            yield from self._country(self.lands[code][0], code, self.lands[code][1], _TOWN_ALONE)
        if "country" not in self.known and ("place" not in self.known or code == self.land[1]):
            yield from self._country(*self.land, _NOT_SAID)

    def _place(self, how: str) -> Iterator[DraftedValue]:
        if how in self.places and "place" not in self.known:
            town, land, code, quote = self.places[how]
            self.known["place"] = town
            yield of_meeting("place", town, quote, asks=_NOT_SAID)
            yield from self._country(land, code, quote, _NOT_SAID)

    def _day(self, how: str) -> Iterator[DraftedValue]:
        if how in self.days and "date" not in self.known:
            day, quote = self.days[how]
            self.known["date"] = day
            yield of_meeting("date", day, quote, asks=_asks(day, _NOT_THEN))

    def _by_weekday(self, text: str, every: list[TextSentence]) -> Iterator[DraftedValue]:
        """The day that is told by its weekday, counted back from the one that stands at the head of the report."""
        for told, sentence in self.undated if "date" not in self.known else ():
            for report, head in _days_shown(every, self.lists):
                day, by = by_weekday(told, report, self.lists) if head.start <= sentence.start else ("", "")
                quote = text[head.start : text.find(sentence.words, sentence.start) + len(sentence.words)]
                if day and report[:7] == day[:7] == day[-10:-3]:
                    self.known["date"] = day
                    is_far = len(quote) > _FAR
                    why = f"the passage says {by}, and the report is of {report}"
                    keys = {"inferred": "all" if is_far else "day", "why": why} if is_far or day != report else {}
                    words = sentence.words if is_far else quote
                    yield of_meeting("date", day, words, keys=keys, asks=_COUNTED_BACK)
                    return

    def _by_dateline(self, text: str, every: list[TextSentence]) -> Iterator[DraftedValue]:
        town, land, day, at = where.dateline(text, self.lists)
        sentence = _long_enough(text, every, at)
        day = "" if self.lists.finds("published", sentence) else day
        both = town.split("/")  # DUSHANBE/ISLAMABAD, April 17
        for name, value in (*(("place", one) for one in both), ("date", day)):
            known = self.known.get(name, "XXXX" + value[4:] if name == "date" else "")
            is_year = name == "date" and known == f"XXXX{value[4:]}"  # it was held on 7 April: of the year in front
            is_other = name in self.known and value not in both[1:]
            if not value or not sentence or (is_other and not is_year):
                continue
            ask = f"the report was written {'at' if name == 'place' else 'on'} it: is it the {name} of the meeting?"
            ask = _WHICH_TOWN if name == "place" and len(both) > 1 else ask
            yield of_meeting(name, value, sentence, asks=_asks(value, ask))
            self.known.setdefault(name, value)
        if land and sentence and self.known.get("place", town) == town:
            code = next(code for code, known, _ in countries(f"{land} ", self.lists.language) if known == land)
            yield from self._country(land, code, sentence)


def with_year(one: DraftedValue, text: str, every: list[TextSentence], language: str) -> DraftedValue:
    """A day without a year with the year that the head of the text shows, and all between as its passage."""
    if one.field != "date" or not one.value.startswith("XXXX") or text.find(one.quote) < 0:
        return one
    at, shown = text.find(one.quote), []
    for head in [s for s in every[:_HEAD] if s.start <= at]:
        days = [day for day, _ in dates(head.words, language) if day[:4] != "XXXX"]
        ends = rf"(?<![\d/-])((?:19|20)\d\d)(?=\W*$)|{word_list(language)['meetings']}\s((?:19|20)\d\d)(?![\d/-])"
        bare = [m[1] or m[2] for m in compiled(ends).finditer(head.words)] if head.is_headline else []
        shown += [(day[:4], day, head.start) for day in days] + [(year, "", head.start) for year in bare]
    if not shown:
        return one
    year, day, begin = shown[0]
    first = one.value[:10].replace("XXXX", year)
    if day and first > f"{day[:10]}~":
        return one  # of the year before, or of another day to come
    quote = text[begin : at + len(one.quote)]
    if len(quote) > LONGEST_SENTENCE:
        return one
    asks = one.asks.replace(_WHICH_YEAR, _THAT_YEAR)
    return replace(one, value=one.value.replace("XXXX", year), quote=quote, asks=asks)


def _days_shown(every: list[TextSentence], lists: WordList) -> Iterator[tuple[str, TextSentence]]:
    """The days that stand at the head of a report, in a short line or in front of a sentence, with that."""
    for head in every[:_HEAD]:
        in_front = head.words[: len(head.words) - len(where.without_head(head.words, lists))]
        for day, _ in dates(head.words if len(head.words.split()) <= _HEAD else in_front, lists.language):
            yield day, head


def _long_enough(text: str, every: list[TextSentence], at: int) -> str:
    """The sentence that stands at a place, with those behind it until there is enough for a quote."""
    n = next((n for n, s in reversed(list(enumerate(every))) if s.start <= at), None)
    for last in every[n:] if n is not None else ():
        quote = text[every[n].start : last.start + len(last.words)]  # type: ignore[index]
        if len(quote.split()) >= FEWEST_WORDS or len(quote) >= SHORTEST:
            return quote
    return ""


def _asks(day: str, other: str = "") -> str:
    return "; ".join(filter(None, (_WHICH_YEAR if day.startswith("XXXX") else "", other)))
