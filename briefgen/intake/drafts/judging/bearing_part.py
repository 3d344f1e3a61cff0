"""Which part of a passage bears a value, and what that part says otherwise: of another session, planned, or left out.

A value stands in a clause, and what is said of it stands there, or where that clause goes on behind an aside; else in
the aside (", who had chaired the last one"), else in the nearest clause that says anything of the sort.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from briefgen.frozen import dataclass
from briefgen.intake.drafts.clauses import clauses, sentences_in
from briefgen.intake.drafts.days_reading import dates, months, weekdays
from briefgen.intake.drafts.meeting_names import ranks
from briefgen.intake.drafts.place_reading import CAPITAL, cased
from briefgen.intake.drafts.proposal import DraftedValue
from briefgen.intake.drafts.text_reading import adjectives, countries, naming
from briefgen.intake.drafts.wordlists import FEW_FORMS, NOTHING, WordList, compiled
from briefgen.language.denials import denying, denying_words, doubting, words_in
from briefgen.language.numerals import WORD
from briefgen.model.schema import KindSpec

_CAME = ("came", "arrived", "comes_together")
_HELD = (("comes_together", "takes_place", "held", "holds"), ("attended", "chairs", "hosts"), ("meetings",))
_BEARS = {
    "chair": (("chairs", "chaired_by", "chair_posts"), ("opens",)),
    "host": (("hosts", "hosted_by", "host_nouns"),),
    "people": (_CAME, ("attended",)),
    "parties": (_CAME, ("attended",), ("meetings",)),
    "headcount": ((*_CAME, "held", "attended"), ("meetings",)),
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
    "date": "that the meeting was then",
    "place": "that the meeting was there",
}
_WHERE = ("place", "venue")
_NEAR = 4  # words, from one that turns what follows it to that
_SMALL = ("articles", "joins", "list_joins", "titles", "in", "of_body", "offices", "little", "before_days")
_HEAD = re.compile(r"[^\n]{4,80}\n|[^\n.]{4,60}?\s[-–—]{1,2}\s")
"""A line of its own in front of a report, or the town and the day in its first one."""
_DATELINE = 8  # words of a line with a town and a day at most

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class BearingPart:
    """The part of a sentence that says something of a value, and the words in it that say it, where it has any.

    `own` is the clause of the value, which stands at `value` in it; it may be that part.
    """

    own: str
    value: Span
    words: str
    verb: Span | None

    def targets(self) -> Iterator[tuple[str, Span]]:
        """What words may turn to something else, with those around it."""
        yield self.own, self.value
        if self.verb:
            yield self.words, self.verb


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


# --- what says it at all ---


def _is_said(what: str, value: str, quote: str, lists: WordList) -> bool:
    """Whether a passage says anything of the sort."""
    if what in ("chair", "host"):
        is_of_meeting = what == "chair" and _is_chair_of_meeting(quote, lists)
        return is_of_meeting or any(lists.finds(name, quote) for names in _BEARS[what] for name in names)
    if what == "parties":
        return any(lists.finds(name, quote) for name in (*_THERE, "meetings"))
    return _tells_of_meeting(what, value, quote, lists)


def _is_chair_of_meeting(quote: str, lists: WordList) -> bool:
    """Whether a passage speaks of the chair of a meeting, and not of a body."""
    of = rf"(?<!\w){lists['chair_of']}\s{lists['of_body']}\s(?:[\w’'-]+\s){{0,3}}?({lists['meetings']})(?!\w)"
    own = rf"(?<!\w)({lists['meetings']})['’]s\s{lists['chair_of']}(?!\w)"
    return any(not lists.has("bodies", m[1]) for one in (of, own) for m in compiled(one).finditer(quote))


def _tells_of_meeting(what: str, value: str, quote: str, lists: WordList) -> bool:
    """Whether the sentence that has a value tells of a meeting, and not of the last one; a dateline may be any's."""
    places = ((s, stands_at(value, s, lists)) for s in sentences_in(quote, lists))
    sentence, at = next(((s, found[0]) for s, found in places if found), (quote, 0))
    before = max((m.end() for m in lists.all("elsewhen", sentence[:at])), default=-1)
    if len(WORD.findall(sentence)) <= _DATELINE:
        return True
    if before >= 0 and not any(lists.finds(there, sentence[before:at]) for there in (*_THERE, "meetings")):
        return False
    nouns = list(lists.all("meetings", sentence))
    is_of_noun = what != "date" or any(m.end() <= at and _is_name(sentence[m.end() : at], lists) for m in nouns)
    return (bool(nouns) and is_of_noun) or any(lists.finds(there, sentence) for there in _THERE[what == "date" :])


def stands_at(value: str, words: str, lists: WordList) -> list[int]:
    """Where words have a value, a day in any form, perhaps without its year."""
    wanted = {part[n:] for part in value.split("/") for n in (0, len("2031-"))}
    named = [*dates(words, lists.language), *months(words, lists.language)]
    days = [at for day, at in named if any(one in wanted or one[5:] in wanted for one in day.split("/"))]
    return [words.find(value)] if value in words else days


def _is_of_report(value: str, quote: str, lists: WordList) -> bool:
    """Whether a day stands only in the head of a report, and nothing behind says "today" or a day of the week."""
    head = _HEAD.match(quote)
    behind = quote[head.end() :] if head else ""
    is_told = any(lists.finds(name, behind) for name in ("today", "yesterday")) or weekdays(behind, lists.language)
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
    if what == "headcount":
        number = next(iter(re.findall(r"\d[\d.,\s]*\d|\d", said)), "=")
        return [m.span() for m in re.finditer(rf"(?<!\d){re.escape(number)}(?!\d)", sentence)]
    cut = 0 if FEW_FORMS in lists.traits else 2
    words = WORD.findall(naming(said, sentence, lists.language) or said)
    stems = [re.escape(w[: max(4, len(w) - cut)]) + (r"\w{0,3}" if cut and len(w) > 4 else "") for w in words]
    name = r"\W+".join(stems) or "(?!)"
    return [m.span() for m in compiled(rf"(?<!\w){name}(?!\w)").finditer(sentence)]


def bearing_part(sentence: str, span: Span, what: str, lists: WordList) -> BearingPart:
    """The part of a sentence that says something of what stands at a place."""
    spans = clauses(sentence, lists)
    n = next((n for n, (a, b) in enumerate(spans) if a <= span[0] <= b), 0)
    own, at = sentence[slice(*spans[n])], span[0] - spans[n][0]
    value = at, at + span[1] - span[0]
    is_parted = n + 2 < len(spans) and sentence[spans[n][1]] == "," == sentence[spans[n + 1][1]]
    near = [[n], *([[n, n + 2]] if is_parted else ()), *([[n + 1]] if sentence[spans[n][1] :][:1] == "," else ())]
    far = [[k] for k in (*range(n + 1, len(spans)), *range(n - 1, -1, -1))]
    for some in (near, far):
        for names in _BEARS[what]:
            for these in some:
                words = "".join(sentence[slice(*spans[k])] for k in these)
                if m := next((m for name in names if (m := lists.finds(name, words))), None):
                    return BearingPart(own, value, words, m.span())
    return BearingPart(own, value, own, None)


def _otherwise(sentence: str, span: Span, what: str, lists: WordList, *, is_to_come: bool = False) -> str:
    """The words by which a sentence says something else of a value than its field does; "" for none."""
    if what == "ordinal":
        return _other_rank(sentence, span[0], lists)
    name = "away" if what in _WHERE else "out_of" if what == "headcount" else ""
    if out := _parted_by("left_out", sentence[: span[0]], lists) or _parted_by(name, sentence[: span[0]], lists):
        return out
    part = bearing_part(sentence, span, what, lists)
    if what == "people" and part.verb is None:
        return ""
    turned = "" if is_to_come else _turned(part, what, lists)
    told = (turned, _other_session(part, what, lists), _beside(part, sentence, what, lists))
    return next(filter(None, told), "") or (
        _elsewhere(sentence, span, what, lists) if what in _WHERE else _told_apart(part, sentence, what, lists)
    )


def _turned(part: BearingPart, what: str, lists: WordList) -> str:
    """A word that denies what stands behind it, makes it a plan, or a thing of the past."""
    patterns = denying(words_in(denying_words(), lists.language)), doubting(lists.language)
    names = ["once", "again" if what in (*_WHERE, "date") else "unfulfilled"]
    names += ["will"] if what in ("parties", "headcount") else []
    for words, to in part.targets():
        ahead = [m for pattern in patterns for m in pattern.finditer(words)]
        for m in (*ahead, *(m for name in names for m in lists.all(name, words))):
            if m.end() <= to[0] and len(words[m.end() : to[0]].split()) <= _NEAR:
                return m[0]
        behind = (m for name in names if name in ("once", "will") for m in lists.all(name, words))
        for m in (m for m in behind if to[0] <= m.start() <= to[1] + 1):
            return m[0]  # geleitet hatte
    return ""


def _parted_by(name: str, before: str, lists: WordList) -> str:
    """The words of a list that lead to a name alone, or to those with it: unlike, all but, from; "" for none."""
    *_, m = None, *lists.all(name, before)
    if m is None or re.search("[.;:]" if before[: m.start()].strip() else "[.;:,]", before[m.end() :]):
        return ""
    between = before[m.end() :]
    is_led = _is_name(between, lists) if name == "left_out" else _is_name(between, lists, ("articles",), "(?!)")
    return m[0] if is_led else ""


def _is_name(words: str, lists: WordList, small: tuple[str, ...] = _SMALL, capitals: str = r"\d|[A-ZÀ-ÞА-ЯЁ]") -> bool:
    """Whether words are names alone, and what joins them."""
    return all(
        len(w) < 2 or re.match(capitals, w) or any(lists.has(one, w) for one in small) for w in WORD.findall(words)
    )


def _other_session(part: BearingPart, what: str, lists: WordList) -> str:
    """The words by which a part tells of another session than the one that is reported: the last one, the next one."""
    those, other = rf"(?:{lists['meetings']}|{lists['one']})(?!\w)", rf"(?<!\w){lists['other_session']}"
    behind = "(?!)" if FEW_FORMS in lists.traits else rf"(?<!\w)(?:{lists['meetings']})\s{other}(?!\w)"
    m = compiled(rf"{other}\s(?:[\w’'-]+\s){{0,2}}?{those}|{behind}").search(part.words)
    is_of_time = what in (*_WHERE, "date", "headcount")
    names = ("meetings", "comes_together") if is_of_time else ("meetings",)
    first = min((found.end() for name in names for found in lists.all(name, part.words)), default=len(part.words))
    if m and m.start() < first:
        return m[0]
    return "" if is_of_time or not (then := lists.finds("other_time", part.words)) else then[0]


def _beside(part: BearingPart, sentence: str, what: str, lists: WordList) -> str:
    """What is beside a meeting: the dinner that somebody hosted, the hall of a lunch."""
    nouns = [m[0] for m in lists.all("meetings", sentence)]
    if nouns and all(lists.has("side_events", one) for one in nouns):  # the dinner is the meeting
        return ""
    words, to = part.own, part.value
    for m in lists.all("side_events", words):
        verb = part.verb if part.words == words else None
        is_of_verb = verb and verb[1] <= m.start() and len(words[verb[1] : m.start()].split()) < _NEAR
        is_ahead = m.end() <= to[0] and len(words[m.end() : to[0]].split()) <= _NEAR
        if is_ahead and not is_of_verb if what in _WHERE else is_of_verb:
            return m[0]
    return ""


def _told_apart(part: BearingPart, sentence: str, what: str, lists: WordList) -> str:
    """The words by which another clause tells of this session what a part says of some: Chile did so this time."""
    if what not in ("chair", "host", "headcount") or part.verb is None or lists.finds("this_time", part.words):
        return ""
    for a, b in clauses(sentence, lists):
        rest = sentence[a:b].strip()
        m = lists.finds("this_time", rest) if rest not in part.words else None
        if m and lists.finds("relative", rest.split(" ")[0]) is None and re.search("[A-ZÀ-ÞА-ЯЁ]", rest):
            return m[0]
    return ""


def _elsewhere(sentence: str, span: Span, what: str, lists: WordList) -> str:
    """Where else a sentence says that they met: in Quito, where a stop in Lima is named before."""
    led = rf"(?i:(?<!\w){lists['in']})\s(?:(?i:{lists['articles']})\s)?"
    found = list(cased(rf"{led}({CAPITAL}(?: {CAPITAL})*)").finditer(sentence))
    found = [m for m in found if bool(lists.finds("venues", m[1])) is (what == "venue") and not _is_state(m[1], lists)]
    verbs = [m for name in _HELD[0] for m in lists.all(name, sentence)]
    right = found[:0]
    for start, end in clauses(sentence, lists):
        for verb in (m.end() for m in verbs if start <= m.start() < end):
            behind = [m for m in found if verb <= m.start() < end]
            right += behind[:1] or [m for m in found if start <= m.start() < verb][-1:]
    noun = compiled(rf"(?<!\w){lists['meetings']}\s{lists['in']}\s(?:{lists['articles']}\s)?$")
    is_it = any(m.start() <= span[1] and len(sentence[m.start(1) : span[0]].split()) < _NEAR for m in right)
    return "" if not right or is_it or noun.search(sentence[: span[0]]) else right[0][0]


def _is_state(words: str, lists: WordList) -> bool:
    return bool(countries(words, lists.language) or adjectives(words, lists.language))


def _other_rank(sentence: str, at: int, lists: WordList) -> str:
    """The words by which a number is that of another session, or of a visit: since the fourth."""
    is_alone = all(place == at for _, place in ranks(sentence, lists, lists.language))
    for name in ("others", *([] if is_alone else ["report_of"])):
        *_, m = None, *lists.all(name, sentence[:at])
        if m and _is_name(sentence[m.end() : at], lists, capitals="(?!)"):
            return m[0]
    word = next(iter(WORD.findall(sentence[at:])[1:2]), "")
    is_of_meeting = any(m[0] != word for m in lists.all("meetings", sentence))
    return word if is_of_meeting and lists.has("no_session", word) else ""
