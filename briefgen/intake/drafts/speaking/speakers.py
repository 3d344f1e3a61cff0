"""The verbs by which a sentence says that somebody says something, and the words before or behind them that name who.

A speaker is a person who is named, a family name that was named before, a pronoun, an office, a body, a country, or
several who speak as one. What participants do together is nobody's: there, no speaker is given.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from briefgen.intake.drafts.people_reading import NamedPerson, persons
from briefgen.intake.drafts.wordlists import CAPITAL_NOUNS, CASES, SUBJECT_FIRST, WordList, compiled, word_list

LONGEST_SUBJECT = 12
"""Words of a subject; what has more is a clause of its own."""


def is_owned(before: str, lists: WordList) -> bool:
    """Whether who is named behind some words goes with them and does nothing: the plan of, die Rede der."""
    return compiled(rf"(?:^|\s){lists['owned']}(?:\s+{lists['articles']})?\s+$").search(before) is not None


def is_when(text: str, lists: WordList) -> bool:
    """Whether words begin with when or where something was: on Monday, in Lima."""
    return compiled(rf"{lists['when']}\b").match(text) is not None


def subject_before(
    before: str, lists: WordList, named: list[NamedPerson], families: frozenset[str], *, many: bool
) -> tuple[str, int] | None:
    """Who is named right before a verb, and where; None where nobody is, or all of them together, unless `many` may."""
    adverbs = rf"(?:{lists['before_verbs']}|(?-i:(?![A-ZÀ-Þ])){lists['any_adverb']})"
    text = compiled(rf"(?:(?<![\w’'-]){adverbs}\s+)+$").sub("", before)
    if compiled(rf"(?:(?<=\s){lists['clause']})\s+(?:{lists['before_verbs']}\s+)*$").search(
        before
    ):  # X did this and said
        first = next((p for p in named if p.end <= len(before) and not is_owned(before[: p.start], lists)), None)
        if (
            first is not None
            and not re.search(r"[;”»]", before[first.end :])
            and _acts_alone(before[first.end :], lists)
        ):
            return first.name, first.start
        if first is None and are_many(without_article(before, lists).split(" ")[0], lists):
            return "", 0  # Ministers did this and said
        head = compiled(rf"\W*(?:[\w-]+\s[\w-]+\s)??({lists['pronouns']})(?!\w)").match(before)
        alone = head[1] if head else speaking(capitals(before, lists), lists, families)
        if first is None and alone and not re.search(r"[,;”»“\"]", before):
            return alone, 0  # He did this and said
    last = next((p for p in reversed(named) if p.end <= len(text)), None)
    if last and compiled(rf",\s{lists['relative']}\s*").fullmatch(text[last.end :]):
        return last.name, last.start  # Ana Sample, who said
    if last and not is_owned(text[: last.start], lists) and _is_with_post(text[last.end :], lists):
        return last.name, max((m.end() for m in re.finditer(r"[,”\"»“]\s", text[: last.start])), default=0)
    after = compiled(rf"\s(?:{lists['others']}|{lists['when_clause']})\s")
    if last and last.end == len(text.rstrip()) and after.search(text, max(last.start - 15, 0), last.start):
        return last.name, last.start  # Ana Sample spoke after Ben Beispiel had said
    for before_it in (r"(?:^|[,.]\s+)", r"(?:^|[,.]\s+|\s)"):  # ", but" begins a clause more surely than "and" does
        boundary = re.compile(rf"[;:”\"»“]\s|[,.!?]['’]\s|{before_it}{lists['clause']}\s", re.IGNORECASE)
        begin = max((m.end() for m in boundary.finditer(text) if m.end() < len(text.rstrip())), default=0)
        if found := _in_clause(text, begin, lists, named, families, many=many):
            return found
    return None


def _is_with_post(behind: str, lists: WordList) -> bool:
    """Whether a post and no more stands behind a name: Ana Sample, the minister of ports and of customs, …"""
    m = re.fullmatch(r",\s((?:[\w’'-]+\s)*?)([\w’'-]+(?:\s[\w’'()-]+)*),?\s*", behind)
    ahead = behind.split()[:4]
    is_office = any(lists.has("offices", w.strip(",")) for w in ahead)
    return m is not None and is_office and not lists.finds(("held", "passive", "chairs", "pronouns"), behind)


def _acts_alone(between: str, lists: WordList) -> bool:
    """Whether nobody else is named between a person and the verb: ", addressed the media and"."""
    return len(between.split()) <= LONGEST_SUBJECT and not lists.finds("pronouns", between)


def _in_clause(
    text: str, begin: int, lists: WordList, named: list[NamedPerson], families: frozenset[str], *, many: bool
) -> tuple[str, int] | None:
    """Who is named at the end of a text, in the clause that begins there."""
    clause = text[begin:]
    for person in named:
        is_here = begin <= person.start and person.end <= len(text.rstrip())
        if not is_here or is_owned(text[begin : person.start], lists):
            continue
        behind = text[person.end :].rstrip()
        if not behind or _goes_with_name(lists).fullmatch(behind):
            comma = text[begin : person.start].rfind(", ")
            return person.name, begin + comma + 2 if comma >= 0 else begin
    last = re.split(r",\s+", clause.rstrip(" ,"))
    nearest = last[-1].strip()
    at = begin + clause.rfind(nearest) if nearest else begin
    pronoun = compiled(rf"(?:^|.*\s)({lists['pronouns']})").fullmatch(nearest)
    if pronoun and not lists.finds("offices", nearest[: pronoun.start(1)]):  # a spokesman for the minister is not he
        return pronoun[1], at + pronoun.start(1)
    if lists.has("neuter", nearest) and len(last) > 1:
        return nearest, at
    first = "" if _is_aside(last[0], lists) else last[0]
    is_apart = clause.rstrip().endswith(",") and first and first != nearest  # Some, especially the ports, argued
    if many and (speaker := _some(first if is_apart or len(last) == 1 else nearest, lists)):
        return speaker, begin if is_apart or len(last) == 1 else at
    if len(last) > 1 and are_many(without_article(nearest, lists), lists):
        return "", begin
    ordered = [(nearest, at), (first, begin)]
    for candidate, place in (
        [(clause.strip(" ,"), begin), *ordered] if len(last) == 1 else ordered[:: -1 if is_apart else 1]
    ):
        if speaker := speaking(candidate, lists, families):
            return speaker, place
    return None


def _goes_with_name(lists: WordList) -> re.Pattern[str]:
    """What may stand between a speaker's name and the verb: a place, an apposition, brackets, where and when."""
    return compiled(
        rf"\s\([^()]{{2,40}}\),?\s[^;]{{3,120}}|\s(?:{lists['oblique']}\s|{lists['of_state']}\s|\()[^,;]*"
        rf"|,[^;]*,|\s\([^)]*\)|,? {lists['relative']} [^;]{{3,80}}"
        r"|\s(?-i:[^\W\dA-ZА-ЯЁ])[^,;.]{0,90}|[^,;]{0,40},"
    )


def _some(text: str, lists: WordList) -> str:
    """Several who speak as one, in the words that name them: trade ministers, some of the 43 member nations."""
    text = text.strip(" ,")
    head, _, rest = text.partition(" ")
    bare = rest if lists.has(("articles", "clause"), head) else text
    parts = bare.strip(" ,").split()
    goes_on = "|".join(lists[name] for name in ("owned", "in", "relative", "that"))
    last = compiled(rf"\s(?:{goes_on})\s").split(" ".join(parts))[0].split()[-1:]
    own = [p for p in parts if lists.has("groups", p)]
    own += [p for p in last if lists.has("bodies", p) and lists.has("meetings", p)]  # the council said
    own += [p for p in last if p.islower() and lists.has("any_plural", p)]  # airlines fear that
    own += [p for p in parts[-1:] if lists.has("articles", head) and p.isalpha()]  # the watchdog said
    is_led = (
        parts and not lists.finds("documents", bare) and not lists.has("in", parts[0]) and not _is_aside(bare, lists)
    )
    is_one = len(parts) > 1 or (parts and (bool(own) or not lists.has("little", parts[0])))
    is_verb = lists.finds(("passive", "held", "discussed", "speech"), bare) is not None
    is_verb = is_verb or (len(parts) > 1 and lists.has("decided", parts[-1]))  # the groups summarized and reported
    return bare.strip(" ,") if is_led and own and not is_verb and is_one and len(parts) <= LONGEST_SUBJECT else ""


def _is_aside(text: str, lists: WordList) -> bool:
    """Whether a phrase tells when or where: it names nobody who speaks."""
    return bool(is_when(text, lists) or compiled(rf"{lists['others']}(?!\w)").match(text))


def are_many(text: str, lists: WordList) -> bool:
    """Whether a subject is all of them together, or the meeting itself; officials of a body that is named are not."""
    parts = text.split() or [""]
    if lists.finds("documents", " ".join(parts[:2])):
        return False
    own = [p for p in parts[:-1] if p[0].isupper() and not lists.has(("demonyms", "little", "common", "offices"), p)]
    if own and lists.has("collective", parts[-1]) and not lists.has("collective", parts[0]):
        return False
    return any(lists.has(("collective", "meetings"), parts[n]) for n in (0, -1))


def speaking(subject: str, lists: WordList, families: frozenset[str]) -> str:
    """The words of a subject that can speak: an office, a body, a country, a family name; "" for another one."""
    text = without_article(subject.strip(), lists)
    parts = text.split()
    head = subject.split(" ")[0]
    is_told_in = lists.has("told_in", head) and lists.finds("bodies", text) is not None  # В министерстве отметили
    if len(parts) == 1 and lists.has(("before_verbs", "adverbs", "adverbial_heads"), text):
        return ""
    is_told_in = is_told_in or lists.has("offices", " ".join(subject.split()[1:2]))  # Under Secretary
    if (
        (lists.has("adverbial_heads", head) and not is_told_in)
        or (lists.has("relative", head) and CAPITAL_NOUNS not in lists.traits)
        or not parts
        or len(parts) > LONGEST_SUBJECT
        or any(part[0].isdigit() for part in parts)
    ):
        return ""
    if (issued := lists.finds("issued", text)) and lists.finds("documents", text[: issued.start()]):
        return text[: issued.start()].rstrip(" ,")
    if whose := compiled(rf"((?:\w+ )?{lists['documents']}) {lists['owned']} .*").fullmatch(text):
        return whose[1]  # a joint statement from the ministers
    is_verb = len(parts) > 1 and parts[-1].islower() and lists.has("decided", parts[-1])  # where groups summarized and
    if is_verb or are_many(text, lists):
        return ""
    if lists.finds(("passive", "held"), text):
        return ""
    if parts[-1] in families:
        return parts[-1]
    if (inside := persons(text, lists)) and not is_owned(text[: inside[0].start], lists):
        return inside[0].name
    telling = lists.finds(("offices", "bodies", "documents"), text)
    named = any(part[:1].isupper() and not lists.has("little", part) for part in parts)
    return (
        text
        if telling or (named and len(parts) <= 7 and all(p[:1].isupper() or lists.has("little", p) for p in parts))
        else ""
    )


def named_behind(words: str, at: int, lists: WordList, named: list[NamedPerson], families: frozenset[str]) -> str:
    """Who is named right behind a verb."""
    behind = words[at:]
    if pronoun := compiled(rf"\s({lists['pronouns']})(?!\w)").match(behind):
        return pronoun[1]  # sagte er und dankte Ana Muster
    if (first := re.match(r"\s(?:[^\W\d_]{1,4}\.?\s)?([^\W\d_][\w’'-]+),", behind)) and first[1] in families:
        return first[1]  # sagte Muster, ein früherer Berater
    person = next(
        (p for p in named if p.start >= at and not re.search(r"\w{3,}\.\s|[;“«„]", words[at : p.start])), None
    )
    is_apart = person and compiled(rf",\s{lists['relative']}\s").search(words[at : person.start])  # Muster, der mit ihr
    if person is not None and not is_apart and len(words[at : person.start].split()) <= 14:
        return person.name
    subject = re.split(r"[,.;:“«„—]", behind.strip(" ,"))[0].strip()
    when = lists.finds("documents", subject) and compiled(rf"\s{lists['when']}\b").search(subject)
    subject = subject[: when.start()] if when else subject
    if SUBJECT_FIRST not in lists.traits and (who := standing_at(words, at, lists)):
        return who
    if CAPITAL_NOUNS in lists.traits and (run := re.match(r"[A-ZÄÖÜ][\w-]+(?: [A-ZÄÖÜ][\w-]+)*", subject)):
        subject = run[0]  # Muster auf der Tagung
    if subject.split()[:1] and subject.split()[0] in families:
        return subject.split()[0]
    return speaking(capitals(subject, lists) or subject, lists, families) or (
        subject if 0 < len(subject.split()) <= 6 and lists.finds("offices", subject) else ""
    )


def standing_at(words: str, at: int, lists: WordList) -> str:
    """Who stands right at a place without a name: the ministry, ein Sprecher des Hafens, пресс-служба порта."""
    of, article, capital = lists["of_body"], lists["articles"], r"(?-i:[A-ZÀ-ÞА-ЯЁ][\w’'-]*)"
    tail = rf"(?:\s{of}\s?(?:{article}\s)?[\w’'-]+(?:\s{capital})*){{0,5}}"
    if CASES in lists.traits:
        tail = rf"(?:\s(?!(?:{lists['oblique']}|{lists['when']}|{lists['clause']})\s)[\w’'-]+){{0,4}}"
    which = "|".join(lists[name] for name in ("pronouns", "offices", "bodies", "groups", "crowds"))
    agency, ahead = (
        r"(?:\s\w+\s(?-i:[A-Z]{2,}))?",
        rf"(?:(?!{article}\s)(?:(?-i:[a-zà-þа-яё’'-]+)|{capital})\s){{0,2}}?",
    )
    m = compiled(rf"{agency}\s(?:{lists['little']}\s)*(?P<who>{ahead}(?:{which})(?!\w){tail})").match(words, at)
    return without_article(m["who"], lists) if m else ""


def inverted(words: str, at: int, lists: WordList, families: frozenset[str]) -> str:
    """Who is named right behind a place in a sentence; "" where nobody is."""
    return named_behind(words, at, lists, persons(words, lists), families)


def without_article(text: str, lists: WordList) -> str:
    while (head := text.split(" ", 1)) and len(head) == 2 and lists.has("little", head[0].strip(",")):
        text = head[1]
    return text


def with_article(speaker: str, words: str, lists: WordList) -> str:
    """A description with its article, as a brief tells whom nobody names: a Peruvian official; a name as it is.

    Where articles have cases, the one that stands there may be another than a subject has.
    """
    is_name = speaker == "" or all(word[0].isupper() for word in (speaker.split()[0], speaker.split()[-1]))
    if is_name or CASES in lists.traits or CAPITAL_NOUNS in lists.traits:
        return speaker
    m = compiled(rf"(?<![\w’'-])({lists['articles']})\s+{re.escape(speaker)}(?!\w)").search(words)
    return f"{m[1].lower()} {speaker}" if m and not lists.has("possessives", m[1]) else speaker


def capitals(subject: str, lists: WordList) -> str:
    """The first words of a subject up to its last one with a capital, or with the name of a body or an office."""
    taken: list[str] = []
    kept = 0
    for n, word in enumerate(subject.split()):
        telling = word[:1].isupper() or lists.has(("bodies", "offices"), word)
        if not telling and not lists.has("little", word) and kept:
            break
        taken.append(word)
        kept = n + 1 if telling else kept
    return " ".join(taken[:kept])


# --- which verbs say that somebody says something ---


TALKED = re.compile(r"[,!?…][”“\"»]?\s*[–—-]\s*$")  # …, - сказал он: speech goes on behind a dash
_AT_QUOTE = re.compile(r"[“„\"«‘][^“”„\"«»]{20,}(?:[,?!….][”“\"»’]|[”“\"»’]\s?,)\s?(?:[–—-]\s)?$")


def asserting_verbs(words: str, lists: WordList) -> Iterator[re.Match[str]]:
    """The verbs of speech by which something is asserted, in their order."""
    for verb in _verbs(lists.language).finditer(words):
        if _asserts(words, verb, lists) and _is_told(words, verb, lists):
            yield verb


@cache
def _verbs(language: str) -> re.Pattern[str]:
    """Every verb of speech of a language, and any other that may be one."""
    lists = word_list(language)
    told = rf"(?P<told>{lists['speech_that']})|(?P<any>{lists['any_verb']})"
    said = rf"{lists['speech']}|{lists['many_say']}|{lists['so']}|{told}"
    return compiled(rf"(?:(?<![\w’'-])|(?<=\b[lL]['’]))(?:{said})(?![\w’-])")


def _asserts(words: str, verb: re.Match[str], lists: WordList) -> bool:
    """Whether a verb of speech is one here: not in a quotation, not "was said", not "proposed by"."""
    before = words[: verb.start()]
    if TALKED.search(before):
        return True
    opened = max(before.rfind(c) for c in "“„«")
    closed = max(before.rfind(c) for c in "”»") if "“" not in before or "„" not in before else before.rfind("“")
    if opened > closed or before.count('"') % 2:
        incise = rf"[^\s,]+-{lists['inverted_pronouns']}\b(?: \w+)?,|[^«»,]{{3,60}}\s(?-i:[A-ZÀ-Þ])[\w’'-]+,"
        return before.endswith(", ") and compiled(incise).match(words, verb.start()) is not None  # , a-t-il ajouté,
    last = re.search(r"([\w’'-]+)\s+$", before)
    if CASES in lists.traits and re.match(r"\s[“„«\"][^“”„«»\"]{2,30}[”“»\"]\W*$", words[verb.end() :]):
        return False  # , пишет "Газета"
    if compiled(rf"(?:\s[\w’'-]+){{0,3}}?\s{lists['no_speech']}\s?").match(words, verb.end()):
        return False  # called the meeting to order
    if compiled(rf"\s+{lists['behind_participles']}\b").match(words, verb.end()):
        return False  # called by others; begrüßt hatte
    if lists.has("so", verb[0]):  # „…“, so Muster
        whose = words[verb.end() :].lstrip()
        is_named = whose[:1].isupper() or lists.finds("offices", " ".join(whose.split()[:3])) is not None
        return re.search(r"[,“”\"«»]\s$", before) is not None and is_named
    if last and lists.has("articles", last[1]):
        return False  # the report
    if last and lists.has(("relative", "that"), last[1]) and before[: last.start()][-2:] != ", ":
        return False  # ports that support the plan
    if compiled(rf"\W*{lists['when_clause']}\s[^,]*").fullmatch(before):
        return False  # When Sample announced a levy, …
    return not (last and lists.has("passive", last[1]) and not lists.has("auxiliaries", re.split("[ -]", verb[0])[0]))


def _is_told(words: str, verb: re.Match[str], lists: WordList) -> bool:
    """Whether what is said goes with a verb, in quotation marks or behind "that": concluded that, “…”, he went on.

    A verb that no list has must stand right at them.
    """
    if verb["any"]:
        if lists.has(("outcomes", "discussed", "undecided"), verb[0]):
            return False
        is_at_quote = _AT_QUOTE.search(words[: verb.start()])
        return bool(is_at_quote or compiled(rf",?\s{lists['that']}\b").match(words, verb.end()))
    if not verb["told"]:
        return True
    behind = compiled(rf"(?:\s+[\w’'-]+){{0,3}}?,?\s+{lists['that']}\b|[:,]?\s*[“„«\"]").match(words, verb.end())
    return behind is not None or re.search(r"[,?!….][”“\"»]\s[^“”„\"«».;:]{0,80}$", words[: verb.start()]) is not None
