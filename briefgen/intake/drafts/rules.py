"""Rules that propose: dates, numbers of sessions, places, lists of parties, posts, who said what, what was discussed.

They need no model and no network, and know nothing: each proposal is a passage with what it seems to bear, for a
person to accept. The words they go by are lists of data, a file for each language; dates, countries and numbers are
read in any language of CLDR, so a text in another language gives fewer proposals, and no other ones.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import field, replace

import regex

from briefgen.frozen import dataclass
from briefgen.intake.drafts import meeting_names as naming
from briefgen.intake.drafts import occasion_reading as occasion
from briefgen.intake.drafts import place_reading as where
from briefgen.intake.drafts.claims_reading import ClaimsReading
from briefgen.intake.drafts.matters_reading import by_lines, matters
from briefgen.intake.drafts.occasion_reading import of_meeting
from briefgen.intake.drafts.people_reading import NamedPerson, persons
from briefgen.intake.drafts.proposal import DraftedValue
from briefgen.intake.drafts.text_reading import LONGEST_SENTENCE, TextSentence, countries, dates, sentences
from briefgen.intake.drafts.wordlists import WordList, word_list

BY = "briefgen-rules 2"
_FEWEST_WORDS, _SHORTEST = 3, 15  # as the gate has them
_NAME_WITHIN = regex.compile(r"(?<=[\p{Ll}\p{M}] )(\p{Lu}[\p{L}\p{M}]+)")
"""A word with a capital behind a word: a name."""
_SAID = re.compile(r"“[^“”]{40,}(?:”|$)|«[^«»]{40,}(?:»|$)|\"[^\"]{40,}\"|„[^„“]{40,}“")
_HEAD = 8  # sentences that may show when a report was written
_WHICH_YEAR = "which year? the passage names none"
_THAT_YEAR = "the year stands at the head of the report: is it that of the meeting?"
_NOT_THEN = "the passage does not say that it was held then: is it the day of the meeting?"
_FULL_NAME = "the passage has the family name alone: who is it?"
_NOT_CALLED = "the passage does not say that it was held: is it the name of the meeting?"
_NOT_SAID = "the passage does not say that it was held there: is it the place of the meeting?"


def propose(text: str, language: str, furniture: tuple[str, ...] = ()) -> list[DraftedValue]:
    """What the rules find in a text, in its order; every quote is a whole sentence of it."""
    lists = word_list(language)
    reading = _Reading(lists, ClaimsReading(text, lists, frozenset(_NAME_WITHIN.findall(text))))
    found: list[DraftedValue] = []
    every = sentences(text, language, furniture)
    of_lines = list(by_lines(text, lists))
    topics = [p.quote.split("\n")[0] for p in of_lines]
    for sentence in every:
        if any(sentence.words in topic for topic in topics):
            continue
        is_enough = len(sentence.words.split()) >= _FEWEST_WORDS or len(sentence.words) >= _SHORTEST
        if is_enough and len(sentence.words) <= LONGEST_SENTENCE:
            found.extend(reading.of(sentence))
    found.extend(reading.by_dateline(text, every))
    found.extend(of_lines)
    found = [_with_year(p, text, every, language) for p in found]
    unlike = {(p.kind, p.field, repr(p.value), p.quote): p for p in found}
    in_order = sorted(unlike.values(), key=lambda p: text.find(p.quote))
    return [replace(p, id=f"d{n}", by=BY) for n, p in enumerate(in_order, 1)]


@dataclass(slots=True)
class _Reading:
    """What is known so far: who spoke and was named, whose posts are told, and what of the meeting."""

    lists: WordList
    claims: ClaimsReading
    posts: set[str] = field(default_factory=set)
    attended: dict[str, list[list[str]]] = field(default_factory=dict)
    elsewhere: tuple[str, str, str, str] = ("", "", "", "")
    perhaps: tuple[str, str, str, str] = ("", "", "", "")
    named: tuple[str, str, bool, int] = ("", "", False, -2)
    perhaps_people: dict[str, tuple[str, str]] = field(default_factory=dict)
    first_day: tuple[str, str] = ("", "")
    known: dict[str, str] = field(default_factory=dict)

    def of(self, sentence: TextSentence) -> Iterator[DraftedValue]:
        words = where.without_head(sentence.words, self.lists)
        named = persons(words, self.lists)
        is_quoted = self.claims.is_quotation(sentence)
        told = "" if is_quoted else _SAID.sub(lambda m: " " * len(m[0]), words)
        yield from self._occasion(words, told, is_headline=sentence.is_headline)
        yield from self._who(words, named)
        says = self.claims.of(words, sentence, is_quoted=is_quoted)
        says = says if not sentence.is_headline or re.search(r"[“”\"«»„:]", words) else []
        yield from says
        is_aside = self._is_background(words) or self.lists.finds("editorial", words)
        is_list = words.endswith(":") and self.lists.finds("outcomes", words) is None
        is_told = (not says or self._of_all(says)) and not is_list and not is_quoted
        told = words if is_told else next((p.value for p in says if self._is_of_meeting(p)), "")
        if says and not told and not is_quoted and self.lists.finds("presented", words):
            yield of_meeting("discussion", words, words)
        if told and not sentence.is_headline and not is_aside:
            yield from matters(words, told, self.lists)
        self.claims.named(named)

    # --- the meeting itself ---

    def _occasion(self, words: str, told: str, *, is_headline: bool) -> Iterator[DraftedValue]:
        """What is told of the meeting; what stands in quotation marks speaks of something else, mostly."""
        lists = self.lists
        told = occasion.of_this_meeting(told, lists, is_headline=is_headline)
        is_due = occasion.is_due(told, lists)
        count, name = naming.number(told, lists)
        if count and not is_due and self.known.setdefault("ordinal", str(count)) == str(count):
            yield of_meeting("ordinal", str(count), words)
            if naming.is_whole(name) and self.known.setdefault("names", name) == name:
                yield of_meeting("names", name, words)
        is_held = occasion.is_held(told, lists) or (is_headline and lists.finds("meetings", told) is not None)
        name, certainty = ("", 0) if is_due else naming.unnumbered(told, lists)
        is_told_of = is_held or is_headline
        if name and (is_told_of or certainty > 1) and (is_told_of, certainty) > self.named[2:] and told.strip():
            self.named = (name, words, is_told_of, certainty)
        if is_headline and not self.named[0] and (body := naming.of_body(told, lists)):
            self.named = (body, words, False, -1)
        if (found := where.venue(told, lists)) and not is_due:
            yield of_meeting("venue", found, words)
        for host in occasion.hosts(told, lists) if not is_due else ():
            yield of_meeting("host", host, words)
        if (day := occasion.day_of(told, lists)) and self.known.setdefault("date", day) == day:
            yield of_meeting("date", day, words, asks=_year_asked(day))
        if is_due:
            return
        days = [] if day else occasion.days(told, lists)
        if days and not self.first_day[0] and not lists.finds("elsewhen", told):
            self.first_day = (days[0], words)
        if not is_held:
            perhaps = where.place(told, lists)
            if perhaps[0] and perhaps[0] == self.known.get("place") and perhaps[1]:
                yield from self._country(perhaps[1], perhaps[2], words)
            elif perhaps[0] and not self.elsewhere[0] and not where.is_behind_venue_word(told, perhaps[0], lists):
                self.elsewhere = (*perhaps, words)
            if not self.perhaps[0] and where.is_beside_meeting(told, perhaps[0] or perhaps[1] or "\0", lists):
                self.perhaps = (*perhaps, words)
                day = next((d for d, at in dates(told, lists.language) if _is_right_behind(told, perhaps[0], at)), "")
                if day and self.known.setdefault("date", day) == day:
                    yield of_meeting("date", day, words, asks=f"{_year_asked(day)} {_NOT_THEN}".strip())
            return
        if days and self.known.setdefault("date", days[0]) == days[0]:
            yield of_meeting("date", days[0], words, asks=_year_asked(days[0]))
        town, land, code = where.place(told, lists)
        if town and self.known.setdefault("place", town) == town:
            yield of_meeting("place", town, words)
        if land and (not town or self.known["place"] == town):
            yield from self._country(land, code, words)

    def _country(self, land: str, code: str, words: str) -> Iterator[DraftedValue]:
        if self.known.setdefault("country", code) == code:
            yield of_meeting("country", land, words, keys={"code": code})

    def by_dateline(self, text: str, every: list[TextSentence]) -> Iterator[DraftedValue]:
        """Where it may have been: a place named beside the meeting, or else where and when the report was written."""
        full = {name.split()[-1] for name in self.posts}
        for name, (post, quote) in self.perhaps_people.items():
            if name not in full and not self.claims.families.get(name):
                yield of_meeting("people", name, quote, keys={"post": post}, asks=_FULL_NAME)
        name, quote, is_held, _ = self.named
        if name and "names" not in self.known:
            yield of_meeting("names", name, quote, asks="" if is_held else _NOT_CALLED)
        town, land, code, quote = self.perhaps
        if land and not town and not {"place", "country"} & set(self.known):
            yield of_meeting("country", land, quote, keys={"code": code}, asks=_NOT_SAID)
        if town and "place" not in self.known:
            self.known["place"] = town
            yield of_meeting("place", town, quote, asks=_NOT_SAID)
            if land:
                yield of_meeting("country", land, quote, keys={"code": code}, asks=_NOT_SAID)
        town, land, day, at = where.dateline(text, self.lists)
        sentence = _long_enough(text, every, at)
        for name, value in (("place", town), ("date", day)):
            known = self.known.get(name, "XXXX" + value[4:] if name == "date" else "")
            is_year = name == "date" and known == f"XXXX{value[4:]}"  # it was held on 7 April: of the year in front
            if not value or not sentence or (name in self.known and not is_year):
                continue
            ask = f"the report was written {'at' if name == 'place' else 'on'} it: is it the {name} of the meeting?"
            yield of_meeting(name, value, sentence, asks=f"{_year_asked(value)} {ask}".strip())
        if "date" not in self.known and self.first_day[0]:
            day, quote = self.first_day
            yield of_meeting("date", day, quote, asks=f"{_year_asked(day)} {_NOT_THEN}".strip())
        if "place" not in self.known and self.elsewhere[0]:
            yield of_meeting("place", self.elsewhere[0], self.elsewhere[3], asks=_NOT_SAID)
        if land and sentence and "country" not in self.known and self.known.get("place", town) == town:
            code = next(code for code, known, _ in countries(f"{land} ", self.lists.language) if known == land)
            yield of_meeting("country", land, sentence, keys={"code": code})

    # --- who was there ---

    def _who(self, words: str, named: list[NamedPerson]) -> Iterator[DraftedValue]:
        for parties, status in occasion.parties(words, self.lists):
            if any(set(parties) < set(known) for known in self.attended.setdefault(status, [])):
                continue  # some of those who came did something by themselves
            self.attended[status].append(parties)
            yield of_meeting("attendance", parties, words, keys={"status": status})
        chairs = [] if occasion.is_due(words, self.lists) else occasion.chairs(words, self.lists, named)
        for chair in chairs:
            yield of_meeting("chair", chair, words)
            if chair not in self.posts and any(p.name == chair and not p.post for p in named):
                self.posts.add(chair)
                yield of_meeting("people", chair, words)
        for person in named:
            if person.is_family and person.post and len(person.name) > 1 and person.name not in self.claims.families:
                self.perhaps_people.setdefault(person.name, (person.post, words))
            if person.is_family or person.name in self.posts or not (person.post or person.party or person.acts):
                continue
            self.posts.add(person.name)
            keys = {key: text for key, text in (("post", person.post), ("party", person.party)) if text}
            yield of_meeting("people", person.name, words, keys=keys)
            if not chairs and occasion.is_chair(person.post, self.lists):
                yield of_meeting("chair", person.name, words, asks=f"did {person.name} chair this meeting?")

    def _is_background(self, words: str) -> bool:
        """Whether a sentence tells what a body is, and nothing of a meeting; "that was founded in 2019" is an aside."""
        m = self.lists.finds("background", words)
        return m is not None and re.search(r"\b(?:that|which|who) $", words[: m.start()]) is None

    def _of_all(self, says: list[DraftedValue]) -> bool:
        """Whether those present say it together, so that it may be what came of it: the leaders reaffirmed that …"""
        those = ("groups", "crowds", "collective", "documents")
        many = [p for p in says if any(self.lists.has(one, p.speaker.split()[-1]) for one in those)]
        return len(many) == len(says)

    def _is_of_meeting(self, claim: DraftedValue) -> bool:
        """Whether a claim tells what they did together: the meeting discussed quotas, the statement said."""
        if claim.keys["mode"] == "quoted":
            return False
        lists = self.lists
        if (agenda := lists.finds("agenda", claim.value)) and agenda.start() < len("the main "):
            return True
        every = (lists.finds(name, claim.value) for name in ("discussed", "outcomes", "agenda"))
        verb = next(filter(None, every), None)
        near = re.findall(r"[\w’'-]+", claim.value[: verb.start()])[-4:] if verb else []
        those = [n for n, word in enumerate(near) if lists.has("meetings", word) or lists.has("groups", word)]
        return bool(those) and not any(word[0].isupper() for word in near[those[-1] + 1 :])


def _long_enough(text: str, every: list[TextSentence], at: int) -> str:
    """The sentence that stands at a place, with those behind it until there is enough for a quote."""
    n = next((n for n, s in reversed(list(enumerate(every))) if s.start <= at), None)
    for last in every[n:] if n is not None else ():
        quote = text[every[n].start : last.start + len(last.words)]  # type: ignore[index]
        if len(quote.split()) >= _FEWEST_WORDS or len(quote) >= _SHORTEST:
            return quote
    return ""


def _with_year(one: DraftedValue, text: str, every: list[TextSentence], language: str) -> DraftedValue:
    """A day without a year with the year that the head of the text shows, and all between as its passage."""
    if one.field != "date" or not one.value.startswith("XXXX") or text.find(one.quote) < 0:
        return one
    at, shown = text.find(one.quote), []
    for head in [s for s in every[:_HEAD] if s.start <= at]:
        days = [day for day, _ in dates(head.words, language) if day[:4] != "XXXX"]
        bare = re.findall(r"(?<![\d/-])((?:19|20)\d\d)(?![\d/-])", head.words) if head.is_headline else []
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


def _is_right_behind(words: str, town: str, at: int) -> bool:
    """Whether a day stands right behind a town: in Lima on 28 March."""
    return bool(town) and re.fullmatch(r",?\s(?:on\s|am\s|le\s)?", words[words.find(town) + len(town) : at]) is not None


def _year_asked(day: str) -> str:
    return _WHICH_YEAR if day.startswith("XXXX") else ""
