"""Rules that propose: dates, numbers of sessions, places, lists of parties, posts, who said what, what was discussed.

They need no model and no network, and know nothing: each proposal is a passage with what it seems to bear, for a
person to accept. English and Russian have the words below; dates, countries and numbers are read in any language of
CLDR, so a text in another language gives fewer proposals, and no other ones.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from briefgen.frozen import dataclass
from briefgen.intake.drafts.proposal import CLAIMS, DraftedValue
from briefgen.intake.drafts.text_reading import TextSentence, countries, dates, persons, sentences
from briefgen.language.numerals import read

BY = "briefgen-rules 1"
_MEETING = (
    r"meeting|session|conference|summit|forum|talks|congress|assembly|workshop|council|gathering|"
    r"consultations|round|"
    r"заседани\w*|встреч\w*|совещани\w*|сессия|сессии|саммит\w*|форум\w*|конференци\w*"
)
_TOOK_PLACE = re.compile(
    r"\b(?:was|were|is|has been)\s+(?:\w+\s+)?held\b|\btook place\b|\bwill (?:take place|be held)\b|"
    r"\bconvened?\b|\bmet\b|"
    r"\bgathered\b|\bopened\b|\bhosted\b|\bconcluded\b|\bended\b|состоял\w+|прош[её]?л\w*|проходи\w+",
    re.IGNORECASE,
)
_ORDINAL = re.compile(
    rf"\b(\d{{1,4}})(?:st|nd|rd|th|-?е|-?я|-?й|-?го)\b(?=(?:\W+[\w'’-]+){{0,7}}?\W+(?:{_MEETING})\b)", re.IGNORECASE
)
_RANK = re.compile(rf"\b([A-Za-zА-Яа-яё-]+)(?=\s+(?:[\w'’-]+\s+){{0,6}}?(?:{_MEETING})\b)", re.IGNORECASE)
_NAMED = re.compile(
    r"\b[Tt]he ((?:\d{1,4}(?:st|nd|rd|th)|[A-Z][\w'’-]*)(?:[ ,]+(?:of|the|and|on|for|in|[\w'’&()-]+)){1,18}?)"
    r"(?=,? (?:was|were|took|opened|concluded|ended|began|convened|met|is|will|has)\b)"
)
_PLACE = re.compile(r"\b(?:in|в|in der Stadt)\s+((?:[A-ZА-ЯЁ][\w'’-]+)(?:[ -][A-ZА-ЯЁ][\w'’-]+){0,2})")
_VENUE = re.compile(
    r"\bat the ((?:[A-Z][\w'’-]+ ){1,5}(?:Residence|Palace|Hall|Centre|Center|Hotel|House|Building|"
    r"University|Museum))"
)
_LIST = re.compile(
    r"\b(?:took part|attend\w*|participa\w+|delegat\w+|representatives?|delegates?|officials|leaders|heads|"
    r"present|joined|"
    r"delegations?|участ\w+|делегац\w+|представител\w+)\b",
    re.IGNORECASE,
)
_CHAIRED = re.compile(r"\b(?:chaired by|presided over by|under the chairmanship of|moderated by)\s+", re.IGNORECASE)
_CHAIRS = re.compile(r"\b(?:chaired|presided over|moderated) (?:the|this)\b", re.IGNORECASE)
_HOSTED = re.compile(r"\bhosted by\s+((?:the )?[A-Z][\w'’-]+(?:[ ](?:of|the|and|[A-Z][\w'’-]+)){0,6})")
_OFFICES = (
    r"(?:minister|president|director|head|chair\w*|secretary|chief|delegate|representative|envoy|"
    r"ambassador|adviser|spokes\w+|mayor|"
    r"commissioner|governor)"
)
_POSSESSED = re.compile(
    rf", ((?:[A-Z][\w’'-]*(?:'s|’s) )(?:[a-z-]+ )*{_OFFICES}(?: (?:of|for|to) [a-z ]+?)?)(?=[,.]|$)"
)
_OWNED = re.compile(rf"((?:[A-Z][\w’'-]*(?:'s|’s) )(?:[a-z-]+ )*{_OFFICES}),? $")
_HOSTS = re.compile(r"\b((?:[A-Z][\w'’-]+ ?(?:of )?){1,4})(?<! )\s+(?:hosted|is hosting|will host) (?:the|this|it)\b")
_IS_DUE = re.compile(r"\b(?:next|is due|will be held|scheduled)\b", re.IGNORECASE)
_POST = re.compile(
    r",? (?:the |an? )?((?:(?:deputy|acting|former|first|vice) )?(?:[A-Z][\w'’]+ )?"
    r"(?:Director|Head|Chairman|Chairwoman|Chair|President|Minister|"
    r"Secretary|Chief|Commissioner|"
    r"Ambassador|Spokesperson|Spokesman|Spokeswoman|Commander|Governor|Mayor|Prime Minister|head|"
    r"chief|director|chairman|chair|"
    r"minister|president|secretary|spokesperson|spokesman|spokeswoman|mayor)\b(?:(?: (?:of|for|the|"
    r"and|to|at))* [A-Z][\w'’()-]*)*)"
)
_SPEECH = (
    r"said|says|stated|told|added|adds|noted|claimed|asserted|emphasi[sz]ed|stressed|warned|argued|"
    r"declared|announced|"
    r"remarked|explained|insisted|alleged|acknowledged|urged|highlighted|underlined|pointed out|"
    r"suggested|recommended|"
    r"predicted|denied|replied|answered|conceded|complained|maintained|criticized|criticised|accused|"
    r"called for|made (?:significant )?claims|"
    r"заявил\w*|сказал\w*|отметил\w*|подчеркнул\w*|сообщил\w*|добавил\w*"
)
_SAID = re.compile(
    rf"\b(?:{_SPEECH})\b,?\s*(?:reporters |journalists |delegates |participants |the \w+ )?(?:(?:that|"
    rf"что)\b)?",
    re.UNICODE,
)
_BETWEEN = re.compile(
    r"(?: (?:of|from|for)(?: the)?(?: [A-Z][\w'’-]+)+)?(?:,[^,]{3,120},|,? who [^,]{3,80},?)?\s*(?:\w+ly |"
    r"further |also |later |then |has |had )*"
)
"""What may stand between a speaker and the verb: an apposition, an adverb."""
_OFFICE = re.compile(
    r"((?:[A-Z][\w'’.-]+ )*(?:[A-Z][\w'’]*\s)?(?:Committee|Commission|Center|Centre|Ministry|Agency|"
    r"Service|Council|Secretariat|"
    r"Office|Bureau|Union|Federation|Association|Company|Institute|Board|Authority|Party|Group|"
    r"Directorate|Director|Minister|"
    r"President|Chairman|Secretary|Chief|Head|director|minister|president|chairman|secretary|"
    r"spokes\w+|ministry|office|service|"
    r"mayor|ambassador|delegation|press office|association|"
    r"commission|council|agency|company|union|committee|government|court|bank|party|institute)(?: (?:of|"
    r"for)(?: the)?(?: [A-Z][\w'’-]+)+)?)\s*$"
)
_ACCORDING = re.compile(
    r"\b(?:[Aa]ccording to|reported)\s+((?:the )?[A-Z][\w'’-]+(?:[ ](?:of|the|and|for|[A-Z][\w'’-]+)){0,7})"
)
_AGENDA = re.compile(
    r"\bagenda\b|\b(?:key )?topics? (?:included?|of)\b|\bitems? (?:on|included)\b|\bfocus(?:ed|"
    r"ing)? on\b|\bprimary focus\b|"
    r"повестк\w+",
    re.IGNORECASE,
)
_DISCUSSED = re.compile(
    r"\b(?:discuss\w*|review\w*|considered|examined|exchanged|debated|addressed|shared|explored|"
    r"heard|report)\b|обсу\w+|рассмотр\w+",
    re.IGNORECASE,
)
_OUTCOME = re.compile(
    r"\bno (?:agreement|decision|date|consensus) (?:was|has been)\b|\bdid not (?:agree|decide|sign|adopt)\b|"
    r"\b(?:signed|adopted|agreed|approved|decided|endorsed|launched|pledged|committed|resolved|"
    r"concluded with|ratified|"
    r"reaffirm\w+|called for|underscored|emphasized the (?:need|importance)|expressed (?:support|"
    r"concern))\b|подписа\w+|принят\w*|договорил\w+",
    re.IGNORECASE,
)
_QUOTED = re.compile(r"[“\"«]([^“”\"«»]{8,})[”\"»]")
_PRONOUN = re.compile(r"^(?:He|She|They|Он|Она|The (?:minister|president|official|chairman|director|spokes\w+))\b")
_NOBODY = frozenset(
    {
        "It",
        "This",
        "That",
        "Participants",
        "Delegates",
        "Delegations",
        "Both",
        "Many",
        "Some",
        "Others",
        "Members",
        "These",
    }
)
_NAME_WITHIN = re.compile(r"(?<=[^\W\d_A-ZА-ЯЁ] )([A-ZА-ЯЁ][^\W\d_]+)")
"""A word with a capital behind a word: a name."""
_NO_NAMES = re.compile(
    r"We|Our|Us|They|Their|He|His|She|Her|Its?|Your?|The|An?|This|That|These|Those|There|Not?|If|In|On|At|For"
)
_FIRST_PERSON = re.compile(
    r"(?<![\w’'])(?:I|[Ww]e|us|[Mm]y|me|[Oo]urs?|ourselves|myself|[Мм]ы|[Яя]|нас|нам|нами|[Нн]аш\w*|меня|мне|"
    r"[Мм]о[йяеи])(?!\w)"
)
FIRST_PERSON = "it is in the first person: give it as it follows 'said that', or in quotation marks (--value)"
_FUNCTIONS = (("agreed", "agreement"), ("decided", "decision"), ("pledged", "commitment"), ("called for", "call"))


def propose(text: str, language: str, furniture: tuple[str, ...] = ()) -> list[DraftedValue]:
    """What the rules find in a text, in its order; every quote is a whole sentence of it."""
    found: list[DraftedValue] = []
    reading = _Reading(language, frozenset(_NAME_WITHIN.findall(text)))
    for sentence in sentences(text, language, furniture):
        if len(sentence.words.split()) >= 4:
            found.extend(reading.of(sentence))
    unlike = {(p.kind, p.field, repr(p.value), p.quote): p for p in found}
    numbered = enumerate(unlike.values(), 1)
    return [
        DraftedValue(f"d{n}", p.kind, p.field, p.value, p.quote, p.place, p.speaker, p.keys, BY, p.asks)
        for n, p in numbered
    ]


@dataclass(slots=True)
class _Reading:
    """What was named last, for a sentence that begins with "He"; and what is known of the meeting so far."""

    language: str
    names: frozenset[str] = frozenset()
    last_person: str = ""
    has_date: bool = False

    def of(self, sentence: TextSentence) -> Iterator[DraftedValue]:
        words = sentence.words
        says = list(self._claims(words))
        yield from self._when_and_where(words)
        yield from self._who(words)
        yield from says
        if not says:
            yield from self._what(words)
        named = [name for name, _ in persons(words) if self._is_person(words, name)]
        self.last_person = named[-1] if named else self.last_person

    # --- the meeting itself ---

    def _when_and_where(self, words: str) -> Iterator[DraftedValue]:
        held = _TOOK_PLACE.search(words)
        came = held is not None and held[0].lower() in ("met", "gathered", "convened")
        is_about = held is not None and (came or re.search(rf"\b(?:{_MEETING})\b", words, re.IGNORECASE))
        if number := self._number(words):
            yield _of("ordinal", str(number), words)
        if (
            (named := _NAMED.search(words))
            and re.search(rf"\b(?:{_MEETING})\b", named[1], re.IGNORECASE)
            and len(named[1]) > 12
        ):
            yield _of("names", named[1], words)
        if venue := _VENUE.search(words):
            yield _of("venue", venue[1], words)
        if host := _HOSTED.search(words) or _HOSTS.search(words):
            yield _of("host", host[1].removeprefix("the ").removeprefix("The "), words)
        if not is_about or _IS_DUE.search(words):
            return
        for value, _ in list(dates(words, self.language))[:1]:
            ask = "which year? the passage names none" if value.startswith("XXXX") else ""
            yield _of("date", value, words, asks=ask)
        known = {name for _, name, _ in countries(words, self.language)}
        for place in _PLACE.finditer(words):
            if place[1] not in known and not next(dates(f"1 {place[1]}", self.language), None):
                yield _of("place", place[1], words)
                for code, name, at in countries(words, self.language):
                    if 0 <= at - place.end() <= 3:
                        yield _of("country", name, words, keys={"code": code})
                break

    def _number(self, words: str) -> int:
        if m := _ORDINAL.search(words):
            return int(m[1])
        for m in _RANK.finditer(words):
            if re.search(r"(?:st|nd|rd|th|ое|ая|ый|ой|ье)$", m[1], re.IGNORECASE):
                before = re.search(r"([\w-]+)\s+$", words[: m.start()])
                spelt = read(f"{before[1] if before else ''} {m[1]}", self.language.partition("-")[0]).spelt
                if spelt and max(spelt) > 0:
                    return max(spelt)
        return 0

    def _who(self, words: str) -> Iterator[DraftedValue]:
        named = countries(words.partition(";")[0], self.language)
        if len(named) >= 2 and _LIST.search(words) and self._is_list(words, named):
            yield _of("attendance", [name for _, name, _ in named], words, keys={"status": "listed"})
        for pattern in (_CHAIRED, _CHAIRS):
            if m := pattern.search(words):
                after = [
                    (n, at)
                    for n, at in persons(words)
                    if (at >= m.end() - 1 if pattern is _CHAIRED else at < m.start())
                ]
                if after:
                    yield _of("chair", after[0][0], words)
        for name, at in persons(words):
            if post := self._post(words, name, at):
                yield _of("people", name, words, keys={"post": post})

    def _is_list(self, words: str, named: list[tuple[str, str, int]]) -> bool:
        """Whether countries stand one behind the other, with commas and "and" between them."""
        gaps = [words[a[2] + len(a[1]) : b[2]] for a, b in pairwise(named)]
        joined = [gap for gap in gaps if re.fullmatch(r"[\s,;]*(?:and|и|the)?[\s,]*(?:the)?\s*", gap)]
        return len(joined) >= max(1, len(gaps) - 1)

    def _is_person(self, words: str, name: str) -> bool:
        return bool(self._post(words, name, words.find(name))) or bool(
            re.search(rf"{re.escape(name)},? (?:\w+ )?(?:{_SPEECH})\b", words)
        )

    def _post(self, words: str, name: str, at: int) -> str:
        behind = _POST.match(words, at + len(name)) or _POSSESSED.match(words, at + len(name))
        if behind:
            return behind[1].strip()
        if owned := _OWNED.search(words[:at]):
            return owned[1].strip()
        before = re.search(
            r"((?:[A-Z][\w'’-]*(?:'s|’s)? )*(?:[Pp]resident|[Mm]inister|[Dd]irector|[Hh]ead|[Cc]hairman|"
            r"[Ss]ecretary|[Cc]hief|"
            r"[Ss]pokes\w+|[Mm]ayor|[Aa]mbassador|Press Secretary|"
            r"Secretary-General)(?: of(?: the)?(?: [A-Z][\w'’-]*)+)?),? $",
            words[:at],
        )
        return before[1].strip() if before else ""

    # --- who said what ---

    def _claims(self, words: str) -> Iterator[DraftedValue]:
        if m := _ACCORDING.search(words):
            speaker = m[1].removeprefix("the ")
            rest = " ".join((words[: m.start()] + words[m.end() :]).split()).strip(" ,.")
            if rest:
                yield self._claim(rest, words, speaker)
            return
        claims = list(self._said(words))
        yield from claims
        if claims:
            return
        if late := re.search(
            rf"[”\",»],?\s*(?:{_SPEECH})\s+(.+)$|[”\",»],?\s*((?:[A-Z][\w'’-]+ ?)+|he |she |they )(?:{_SPEECH})\b",
            words,
        ):
            behind = late[1] or late[2]
            named = persons(behind)
            if not named and (pronoun := re.match(r"(?:he|she|they)\b", behind)):
                named = [(pronoun[0], 0)]
            if (named or late[2]) and (says := _trimmed(words[: late.start()])):
                yield self._claim(says, words, named[0][0] if named else late[2].strip())

    def _said(self, words: str) -> Iterator[DraftedValue]:
        """What is said behind each verb of speech, to the end of its clause."""
        verbs = [(m, self._speaker(words[: m.start()])) for m in _SAID.finditer(words)]
        spoken = [(m, speaker) for m, speaker in verbs if speaker]
        for n, (said, speaker) in enumerate(spoken):
            end = spoken[n + 1][0].start() if n + 1 < len(spoken) else len(words)
            clause = words[said.end() : end]
            if n + 1 < len(spoken):
                clause = re.split(r"[;”]|, (?:and|but|while)\b", clause)[0]
            if says := _trimmed(clause):
                yield self._claim(says, words, speaker)

    def _claim(self, says: str, words: str, speaker: str) -> DraftedValue:
        quoted = _QUOTED.search(words)
        keys: dict[str, Any] = {"mode": "quoted", "words": quoted[1].rstrip(".,")} if quoted else {"mode": "reported"}
        ask = f"is it {speaker} who says so?"
        if _PRONOUN.match(speaker) or speaker in ("he", "she", "they"):
            ask = f"who is '{speaker}'?" + (f" perhaps {self.last_person}" if self.last_person else "")
        says = self._indirect(says)
        if is_first_person(says):
            ask += f" {FIRST_PERSON}"
        return DraftedValue("", "meeting", CLAIMS, says, words, "", speaker, keys, asks=ask)

    def _indirect(self, says: str) -> str:
        """The words as they follow "said that": with a small letter, unless a name or an acronym begins them."""
        first = re.split(r"[\s,'’-]", says, maxsplit=1)[0]
        if self.language.startswith("de") or first == "I" or not first.istitle():
            return says
        is_little = _NO_NAMES.fullmatch(first) is not None
        named = first in self.names or any(at == 0 for _, at in persons(says)) or _begins_country(says, self.language)
        return says if named and not is_little else says[0].lower() + says[1:]

    def _speaker(self, before: str) -> str:
        """Who speaks, in the words right before the verb: a person, an office, or a pronoun."""
        for name, at in reversed(persons(before)):
            if _BETWEEN.fullmatch(before[at + len(name) :]) or _is_apposition(before[at + len(name) :]):
                return name
        if clause := re.search(r"(?:[;,”\"] |\b(?:and|but) )(he|she|they)\s*$", before):
            return clause[1]
        if m := _PRONOUN.match(before.strip()):
            return m[0] if len(before.strip()) < len(m[0]) + 25 else ""
        plain = re.sub(r"(?:\w+ly|further|also|later|then|has|had)\s*$", "", before).rstrip(" ,")
        if alone := re.search(r"(?:^|[,;:.] |\b(?:and|but|while) )((?:Mr|Ms|Mrs|Dr)?\.? ?[A-Z][\w'’-]+)$", plain):
            return "" if alone[1] in _NOBODY else alone[1]
        office = _OFFICE.search(plain)
        return office[1].strip() if office else ""

    # --- what it was about ---

    def _what(self, words: str) -> Iterator[DraftedValue]:
        if _OUTCOME.search(words):
            function = next((function for word, function in _FUNCTIONS if word in words.lower()), "")
            yield _of("outcomes", words, words, keys={"function": function} if function else None)
        elif agenda := _AGENDA.search(words):
            items = (
                re.match(r"\s*(.+?)[.;]?$", words[agenda.end() :]) if agenda[0].endswith((" on", "cluded")) else None
            )
            yield _of("agenda", items[1] if items else words.rstrip("."), words)
        elif _DISCUSSED.search(words):
            yield _of("discussion", words, words)


def _begins_country(says: str, language: str) -> bool:
    return any(at == 0 for _, _, at in countries(says, language))


def is_first_person(says: str) -> bool:
    """Whether words speak of "I" or "us" outside quotation marks, so that they cannot follow "said that"."""
    return bool(_FIRST_PERSON.search(re.sub(r"[“\"«][^“”\"«»]*[”\"»]", "", says)))


def _is_apposition(behind: str) -> bool:
    return behind.startswith((",", " (")) and behind.rstrip().endswith((",", ")")) and len(behind) < 160


def _trimmed(says: str) -> str:
    """What was said without the marks around it; nothing where hardly a word is left."""
    says = says.strip(" ,:;.–—").strip('“”"«»').strip(" ,.")
    return says if len(says.split()) >= 3 else ""


def _of(field: str, value: Any, quote: str, *, keys: dict[str, Any] | None = None, asks: str = "") -> DraftedValue:
    return DraftedValue("", "meeting", field, value, quote, keys=keys or {}, asks=asks)
