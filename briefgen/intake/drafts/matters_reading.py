"""What a meeting spoke of, and what came of it: topics of an agenda, sentences of a discussion and of its outcomes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

import regex

from briefgen.intake.drafts import occasion_reading as occasion
from briefgen.intake.drafts.people_reading import persons
from briefgen.intake.drafts.proposal import DraftedValue, of_meeting
from briefgen.intake.drafts.text_reading import clauses
from briefgen.intake.drafts.wordlists import CAPITAL_NOUNS, WordList, compiled
from briefgen.language.denials import denying_in

PROMISED = "the passage tells of what is to be done: is it what the meeting decided?"
"""What is asked of a passage where the text tells of no meeting; none is left to be asked."""
_WHICH_TOPICS = "which topics? give them, or take the sentence whole"
_NEAR = 6  # words behind "at the centre" that may name the meeting
_MOST_BEFORE = 3  # words between a verb and "focus of the meeting"
_LONGEST_TOPIC = 14  # words
_MOTTO = re.compile(r"[^“”\"«»„]+[“\"«„]\s?([^“”\"«»„]{3,120}?)[.,\s]*[”\"»“]\W*")
"""A sentence that ends with its only quotation, which is one topic whatever stands in it: “Ports for all, now”."""


def matters(words: str, told: str, lists: WordList, *, is_said: bool = False) -> Iterator[DraftedValue]:
    """What was discussed, and what came of it, as the whole sentence; `told` is the part of it that is read.

    That it was agreed or decided is left open where it `is_said` by somebody, or denied.
    """
    quote = words
    words = told
    if CAPITAL_NOUNS not in lists.traits:
        words = _names(lists["name_joins"]).sub(lambda name: _masked(name, lists), told)
    words = compiled(rf"(?<=\w )(?:{lists['adverbs']})\s(?=\w)").sub("", words)
    agenda = next((m for m in lists.all("agenda", words) if not _is_of_hall(words, m, lists)), None)
    it = rf"(?:{lists['articles']}|{lists['this']})\s"  # addressed the meeting
    to_them = compiled(rf"\s(?:{it})?(?:{lists['meetings']}|{lists['reflexive']})\b")
    discussed = next((m for m in lists.all("discussed", words) if not to_them.match(words, m.end())), None)
    is_behind = agenda and discussed and discussed.start() < agenda.start()
    if agenda and not is_behind and not lists.finds("no_agenda", words) and not _is_denied(words, agenda, lists):
        if not _is_of_it(words, agenda, lists):
            return
        topics = _topics(told, agenda.start(), lists)
        yield from (of_meeting("agenda", topic, quote) for topic in topics)
        if not topics and not lists.finds("outcomes", words):
            yield of_meeting("agenda", told.strip(" .:;"), quote, asks=_WHICH_TOPICS)
        if topics or not lists.finds("outcomes", words):
            return  # and not: agreed on an agenda for growth
    came_of_it = _came_of_it(words, lists, is_discussed=discussed is not None)
    all_ = rf"{lists['groups']}|{lists['meetings']}"
    is_end = compiled(
        rf".*,\s(?:\w+\s){{0,3}}(?:{all_})\s(?:{lists['before_verbs']}\s)*{lists['outcomes']}\W*"
    ).fullmatch(words)
    is_result = (
        is_end is not None
        or _is_first(came_of_it, discussed)
        or _is_first(lists.finds("outcome_things", words), discussed)
    )
    is_result = is_result and not _is_no_deed(words, came_of_it, lists)
    own = compiled(rf"\s{lists['relative']}\s{lists['due']}").sub("", words)  # the summit that will be held in May
    is_due = occasion.is_due(own, lists) and not _is_first(discussed, lists.finds("due", own))
    following = rf"{lists['following']}\s(?:(?!{lists['no_rank']})[\w’'-]+\s)?{lists['meetings']}"
    again = compiled(rf"(?<![\w’'-])(?:{following}|{lists['again']})(?!\w)").search(told)
    if again and is_due and not (is_result or discussed):  # the next summit will be in Lima
        yield of_meeting("outcomes", _without_lead_in(quote, lists), quote)
    if discussed and not is_result and not is_due:
        yield of_meeting("discussion", _without_lead_in(quote, lists), quote)
        is_result = _has_second_verb(words[discussed.end() :], lists)
    if is_result:
        is_not = is_said or lists.finds("not_functions", words) or denying_in(lists.language).search(words)
        function = next((f for word, f in lists.functions if word in words.lower()), "")
        yield of_meeting(
            "outcomes",
            _without_lead_in(quote, lists),
            quote,
            keys={"function": function} if function and not is_not else None,
            asks=PROMISED if came_of_it and _is_to_come(words, came_of_it, lists) else "",
        )


def _came_of_it(words: str, lists: WordList, *, is_discussed: bool) -> re.Match[str] | None:
    """The verb that tells what came of it, by more than one person."""
    came = [m.span() for m in lists.all("attended", words)]  # приняли участие: they came, and adopted nothing
    verbs = (m for m in lists.all("outcomes", words) if not any(a <= m.start() and m.end() <= b for a, b in came))
    verb = next(verbs, None)
    return verb if verb and not _is_of_one(words, verb, lists) else _decided(words, lists, is_discussed=is_discussed)


def _is_to_come(words: str, verb: re.Match[str], lists: WordList) -> bool:
    """Whether what came of it is something that will be done, as laws have it, too: a committee will be set up."""
    ahead = compiled(rf"(?:.*\W)?{lists['will']}(?:\s\w+){{0,3}}?\s*").fullmatch(words[: verb.start()])
    return ahead is not None or lists.finds("will", verb[0]) is not None


def _is_of_it(words: str, verb: re.Match[str], lists: WordList) -> bool:
    """Whether those who meet, or the meeting, have at their centre what others may have too: it focused on ports."""
    ahead = words[: verb.start()]
    near = ahead + " ".join(words[verb.start() :].split()[:_NEAR])
    who = ("meetings", "groups", "crowds", "meeting_bodies", "item_words")
    is_theirs = lists.finds("collective", ahead) is not None or lists.finds(who, near) is not None
    return is_theirs or not lists.has("centres", verb[0])


def _is_of_hall(words: str, agenda: re.Match[str], lists: WordList) -> bool:
    """Whether words for what is at the centre are those of a hall: au Centre des ports, au centre des Congrès."""
    name = compiled(rf"\s(?:{lists['of_body']})\s?(?-i:[A-ZÀ-Þ-])").match(words, agenda.end())  # names are masked
    is_named = agenda[0][1:] != agenda[0][1:].lower()
    return is_named or (name is not None and lists.finds("venues", agenda[0]) is not None)


def _is_denied(words: str, agenda: re.Match[str], lists: WordList) -> bool:
    """Whether an agenda is said to be without something, or told by those who are against it."""
    ahead, behind = words[: agenda.start()], words[agenda.end() :]
    begin, end = next((a, b) for a, b in clauses(words, lists) if a <= agenda.start() <= b)
    near = words[begin : agenda.end()] + " ".join(words[agenda.end() : end].split(" ")[: _NEAR + 1])
    no_thing = compiled(rf"(?<![\w’'-]){lists['no_thing']}(?![\w-]|\s{lists['no_only']}\b)")
    is_at_end = not behind.strip(" .") and no_thing.match(words)  # none of quotas, ports and tides was on the agenda
    return bool(no_thing.search(near) or is_at_end or lists.finds("critics", ahead))


def _is_no_deed(words: str, verb: re.Match[str] | None, lists: WordList) -> bool:
    """Whether it is an aim, a hope, or the deed of a year or a meeting before: the goal was to agree; in 2022, …"""
    before = words[: verb.start()] if verb else words
    earlier = compiled(rf"(?<![\w’'-]){lists['earlier']}\s(?:\w+\s)?{lists['meetings']}(?!\w)").search(words)
    in_year = compiled(rf"\W*{lists['when']}\s(?:\w+\s)?(?:19|20)\d\d\b").match(words)
    return bool(lists.finds("aims", before) or earlier or in_year)


def _without_lead_in(quote: str, lists: WordList) -> str:
    """What a sentence says without what leads up to it: given that prices fell, · the ministers agreed on a levy."""
    ahead = compiled(rf"{lists['lead_ins']}(?!\w)[^,;]*,\s+(?=\w)").match(quote)
    rest = quote[ahead.end() :] if ahead else quote
    return rest[:1].upper() + rest[1:]


def _is_of_one(words: str, verb: re.Match[str], lists: WordList) -> bool:
    """Whether one person did it: she requested, Ana Sample agreed, I am committed to it."""
    of_state = compiled(rf"(?<![\w’'-]){lists['first_person']}\s+(?:{lists['passive']})\s")  # we are committed to it
    said = re.sub(r" I(?=[.,;:)])", "", words)  # the statement in Annex I, which …
    if lists.finds("first_singular", said) or of_state.search(words):
        return True
    before = words[: verb.start()]
    is_one = lists.finds("pronouns", before[:20]) is not None or any(
        p.end >= len(before.rstrip()) for p in persons(before, lists)
    )
    return is_one and lists.has(("speech", "calls", "agreeing"), verb[0].rstrip())


@cache
def _names(joins: str) -> regex.Pattern[str]:
    """Words with capitals within a sentence: the Review and Coordination Meeting reviewed nothing."""
    word = r"\p{Lu}[\p{L}\p{M}’'-]+"
    return regex.compile(rf"(?<=\p{{Ll}}[\p{{L}}’']* ){word}(?:(?: {joins})* {word})+")


def _masked(name: regex.Match[str], lists: WordList) -> str:
    """A name as dashes, but for who is many: the Foreign Ministers agreed."""
    return regex.sub(r"\p{Lu}[\p{L}\p{M}]*", lambda w: w[0] if lists.has("groups", w[0]) else "-" * len(w[0]), name[0])


def _decided(words: str, lists: WordList, *, is_discussed: bool) -> re.Match[str] | None:
    """What all of them did, by a verb that no list has: the delegates condemned …"""
    all_ = "|".join(lists[name] for name in ("groups", "meetings"))
    adverbs = rf"(?:(?:{lists['before_verbs']}|{lists['any_adverb']})\s+)*"
    where = rf"(?:(?-i:[A-Z-])[\w’'-]*,?|{lists['articles']}|{lists['and']}|{lists['around']})\s+"
    m = compiled(
        rf"(?:^|.*[,;—–]\s|.*\s{lists['but']}\s)(?:[\w’'-]+\s+){{0,4}}?(?:{all_})"
        rf"(?:\s{lists['of_state']}\s(?:{where})+)?\s*{adverbs}(?P<verb>{lists['decided']})(?!\w)"
    ).match(words)
    known = ("undecided", "held", "speech", "discussed", "comes_together", "passive")
    is_call = m is not None and lists.has("calls", m["verb"]) and not is_discussed  # leaders welcomed it
    is_other = m is not None and not is_call and lists.has(known, m["verb"])
    return None if is_other else m


def _topics(words: str, at: int, lists: WordList) -> list[str]:
    """The topics that a sentence tells, each by itself."""
    if motto := _MOTTO.fullmatch(words, at):
        return [motto[1]]
    topics = _items(words, at, lists)
    return listed(topics, lists) if topics else []


def _items(words: str, at: int, lists: WordList) -> str:
    """The topics behind "on the agenda were", or in front of "were on the agenda"; "" where neither is said."""
    verb = compiled(rf"(?<![\w’'-]){lists['agenda_lists']}(?!\w)").search(words, max(0, at - 1))
    if to_come := compiled(rf"{lists['to_come']}(?:\s{lists['on_topic']})?\s+").match(words, at):
        return words[to_come.end() :].strip(" .:;")
    colon = words.find(": ", at)
    is_near = colon >= 0 and len(words[at:colon].split()) <= _NEAR and words[:colon].count(",") == 0
    if colon >= 0 and (colon < verb.start() if verb else is_near):  # three items: the reporting of ransoms
        return words[colon:].strip(" .:;")
    rest = words[verb.end() :].strip(" .:;") if verb else ""
    of_it = rf"(?:(?:{lists['articles']}|{lists['of_body']}|{lists['this']})\s)*(?:\w+\s)?{lists['meetings']}(?!\w)"
    if named := compiled(of_it).match(rest):  # the focus of the meeting was on ports; another focus of the meeting
        verb = compiled(rf"\s*{lists['agenda_lists']}(?!\w)\s*(?:{lists['on_topic']}\s)?").match(rest, named.end())
        rest = rest[verb.end() :].strip() if verb else ""
    if compiled(rf"{lists['no_topic']}(?!\w)").match(rest):
        rest = ""  # topics of concern to all
    before = list(compiled(rf"(?<![\w’'-]){lists['agenda_lists']}\s").finditer(words, 0, at))
    is_ahead = before and len(words[before[-1].end() : at].split()) <= _MOST_BEFORE and before[-1].start() > 0
    if is_ahead and not rest:
        ahead = words[: before[-1].start()].strip(" .:;,")  # ports were another focus; they met, where ports were one
        return compiled(rf".*,\s(?:\w+\s)?(?!{lists['articles']}\s){lists['relative']}\s").sub("", ahead)
    within = re.compile(r"\(([^()]+, [^()]+)\)").search(words, at)
    if not rest and within:
        return within[1]
    return rest


def listed(topics: str, lists: WordList) -> list[str]:
    """Topics each by itself where they are a list of three and more: quotas, the sea and ports."""
    special = topics.partition(", ")[2]
    if (m := compiled(rf"{lists['including']}\s").match(special)) and special[m.end() :].count(",") > 0:
        topics = special[m.end() :]  # threats, including piracy, smuggling and theft
    items = topics.split("; ") if topics.count("; ") > 1 else topics.split(", ")
    own = compiled(rf"{lists['and']}\s").match(items[-1])
    if len(items) < 2 or (len(items) == 2 and own is None and len(items[0].split()) > _LONGEST_TOPIC):
        return [topics]
    if own:
        items[-1] = items[-1][own.end() :]
    elif last := list(compiled(rf"\s{lists['and']}\s").finditer(items[-1])):
        items[-1:] = [items[-1][: last[-1].start()], items[-1][last[-1].end() :]]
    elif len(items) < 3:
        return [topics]
    items = [compiled(rf"^{lists['including']}\s").sub("", item).strip(" .") for item in items]
    return items if all(item and len(item.split()) <= 12 for item in items) else [topics]


def _has_second_verb(behind: str, lists: WordList) -> bool:
    """Whether what came of it follows "and" behind what was discussed: "discussed quotas and agreed to …"."""
    who = rf"(?:(?:{lists['articles']})\s+)?(?:\w+\s+)?(?:{lists['groups']}|{lists['crowds']}|{lists['meetings']})\s+"
    ands = compiled(rf"(?:\W{lists['clause']}\W+|,\s)(?:{who})?(?:{lists['before_verbs']}\s+)*").finditer(behind)
    first = (lists.finds("outcomes", behind[one.end() :]) for one in ands)
    return any(m is not None and m.start() == 0 and not lists.has("gerunds", m[0]) for m in first)


def _is_first(one: re.Match[str] | None, other: re.Match[str] | None) -> bool:
    return one is not None and (other is None or one.start() < other.start())
