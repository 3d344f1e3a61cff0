"""Who holds a meeting, and what is held where no word tells a meeting: the subject of a verb, and its object."""

from __future__ import annotations

import re

from briefgen.intake.drafts.cldr_reading import countries, dates
from briefgen.intake.drafts.people_reading import persons
from briefgen.intake.drafts.place_reading import CAPITAL, cased
from briefgen.intake.drafts.wordlists import CAPITAL_NOUNS, NOTHING, WordList, compiled

_LOUD = r"\p{Lu}[\p{L}\p{M}\d'’-]*"
_LONGEST = 10  # words of a subject
_FARTHEST = 12  # words between a verb and the meeting that is its object


def subject(words: str, lists: WordList) -> str:
    """The noun phrase at the end of words that a verb follows, without asides and adverbs."""
    bare = compiled(rf"(?:^|[\s,]+)(?:{lists['before_verbs']}|{lists['adverbs']}|{lists['passive']})[\s,]*$")
    words = words.rstrip()
    while m := bare.search(words):
        words = words[: m.start()]
    head, comma, aside = words.rstrip(" ,").rpartition(", ")
    if words.endswith(",") and comma and not compiled(rf"{lists['and']}\s").match(aside):
        words = head
    clause = re.split(r"[;:“”«»\"]\s?|[^.]\.\s", words)[-1]
    parts = clause.split(", ")
    kept = parts.pop()
    return compiled(
        rf"^(?:(?:{lists['and']}|{lists['articles']}|{lists['clause']}|{lists['that']}|{lists['relative']})\s)+"
    ).sub("", kept)


def holders(words: str, lists: WordList) -> list[str]:
    """Who hosts, and the bodies that hold a meeting by a verb which has it as its object: … held a workshop."""
    kind = rf"(?:{lists['meetings']}|{lists['event_names']})(?!\w)"
    its_object = compiled(rf"\s(?:[^\s;:!?“”«»]+\s){{0,{_FARTHEST}}}?{kind}")
    every = [(m, True) for m in lists.all("hosts", words)] + [(m, False) for m in lists.all("holds", words)]
    for verb, is_host in every:
        if not is_host and not its_object.match(words, verb.end()):
            continue
        who = subject(words[: verb.start()], lists)
        last = next((p for p in reversed(persons(words, lists)) if words[p.end : verb.start()].isspace()), None)
        is_body = is_holder(who, lists)
        if last and ((is_host and not is_body) or (last.post and lists.has("hosts_alone", verb[0]))):
            return [last.name]  # President Sample convened the Port Forum
        if not is_body and not (is_host and _is_state(who, lists)):
            who = "" if is_host else _behind(words, verb.end(), lists)
        if who:
            return coordinated(who, lists)
    return []


def called(words: str, lists: WordList) -> list[str]:
    """Who is called host: the Port Union, host of the meeting; Lima was the host."""
    for m in lists.all("host_nouns", words):
        before = rf"(?:,|\s{lists['copulas']})\s(?:(?:{lists['articles']}|\w+)\s)?$"
        copula = compiled(before).search(words[: m.start()])
        who = subject(re.sub(r"\s\([A-Z]+\)", "", words[: copula.start()]), lists) if copula else ""
        if who and (is_holder(who, lists) or _is_state(who, lists)):
            return [who]
    return []


def _is_state(who: str, lists: WordList) -> bool:
    return any(name == who for _, name, _ in countries(who, lists.language))


def _behind(words: str, at: int, lists: WordList) -> str:
    """The body right behind a verb, where something else stands first: Am Montag lud der Bund …"""
    if CAPITAL_NOUNS not in lists.traits and lists["articles"] != NOTHING:
        return ""
    name = rf"\s(?:(?i:{lists['articles']})\s)?(?P<who>{CAPITAL}(?: (?:(?i:{lists['name_joins']}) )*{CAPITAL}){{0,5}})"
    m = cased(name).match(words, at)
    return m["who"] if m and is_holder(m["who"], lists) else ""


def is_holder(who: str, lists: WordList) -> bool:
    """Whether a subject is a body that has a name."""
    if not who or who[0].isdigit() or len(who.split()) > _LONGEST or not any(c.isupper() for c in who):
        return False  # the 5th session of the Port Council convened
    is_bare = CAPITAL_NOUNS not in lists.traits and lists.has("bodies", who)  # the Council
    is_body = not is_bare and any(
        lists.has("bodies", part) or (part.isupper() and len(part) > 1) for part in who.split()
    )
    is_told = lists.finds(("pronouns", "groups", "collective", "offices"), who) is not None
    is_told = is_told or lists.has("adverbial_heads", who.split()[0])  # in Lima the Port Union
    return is_body and not is_told and not any(p.start == 0 for p in persons(who, lists))


def coordinated(hosts: str, lists: WordList) -> list[str]:
    """Two hosts that one row of words names, each by itself: Peru and the Port Institute."""
    two = compiled(rf"\s(?:{lists['list_joins']})\s(?:{lists['articles']}\s)?").split(hosts)
    are_two = len(two) == 2 and all(lists.finds("bodies", one) or countries(one, lists.language) for one in two)
    return two if are_two else [hosts]


def event(words: str, lists: WordList, *, is_headline: bool = False) -> str:
    """An event called by no word for a meeting: COP-8, Wikimania 2031 drew …, Baku Initiative Week took place."""
    if not is_headline and not lists.finds(("takes_place", "event_names"), words):
        return ""
    more = rf"(?:[ -](?:(?i:{lists['name_joins']}) )*(?:{_LOUD}|\d[\w-]*))*"
    run = rf"(?P<name>(?:\d+{lists['rank_ends']} )?{_LOUD}{more})"
    small = rf"^(?:(?:{lists['articles']}|{lists['adverbial_heads']}|{lists['little']})\s)+"
    for m in cased(rf"(?<![\p{{L}}’'.-]){run}").finditer(words):
        name = compiled(small).sub("", m["name"])
        is_event = " " in name and lists.finds("event_names", name) is not None
        is_ranked = is_headline and compiled(rf"\d+{lists['rank_ends']}(?:\s\S+){{3}}").match(name) is not None
        is_told = (
            is_event
            or is_ranked
            or ((" " in name or re.fullmatch(r"[A-ZА-Я]{2,}-?\d{1,3}", name)) and _is_subject(words, m.end(), lists))
        )
        is_other = _is_other(name, lists) or (not is_event and persons(name, lists))
        if is_told and not name[:1].islower() and not is_other:
            return name
    return ""


def _is_subject(words: str, at: int, lists: WordList) -> bool:
    """Whether what stands behind a name says that it took place."""
    aside = rf"(?:\s\([^()]*\))?(?:,\s(?:{lists['relative']})\s|,\s[^,;:]{{3,140}},)?"
    adverbs = rf"(?:\s(?:{lists['before_verbs']}|{lists['adverbs']}))*"
    return compiled(rf"{aside}{adverbs}\s?{lists['takes_place']}(?!\w)").match(words, at) is not None


def _is_other(name: str, lists: WordList) -> bool:
    """Whether a name is that of a body, a hall, a state or somebody's post."""
    last = name.split()[-1]
    others = ("bodies", "venues", "offices", "groups", "little")
    is_other = lists.has(others, last) or _is_state(name, lists)
    return is_other or any(dates(f"1 {name}", lists.language))
