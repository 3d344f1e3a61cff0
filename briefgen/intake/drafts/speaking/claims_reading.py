"""Who says what in a text: the claims of each sentence, and quotations that go on over sentences and paragraphs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import field
from typing import Any

from briefgen.frozen import dataclass
from briefgen.intake.drafts.cldr_reading import countries
from briefgen.intake.drafts.people_reading import NamedPerson, persons
from briefgen.intake.drafts.proposal import CLAIMS, DraftedValue, of_meeting
from briefgen.intake.drafts.speaking.speakers import inverted, with_article
from briefgen.intake.drafts.speaking.speech_reading import assertions
from briefgen.intake.drafts.text_reading import LONGEST_SENTENCE, TextSentence, is_open
from briefgen.intake.drafts.wordlists import CAPITAL_NOUNS, WordList

_LABEL = re.compile(r"^([^\W\d_][\w.’'-]*(?: [^\W\d_][\w.’'-]*){0,2}): (?=\S)", re.MULTILINE)
"""Who speaks, in front of what is said."""
_TURNS = 3
"""From how many such lines on a text is a transcript, where most of its paragraphs begin with one."""
_QUOTATION = re.compile(r"[“\"«„][^“”\"«»„]{8,}[”\"»“]?[.,]?")
"""A sentence that is a quotation and no more; one that goes on in the next paragraph is not closed."""
_OPENS = re.compile(r"[“„«\"–—-]")
_NO_SPEAKERS = ("meetings", "documents", "agenda_heads", "decided_heads", "routine", "item_words", "outcomes")
NO_CLAUSE = "it is a call or what something is called: give what is claimed as it follows 'said that'"
FIRST_PERSON = "it is in the first person: give it as it follows 'said that', or in quotation marks"


@dataclass(slots=True)
class ClaimsReading:
    """The claims of a text, sentence by sentence; `names` are words that keep their capital behind "said that".

    `last_person` was named or spoke last, for a sentence that begins with "He"; `families` has the full names to each
    family name. A quotation with nobody named belongs to who `said_last`, or else is `unsaid` until somebody is.
    """

    text: str
    lists: WordList
    names: frozenset[str]
    last_person: str = ""
    families: dict[str, set[str]] = field(default_factory=dict)
    spoke: set[str] = field(default_factory=set)
    before: TextSentence | None = None
    said_last: tuple[DraftedValue, TextSentence] | None = None
    unsaid: TextSentence | None = None
    quoting: int = 0

    def __post_init__(self) -> None:
        """Who is named more than once in front of a colon speaks in minutes, in a transcript everybody: "Ana: wait"."""
        labels = _LABEL.findall(self.text)
        blocks = self.text.strip().split("\n\n")
        is_transcript = 2 * sum(1 for one in blocks if _LABEL.match(one)) > len(blocks)
        is_transcript = is_transcript and len(labels) >= _TURNS and len(set(labels)) < len(labels)
        no_names = (*_NO_SPEAKERS, "articles", "little", "common")
        speak = [one for one in dict.fromkeys(labels) if is_transcript or labels.count(one) > 1]
        for label in (one for one in speak if all(word[0].isupper() for word in one.split())):
            if not self.lists.finds(no_names, label):
                self.families.setdefault(label, set())

    def of(self, words: str, sentence: TextSentence, *, is_quoted: bool) -> list[DraftedValue]:
        """What somebody says in the words of a sentence; `is_quoted` where they are a quotation and no more."""
        says = list(self._claims(words)) + self._said_so(words, sentence)
        found = [*self._unsaid_before(says, sentence), *says]
        if not says and (is_quoted or self._is_reported(sentence)):
            found = self._goes_on(sentence)
        else:
            self.said_last = (says[-1], sentence) if says else self._announced(words, sentence)
            self.unsaid = None
        self.before = sentence
        self.last_person = next((who for one in reversed(found) if (who := self._person(one))), self.last_person)
        return found

    def is_spoken(self, sentence: TextSentence) -> bool:
        """Whether a sentence goes on with what somebody says, whose name and a colon begin its paragraph."""
        begin = self.text.rfind("\n\n", 0, sentence.start)
        label = _LABEL.match(self.text, begin + 2 if begin >= 0 else 0)
        return label is not None and label[1] in self.families and not sentence.words.startswith(label[0])

    def _person(self, said: DraftedValue) -> str:
        """The one person who said something: by the full name, or in the words that have a post; "" for others."""
        who = speaker_offered(said, guessed=False)
        is_post = self.lists.finds("offices", who) and not self.lists.finds(("groups", "pronouns"), who)
        return who if is_post or any(who in names for names in self.families.values()) else ""

    def named(self, persons_: list[NamedPerson]) -> None:
        """Take note of the persons whom a sentence names; whom "he" means who speaks in it, it does not tell."""
        last = self.said_last
        is_his = last is not None and last[1] is self.before and self.lists.has("pronouns", last[0].speaker)
        for person in persons_:
            in_full = () if person.is_family else (person.name,)
            self.families.setdefault(person.name.split(",")[0].split()[-1], set()).update(in_full)
            is_known = person.post or person.party or person.acts or person.name in self.spoke
            self.last_person = person.name if is_known and not (person.is_family or is_his) else self.last_person

    def _claims(self, words: str) -> Iterator[DraftedValue]:
        for one in assertions(words, self.lists, frozenset(self.families)):
            if one.says.endswith("?") and not one.quoted:
                continue  # who asks claims nothing
            says, keys, first_person = self._as_printed(one.says, one.quoted)
            if one.verb:
                keys["verb"] = one.verb
            self.spoke.add(one.speaker)
            speaker = with_article(one.speaker, words, self.lists)
            ask = self._is_it(speaker)
            if self.lists.has(("pronouns", "possessives"), speaker):  # he; по его словам
                ask = f"who is '{speaker}'?" + (f" perhaps {self.last_person}" if self.last_person else "")
            ask += first_person
            if one.no_clause:
                ask += f"; {NO_CLAUSE}"
            yield _claim(says, words, speaker, keys, ask)

    def _said_so(self, words: str, sentence: TextSentence) -> list[DraftedValue]:
        """What the sentence before says, where this one tells who said so: "Об этом заявил …"."""
        m, before = self.lists.finds("said_so", words), self.before
        if m is None or m.start() > 0 or before is None or before.paragraph != sentence.paragraph:
            return []
        verb = self.lists.finds("speech", words)
        speaker = inverted(words, max(m.end(), verb.end() if verb else 0), self.lists, frozenset(self.families))
        quote = self.text[before.start : sentence.start + len(sentence.words)]
        if not speaker:
            return []
        says, keys = self._indirect(before.words.rstrip(" .")), {"mode": "reported"}
        return [_claim(says, quote, speaker, keys, self._is_it(speaker))]

    def _is_it(self, speaker: str) -> str:
        """Whether it is the speaker who says so; a family name alone with the one full name that was given before."""
        in_full = self.families.get(speaker, set())
        before = f", named before as {next(iter(in_full))}," if len(in_full) == 1 else ""
        return f"is it {speaker}{before} who says so?"

    def is_quotation(self, sentence: TextSentence) -> bool:
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
        said = _claim("", words, told[0].speaker, {}, "") if told else None
        return (said, sentence) if said else None

    def _is_reported(self, sentence: TextSentence) -> bool:
        """Whether a sentence goes on with what was said right before it: in the mood of speech, or as what must be."""
        is_near = self.said_last is not None and self.said_last[1].paragraph == sentence.paragraph
        is_near = is_near and self.lists.finds("it_says", sentence.words) is None  # aus dem Hafen hieß es, …
        mood = self.lists.finds("reported_mood", sentence.words) if is_near and '"' not in sentence.words else None
        return mood is not None and self.lists.finds("outcomes", sentence.words[: mood.start()]) is None

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
        if before and is_one and says and says[0].keys.get("mode") == "quoted":
            yield self._quotation(before, says[0], before.start, sentence)

    def _quotation(self, own: TextSentence, said: DraftedValue, start: int, last: TextSentence) -> DraftedValue:
        quote, bare = self.text[start : last.start + len(last.words)], own.words.strip(' .,“”„«»"')
        is_quoted = _OPENS.match(own.words) or is_open(said.quote)
        says, keys, first_person = self._as_printed(bare, bare if is_quoted else "")
        ask = f"does {said.speaker} go on here?{first_person}"
        who = re.match(rf"{self.lists['pronouns']}(?!\w)", bare, re.IGNORECASE) if keys["mode"] == "reported" else None
        return _claim(says, quote, who[0] if who else said.speaker, keys, ask)

    def _as_printed(self, says: str, quoted: str) -> tuple[str, dict[str, Any], str]:
        """What is said as briefs print it, with its keys, and what is asked where it is in the first person."""
        told = self._indirect(says)
        if spoken := _in_quotation_marks(told, quoted, self.lists):
            return spoken, {"mode": "quoted"}, ""
        keys = {"mode": "quoted", "words": quoted} if quoted else {"mode": "reported"}
        return told, keys, f"; {FIRST_PERSON}" if is_first_person(told, self.lists) else ""

    def _indirect(self, says: str) -> str:
        """The words as they follow "said that": with a small letter, unless a name or an acronym begins them."""
        first = re.split(r"[\s,'’-]", says, maxsplit=1)[0]
        if CAPITAL_NOUNS in self.lists.traits or self.lists.has("capital_words", first) or not first.istitle():
            return says
        is_little = self.lists.has(("little", "first_person", "possessives"), first)
        begins = any(p.start == 0 for p in persons(says, self.lists))
        begins = begins or any(at == 0 for _, _, at in countries(says, self.lists.language))
        return says if (first in self.names or begins) and not is_little else says[0].lower() + says[1:]


def _claim(says: str, quote: str, speaker: str, keys: dict[str, Any], asks: str) -> DraftedValue:
    return of_meeting(CLAIMS, says, quote, speaker=speaker, keys=keys, asks=asks)


def is_first_person(says: str, lists: WordList) -> bool:
    """Whether words speak of "I" or "us" outside quotation marks, so that they cannot follow "said that"."""
    bare = re.sub(r"[“\"«][^“”\"«»]*[”\"»]", "", says)
    return any(len(m[0]) == 1 or not m[0].isupper() for m in lists.all("first_person", bare))  # and not the US


def _in_quotation_marks(says: str, quoted: str, lists: WordList) -> str:
    """A quotation in the first person, in quotation marks; "" where others can tell it as it stands."""
    is_whole = says.casefold() == quoted.casefold() and not re.search(r"[“”\"«»„]", quoted)
    return f"“{quoted}”" if is_whole and is_first_person(says, lists) else ""


def speaker_offered(claim: DraftedValue, *, guessed: bool = True) -> str:
    """The name with which the question of a claim is answered by yes: the full one, where the text gave it before.

    `guessed`: also the one whom "he" perhaps means.
    """
    named = re.search(r"named before as ([^,?;]+)|\? perhaps ([^,?;]+)", claim.asks)
    return (named[1] or (named[2] if guessed else "") or claim.speaker).strip() if named else claim.speaker
