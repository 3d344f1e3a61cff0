"""The meeting itself as a sentence tells of it: whether it took place, who held, hosted and chaired it."""

from __future__ import annotations

import re
from itertools import pairwise

from briefgen.intake.drafts.cldr_reading import countries, dates
from briefgen.intake.drafts.people_reading import NamedPerson, persons
from briefgen.intake.drafts.speaking.speakers import is_owned, standing_at
from briefgen.intake.drafts.text_reading import parted_by
from briefgen.intake.drafts.wordlists import CAPITAL, CAPITAL_NOUNS, NOTHING, WordList, cased, compiled
from briefgen.language.denials import denying_in

_LONGEST_POST = 8  # words
_FEW = 4  # words between two who chair together
_LOUD = r"\p{Lu}[\p{L}\p{M}\d'’-]*"
_LONGEST_SUBJECT = 10  # words
_FARTHEST = 12  # words between a verb and the meeting that is its object


def of_this_meeting(words: str, lists: WordList, *, is_headline: bool = False) -> str:
    """The words with blanks for what is told of another meeting: on the sidelines of the 78th session, …

    A headline such as "Decisions adopted at the 5th session" tells of its own.
    """
    if is_headline and (of := lists.finds("report_of", words)):
        words = " " * of.end() + words[of.end() :]
    told = compiled(rf"^{lists['while']}\s[^,]*,").sub(lambda m: " " * len(m[0]), words)
    usual = rf"\b{lists['relative']}\s{lists['meets_usually']}(?!\w)[^,;]*"  # the board, which meets in Geneva
    told = compiled(usual).sub(lambda m: " " * len(m[0]), told)
    if (due := lists.finds("due", told)) and not is_due(told, lists):
        rank = compiled(rf"\d+{lists['rank_ends']}\b[^,;]*$").search(told[: due.start()])
        begin = rank.start() if rank else due.start()
        told = told[:begin] + re.sub(r"[^;.]", " ", told[begin:])  # for the 25th Summit scheduled for May
    for m in compiled(
        rf"(?<![\w’'-]){lists['others']}(?![\w])[^,;:()]*(?:\([^()]{{2,20}}\)[^,;:()]*)?(?:,\s*(?:{lists['relative']}|{lists['participles']})\b[^,;:()]*)?"
    ).finditer(words):
        verb = compiled(rf"\s(?:{lists['held']})(?!\w)").search(m[0], 1)
        is_finite = verb is not None and not lists.has("comes_together", verb[0].strip())
        if compiled(rf"\w+\s(?:{lists['gerunds']}\s|(?:\S+\s){{1,3}}?{lists['durations']}(?!\w))").match(m[0]):
            continue  # re-elected after standing alone at the 5th congress, held in Lima
        first = rf"(?:{lists['no_name_behind']}\s(?:[\w’'-]+\s+){{0,6}}?|{lists['articles']}\s){lists['meetings']}"
        if compiled(rf"\w+\s+{first}(?!\w)").match(m[0]):
            continue  # signed it after a meeting in Lima: that is this meeting
        end = m.start() + verb.start() if verb is not None and is_finite else m.end()
        told = told[: m.start()] + " " * (end - m.start()) + told[end:]
    return told


def is_of_paper(ahead: str, lists: WordList) -> bool:
    """Whether a day behind words is that of a paper: the Agreement on Ports of, under the treaty that was signed on."""
    paper, of = rf"(?:{lists['documents']}|{lists['treaties']})", rf"(?:{lists['of_body']}|{lists['of_paper']})"
    other = rf"(?!(?:{lists['meetings']}|{lists['held']})(?!\w))"
    until = (
        rf"(?:\s{other}[\w’'/-]+){{0,8}}?\s(?:{of}|{lists['elsewhen']}(?:\s{lists['before_days']})?)\s*(?:\d+\S*\s)?"
    )
    return compiled(rf"(?:.*\W)?{paper}{until}").fullmatch(ahead) is not None


def is_due(words: str, lists: WordList) -> bool:
    """Whether a sentence tells of a meeting that is to come."""
    if compiled(rf"(?:{lists['articles']}\s)?{lists['upcoming']}(?!\w)").match(words):
        return True  # The next plenary takes place in Lima
    if due := lists.finds("due", words):
        held = lists.finds("held", words)
        return held is None or held.start() > due.start()
    return lists.finds("upcoming", words) is not None and lists.finds("held", words) is None


def is_held(words: str, lists: WordList) -> bool:
    """Whether a sentence tells that a meeting took place."""
    if lists.finds("held", words) is None and lists.finds("chairs", words) is None:
        return False
    if lists.finds("it_was", words[:40]):
        return True
    return bool(lists.finds(("comes_together", "meetings"), words))


def hosts(words: str, lists: WordList) -> list[str]:
    """Who hosted it, by what a sentence says."""
    first = rf"(?:(?:\p{{Lu}}\.){{2,}}|{CAPITAL})"  # the U.S. Navy
    name = rf"(?P<host>{first}(?: (?:(?i:{lists['name_joins']}) )*{CAPITAL}){{0,9}})"
    if m := cased(rf"(?i:{lists['hosted_by']})\s+(?:(?i:{lists['joins']})\s*)*(?:\p{{Ll}}+\s){{0,2}}?{name}").search(
        words
    ):
        after = next((p for p in persons(words, lists) if m.start("host") <= p.start <= m.end() + 6), None)
        if after and "," not in words[m.end() : after.start]:
            led_by = words[m.start("host") : max(after.start, m.end("host"))]
            if after.start == m.start("host") or lists.finds("offices", led_by):
                return [after.name]
        is_state = any(m["host"].endswith(name) for _, name, _ in countries(m["host"], lists.language))
        if not is_state and (tail := cased(_small(lists)).match(words, m.end())) and tail[0]:
            return [m["host"] + tail[0]]  # Министерством портов, l'Institut des ports
        fields = cased(rf"(?:, {CAPITAL})+,? (?i:{lists['and']}) {CAPITAL}").match(words, m.end())
        if fields and not is_state and lists.finds("of_body", m["host"]):
            return [m["host"] + fields[0]]  # the Ministry of Ports, Ships, and Trade
        body = rf" (?:[a-z]{{4,}} ){{1,2}}[A-Z]{{2,}}\b| (?:[a-z]{{4,}} ){{0,2}}{lists['bodies']}(?!\w)| [a-z]{{4,}}"
        is_adjective = lists.has(
            "demonyms", m["host"].split()[-1]
        )  # the Korean standards body KATS, the Korean government
        own = compiled(body, with_case=True).match(words[m.end() :]) if is_adjective else None
        host = compiled(rf"\s{lists['before_days']}\s{lists['little']}\b.*").sub("", m["host"])  # India on Saturday
        return _coordinated(host + (own[0] if own else ""), lists)
    by = lists.finds("hosted_by", words)
    who = next((p for p in persons(words, lists) if by and p.start >= by.end()), None)
    post = words[by.end() : who.start] if by and who else ""
    if who and "," not in post.rstrip(" ,") and len(post.split()) <= _LONGEST_POST and lists.finds("offices", post):
        return [who.name]  # at the invitation of the minister of the interior Ana Sample
    return _holders(words, lists) or _called(words, lists)


def chairs(words: str, lists: WordList, named: list[NamedPerson]) -> list[str]:
    """Who chaired it, by what a sentence says."""
    label = compiled(rf"{lists['chair_of']}(?:(?:\s[\w’'-]+){{0,2}}?\s{lists['meetings']})?\s?:").match(
        words
    )  # Chair: X
    if label and named and not lists.finds("speech", words) and len(words.split()) <= _LONGEST_POST:
        return [named[0].name]
    elected = compiled(
        rf"{lists['elects']}\s.*?\s{lists['as_chair']}\s(?:[\w’'-]+\s){{0,3}}?{lists['chair_of']}(?!\w)"
    ).search(words)
    if elected and (one := next((p for p in named if elected.start() < p.start < elected.end()), None)):
        return [one.name]
    m = lists.finds("chaired_by", words)
    if m and compiled(
        rf"(?:.*\W)?{lists['apart']}\s+(?:(?!{lists['held']}\s)[\w’'-]+\s+){{0,10}}(?:{lists['passive']}\s+)*"
    ).fullmatch(words[: m.start()]):
        return []  # a working group led by Finland
    if m and lists.has("leads", m[0]) and not lists.finds(("meetings", "held"), words):
        near = " ".join(words[: m.start()].split()[-_FEW:])
        if not near or lists.finds("bodies", near):
            return []  # the company, led by Ana Sample, is in Lima
    if m:
        after = [p for p in named if p.start >= m.end() - 1 and not parted_by("left_out", words[: p.start], lists)]
        denied = denying_in(lists.language).search(words, m.end())
        after = after[1:] if denied and after[1:] and denied.end() <= after[0].start else after
        found = [name for _, name, at in countries(words[m.end() :], lists.language) if at <= len(" the ")]
        is_led = compiled(r"led by|moderated by").fullmatch(m[0])  # a session, a delegation
        own = compiled(rf"\s*(?:{lists['of_body']}|['’]s)")
        if found and not is_led and not own.match(words[m.end() :][len(found[0]) + 1 :]):
            return [found[0]]
        if body := _body_behind(words, m.end(), after, lists):
            return [body]
        until = words[m.end() : after[0].start] if after else ";"
        by_post = standing_at(words, m.end(), lists)  # chaired by the secretary for ports
        if not re.search(r"[.;]", compiled(rf"(?<!\w)(?:{lists['titles']}|\w\.\w)\.").sub("", until)):
            return [after[0].name, *alongside(words, after, lists)]
        by_post = compiled(rf"\s{lists['held']}(?!\w).*").sub("", by_post)  # …, принимающей стороны | состоялось
        if by_post:
            return [by_post]
    m = lists.finds("chairs", words)
    if m and (not lists.has("leads", m[0]) or lists.finds(("meetings", "held"), words)):
        before = [p for p in named if p.end <= m.start()]
        before = [p for p in before if p is before[0] or not is_owned(words[: p.start], lists)]  # the sister of
        also = alongside(words, before, lists)
        return ([before[0].name, *also] if also else [p.name for p in before[-1:]]) or _chair_by_post(words, m, lists)
    return []


def called_chair(words: str, named: list[NamedPerson], lists: WordList) -> str:
    """Who is called the chair of the meeting beside the name: the president of the conference, Senator Ana Sample."""
    article = rf"(?:{lists['articles']}\s|{lists['genitives']}\s)?"
    of = rf"{lists['chair_of']}\s(?:{lists['of_body']}\s)?{article}(?:[\w’'-]+\s){{0,2}}?{lists['meetings']}(?!\w)"
    own = rf"{lists['meetings']}['’]s\s{lists['chair_of']}(?=,)"  # the conference's president, Minister Ana Sample
    for m in compiled(rf"(?<!\w)(?:{of}|{own})").finditer(words):
        one = next((p for p in named if p.start > m.end()), None)
        if one and one.post and compiled(r",?\s[^,;.:]{0,60}").fullmatch(words[m.end() : one.start]):
            return one.name
    return ""


def _body_behind(words: str, at: int, after: list[NamedPerson], lists: WordList) -> str:
    """The body named right behind a place, "" where it only tells whose somebody is: the Port Council's head."""
    name = rf"{CAPITAL}(?: (?:(?i:{lists['of_body']}) )?{CAPITAL}){{0,6}}{_small(lists)}"
    m = cased(rf"\s(?:(?i:{lists['joins']}|{lists['articles']})\s)*(?P<body>{name})").match(words, at)
    if m is None or m["body"].endswith(("’s", "'s")) or (after and after[0].start <= m.end() + 1):
        return ""
    is_body = lists.finds("bodies", m["body"]) and not lists.finds("offices", m["body"] + words[m.end() :][:20])
    return str(m["body"]) if is_body else ""


def _small(lists: WordList) -> str:
    """The words in small letters with which names go on in languages that have them so: l'Institut des ports."""
    no_name = rf"(?:{lists['little']}|{lists['held']})\s"
    tail = rf"(?: (?:(?i:{lists['name_joins']}) )*(?!{no_name})\p{{Ll}}{{4,}}(?: {CAPITAL})*){{0,4}}"
    return tail if lists["name_words"] != NOTHING else ""


def _chair_by_post(words: str, verb: re.Match[str], lists: WordList) -> list[str]:
    """Who chairs by a verb without a name before it: the ministers of Peru and Fiji; or a name right behind it."""
    behind = next((p for p in persons(words, lists) if p.start >= verb.end()), None)
    if behind and behind.post and words[verb.end() : behind.start].strip(" ").endswith(behind.post):
        return [behind.name]  # Die Sitzung leitete Bürgermeisterin Anna Muster
    clause = re.split(r"[,;:]", words[: verb.start()])[-1].strip()
    who = compiled(
        rf"(?:(?:{lists['articles']}|{lists['adverbs']})\s)*(?P<who>.*?)(?:\s(?:{lists['adverbs']}|\w+ly))*"
    ).fullmatch(clause)
    by_state = [name for _, name, _ in countries(clause, lists.language) if who and who["who"] == name]
    if by_state and compiled(rf"[^,;]*?\s{lists['meetings']}(?!\w)").match(words[verb.end() :]):
        return by_state
    is_office = who and lists.finds("offices", who["who"]) and not lists.finds(("held", "relative", "that"), who["who"])
    return [who["who"]] if who and is_office and len(who["who"].split()) <= _LONGEST_POST else []


def is_chair(post: str, lists: WordList) -> bool:
    """Whether a post is to chair a meeting: Chairperson of the current session of the Council."""
    return lists.has("chair_posts", post.split(",")[0]) or (
        compiled(rf"{lists['chair_of']}\s(?:[\w’'-]+\s){{0,3}}?{lists['meetings']}(?!\w).*").fullmatch(post) is not None
    )


def opens_it(words: str, person: NamedPerson, lists: WordList) -> bool:
    """Whether somebody who is called chair opens or closes the meeting: Vorsitzender Muster eröffnet die Sitzung."""
    is_head = compiled(rf"(?:.*\s)?[\w’'-]*{lists['chair_of']}").fullmatch(person.post) is not None
    told = words[person.end :] if CAPITAL_NOUNS not in lists.traits else words  # Eröffnet hatte sie die Vorsitzende …
    return is_head and lists.finds("opens", told) is not None and lists.finds("meetings", told) is not None


def alongside(words: str, named: list[NamedPerson], lists: WordList) -> list[str]:
    """Who did it together with the first of them: Ana Sample, Minister of Exampleland, and the mayor, Ben Beispiel."""
    found, aside = list[str](), rf"\([^()]*\)\s?|(?<!\w)(?:{lists['titles']}|H\.E)\."
    no_aside = ("held", "passive", "speech", "attended", "outcomes", "discussed")
    for one, other in pairwise(named):
        between = compiled(aside).sub("", words[one.end : other.start])
        joined = compiled(rf"[^;.:()]*\s(?:{lists['clause']})\s(?P<post>[^,;.:()]*)(?P<comma>,\s)?").fullmatch(between)
        is_post = not (joined and joined["comma"]) or lists.finds("offices", joined["post"]) is not None
        is_short = len(between.split()) < _FEW or lists.finds("offices", between) is not None
        if not is_post or not is_short or lists.finds(no_aside, between):
            break
        found.append(other.name)
        if joined:
            return found
        if not compiled(r",\s[^;.:()]*").fullmatch(between):
            break
    return []


# --- who holds a meeting, or is called its host; and what is held where no word tells a meeting ---


def _subject(words: str, lists: WordList) -> str:
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


def _holders(words: str, lists: WordList) -> list[str]:
    """Who hosts, and the bodies that hold a meeting by a verb which has it as its object: … held a workshop."""
    kind = rf"(?:{lists['meetings']}|{lists['event_names']})(?!\w)"
    its_object = compiled(rf"\s(?:[^\s;:!?“”«»]+\s){{0,{_FARTHEST}}}?{kind}")
    every = [(m, True) for m in lists.all("hosts", words)] + [(m, False) for m in lists.all("holds", words)]
    for verb, is_host in every:
        if not is_host and not its_object.match(words, verb.end()):
            continue
        who = _subject(words[: verb.start()], lists)
        last = next((p for p in reversed(persons(words, lists)) if words[p.end : verb.start()].isspace()), None)
        is_body = _is_holder(who, lists)
        if last and ((is_host and not is_body) or (last.post and lists.has("hosts_alone", verb[0]))):
            return [last.name]  # President Sample convened the Port Forum
        if not is_body and not (is_host and _is_state(who, lists)):
            who = "" if is_host else _behind(words, verb.end(), lists)
        if who:
            return _coordinated(who, lists)
    return []


def _called(words: str, lists: WordList) -> list[str]:
    """Who is called host: the Port Union, host of the meeting; Lima was the host."""
    for m in lists.all("host_nouns", words):
        before = rf"(?:,|\s{lists['copulas']})\s(?:(?:{lists['articles']}|\w+)\s)?$"
        copula = compiled(before).search(words[: m.start()])
        who = _subject(re.sub(r"\s\([A-Z]+\)", "", words[: copula.start()]), lists) if copula else ""
        if who and (_is_holder(who, lists) or _is_state(who, lists)):
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
    return m["who"] if m and _is_holder(m["who"], lists) else ""


def _is_holder(who: str, lists: WordList) -> bool:
    """Whether a subject is a body that has a name."""
    if not who or who[0].isdigit() or len(who.split()) > _LONGEST_SUBJECT or not any(c.isupper() for c in who):
        return False  # the 5th session of the Port Council convened
    is_bare = CAPITAL_NOUNS not in lists.traits and lists.has("bodies", who)  # the Council
    is_body = not is_bare and any(
        lists.has("bodies", part) or (part.isupper() and len(part) > 1) for part in who.split()
    )
    is_told = lists.finds(("pronouns", "groups", "collective", "offices"), who) is not None
    is_told = is_told or lists.has("adverbial_heads", who.split()[0])  # in Lima the Port Union
    return is_body and not is_told and not any(p.start == 0 for p in persons(who, lists))


def _coordinated(hosts: str, lists: WordList) -> list[str]:
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
