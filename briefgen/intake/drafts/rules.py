"""Rules that propose: dates, numbers of sessions, places, lists of parties, posts, who said what, what was discussed.

They need no model and no network, and know nothing: each proposal is a passage with what it seems to bear, for a
person to accept. The words they go by are lists of data, a file for each language; dates, countries and numbers are
read in any language of CLDR, so a text in another language gives fewer proposals, and no other ones.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import field, replace
from typing import Any

import regex

from briefgen.frozen import dataclass
from briefgen.intake.drafts import occasion_reading as occasion
from briefgen.intake.drafts import place_reading as where
from briefgen.intake.drafts.people_reading import NamedPerson, persons
from briefgen.intake.drafts.proposal import CLAIMS, DraftedValue
from briefgen.intake.drafts.speech_reading import assertions, inverted
from briefgen.intake.drafts.text_reading import LONGEST_SENTENCE, TextSentence, countries, dates, is_open, sentences
from briefgen.intake.drafts.wordlists import WordList, compiled, word_list

BY = "briefgen-rules 2"
_FEWEST_WORDS, _SHORTEST = 3, 15  # as the gate has them
_COMPOUND = 13
"""Letters of a word that is a name by itself behind a number: Nachtzugkonferenz."""
_NAME_WITHIN = regex.compile(r"(?<=[\p{Ll}\p{M}] )(\p{Lu}[\p{L}\p{M}]+)")
"""A word with a capital behind a word: a name."""
_NO_NAMES = re.compile(
    r"We|Our|Us|They|Their|He|His|She|Her|Its?|Your?|The|An?|This|That|These|Those|There|Not?|If|In|On|At|For"
)
_FIRST_PERSON = re.compile(
    r"(?<![\w’'])(?:I|[Ww]e|us|[Mm]y|me|[Oo]urs?|ourselves|myself|[Мм]ы|[Яя]|нас|нам|нами|[Нн]аш\w*|меня|мне|"
    r"[Мм]о[йяеи])(?!\w)"
)
_SAID = re.compile(r"“[^“”]{40,}(?:”|$)|«[^«»]{40,}(?:»|$)|\"[^\"]{40,}\"|„[^„“]{40,}“")
_NAMES = regex.compile(
    r"(?<=\p{Ll}[\p{L}’']* )\p{Lu}[\p{L}\p{M}’'-]+(?:(?: (?:and|of|for|the))* \p{Lu}[\p{L}\p{M}’'-]+)+"
)
"""Words with capitals within a sentence: the Review and Coordination Meeting reviewed nothing."""
_ADVERB = re.compile(r"(?<=\w )[a-z]{2,}ly(?= [a-z])")
_QUOTATION = re.compile(r"[“\"«„][^“”\"«»„]{8,}[”\"»“]?[.,]?")
"""A sentence that is a quotation and no more; one that goes on in the next paragraph is not closed."""
_NOT_THEN = "the passage does not say that it was held then: is it the day of the meeting?"
_NOT_SAID = "the passage does not say that it was held there: is it the place of the meeting?"
_NO_CLAUSE = "it is a call or what something is called: give what is claimed as it follows 'said that' (--value)"
FIRST_PERSON = "it is in the first person: give it as it follows 'said that', or in quotation marks (--value)"


def propose(text: str, language: str, furniture: tuple[str, ...] = ()) -> list[DraftedValue]:
    """What the rules find in a text, in its order; every quote is a whole sentence of it."""
    reading = _Reading(word_list(language), frozenset(_NAME_WITHIN.findall(text)), text=text)
    found: list[DraftedValue] = []
    every = sentences(text, language, furniture)
    for sentence in every:
        is_enough = len(sentence.words.split()) >= _FEWEST_WORDS or len(sentence.words) >= _SHORTEST
        if is_enough and len(sentence.words) <= LONGEST_SENTENCE:
            found.extend(reading.of(sentence))
    found.extend(reading.by_dateline(text, every))
    unlike = {(p.kind, p.field, repr(p.value), p.quote): p for p in found}
    return [replace(p, id=f"d{n}", by=BY) for n, p in enumerate(unlike.values(), 1)]


@dataclass(slots=True)
class _Reading:
    """What is known so far: who was named last, for a sentence that begins with "He", and what of the meeting."""

    lists: WordList
    names: frozenset[str] = frozenset()
    last_person: str = ""
    families: dict[str, set[str]] = field(default_factory=dict)
    posts: set[str] = field(default_factory=set)
    perhaps: tuple[str, str, str, str] = ("", "", "", "")
    text: str = ""
    before: TextSentence | None = None
    said_last: tuple[DraftedValue, TextSentence] | None = None
    unsaid: TextSentence | None = None
    quoting: int = 0
    known: dict[str, str] = field(default_factory=dict)

    def of(self, sentence: TextSentence) -> Iterator[DraftedValue]:
        words = where.without_head(sentence.words, self.lists)
        named = persons(words, self.lists)
        is_quoted = self._is_quotation(sentence)
        told = "" if is_quoted else _SAID.sub(lambda m: " " * len(m[0]), words)
        yield from self._occasion(words, told, is_headline=sentence.is_headline)
        yield from self._who(words, named)
        says = list(self._claims(words)) + self._said_so(words, sentence)
        yield from self._unsaid_before(says, sentence)
        yield from says
        if not says and is_quoted:
            says = self._goes_on(sentence)
            yield from says
        else:
            self.said_last = (says[-1], sentence) if says else self._announced(words, sentence)
            self.unsaid = None
        self.before = sentence
        is_aside = self._is_background(words) or self.lists.finds("editorial", words)
        is_told = not says and not words.endswith(":") and not is_quoted
        told = words if is_told else next((p.value for p in says if self._is_of_meeting(p)), "")
        if told and not sentence.is_headline and not is_aside:
            yield from self._what(words, told)
        whole = [p.name for p in named if not p.is_family]
        for person in named:
            in_full = () if person.is_family else (person.name,)
            self.families.setdefault(person.name.split()[-1], set()).update(in_full)
        self.last_person = whole[-1] if whole else self.last_person

    # --- the meeting itself ---

    def _occasion(self, words: str, told: str, *, is_headline: bool) -> Iterator[DraftedValue]:
        """What is told of the meeting; what stands in quotation marks speaks of something else, mostly."""
        lists = self.lists
        told = occasion.of_this_meeting(told, lists, is_headline=is_headline)
        is_due = occasion.is_due(told, lists)
        count, name = occasion.number(told, lists)
        if count and not is_due and self.known.setdefault("ordinal", str(count)) == str(count):
            yield _of("ordinal", str(count), words)
            is_name = len(name.split()) > 2 or len(max(name.split() or [""], key=len)) > _COMPOUND
            if is_name and self.known.setdefault("names", name) == name:
                yield _of("names", name, words)
        if (found := where.venue(told, lists)) and not is_due:
            yield _of("venue", found, words)
        for host in occasion.hosts(told, lists) if not is_due else ():
            yield _of("host", host, words)
        if (day := occasion.day_of(told, lists)) and self.known.setdefault("date", day) == day:
            yield _of("date", day, words, asks=_year_asked(day))
        if is_due:
            return
        if not occasion.is_held(told, lists):
            perhaps = where.place(told, lists)
            if perhaps[0] and perhaps[0] == self.known.get("place") and perhaps[1]:
                yield from self._country(perhaps[1], perhaps[2], words)
            elif not self.perhaps[0] and where.is_beside_meeting(told, perhaps[0] or perhaps[1] or "\0", lists):
                self.perhaps = (*perhaps, words)
                day = next((d for d, at in dates(told, lists.language) if _is_right_behind(told, perhaps[0], at)), "")
                if day and self.known.setdefault("date", day) == day:
                    yield _of("date", day, words, asks=f"{_year_asked(day)} {_NOT_THEN}".strip())
            return
        days = [] if day else occasion.days(told, lists)
        if days and self.known.setdefault("date", days[0]) == days[0]:
            yield _of("date", days[0], words, asks=_year_asked(days[0]))
        town, land, code = where.place(told, lists)
        if town and self.known.setdefault("place", town) == town:
            yield _of("place", town, words)
        if land and (not town or self.known["place"] == town):
            yield from self._country(land, code, words)

    def _country(self, land: str, code: str, words: str) -> Iterator[DraftedValue]:
        if self.known.setdefault("country", code) == code:
            yield _of("country", land, words, keys={"code": code})

    def by_dateline(self, text: str, every: list[TextSentence]) -> Iterator[DraftedValue]:
        """Where it may have been: a place named beside the meeting, or else where and when the report was written."""
        town, land, code, quote = self.perhaps
        if land and not town and not {"place", "country"} & set(self.known):
            yield _of("country", land, quote, keys={"code": code}, asks=_NOT_SAID)
        if town and "place" not in self.known:
            self.known["place"] = town
            yield _of("place", town, quote, asks=_NOT_SAID)
            if land:
                yield _of("country", land, quote, keys={"code": code}, asks=_NOT_SAID)
        town, land, day, at = where.dateline(text, self.lists)
        sentence = _long_enough(text, every, at)
        for name, value in (("place", town), ("date", day)):
            known = self.known.get(name, "XXXX" + value[4:] if name == "date" else "")
            is_year = name == "date" and known == f"XXXX{value[4:]}"  # it was held on 7 April: of the year in front
            if not value or not sentence or (name in self.known and not is_year):
                continue
            ask = f"the report was written {'at' if name == 'place' else 'on'} it: is it the {name} of the meeting?"
            yield _of(name, value, sentence, asks=f"{_year_asked(value)} {ask}".strip())
        if land and sentence and "country" not in self.known and self.known.get("place", town) == town:
            code = next(code for code, known, _ in countries(f"{land} ", self.lists.language) if known == land)
            yield _of("country", land, sentence, keys={"code": code})

    # --- who was there ---

    def _who(self, words: str, named: list[NamedPerson]) -> Iterator[DraftedValue]:
        for parties, status in occasion.parties(words, self.lists):
            yield _of("attendance", parties, words, keys={"status": status})
        chairs = [] if occasion.is_due(words, self.lists) else occasion.chairs(words, self.lists, named)
        for chair in chairs:
            yield _of("chair", chair, words)
        for person in named:
            if person.is_family or person.name in self.posts or not (person.post or person.party or person.acts):
                continue
            self.posts.add(person.name)
            keys = {key: text for key, text in (("post", person.post), ("party", person.party)) if text}
            yield _of("people", person.name, words, keys=keys)
            if not chairs and occasion.is_chair(person.post, self.lists):
                yield _of("chair", person.name, words, asks=f"did {person.name} chair this meeting?")

    # --- who said what ---

    def _claims(self, words: str) -> Iterator[DraftedValue]:
        for one in assertions(words, self.lists, frozenset(self.families)):
            keys: dict[str, Any] = {"mode": "quoted", "words": one.quoted} if one.quoted else {"mode": "reported"}
            if one.verb:
                keys["verb"] = one.verb
            ask = self._is_it(one.speaker)
            if self.lists.has("pronouns", one.speaker):
                ask = f"who is '{one.speaker}'?" + (f" perhaps {self.last_person}" if self.last_person else "")
            says = self._indirect(one.says)
            if is_first_person(says):
                ask += f" {FIRST_PERSON}"
            if one.no_clause:
                ask += f" {_NO_CLAUSE}"
            yield DraftedValue("", "meeting", CLAIMS, says, words, "", one.speaker, keys, asks=ask)

    def _is_background(self, words: str) -> bool:
        """Whether a sentence tells what a body is, and nothing of a meeting; "that was founded in 2019" is an aside."""
        m = self.lists.finds("background", words)
        return m is not None and re.search(r"\b(?:that|which|who) $", words[: m.start()]) is None

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

    def _said_so(self, words: str, sentence: TextSentence) -> list[DraftedValue]:
        """What the sentence before says, where this one tells who said so: "Об этом заявил …"."""
        m, before = self.lists.finds("said_so", words), self.before
        if m is None or m.start() > 0 or before is None or before.paragraph != sentence.paragraph:
            return []
        verb = self.lists.finds("speech", words)
        speaker = inverted(words, max(m.end(), verb.end() if verb else 0), self.lists, frozenset(self.families))
        quote = self.text[before.start : sentence.start + len(sentence.words)]
        if not speaker or len(before.words.split()) < _FEWEST_WORDS:
            return []
        says, keys = self._indirect(before.words.rstrip(" .")), {"mode": "reported"}
        return [DraftedValue("", "meeting", CLAIMS, says, quote, "", speaker, keys, asks=self._is_it(speaker))]

    def _is_it(self, speaker: str) -> str:
        """Whether it is the speaker who says so; a family name alone with the one full name that was given before."""
        in_full = self.families.get(speaker, set())
        before = f", named before as {next(iter(in_full))}," if len(in_full) == 1 else ""
        return f"is it {speaker}{before} who says so?"

    def _is_quotation(self, sentence: TextSentence) -> bool:
        """Whether a sentence is a quotation and no more, or stands within one that began in its paragraph."""
        words = sentence.words
        if self.quoting == sentence.paragraph and not is_open(words):
            closed = re.search(r"[”»“][.,]?", words)
            self.quoting = 0 if closed else sentence.paragraph
            return closed is None or closed.end() == len(words)
        self.quoting = sentence.paragraph if '"' not in words and is_open(words) else 0
        return _QUOTATION.fullmatch(words) is not None

    def _announced(self, words: str, sentence: TextSentence) -> tuple[DraftedValue, TextSentence] | None:
        """Who speaks in the quotation behind a sentence that ends with a colon: "The minister noted:"."""
        if not words.endswith(":"):
            return None
        told = assertions(f"{words} “{'-' * 8} {'-' * 8}”", self.lists, frozenset(self.families))
        said = DraftedValue("", "meeting", CLAIMS, "", words, "", told[0].speaker) if told else None
        return (said, sentence) if said else None

    def _goes_on(self, sentence: TextSentence) -> list[DraftedValue]:
        """What a quotation with nobody named says: who spoke in the sentence before goes on, or speaks behind it."""
        last = self.said_last
        if last is None or sentence.start + len(sentence.words) - last[1].start > LONGEST_SENTENCE:
            self.unsaid, self.said_last = sentence, None
            return []
        return [self._quotation(sentence, last[0], last[1].start, sentence)]

    def _unsaid_before(self, says: list[DraftedValue], sentence: TextSentence) -> Iterator[DraftedValue]:
        """A quotation before the sentence that tells whose it is, and goes on with it: “… “…”, said Sample."""
        before = self.unsaid
        is_one = before and before.words[-1] not in '”»"' and sentence.words[0] == before.words[0]
        if before and is_one and says and says[0].keys.get("words"):
            yield self._quotation(before, says[0], before.start, sentence)

    def _quotation(self, own: TextSentence, said: DraftedValue, start: int, last: TextSentence) -> DraftedValue:
        quote, bare = self.text[start : last.start + len(last.words)], own.words.strip(' .,“”„«»"')
        says = self._indirect(bare)
        ask = f"does {said.speaker} go on here?" + (f" {FIRST_PERSON}" if is_first_person(says) else "")
        keys = {"mode": "quoted", "words": bare}
        return DraftedValue("", "meeting", CLAIMS, says, quote, "", said.speaker, keys, asks=ask)

    def _indirect(self, says: str) -> str:
        """The words as they follow "said that": with a small letter, unless a name or an acronym begins them."""
        first = re.split(r"[\s,'’-]", says, maxsplit=1)[0]
        if self.lists.language.startswith("de") or first == "I" or not first.istitle():
            return says
        is_little = _NO_NAMES.fullmatch(first) is not None
        begins = any(p.start == 0 for p in persons(says, self.lists))
        begins = begins or any(at == 0 for _, _, at in countries(says, self.lists.language))
        return says if (first in self.names or begins) and not is_little else says[0].lower() + says[1:]

    # --- what it was about ---

    def _what(self, words: str, told: str) -> Iterator[DraftedValue]:
        """What was discussed, and what came of it, as the whole sentence; `told` is the part of it that is read."""
        quote, lists = words, self.lists
        words = told if lists.language[:2] == "de" else _NAMES.sub(self._masked, told)
        words = _ADVERB.sub(lambda m: " " * len(m[0]), words) if lists.language[:2] == "en" else words
        agenda, discussed = lists.finds("agenda", words), lists.finds("discussed", words)
        is_behind = agenda and discussed and discussed.start() < agenda.start()
        if agenda and not is_behind and not lists.finds("no_agenda", words):
            for item in _listed(self._items(told, agenda.start())):
                yield _of("agenda", item, quote)
            return
        came_of_it = lists.finds("outcomes", compiled(lists["attended"]).sub("", words))
        came_of_it = came_of_it or self._decided(words, is_discussed=discussed is not None)
        all_ = rf"{lists['groups']}|{lists['meetings']}"
        is_end = compiled(rf".*,\s(?:\w+\s){{0,3}}(?:{all_})\s(?:have\s|also\s)?{lists['outcomes']}\W*").fullmatch(
            words
        )
        is_result = (
            is_end is not None
            or _is_first(came_of_it, discussed)
            or _is_first(lists.finds("outcome_things", words), discussed)
        )
        is_due = occasion.is_due(words, lists) and not _is_first(discussed, lists.finds("due", words))
        if discussed and not is_result and not is_due:
            yield _of("discussion", quote, quote)
            is_result = _has_second_verb(words[discussed.end() :], lists)
        if is_result:
            is_not = lists.finds("not_functions", words)
            function = next((f for word, f in lists.functions if word in words.lower()), "")
            yield _of("outcomes", quote, quote, keys={"function": function} if function and not is_not else None)

    def _masked(self, name: regex.Match[str]) -> str:
        """A name as dashes, but for who is many: the Foreign Ministers agreed."""
        return regex.sub(
            r"\p{Lu}[\p{L}\p{M}]*", lambda w: w[0] if self.lists.has("groups", w[0]) else "-" * len(w[0]), name[0]
        )

    def _decided(self, words: str, *, is_discussed: bool) -> re.Match[str] | None:
        """What all of them did, by a verb that no list has: the delegates condemned …"""
        lists = self.lists
        all_ = "|".join(lists[name] for name in ("groups", "meetings"))
        adverbs = rf"(?:(?:{lists['before_verbs']}|\w+ly)\s+)*"
        m = compiled(
            rf"(?:^|.*[,;—–]\s|.*\sbut\s)(?:[\w’'-]+\s+){{0,4}}?(?:{all_})(?:\s(?:of|from)\s(?-i:[A-Z-][\w’'-]*[,\s]+|the\s|and\s|around\s|world\s|region\s)+)?\s*{adverbs}(?P<verb>{lists['decided']})(?!\w)"
        ).match(words)
        known = ("undecided", "held", "speech", "discussed", "comes_together", "passive")
        is_call = m is not None and lists.has("calls", m["verb"]) and not is_discussed  # leaders welcomed it
        is_other = m is not None and not is_call and any(lists.has(name, m["verb"]) for name in known)
        return None if is_other else m

    def _items(self, words: str, at: int) -> str:
        """The topics behind "on the agenda were", or the whole sentence."""
        verb = compiled(rf"(?<![\w’'-]){self.lists['agenda_lists']}(?!\w)").search(words, max(0, at - 1))
        if to_come := compiled(r"will (?:also )?\w+(?: on)?\s+").match(words, at):
            return words[to_come.end() :].strip(" .:;")
        colon = words.find(": ", at)
        if verb and 0 <= colon < verb.start():  # three items: the reporting of ransoms
            return words[colon:].strip(" .:;")
        rest = words[verb.end() :].strip(" .:;") if verb else ""
        return rest if rest else words.rstrip(".")


def _listed(topics: str) -> list[str]:
    """Topics each by itself where they are a list of three and more: quotas, the sea and ports."""
    items = topics.split("; ") if topics.count("; ") > 1 else topics.split(", ")
    last = list(re.finditer(r"(?:^|\s)(?:and|und|et|и|y)\s", items[-1]))
    if len(items) < 2 or not last:
        return [topics]
    items[-1:] = [items[-1][: last[-1].start()], items[-1][last[-1].end() :]]
    items = [item.strip(" .") for item in items if item.strip(" .")]
    return items if all(len(item.split()) <= 12 for item in items) else [topics]


def _long_enough(text: str, every: list[TextSentence], at: int) -> str:
    """The sentence that stands at a place, with those behind it until there is enough for a quote."""
    n = next((n for n, s in reversed(list(enumerate(every))) if s.start <= at), None)
    for last in every[n:] if n is not None else ():
        quote = text[every[n].start : last.start + len(last.words)]  # type: ignore[index]
        if len(quote.split()) >= _FEWEST_WORDS or len(quote) >= _SHORTEST:
            return quote
    return ""


def _has_second_verb(behind: str, lists: WordList) -> bool:
    """Whether what came of it follows "and" behind what was discussed: "discussed quotas and agreed to …"."""
    ands = compiled(rf"(?:\W{lists['clause']}\W+|,\s)(?:{lists['before_verbs']}\s+)*").finditer(behind)
    first = (lists.finds("outcomes", behind[one.end() :]) for one in ands)
    return any(m is not None and m.start() == 0 and not m[0].endswith("ing") for m in first)


def _is_right_behind(words: str, town: str, at: int) -> bool:
    """Whether a day stands right behind a town: in Lima on 28 March."""
    return bool(town) and re.fullmatch(r",?\s(?:on\s|am\s|le\s)?", words[words.find(town) + len(town) : at]) is not None


def _is_first(one: re.Match[str] | None, other: re.Match[str] | None) -> bool:
    return one is not None and (other is None or one.start() < other.start())


def is_first_person(says: str) -> bool:
    """Whether words speak of "I" or "us" outside quotation marks, so that they cannot follow "said that"."""
    return bool(_FIRST_PERSON.search(re.sub(r"[“\"«][^“”\"«»]*[”\"»]", "", says)))


def _year_asked(day: str) -> str:
    return "which year? the passage names none" if day.startswith("XXXX") else ""


def _of(name: str, value: Any, quote: str, *, keys: dict[str, Any] | None = None, asks: str = "") -> DraftedValue:
    return DraftedValue("", "meeting", name, value, quote, keys=keys or {}, asks=asks)
