"""Who says what in a sentence: the words of each assertion, and the words in which its speaker is named.

Three forms are told apart: the speaker before the verb ("Sample said that …"), behind it (“…”, said Sample), and at the
end of the sentence (…, the chairman said on Thursday). What participants do together - they noted, they agreed - is
nobody's assertion.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from briefgen.frozen import dataclass
from briefgen.intake.drafts.cldr_reading import weekdays
from briefgen.intake.drafts.people_reading import NamedPerson, persons
from briefgen.intake.drafts.speaking.speakers import (
    TALKED,
    asserting_verbs,
    capitals,
    is_owned,
    is_when,
    named_behind,
    speaking,
    standing_at,
    subject_before,
)
from briefgen.intake.drafts.speaking.verbless_reading import by_source, in_a_line, in_document
from briefgen.intake.drafts.text_reading import LONGEST_SENTENCE
from briefgen.intake.drafts.wordlists import SUBJECT_FIRST, VERB_SECOND, WordList, compiled

_People = list[NamedPerson]
_FEWEST = 3
_OF_SPEAKER = ("relative", "articles", "clause", "gerunds", "offices")
_QUOTED = re.compile(r"[“„\"«]\s*([^“”„\"«»]{8,}?)\s*[”“\"»]|^[‘']([^‘“”\"]{8,}?[,.!?])['’](?!\w)")
_QUOTE_ENDS = re.compile(r"[”“\"»]\s*[,.]?\s*[–—-]?\s*$|^[‘'].*[,.!?]['’]\s*$")
_POST_BEHIND = re.compile(r"(.*[,.!?][”“\"»])\s([^“”\"«»;:.]{3,90}),\s*")
"""A quotation with the post of who spoke behind it, and the name to come: “…,” the minister of ports, …"""
_NESTED = re.compile(r'(?<!\S)"(?=\w)[^"]*(?<!\S)"(?=\w)')
"""A straight quotation mark that opens within straight ones: where which ends is not told."""
_REST = re.compile(r"[^“”„«»\".;:]{0,60},\s[“„«\"]([^“”„«»\"]+)[”“»\"]\W*$")
QUOTATION_MARKS = re.compile('[“”«»„"]')


@dataclass(frozen=True, slots=True)
class Assertion:
    """What somebody says, as the sentence has it; `speaker` in its words, `quoted` the speaker's own, if any.

    `verb` is a verb that turns it round: who denied that walls are low did not say so. What somebody calls for, or
    calls a thing, is `no_clause` that could follow "said that".
    """

    says: str
    speaker: str
    quoted: str = ""
    verb: str = ""
    no_clause: bool = False


def assertions(words: str, lists: WordList, families: frozenset[str] = frozenset()) -> list[Assertion]:
    """Who says what in a sentence; `families` are family names of persons who were named before."""
    if len(words) > LONGEST_SENTENCE or _NESTED.search(words):
        return []
    quoted = _QUOTED.search(words)
    own = (quoted[1] or quoted[2]).rstrip(".,") if quoted else ""
    named = persons(words, lists)
    if found := in_document(words, lists) or by_source(words, lists, named):
        return [Assertion(says, found[0], own)] if (says := trimmed(found[1])) else []
    found_ = [
        Assertion(says, speaker, own if _holds(own, says) else "", verb, is_call)
        for says, speaker, verb, is_call in _spoken(words, lists, named, families)
    ]
    found_ = found_ or [Assertion(says, who, own) for says, who in in_a_line(words, lists, named, families) if who]
    return found_ or [Assertion(says, who, no_clause=True) for says, who in _of_us(words, lists)]


def _of_us(words: str, lists: WordList) -> Iterator[tuple[str, str]]:
    """What a statement says of those who make it: We condemn the attacks."""
    adverbs = rf"(?:(?:{lists['before_verbs']}|{lists['adverbs']}|{lists['collective']}|{lists['any_adverb']})\s)*"
    m = compiled(
        rf"(?:[^,“„«\"]{{0,80}},\s)?(?P<who>{lists['we']})\s{adverbs}(?P<says>{lists['we_say']}(?!\w).+)"
    ).match(words)
    if m and not lists.finds("speech", words[: m.start("who")]):
        yield trimmed(m["says"]), m["who"]


def _holds(own: str, says: str) -> bool:
    """Whether what is said holds the speaker's own words, or they hold it: the others belong to another verb."""
    mine, all_ = own.casefold().strip(" ,.!?"), says.casefold()
    return mine in all_ or all_ in mine


def _spoken(
    words: str, lists: WordList, named: list[NamedPerson], families: frozenset[str]
) -> Iterator[tuple[str, str, str, bool]]:
    """The words and the speaker of each verb of speech in a sentence, with a verb that turns them round, or calls."""
    found: list[_Spoken] = []
    for verb in asserting_verbs(words, lists):
        if any(p.start <= verb.start() < p.end for p in named):
            continue  # Juma Said
        before = found[-1] if found else None
        between = words[before.verb.end() : verb.start()] if before else ","
        if not re.search(r"[,;:.“”\"«»–—]", between) and not lists.finds("clause", between):
            continue  # said that somebody denied it
        if before and _goes_on(words[before.verb.end() : verb.start()], lists):
            subject = subject_before(words[: verb.start()], lists, named, families, many=False)
            said, other = f"{before.speaker} ", f"{subject[0] if subject else before.speaker} "
            is_same = said.startswith(other) or other.startswith(said)
            one = _Spoken(verb, before.speaker if is_same else other.strip())
        else:
            one = _of_verb(words, verb, lists, named, families)
        if not one.speaker and not one.says and (all_ := _all_of_them(words, verb, lists)):
            one = _Spoken(verb, all_)
        if one.speaker and not one.speaker.endswith(("’s", "'s")) and not is_owned(f"{one.speaker} ", lists):
            found.append(one)
    if not found and (
        told := compiled(
            rf"(?:,|(?<![\w’'-]){lists['meetings']})\s+{lists['saying']}\s+{lists['that']}\s|,\s+{lists['saying']}(?::\s|\s)"
        ).search(words)
    ):
        ahead = words[: told.start()]
        first = next((p.name for p in named if p.start <= len("The former ")), "")
        if speaker := first or speaking(capitals(ahead, lists), lists, families):
            yield trimmed(words[told.end() :]), speaker, "", False
    spoken = next((p for p in named if re.match(rf"\s{lists['saying']}\s", words[p.end :], re.IGNORECASE)), None)
    if not found and spoken:
        yield trimmed(_told(re.sub(r"^\s\w+", "", words[spoken.end :]), "", lists)), spoken.name, "", False
    found = [one for n, one in enumerate(found) if not any(_holds_verb(words, after, one) for after in found[n + 1 :])]
    for n, one in enumerate(found):
        following = found[n + 1].verb if n + 1 < len(found) else None
        says = _said(words, one, lists).strip(" ,") + _rest_of_quotation(words, one) if one.says else ""
        says = says or _behind(words, one.verb, following, lists)
        denies = lists.has("denying", one.verb[0])
        if denies and not compiled(rf"(?:\s+[\w’'-]+){{0,6}},?\s+{lists['that']}\b").match(words, one.verb.end()):
            continue  # denied the report: no sentence follows
        clause = compiled(rf"[^,;]{{0,60}}?\W{lists['that']}\W|:?\s*[“„«\"]").match(words, one.verb.end())
        is_apart = VERB_SECOND not in lists.traits or re.match(r"[^,;:]{0,60}[,:]", words[one.verb.end() :])
        is_call = not one.says and clause is None and (lists.has("calls", one.verb[0]) or not is_apart)
        if says := trimmed(says):
            is_call = is_call or lists.has("of_body", says.split()[0])  # warned of tides
            yield says, one.speaker, one.verb[0] if denies else "", is_call


@dataclass(frozen=True, slots=True)
class _Spoken:
    """A verb of speech, who speaks, and the words where they stand in front of it."""

    verb: re.Match[str]
    speaker: str
    says: str = ""


def _said(words: str, one: _Spoken, lists: WordList) -> str:
    """The words of a speaker without "that"; in front of the verb as they are: Muster betonte, dass …, so sie."""
    is_ahead = 0 <= words.find(one.says) < one.verb.start()
    return compiled(rf"^{lists['that']}\b").sub("", one.says) if is_ahead else _told(f" {one.says}", "", lists)


def _holds_verb(words: str, outer: _Spoken, one: _Spoken) -> bool:
    """Whether a verb stands in what somebody else says: Port Example thinks that walls are low, an envoy said."""
    begin = words.find(outer.says) if outer.says else -1
    return 0 <= begin <= one.verb.start() < begin + len(outer.says) and not one.says


def _rest_of_quotation(words: str, one: _Spoken) -> str:
    """What a quotation says behind its verb and speaker: “The sea,” Sample noted, “is rising.”"""
    on = _REST.match(words, one.verb.end())
    is_split = on is not None and re.search(r"[^.!?…][,]?[”“\"»]\s?,?\s?[^“„«\"]{0,80}$", words[: one.verb.start()])
    return f" {on[1].rstrip(' ,.')}" if on and is_split and one.says in words[: one.verb.start()] else ""


def _goes_on(between: str, lists: WordList) -> bool:
    """Whether a verb has the subject of the one before: "thanked the hosts and proposed …"."""
    return compiled(rf"(?s:.*)\b{lists['clause']}\s+(?:{lists['before_verbs']}\s+)*").fullmatch(between) is not None


def _of_verb(words: str, verb: re.Match[str], lists: WordList, named: _People, families: frozenset[str]) -> _Spoken:
    """Who speaks by a verb: behind a quotation whoever follows, else who stands before it or, if nobody, behind it."""
    before = words[: verb.start()]
    if not before.strip() and (quote := re.search(r",\s?([“„«\"].*)$", words[verb.end() :])):
        speaker = named_behind(words[: verb.end() + quote.start()], verb.end(), lists, named, families)
        return _Spoken(verb, speaker, _quote_in(quote[1]))  # Said one member, “…”
    if not _QUOTE_ENDS.search(before) and compiled(rf"\W*{lists['subordinate']}\s.*,\s").fullmatch(before):
        return _turned(words, verb, lists, named, families)  # Während es regnete, sagte die Ministerin, …
    if pronoun := compiled(rf"-({lists['inverted_pronouns']})$").search(re.split(r"\s", verb[0])[0]):  # a-t-il déclaré
        says = _quote_in(before) if _QUOTE_ENDS.search(before) else before.rstrip(" ,—–")
        on = re.match(r",\s([^«»“”]+)", words[verb.end() :]) if before.count("«") > before.count("»") else None
        return _Spoken(verb, pronoun[1], f"{says} {on[1].strip()}" if on else says)
    if _QUOTE_ENDS.search(before) or (TALKED.search(before) and re.match(r"[\"“«„—–-]", before)):
        return _Spoken(verb, named_behind(words, verb.end(), lists, named, families), _quote_in(before))
    if as_told := _as_told(words, verb, lists, named, families):
        return as_told
    aside = compiled(rf",\s{lists['relative']}\s[^,]+,\s$").search(before)  # Ana Muster, die den Hafen vertrat, sagte
    is_after_aside = aside is not None and any(p.end == aside.start() for p in named)
    is_behind = before.rstrip().endswith((",", "—", "–", "-")) and not is_after_aside
    told_in = compiled(rf"\s+{lists['told_in']}\s+(.+)").match(words[verb.end() :])
    if told_in and is_behind and 0 not in weekdays(told_in[1], lists.language):  # , сообщили в министерстве
        speaker = named_behind(words, verb.end() + told_in.start(1) - 1, lists, named, families)
        return _Spoken(verb, speaker or capitals(told_in[1].rstrip("."), lists), before.rstrip(" ,—–-"))
    if is_behind and (last := _right_behind(words, verb, lists, named, families)):
        return _Spoken(verb, last, _said_around(words, verb, last, lists))
    subject = subject_before(before, lists, named, families, many=lists.has("many_say", verb[0]))
    if subject and before.rstrip().endswith(",") and lists.finds("relays", words[verb.end() :][:24]):
        return _Spoken(verb, "")  # , передаёт корреспондент: whoever wrote the report
    if subject is None and compiled(rf"\s+{lists['that']}\b").match(words, verb.end()):
        heads = (p.name for p in named if p.end <= verb.start() and not is_owned(words[: p.start], lists))
        return _Spoken(verb, next(heads, ""))  # Ana Sample, while opening it, said that …
    if subject is None and not before.rstrip().endswith((",", "—", "–")):
        return _turned(words, verb, lists, named, families)
    if subject is None:
        speaker = named_behind(words, verb.end(), lists, named, families)
        return _Spoken(verb, speaker, _said_around(words, verb, speaker, lists))
    return _of_subject(words, verb, *subject, lists)


def _as_told(
    words: str, verb: re.Match[str], lists: WordList, named: _People, families: frozenset[str]
) -> _Spoken | None:
    """Who speaks by a verb behind "as", with what goes on behind it: As Sample said on Monday, walls are low."""
    before = words[: verb.start()]
    if compiled(rf"(?:.*\W)?{lists['as_told']}\s*(?:{lists['before_verbs']}\s+)*").fullmatch(before):
        speaker = named_behind(words, verb.end(), lists, named, families)
        behind = words[words.find(speaker, verb.end()) + len(speaker) :] if speaker else ""
        return _Spoken(verb, speaker if behind.lstrip().startswith(",") else "", behind.lstrip(" ,"))
    if (told_as := compiled(rf"\W*{lists['as_told']}\s+(.+?)\s*").fullmatch(before)) and "," not in before:
        speaker = (subject_before(told_as[1], lists, named, families, many=False) or [""])[0]
        on = re.match(r"[^,;]{0,60},\s", words[verb.end() :])
        return _Spoken(verb, speaker if on else "", words[verb.end() + on.end() :] if on else "")
    return None


def _of_subject(words: str, verb: re.Match[str], speaker: str, at: int, lists: WordList) -> _Spoken:
    """What a speaker says who stands before a verb: in front of both, or behind them."""
    if lists.finds("documents", speaker) and not lists.has("of_documents", verb[0]):
        return _Spoken(verb, "")
    head = words[:at].rstrip()
    if (behind_it := _POST_BEHIND.fullmatch(head)) and lists.finds("offices", behind_it[2]):
        head = behind_it[1]
    if _QUOTE_ENDS.search(head):
        return _Spoken(verb, speaker, _quote_in(head))
    behind = words[verb.end() :]
    is_enough = head.endswith(",") and len(head.split()) >= _FEWEST
    heard = _listeners(lists).match(behind) if lists.has("telling", verb[0]) else None
    behind = behind[heard.end() :] if heard else behind
    if is_enough and _is_only_when(behind, lists):
        return _Spoken(verb, speaker, head.rstrip(" ,"))
    if head.endswith(",") and (on := re.match(r",\s(?=[^\W\d_])", behind)) and not is_when(head, lists):
        return _Spoken(verb, speaker, f"{head.rstrip(' ,')} {behind[on.end() :]}")  # Prices, she said, will fall
    return _Spoken(verb, speaker)


def _said_around(words: str, verb: re.Match[str], speaker: str, lists: WordList) -> str:
    """What is said in front of a verb, and goes on behind the speaker: Man werde, so Muster, Häfen brauchen.

    What tells more of the speaker is none of it: said Ana Sample, who chairs the port; said Ana Sample, adding that …
    """
    says, who = words[: verb.start()].rstrip(" ,—–"), rf"\s(?:[^,]*\s)?{re.escape(speaker)}(?:\s[^,]{{2,40}})?,\s"
    on = re.match(rf"{who}(?P<rest>(?P<first>[^\W\dA-ZÀ-ÞА-ЯЁ]\S*).*)", words[verb.end() :]) if speaker else None
    if on is None or lists.has(_OF_SPEAKER, on["first"]):
        return says
    return says if lists.finds("offices", " ".join(on["rest"].split()[:_FEWEST])) else f"{says} {on['rest']}"


def _all_of_them(words: str, verb: re.Match[str], lists: WordList) -> str:
    """Who speaks where many do as one: the participants stressed that …"""
    if lists.has("outcomes", verb[0]) and not lists.has("calls", verb[0]):
        return ""
    before = compiled(rf"(?:\s{lists['before_verbs']}|\s(?-i:(?![A-ZÀ-Þ])){lists['any_adverb']})+\s*$").sub(
        "", words[: verb.start()].rstrip()
    )
    if compiled(rf".*[\s,]{lists['clause']}\s+(?:{lists['before_verbs']}\s+)*").fullmatch(words[: verb.start()]):
        many = rf"(?:{lists['groups']}|{lists['crowds']}|{lists['collective']})(?!\w)"
        head = compiled(rf"(?:{lists['little']}\s)*{many}").match(before)
        before = head[0] if head else before  # The two sides met and stressed
    ahead = lists["articles" if SUBJECT_FIRST in lists.traits else "little"]
    who = compiled(
        rf"(?:^|.*[,;]\s|.*\s{lists['clause']}\s)(?:{ahead}\s)*(?P<who>(?:[\w’'-]+\s){{0,3}}"
        rf"(?:{lists['groups']}|{lists['crowds']}|{lists['collective']}))(?:\s(?:{lists['of_body']}|{lists['in']})\s[^,;]{{3,50}})?"
    ).fullmatch(before)
    is_other = who and lists.has(("relative", "adverbial_heads"), who["who"].split()[0])
    own = who["who"].split() if who else [""]
    is_thing = lists.has("little", own[-1]) and not any(lists.has("groups", one) for one in own)  # this, which, it
    return who["who"] if who and not is_other and not is_thing and not lists.finds("passive", who["who"]) else ""


def _turned(words: str, verb: re.Match[str], lists: WordList, named: _People, families: frozenset[str]) -> _Spoken:
    """Who stands behind a verb with what is said behind them: In Lima sagte Ministerin Anna Muster, dass …"""
    if SUBJECT_FIRST in lists.traits or (
        VERB_SECOND not in lists.traits
        and not compiled(rf"[^.;]{{0,120}}?(?:,?\s{lists['that']}\s|:\s|[“„«\"])").match(words, verb.end())
    ):
        return _Spoken(verb, "")
    person = next((p for p in named if p.start >= verb.end()), None)
    between = words[verb.end() : person.start] if person else ";"
    little = lists["little"]
    bare = compiled(rf"\s(?:(?:{little})\s)*(?:{lists['titles']}\.?\s)*").fullmatch(between)
    if person and (bare or (lists.finds("offices", between) and not re.search(r"[,.;:“„«]", between))):
        return _Spoken(verb, person.name, words[person.end :].lstrip(" ,"))
    if (alone := re.match(r"\s([^\W\d_][\w’'-]+)\b", words[verb.end() :])) and alone[1] in families:
        return _Spoken(verb, alone[1], words[verb.end() + alone.end() :].lstrip(" ,"))
    who = standing_at(words, verb.end(), lists)
    return _Spoken(verb, who, words[words.find(who, verb.end()) + len(who) :].lstrip(" ,") if who else "")


def _right_behind(words: str, verb: re.Match[str], lists: WordList, named: _People, families: frozenset[str]) -> str:
    """Who stands right behind a verb at the end of a clause: …, said the minister of ports, Ana Sample."""
    if lists.has("telling", verb[0]):
        return ""
    behind = words[verb.end() :].strip(" .")
    if (alone := re.split(r"[\s,.]", behind)[0]) in families and (alone == behind or VERB_SECOND in lists.traits):
        return alone
    person = next((p for p in named if p.start >= verb.end()), None)
    between = compiled(rf"(?:{lists['titles']})\.?\s").sub("", words[verb.end() : person.start]) if person else ";"
    apart = rf"[;:.“„«]|\b{lists['that']}\b|,\s{lists['relative']}\s"
    is_post = not between.strip() or (lists.finds("offices", between) and not compiled(apart).search(between))
    if person and is_post and len(between.split()) <= 10:
        return person.name
    before = words[: verb.start()].rstrip(" ,")
    named_ = [p.end for p in named if p.end <= len(before)]
    named_ += [m.end() for m in re.finditer(r"[\w’'-]+(?=,)", before) if m[0] in families]
    post = rf",\s(?:\d+|{lists['articles']}\s[^,]+|[^,]*{lists['offices']}[^,]*)"
    if named_ and compiled(post).fullmatch(before[max(named_) :]):
        return ""  # Ana Sample, the mayor, said
    who = standing_at(words, verb.end(), lists)
    rest = words[words.find(who, verb.end()) + len(who) :].strip(" .") if who else "x"
    return who if not rest or rest[0] == "," or is_when(rest, lists) or SUBJECT_FIRST not in lists.traits else ""


def _behind(words: str, verb: re.Match[str], following: re.Match[str] | None, lists: WordList) -> str:
    """What is said behind a verb, to the end of its clause."""
    says = words[verb.end() : following.start() if following else len(words)]
    if following:
        says = re.split(rf"[;”]|,?\s+{lists['clause']}\b(?=[^,;”]*$)", says, flags=re.IGNORECASE)[0]
    return _told(says, verb[0], lists)


def _quote_in(before: str) -> str:
    """The last quotation in words; all of them where it is a part of what they say: the pact is “a first step”, …"""
    found = list(_QUOTED.finditer(before))
    ahead = before[: found[0].start()].rstrip() if found else ""
    if len(ahead.split()) >= _FEWEST and ahead[-1].isalnum():
        return before.strip(" ,—–")
    return (found[-1][1] or found[-1][2]) if found else before.strip(' ,—–“”"«»„')


def _is_only_when(behind: str, lists: WordList) -> bool:
    """Whether nothing stands behind a verb but when, where or in which document it was said."""
    behind = compiled(rf"\s{lists['in']}\s(?:[\w’'-]+\s){{0,2}}{lists['documents']}(?!\w).*").sub("", behind)
    behind = re.split(rf"\s+{lists['according']}\s", behind, maxsplit=1, flags=re.IGNORECASE)[0]
    text = re.split(rf"\s+{lists['clause']}\s", behind, maxsplit=1, flags=re.IGNORECASE)[0].strip(" .")
    return not text or (is_when(text, lists) and len(text.split()) <= 10)


def _told(says: str, verb: str, lists: WordList) -> str:
    """What is said, without whom it is told, when and where, and without "that"."""
    is_heard = lists.has("telling", verb)
    m = compiled(rf"(?:\s+[\w’'-]+){{0,6}}?,?\s+{lists['that']}\b,?").match(says) if is_heard else None
    m = m or (_listeners(lists).match(says) if is_heard else None)
    if m is None:
        when = rf"\s+{lists['when']}\b" if SUBJECT_FIRST in lists.traits else ""
        m = compiled(rf"(?:{when}(?:\s+[\w’'-]+){{0,6}}?)?,?\s+{lists['that']}\b,?").match(says)
    if m is None and VERB_SECOND in lists.traits:  # erklärte am Sonntag, der Hafen sei voll
        m = compiled(rf"\s+{lists['when']}\b[^,;:„“]{{0,60}},(?=\s.*\b{lists['reported_mood']}\b)").match(says)
    if m is None and SUBJECT_FIRST in lists.traits and 1 in weekdays(says, lists.language):  # announced Friday it will
        m = re.match(r"\s\w+(?=\s)", says)
    return compiled(rf"^\s{lists['verb_ends']},").sub("", says[m.end() :] if m else says)


def _listeners(lists: WordList) -> re.Pattern[str]:
    """To whom it is told, behind "told": the delegates, reporters, AFP, her."""
    article, little = rf"(?:{lists['articles']})\s", lists["listeners"]
    return compiled(
        rf"\s+(?:{little}|(?:{article})?(?-i:\p{{Lu}}[\w’'-]*)(?:\s(?-i:\p{{Lu}}[\w’'-]*))*(?:\s{lists['bodies']})?"
        rf"|(?:{article})?(?:[\w’'-]+\s)?{lists['any_plural']}(?!\s{lists['of_body']}))(?=\W)".replace(
            r"\p{Lu}", "[A-ZÀ-ÞА-ЯЁ]"
        )
    )


def trimmed(says: str) -> str:
    """What was said without the marks around it; nothing where hardly a word is left."""
    whole = says.strip(" ,:;.–—")
    says = whole.strip('“”"«»„').strip(" ,.")
    if len(QUOTATION_MARKS.findall(says)) % 2 and QUOTATION_MARKS.match(whole[-1]):
        says += whole[-1]  # it ends words within: as "a betrayal of small boats"
    return says if len(says.split()) >= _FEWEST or len(says) >= 14 else ""
