"""Rules that propose: dates, numbers of sessions, places, lists of parties, posts, who said what, what was discussed.

They need no model and no network, and know nothing: each proposal is a passage with what it seems to bear, for a
person to accept. The words they go by are lists of data, a file for each language; dates, countries and numbers are
read in any language of CLDR, so a text in another language gives fewer proposals, and no other ones.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import field

import regex

from briefgen.frozen import dataclass, replace
from briefgen.intake.drafts import attendance_reading as attending
from briefgen.intake.drafts import occasion_reading as occasion
from briefgen.intake.drafts import place_reading as where
from briefgen.intake.drafts.cldr_reading import towns
from briefgen.intake.drafts.matters_reading import PROMISED, matters
from briefgen.intake.drafts.meeting_reading import FEWEST_WORDS, GUESSES, SHORTEST, MeetingReading, with_year
from briefgen.intake.drafts.minutes_reading import IS_A_TOPIC, by_lines, lines_of, parties_of_lines
from briefgen.intake.drafts.people_reading import NamedPerson, is_oblique, persons
from briefgen.intake.drafts.proposal import DraftedValue, of_meeting
from briefgen.intake.drafts.speaking.claims_reading import ClaimsReading
from briefgen.intake.drafts.text_reading import LONGEST_SENTENCE, TextSentence, sentences, unbroken
from briefgen.intake.drafts.wordlists import CAPITAL_NOUNS, WordList, compiled, word_list

BY = "briefgen-rules 2"
_NAME_WITHIN = regex.compile(r"(?<=[\p{Ll}\p{M}] )(\p{Lu}[\p{L}\p{M}]+)")
"""A word with a capital behind a word: a name."""
_SAID = re.compile(r"„[^„“”]{0,39}[“”]|“[^“”]{40,}(?:”|$)|«[^«»]{40,}(?:»|$)|\"[^\"]{40,}\"|„[^„“]{40,}“")
_LONG_QUOTE = 42  # letters of what is said, with its marks; what is shorter, as „Mustersaal“, may be a name
_LABEL = 3  # words of a line without a stop that is no sentence
_LEAD = 4  # words, such as "he said that"
_NEAR = 6  # words to the verb of a deed, among which is who did it
_MAYBE_CAME = "the passage tells of what is to come, or who was invited: did they come?"
_NO_POST = "they speak, and the text gives no post: did they take part?"
_TOOK_PART = "the text names them, and no post: did they take part?"
_LONG_TEXT = 10  # sentences
_TELLING = ("names", "ordinal", "attendance", "chair", "host", "venue", "date", "place", "discussion")
"""What tells, where it is not asked about, that a text is one of a meeting."""
_NO_FAMILY = ("bodies", "venues", "common", "offices", "meetings", "documents", "demonyms")
_FULL_NAME = "the passage has the family name alone: who is it?"


def propose(text: str, language: str, furniture: tuple[str, ...] = ()) -> list[DraftedValue]:
    """What the rules find in a text, in its order; every quote is a whole sentence of it."""
    lists = word_list(language)
    reading = _Reading(lists, MeetingReading(lists), ClaimsReading(text, lists, frozenset(_NAME_WITHIN.findall(text))))
    found: list[DraftedValue] = []
    every = sentences(text, language, furniture)
    flat = unbroken(text)
    of_lines = list(by_lines(flat, lists, furniture))
    told = {p.quote.split("\n")[0] for p in of_lines}
    for sentence in every:
        if not told.isdisjoint((sentence.words, *lines_of(flat, sentence.start))):
            continue
        is_enough = len(sentence.words.split()) >= FEWEST_WORDS or len(sentence.words) >= SHORTEST
        if is_enough and len(sentence.words) <= LONGEST_SENTENCE:
            found.extend(reading.of(sentence))
    found.extend(reading.at_the_end(text, every))
    found.extend(of_lines)
    found = _of_a_meeting(found, is_long=len(every) >= _LONG_TEXT)
    found = [with_year(p, text, every, language) for p in found]
    places = {p.value for p in found if p.field == "place"}  # Lima: the 5th meeting was held
    found = [p for p in found if p.speaker not in places and not (p.field == "people" and p.value in places)]
    unlike = {(p.kind, p.field, repr(p.value), p.quote): p for p in found}
    begin = {where.without_head(s.words, lists): s.start for s in reversed(every)}
    in_order = sorted(unlike.values(), key=lambda p: begin[p.quote] if p.quote in begin else text.find(p.quote))
    return [replace(p, id=f"d{n}", by=BY) for n, p in enumerate(in_order, 1)]


def _of_a_meeting(found: list[DraftedValue], *, is_long: bool) -> list[DraftedValue]:
    """What was found, without what may be the meeting's where no sentence tells of one outright: laws promise much."""
    is_told = any(p.field in _TELLING and not p.asks for p in found)
    guesses = () if is_told or not is_long else (*GUESSES, IS_A_TOPIC, PROMISED)
    return [replace(p, asks="") if p.asks == PROMISED else p for p in found if p.asks not in guesses]


@dataclass(slots=True)
class _Reading:
    """What is known so far: who spoke and was named, whose posts are told, and what of the meeting."""

    lists: WordList
    meeting: MeetingReading
    claims: ClaimsReading
    posts: set[str] = field(default_factory=set)
    attended: dict[str, list[list[str]]] = field(default_factory=dict)
    perhaps_people: dict[str, tuple[str, str]] = field(default_factory=dict)
    named_alone: dict[str, str] = field(default_factory=dict)

    def of(self, sentence: TextSentence) -> Iterator[DraftedValue]:
        words = where.without_head(sentence.words, self.lists)
        if compiled(rf"{self.lists['credits']}\s?:\s").match(words):
            return  # Author: Ana Sample
        named = persons(words, self.lists)
        is_quoted = self.claims.is_quotation(sentence) or self.claims.is_spoken(sentence)
        told = "" if is_quoted else _SAID.sub(lambda m: m[0] if len(m[0]) < _LONG_QUOTE else " " * len(m[0]), words)
        of_it = list(self.meeting.of(words, told, sentence))
        yield from of_it
        yield from self._who(words, named)
        says = self.claims.of(words, sentence, is_quoted=is_quoted)
        says = says if not sentence.is_headline or re.search(r"[“”\"«»„]|\S: ", words) else []  # not: Congo : the levy
        is_told_of = {p.field for p in of_it if not p.asks} & {"ordinal", "names", "date", "place"}
        says = [p for p in says if not (is_told_of and self._is_report_of_it(p))]
        yield from says
        is_aside = self._is_background(words) or self.lists.finds("editorial", words)
        is_list = words.endswith(":") and self.lists.finds("outcomes", words) is None
        is_told = (not says or self._of_all(says)) and not is_list and not is_quoted
        told = words if is_told else next((p.value for p in says if self._is_of_meeting(p)), "")
        if says and not told and not is_quoted and self.lists.finds("presented", words):
            yield of_meeting("discussion", words, words)
        told = told or ("" if is_list or is_quoted else _besides(words, says))
        is_label = len(words.split()) <= _LABEL and words[-1].isalnum()  # Address for questions
        if told and not (sentence.is_headline or is_aside or is_label or words.endswith("?")):
            yield from matters(words, told, self.lists, is_said=bool(says) and not self._of_all(says))
        self.claims.named(named)

    def at_the_end(self, text: str, every: list[TextSentence]) -> Iterator[DraftedValue]:
        """What only the whole text tells: who is named by the family name alone, and where it may have been."""
        for name, quote in self.named_alone.items():
            if name not in self.posts and (name in self.claims.spoke or self._acts_again(name, quote, text)):
                self.posts.add(name)
                yield of_meeting("people", name, quote, asks=_NO_POST if name in self.claims.spoke else _TOOK_PART)
        full = {part for name in self.posts for part in name.replace(",", "").split()}
        for name, (post, quote) in self.perhaps_people.items():
            if name not in full and not self.claims.families.get(name):
                yield of_meeting("people", name, quote, keys={"post": post}, asks=_FULL_NAME)
        for parties, quote in parties_of_lines(text, self.lists):
            yield of_meeting("attendance", parties, quote, keys={"status": "listed"})
        yield from self.meeting.at_the_end(text, every)

    def _acts_again(self, name: str, quote: str, text: str) -> bool:
        """Whether somebody is named in what was decided, or begins a sentence by the family name alone."""
        family, lists = name.split()[-1], self.lists
        acts = re.search(rf"(?:\A|[.!?][”»\"]?\s|\n){re.escape(family)}\s(?=[^\W\dA-ZÀ-ÞА-ЯЁ])", text)
        no_family = lists.has(_NO_FAMILY, family) or towns(family, lists.language)
        is_titled = lists.has("titles", quote[: quote.find(name)].rstrip(" .").split(" ")[-1])
        is_named = lists.finds("elects", quote) is not None or is_titled or (acts and CAPITAL_NOUNS not in lists.traits)
        return bool(is_named and not (no_family or family.isupper()))

    # --- who was there ---

    def _who(self, words: str, named: list[NamedPerson]) -> Iterator[DraftedValue]:
        for parties, status in attending.parties(words, self.lists):
            if any(set(parties) < set(known) for known in self.attended.setdefault(status, [])):
                continue  # some of those who came did something by themselves
            self.attended[status].append(parties)
            other = self.meeting.other_named(words)
            asks = f"the passage names {other}: did they come to this meeting?" if other else ""
            asks = asks or (_MAYBE_CAME if status == "announced" else "")
            yield of_meeting("attendance", parties, words, keys={"status": status}, asks=asks)
        chairs = [] if occasion.is_due(words, self.lists) else occasion.chairs(words, self.lists, named)
        for chair in chairs:
            yield of_meeting("chair", chair, words)
            if chair not in self.posts and any(p.name == chair and not p.post for p in named):
                self.posts.add(chair)
                yield of_meeting("people", chair, words)
        if not chairs and (called := occasion.called_chair(words, named, self.lists)):
            chairs = [called]
            yield of_meeting("chair", called, words, asks=f"did {called} chair this meeting?")
        for person in named:
            if person.is_family and person.post and not is_oblique(words, person, self.lists):
                self.perhaps_people.setdefault(person.name, (person.post, words))
            if not person.is_family:
                self.named_alone.setdefault(person.name, words)
            if not chairs and occasion.opens_it(words, person, self.lists):
                chairs = [person.name]
                yield of_meeting("chair", person.name, words, asks=f"did {person.name} chair this meeting?")
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
        which = rf"(?:.*\s)?(?:{self.lists['that']}|{self.lists['relative']})\s"
        return m is not None and not compiled(which).fullmatch(words[: m.start()])

    def _is_report_of_it(self, claim: DraftedValue) -> bool:
        """Whether a body or a paper only tells that the meeting was held: …, the ministry said."""
        who, lists = claim.speaker, self.lists
        is_person = lists.finds(("offices", "pronouns"), who) is not None or who in self.claims.families
        return not is_person and not persons(who, lists) and occasion.is_held(claim.value, lists)

    def _of_all(self, says: list[DraftedValue]) -> bool:
        """Whether those present say it together, so that it may be what came of it: the leaders reaffirmed that …"""
        those = ("groups", "crowds", "collective", "documents", "meeting_bodies")
        many = [p for p in says if self.lists.has(those, p.speaker.split()[-1])]
        return len(many) == len(says)

    def _is_of_meeting(self, claim: DraftedValue) -> bool:
        """Whether a claim tells what they did together: the meeting discussed quotas, the statement said."""
        if claim.keys["mode"] == "quoted":
            return False
        lists = self.lists
        if (agenda := lists.finds("agenda", claim.value)) and agenda.start() < len("the main "):
            return True
        verb = lists.finds(("discussed", "outcomes", "agenda"), claim.value)
        near = re.findall(r"[\w’'-]+", claim.value[: verb.end()])[-_NEAR:] if verb else []
        who = ("meetings", "groups", "crowds", "meeting_bodies", "matter_things")
        those = [n for n, word in enumerate(near) if lists.has(who, word)]
        is_german = CAPITAL_NOUNS in lists.traits
        if verb and not is_german and lists.finds("reported_mood", claim.value[: verb.start()]):
            return False  # what they must do
        return bool(those) and (is_german or not any(word[0].isupper() for word in near[those[-1] + 1 :]))


def _besides(words: str, says: list[DraftedValue]) -> str:
    """What a sentence tells besides what is said in it, with blanks for that and the words that lead to it."""
    for one in says:
        said = str(one.keys.get("words", one.value)).strip("“”")
        at = words.casefold().find(said.casefold())
        if at < 0:
            return ""
        ahead = re.search(rf"(?:[\w’'-]+\W+){{0,{_LEAD}}}$", words[:at])
        behind = re.match(rf"(?:\W+[\w’'-]+){{0,{_LEAD}}}", words[at + len(said) :])
        begin, end = (ahead.start() if ahead else at), at + len(said) + (behind.end() if behind else 0)
        words = f"{words[:begin]}{' ' * (end - begin)}{words[end:]}"
    return words
