"""Whether a passage says of a name, a day or a number what its field means: of this session, and that it came so.

What every part of it that names the value says otherwise is asked: of another session, planned, or of those left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from briefgen.intake.drafts.cldr_reading import adjectives, countries, naming, ranks, weekdays
from briefgen.intake.drafts.judging.clause_scope import HALF, NEAR, NOUN, Predicate, Span, leads, predicate_of, turning
from briefgen.intake.drafts.proposal import DraftedValue
from briefgen.intake.drafts.text_reading import clauses, is_names, parted_by, sentences_in, stands_at, without_asides
from briefgen.intake.drafts.wordlists import CAPITAL, CAPITAL_NOUNS, HEAD_LAST, NOTHING, WordList, cased, compiled
from briefgen.language.name_forms import is_form
from briefgen.language.numerals import WORD, fold
from briefgen.model.schema import KindSpec

_CAME = ("came", "arrived", "comes_together")
_HELD = (("comes_together", "takes_place", "held", "holds"), ("attended", "chairs", "hosts"), NOUN)
_BEARS = {
    "chair": (("chairs", "chaired_by", "chair_posts"), ("opens",)),
    "host": (("hosts", "hosted_by", "host_nouns"),),
    "people": (_CAME, ("attended",)),
    "parties": (_CAME, ("attended",), NOUN),
    "headcount": ((*_CAME, "held", "attended"), NOUN),
    "date": _HELD,
    "place": _HELD,
    "venue": _HELD,
    "works": (("outcomes", "discussed"),),
}
"""By which lists of words a passage says something of a value, by what its field is; the surest first."""
_THERE = ("attended", *_CAME, "chairs", "chaired_by", "hosts", "hosted_by", "held", "holds", "takes_place")
_UNSAID = {
    "chair": "of {} that this is the chair",
    "host": "of {} that this is the host",
    "people": "that {} was there",
    "parties": "that they came",
    "headcount": "that they came",
    "date": "that the meeting was then",
    "place": "that the meeting was there",
    "venue": "that the meeting was there",
}
_WHERE = ("place", "venue")
_OF_TIME = (*_WHERE, "date")
"""What a meeting is held at."""
_OFF = ("postponed", "cancelled")
_STATUS = {"held": (*_THERE, *NOUN), "announced": ("due", "will", "upcoming"), **{one: (one,) for one in _OFF}}
"""By which lists of words a passage says how a meeting stands."""
_HEAD = re.compile(r"[^\n]{4,80}\n|[^\n.]{4,60}?\s[-–—]{1,2}\s")
"""A line of its own in front of a report, or the town and the day in its first one."""
_BESIDE = 20  # letters from what a meeting is called to its town
_NUMBERED = 60  # letters from the number of a meeting to what it is called
_DATELINE = 8  # words of a line with a town and a day at most


def perhaps_otherwise(proposal: DraftedValue, kind: KindSpec, lists: WordList) -> Iterator[str]:
    """What a passage does not say of a value, or what every part of it that has the value says otherwise."""
    if lists["held"] == NOTHING or proposal.keys.get("status") in ("absent", "declined"):
        return
    what = next((one for one in _BEARS if proposal.field in kind.roles.get(one, ())), proposal.field)
    role = proposal.keys.get("role")
    what, quote = str(role) if what == "people" and role in _BEARS else what, proposal.quote
    values = [str(one) for one in (proposal.value if isinstance(proposal.value, list) else [proposal.value])]
    if what in _UNSAID and (role is None or role == what) and not _is_said(what, values[0], quote, lists):
        yield f"the passage does not say {_UNSAID[what].format(values[0])}"
    elif what == "date" and "inferred" not in proposal.keys and _is_of_report(values[0], quote, lists):
        yield "the day may be that of the report"
    elif what == "status":
        yield from _other_status(values[0], quote, lists)
    is_to_come = proposal.keys.get("status") == "announced"
    by_words: dict[str, list[str]] = {}
    for said in values:
        parts = [(s, span) for s in sentences_in(quote, lists) for span in _places(said, s, what, lists)]
        found = [_otherwise(sentence, span, what, lists, is_to_come=is_to_come) for sentence, span in parts]
        if found and all(one and one.casefold() not in said.casefold() for one in found):
            by_words.setdefault(found[0], []).append(said)
    yield from (f"the passage says '{words}' of {', '.join(those)}" for words, those in by_words.items())


def perhaps_in_part(proposal: DraftedValue, kind: KindSpec, lists: WordList) -> Iterator[str]:
    """A list that may not name everybody, and a country of several of which none is named as the one that it was in."""
    if proposal.keys.get("scope") == "exhaustive":
        yield "the passage may not say that the list is complete"
    named = countries(proposal.quote, lists.language)
    if proposal.field in kind.roles.get("country", ()) and len(named) > 1:
        before = proposal.quote[: proposal.quote.find(str(proposal.value))].rstrip()
        if not any(m.end() == len(before) for m in lists.all("in", before)):
            yield f"the passage names {len(named)} countries, and does not say that it was in {proposal.value}"


def perhaps_to_come(proposal: DraftedValue, kind: KindSpec, text: str, lists: WordList) -> Iterator[str]:
    """What is told of a session to come, by its number, in a text on the one before: who will host the seventh."""
    is_of_meeting = any(proposal.field in kind.roles.get(one, ()) for one in _UNSAID) or proposal.field == "ordinal"
    cue = lists.finds(("due", "will"), proposal.quote)
    if cue and is_of_meeting and proposal.keys.get("status") != "announced":
        here, there = _numbers(proposal.quote, lists), _numbers(text, lists)
        if here and min(there) < min(here):
            yield f"the passage says '{cue[0]}', and the text tells of number {min(there)}"


def _numbers(words: str, lists: WordList) -> set[int]:
    """The numbers of meetings in a text."""
    found = ((n, words[at : at + _NUMBERED]) for n, at in ranks(words, lists, lists.language))
    return {
        n for n, behind in found if (m := lists.finds("meetings", behind)) and len(behind[: m.start()].split()) <= NEAR
    }


# --- what says it at all ---


def _is_said(what: str, value: str, quote: str, lists: WordList) -> bool:
    """Whether a passage says anything of the sort."""
    if what in ("chair", "host"):
        is_of_meeting = what == "chair" and _is_chair_of_meeting(quote, lists)
        return is_of_meeting or any(lists.finds(names, quote) for names in _BEARS[what])
    if what in ("parties", "headcount"):
        is_of_those = lists.finds("meetings", quote) and lists.finds(("groups", "offices"), quote) is not None
        return bool(is_of_those) or lists.finds((*_THERE, "discussed", "outcomes"), quote) is not None
    return _tells_of_meeting(what, value, quote, lists)


def _other_status(value: str, quote: str, lists: WordList) -> Iterator[str]:
    """What a passage says of how a meeting stands, where it does not say so of it."""
    told = list(lists.all(_STATUS.get(value, ()), quote))
    turned = [turning(quote, m.start(), HALF * (value == "held"), lists) for m in told]
    off = lists.finds(_OFF * (value == "held"), quote)
    if off or all(turned):
        word = off or next(iter(turned), None)
        yield f"the passage says '{word[0]}' of the meeting" if word else f"the passage does not say '{value}'"


def _is_chair_of_meeting(quote: str, lists: WordList) -> bool:
    """Whether a passage speaks of the chair of a meeting, and not of a body."""
    of = rf"(?<!\w){lists['chair_of']}\s{lists['of_body']}\s(?:[\w’'-]+\s){{0,3}}?({lists['meetings']})(?!\w)"
    own = rf"(?<!\w)({lists['meetings']})['’]s\s{lists['chair_of']}(?!\w)"
    return any(not lists.has("bodies", m[1]) for one in (of, own) for m in compiled(one).finditer(quote))


def _tells_of_meeting(what: str, value: str, quote: str, lists: WordList) -> bool:
    """Whether the sentence that has a value tells of a meeting, and not of the last one; a dateline may be any's."""
    places = ((s, stands_at(value, s, lists)) for s in sentences_in(quote, lists))
    sentence, at = next(((s, found[0]) for s, found in places if found), (quote, 0))
    if len(WORD.findall(sentence)) <= _DATELINE and (what != "date" or not lists.finds("published", sentence[:at])):
        return True
    nouns = list(lists.all("meetings", sentence))
    is_of_noun = what != "date" or any(m.end() <= at and is_names(sentence[m.end() : at], lists) for m in nouns)
    return (bool(nouns) and is_of_noun) or lists.finds(_THERE[what == "date" :], sentence) is not None


def _is_of_report(value: str, quote: str, lists: WordList) -> bool:
    """Whether a day stands only in the head of a report, and nothing behind says "today" or a day of the week."""
    head = _HEAD.match(quote)
    behind = quote[head.end() :] if head else ""
    is_told = lists.finds(("today", "yesterday"), behind) is not None or weekdays(behind, lists.language)
    return head is not None and bool(behind) and not is_told and not stands_at(value, behind, lists)


# --- which part says it, and what it says otherwise ---


def _places(said: str, sentence: str, what: str, lists: WordList) -> list[Span]:
    """Where a sentence has a value."""
    if what == "date":
        return [(at, at) for at in stands_at(said, sentence, lists)]
    if what == "ordinal":
        return [(at, at) for n, at in ranks(sentence, lists, lists.language) if str(n) == said]
    if what not in _BEARS:
        return []
    ours, found = WORD.findall(naming(said, sentence, lists.language) or said), list(WORD.finditer(sentence))
    runs = (found[n : n + len(ours)] for n in range(len(found) - len(ours) + 1) if ours)
    return [
        (run[0].start(), run[-1].end())
        for run in runs
        if all(is_form(fold(a), fold(m[0]), lists.language) for a, m in zip(ours, run, strict=True))
    ]


def _otherwise(sentence: str, span: Span, what: str, lists: WordList, *, is_to_come: bool = False) -> str:
    """The words by which a sentence says something else of a value than its field does; "" for none."""
    ahead = sentence[: span[0]]
    if what == "ordinal":
        return _other_rank(sentence, span[0], lists)
    name = "away" if what in (*_WHERE, "chair", "host") else "out_of" if what == "headcount" else ""
    if out := parted_by("left_out", ahead, lists) or parted_by(name, ahead, lists):
        return out
    if what == "date" and (of := compiled(rf"(?<!\w){lists['documents']}\W+(?:{lists['dated']})\s$").search(ahead)):
        return of[0].strip()  # the report of 4 May
    part = predicate_of(sentence, span, _BEARS[what], lists, is_where=what in _WHERE)
    if what == "people" and part.verb is None:
        return ""
    if what == "headcount" and (some := compiled(rf"\W*{lists['of_whom']}\s").match(part.words)):
        return some[0].strip()
    is_where = what in _WHERE
    return (
        ("" if is_to_come else _turned(part, what, lists))
        or (_says_other(part, what, lists) if what in (*_OF_TIME, "works") else "")
        or _other_session(part, sentence, what, lists)
        or (_elsewhere(sentence, span, what, lists) if is_where else "")
    )


def _turned(part: Predicate, what: str, lists: WordList) -> str:
    """A word that denies what stands behind it, makes it a plan, of the past, or of what is beside a meeting."""
    own, to = part.own, part.value
    had = compiled(rf"\W*{lists['inverted']}\s").match(own)
    if had and had.end() <= to[0] and is_names(own[had.end() : to[0]], lists):
        return had[0].strip()  # had they come
    less = (*HALF[: 1 if what in _OF_TIME else 2], "hedges", "denying")
    on = turning(part.ahead, len(part.ahead), less, lists) if part.ahead else None
    return on[0] if on else _turned_within(part, what, less, lists) or _turned_behind(part, what, lists)


def _turned_within(part: Predicate, what: str, less: tuple[str, ...], lists: WordList) -> str:
    """What turns a value in front of it, or the verb that says something of it: to host, geleitet hatte."""
    own, to, verb, is_of_time = part.own, part.value, part.verb, what in _OF_TIME
    names = ("once", *(("again",) if is_of_time else ()), *(("will",) if what in ("parties", "headcount") else ()))
    there = [m.span() for m in lists.all((*_CAME, "attended"), own) if m.start() > to[1]]
    later = [(own, max(there))] if there and what in ("people", "parties", "headcount") else []
    for words, at in ((own, to), *([(part.words, verb)] if verb else ()), *later):
        cues = list(lists.all(names, words))
        is_plain = at is to and what == "parties" and part.words != own  # Peru had said no, and came
        if it := next((m for m in cues if m.start() <= at[1] + 1 and at[0] < m.end() and not is_plain), None):
            return it[0]
        noun = next(lists.all("meetings", words), None) if verb is None and is_of_time else None
        ahead = next((m for m in cues if leads(m, at[0], words)), None)
        ahead = ahead or turning(words, at[0], less, lists, noun.end() if noun else None)
        if at is to and noun:  # the session of that day could not be held
            ahead = ahead or turning(own, len(own), (), lists, noun.end())
        if ahead and not lists.has("left_out", ahead[0]):  # in place of Lima it met in Quito
            return ahead[0]
    return ""


def _turned_behind(part: Predicate, what: str, lists: WordList) -> str:
    """What turns a value behind it, or makes it one of what is beside a meeting: sent no minister, hosted a dinner."""
    own, to, is_of_time = part.own, part.value, what in _OF_TIME
    verb = part.verb if part.words == own else None
    rest = own[max(to[1], verb[1]) if verb else to[1] :]
    is_its = what == "people" or (what == "parties" and part.words == own)
    if is_its and (m := turning(" ".join(rest.split()[:NEAR]), len(rest), HALF[:1], lists, 0)):
        return m[0]
    if off := lists.finds(_OFF * is_of_time, own):
        return off[0]
    for m in lists.all(("side_events", "apart")[: 2 if what == "chair" else 1], own):
        is_of_verb = verb is not None and verb[1] <= m.start()
        is_far = verb is not None and len(own[verb[1] : m.start()].split()) >= NEAR
        if (not is_of_verb and leads(m, to[0], own)) if is_of_time else (is_of_verb and not is_far):
            return m[0]
    return ""


def _says_other(part: Predicate, what: str, lists: WordList) -> str:
    """What the clause of a value says of it where another says that of the meeting: a committee set up on that day."""
    ahead = part.own[: part.value[0]]
    where = what in _WHERE and compiled(rf"\s*{lists['relative']}\s").match(part.words)  # Lima, where they met
    is_led = what in _WHERE and lists.finds("in", ahead)
    if where or is_led or part.words.startswith(part.own) or lists.finds(_THERE, part.own):
        return ""
    said = ahead if what == "date" else f"{ahead}{part.own[part.value[1] :]}"
    return "" if is_names(said, lists) else said.strip()


def _other_session(part: Predicate, sentence: str, what: str, lists: WordList) -> str:
    """The words by which a part tells of another session than the one that is reported: the last one, the next one."""
    other = rf"(?<!\w){lists['other_session']}"
    nouns = "|".join(lists[name] for name in ("meetings", "one", "host_nouns"))
    behind = "(?!)" if HEAD_LAST in lists.traits else rf"(?<!\w)(?:{lists['meetings']})\s{other}(?!\w)"
    alone = rf"(?:{lists['articles']})\s{other}(?=\W*$)"  # will host the next
    m = compiled(rf"{other}\s(?:[\w’'-]+\s){{0,2}}?(?:{nouns})(?!\w)|{behind}|{alone}").search(part.words)
    is_of_time = what in (*_OF_TIME, "headcount")
    names = ("meetings", "comes_together") if is_of_time else ("meetings",)
    first = min((found.end() for found in lists.all(names, part.words)), default=len(part.words))
    if lists.finds("this_time", part.own):
        return ""
    if m and m.start() < first:
        return m[0]
    before = sentence[: sentence.find(part.own)]
    if of := compiled(rf"(?:{other}\s(?:[\w’'-]+\s){{0,2}}?(?:{lists['meetings']})|{behind})[^,]{{0,30}},\s?$").search(
        before
    ):
        return of[0].rstrip(" ,")  # the next session, to be hosted by
    of_value = f"{part.own[: part.value[0]]}{part.own[part.value[1] :]}" if what in _WHERE else ""
    near = (m for m in lists.all("meetings", of_value) if abs(m.end() - part.value[0]) < _BESIDE)
    if to_come := next((one for m in near for one in lists.all("prepares", of_value) if one.end() <= m.start()), None):
        return to_come[0]  # to prepare the summit in Lima
    aside = compiled(rf"{other}\s(?:{nouns})(?!\w)").search(part.own[: part.value[0]]) if what == "chair" else None
    if aside:  # whom at the next session she follows
        return aside[0]
    *_, last = None, *lists.all("other_time", before)
    if last and is_of_time and len(WORD.findall(before[last.end() :])) < 2:  # last year, when
        return last[0]
    behind = sentence[len(before) + part.value[1] :].lstrip(" ,")
    then = lists.finds("other_time", behind if is_of_time else part.words)
    if what in ("chair", "host") and part.verb and not lists.finds("this_time", part.words):  # Chile did so this time
        then = then or lists.finds("this_time", without_asides(sentence, lists))
    return then[0] if then and (not is_of_time or len(behind[: then.start()].split()) < 2) else ""


def _elsewhere(sentence: str, span: Span, what: str, lists: WordList) -> str:
    """Where else a sentence says that they met: in Quito, where a stop in Lima is named before."""
    led = rf"(?i:(?<!\w){lists['in']})\s(?:(?i:{lists['articles']})\s)?"
    found = list(cased(rf"{led}({CAPITAL}(?: {CAPITAL})*)").finditer(sentence))
    states = {name for _, name, _ in countries(sentence, lists.language)} | {
        *adjectives(sentence, lists.language).values()
    }
    found = [m for m in found if bool(lists.finds("venues", m[1])) is (what == "venue") and m[1] not in states]
    noun = compiled(rf"(?<!\w){lists['meetings']}\s$")
    at = said_by_verb([m.start(1) for m in found], sentence, _HELD[0], lists)
    right = [m for m in found if m.start(1) in at or noun.search(sentence, 0, m.start())]
    is_it = any(m.start() <= span[1] and len(sentence[m.start(1) : span[0]].split()) < NEAR for m in right)
    return "" if not right or is_it else right[0][0]


def said_by_verb(places: list[int], words: str, verbs: tuple[str, ...], lists: WordList) -> set[int]:
    """Those of some places that stand right behind a verb in its clause, or else right before it."""
    found = [m.end() for m in lists.all(verbs, words)]
    right = set[int]()
    for start, end in clauses(words, lists):
        for verb in (n for n in found if start < n <= end):
            behind = [at for at in places if verb <= at < end]
            right.update(behind[:1] or [at for at in places if start <= at < verb][-1:])
    return right


def _other_rank(sentence: str, at: int, lists: WordList) -> str:
    """The words by which a number is that of another session, or of a visit: since the fourth."""
    is_alone = all(place == at for _, place in ranks(sentence, lists, lists.language))
    for m in lists.all(("others", "left_out", "report_of", "will")[: 2 if is_alone else 4], sentence):
        if leads(m, at, sentence):
            return m[0]
    word = next(iter(WORD.findall(sentence[at:])[1:2]), "")
    met = (m.start() for m in lists.all(_HELD[0], sentence))
    first = next((m.start() for m in lists.all("meetings", sentence)), len(sentence))
    if lists.has("one", word):  # who met him, who hosted it for the third time
        return "" if any(first < one for one in met) else word
    is_of_meeting = any(m[0] != word for m in lists.all("meetings", sentence))
    is_noun = word.islower() or CAPITAL_NOUNS in lists.traits
    is_other = lists.has("no_session", word) or (is_noun and _names_other(sentence[at:], lists))
    return word if is_of_meeting and is_other else ""


def _names_other(numbered: str, lists: WordList) -> bool:
    """Whether what follows a number of rank, up to what it is of, has no word for a meeting: the ninth speaker of."""
    named, *of = compiled(rf"\s(?:{lists['of_body']}|{lists['articles']})\s|[,;.:]\s").split(numbered, 1)
    return bool(of) and 1 < len(named.split()) <= NEAR and not lists.finds("meetings", named)
